"""A reading held against the bank: what is new, what stands there already, what says something else now."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from actions.importing.questions.raw import BAD, CHANGED, NEW, REPEATED, SAME, Reading, Understood
from models.base import Db, Row
from models.quiz.questions import RETIRED, bank_of, question_of
from rules.quiz.question import Question
from rules.quiz.sameness import bare, code_of, digest_of, is_same_asked, shown_answer

RETIRED_NOTE = "这道题已经停用，导入不会恢复它"
SHIPPED_NOTE = "自带的题库里已有这个题干"
NEIGHBOURS = 100
"""Kept questions under one stem that a new one is held against."""
NAMES = {
    "why": "解析", "law": "依据", "article": "条款", "version": "版本", "topics": "知识点", "posts": "岗位", "level": "难度",
    "valid_from": "生效日期", "valid_until": "失效日期",
}  # fmt: skip


@dataclass
class Bank:
    """The newest version of every question of one owner by its code, and whose place in it a row
    has taken already.
    """

    unit_id: int | None
    newest: dict[str, Row] = field(default_factory=dict)
    by_digest: dict[str, str] = field(default_factory=dict)
    by_stem: dict[str, list[str]] = field(default_factory=dict)
    shipped: frozenset[str] = frozenset()
    taken: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, db: Db, unit_id: int | None) -> "Bank":
        bank = cls(unit_id)
        for row in bank_of(db, unit_id):
            if row["photo_id"] is not None:
                continue  # a file has no pictures: whoever imports cannot mean these
            if bank.version(row["code"]) < row["version"]:
                bank.newest[row["code"]] = row
        for code, newest in bank.newest.items():
            digest = digest_of(question_of(newest))
            if newest["state"] != RETIRED or digest not in bank.by_digest:
                bank.by_digest[digest] = code
            bank.by_stem.setdefault(bare(newest["asks"]), []).append(code)
        if unit_id is not None:
            bank.shipped = frozenset(
                bare(row["asks"]) for row in bank_of(db, None) if row["state"] != RETIRED
            )
        return bank

    def version(self, code: str) -> int:
        return int(self.newest[code]["version"]) if code in self.newest else 0

    def take(self, code: str | None) -> str | None:
        """The code, if there is such a question and no other row of the file is it."""
        if code is None or code not in self.newest or code in self.taken:
            return None
        self.taken.add(code)
        return code

    def fresh_code(self, digest: str) -> str:
        """A code for a new question; one under which another text stands by now is not used again."""
        code = code_of(self.unit_id, digest)
        return code if code not in self.newest else code_of(self.unit_id, digest[16:])

    def alike(self, question: Question) -> str | None:
        """The question of which this one would be a new version: one that is asked before one that is not."""
        free = [
            self.newest[code] for code in self.by_stem.get(bare(question.asks), ()) if code not in self.taken
        ]
        beside = [row for row in free[:NEIGHBOURS] if is_same_asked(question, question_of(row))]
        return next((row["code"] for row in sorted(beside, key=_is_retired)), None)


def compare(db: Db, unit_id: int | None, reading: Reading) -> Reading:
    """The same reading with the fate of every question in this owner's bank. Reads only."""
    return replace(reading, rows=tuple(row for row, _ in matched(db, unit_id, reading.rows)))


def matched(
    db: Db, unit_id: int | None, rows: Iterable[Understood]
) -> Sequence[tuple[Understood, Row | None]]:
    """Every question with its fate and the kept row it was held against."""
    bank = Bank.read(db, unit_id)
    every = list(rows)
    codes = _codes(bank, unit_id, every)
    return [_held(bank, row, bank.newest.get(codes.get(at, ""))) for at, row in enumerate(every)]


def _codes(bank: Bank, unit_id: int | None, rows: Sequence[Understood]) -> dict[int, str]:
    """Which kept question each row is. The surest choose first, so that no two rows become one version."""
    asked = {
        at: row.question for at, row in enumerate(rows) if row.question and row.fate not in (BAD, REPEATED)
    }
    digests = {at: digest_of(question) for at, question in asked.items()}
    found: dict[int, str] = {}
    ways: tuple[Callable[[int], str | None], ...] = (
        lambda at: bank.by_digest.get(digests[at]),
        lambda at: code_of(unit_id, digests[at]),
        lambda at: bank.alike(asked[at]),
    )
    for choose in ways:
        found |= {at: code for at in asked if at not in found and (code := bank.take(choose(at)))}
    return found


def _held(bank: Bank, row: Understood, kept: Row | None) -> tuple[Understood, Row | None]:
    if row.question is None or row.fate in (BAD, REPEATED):
        return row, None
    if kept is None:
        known = bare(row.question.asks) in bank.shipped
        coded = replace(row.question, code=bank.fresh_code(digest_of(row.question)))
        fresh = replace(row, question=coded)
        return (fresh.noted(SHIPPED_NOTE) if known else fresh), None
    before = question_of(kept)
    silent: dict[str, Any] = {name: getattr(before, name) for name in row.silent}
    after = replace(row.question, code=kept["code"], **silent)
    said = differences(before, after)
    row = replace(row, question=after, fate=CHANGED if said else SAME, notes=(*row.notes, *said))
    if _is_retired(kept) and not said:
        row = row.noted(RETIRED_NOTE)
    return row, kept


def _is_retired(row: Row) -> bool:
    return bool(row["state"] == RETIRED)


def differences(before: Question, after: Question) -> list[str]:
    """“答案：A → B” for all that makes a new version; marks, blanks and the order of options do not."""
    said = [
        _arrow(NAMES[name], getattr(before, name), getattr(after, name))
        for name in NAMES
        if _differs(name, before, after)
    ]
    if digest_of(before) != digest_of(after):
        said = [*_of_asked(before, after), *said]
    return said


def _of_asked(before: Question, after: Question) -> list[str]:
    said = []
    if {bare(text) for text in before.options} != {bare(text) for text in after.options}:
        said.append("选项改了")
    one, other = shown_answer(before), shown_answer(after)
    if one != other or not said:
        said.insert(0, _arrow("答案", one, other))
    return said


def _differs(name: str, before: Question, after: Question) -> bool:
    one, other = getattr(before, name), getattr(after, name)
    return bool(bare(one) != bare(other)) if isinstance(one, str) else bool(one != other)


def _arrow(name: str, one: object, other: object) -> str:
    return f"{name}：{_shown(one)} → {_shown(other)}"


def _shown(value: object) -> str:
    text = "、".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    return text[:30] or "空"


FATES: Mapping[str, str] = {NEW: "新增", CHANGED: "更新", SAME: "不变", REPEATED: "重复", BAD: "有问题"}
