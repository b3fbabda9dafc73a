"""Whether somebody is beaten, threatened with a blade, or about to be burnt; the words are assault_vocabulary."""

from rules.alarms import assault_vocabulary as words


def assaulted(bare: str, clause: str) -> bool:
    """Whether the clause tells of blows, a blade or fuel in hand; ``bare`` is the clause with its names masked.

    A lighter is a name elsewhere, so arson is read in the whole clause.
    """
    if words.ANY.search(bare) and (words.BEATING.search(bare) or _is_armed(bare)):
        return True
    return bool(words.FUEL.search(clause) and words.ARSON.search(clause))


def _is_armed(bare: str) -> bool:
    return bool(words.ARMED.search(bare)) and not words.AT_THE_BOARD.search(bare)
