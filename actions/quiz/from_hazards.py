"""Questions of the house's own closed hazards: what is wrong on this picture, and what helps.

A question shows the picture everybody may see, and says neither where it was nor who was there: the right answers are
the everyday name of the class and a measure without names, places or numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import RowMapping, exists, insert, literal, select

from actions.quiz.authoring import PHOTO
from actions.quiz.pictured import UNCLEAR, questions_of
from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.people import Person
from models.photos import TABLE as PHOTOS
from models.quiz.questions import DRAFT, FROM_HAZARD, TABLE, columns_of
from models.units import Unit
from rules.hazard import Status, WrongMoment
from rules.kinds import Kind, plain_name
from rules.quiz.question import Question
from rules.quiz.sameness import digest_of
from rules.refusal import Refused
from rules.words.usual import measure_for

PAGE = 20
LONGEST_MEASURE = 20
PERSONAL = re.compile(
    r"[0-9０-９A-Za-z一二三四五六七八九十他她]|师傅|主任|士长|科长|院长|医生|护士|老[^化旧]|小[^心]"
)
"""Numbers, and how people are called."""

IS_PICTURE = (PHOTOS.c.stage == "before", PHOTOS.c.state == "ready", PHOTOS.c.medium != "voice")
NOT_COVERED = "这张照片还没遮过。照片里要是有人脸、名字、床头卡，先去遮；没有，就点“没有人脸和名字”。"


@dataclass(frozen=True)
class Candidate:
    """A closed hazard one could learn from, and its first picture. ``what`` is the right answer."""

    hazard: Row
    photo: Row
    what: str

    @property
    def is_covered(self) -> bool:
        return self.photo["redacted_at"] is not None


def candidates(db: Db, home_id: int, kinds: Sequence[Kind], page: int) -> tuple[list[Candidate], bool]:
    """One page of closed hazards with a picture and a class that no question was made of; whether there are more."""
    worth = [kind.code for kind in kinds if kind.code not in UNCLEAR]
    query = (
        select(HAZARDS)
        .where(HAZARDS.c.unit_id == home_id, HAZARDS.c.closed_at.is_not(None), HAZARDS.c.category.in_(worth))
        .where(exists().where(PHOTOS.c.hazard_id == HAZARDS.c.id, *IS_PICTURE))
        .where(~exists().where(TABLE.c.hazard_id == HAZARDS.c.id))
        .order_by(HAZARDS.c.closed_at.desc(), HAZARDS.c.id.desc())
        .limit(PAGE + 1)
        .offset(PAGE * (page - 1))
    )
    rows = db.execute(query).mappings().all()
    photos = _first_pictures(db, [row["id"] for row in rows[:PAGE]])
    found = [_candidate(row, photos[row["id"]], kinds) for row in rows[:PAGE]]
    return found, len(rows) > PAGE


def _candidate(row: Row, photo: Row, kinds: Sequence[Kind]) -> Candidate:
    kind = next(kind for kind in kinds if kind.code == row["category"])
    return Candidate(row, photo, plain_name(row["description"], kind))


def _first_pictures(db: Db, ids: Sequence[int]) -> dict[int, RowMapping]:
    query = select(PHOTOS).where(PHOTOS.c.hazard_id.in_(ids), *IS_PICTURE)
    newest_first = query.order_by(PHOTOS.c.taken_at.desc(), PHOTOS.c.id.desc())
    return {row["hazard_id"]: row for row in db.execute(newest_first).mappings()}


def make(
    db: Db, home_id: int, hazard_id: int, kinds: Sequence[Kind], *, clear: bool, now: datetime, by: int
) -> list[int]:
    """Drafts of one hazard: what is wrong, and what helps. ``clear``: somebody looked, there is no face on it."""
    query = select(HAZARDS).where(HAZARDS.c.id == hazard_id, HAZARDS.c.unit_id == home_id).with_for_update()
    row = db.execute(query).mappings().one_or_none()
    photo = _first_pictures(db, [hazard_id]).get(hazard_id)
    kind = next((kind for kind in kinds if row and kind.code == row["category"]), None)
    if row is None or row["status"] != Status.CLOSED or kind is None or kind.code in UNCLEAR:
        raise WrongMoment("这一件出不了题：要销了号、分了类的。")
    if photo is None:
        raise WrongMoment("这一件没有能看的照片，出不了题。")
    if db.execute(select(TABLE.c.id).where(TABLE.c.hazard_id == hazard_id).limit(1)).first():
        raise WrongMoment("这一件已经出过题了。")
    if photo["redacted_at"] is None and not clear:
        raise Refused(NOT_COVERED)
    chance = Random(hazard_id)  # the same hazard always makes the same question
    made = list(questions_of(row, kind, kinds, _clean_measure(db, row, kind), chance))
    if not made:
        raise Refused("类别文件里类别太少，凑不出错的选项。")
    return [_add(db, question, row, photo, part, now=now, by=by) for part, question in made]


def _add(db: Db, question: Question, row: Row, photo: Row, part: str, *, now: datetime, by: int) -> int:
    facts = columns_of(question) | {
        "unit_id": row["unit_id"],
        "code": f"{row['unit_id']}-p{photo['id']}{part}",
    }
    facts |= {"hazard_id": row["id"], "photo_id": photo["id"], "fact": f"{PHOTO}{photo['sha256']}"}
    facts |= {"digest": digest_of(question), "state": DRAFT, "source": FROM_HAZARD}
    add = insert(TABLE).values(**facts, version=1, made_at=now, made_by_id=by).returning(TABLE.c.id)
    return int(db.execute(add).scalar_one())


def _clean_measure(db: Db, row: Row, kind: Kind) -> str:
    """What was done, if it names nothing of this house; else what is usual."""
    said = row["measure"].strip().rstrip("。")
    if said and said in {kind.usual.measure, *(measure for _, measure in kind.usual.measure_when)}:
        return str(said)
    usual = measure_for(row["description"], kind.usual)
    return str(said) if said and not _names_something(db, row, said) else usual


def _names_something(db: Db, row: Row, said: str) -> bool:
    """Somebody on the roll, also of former days, a department, a word of the place, a number."""
    if len(said) > LONGEST_MEASURE or PERSONAL.search(said) or _shares_words(said, row["place_text"]):
        return True
    named = (
        select(table.name).where(table.home_id == row["unit_id"], literal(said).contains(table.name))
        for table in (Person, Unit)
    )
    return any(db.execute(query.limit(1)).first() for query in named)


def _shares_words(said: str, place: str) -> bool:
    return any(place[at : at + 2] in said for at in range(len(place) - 1))


def picture_of(db: Db, question: Row) -> RowMapping | None:
    """The picture a question shows everybody: still there, and still the copy that was looked at and agreed to."""
    if question["photo_id"] is None:
        return None
    query = select(PHOTOS).where(PHOTOS.c.id == question["photo_id"], PHOTOS.c.state == "ready")
    photo = db.execute(query).mappings().one_or_none()
    return photo if photo and question["fact"] == f"{PHOTO}{photo['sha256']}" else None
