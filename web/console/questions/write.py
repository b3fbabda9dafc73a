"""Writing and correcting questions: the form, filled in with what stands there, and what came of it."""

from dataclasses import replace
from datetime import datetime

from flask import abort, render_template, request, url_for

from actions.quiz import authoring
from models.base import Db, Row
from models.quiz.bank_pages import versions_of
from models.quiz.questions import DRAFT, LIVE, question_of
from rules.quiz.question import TOPICS, Kind, Question
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope
from web.console.forms import optional
from web.console.questions import shown as questions_shown
from web.console.questions.bank import UNSEEN, Answer, answered, found, me, worker
from web.console.questions.form import CHOICES, question_typed
from web.desk import this_desk
from web.reading import reading
from web.work import carry

LONGEST, LONGEST_ID = 120, 12


@console.get("/questions/new")
def new_question() -> str:
    """An empty form, or one filled in like another question."""
    worker()
    return _new_page()


@console.post("/questions/new")
def write_question() -> Answer:
    """出一道：asked at once, or kept as a draft."""
    bank, like = worker(), _like()

    def work() -> tuple[str, str]:
        question, state = question_typed(), DRAFT if request.form.get("draft") == "1" else LIVE
        now, by = _now(), me().id

        def write(db: Db) -> int:
            question_id = authoring.write(db, bank, question, now=now, by=by, state=state)
            if like is not None:
                said = optional("changed", LONGEST) or "写了本单位的一版"
                authoring.settle(db, [like["id"]], bank.below, f"改题：{said}", now=now, by=by)
            return question_id

        key = carry(write)
        said = "存成草稿了，看过再点同意用。" if state == DRAFT else "出好了，一分钟内就会出。"
        return said, url_for("console.question", question_id=key)

    return answered(work, _new_page, url_for("console.new_question"))


def _new_page() -> str:
    like = _like()
    empty = Question(_kind(), "", level=1)
    return _page(question_of(like) if like else empty, like=like, row=None)


def _kind() -> Kind:
    said = request.args.get("kind", "")
    return Kind(said) if said in CHOICES["kinds"] else Kind.SINGLE


def _like() -> Row | None:
    """The question whose place the own one takes."""
    said = request.values.get("like", "")
    if not said:
        return None
    can_be = said.isascii() and said.isdigit() and len(said) <= LONGEST_ID
    row = found(int(said)) if can_be else abort(404, UNSEEN)
    return row if row["photo_id"] is None else None


@console.get("/questions/<int(max=999999999999):question_id>/edit")
def edit_question(question_id: int) -> str:
    """改题."""
    return _edit_page(_own(question_id))


@console.post("/questions/<int(max=999999999999):question_id>/edit")
def correct_question(question_id: int) -> Answer:
    """A new version instead of this one; who had doubts reads why."""
    row, bank = _own(question_id), worker()

    def work() -> tuple[str, str]:
        question, said = _beside(question_typed(), row), optional("changed", LONGEST)
        now, by = _now(), me().id

        def correct(db: Db) -> int:
            ids = [version["id"] for version in versions_of(db, bank, row["code"])]
            new_id = authoring.correct(db, bank, question_id, question, now=now, by=by)
            number = authoring.settle(db, ids, bank.below, f"改题：{said}", now=now, by=by)
            if number and not said:
                raise Refused("有人对这道题有疑问。写一句改了什么，他们看得到。")
            return new_id

        new_id = carry(correct)
        said_then = "改好了，等另一个人看过就用。" if row["photo_id"] else "改好了，答过的不变。"
        return said_then, url_for("console.question", question_id=new_id)

    return answered(work, lambda: _edit_page(row), url_for("console.question", question_id=question_id))


def _beside(question: Question, row: Row) -> Question:
    """With what the form does not show: the fact, and topics that an import wrote in words of its own."""
    own_words = tuple(topic for topic in row["topics"] if topic not in TOPICS)
    return replace(question, fact=row["fact"], topics=(*question.topics, *own_words))


def _own(question_id: int) -> Row:
    bank, row = worker(), found(question_id)
    if row["unit_id"] != bank.owner_id:
        abort(403, authoring.NOT_OURS)
    return row


def _edit_page(row: Row) -> str:
    return _page(question_of(row), like=None, row=row)


def _page(question: Question, *, like: Row | None, row: Row | None) -> str:
    bank = worker()
    beside = row or like
    ids = [version["id"] for version in versions_of(reading(), bank, beside["code"])] if beside else []
    return render_template(
        "question/form.html",
        question=question,
        like=like,
        row=row,
        is_doubted=bool(ids) and bool(_open_doubts(ids)),
        one=questions_shown.shown(beside) if beside else None,
        scope=guest_scope(),
        **CHOICES,
    )


def _open_doubts(ids: list[int]) -> int:
    return authoring.waiting(reading(), ids, worker().below)


def _now() -> datetime:
    return this_desk().clock()
