"""Deeds: the list, recording one, its evidence, who was there, what it counts for."""
