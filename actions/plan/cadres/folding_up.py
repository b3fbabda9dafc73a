"""查阅资料: which papers of a unit belong into the inspector's folder, by check point, and what is missing. No file is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from actions.plan.cadres.caring import PRIVATE
from actions.plan.cadres.check_points import point_of, seen_at
from models.base import Db, Row
from models.hazards import TABLE as HAZARDS
from models.letters import TABLE as LETTERS
from models.photos import TABLE as PHOTOS
from models.plan.deeds import ATTENDANCES
from models.plan.deeds import TABLE as DEEDS
from models.plan.proofs import TABLE as EVIDENCE
from models.plan.sheets import STANDING
from models.plan.sheets import TABLE as SHEETS
from rules.hazard import Status
from rules.plan.document import Kind, Plan
from rules.plan.inspection import Point

MOST_FILES, MOST_BYTES = 300, 120 * 2**20
"""What one folder may hold; it is put together in memory."""
MOST_HAZARDS = 60
A_LIST, A_LETTER = 30_000, 60_000
"""Bytes a file that is written anew takes, roughly."""
SIGN_IN = "sign_in"
Days = tuple[date, date]


class What(StrEnum):
    """Where the bytes of a paper come from."""

    EVIDENCE = "evidence"
    PHOTO = "photo"
    LETTER = "letter"
    SHEET = "sheet"
    DEEDS = "deeds"
    LEDGER = "ledger"


@dataclass(frozen=True)
class Paper:
    """One file of the folder: its name without ending, a word about it, and where its bytes come from."""

    what: What
    key: int
    name: str
    about: str = ""
    size: int = A_LIST


@dataclass(frozen=True)
class Listed:
    """One line of the list of deeds; heads, but no names."""

    day: date
    kind: str
    title: str
    place: str
    people: int | None
    proofs: int


@dataclass(frozen=True)
class Contents:
    """What goes into the folder, what is missing, and how many proofs found no room."""

    papers: Mapping[Point, Sequence[Paper]]
    missing: Mapping[Point, Sequence[str]]
    left_out: int
    days: Days

    @property
    def count(self) -> int:
        return sum(len(papers) for papers in self.papers.values())

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        return sum(paper.size for papers in self.papers.values() for paper in papers)


def contents_of(db: Db, unit: Row, plans: Sequence[Plan], kinds: Mapping[str, Kind], days: Days) -> Contents:
    """Everything that is there now, the papers that explain most first."""
    ready: dict[Point, list[Paper]] = {point: [] for point in Point}
    for point in (Point.TRAINING, Point.CARRIERS):
        if deeds_at(db, unit["id"], kinds, days, point):
            ready[point].append(Paper(What.DEEDS, 0, LIST_NAMES[point], "人数有，姓名没有"))
    ready[Point.LOOP].append(Paper(What.LEDGER, 0, "隐患台账", "姓名都去掉了"))
    for paper in _sheets(db, unit["id"], plans, days):
        ready[Point.LASTING].append(paper)
    for paper in _letters(db, unit["id"], days):
        ready[Point.LOOP].append(paper)
    proofs = [*_proofs(db, unit["id"], kinds, days), *_pairs(db, unit["id"], days)]
    left_out = _fill(ready, proofs)
    return Contents(ready, _missing(db, unit, plans, kinds, days), left_out, days)


LIST_NAMES = {Point.TRAINING: "培训和演练清单", Point.CARRIERS: "活动清单"}


def _fill(ready: dict[Point, list[Paper]], proofs: Sequence[tuple[Point, Paper]]) -> int:
    """Put in proofs while there is room; how many had none."""
    count = sum(map(len, ready.values()))
    size = sum(paper.size for papers in ready.values() for paper in papers)
    left_out = 0
    for point, paper in proofs:
        if count >= MOST_FILES or size + paper.size > MOST_BYTES:
            left_out += 1
            continue
        ready[point].append(paper)
        count, size = count + 1, size + paper.size
    return left_out


def deeds_at(db: Db, unit_id: int, kinds: Mapping[str, Kind], days: Days, point: Point) -> list[Listed]:
    """The deeds that are looked at there, oldest first."""
    codes = [code for code, kind in kinds.items() if point_of(kind) is point and code not in PRIVATE]
    there = select(func.count()).where(ATTENDANCES.c.deed_id == DEEDS.c.id).correlate(DEEDS).scalar_subquery()
    proofs = (
        select(func.count())
        .where(EVIDENCE.c.deed_id == DEEDS.c.id, EVIDENCE.c.state == "ready")
        .correlate(DEEDS)
        .scalar_subquery()
    )
    query = select(DEEDS, there.label("there"), proofs.label("proofs")).where(*_stands(unit_id, days))
    rows = db.execute(query.where(DEEDS.c.kind.in_(codes)).order_by(DEEDS.c.happened_on, DEEDS.c.id))
    return [
        Listed(
            row["happened_on"],
            kinds[row["kind"]].name,
            row["title"],
            row["place"],
            (row["there"] + (row["attested"] or 0)) or None,
            row["proofs"],
        )
        for row in rows.mappings()
    ]


def _stands(unit_id: int, days: Days) -> tuple[ColumnElement[bool], ...]:
    return (
        DEEDS.c.unit_id == unit_id,
        DEEDS.c.happened_on.between(*days),
        DEEDS.c.voided_at.is_(None),
    )


def _proofs(db: Db, unit_id: int, kinds: Mapping[str, Kind], days: Days) -> list[tuple[Point, Paper]]:
    """Proofs of deeds: filed papers first, then sign-in sheets, then pictures."""
    query = (
        select(EVIDENCE, DEEDS.c.kind, DEEDS.c.title, DEEDS.c.happened_on)
        .join(DEEDS, DEEDS.c.id == EVIDENCE.c.deed_id)
        .where(*_stands(unit_id, days), EVIDENCE.c.state == "ready", DEEDS.c.kind.not_in(PRIVATE))
        .order_by(DEEDS.c.happened_on, EVIDENCE.c.id)
    )
    found = [
        (point_of(kinds[row["kind"]]), row) for row in db.execute(query).mappings() if row["kind"] in kinds
    ]
    found.sort(key=lambda pair: (pair[1]["is_picture"], pair[1]["what"] != SIGN_IN))
    return [(point, _proof(dict(row), kinds[row["kind"]])) for point, row in found]


def _proof(row: Row, kind: Kind) -> Paper:
    day = row["happened_on"]
    words = row["title"] or kind.name
    what = {SIGN_IN: "签到表", "photo": "照片", "notice": "通知"}.get(row["what"], row["name"] or kind.name)
    name = f"{day.month}月{day.day}日 {words} {what}"
    return Paper(What.EVIDENCE, row["id"], name, f"{day.year}年{day.month}月{day.day}日", row["bytes"] or 0)


def _pairs(db: Db, unit_id: int, days: Days) -> list[tuple[Point, Paper]]:
    """The first picture before and the last after of hazards that were closed, the newest hazards first."""
    some = (
        select(HAZARDS.c.id)
        .where(HAZARDS.c.unit_id == unit_id, HAZARDS.c.status == Status.CLOSED)
        .where(HAZARDS.c.happened_on.between(*days))
        .order_by(HAZARDS.c.id.desc())
        .limit(MOST_HAZARDS)
    )
    query = (
        select(PHOTOS.c.id, PHOTOS.c.stage, PHOTOS.c.bytes, HAZARDS.c.number)
        .join(HAZARDS, HAZARDS.c.id == PHOTOS.c.hazard_id)
        .where(HAZARDS.c.id.in_(some), PHOTOS.c.state == "ready", PHOTOS.c.medium != "voice")
        .order_by(HAZARDS.c.number.desc(), PHOTOS.c.id)
    )
    kept: dict[tuple[int, str], Row] = {}
    for row in db.execute(query).mappings():
        key = (row["number"], row["stage"])
        if row["stage"] == "after" or key not in kept:
            kept[key] = dict(row)
    words = {"before": "整改前", "after": "整改后"}
    return [
        (Point.LOOP, Paper(What.PHOTO, row["id"], f"{number}号 {words[stage]}", "", row["bytes"] or 0))
        for (number, stage), row in kept.items()
    ]


def _letters(db: Db, unit_id: int, days: Days) -> list[Paper]:
    query = select(LETTERS.c.id, LETTERS.c.year, LETTERS.c.seq, LETTERS.c.scheme_at, LETTERS.c.delivered_at)
    rows = db.execute(
        query.where(LETTERS.c.unit_id == unit_id, LETTERS.c.year >= days[0].year).order_by(LETTERS.c.id)
    )
    return [
        Paper(
            What.LETTER,
            row.id,
            f"整改通知书〔{row.year}〕{row.seq}号",
            "有整改方案" if row.scheme_at else "送达了" if row.delivered_at else "还没送达",
            A_LETTER,
        )
        for row in rows
    ]


def _sheets(db: Db, unit_id: int, plans: Sequence[Plan], days: Days) -> list[Paper]:
    """The tables that were handed in, as they were sent."""
    names = {form.key: form.name for plan in plans for form in plan.forms}
    query = select(SHEETS.c.id, SHEETS.c.form, SHEETS.c.formal).where(
        SHEETS.c.unit_id == unit_id, SHEETS.c.state.in_(STANDING), SHEETS.c.form.in_(names)
    )
    rows = db.execute(query.where(SHEETS.c.formal >= days[0]).order_by(SHEETS.c.formal))
    return [
        Paper(What.SHEET, row.id, f"{row.formal.year}年{row.formal.month}月 {names[row.form]}", "报出时的数")
        for row in rows
    ]


def _missing(
    db: Db, unit: Row, plans: Sequence[Plan], kinds: Mapping[str, Kind], days: Days
) -> dict[Point, list[str]]:
    """What the plans ask for and nobody recorded, and sessions without a sign-in sheet."""
    seen = seen_at(db, unit, plans, kinds, days)
    missing = {point: [one.name for one in found if one.is_missing] for point, found in seen.items()}
    for point, found in seen.items():
        missing[point] += [f"{one.name}的文件" for one in found if one.has_no_file]
    codes = [code for code, kind in kinds.items() if kind.group == "training"]
    signed = select(EVIDENCE.c.deed_id).where(EVIDENCE.c.what == SIGN_IN, EVIDENCE.c.state == "ready")
    scanned = select(ATTENDANCES.c.deed_id)
    bare = select(func.count()).where(
        *_stands(unit["id"], days),
        DEEDS.c.kind.in_(codes),
        DEEDS.c.id.not_in(signed),
        DEEDS.c.id.not_in(scanned),
    )
    if without := int(db.execute(bare).scalar_one()):
        missing[Point.TRAINING].append(f"{without}场培训的签到表")
    return missing
