"""Tables read from and written to office files."""
