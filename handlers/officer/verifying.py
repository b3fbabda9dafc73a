"""验收: 看过了销号, 退回, 请上报人看一眼; and several that were put right on the spot."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import verifying as act
from bot.flow import ANY, Flow, chosen, kind, text_where
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.officer.parts import by, looks_after, mine
from handlers.officer.saying import next_one, will_hear
from handlers.officer.todo import login_link
from handlers.phrases import ASKED, aside
from handlers.report.steps import BACK
from models import hazards, people
from models.base import Row
from rules.clocks import day_of
from rules.hazard import OFFICIAL, Status
from rules.refusal import Refused
from rules.words.first_look import Look, first_look

flow = Flow()

_BACK = re.compile(
    r"(?:(?P<number>\d{3,9})\s*号?\s*退回|退回\s*(?P<number2>\d{3,9})\s*号?)[\s,，:：]*(?P<why>.{0,100})"
)
WHY = ("没弄完", "照片不是那处", "又乱了")


@flow.on(ANY, chosen("close_unseen"))
def close_unseen(scene: Scene) -> Turn:
    """已经好了：seen with one's own eyes? The reporter will read that somebody went."""
    row = mine(scene)
    ids = {"hazard": row["id"]}
    choices = {1: Choice("close", ids), 0: Choice("leave")}
    said = lines(f"{row['number']}销号？上报人会读到“安全员去看过”。", "1我看过了，好了 0先不销")
    return aside(scene, Turn(said, choices=choices))


@flow.on(ANY, chosen("close"))
def close(scene: Scene) -> Turn:
    """看过了，销号：with the day and how long it took; never by who put it right."""
    row = mine(scene)
    if act.mended_by(row) == scene.who.person_id:
        return other_eyes(scene, row)
    after = act.close(scene.db, row, scene.now, scene.house.clocks, by=by(scene))
    return next_one(scene, row, closed_words(scene, after))


def closed_words(scene: Scene, row: Row) -> str:
    """X14：the day, and how long it took."""
    closed = day_of(row["closed_at"], scene.house.clocks)
    days = (closed - day_of(row["reported_at"] or row["recorded_at"], scene.house.clocks)).days
    used = f"，用了{days}天" if days else "，当天就好"
    return f"{row['number']}销号，{closed.month}月{closed.day}日{used}。{will_hear(row)}。"


def other_eyes(scene: Scene, row: Row) -> Turn:
    """X17：自己验自己: the reporter looks, or another officer."""
    ids = {"hazard": row["id"]}
    offers, choices = [], {}
    if row["reporter_id"] is not None and not row["fixed_on_spot"]:
        offers, choices = ["1请上报人看"], {1: Choice("invite", ids)}
    other = act.can_look(scene.db, row)
    if other is not None:
        digit = len(offers) + 1
        offers.append(f"{digit}请{other['post'] or '安全员'} {other['name']}看")
        choices[digit] = Choice("ask_officer", ids | {"person": other["id"]})
    last = " ".join(offers) or "请院里另一位安全员或工会来看。"
    return aside(scene, Turn(lines(f"{row['number']}是你自己弄的，得换双眼睛。", last), choices=choices))


@flow.on(ANY, chosen("ask_officer"))
def ask_officer(scene: Scene) -> Turn:
    """请另一位安全员看：by a notice with the number."""
    row, person = mine(scene), people.find_person(scene.db, scene.found["person"])
    act.ask_to_look(scene.db, row, person, scene.now, scene.house.clocks)
    return next_one(scene, row, f"{row['number']}请{person['name']}去看了，他回 {row['number']} 就能销号。")


@flow.on(ANY, chosen("invite"))
def invite(scene: Scene) -> Turn:
    """请上报人看一眼：three lines on their phone; they say 好了 or 没好."""
    row = mine(scene)
    act.invite(scene.db, row, scene.now, scene.house.clocks, by=by(scene))
    return next_one(scene, row, f"{row['number']}请上报人去看一眼了，他点了好就销号。")


