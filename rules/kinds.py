"""The classes of hazards, in official and in everyday words; the word lists themselves are data."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.words.usual import NOTHING_USUAL, Cause, Usual

OTHER = "OTHER"
OTHER_PLAIN = "别的隐患"
OTHER_MENU = 9

# About drills, signs and courses a word like 锁闭 is only quoted.
ONLY_TALK = ("演练", "演习", "标识", "宣传", "培训", "海报", "标语", "展板", "贴纸", "讲座")
DENIED = ("没有", "没", "未", "不", "无", "别", "防", "没上", "未上", "没被", "没给")


@dataclass(frozen=True, eq=False)  # by identity: a tuple of kinds is a cache key on every message
class Kind:
    """One class of hazards: its official name, its everyday name, and the words people use for it."""

    code: str
    name: str
    plain: str
    plain_when: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    major: tuple[tuple[str, ...], ...]
    urgent: tuple[tuple[str, ...], ...]
    occupational: bool
    menu: int
    weak: tuple[str, ...] = ()
    usual: Usual = NOTHING_USUAL
    cause: Cause = Cause.UNSTABLE
    cause_when: tuple[tuple[str, Cause], ...] = ()
    sure: tuple[tuple[str, ...], ...] = ()
    other_kind: tuple[tuple[str, ...], ...] = ()


def by_menu(digit: int, kinds: Sequence[Kind]) -> Kind | None:
    """The likeliest class behind a choice of the nine everyday groups: the first one listed, for 9 the open one."""
    wanted = [kind for kind in kinds if kind.menu == digit]
    return min(wanted, key=lambda kind: digit == OTHER_MENU and kind.code != OTHER, default=None)


def plain_name(text: str, kind: Kind) -> str:
    """The everyday label for ``text`` within ``kind``: the first exact one that fits, else the general one."""
    for word, label in kind.plain_when:  # a loop: a generator would cost a microsecond on every message
        if word in text:
            return label
    return kind.plain


def cause_of(text: str, kind: Kind) -> Cause:
    """Which of the three causes ``text`` tells of within ``kind``: the first exact one, else the usual one."""
    return next((cause for word, cause in kind.cause_when if word in text), kind.cause)
