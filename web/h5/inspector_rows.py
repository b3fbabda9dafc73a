"""A cell that an inspector opened: the rows behind the number, and 抽5条 with a seed. No name of anybody stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, request
from sqlalchemy import func, select

from models.base import Db
from models.hazards import TABLE as HAZARDS
from models.people import Person
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.units import Unit
from rules.hazard import OFFICIAL, Status
from rules.plan.cells import RULES
from rules.plan.draw import pick
from web.desk import this_desk
from web.h5.door import h5
from web.h5.inspector import UNSEEN, opened
from web.h5.inspector_door import Inspector, shown
from web.h5.inspector_names import Veil, veil_of
from web.reading import reading

SAMPLE, MOST_SAMPLED, SHOWN = 5, 50, 300
LONGEST_SEED = 60
CHUNK = 500
SENT, NOW = "sent", "now"


@dataclass(frozen=True)
class Record:
    """One row behind a number; a hazard can be opened."""

    words: str
    more: str
    hazard_id: int | None = None


@dataclass(frozen=True)
class Rows:
    """What a cell is made of, as far as it is rows, and as far as it is people: how many of which department."""

    listed: Sequence[Record]
    people: Sequence[tuple[str, int]]
    whole: int


@h5.get("/inspector/<code>/tables/<plan>/<form>/<formal>/<cell>")
def inspector_cell(code: str, plan: str, form: str, formal: str, cell: str) -> Response:
    """The rows of one cell, 报时 or 现在; with a seed so many of them, the same for everybody who types the same."""
    seed = " ".join(request.args.get("seed", "").split())[:LONGEST_SEED]
    table = opened(code, plan, form, formal, f" {cell}" + (f" 抽样，种子{seed}" if seed else ""))
    found = next((one for one in table.cells if one.code == cell), None)
    if found is None:
        abort(404, UNSEEN)
    which = SENT if table.sent and request.args.get("as") != NOW else NOW
    refs, count = table.refs(cell, which), _count()
    drawn = sampled(refs, count, seed) if seed else refs[:SHOWN]
    rule = table.asked.form.rule_of(cell)
    return shown(
        table.who,
        "inspector/cell.html",
        table=table,
        cell=found,
        address={"code": code, "plan": plan, "form": form, "formal": formal},
        which=which,
        seed=seed,
        count=count,
        say=RULES[rule.rule].say,
        rows=rows_of(reading(), table.who, drawn, whole=len(refs)),
        can_be_drawn=any(not ref.startswith(("person:", "unit:")) for ref in refs),
    )


def _count() -> int:
    asked = request.args.get("count", SAMPLE, type=int)
    return asked if 1 <= asked <= MOST_SAMPLED else SAMPLE


def sampled(refs: Sequence[str], count: int, seed: str) -> list[str]:
    """So many of the rows by lot: the number of a row is that of its record, so the same seed draws the same."""
    numbered = {_number(ref): ref for ref in refs}
    return [numbered[key] for key in pick(sorted(numbered), count, seed)]


def _number(ref: str) -> int:
    """The id of the record; of several person-times of a visit each has its own."""
    parts = [int(part) for part in ref.split(":")[1:]]
    return parts[0] if len(parts) == 1 else parts[0] * 1_000_000 + parts[1] * 100 + parts[-1]


def rows_of(db: Db, who: Inspector, refs: Sequence[str], *, whole: int) -> Rows:
    """What these references stand for, in words."""
    by_kind: dict[str, list[int]] = {}
    for ref in refs:
        kind, _, rest = ref.partition(":")
        by_kind.setdefault(kind, []).append(int(rest.split(":")[0]))
    veil = veil_of(db, who.unit["id"])
    told = {
        **{f"hazard:{key}": one for key, one in _hazards(db, who, by_kind.get("hazard", ()), veil).items()},
        **{f"deed:{key}": one for key, one in _deeds(db, who, by_kind.get("deed", ()), veil).items()},
        f"unit:{who.unit['id']}": Record(who.unit["name"], "办过活动"),
    }
    listed = [told[ref] for ref in refs if ref in told]
    return Rows(listed, _people(db, by_kind.get("person", ())), whole)


def _hazards(db: Db, who: Inspector, keys: Sequence[int], veil: Veil) -> dict[int, Record]:
    columns = (
        HAZARDS.c.id,
        HAZARDS.c.number,
        HAZARDS.c.brief,
        HAZARDS.c.description,
        HAZARDS.c.status,
        HAZARDS.c.happened_on,
    )
    query = select(*columns).where(HAZARDS.c.id.in_(keys), HAZARDS.c.unit_id == who.unit["id"])
    return {
        row.id: Record(
            f"{row.number} {veil(row.brief or row.description)}",
            f"{row.happened_on.month}/{row.happened_on.day}，{OFFICIAL[Status(row.status)]}",
            row.id,
        )
        for row in db.execute(query)
    }


def _deeds(db: Db, who: Inspector, keys: Sequence[int], veil: Veil) -> dict[int, Record]:
    """Deeds with how many were there, named and not."""
    there = select(func.count()).where(ATTENDANCES.c.deed_id == DEEDS.c.id).correlate(DEEDS).scalar_subquery()
    query = select(DEEDS.c.id, DEEDS.c.kind, DEEDS.c.title, DEEDS.c.happened_on, DEEDS.c.attested, there)
    kinds = this_desk().plans.kinds(db, who.unit)
    found: dict[int, Record] = {}
    for key, kind, title, day, attested, named in db.execute(query.where(DEEDS.c.id.in_(keys))):
        name = kinds[kind].name if kind in kinds else "活动"
        heads = f"，{named}人签到" + (f"，另有{attested}人没留名" if attested else "")
        found[key] = Record(veil(title) or name, f"{day.month}/{day.day}，{name}{heads}")
    return found


def _people(db: Db, keys: Sequence[int]) -> list[tuple[str, int]]:
    """How many of which department; who they are stays in the hospital."""
    counted: dict[str, int] = {}
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        query = select(Unit.name, func.count()).join(Person, Person.unit_id == Unit.id)
        for name, count in db.execute(query.where(Person.id.in_(some)).group_by(Unit.name)):
            counted[name] = counted.get(name, 0) + count
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
