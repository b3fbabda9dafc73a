"""The cells of official tables as pure rules: what is counted, what is not and why. One rule gives figure and list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.hazard import Status
from rules.plan.document import CellRule
from rules.plan.records import Act, CareFact, DeedFact, HazardFact, Records, Visit

OPTIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "print": ("表上印哪个数？", {"total": "累计", "period": "本期"}),
    "wards": ("科室、保卫科自己办的培训算不算？", {"out": "不算，只算工会办的", "in": "也算"}),
    "outside": ("外协人员算不算职工？", {"out": "不算", "in": "算"}),
    "occupational": ("职业病危害算不算隐患数？", {"in": "算", "out": "不算"}),
    "listed": ("挂牌督办数哪些？", {"ever": "挂过牌的都算", "now": "只算现在挂着的"}),
    "empty": ("不归本单位填的格印什么？", {"slash": "／", "blank": "空着"}),
    "date": ("填报日期", {"sending": "印报出那天", "blank": "空着手写"}),
    "basis": ("表下面印一行统计口径？", {"on": "印", "off": "不印"}),
    "before": ("“X日前”含不含当天？", {"in": "含，当天报不算晚", "out": "不含，前一天报才不算晚"}),
}
"""What the form does not say and a unit decides: the question, and the answers; the first is what holds unasked."""


@dataclass(frozen=True)
class Frame:
    """For whom and when: the unit, what kind it is, the days that count, the people on its roll, what was decided."""

    unit_id: int
    level: str
    first: date
    last: date
    roll: int = 0
    options: Mapping[str, str] = field(default_factory=dict)

    def option(self, name: str) -> str:
        return self.options.get(name) or next(iter(OPTIONS[name][1]))

    def takes_in(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class LeftOut:
    """A record that was looked at and not counted."""

    ref: str
    why: str


@dataclass(frozen=True)
class Told:
    """What a rule found. ``counted`` are references to records, each once; people count ``named`` and ``attested``."""

    counted: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    attested: int = 0
    capped: int = 0
    """By how many the roll was exceeded; not counted."""

    @property
    def named(self) -> int:
        return len(self.counted)

    @property
    def figure(self) -> int:
        return self.named + self.attested - self.capped


Rule = Callable[[CellRule, Records, Frame], Told]


@dataclass(frozen=True)
class Known:
    """A rule of the catalogue: its short name, what it says to people, what it counts in, and how the level above adds it up."""

    short: str
    say: str
    counts: str
    tell: Rule
    of_people: bool = False


def units_acting(cell: CellRule, records: Records, frame: Frame) -> Told:
    """1 when the unit organised anything in these days."""
    own = _organised(records.deeds, frame)
    return Told((f"unit:{frame.unit_id}",) if own else ())


def people_taking_part(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Everybody who did anything, once; and heads without names."""
    heads = sum(deed.attested or 0 for deed in _led(records.deeds, frame))
    return _people((act for act in records.acts if frame.takes_in(act.day)), heads, frame)


