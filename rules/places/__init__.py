"""Where something is, as people say it: places, storeys, rooms, and what names none."""
