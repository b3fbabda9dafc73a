"""还没考: who could sit a paper and has not, by department, with words for its group that put nobody to shame."""

from collections.abc import Mapping, Sequence

from flask import render_template, request

from actions.quiz.examining import recipe_of
from models.base import Db, Row
from models.quiz import figures, papers
from models.units import find_unit
from rules.quiz.paper import Purpose
from web.console.doorkeeper import console, guest_scope
from web.console.papers.board import Line, board_of, nodes_of, top_of
from web.console.papers.found import paper_for, path_of
from web.console.papers.words import at, stands
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

MOST_NAMES, MOST_PEOPLE = 300, 20_000
"""Names of one department on a page, and people looked through for them."""
MINUTES_EACH = 3 / 4
"""A question takes about so long."""

Waiting = Sequence[tuple[Line, int]]


@console.get("/papers/<int(max=999999999999):paper_id>/not-yet")
def not_yet(paper_id: int) -> str:
    """还没考：how many by department, and of one department who, with words for its group."""
    row, db = paper_for(paper_id), reading()
    path = path_of(db, row)
    board = board_of(db, row, path)
    waiting = [(line, line.turnout.staff - line.turnout.people) for line in board.lines]
    waiting = sorted((pair for pair in waiting if pair[1] > 0), key=lambda pair: -pair[1])
    if guest_scope().may(Deed.SITTERS) and not board.by_hospital:
        chosen = _chosen([line.id for line, _ in waiting])
        return _by_name(db, row, path, waiting, chosen)
    return render_template(
        "paper/not_yet.html", row=row, waiting=waiting, by_hospital=board.by_hospital, chosen=None,
        words=_words_above(row, waiting), standing=stands(row),
    )  # fmt: skip


def _chosen(known: Sequence[int]) -> int | None:
    told = request.args.get("unit", type=int)
    return told if told in known else known[0] if len(known) == 1 else None


def _by_name(db: Db, row: Row, path: str, waiting: Waiting, chosen: int | None) -> str:
    here = next((line for line, _ in waiting if line.id == chosen), None)
    names: Mapping[str, list[str]] = {}
    if here is not None:
        names = _names(db, row, path, here.id)
    return render_template(
        "paper/not_yet.html", row=row, waiting=waiting, by_hospital=False, chosen=here, names=names,
        words=_words(row, here.name, names.get("waiting", [])) if here else "", standing=stands(row), most=MOST_NAMES,
    )  # fmt: skip


def _names(db: Db, row: Row, path: str, unit_id: int) -> dict[str, list[str]]:
    """Who of a department has not sat: those on leave and those with other terms apart."""
    unit = find_unit(db, unit_id)
    home_id = unit["home_id"]
    inside = path if unit_id == home_id else max(unit["path"], path, key=len)
    rows = figures.not_yet(db, row["id"], inside, home_id, row["posts"], MOST_PEOPLE)
    nodes = {each["id"]: each for each in nodes_of(db, home_id, path)}
    rows = [each for each in rows if top_of(nodes[each["unit_id"]], list(nodes.values())) == unit_id]
    on_leave = figures.away(db, home_id, this_desk().today())
    others = {one["person_id"] for one in papers.exemptions_of(db, row["id"]) if one["person_id"]}
    sorted_: dict[str, list[str]] = {"waiting": [], "away": [], "others": []}
    for each in rows[:MOST_NAMES]:
        which = "away" if each["id"] in on_leave else "others" if each["id"] in others else "waiting"
        sorted_[which].append(each["name"])
    return sorted_


def _words(row: Row, unit: str, names: Sequence[str]) -> str:
    """What one posts in the group of a department: a reminder, and nobody is put to shame."""
    if not names:
        return ""
    to = "、".join(names)
    return f"{unit}的同事：{_invitation(row)}\n还没来得及考的：{to}。在外、请假、不方便的，说一声就行。"


def _words_above(row: Row, waiting: Waiting) -> str:
    return _invitation(row) if waiting else ""


def _invitation(row: Row) -> str:
    count = recipe_of(row).count
    clock = (
        f"限时{row['minutes']}分钟"
        if row["minutes"]
        else f"不计时，约{max(5, round(count * MINUTES_EACH / 5) * 5)}分钟"
    )
    word = "竞赛" if row["purpose"] == Purpose.CONTEST else "考试"
    return f"{row['title']}，{at(row['closes_at'])}截止，{count}题，{clock}。在公众号回“{word}”就能做，中间有事放下，回来回“接着答”。"
