"""Bringing in the organisation tree, the roster and the places from tables that people made."""
