"""The conversations, one file each, reading like a script."""

from handlers import (
    acquaintance,
    arrival,
    binding,
    danger,
    desk,
    everywhere,
    fallback,
    leave,
    numbers,
)
from handlers.officer import asking, assigning, card, days, filling, grave, todo, verdicts, verifying
from handlers.owner import after as mended
from handlers.owner import doing
from handlers.report import (
    after,
    album,
    alike,
    doubt,
    emergency,
    leaving,
    nameless,
    opening,
    patrol,
    placing,
    recording,
    several,
    voices,
)

FLOWS = (
    danger.flow,
    nameless.flow,
    emergency.flow,
    recording.flow,
    patrol.flow,
    several.flow,
    album.flow,
    alike.flow,
    placing.flow,
    after.flow,
    leaving.flow,
    doubt.flow,
    voices.flow,
    opening.flow,
    assigning.flow,
    filling.flow,
    numbers.flow,
    everywhere.flow,
    binding.flow,
    acquaintance.flow,
    mended.flow,
    doing.flow,
    todo.flow,
    card.flow,
    grave.flow,
    days.flow,
    asking.flow,
    verifying.flow,
    verdicts.flow,
    leave.flow,
    desk.flow,
    arrival.flow,
    fallback.flow,
)
"""All of them, in the order in which equals are tried."""

PLAIN = {
    "happening": True,
    "not_yet": False,
    "here": True,
    "elsewhere": False,
    "heard_right": True,
    "heard_wrong": False,
    "split_words": True,
    "keep_one": False,
    "still_there": False,
    "join": True,
    "again": True,
    "other": False,
    "room": True,
}
"""Questions that people answer with 是 or 没有 rather than with a digit."""
