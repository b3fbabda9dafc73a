"""One question of the bank: as the telephone shows it, what it rests on, its versions, doubts, and the papers it is in."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, render_template, request, url_for

from actions.quiz import authoring
from models.base import Db, Row
from models.quiz.bank_lists import Whose
from models.quiz.bank_pages import NEWEST, asked_lately, doubts_of, papers_with, versions_of
from models.quiz.questions import DRAFT, LIVE, RETIRED
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.forms import optional, typed
from web.console.hazard.facts import one
from web.console.questions import shown as questions_shown
from web.console.questions.bank import Answer, answered, found, keeps_all, me, owner_for, whose, worker
from web.console.questions.picture import picture_bytes, picture_for
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import moment_words
from web.work import carry

LONGEST = 120
SETTLED = {"fine": "没问题", "stop": "停用"}


@console.get("/questions/<int(max=999999999999):question_id>")
def question(question_id: int) -> str:
    return _page(question_id)


def _page(question_id: int) -> str:
    row, db, bank, desk = found(question_id), reading(), whose(), this_desk()
    versions = versions_of(db, bank, row["code"])
    ids = [version["id"] for version in versions]
    return render_template(
        "question.html",
        row=row,
        one=questions_shown.shown(row),
        owner=questions_shown.owner_words(row, bank.owner_id),
        picture=picture_for(db, row),
        versions=_versions(versions),
        doubts=doubts_of(db, bank, ids),
        asked=asked_lately(db, bank, ids),
        papers=papers_with(db, bank, ids),
        can=_can(db, bank, row, versions),
        made_of=_made_of(db, row),
        settled=SETTLED,
        newest=NEWEST,
        scope=guest_scope(),
        moment=lambda at: moment_words(at, desk.clock(), desk.zone),
    )


def _versions(versions: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """Each version with what it says otherwise than the one before it."""
    before = [*versions[1:], None]
    pairs = zip(versions, before, strict=True)
    return [(row, questions_shown.changes(earlier, row) if earlier else []) for row, earlier in pairs]


def _can(db: Db, bank: Whose, row: Row, versions: Sequence[Row]) -> set[str]:
    """What the guest may do to it now."""
    if not guest_scope().may(Deed.BANK):
        return set()
    is_own, is_last = row["unit_id"] == bank.owner_id, versions[0]["id"] == row["id"]
    stops = is_own or (row["unit_id"] is None and keeps_all(db))
    can = {"copy"} if row["photo_id"] is None and not is_own else set()
    can |= {"edit"} if is_own and is_last else set()
    can |= {"stop"} if stops and row["state"] != RETIRED else set()
    can |= {"back"} if stops and is_last and row["state"] == RETIRED else set()
    waits_for_another = row["photo_id"] is not None and row["made_by_id"] == me().id
    can |= {"approve"} if is_own and row["state"] == DRAFT and not waits_for_another else set()
    return can | ({"settle"} if row["state"] in (LIVE, RETIRED) else set())


def _made_of(db: Db, row: Row) -> int | None:
    """The number of the hazard it was made of, for those who see that hazard; a nameless one is never told."""
    from_whom = one(db, guest_view(), row["hazard_id"]) if row["hazard_id"] else None
    return from_whom["number"] if from_whom and not from_whom["anonymous"] else None


@console.get("/questions/<int(max=999999999999):question_id>/picture")
def question_picture(question_id: int) -> Response:
    """Its picture, as everybody would see it."""
    photo = picture_for(reading(), found(question_id)) or abort(404, "这张照片看不了了。")
    return picture_bytes(photo)


@console.post("/questions/<int(max=999999999999):question_id>/stop")
def stop_question(question_id: int) -> Answer:
    """停用, with a sentence that those read who had doubts."""

    def work(db: Db, bank: Whose, row: Row, ids: list[int]) -> str:
        why = typed("words", LONGEST, "为什么停用？写一句。")
        authoring.stop(db, owner_for(row), question_id, now=_now(), by=me().id)
        authoring.settle(db, ids, bank.below, f"停用：{why}", now=_now(), by=me().id)
        return "停用了，一分钟内就不再出。考试里抽到过的，分数不变。"

    return _do(question_id, work)


@console.post("/questions/<int(max=999999999999):question_id>/back")
def question_back(question_id: int) -> Answer:
    """恢复."""

    def work(db: Db, _: Whose, row: Row, __: list[int]) -> str:
        authoring.bring_back(db, owner_for(row), question_id, now=_now(), by=me().id)
        return "回到草稿，等另一个人看过就用。" if row["photo_id"] else "恢复了，一分钟内又会出。"

    return _do(question_id, work)


@console.post("/questions/<int(max=999999999999):question_id>/approve")
def approve_question(question_id: int) -> Answer:
    """同意用."""

    def work(db: Db, bank: Whose, _: Row, __: list[int]) -> str:
        seen = optional("seen", 64)
        authoring.approve(db, bank.owner_id, question_id, seen=seen, now=_now(), by=me().id)
        return "同意了，一分钟内就会出。"

    return _do(question_id, work)


@console.post("/questions/<int(max=999999999999):question_id>/doubts")
def settle_doubts(question_id: int) -> Answer:
    """处理: nothing is wrong with it, or it is stopped; one sentence either way."""

    def work(db: Db, bank: Whose, row: Row, ids: list[int]) -> str:
        what = request.form.get("what", "")
        if what not in SETTLED:
            raise Refused("怎么处理？选一个再点。")
        why = typed("words", LONGEST, "写一句为什么，以后的人看得明白。")
        if what == "stop":
            authoring.stop(db, owner_for(row), question_id, now=_now(), by=me().id)
        number = authoring.settle(db, ids, bank.below, f"{SETTLED[what]}：{why}", now=_now(), by=me().id)
        return f"{number}个人的疑问处理了。" if number else "没有等着处理的疑问。"

    return _do(question_id, work)


def _do(question_id: int, work: Any) -> Answer:
    """Something done to one question by whoever works at the bank; its page again."""
    bank, row = worker(), found(question_id)
    ids = [version["id"] for version in versions_of(reading(), bank, row["code"])]
    here = url_for("console.question", question_id=question_id)
    return answered(
        lambda: (carry(lambda db: work(db, bank, row, ids)), here), lambda: _page(question_id), here
    )


def _now() -> Any:
    return this_desk().clock()
