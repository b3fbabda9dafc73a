"""Whether an answer is right. Answers are kept in one spelling: letters in order, T or F, or the words of a blank."""

from rules.quiz.question import LETTERS, Kind, Question
from rules.quiz.spelling import same_words


def is_right(question: Question, given: str) -> bool:
    """Right is all of it and nothing else; of a 填空, one of the accepted answers."""
    if question.kind == Kind.FILL:
        return any(same_words(given, accepted) for accepted in question.accepted)
    return bool(given) and given == question.right


def kept_letters(shown: str, order: str) -> str:
    """What a person said by the letters before them, in the letters as they were written and in their order.

    ``shown`` A with the order ``CAB`` is C. Letters beyond the options are dropped.
    """
    meant = (order[LETTERS.index(letter)] for letter in shown if letter in LETTERS[: len(order)])
    return "".join(sorted(set(meant)))


def seen_letters(kept: str, order: str) -> str:
    """The other way round: where the options that were written first as ``kept`` stand before the person."""
    return "".join(sorted(LETTERS[order.index(letter)] for letter in kept if letter in order))
