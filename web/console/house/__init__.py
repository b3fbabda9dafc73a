"""What stands in the house: people, places and their posters, the calendar."""
