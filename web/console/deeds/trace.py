"""Which duties and which cells one deed counts for, and why not. The rules themselves are those of plans and forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from actions.plan.book import PlanBook
from actions.plan.figures.figuring import told_of
from actions.plan.figures.frames import current, frame_of
from actions.plan.standings import done_by, is_for
from models.base import Db, Row
from models.plan import choices, coverage
from rules.plan.cells import RULES, Told
from rules.plan.document import CellRule, Form, Plan
from rules.plan.dues import Due, dues
from rules.plan.duty import Duty, Measure
from rules.plan.records import Act, DeedFact, Records
from rules.plan.spoken.deed_vocabulary import TOPICS
from rules.plan.standing import Done, counts

PROOFS = {
    "photo": "照片",
    "sign_in": "签到表",
    "notice": "通知",
    "scheme": "方案",
    "receipt": "回执",
    "count": "人数",
}


@dataclass(frozen=True)
class Counts:
    """One thing a deed counts for, or would count for; ``why`` says why not, and is empty where it does."""

    plan: str
    what: str
    why: str = ""


def duties_for(db: Db, book: PlanBook, unit: Row, deed: Row) -> list[Counts]:
    """The duties that ask for this kind of deed on its day."""
    decided = choices.choices_of(db, unit["id"])
    asked = [
        (plan, duty)
        for plan in book.of(db, unit)
        for duty in plan.duties
        if deed["kind"] in duty.goal.kinds and is_for(duty, unit)
        if not decided.get((plan.code, duty.code, choices.OFF))
        if _takes_in(duty, deed["happened_on"])
    ]
    if not asked:
        return []
    one = _done(db, unit, deed)
    return [
        Counts(plan.short, duty.needs, _nobody(db, duty, deed) or (_why_not(duty, one) if one else ""))
        for plan, duty in asked
    ]


def _nobody(db: Db, duty: Duty, deed: Row) -> str:
    """A head-count alone reaches nobody by name and no department."""
    if duty.goal.measure is Measure.PEOPLE and not coverage.attended(db, [deed["id"]]):
        return "没有名单，算不到个人"
    if duty.goal.measure is Measure.DEPARTMENTS and not coverage.departments_there(db, [deed["id"]]):
        return "没说哪些科室来了"
    return ""


def _takes_in(duty: Duty, day: date) -> bool:
    """Whether a day lies in any window of a duty."""
    every = (due for year in (day.year, day.year + 1) for due in dues(duty, year))
    return any(due.opens <= day <= due.closes for due in every)


def _done(db: Db, unit: Row, deed: Row) -> Done | None:
    day = deed["happened_on"]
    that_day = done_by(db, unit["id"], Due(day, day, guessed=False, opens=day, closes=day))
    return next((done for done in that_day if done.deed_id == deed["id"]), None)


def _why_not(duty: Duty, done: Done) -> str:
    """What is missing, by name."""
    if duty.goal.measure is not Measure.DEEDS or not counts(duty, done):
        return ""
    topics = [TOPICS[one].name for one in duty.goal.topics if one not in done.topics and one in TOPICS]
    proofs = [PROOFS.get(one, one) for one in duty.goal.evidence if one not in done.evidence]
    said = [f"没讲到{'、'.join(topics)}"] if topics else []
    return "；".join([*said, *([f"还差{'、'.join(proofs)}"] if proofs else [])]) or counts(duty, done)


def cells_for(
    db: Db, book: PlanBook, unit: Row, deed: Row, *, there: Sequence[Row], today: date, beside: Sequence[int]
) -> list[Counts]:
    """The cells of the sheets this deed goes into, as the rules of the cells tell it of this deed alone."""
    records = _records(deed, there, beside)
    found = (
        _cells(db, plan, form, unit=unit, records=records, deed=deed, today=today)
        for plan, form in book.forms(db, unit)
    )
    return [one for some in found for one in some]


def _records(deed: Row, there: Sequence[Row], beside: Sequence[int]) -> Records:
    """The deed alone, and who was there."""
    fact = DeedFact(
        id=deed["id"],
        kind=deed["kind"],
        happened_on=deed["happened_on"],
        recorded_at=deed["recorded_at"],
        leads=deed["unit_id"],
        beside=tuple(beside),
        bodies=tuple(deed["bodies"]),
        attested=deed["attested"],
        people=len(there),
    )
    acts = tuple(
        Act(
            person_id=one["person_id"],
            day=deed["happened_on"],
            at=one["at"],
            what="deed",
            source_id=deed["id"],
            kind=deed["kind"],
            by_union=fact.by_union,
            is_leader=one["is_leader"],
        )
        for one in there
    )
    return Records(deeds=(fact,), acts=acts)


def _cells(
    db: Db, plan: Plan, form: Form, *, unit: Row, records: Records, deed: Row, today: date
) -> Iterator[Counts]:
    asked = current(plan, form, max(today, deed["happened_on"]))
    if asked is None:
        return
    frame = frame_of(db, asked, unit, max(today, deed["happened_on"]))
    if not frame.takes_in(deed["happened_on"]):
        return
    for number, rule in enumerate(form.cells, 1):
        told = told_of(db, rule, records, frame)
        if told is not None and (told.counted or told.attested or told.left_out):
            yield Counts(
                form.name, f"第{number}格 {RULES[rule.rule].short}{_figure(rule, told)}", _left(told)
            )


def _figure(rule: CellRule, told: Told) -> str:
    return f" {told.figure}人" if RULES[rule.rule].of_people and told.figure else ""


def _left(told: Told) -> str:
    """Why nothing of it counts there."""
    return told.left_out[0].why if told.left_out and not (told.counted or told.attested) else ""