def sessions(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Deeds of the kinds that a union held or held with others; one sign-in list is one session.

    What hospitals are not asked for (classes of city unions) adds up above, so that it counts for whoever led it.
    """
    own = _organised(records.deeds, frame) if "unit" in cell.whom else _led(records.deeds, frame)
    mine = [deed for deed in own if deed.kind in cell.kinds]
    counted = [deed for deed in mine if _by_union(deed, frame)]
    left = [LeftOut(_deed(deed), "科室自己办的") for deed in mine if not _by_union(deed, frame)]
    return Told(tuple(map(_deed, counted)), tuple(left))


def people_at(cell: CellRule, records: Records, frame: Frame) -> Told:
    """People of the unit's own who were at such sessions, once each; and heads without names."""
    deeds = [
        deed for deed in _led(records.deeds, frame) if deed.kind in cell.kinds and _by_union(deed, frame)
    ]
    acts = [act for act in records.acts if act.kind in cell.kinds and frame.takes_in(act.day)]
    there = [act for act in acts if act.by_union or frame.option("wards") == "in"]
    inside = {act.person_id for act in there}
    left = {act.person_id for act in acts} - inside
    told = _people(there, sum(deed.attested or 0 for deed in deeds), frame)
    return Told(
        told.counted,
        tuple(LeftOut(f"person:{p}", "只参加过科室自己办的") for p in sorted(left)),
        told.attested,
        told.capped,
    )


def leaders_at(cell: CellRule, records: Records, frame: Frame) -> Told:
    """People in charge of units who were at such sessions, once each; whoever came for them is shown and not counted."""
    acts = [act for act in records.acts if act.kind in cell.kinds and frame.takes_in(act.day)]
    leaders = {act.person_id for act in acts if act.is_leader}
    others = {act.person_id for act in acts} - leaders
    left = tuple(LeftOut(f"person:{p}", "不是负责人（代会）") for p in sorted(others))
    return Told(tuple(f"person:{p}" for p in sorted(leaders)), left)


def units_in_care(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Units somebody looks after on the last day, once each however many cadres do."""
    running = [one for one in records.care if _runs(one, frame.last)]
    ended = {one.unit_id for one in records.care} - {one.unit_id for one in running}
    left = tuple(LeftOut(f"unit:{unit}", "包靠已经结束") for unit in sorted(ended))
    return Told(tuple(f"unit:{unit}" for unit in sorted({one.unit_id for one in running})), left)


def person_times(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Cadres times visits: two cadres at three units are six."""
    some = [visit for visit in records.visits if frame.takes_in(visit.day)]
    return Told(tuple(ref for visit in some for ref in _times(visit)))


def hazards_found(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Rows that somebody confirmed, by the day they were reported."""
    rows = _in_frame(records.hazards, frame)
    counted = [row for row in rows if _is_found(row, frame)]
    left = [LeftOut(_row(row), _why_not(row)) for row in rows if not _is_found(row, frame)]
    return Told(tuple(map(_row, counted)), tuple(out for out in left if out.why))


def hazards_listed(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Of these, those an authority has listed."""
    found = [row for row in _in_frame(records.hazards, frame) if _is_found(row, frame)]
    ever = [row for row in found if row.listed_on is not None and row.listed_on <= frame.last]
    if frame.option("listed") == "ever":
        return Told(tuple(map(_row, ever)))
    stands = [row for row in ever if row.delisted_on is None or row.delisted_on > frame.last]
    return Told(tuple(map(_row, stands)), tuple(LeftOut(_row(r), "摘牌了") for r in ever if r not in stands))


def hazards_closed(cell: CellRule, records: Records, frame: Frame) -> Told:
    """Of these, those that were verified (销号)."""
    found = [row for row in _in_frame(records.hazards, frame) if _is_found(row, frame)]
    closed = [row for row in found if row.is_closed and (row.closed_on or frame.last) <= frame.last]
    left = [LeftOut(_row(row), _not_closed(row)) for row in found if row not in closed]
    return Told(tuple(map(_row, closed)), tuple(left))


RULES: Mapping[str, Known] = {
    "units-acting": Known("开展单位", "办过活动的单位：培训、演练、检查、开会、交方案都算；只有个人上报和答题的不算", "个", units_acting),
    "people-taking-part": Known("参与", "报过隐患、参加过培训演练和活动、考过试的职工，一人只算一次；不留名的不算", "人", people_taking_part, of_people=True),
    "sessions": Known("培训", "工会办的、工会和别家合办的，一张签到表算一场", "场", sessions),
    "people-at": Known("受训", "参加过这些培训的本院职工，一人只算一次", "人", people_at, of_people=True),
    "leaders-at": Known("负责人受训", "参加负责人培训班的单位负责人，一人只算一次；代会的不算", "人", leaders_at, of_people=True),
    "units-in-care": Known("包靠单位", "截至这天有干部包靠的单位，几个人包一家也算一家", "个", units_in_care),
    "person-times": Known("督导人次", "工会干部下去督导：去几个人、到几家，相乘", "人次", person_times),
    "hazards-found": Known("查出", "已核实的台账条目，按上报那天算；合并、不予受理、转报修的不算", "件", hazards_found),
    "hazards-listed": Known("挂牌督办", "查出的隐患里，安监部门已经挂牌的；提请中的不算", "件", hazards_listed),
    "hazards-closed": Known("整改完成", "查出的隐患里，验收过、已销号的", "件", hazards_closed),
}  # fmt: skip
"""What a form's file may call for, by name."""


def tell(cell: CellRule, records: Records, frame: Frame) -> Told | None:
    """What stands in a cell; None where it is not for this kind of unit to fill in."""
    return RULES[cell.rule].tell(cell, records, frame) if frame.level in cell.whom else None


def _organised(deeds: Iterable[DeedFact], frame: Frame) -> list[DeedFact]:
    """What the unit led or held together with others."""
    own = (deed for deed in deeds if deed.leads == frame.unit_id or frame.unit_id in deed.beside)
    return [deed for deed in own if frame.takes_in(deed.happened_on)]


def _led(deeds: Iterable[DeedFact], frame: Frame) -> list[DeedFact]:
    """What it led: heads without names are counted once, by whoever led."""
    return [deed for deed in deeds if deed.leads == frame.unit_id and frame.takes_in(deed.happened_on)]


def _by_union(deed: DeedFact, frame: Frame) -> bool:
    return deed.by_union or frame.option("wards") == "in"


def _people(acts: Iterable[Act], heads: int, frame: Frame) -> Told:
    people = sorted({act.person_id for act in acts})
    capped = max(0, len(people) + heads - frame.roll)
    return Told(tuple(f"person:{p}" for p in people), attested=heads, capped=min(capped, heads))


def _runs(care: CareFact, day: date) -> bool:
    return care.from_on <= day and (care.to_on is None or day <= care.to_on)


def _times(visit: Visit) -> list[str]:
    return [f"visit:{visit.deed_id}:{visit.unit_id}:{n}" for n in range(1, visit.cadres + 1)]


def _in_frame(rows: Iterable[HazardFact], frame: Frame) -> list[HazardFact]:
    return [row for row in rows if frame.takes_in(row.found_on)]


def _is_found(row: HazardFact, frame: Frame) -> bool:
    return row.confirmed and (row.kind != "occupational" or frame.option("occupational") == "in")


def _why_not(row: HazardFact) -> str:
    """Why a row of the ledger is no hazard found; empty for what nobody would look for there."""
    if row.confirmed:
        return "职业病危害，另算"
    return {
        Status.REPORTED: "待核实，核实了就算",
        Status.MERGED: f"并入{row.into}号" if row.into else "已合并",
        Status.REJECTED: "不予受理",
        Status.REDIRECTED: "是报修",
    }.get(Status(row.status), "")


def _not_closed(row: HazardFact) -> str:
    if row.is_closed:
        return "这一期之后才销号"
    return "待验收，验了就算" if row.status == Status.FIXED else "还在整改"


def _row(row: HazardFact) -> str:
    return f"hazard:{row.id}"


def _deed(deed: DeedFact) -> str:
    return f"deed:{deed.id}"
