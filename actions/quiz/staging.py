"""现场竞赛: one question at a time on a big screen, everybody answers by phone; right first, fast second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from actions.quiz import examining
from actions.quiz.bank import Bank
from actions.quiz.learner import Learner
from actions.quiz.papering import held, refuse_frozen
from actions.quiz.sitting import Asked, Sitting, kept, mark, opened, stored
from models.base import Db, Row
from models.once import insert_once
from models.quiz import boards, papers, sittings, stages
from models.quiz.papers import PUBLISHED
from models.quiz.sittings import FORMAL
from models.quiz.stages import ASKING, LOBBY, OVER, SHOWN
from models.units import find_unit
from rules.clocks import Clocks, day_of
from rules.quiz.drawing import Drawn, TooFew, draw
from rules.quiz.paper import Purpose
from rules.quiz.question import LETTERS, Kind, Question
from rules.refusal import Refused

CODE_DIGITS = 4
CODES_TRIED = 200
FASTEST_MS = 0
LASTS = timedelta(hours=4)
"""An evening may run longer than its paper: who came in is not handed in by the clock before so long."""

OTHERS = "这一场是别的单位的。看看大屏幕上的四位数。"


class Came(StrEnum):
    """What became of an answer."""

    COUNTED = "counted"
    TWICE = "twice"
    LATE = "late"
    EARLY = "early"


def open_lobby(
    db: Db,
    paper_id: int,
    bank: Bank,
    draw_digits: Callable[[int], str],
    *,
    seconds: int,
    host_id: int,
    clocks: Clocks,
    now: datetime,
    chance: Random,
) -> Row:
    """The stage of a published live paper, set up now unless it was already. Refused where it cannot be."""
    paper = held(db, paper_id, PUBLISHED)
    refuse_frozen(paper)
    stage = stages.find_stage(db, paper_id)
    if stage is not None:
        return stage
    if paper["purpose"] != Purpose.LIVE:
        raise Refused("这份卷子不是现场竞赛。要上大屏幕，出卷时选“现场”。")
    if now >= paper["closes_at"]:
        raise Refused("这一场的截止时间过了。先往后延，再开场。")
    path = find_unit(db, paper["unit_id"])["path"]
    units = [int(part) for part in path.strip("/").split("/")]
    facts: dict[str, Any] = {"seconds": seconds, "host_id": host_id, "day": day_of(now, clocks), "now": now}
    try:
        is_ours = set_up(db, paper, _free_code(db, draw_digits), bank, units, chance=chance, **facts)
    except TooFew as short:
        raise Refused(f"题不够，开不了场：{short}。") from None
    stage = stages.find_stage(db, paper_id)
    if not is_ours or stage is None:
        raise Refused("四位数正好被别的场占了，再点一次。")
    return stage


def _free_code(db: Db, draw_digits: Callable[[int], str]) -> str:
    """Digits no other stage is called by now."""
    drawn = (draw_digits(CODE_DIGITS) for _ in range(CODES_TRIED))
    code = next((code for code in drawn if stages.stage_called(db, code) is None), None)
    if code is None:
        raise Refused("四位数都有人用着。先把没收场的结束掉。")
    return code


def set_up(
    db: Db,
    paper: Row,
    code: str,
    bank: Bank,
    units: Sequence[int],
    *,
    seconds: int,
    host_id: int,
    day: date,
    now: datetime,
    chance: Random,
) -> bool:
    """Open the lobby of a live paper; its questions are drawn now and stay. False when the code is taken by another.

    Raises ``TooFew`` when the bank cannot fill the paper.
    """
    if not paper["fixed"]:
        drawn = draw(examining.recipe_of(paper), bank.live(db, units, now), day, chance)
        papers.change_paper(db, paper["id"], fixed=[one.question_id for one in drawn])
    return stages.add_stage(
        db,
        paper_id=paper["id"],
        code=code,
        scan_url="",
        phase=LOBBY,
        position=0,
        seconds=seconds,
        host_id=host_id,
    )


def come_in(db: Db, stage: Row, who: Learner, bank: Bank, now: datetime) -> Sitting:
    """Take part, also late: what was asked before is lost, what comes counts. Coming twice is coming once.

    Refused for people of other units than the paper is for.
    """
    assert who.person_id is not None
    paper = papers.find_paper(db, stage["paper_id"])
    if paper["unit_id"] not in who.units:
        raise Refused(OTHERS)
    drawn = [Drawn(key, _as_written(question)) for key, question in bank.these(db, paper["fixed"]).items()]
    facts = {"mode": FORMAL, "paper_id": paper["id"], "attempt": 1, "drawn": stored(drawn), "started_at": now}
    facts |= {"account_id": who.account_id, "person_id": who.person_id}
    facts |= {"ends_at": max(paper["closes_at"], now + LASTS)}
    facts |= {"unit_id": who.unit_id, "department_id": who.department_id}
    insert_once(db, sittings.Sitting, **facts)
    row = sittings.of_paper(db, paper["id"], who.person_id)[-1]
    sitting = opened(db, row["id"], bank)
    assert sitting is not None
    return sitting


def _as_written(question: Question) -> str:
    """Options stand on the big screen in one order for all."""
    return LETTERS[: len(question.options)] if question.kind in (Kind.SINGLE, Kind.MULTIPLE) else ""


@dataclass(frozen=True)
class Shown:
    """What the big screen shows now: the question (none in the lobby and at the end) and how many answered it."""

    stage: Row
    paper: Row
    question: Question | None
    count: int
    """Questions in all."""
    people: int
    answered: int
    taken: dict[str, int]
    """Given answer to people; empty while the question is open, so that nobody follows the crowd."""

    def seconds_left(self, now: datetime) -> int:
        if self.stage["phase"] != ASKING:
            return 0
        return max(0, int((self.stage["closes_at"] - now).total_seconds() + 0.999))


def shown(db: Db, stage: Row, bank: Bank) -> Shown:
    paper = papers.find_paper(db, stage["paper_id"])
    position = stage["position"]
    on_screen = position and stage["phase"] in (ASKING, SHOWN)
    question = bank.these(db, paper["fixed"])[paper["fixed"][position - 1]] if on_screen else None
    taken = boards.taken_at(db, paper["id"], position) if on_screen else {}
    people = len(boards.live_board(db, paper["id"], 0))
    return Shown(
        stage,
        paper,
        question,
        len(paper["fixed"]),
        people,
        sum(taken.values()),
        taken if stage["phase"] == SHOWN else {},
    )


def go_on(db: Db, stage: Row, bank: Bank, now: datetime) -> bool:
    """The host presses on: next question, its answer, the one after, the end. False when another press was faster."""
    paper = papers.find_paper(db, stage["paper_id"])
    if stage["phase"] == ASKING:
        return stages.move_stage(db, stage, phase=SHOWN)
    if stage["position"] >= len(paper["fixed"]):
        return end(db, stage, bank, now)
    closes_at = now + timedelta(seconds=stage["seconds"])
    position = stage["position"] + 1
    return stages.move_stage(db, stage, phase=ASKING, position=position, asked_at=now, closes_at=closes_at)


def end(db: Db, stage: Row, bank: Bank, now: datetime) -> bool:
    """Everybody's sitting is handed in and counted, and the digits are free again. False when it had ended."""
    facts = {"phase": OVER, "code": f"over-{stage['paper_id']}"}
    if stage["phase"] == OVER or not stages.move_stage(db, stage, **facts):
        return False
    for sitting_id in boards.still_open(db, stage["paper_id"]):
        examining.finish(db, sitting_id, bank, now)
    return True


def answer(
    db: Db, stage: Row, sitting: Sitting, said: str, now: datetime, *, position: int | None = None
) -> Came:
    """One answer to the question that stands, the first one counts. ``said`` is spelt by the letters on the screen.

    ``position`` is the question that was meant, where that is known: what comes late is no answer to the next one.
    """
    asked = standing(stage, sitting)
    if asked is None:
        return Came.EARLY
    is_old = sitting.is_over or position not in (None, asked.position)
    if is_old or stage["phase"] != ASKING or now >= stage["closes_at"]:
        return Came.LATE
    took_ms = max(FASTEST_MS, int((now - stage["asked_at"]).total_seconds() * 1000))
    first = insert_once(
        db,
        sittings.Answer,
        sitting_id=sitting.id,
        position=asked.position,
        question_id=asked.question_id,
        given=kept(asked, said),
        right=mark(asked, said),
        answered_at=now,
        took_ms=took_ms,
    )
    return Came.COUNTED if first else Came.TWICE


def standing(stage: Row, sitting: Sitting) -> Asked | None:
    """The question on the screen, as one of this sitting; None in the lobby."""
    return sitting.asked[stage["position"] - 1] if stage["position"] else None
