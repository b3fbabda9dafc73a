"""The camera: plays dialogues in the box and takes the pictures of the user guide. ``python -m camera [NAME …]``."""
