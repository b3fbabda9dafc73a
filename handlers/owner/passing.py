"""责任人交出去: 不归我, and 往上交."""

from actions import owning as act
from actions.looking import above, officers_for
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import Choice, Scene, Turn, lines
from handlers.owner.tasks import as_owner, own_task
from handlers.phrases import ASKED
from handlers.report.steps import UP, WHOSE
from models import people
from models.base import Row

flow = Flow()


@flow.on(ANY, chosen("not_mine"))
def not_mine(scene: Scene) -> Turn:
    """Y8：不归我: whose is it?"""
    return whose(own_task(scene))


def whose(row: Row) -> Turn:
    """不归我: whose it is, in words; the officer gives it anew."""
    asked = lines(f"{row['number']}归谁？写科室或名字；", "不知道回 0，退给安全员重派。")
    choices = {0: Choice("nobodys", {"hazard": row["id"]})}
    return Turn(asked, WHOSE, {"hazard": row["id"]}, choices, until=ASKED)


@flow.on(WHOSE, kind("text"))
def whose_typed(scene: Scene) -> Turn:
    """设备科 刘军."""
    return _passed_on(scene, own_task(scene, scene.about["hazard"]), scene.text[:40])


@flow.on(ANY, chosen("nobodys"))
def nobodys(scene: Scene) -> Turn:
    """不知道归谁."""
    return _passed_on(scene, own_task(scene), "")


def _passed_on(scene: Scene, row: Row, to: str) -> Turn:
    text = f"不归我，归{to.removeprefix('归')}" if to else "不归我"
    act.not_mine(scene.db, row, text, scene.now, scene.house.clocks, by=as_owner(scene))
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "安全员"
    return Turn(f"{row['number']}退给{who}重派了，不用你管了。")


def read_back(scene: Scene, row: Row, words: str) -> Turn:
    """112不归我，归后勤: whose it is was said at once; heard as what, before anything moves."""
    to, known = _meant(scene, words)
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "安全员"
    ids = {"hazard": row["id"]}
    choices = {1: Choice("pass_on", ids | {"to": to}), 2: Choice("leave")}
    return Turn(lines(f"听成：{row['number']}归{known}，退给{who}重派。", "1对，退 2不对"), choices=choices)


def _meant(scene: Scene, words: str) -> tuple[str, str]:
    """The person or the department that is meant, in short and as the roll calls them; else as it was typed."""
    named = people.people_mentioned(scene.db, words, scene.who.home_id)
    if named:
        return named[0]["name"], f"{named[0]['unit_name']} {named[0]['name']}"
    units = {person["unit_name"] for person in people.of_units_named(scene.db, scene.who.home_id, [words])}
    known = units.pop() if len(units) == 1 else words
    return known, known


@flow.on(ANY, chosen("pass_on"))
def pass_on(scene: Scene) -> Turn:
    """对，退：the officer reads whose it is said to be."""
    return _passed_on(scene, own_task(scene), scene.found["to"])


@flow.on(ANY, chosen("hand_up"))
def hand_up(scene: Scene) -> Turn:
    """弄不了，往上交：why?"""
    return up_the_line(scene, own_task(scene))


def up_the_line(scene: Scene, row: Row) -> Turn:
    """往上交: to whom, and what is lacking."""
    head = above(scene.db, people.find_person(scene.db, row["owner_id"]))
    who = f"交到{head['unit_name']} {head['name']}" if head else "往上交"
    ids = {"hazard": row["id"]}
    choices = {
        1: Choice("up", ids | {"why": "缺钱"}),
        2: Choice("up", ids | {"why": "缺人手"}),
        3: Choice("up", ids | {"why": "要停用停业才能弄"}),
        0: Choice("leave"),
    }
    asked = lines(f"{row['number']}{who}，差在哪？", "1缺钱 2缺人手 3要停用才能弄", "也能写一句。不交了回 0")
    return Turn(asked, UP, ids, choices, until=ASKED)


@flow.on(ANY, chosen("up"))
def up(scene: Scene) -> Turn:
    """往上交：with one of the usual reasons."""
    return _handed_up(scene, own_task(scene), scene.found["why"])


@flow.on(UP, kind("text"))
def up_typed(scene: Scene) -> Turn:
    """往上交：in one's own words."""
    return _handed_up(scene, own_task(scene, scene.about["hazard"]), scene.text[:60])


def _handed_up(scene: Scene, row: Row, why: str) -> Turn:
    """Y9：who has it now; the letter; the place is watched until then."""
    after = act.hand_up(scene.db, row, why, scene.now, scene.house.clocks, by=as_owner(scene))
    head = people.find_person(scene.db, after["owner_id"])
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "工会"
    first = f"{row['number']}交到{head['unit_name']} {head['name']}。出了通知书，{who}去送。"
    return Turn(lines(first, "到他接手前，先把现场看住。"))
