"""One hazard: its page, and every deed on it."""
