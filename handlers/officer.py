"""安全员: 待办 as a numbered list, a hazard's card, a quick 派单, and the link to the pages."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions import hazards as act
from actions import logins
from bot.flow import ANY, Flow, chosen, kind, said, tapped, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, called, day, hour, short, standing, whole
from models import hazards, people, photos, units
from models.base import Row
from rules.clocks import is_quiet
from rules.hazard import NotYours, Status

flow = Flow()

ASSIGN = "officer.assign"
SHOWN = 3
WHOLE = ("unit", "city", "province")
"""Kinds of units whose officers look after a whole hospital."""
DAYS = 3

_ORDER = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,12}?)[\s,，]*(?:(?P<days>\d{1,2}|[一二三四五六七八九十两])\s*[天日])?(?:[\s,，]+(?P<measure>.{1,60}))?"
)
_TYPED = re.compile(r"派\s*(?P<number>\d{3,9})号?[\s,，给:：]*(?P<rest>.+)")
_DAYS = dict(zip("一二三四五六七八九十两", (*range(1, 11), 2), strict=True))


@flow.on(ANY, said("待办", "办事", "看待办"), tapped("TODO"))
def todo(scene: Scene) -> Turn:
    """待办：what waits for this officer, the burning things first."""
    if not scene.who.is_officer:
        return Turn("待办是安全员用的。你报的回 我的。", stays=True)
    rows = waiting(scene)
    if not rows:
        return Turn("待办清空，谢谢。台账网页回 台账。")
    urgent = sum(row["urgent"] for row in rows)
    head = f"待办{len(rows)}件" + (f"，{urgent}件急：" if urgent else "：")
    shown, choices = rows[:SHOWN], {}
    for digit, row in enumerate(shown, 1):
        choices[digit] = Choice("card", {"hazard": row["id"]})
    last = len(shown) + 1
    choices[last] = Choice("ledger")
    rest = f"另有{len(rows) - SHOWN}件，" if len(rows) > SHOWN else ""
    listed = [f"{digit}) {_line(row)}" for digit, row in enumerate(shown, 1)]
    return Turn(lines(head, *listed, f"{rest}{last})台账网页"), choices=choices)


def waiting(scene: Scene) -> Sequence[Row]:
    """The hazards this officer has to look at."""
    who, before = scene.who, scene.now - scene.house.clocks.show_draft
    assert who.department_id is not None
    own = units.find_unit(scene.db, who.department_id)
    departments = None if own["kind"] in WHOLE else units.subtree(scene.db, own["path"])
    query = hazards.waiting_for(who.home_id, departments, before)
    return scene.db.execute(query).mappings().all()


def looks_after(scene: Scene, row: Row) -> bool:
    """Whether this officer may work on the hazard: their department's, or their hospital's."""
    if not scene.who.is_officer or scene.who.department_id is None or row["unit_id"] != scene.who.home_id:
        return False
    own = units.find_unit(scene.db, scene.who.department_id)
    return own["kind"] in WHOLE or row["department_id"] in units.subtree(scene.db, own["path"])


def _line(row: Row) -> str:
    number = row["number"] or ""
    place = short(row["place_text"], 10)
    return f"{number}{called(row)}" + (f"，{place}" if place else "") + ("，急" if row["urgent"] else "")


@flow.on(ANY, chosen("card"))
def card(scene: Scene) -> Turn:
    """看一件：the words, the place, the pictures; then the likeliest move."""
    row = hazards.find_hazard(scene.db, scene.found["hazard"])
    ids = {"hazard": row["id"]}
    count = photos.count_photos(scene.db, row["id"])
    when = f"{day(row['recorded_at'], scene)} {hour(row['recorded_at'], scene)}"
    head = f"{row['number'] or ''} {whole(row)}".strip()
    second = f"{when}本院职工报，照片{count}张，{standing(scene, row)}"
    if row["status"] == Status.REPORTED:
        offers, choices = "1派人 2下一件 3台账网页看大图", {1: Choice("give", ids), 2: Choice("next", ids)}
    else:
        offers, choices = "2下一件 3台账网页看大图", {2: Choice("next", ids)}
    choices[3] = Choice("ledger", ids)
    return Turn(lines(head, second, offers), about={"card": row["id"]}, choices=choices, until=AFTER)


@flow.on(ANY, chosen("next"))
def next_card(scene: Scene) -> Turn:
    """下一件：the one after this in the list."""
    rows = waiting(scene)
    later = [row for row in rows if row["id"] > scene.found["hazard"]] or [
        row for row in rows if row["id"] != scene.found["hazard"]
    ]
    if not later:
        return Turn("待办就这些了，谢谢。")
    return card(replace(scene, found={"hazard": later[0]["id"]}))


@flow.on(ANY, chosen("give"))
def give(scene: Scene) -> Turn:
    """派人：a name is enough."""
    row = hazards.find_hazard(scene.db, scene.found["hazard"])
    said_ = lines(
        f"{row['number']}号派给谁？写名字，几天弄好，怎么弄。", f"例：王强 {DAYS}天 清走", "不派了回 0"
    )
    return Turn(said_, ASSIGN, {"card": row["id"]}, {0: Choice("leave")}, until=AFTER)


@flow.on(ANY, chosen("leave"))
def leave(scene: Scene) -> Turn:
    """不派了：nothing was moved."""
    return Turn("好，没动。回 待办 接着看。")


@flow.on(ASSIGN, kind("text"))
def assign_typed(scene: Scene) -> Turn:
    """王强 3天 清走：read, and done; a lost race says who was faster."""
    row = hazards.find_hazard(scene.db, scene.about["card"])
    return _assign(scene, row, scene.text)


@flow.on(ANY, text_where("派 112 王强 3天", lambda text: _TYPED.fullmatch(text.strip())))
def order(scene: Scene) -> Turn:
    """派 112 王强 3天：the whole sentence at once."""
    if not scene.who.is_officer:
        return Turn("这个得安全员来。你报的回 我的。", stays=True)
    number = int(scene.found["it"]["number"])
    row = hazards.find_by_number(scene.db, scene.who.home_id, number)
    if row is None:
        return Turn(f"没找到{number}号。回 待办 看手上的。", stays=True)
    return _assign(scene, row, scene.found["it"]["rest"])


def _assign(scene: Scene, row: Row, words: str) -> Turn:
    if not looks_after(scene, row):
        raise NotYours(f"{row['number']}号不归你管，我没动它。")
    hit = _ORDER.fullmatch(words.strip())
    found = people.people_named(scene.db, hit["name"], home_id=scene.who.home_id) if hit else []
    if hit is None or not found:
        who = hit["name"] if hit else words[:12]
        return Turn(lines(f"花名册上没找到“{short(who)}”。", f"写名字和天数，例：王强 {DAYS}天"), stays=True)
    if len(found) > 1:
        listed = "、".join(f"{p['unit_name']}{p['name']}" for p in found[:4])
        return Turn(lines(f"有{len(found)}个{hit['name']}：{listed}。", "请在台账网页上派。"), stays=True)
    due = _due(scene.now, hit["days"], scene)
    measure = hit["measure"] or ""
    clocks, officer_id = scene.house.clocks, scene.who.person_id
    act.assign(scene.db, row, found[0], due, scene.now, clocks, officer_id=officer_id, measure=measure)
    later = [other for other in waiting(scene) if other["id"] != row["id"]]
    said_ = f"派了：{row['number']}→{found[0]['name']}，{due.month}/{due.day}前。{_reach(scene, found[0])}"
    if not later:
        return Turn(lines(said_, "待办清空，谢谢。"))
    choices = {1: Choice("card", {"hazard": later[0]["id"]}), 0: Choice("leave")}
    return Turn(lines(said_, f"下一件：{_line(later[0])}。1看 0到此"), choices=choices)


def _reach(scene: Scene, owner: Row) -> str:
    """Whether the owner will hear of it; a telephone number where not."""
    if logins.reachable(scene.db, owner["id"], scene.now):
        return "夜里不打扰，明早发给他。" if is_quiet(scene.now, scene.house.clocks) else "微信这就发。"
    return f"他微信收不到，打个电话：{owner['phone']}" if owner["phone"] else "他微信收不到，请当面说一声。"


def _due(now: datetime, days: str | None, scene: Scene) -> date:
    count = int(days) if days and days.isdecimal() else _DAYS.get(days or "", DAYS)
    return now.astimezone(scene.house.clocks.zone).date() + timedelta(days=count)


@flow.on(ANY, said("台账", "网页", "台账网页"), tapped("LEDGER"), chosen("ledger"))
def ledger(scene: Scene) -> Turn:
    """台账：a one-time link to the pages, for this person, for ten minutes."""
    if not scene.who.is_officer:
        return Turn("台账给安全员和工会看。你报的回 我的。", stays=True)
    if not scene.house.public_url:
        return Turn("台账网页还没开通，请信息科设置网址。", stays=True)
    token, person_id = scene.house.draw_token(), scene.who.person_id
    assert person_id is not None
    link = logins.make_link(scene.db, token, person_id, scene.now, scene.house.clocks.login_link)
    hazard_id = scene.found.get("hazard")
    number = hazards.find_hazard(scene.db, hazard_id)["number"] if hazard_id else None
    to = f"?to=/console/hazards/{number}" if number else ""
    minutes = int(scene.house.clocks.login_link.total_seconds() // 60)
    url = f"{scene.house.public_url}/login/{link}{to}"
    return Turn(
        lines(f'<a href="{url}">点这里进台账</a>', f"只给你用，{minutes}分钟内点开，只能用一次。"), stays=True
    )
