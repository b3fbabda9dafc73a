"""One line of a table as one duty: what each cell says, and which cell is to be mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from plans.official import Kind, OnDates
from plans.table_catalogue import Meant, code_of, kind_meant
from plans.table_days import Frame, SaidDue, read_due
from plans.table_ladders import ladder_for
from plans.table_words import Needed, read_needed, read_proofs, read_whom
from rules.plan.wording import NEEDS
from rules.words.plain_text import clean

WHO, WHAT, TIMES, DAY, PROOF, WORDS, CLAUSE = "谁", "做什么", "几次", "到哪天", "凭什么", "原文", "条款"
COLUMNS = (WHO, WHAT, TIMES, DAY, PROOF, WORDS, CLAUSE)
EXAMPLE = "例"
"""A line that begins so is an example of the template and no duty."""
LONGEST_CODE = 28
COUNTED = ("deeds", "people", "departments", "units")
"""What is counted in deeds of a kind."""

OF_FIELD = {
    "whom": WHO, "needs": WHAT, "kinds": WHAT, "due": DAY, "opens": DAY, "phrase": DAY, "goal": TIMES,
    "evidence": PROOF, "quote": WORDS, "clauses": CLAUSE, "article": CLAUSE,
}  # fmt: skip
"""The column from which a part of a duty comes."""

T = TypeVar("T")
Fault = tuple[int, str, str]
"""The line, the column or field, and what is wrong there with its cure."""


@dataclass
class Row:
    """A line that was read: the duty, its kind, and what was wrong."""

    line: int
    duty: dict[str, Any] = field(default_factory=dict)
    kind: Kind | None = None
    faults: list[Fault] = field(default_factory=list)


def read_row(line: int, cells: Mapping[str, str], nth: int, frame: Frame, known: Sequence[Kind]) -> Row:
    """The duty of a line. ``nth`` stands for its clause when that was not written."""
    row = Row(line)
    said = {name: _one_line(text) for name, text in cells.items()}
    whom = _read(row, WHO, read_whom, said[WHO])
    needed = _read(row, TIMES, read_needed, said[TIMES])
    due = _read(row, DAY, lambda text: _due(text, frame), said[DAY])
    proofs = _read(row, PROOF, read_proofs, said[PROOF])
    quote = _read(row, WORDS, _filled("从原件里抄一句，别人才查得到"), " ".join(cells[WORDS].split()))
    meant = _read(row, WHAT, _meaning(known, needed), said[WHAT])
    if row.faults or needed is None or due is None or meant is None:
        return row
    row.kind = meant.kind if needed.measure in COUNTED else None
    clause = said[CLAUSE] or f"第{nth}件"
    row.duty = {
        "code": _code(said[WHAT], needed, row.kind, meant.topics),
        "clauses": [clause],
        "article": clause,
        "quote": quote,
        "whom": whom,
        "needs": said[WHAT],
        **_days(due, said[DAY]),
        "goal": _goal(needed, row.kind, meant.topics, proofs or ()),
        "ladder": ladder_for(needed.measure, due),
    }
    return row


def _meaning(known: Sequence[Kind], needed: Needed | None) -> Callable[[str], Meant]:
    """How 做什么 is read: short enough for a reminder, and then as one kind of deed."""

    def read(text: str) -> Meant:
        if len(text) > NEEDS:
            raise ValueError(f"有{len(text)}个字，最多{NEEDS}个字：写短些，全文放在原文里")
        what = _filled("写清做什么，例如“应急演练”")(text)
        return kind_meant(what, known, is_filing=needed is not None and needed.is_filing)

    return read


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _read(row: Row, column: str, read: Callable[[str], T], text: str) -> T | None:
    try:
        return read(text)
    except ValueError as fault:
        row.faults.append((row.line, column, str(fault)))
        return None


def _filled(cure: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text:
            raise ValueError(f"空着：{cure}")
        return text

    return read


def _due(said: str, frame: Frame) -> SaidDue:
    """Without a day the document's last day counts; that it is ours is said in ``phrase``."""
    return read_due(said, frame) if said else SaidDue(OnDates(dates=(frame.last,)))


def _days(due: SaidDue, said: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"due": due.due.model_dump(), "phrase": said or "没写哪天，按方案最后一天算"}
    return facts | ({"opens": due.opens} if due.opens else {})


def _goal(needed: Needed, kind: Kind | None, topics: Sequence[str], proofs: Sequence[str]) -> dict[str, Any]:
    if kind is None:
        return {"measure": needed.measure}
    return {
        "measure": needed.measure,
        "kinds": [kind.code],
        "at_least": needed.at_least,
        "topics": list(topics),
        "evidence": list(proofs),
    }


def _code(what: str, needed: Needed, kind: Kind | None, topics: Sequence[str]) -> str:
    """What the duty is kept under: the same as long as it asks for the same, on whatever line."""
    if kind is None:
        return code_of("d", what)
    of_measure = [] if needed.measure == "deeds" else [needed.measure]
    return "-".join((kind.code, *topics[:1], *of_measure)).replace("_", "-")[:LONGEST_CODE]


def with_own_codes(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The duties; of several with one code the later ones are numbered. A report's form is the duty's own."""
    used: dict[str, int] = {}
    duties = []
    for row in rows:
        code = row.duty["code"]
        used[code] = used.get(code, 0) + 1
        own = code if used[code] == 1 else f"{code}-{used[code]}"
        goal = row.duty["goal"] | ({"form": own} if row.duty["goal"]["measure"] == "sheet" else {})
        duties.append(row.duty | {"code": own, "goal": goal})
    return duties
