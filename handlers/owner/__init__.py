"""整改责任人的话: what somebody has in hand, and what they say about it: done, on the way, later, not mine, handed up."""
