"""What a sentence must be like that somebody reads who was refused: short, Chinese, whole, and of use."""

import re

LONGEST = 60
CODE_WORD = re.compile(r"[A-Za-z_{}\[\]<>]|None|\d{4}-\d{2}-\d{2}")
WHOLE = re.compile(r"[。！？]$|(?:^|\n).*回 \S+[^\n]*$")
"""Ends as sentences do, or with what one may answer."""


def is_fit(said: str) -> bool:
    """Whether a person can use this refusal."""
    chinese = sum("一" <= letter <= "鿿" for letter in said)
    short = len(said.replace("\n", "")) <= LONGEST
    return bool(short and chinese >= 4 and not CODE_WORD.search(said) and WHOLE.search(said))
