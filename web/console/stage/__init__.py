"""A live contest on the big screen."""
