"""The question bank as a list: by state, kind, topic, level, where it came from, law and words."""

from collections.abc import Mapping

from flask import render_template, request

from models.base import Db
from models.quiz import bank_lists
from models.quiz.bank_lists import (
    ABOVE,
    PAGE,
    Wanted,
    Whose,
    count_states,
    doubts_waiting,
    find_questions,
    laws_in,
)
from models.quiz.bank_pages import NEWEST, asked_lately
from models.quiz.questions import DRAFT, FROM_HAZARD, IMPORTED, LIVE, RETIRED, SHIPPED, WRITTEN
from rules.quiz.question import CALLED, LEVELS, TOPICS
from rules.words.plain_text import clean
from web.console.doorkeeper import console, guest_scope
from web.console.filters import address
from web.console.questions import shown as questions_shown
from web.console.questions.bank import whose
from web.reading import reading

LONGEST, LAST_PAGE = 50, 9_999
DOUBTED = "doubted"
CHIPS = {LIVE: "在用", DOUBTED: "有疑问", DRAFT: "草稿", RETIRED: "已停用"}
SOURCES = {
    SHIPPED: "自带",
    WRITTEN: "本院写的",
    IMPORTED: "本院导入",
    FROM_HAZARD: "隐患照片",
    ABOVE: "上级的",
}
TAKEN_OUT = (WRITTEN, IMPORTED)
"""Of the own ones those that fit into a file; the others have pictures."""
NOTHING = {
    LIVE: "题库还是空的。",
    DOUBTED: "没有人说题有问题。",
    DRAFT: "没有等人看的草稿。",
    RETIRED: "没有停用的题。",
}


@console.get("/questions")
def questions() -> str:
    """A page of the bank. What is right is in it, folded."""
    db, bank = reading(), whose()
    choices = _choices(db, bank)
    kept = _kept(choices)
    show, page = _show(bank), _page()
    wanted = _wanted(show, kept, page)
    found = find_questions(db, bank, wanted)
    lines = [questions_shown.shown(row) for row in found.rows]
    return render_template(
        "questions.html",
        lines=lines,
        doubts=doubts_waiting(db, bank, [row["code"] for row in found.rows]),
        asked=asked_lately(db, bank, [row["id"] for row in found.rows]),
        owner=lambda row: questions_shown.owner_words(row, bank.owner_id),
        found=found,
        show=show,
        page=page,
        pages=max(1, -(-found.total // PAGE)),
        chips=_chips(bank),
        counts=count_states(db, bank),
        nothing=NOTHING[show],
        choices=choices,
        kept=kept,
        newest=NEWEST,
        has_own=any(find_questions(db, bank, Wanted(source=source)).total for source in TAKEN_OUT),
        scope=guest_scope(),
        here=lambda **more: address("console.questions", kept, **({"show": show} | more)),
    )


def _chips(bank: Whose) -> Mapping[str, str]:
    return CHIPS if bank.drafts else {show: name for show, name in CHIPS.items() if show != DRAFT}


def _choices(db: Db, bank: Whose) -> dict[str, dict[str, str]]:
    """What each filter may be set to, with its words."""
    return {
        "kind": {str(kind): name for kind, name in CALLED.items()},
        "topic": {topic: topic for topic in TOPICS},
        "level": {str(level): name for level, name in LEVELS.items()},
        "source": SOURCES,
        "law": {law: law for law in laws_in(db, bank)},
    }


def _kept(choices: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The parts of the address that mean something."""
    told = {name: request.args.get(name, "") for name in choices}
    known = {name: value for name, value in told.items() if value in choices[name]}
    words = clean(request.args.get("q", ""))[:LONGEST].strip()
    return known | ({"q": words} if words else {})


def _show(bank: Whose) -> str:
    show = request.args.get("show", LIVE)
    return show if show in CHIPS and (bank.drafts or show != DRAFT) else LIVE


def _page() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def _wanted(show: str, kept: Mapping[str, str], page: int) -> Wanted:
    return Wanted(
        state=bank_lists.ANY if show == DOUBTED else show,
        kind=kept.get("kind", ""),
        topic=kept.get("topic", ""),
        level=int(kept.get("level", 0)),
        source=kept.get("source", ""),
        law=kept.get("law", ""),
        words=kept.get("q", ""),
        doubted=show == DOUBTED,
        page=page,
    )
