"""Pages inside WeChat, for people who have no business in the console."""
