"""A document from a workbook: one line a duty, as a cadre fills it in. Its cells are read in the ``table_`` modules."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from plans.checking import mistakes_in
from plans.loading import CURES
from plans.official import Kind, Plan
from plans.table_catalogue import shipped_kinds
from plans.table_fields import FIELDS, Fields, field_of, read_fields
from plans.table_fields import OF_FIELD as FIELD_CALLED
from plans.table_file import Line, sheets_in
from plans.table_ladders import LADDERS
from plans.table_rows import (
    CLAUSE,
    COLUMNS,
    DAY,
    EXAMPLE,
    PROOF,
    TIMES,
    WHAT,
    WHO,
    WORDS,
    Fault,
    Row,
    read_row,
    with_own_codes,
)
from plans.table_rows import OF_FIELD as COLUMN_CALLED
from plans.table_template import plan_template
from rules.words.plain_text import clean

__all__ = ["plan_template", "read_plan_table"]

NEEDED = (WHO, WHAT, DAY, WORDS)
OPTIONAL = (TIMES, PROOF, CLAUSE)


def read_plan_table(name: str, content: bytes, known: Sequence[Kind] | None = None) -> Plan:
    """The document in a workbook of this name; raises ``ValueError``, one sentence a mistake, with row and cure.

    ``known`` are the kinds of deeds its words may mean; without them, those of the shipped documents.
    """
    try:
        sheets = sheets_in(content)
    except ValueError as broken:
        raise ValueError(f"{name} {broken}。") from broken
    lines = next((lines for lines in sheets if _header(lines)), None)
    if lines is None:
        raise ValueError(f"{name} 没找到表头：要有一行写着“{'”“'.join(NEEDED)}”，可以拿空表照着填。")
    fields, rows = _read(lines, shipped_kinds() if known is None else known)
    faults = [*fields.faults, *(fault for row in rows for fault in row.faults)]
    if faults:
        raise ValueError(_told(name, faults))
    return _plan(name, fields, rows)


def _read(lines: Sequence[Line], known: Sequence[Kind]) -> tuple[Fields, list[Row]]:
    header, columns = _header(lines) or (0, {})
    fields = read_fields(_fields(lines, header), header)
    fields.faults += _strangers(lines, header)
    rows: list[Row] = []
    for line, texts in lines:
        cells = {name: texts[at] if at < len(texts) else "" for name, at in columns.items()}
        if line > header and _is_duty(cells):
            cells = {column: cells.get(column, "") for column in COLUMNS}
            rows.append(read_row(line, cells, len(rows) + 1, fields.frame, known))
    if not rows:
        fields.faults.append((header, WHAT, "下面一件事也没有，一行写一件"))
    return fields, rows


def _header(lines: Sequence[Line]) -> tuple[int, dict[str, int]] | None:
    """The line that names the columns, and where each stands."""
    for line, texts in lines:
        named = [clean(text).replace(" ", "") for text in texts]
        if all(name in named for name in NEEDED):
            return line, {name: named.index(name) for name in (*NEEDED, *OPTIONAL) if name in named}
    return None


def _fields(lines: Sequence[Line], header: int) -> dict[str, tuple[int, str]]:
    found = {}
    for line, texts in lines:
        name = field_of(texts[0]) if line < header and texts else None
        if name:
            found[name] = (line, texts[1] if len(texts) > 1 else "")
    return found


def _strangers(lines: Sequence[Line], header: int) -> Iterator[Fault]:
    """What somebody filled in above the header under a name nobody knows, or twice."""
    seen: set[str] = set()
    for line, texts in lines:
        label, value = (clean(text) for text in (*texts, "", "")[:2])
        if line >= header or not label or not value:
            continue
        name = field_of(label)
        if name is None:
            yield line, label[:10], f"不认得，能填的有{'、'.join(FIELDS)}"
        elif name in seen:
            yield line, name, "上面填过了，留一个"
        seen.add(name or "")


def _is_duty(cells: dict[str, str]) -> bool:
    said = [clean(text) for text in cells.values()]
    return any(said) and not clean(cells[WHO]).startswith(EXAMPLE)


def _plan(name: str, fields: Fields, rows: Sequence[Row]) -> Plan:
    kinds = {row.kind.code: row.kind for row in rows if row.kind}
    duties = with_own_codes(rows)
    used = {duty["ladder"] for duty in duties}
    facts = fields.facts | {
        "recipients": list(dict.fromkeys(level for duty in duties for level in duty["whom"])),
        "kinds": [kind.model_dump() for kind in kinds.values()],
        "ladders": {code: ladder for code, ladder in LADDERS.items() if code in used},
        "duties": duties,
    }
    try:
        plan = Plan.model_validate(facts)
    except ValidationError as error:
        faults = [_fault(fields, rows, found["loc"], _cure(found)) for found in map(_facts, error.errors())]
        raise ValueError(_told(name, faults)) from None
    if faults := [_fault(fields, rows, place, said) for place, said in mistakes_in(plan)]:
        raise ValueError(_told(name, faults))
    return plan


def _facts(found: Any) -> dict[str, Any]:
    return {**found}


def _cure(found: dict[str, Any]) -> str:
    cure = CURES.get(found["type"])
    said = (
        cure.format(**found.get("ctx", {}), name="") if cure else found["msg"].removeprefix("Value error, ")
    )
    return said.replace("“”", "")


def _fault(fields: Fields, rows: Sequence[Row], place: Sequence[int | str], said: str) -> Fault:
    """Which line and which cell of the table a place of the document is."""
    names = [part for part in place if isinstance(part, str)]
    if place[0] == "duties" and len(place) > 1 and isinstance(place[1], int):
        column = next((COLUMN_CALLED[name] for name in reversed(names) if name in COLUMN_CALLED), WHAT)
        return rows[place[1]].line, column, said
    called = FIELD_CALLED.get(names[0], FIELDS[0])
    return fields.lines[called], called, said


def _told(name: str, faults: Sequence[Fault]) -> str:
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: fault[0])
    return "\n".join(f"{name} 第{line}行“{column}”{said}。" for line, column, said in ordered)
