"""The conversations, one file each, reading like a script."""

from handlers import arrival, assigning, binding, danger, everywhere, fallback, officer
from handlers.report import after, doubt, leaving, nameless, opening, placing, recording

FLOWS = (
    danger.flow,
    nameless.flow,
    recording.flow,
    placing.flow,
    after.flow,
    leaving.flow,
    doubt.flow,
    opening.flow,
    everywhere.flow,
    binding.flow,
    officer.flow,
    assigning.flow,
    arrival.flow,
    fallback.flow,
)
"""All of them, in the order in which equals are tried."""
