"""安全员的话: the list of what waits, a card for each, and the moves an officer may make with digits."""
