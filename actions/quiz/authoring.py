"""Questions written by hand: new ones, corrections as new versions, stopped and brought back, drafts approved, doubts settled.

Whose question it is, is checked here; who may work at that bank at all is checked by whoever asks.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from models.base import Db, Row
from models.photos import find_photo
from models.quiz import doubts, questions
from models.quiz.bank_lists import Whose
from models.quiz.bank_pages import same_asked
from models.quiz.questions import DRAFT, FROM_HAZARD, LIVE, RETIRED, TABLE, WRITTEN, columns_of, question_of
from rules.hazard import NotYours, WrongMoment
from rules.quiz.question import LEVELS, POSTS, Question, faults
from rules.quiz.sameness import code_of, digest_of
from rules.refusal import Refused

NOT_OURS = "这道题不是本单位的，改不了。可以写一道本单位的。"
CHANGED_SINCE = "这道题刚有人改过，你这次没存。看看现在的样子，再改。"
PHOTO_CHANGED = "照片刚有人动过。看看现在的照片，再点同意。"
PHOTO = "photo "
"""How the picture stands in ``fact``: with the digest of the copy that was looked at."""


def check(question: Question) -> None:
    """Refused with everything that is wrong with it."""
    wrong = faults(question)
    if not question.topics:
        wrong.append("知识点至少勾一个")
    if set(question.posts) - set(POSTS) or question.level not in LEVELS:
        wrong.append("没有这个选项，重新选一下")
    if question.valid_from and question.valid_until and question.valid_until < question.valid_from:
        wrong.append("失效的日子比生效的还早")
    if wrong:
        raise Refused("；".join(wrong) + "。")


def write(db: Db, whose: Whose, question: Question, *, now: datetime, by: int, state: str = LIVE) -> int:
    """A new question of this owner, asked at once or kept as a draft; its id."""
    check(question)
    _refuse_twin(db, whose, question)
    digest = digest_of(question)
    code = _free_code(db, code_of(whose.owner_id, digest))
    return _add(db, question, unit_id=whose.owner_id, code=code, state=state, made_at=now, made_by_id=by)


def correct(db: Db, whose: Whose, question_id: int, question: Question, *, now: datetime, by: int) -> int:
    """What it should say instead; the id of the version that does.

    Nobody was asked a draft yet: it is rewritten. Anything else gets a new version, and the old one rests; a question
    with a picture waits for a second person first.
    """
    rows = _held(db, question_id)
    row = _own(rows, question_id, whose.owner_id)
    if rows[0]["id"] != question_id:
        raise WrongMoment(CHANGED_SINCE)
    check(question)
    if columns_of(question) == columns_of(question_of(row)):
        raise Refused("没有什么要改的。")
    _refuse_twin(db, whose, question, besides=row["code"])
    if row["state"] == DRAFT:
        facts = columns_of(question) | {"digest": digest_of(question), "made_at": now, "made_by_id": by}
        questions.change_question(db, question_id, **facts)
        return question_id
    return _next_version(db, row, question, now=now, by=by)


def _next_version(db: Db, row: Row, question: Question, *, now: datetime, by: int) -> int:
    state = DRAFT if row["source"] == FROM_HAZARD else LIVE
    if state == LIVE:
        questions.retire(db, [row["id"]])
    kept = {name: row[name] for name in ("unit_id", "code", "source", "hazard_id", "photo_id")}
    return _add(db, question, **kept, version=row["version"] + 1, state=state, made_at=now, made_by_id=by)


def stop(db: Db, owner_id: int | None, question_id: int, *, now: datetime, by: int) -> None:
    """停用: nobody is asked it any more. ``owner_id`` None: a shipped one, for everybody."""
    row = _own(_held(db, question_id), question_id, owner_id)
    if row["state"] == RETIRED:
        raise WrongMoment("这道题已经停用了。")
    # Who stopped it stands there: what somebody stopped by hand does not come back by itself.
    questions.change_question(db, question_id, state=RETIRED, approved_at=now, approved_by_id=by)


def bring_back(db: Db, owner_id: int | None, question_id: int, *, now: datetime, by: int) -> None:
    """恢复: the last version is asked again."""
    rows = _held(db, question_id)
    row = _own(rows, question_id, owner_id)
    if row["state"] != RETIRED or rows[0]["id"] != question_id:
        raise WrongMoment("只有停用了的最后一版可以恢复。")
    if row["source"] == FROM_HAZARD:
        questions.change_question(db, question_id, state=DRAFT, made_by_id=by, approved_by_id=None)
        return
    questions.change_question(db, question_id, state=LIVE, approved_at=now, approved_by_id=by)


def approve(db: Db, owner_id: int, question_id: int, *, seen: str, now: datetime, by: int) -> None:
    """同意: a draft is asked from now on, instead of the version before it.

    Where a picture is shown, by somebody else than who wrote it. ``seen`` is the digest of the picture they looked at.
    """
    rows = _held(db, question_id)
    row = _own(rows, question_id, owner_id)
    if row["state"] != DRAFT:
        raise WrongMoment("这道题不是草稿，不用再看。")
    check(question_of(row))
    facts: dict[str, Any] = {"state": LIVE, "approved_at": now, "approved_by_id": by}
    if row["photo_id"] is not None:
        facts["fact"] = _looked_at(db, row, seen, by)
    questions.retire(db, [other["id"] for other in rows if other["state"] == LIVE])
    questions.change_question(db, question_id, **facts)


def _looked_at(db: Db, row: Row, seen: str, by: int) -> str:
    photo = find_photo(db, row["photo_id"])
    if row["made_by_id"] == by:
        raise NotYours("这道题是你自己出的，得换个人来看。")
    if photo is None or photo["state"] != "ready":
        raise WrongMoment("这张照片看不了了，题不能用。")
    if photo["sha256"] != seen:
        raise WrongMoment(PHOTO_CHANGED)
    return f"{PHOTO}{seen}"


def settle(db: Db, ids: Sequence[int], units: Sequence[int], said: str, *, now: datetime, by: int) -> int:
    """What came of the doubts about these versions; how many people had them."""
    return sum(doubts.settle(db, question_id, units, by, now, said) for question_id in ids)


def _held(db: Db, question_id: int) -> Sequence[Row]:
    """All versions of this question, the newest first, locked until the commit."""
    code = select(TABLE.c.code).where(TABLE.c.id == question_id).scalar_subquery()
    query = select(TABLE).where(TABLE.c.code == code).order_by(TABLE.c.version.desc()).with_for_update()
    return db.execute(query).mappings().all()


def _own(rows: Sequence[Row], question_id: int, owner_id: int | None) -> Row:
    row = next((row for row in rows if row["id"] == question_id), None)
    if row is None or row["unit_id"] != owner_id:
        raise NotYours(NOT_OURS)
    return row


def _refuse_twin(db: Db, whose: Whose, question: Question, *, besides: str = "") -> None:
    """One question stands once in a bank; those with pictures all ask alike and differ by their picture."""
    twin = same_asked(db, whose, (digest_of(question),))
    if twin is None or twin["code"] == besides or twin["photo_id"] is not None:
        return
    state = {RETIRED: "，停用着，去恢复它就行", DRAFT: "，在草稿里"}.get(twin["state"], "")
    raise Refused(f"题库里已经有一模一样的一道{state}。")


def _free_code(db: Db, code: str) -> str:
    """A code nobody has: a question may be written anew after its first words were corrected away."""
    like = select(TABLE.c.code).where(TABLE.c.code.startswith(code, autoescape=True))
    taken = set(db.execute(like).scalars())
    return next(
        each for each in (code, *(f"{code}-{n}" for n in range(2, len(taken) + 3))) if each not in taken
    )


def _add(db: Db, question: Question, **facts: Any) -> int:
    usual = {"version": 1, "source": WRITTEN, "digest": digest_of(question)}
    add = insert(TABLE).values(**(columns_of(question) | usual | facts)).returning(TABLE.c.id)
    return int(db.execute(add).scalar_one())


def waiting(db: Db, ids: Sequence[int], units: Sequence[int]) -> int:
    """How many people of these units doubt one of these versions and wait for a word."""
    theirs = (doubts.TABLE.c.question_id.in_(ids), doubts.TABLE.c.unit_id.in_(units))
    query = select(func.count()).select_from(doubts.TABLE).where(*theirs, doubts.TABLE.c.settled_at.is_(None))
    return int(db.execute(query).scalar_one())
