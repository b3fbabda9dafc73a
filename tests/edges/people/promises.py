"""All that must hold after every message and after every silence, whatever people do."""

from tests.edges.people import answers, keeping, owners, statuses, unnamed
from tests.edges.people.town import Look, Wait

LOOKS: tuple[Look, ...] = (
    answers.an_answer_comes,
    answers.an_answer_fits,
    answers.a_cry_is_answered,
    answers.only_what_was_offered,
    owners.receipts_are_noted,
    keeping.pictures_are_kept,
    keeping.sentences_are_kept,
    owners.nobody_moves_anothers,
    statuses.after_words,
    unnamed.after_words,
)
WAITS: tuple[Wait, ...] = (
    keeping.bytes_are_those_sent,
    keeping.sentences_outlast,
    owners.clocks_move_little,
    statuses.after_time,
    unnamed.nothing_rings,
)
