"""What a form or the script of the page says about one question, and how it is written down. Nothing here is marked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import abort
from werkzeug.datastructures import MultiDict

from actions.quiz import examining
from actions.quiz.sitting import Asked, Sitting
from models.base import Db
from models.quiz import sittings
from rules.quiz.question import LETTERS, RIGHT, WRONG, Kind
from rules.quiz.reading import read_answer
from rules.words.plain_text import clean
from web.desk import this_desk
from web.h5.exam_door import UNREADABLE, held, is_late

LONGEST_INSTANT = 14


@dataclass(frozen=True)
class Kept:
    """What then stands: every answer by position, whether this one was written, and whether it was too late."""

    given: Mapping[int, str]
    count: int
    ends_at: datetime | None
    saved: bool = False
    is_over: bool = False


def keep(db: Db, key: int, position: int, form: MultiDict[str, str], now: datetime) -> Kept:
    """Write down one answer, unless a later one stands there already. Nothing chosen changes nothing."""
    sitting = held(db, key)
    if sitting.is_over or is_late(sitting, now):
        examining.finish(db, key, this_desk().bank, now)
        return standing(sitting, is_over=True)
    if not 0 < position <= len(sitting.asked):
        abort(404, f"没有第{position}题，这份一共{len(sitting.asked)}题。")
    asked = sitting.asked[position - 1]
    given = answer_in(form, asked)
    if given is None:
        return standing(sitting)
    at = _chosen_at(form, sitting, now)
    saved = _write(db, sitting, asked, given, at)
    after = {position: given} if saved else {}
    stands = standing(sitting)
    return replace(stands, given={**stands.given, **after}, saved=saved)


def standing(sitting: Sitting, *, is_over: bool = False) -> Kept:
    """The answers as this person sees the letters."""
    given = {asked.position: asked.given for asked in sitting.asked if asked.given is not None}
    return Kept(given, len(sitting.asked), sitting.row["ends_at"], is_over=is_over)


def answer_in(form: MultiDict[str, str], asked: Asked) -> str | None:
    """The answer by the letters before the person; None where nothing was chosen."""
    if asked.question.kind == Kind.FILL:
        return _words_in(form)
    chosen = sorted(set(form.getlist("choice")))
    if not chosen:
        return None
    offered = {RIGHT, WRONG} if asked.question.kind == Kind.JUDGE else set(LETTERS[: len(asked.options)])
    if not offered.issuperset(chosen) or (asked.question.kind != Kind.MULTIPLE and len(chosen) > 1):
        abort(400, UNREADABLE)
    return "".join(chosen)


def _words_in(form: MultiDict[str, str]) -> str | None:
    words = clean(form.get("words", ""))
    read = read_answer(words, Kind.FILL, 0)
    return abort(400, "写得太长了，写最要紧的那个词。") if words and read is None else read


def _chosen_at(form: MultiDict[str, str], sitting: Sitting, now: datetime) -> datetime:
    """When it was chosen, by our own clock as the page counted on from it; never before the start, never to come."""
    said = form.get("at", "")
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_INSTANT):
        return now
    begun: datetime = sitting.row["started_at"]
    return min(max(datetime.fromtimestamp(int(said) / 1000, UTC), begun), now)


def _write(db: Db, sitting: Sitting, asked: Asked, given: str, at: datetime) -> bool:
    """False when what stands there was chosen later: a message that was long on its way undoes nothing."""
    if asked.given is not None:
        before = _answered_at(db, sitting, asked)
        if before > at or (before == at and given == asked.given):
            return given == asked.given
    return examining.answer(db, sitting, asked, given, now=at)


def _answered_at(db: Db, sitting: Sitting, asked: Asked) -> datetime:
    rows = sittings.answers_of(db, sitting.id)
    at: datetime = next(row["answered_at"] for row in rows if row["position"] == asked.position)
    return at
