"""Unions above hospitals: who looks after which unit, draws, inspections, findings."""
