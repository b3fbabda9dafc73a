"""What a password of the desk must be: long, and not what anybody would try first."""

from itertools import pairwise

from rules.refusal import Refused

SHORTEST, LONGEST = 10, 200
OBVIOUS = (
    "1234567890",
    "0123456789",
    "9876543210",
    "0987654321",
    "qwertyuiop",
    "password",
    "suishoupai",
    "woaini1314",
)


def check_password(password: str, again: str, *, known: tuple[str, ...]) -> str:
    """The password if it will do; ``known`` are words that everybody in the house knows of this person."""
    if password != again:
        raise Refused("两次写的不一样，再写一遍。")
    if len(password) < SHORTEST:
        raise Refused(f"太短了，至少{SHORTEST}个字。一句只有你知道的话就很好，中文也行。")
    if len(password) > LONGEST:
        raise Refused(f"太长了，{LONGEST}个字以内。")
    if _is_obvious(password.lower(), known):
        raise Refused("这个一猜就中（工号、名字、电话、连着的数字、重复的字都不行），换一句。")
    return password


def _is_obvious(password: str, known: tuple[str, ...]) -> bool:
    """Whether little is left once what everybody knows or would try is taken out of it."""
    left = password
    for word in (*known, *OBVIOUS):
        left = left.replace(word.lower(), "") if len(word) > 1 else left
    is_repeated = any(_repeats(password, length) for length in (1, 2, 3, 4, 5))
    return is_repeated or len(left) < SHORTEST // 2 or _climbs(password)


def _repeats(password: str, length: int) -> bool:
    """``ababababab``, also with an end that is cut off."""
    return (password[:length] * (len(password) // length + 1))[: len(password)] == password


def _climbs(password: str) -> bool:
    """One letter after the other, up or down."""
    steps = {ord(b) - ord(a) for a, b in pairwise(password)}
    return steps in ({1}, {-1})
