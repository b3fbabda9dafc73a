"""记督导、记走访 of a union above: which unit, who went, on which day; and where nobody was for long.

The five points and findings of a visit stand on its page.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actions.plan.cadres import caring, inspecting
from actions.plan.cadres.inspecting import Visit
from actions.plan.doing import deeds, tracing
from actions.plan.doing.twice import visited_before
from bot.flow import ANY, Flow, chosen, said, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.plan.mending import KEEPS, RECORDED
from handlers.plan.parts import day_said, hands_in, link_in, named_in_breath, plans_of, today_of, unit_of
from handlers.plan.signing import SIGNED
from handlers.report.opening import words_first
from models.base import Row
from models.plan import below
from rules.plan.spoken.deed_words import SaidDeed
from rules.plan.spoken.handing_words import meant_by
from rules.refusal import Refused
from rules.words.name_words import SURNAMES

flow = Flow()

ABOVE = ("city", "province")
CALLED = {caring.CARE_VISIT: "走访", caring.HEART_TALK: "谈心"}
KINDS = (inspecting.INSPECTION, inspecting.OF_PROVINCE, *CALLED)
OFFERED = 4
_APART = re.compile(r"[\s,，、。；;]+|和|跟|同|带队|一起|去了?|到了?|检查|督导|走访|谈心|包靠|了")
_WITH_ME = re.compile(r"(?:^|[\s,，、。；;天日号])(?:我|和|跟|同|与)|(?:一起|同去|陪同)$")
_A_NAME = re.compile(
    rf"[{''.join(sorted(SURNAMES))}](?:[\u4e00-\u9fff]{{1,2}}|(?:主任|主席|科长|处长|老师|工))"
)


def looks_after_units(scene: Scene) -> bool:
    """Whether this person is of a union that goes to see units below it."""
    return hands_in(scene) and unit_of(scene)["kind"] in ABOVE


def tell(scene: Scene, kind: str, heard: SaidDeed, text: str) -> Turn:
    """记督导 昨天 市一院：recorded when a unit is told, else asked where. Without a day it was today, and said so."""
    union, day = unit_of(scene), heard.day or today_of(scene)
    units, left = _called_wholly(scene, union, text)
    words = [part for part in _APART.split(f"{heard.rest} {left}") if len(part) > 1]
    cadres = [row for row in caring.cadres_of(scene.db, union["id"]) if row["name"] in words]
    rest = [word for word in words if word not in [row["name"] for row in cadres]]
    units += _units(scene, union, rest)
    me = int(scene.who.person_id or 0)
    went = [row["id"] for row in cadres]
    if not went or _WITH_ME.search(left):
        went = list(dict.fromkeys([me, *went]))
    kind = kind if kind in CALLED else inspecting.kind_of(union)
    unknown = [
        word for word in dict.fromkeys(rest) if _A_NAME.fullmatch(word) and not _units(scene, union, [word])
    ]
    about = {"kind": kind, "day": day.isoformat(), "cadres": went, "unknown": unknown}
    if not units:
        return _where(scene, union, about)
    ids = tuple(dict.fromkeys(row["id"] for row in units))
    return _once(scene, union, Visit(kind, day, ids, tuple(went)), unknown)


def _called_wholly(scene: Scene, union: Row, text: str) -> tuple[list[Row], str]:
    """The units called by their whole names, or as on their seals, and the text without these."""
    found = []
    for row in below.units_below(scene.db, union["path"]):
        called = next((name for name in (row["seal_name"], row["name"]) if name and name in text), "")
        if called:
            found.append(row)
            text = text.replace(called, " ")
    return found, text


def _units(scene: Scene, union: Row, words: Sequence[str]) -> list[Row]:
    """The units below that were named; a name that means several means none."""
    known = {str(row["id"]): row for row in below.units_below(scene.db, union["path"])}
    names = {key: row["name"] for key, row in known.items()}
    meant = [found[0] for word in words if len(found := meant_by(word, names)) == 1]
    return [known[key] for key in dict.fromkeys(meant)]


def _where(scene: Scene, union: Row, about: Mapping[str, Any]) -> Turn:
    units = list(below.units_below(scene.db, union["path"]))
    page = link_in(scene, "/console/cadres/visits/new", "在网页上记")
    offered = units if len(units) <= OFFERED else []
    choices = {n: Choice("visit_unit", {**about, "unit": row["id"]}) for n, row in enumerate(offered, 1)}
    listed = " ".join(f"{n}{row['name']}" for n, row in enumerate(offered, 1))
    return Turn(lines("去了哪家？", listed or "一句话说全：记督导 昨天 市一院", page), choices=choices)


@flow.on(ANY, chosen("visit_unit"))
def unit_chosen(scene: Scene) -> Turn:
    """去的是这一家."""
    found = scene.found
    day = date.fromisoformat(found["day"])
    visit = Visit(found["kind"], day, (int(found["unit"]),), tuple(found["cadres"]))
    return _once(scene, unit_of(scene), visit, found["unknown"])


def _once(scene: Scene, union: Row, visit: Visit, unknown: Sequence[str] = ()) -> Turn:
    """Recorded, unless the same units were seen on that day already: told twice, everybody who went would count twice."""
    same = visited_before(scene.db, union["id"], visit)
    if same is None:
        return _recorded(scene, union, visit, unknown)
    names = {row["id"]: row["name"] for row in below.units_below(scene.db, union["path"])}
    where = named_in_breath([names[unit] for unit in same["unit_ids"] if unit in names])
    went = named_in_breath(inspecting.went(scene.db, same["id"]))
    which = f"{day_said(visit.day, today_of(scene))} {CALLED.get(visit.kind, '督导')} {where}，{went}去的"
    about = {"kind": visit.kind, "day": visit.day.isoformat(), "units": list(visit.units)}
    ids = {**about, "cadres": list(visit.cadres), "deed": same["id"]}
    more = _others(scene, union, same["id"], visit)
    said_ = lines(
        f"记过一趟：{which}。",
        f"1就是那趟，{f'添上{named_in_breath(more)}' if more else '不再记'} 2又去了一趟",
    )
    return Turn(said_, choices={1: Choice("visit_same", ids), 2: Choice("visit_again", ids)})


def _others(scene: Scene, union: Row, deed_id: int, visit: Visit) -> list[str]:
    """Who is told now and was not told before."""
    there = inspecting.went(scene.db, deed_id)
    known = {row["id"]: row["name"] for row in caring.cadres_of(scene.db, union["id"])}
    return [known[one] for one in visit.cadres if one in known and known[one] not in there]


@flow.on(ANY, chosen("visit_same"))
def same_visit(scene: Scene) -> Turn:
    """就是那趟：who was not named before went along."""
    found, deed_id = scene.found, int(scene.found["deed"])
    try:
        for cadre in found["cadres"]:
            deeds.come(scene.db, deed_id, int(cadre), scene.now, how="typed")
    except Refused as no:
        return Turn(str(no), stays=True)
    went = named_in_breath(inspecting.went(scene.db, deed_id))
    return Turn(lines(f"好，还是一趟，{went}去的。", "错了回 改。"), RECORDED, {"deed": deed_id}, until=KEEPS)


@flow.on(ANY, chosen("visit_again"))
def another_visit(scene: Scene) -> Turn:
    """又去了一趟：the same unit twice on a day."""
    found = scene.found
    day, units = date.fromisoformat(found["day"]), tuple(int(unit) for unit in found["units"])
    return _recorded(scene, unit_of(scene), Visit(found["kind"], day, units, tuple(found["cadres"])))


def _recorded(scene: Scene, union: Row, visit: Visit, unknown: Sequence[str] = ()) -> Turn:
    today, me = today_of(scene), int(scene.who.person_id or 0)
    try:
        deed_id = inspecting.record(scene.db, union, visit, scene.now, me, today=today)
    except Refused as no:
        return Turn(str(no), stays=True, repeats=True)
    names = {row["id"]: row["name"] for row in below.units_below(scene.db, union["path"])}
    who = {row["id"]: row["name"] for row in caring.cadres_of(scene.db, union["id"])}
    where = named_in_breath([names[unit] for unit in visit.units])
    went = named_in_breath([who[cadre] for cadre in visit.cadres])
    counts = tracing.counted_in(scene.db, plans_of(scene), union, deed_id, today)
    said_ = lines(
        f"记好了：{day_said(visit.day, today)} {CALLED.get(visit.kind, '督导')} {where}，{went}去的。",
        f"算进：{counts}。" if counts else "",
        link_in(scene, f"/console/cadres/visits/{deed_id}", _more(visit.kind)),
        f"花名册上没有{named_in_breath(list(unknown))}，没算上。错了回 改。" if unknown else "错了回 改。",
    )
    return Turn(said_, RECORDED, {"deed": deed_id}, until=KEEPS)


def _more(kind: str) -> str:
    return "看这一趟，点这里" if kind in CALLED else "看五点、提意见，点这里"


LOOK = said("督导", "包靠", "走访", "重点包靠", "包靠和督导", "下去看看")


@flow.on(IDLE, LOOK)
@flow.on(RECORDED, LOOK)
def neglected(scene: Scene) -> Turn:
    """督导、包靠：where nobody was for long, and how to record a visit."""
    if not looks_after_units(scene):
        return words_first(scene)
    union, today = unit_of(scene), today_of(scene)
    cared = caring.cared_for(scene.db, union, today)
    long = [one.unit["name"] for one in caring.neglected(cared, today)]
    head = (
        f"{caring.USUAL_DAYS}天没人去过的{len(long)}家：{named_in_breath(long)}。"
        if long
        else "每家最近都去过。"
    )
    page = link_in(scene, "/console/cadres", "看包靠和督导")
    return Turn(lines(head, "去过了说一句：记督导 昨天 市一院", page), stays=True)


_DRAW = re.compile(
    r"\s*(?:我?们?要|我?想|怎么|在哪儿?里?|帮我|给我|来)*(?:抽签|抽个签|抽查单位|抽单位|随机抽(?:签|单位)?|抽[一两三四五几\d]+家)"
    r"(?:单位|医院|督导|在哪儿?里?|怎么抽?|去哪)*[吧呢吗啊？?。.]*\s*"
)


@flow.on(IDLE, text_where("抽签", _DRAW.fullmatch))
@flow.on(RECORDED, text_where("抽签", _DRAW.fullmatch))
@flow.on(SIGNED, text_where("抽签", _DRAW.fullmatch))
def draw(scene: Scene) -> Turn:
    """抽签：done on the page, where everybody may repeat it."""
    if looks_after_units(scene):
        page = link_in(scene, "/console/cadres/draws", "点这里抽签")
        return Turn(
            lines("抽签在网页上做：先公布名单，再报种子号，谁都能复核。", page or "回 电脑 打开。"),
            stays=True,
        )
    if hands_in(scene):
        return Turn("抽签是上级工会督导前抽单位用的，你们单位不用抽。", stays=True)
    return words_first(scene)
