"""A union brings in a document for itself and everybody below it; the version before is retired, never rewritten."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from actions.plan.book import PlanBook
from models.base import Db, Row
from models.plan import plans
from models.units import find_unit
from plans.comparing import Change, compare, less_than_parent
from plans.official import Plan as Written
from plans.ruled import ruled
from rules.plan.document import Kind, Plan
from rules.refusal import Refused

MINUTES = len("08:30")
ADDRESSES = ("mine", "load")
"""Words that stand where the code of a plan stands in an address."""


@dataclass(frozen=True)
class Look:
    """What would come of a document, before it holds: what is wrong, what it replaces, and which kinds are new."""

    plan: Plan
    wrong: tuple[str, ...]
    replaces: Plan | None
    changes: tuple[Change, ...]
    new_kinds: tuple[Kind, ...]


def body_of(written: Written) -> dict[str, Any]:
    """The document as it is kept; raises ``ValueError`` where it would not load back as it is.

    One body that cannot be read would take all plans of everybody with it.
    """
    body: dict[str, Any] = _with_clocks(written.model_dump(mode="json", by_alias=True))
    if Written.model_validate(body) != written:
        raise ValueError(f"the plan {written.plan} would not load back as it is")
    return body


def _with_clocks(part: Any) -> Any:
    """Times of day as the files write them: without the seconds that JSON adds."""
    if isinstance(part, dict):
        return {
            key: value[:MINUTES] if key == "at" and value else _with_clocks(value)
            for key, value in part.items()
        }
    return [_with_clocks(one) for one in part] if isinstance(part, list) else part


def digest_of(written: Written) -> str:
    """The fingerprint of a document: the same for the same content, however its file was written."""
    plain = json.dumps(body_of(written), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def look_at(db: Db, book: PlanBook, written: Written, unit: Row) -> Look:
    """A document before it is loaded for a unit and those below it."""
    plan = ruled(written)
    before = book.find(db, plan.code)
    known = book.kinds(db, unit)
    return Look(
        plan=plan,
        wrong=tuple(_wrong(db, book, written, unit)),
        replaces=before,
        changes=compare(before, plan) if before else (),
        new_kinds=tuple(kind for kind in plan.kinds if kind.code not in known),
    )


def bring_in(db: Db, book: PlanBook, written: Written, unit: Row, now: datetime, by_id: int) -> int:
    """Load a document after all was looked at; refused with the first thing that is wrong."""
    if wrong := _wrong(db, book, written, unit):
        raise Refused(wrong[0])
    return load(db, written, unit["id"], now, by_id)


def load(db: Db, written: Written, unit_id: int | None, now: datetime, by_id: int | None) -> int:
    """The document in force from now on; what stood under its code is retired. The id of its row.

    ``unit_id`` None: for everybody. Refused when another unit's document has this code, or nothing changed.
    """
    versions = plans.versions_of(db, written.plan)
    live = [row for row in versions if row["state"] == plans.LIVE]
    if refusal := _not_yours(live, unit_id):
        raise Refused(refusal)
    digest = digest_of(written)
    if any(row["digest"] == digest for row in live):
        raise Refused("和现在用着的一模一样，不用再启用。")
    for row in live:
        plans.retire(db, row["id"], now)
    return plans.add_plan(
        db,
        code=written.plan,
        version=1 + max((row["version"] for row in versions), default=0),
        unit_id=unit_id,
        state=plans.LIVE,
        number=written.number,
        title=written.title,
        body=body_of(written),
        digest=digest,
        loaded_at=now,
        loaded_by_id=by_id,
        retired_at=None,
    )


def _wrong(db: Db, book: PlanBook, written: Written, unit: Row) -> list[str]:
    """Why a document cannot be loaded for this unit, each with its cure."""
    live = [row for row in plans.versions_of(db, written.plan) if row["state"] == plans.LIVE]
    found = [_not_yours(live, unit["id"]), _shipped(db, book, written.plan, unit), _address(written.plan)]
    return [said for said in found if said] + _less_than_parent(db, book, written)


def _not_yours(live: Sequence[Row], unit_id: int | None) -> str:
    if any(row["unit_id"] != unit_id for row in live):
        return "这个代码别的单位的方案在用，换一个代码再传。"
    return ""


def _shipped(db: Db, book: PlanBook, code: str, unit: Row) -> str:
    """What was shipped holds for everybody: only who stands above everybody may replace it."""
    if any(plan.code == code for plan in book.shipped) and unit["parent_id"] is not None:
        top = find_unit(db, int(unit["path"].strip("/").split("/")[0]))
        return f"“{code}”是大家都在用的方案，要换由{top['name']}来换。你们自己的，换一个代码，写上 parent: {code}。"
    return ""


def _address(code: str) -> str:
    return f"代码不能叫 {code}，换一个。" if code in ADDRESSES else ""


def _less_than_parent(db: Db, book: PlanBook, written: Written) -> list[str]:
    """A local document may add to the one it follows, never drop."""
    if not written.parent:
        return []
    parent = book.find(db, written.parent)
    if parent is None:
        return [f"上级方案 {written.parent} 不在系统里，先请上级启用，或者改掉 parent。"]
    return less_than_parent(parent, ruled(written))