@flow.on(ANY, chosen("send_back"))
def send_back(scene: Scene) -> Turn:
    """X12：差在哪?"""
    row = mine(scene)
    ids = {"hazard": row["id"]}
    choices = {digit: Choice("back", ids | {"why": why}) for digit, why in enumerate(WHY, 1)}
    choices |= {4: Choice("write_back", ids), 0: Choice("leave")}
    said = lines(f"{row['number']}差在哪？1{WHY[0]} 2{WHY[1]}", f"3{WHY[2]} 4写一句 0不退了")
    return Turn(said, BACK, {"card": row["id"]}, choices, until=ASKED)  # a sentence is as good as a digit


@flow.on(ANY, text_where("101 退回 没弄完", _BACK.fullmatch))
def back_by_number(scene: Scene) -> Turn:
    """101 退回 没弄完：the whole sentence at once."""
    told = scene.found["it"]
    number = int(told["number"] or told["number2"])
    row = hazards.find_by_number(scene.db, scene.who.home_id, number)
    if row is None:
        return Turn(f"没找到{number}号。回 待办 看手上的。", stays=True)
    row = mine(scene, row["id"])
    why = told["why"].strip()
    if row["status"] not in (Status.FIXED, Status.CLOSED):
        stands = OFFICIAL[Status(row["status"])]
        return Turn(f"{number}号现在是{stands}，还没说弄好，不用退。\n回 {number} 看。", stays=True)
    return _back(scene, row, why) if why else send_back(replace(scene, found={"hazard": row["id"]}))


@flow.on(ANY, chosen("write_back"))
def write_back(scene: Scene) -> Turn:
    """写一句：why it is not right yet."""
    row = mine(scene)
    said = f"{row['number']}差在哪？写一句，弄的人会看到。\n不退了回 0"
    return Turn(said, BACK, {"card": row["id"]}, {0: Choice("leave")}, until=ASKED)


@flow.on(BACK, kind("text"))
def back_written(scene: Scene) -> Turn:
    """写好的：as it was written."""
    if first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return SILENCE
    return _back(scene, mine(scene, scene.about["card"]), scene.text[:100])


@flow.on(ANY, chosen("back"))
def back(scene: Scene) -> Turn:
    """退回：with one of the usual reasons."""
    return _back(scene, mine(scene), scene.found["why"])


def _back(scene: Scene, row: Row, why: str) -> Turn:
    """X13：to the owner, with a little longer; without an owner it lies with the officers again."""
    after = act.send_back(scene.db, row, why, scene.now, scene.house.clocks, by=by(scene))
    if after["owner_id"] is None:
        again = Turn(lines(f"{row['number']}退回待核实：“{why}”。", f"派人弄回 {row['number']}"))
        return aside(scene, again)
    owner, due = people.find_person(scene.db, after["owner_id"]), after["due_on"]
    told = f"{row['number']}退给{owner['name']}：“{why}”，改到{due.month}/{due.day}前。"
    return next_one(scene, after, told)


@flow.on(ANY, chosen("on_spot"))
def on_spot(scene: Scene) -> Turn:
    """X15：几件当场弄好的, looked at together."""
    rows = _of(scene)
    named = "、".join(str(row["number"]) for row in rows)
    link = login_link(scene, None, "点这里看照片")
    said = lines(
        f"{len(rows)}件当场弄好的：{named}", f"照片：{link}" if link else "", "1都认，销号 2有的不行，回号"
    )
    choices = {1: Choice("close_all", {"hazards": [row["id"] for row in rows]}), 2: Choice("leave")}
    return aside(scene, Turn(said, choices=choices))


def _of(scene: Scene) -> Sequence[Row]:
    rows = [hazards.find_hazard(scene.db, hazard_id) for hazard_id in scene.found["hazards"]]
    return [row for row in rows if row["status"] == Status.FIXED and looks_after(scene, row)]


@flow.on(ANY, chosen("close_all"))
def close_all(scene: Scene) -> Turn:
    """都认：each is closed; what may not be says why."""
    closed, left = [], ""
    for row in _of(scene):
        try:
            act.close(scene.db, row, scene.now, scene.house.clocks, by=by(scene))
            closed.append(str(row["number"]))
        except Refused as refused:
            left = str(refused)
    told = f"销号{len(closed)}件：{'、'.join(closed)}。" if closed else "一件也没销。"
    return aside(scene, Turn(lines(told, left.partition("\n")[0])))
