"""一期报表: built, shown, handed in, returned, accepted, corrected. What was handed in is never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from actions.plan.doing import evidence
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked
from actions.plan.figures.frozen import left_out_then, trace_to_keep
from actions.plan.figures.rolling_up import build
from models import outbox
from models.base import Db, Row
from models.plan import proofs, sheets
from rules.plan.checks import Check, checks
from rules.plan.figure import Cells, as_kept, as_read
from rules.refusal import Refused

HEARD_WITHIN = timedelta(days=7)
MOST_RECEIPTS = 6


def draft(db: Db, asked: Asked, unit: Row, now: datetime, by_id: int | None = None) -> int:
    """The sheet of a formal day, opened once; its id. Figures are found anew until it is handed in."""
    standing = sheets.newest_sheet(db, asked.form.key, unit["id"], asked.due.formal)
    if standing is not None:
        return int(standing["id"])
    sheet_id = sheets.add_sheet(
        db,
        form=asked.form.key,
        unit_id=unit["id"],
        formal=asked.due.formal,
        number=1,
        opened_at=now,
        filled_by_id=by_id,
    )
    sheets.add_line(db, sheet_id, "open", now, by_id)
    return sheet_id


def questions(asked: Asked, built: Built) -> list[Check]:
    """What to look at before it is handed in."""
    roll = built.frame.roll if built.frame.level == "unit" else None
    return list(checks(asked.form, built.cells, built.last, roll=roll, no_heads=built.no_heads))


def send(
    db: Db,
    sheet_id: int,
    asked: Asked,
    unit: Row,
    *,
    how: str,
    now: datetime,
    by_id: int | None,
    today: date,
    zone: tzinfo,
    to_whom: str = "",
    filled_on: date | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Row:
    """Hand it in: the sheet closes at this instant with its figures and their trace, and the next one opens."""
    row = sheets.hold_sheet(db, sheet_id)
    if row["state"] != sheets.DRAFT:
        raise Refused("这期已经报出了，你这次没动它。")
    if _later(db, asked, unit) is not None:
        raise Refused("后面一期已经报出了，这期不能再报；要改就更正那一期。")
    built = build(db, asked, unit, today, zone)
    facts: dict[str, Any] = {
        "state": sheets.SENT,
        "cut_at": now,
        "came_at": _came_first(db, row) or now,
        "how": how,
        "to_whom": to_whom,
        "filled_on": filled_on,
        "cells": as_kept(built.cells),
        "trace": trace_to_keep(built),
        "reasons": {**row["reasons"], **(reasons or {})},
        "sent_by_id": by_id,
    }
    sheets.change_sheet(db, sheet_id, **facts)
    sheets.add_line(db, sheet_id, "send", now, by_id, "线下报的" if how == sheets.OFFLINE else "系统里报的")
    _replace_before(db, row, now)
    return sheets.hold_sheet(db, sheet_id)


def _came_first(db: Db, row: Row) -> datetime | None:
    """When what this one corrects came first; what was given back has not come."""
    every = sheets.sheets_of(db, row["form"], row["unit_id"])
    before = (one for one in every if one["formal"] == row["formal"] and one["state"] in sheets.STANDING)
    return next((one["came_at"] for one in before), None)


def _later(db: Db, asked: Asked, unit: Row) -> Row | None:
    """A sheet of a later day that was handed in already."""
    every = sheets.sheets_of(db, asked.form.key, unit["id"])
    after = [row for row in every if row["formal"] > asked.due.formal and row["state"] in sheets.STANDING]
    return after[0] if after else None


def _replace_before(db: Db, row: Row, now: datetime) -> None:
    """What a correction stands for is not the sheet of that day any more; it stays to be read."""
    for other in sheets.sheets_of(db, row["form"], row["unit_id"]):
        if (
            other["formal"] == row["formal"]
            and other["number"] < row["number"]
            and other["state"] != sheets.REPLACED
        ):
            sheets.change_sheet(db, other["id"], state=sheets.REPLACED)
            sheets.add_line(db, other["id"], "replace", now, None, f"更正第{row['number'] - 1}次报出了")


def give_back(db: Db, sheet_id: int, why: str, now: datetime, by_id: int | None) -> None:
    """The union above returns it with a reason: what was handed in stays as it is, a new draft opens beside it."""
    row = sheets.hold_sheet(db, sheet_id)
    if row["state"] != sheets.SENT:
        raise Refused("这期现在不能退回，刷新看看。")
    if not why.strip():
        raise Refused("为什么退回？写一句，让下面知道改哪儿。")
    sheets.change_sheet(db, sheet_id, state=sheets.RETURNED, note=why.strip())
    sheets.add_line(db, sheet_id, "return", now, by_id, why.strip())
    _open_again(db, row, why.strip(), now, None)
    _tell(db, row, "return", now)


def accept(db: Db, sheet_id: int, now: datetime, by_id: int | None) -> None:
    """The union above takes it."""
    row = sheets.hold_sheet(db, sheet_id)
    if row["state"] != sheets.SENT:
        raise Refused("这期现在不能收，刷新看看。")
    sheets.change_sheet(db, sheet_id, state=sheets.ACCEPTED, accepted_by_id=by_id, accepted_at=now)
    sheets.add_line(db, sheet_id, "accept", now, by_id)
    _tell(db, row, "accept", now)


def _tell(db: Db, row: Row, verb: str, now: datetime) -> None:
    """Whoever handed it in hears what became of it."""
    if row["sent_by_id"] is not None:
        key = f"sheet:{row['id']}:{verb}"
        news = outbox.errand(key, "tell_sheet", now=now, payload={"sheet": row["id"], "verb": verb})
        outbox.post(db, news | {"person_id": row["sent_by_id"], "stale_at": now + HEARD_WITHIN})


def correct(db: Db, sheet_id: int, why: str, now: datetime, by_id: int | None) -> int:
    """Somebody says a figure that was handed in was wrong: a numbered correction opens, the old sheet stays. Its id."""
    row = sheets.hold_sheet(db, sheet_id)
    if row["state"] not in sheets.STANDING:
        raise Refused("这期还没报出，直接改就行。")
    if not why.strip():
        raise Refused("错在哪儿？写一句。")
    newest = sheets.newest_sheet(db, row["form"], row["unit_id"], row["formal"])
    if newest is not None and newest["id"] != row["id"]:
        raise Refused("这期已经有人在更正了。")
    return _open_again(db, row, why.strip(), now, by_id)


def _open_again(db: Db, row: Row, why: str, now: datetime, by_id: int | None) -> int:
    """A draft with the next number for the same day."""
    new_id = sheets.add_sheet(
        db,
        form=row["form"],
        unit_id=row["unit_id"],
        formal=row["formal"],
        number=row["number"] + 1,
        opened_at=now,
        filled_by_id=by_id,
        note=why,
    )
    sheets.add_line(db, new_id, "correct", now, by_id, why)
    return new_id


def agree(
    db: Db, sheet_id: int, now: datetime, by_id: int | None = None, *, yes: bool, why: str = ""
) -> None:
    """The chairman looked at the draft: agrees, or says what to change; None is whoever held the link."""
    row = sheets.hold_sheet(db, sheet_id)
    if row["state"] != sheets.DRAFT:
        raise Refused("这期已经报出了。")
    if yes:
        sheets.change_sheet(db, sheet_id, checked_by_id=by_id, checked_at=now)
    verb = "agree" if yes else "object"
    sheets.add_line(db, sheet_id, verb, now, by_id, why.strip())
    if by_id is None or by_id != row["filled_by_id"]:
        _tell_filler(db, row, verb, why.strip(), now)


def _tell_filler(db: Db, row: Row, verb: str, why: str, now: datetime) -> None:
    """Whoever fills it in hears what the chairman said of it; of a draft nobody fills in the union does."""
    payload = {"sheet": row["id"], "verb": verb, "why": why, "home": row["unit_id"]}
    key = f"sheet:{row['id']}:{verb}:{now.isoformat()}"
    news = outbox.errand(key, "tell_sheet", now=now, payload=payload)
    outbox.post(db, news | {"person_id": row["filled_by_id"], "stale_at": now + HEARD_WITHIN})


def give_reason(db: Db, sheet_id: int, code: str, words: str, now: datetime, by_id: int | None) -> None:
    """A word to a check, kept with the sheet."""
    row = sheets.hold_sheet(db, sheet_id)
    sheets.change_sheet(db, sheet_id, reasons={**row["reasons"], code: words.strip()[:200]})
    sheets.add_line(db, sheet_id, "reason", now, by_id, words.strip()[:200])


def add_receipt(db: Db, sheet_id: int, media_id: str, url: str, now: datetime, *, by_id: int | None) -> None:
    """The picture of a receipt, out of the chat; the courier fetches it."""
    facts = {"sheet_id": sheet_id, "what": "receipt", "media_id": media_id, "picture_url": url}
    evidence_id = proofs.add_evidence(db, **facts, added_at=now, added_by_id=by_id)
    fetch = outbox.errand(
        f"evidence:{evidence_id}", "fetch_evidence", now=now, payload={"evidence": evidence_id}
    )
    outbox.post(db, fetch | {"stale_at": now + evidence.MEDIA_LIVES})


def announce_receipt(
    db: Db, sheet_id: int, *, name: str = "", is_picture: bool, now: datetime, by_id: int | None
) -> int:
    """A receipt that was brought to a page and waits for its bytes; its id."""
    if sheets.hold_sheet(db, sheet_id)["state"] == sheets.DRAFT:
        raise Refused("这期还没报出，报了再存回执。")
    if len(proofs.evidence_of_sheet(db, sheet_id)) >= MOST_RECEIPTS:
        raise Refused(f"一期最多存{MOST_RECEIPTS}份回执。")
    facts = {"name": name, "is_picture": is_picture, "added_at": now, "added_by_id": by_id}
    return proofs.add_evidence(db, sheet_id=sheet_id, what="receipt", **facts)


def is_late(row: Row, zone: tzinfo, *, inclusive: bool = True) -> bool:
    """Whether it came after the formal day; 前 without the day itself where somebody decided so.

    A correction came when what it corrects came: who finds a mistake and says so is not late.
    """
    if row["came_at"] is None:
        return False
    sent_on: date = row["came_at"].astimezone(zone).date()
    formal: date = row["formal"]
    return sent_on > formal if inclusive else sent_on >= formal


def changed_since(row: Row, now: Built) -> list[tuple[str, int, int]]:
    """Cells whose figure is another one now than when it was handed in: cell, then, now."""
    then: Cells = as_read(row["cells"])
    return [
        (cell, was.total, here.total)
        for cell, was in then.items()
        if was is not None and (here := now.cells.get(cell)) is not None and here.total != was.total
    ]


def as_it_was(row: Row, built: Built) -> Built:
    """A sheet that was handed in, with its own figures and trace instead of those of today."""
    return replace(built, cells=as_read(row["cells"]), trace=row["trace"], left_out=left_out_then(row))


def standing_sheets(rows: Sequence[Row]) -> dict[int, Row]:
    """Of the sheets of many units for one day, the one that stands: handed in before any draft, by unit."""
    open_ = {row["unit_id"]: row for row in rows if row["state"] != sheets.REPLACED}
    return open_ | {row["unit_id"]: row for row in rows if row["state"] in sheets.STANDING}
