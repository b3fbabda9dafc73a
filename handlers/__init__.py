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
from handlers.owner import doing, passing
from handlers.plan import attending, consultation, signing, training
from handlers.plan import deeds as recording_deeds
from handlers.plan import sheets as handing_in
from handlers.quiz import besides, exam, handed_in, live, marks, practice, sheet
from handlers.report import (
    after,
    album,
    alike,
    doubt,
    emergency,
    leaving,
    nameless,
    opening,
    own,
    patrol,
    placing,
    recording,
    rounds,
    several,
    voices,
)

FLOWS = (
    danger.flow,
    nameless.flow,
    emergency.flow,
    recording.flow,
    rounds.flow,
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
    own.flow,
    everywhere.flow,
    binding.flow,
    acquaintance.flow,
    mended.flow,
    doing.flow,
    passing.flow,
    todo.flow,
    card.flow,
    grave.flow,
    days.flow,
    asking.flow,
    verifying.flow,
    verdicts.flow,
    leave.flow,
    desk.flow,
    practice.flow,
    besides.flow,
    exam.flow,
    sheet.flow,
    handed_in.flow,
    live.flow,
    marks.flow,
    attending.flow,
    recording_deeds.flow,
    handing_in.flow,
    signing.flow,
    training.flow,
    consultation.flow,
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
