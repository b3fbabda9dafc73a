"""Where everything meets: the web process and the commands."""
