"""Certificates: the code of a passed paper, given once; reading what somebody typed of it; what anybody may learn by it."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.base import Db, Row
from models.quiz import certificates
from models.quiz.papers import PUBLISHED
from rules.quiz.paper import Purpose
from rules.quiz.standing import points_in_words
from rules.refusal import Refused
from rules.words.plain_text import clean

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two, none of which is read for another one: no 0 and O, no 1 and I."""
LENGTH = 12
TRIES = 5
FIELD = 0b100101
"""x⁵+x²+1: multiplying by x modulo it visits all thirty-one signs but zero."""
TWO_LETTERS = (
    "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 司空 端木 独孤 南宫 长孙 宇文 轩辕 呼延 申屠 闻人 东方 万俟 澹台 "
    "淳于 公冶 宗政 濮阳 钟离 鲜于 拓跋 完颜 纳兰 东郭 西门 百里 太史 赫连 单于 仲孙 段干 公羊 公良 梁丘 左丘 乐正"
)
"""Surnames of two letters, a blank between them."""
LOOKS_LIKE = {"0": "0", "O": "0", "1": "1", "I": "1"}
_BETWEEN = re.compile(r"[\s\-_.·,，。:：/‐-―－—~～]+")


class Standing(StrEnum):
    """What a certificate is worth today: good; good and the results stand; or the paper was withdrawn."""

    GOOD = "good"
    FINAL = "final"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Shown:
    """What anybody may learn by a code. ``who`` is the surname and two stars, ``share`` thousandths of all points."""

    code: str
    who: str
    hospital: str
    title: str
    share: int
    best_at: datetime
    standing: Standing


def certify(db: Db, sitting_id: int, draw_token: Callable[[], str]) -> Row | None:
    """The result behind a sitting, with its code: given when first asked for, the same ever after.

    None when this person has not passed. A withdrawn paper gives no code. ``draw_token`` gives words nobody can guess.
    """
    for _ in range(TRIES):
        row = certified(db, sitting_id)
        if row is None or row["code"] or standing_of(row) == Standing.WITHDRAWN:
            return row
        certificates.give_code(db, row["paper_id"], row["person_id"], code_of(draw_token()))
    return certified(db, sitting_id)


def certified(db: Db, sitting_id: int) -> Row | None:
    """The same as it stands, with or without a code. A live contest on the big screen has no certificates."""
    row = certificates.passed_in(db, sitting_id)
    return None if row is None or row["purpose"] == Purpose.LIVE else row


def verify(db: Db, code: str) -> Shown | None:
    """What stands behind a code as it is kept; None when nothing does."""
    row = certificates.with_code(db, code)
    if row is None:
        return None
    return Shown(
        code,
        half_name(row["name"]),
        row["hospital"],
        row["title"],
        row["share"],
        row["best_at"],
        standing_of(row),
    )


def standing_of(row: Row) -> Standing:
    if row["state"] != PUBLISHED:
        return Standing.WITHDRAWN
    return Standing.FINAL if row["frozen_at"] else Standing.GOOD


def code_of(token: str) -> str:
    """Twelve signs out of a token, sixty bits, and one more that tells most slips of the pen."""
    number = int.from_bytes(hashlib.sha256(token.encode()).digest()[:8])
    drawn = [number >> 5 * place & 31 for place in range(LENGTH)]
    return "".join(SIGNS[value] for value in [*drawn, _twice(_sum(drawn))])


def is_whole(code: str) -> bool:
    """Whether the last sign fits the others: one wrong sign, or two that changed places, never do."""
    return len(code) == LENGTH + 1 and _sum([SIGNS.index(sign) for sign in code]) == 0


def _sum(values: list[int]) -> int:
    total = 0
    for value in values:
        total = _twice(total) ^ value
    return total


def _twice(value: int) -> int:
    doubled = value << 1
    return doubled ^ FIELD if doubled & 32 else doubled


def spaced(code: str) -> str:
    """``7K4M 92QX PLC8W`` as people read and copy it."""
    return f"{code[:4]} {code[4:8]} {code[8:]}"


def read_code(typed: str) -> str:
    """The code somebody meant: small letters, blanks and hyphens forgiven. Raises ``Refused`` with what to look at."""
    signs = _BETWEEN.sub("", clean(typed)).upper().removeprefix("编号")
    if not signs:
        raise Refused("把合格证左下角的编号写进来。")
    if strange := {LOOKS_LIKE[sign] for sign in signs if sign in LOOKS_LIKE}:
        raise Refused(_not_used(strange))
    if any(sign not in SIGNS for sign in signs):
        raise Refused("编号里只有数字和英文字母，再对一下合格证左下角。")
    if len(signs) != LENGTH + 1:
        raise Refused(f"编号一共{LENGTH + 1}位，这里是{len(signs)}位，再对一下。")
    if not is_whole(signs):
        raise Refused("有一位抄得不对，再对一下。容易看混的：8和B、5和S、2和Z、U和V。")
    return signs


def _not_used(strange: set[str]) -> str:
    """Nought and O, one and I are in no code, so that something else was read for them."""
    hints = {"0": "像0的是Q或D", "1": "像1的是L或7"}
    return f"编号里没有数字0、1，也没有字母O、I；{'，'.join(hints[sign] for sign in sorted(strange))}。再对一下。"


def half_name(name: str) -> str:
    """张**, 欧阳**: the surname and no more; of a name that is nothing but a surname not even that."""
    letters = clean(name)
    surname = letters[:2] if letters[:2] in TWO_LETTERS.split() and len(letters) > 2 else letters[:1]
    return f"{surname}**" if len(letters) > len(surname) else "**"


def score_words(share: int) -> str:
    """``92分``, ``92.5分``: thousandths as points of a hundred."""
    return f"{points_in_words(share)}分"
