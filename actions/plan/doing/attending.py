"""签到: the code of a deed that changes every half minute, and who comes in by it. What the screen looks like is not known here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from actions.plan.doing.deeds import come
from models.base import Db, Row
from models.plan import deeds
from rules.refusal import Refused

MARK = "att:"
"""What the scene of a code begins with."""
SECONDS = 30
"""So long a code stands on the screen; the one before it is taken, too."""
OPEN_FOR = timedelta(hours=6)
LATE_AFTER = timedelta(minutes=15)
PASS_HOLDS = timedelta(minutes=5)
"""So long somebody may type their name after the code was scanned in time."""
LETTERS = 20
"""Letters of a proof: eighty bits, so that a scene stays within the platform's 64."""

CODE = re.compile(rf"att:(\d{{1,12}}):(\d{{1,12}}):([0-9a-f]{{{LETTERS}}})")
PASS = re.compile(rf"p(\d{{1,12}})-(\d{{1,17}})-([0-9a-f]{{{LETTERS}}})")
UNKNOWN = "这个码认不出来。看大屏幕，对着现在的码再扫一次。"
CLOSED = "签到已经关了。真来了的，请组织的人把你的名字添上。"
OLD = "这个码过了：半分钟换一个，截图和转发的不算。对着大屏幕现在的码再扫一次。"
LINGERED = "填得久了点，这一页过期了。对着大屏幕再扫一次。"

USED = "这一页已经签过一个人了。下一位对着大屏幕再扫一次。"
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)

Digest = Callable[[str], str]
"""A keyed digest of some words, in hexadecimal."""


@dataclass(frozen=True)
class SignedIn:
    """How it went: whether this was the first time, and whether it was late."""

    is_new: bool
    late: bool


def open_code(db: Db, deed_id: int, key: str, now: datetime) -> None:
    """People may sign in by code for some hours from now on; ``key`` is chance, and stays where there was one."""
    row = deeds.hold_deed(db, deed_id)
    if row["voided_at"] is not None:
        raise Refused("这一条已经作废了，不用签到。")
    deeds.change_deed(db, deed_id, code_key=row["code_key"] or key, code_until=now + OPEN_FOR)


def close_code(db: Db, deed_id: int, now: datetime) -> None:
    """Nobody signs in by code any more; whoever did stays."""
    deeds.change_deed(db, deed_id, code_until=now)


def is_open(deed: Row, now: datetime) -> bool:
    """Whether people may sign in by code."""
    until = deed["code_until"]
    return bool(deed["code_key"]) and deed["voided_at"] is None and until is not None and now < until


def slot_at(now: datetime) -> int:
    """The half minute an instant lies in."""
    return int(now.timestamp()) // SECONDS


def ends_at(slot: int) -> datetime:
    """When the next code comes."""
    return datetime.fromtimestamp((slot + 1) * SECONDS, UTC)


def code_of(deed: Row, slot: int, digest: Digest) -> str:
    """What the code of this half minute says."""
    return f"{MARK}{deed['id']}:{slot}:{_proof(deed, slot, digest)}"


def deed_by(db: Db, code: str, now: datetime, digest: Digest) -> Row:
    """The deed a code that was just scanned opens. Refused with the sentence that helps."""
    said = CODE.fullmatch(code)
    row = deeds.find_deed(db, int(said[1])) if said else None
    if said is None or row is None or not compare_digest(said[3], _proof(row, int(said[2]), digest)):
        raise Refused(UNKNOWN)
    if not is_open(row, now):
        raise Refused(CLOSED)
    if int(said[2]) not in (slot_at(now), slot_at(now) - 1):
        raise Refused(OLD)
    return row


def pass_for(deed: Row, now: datetime, digest: Digest) -> str:
    """Lets whoever scanned in time take some minutes to type their name; its instant tells it from every other."""
    at = (now - EPOCH) // MICROSECOND
    return f"p{deed['id']}-{at}-{_of_pass(deed, at, digest)}"


def deed_of_pass(db: Db, words: str, now: datetime, digest: Digest) -> Row:
    """The deed such a pass is for."""
    said = PASS.fullmatch(words)
    row = deeds.find_deed(db, int(said[1])) if said else None
    if said is None or row is None or not compare_digest(said[3], _of_pass(row, int(said[2]), digest)):
        raise Refused(UNKNOWN)
    if now - EPOCH - int(said[2]) * MICROSECOND > PASS_HOLDS:
        raise Refused(LINGERED)
    if not is_open(row, now):
        raise Refused(CLOSED)
    return row


def sign_in(db: Db, deed: Row, person_id: int, at: datetime) -> SignedIn:
    """Somebody scanned at this moment; scanning twice counts once."""
    late = is_late(deed, at)
    return SignedIn(come(db, deed["id"], person_id, at, how="scan", late=late), late)


def sign_in_by_pass(db: Db, deed: Row, words: str, person_id: int) -> SignedIn:
    """As of the scan, however long the typing took. One scan is one person: nobody types in the names of those at home."""
    said = PASS.fullmatch(words)
    if said is None:
        raise Refused(UNKNOWN)
    at = EPOCH + int(said[2]) * MICROSECOND
    deeds.hold_deed(db, deed["id"])
    if any(
        one["at"] == at and one["how"] == "scan" and one["person_id"] != person_id
        for one in deeds.there(db, deed["id"])
    ):
        raise Refused(USED)
    return sign_in(db, deed, person_id, at)


def is_late(deed: Row, at: datetime) -> bool:
    """More than a quarter of an hour after it began; without a beginning nobody is late."""
    return deed["starts_at"] is not None and at > deed["starts_at"] + LATE_AFTER


def add(db: Db, deed_id: int, people: Sequence[int], now: datetime, *, how: str = "typed") -> int:
    """People the organiser knows were there; how many of them nobody had named before."""
    return sum(come(db, deed_id, person_id, now, how=how) for person_id in dict.fromkeys(people))


def _proof(deed: Row, slot: int, digest: Digest) -> str:
    return digest(f"{MARK}{deed['id']}:{slot}:{deed['code_key']}")[:LETTERS]


def _of_pass(deed: Row, at: int, digest: Digest) -> str:
    return digest(f"{MARK}pass:{deed['id']}:{at}:{deed['code_key']}")[:LETTERS]
