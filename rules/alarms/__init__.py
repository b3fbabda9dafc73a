"""What sounds like people in danger: whether somebody cries, what befalls them, and what only sounds so."""
