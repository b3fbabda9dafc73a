"""派单: who does it, until when, how; typed as people type, done in one go."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from actions import hazards as act
from actions import logins
from bot.flow import ANY, Flow, chosen, kind, said, text_where
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.officer import empty_or_not, looks_after, todo_line, waiting
from handlers.phrases import ASKED, short
from handlers.report.opening import words_first
from models import hazards, people
from models.base import Row
from rules.clocks import is_quiet
from rules.days import SaidDay, read_day
from rules.first_look import Look, first_look
from rules.hazard import NotYours, Status
from rules.place_words import read

flow = Flow()

ASSIGN = "officer.assign"
DAYS = 3
EXAMPLE = f"例：王强 {DAYS}天 清走"

_TYPED = re.compile(
    r"(?P<again>改)?派\s*(?:单\s*)?(?P<number>\d{3,9})\s*号?[\s,，给:：]*(?P<rest>.*)"
    r"|(?P<number2>\d{3,9})\s*号?\s*(?P<again2>改)?派\s*[给到]?(?P<rest2>.*)"
)


@flow.on(ANY, chosen("give"))
def give(scene: Scene) -> Turn:
    """派人：a name is enough."""
    return _ask_whom(
        hazards.find_hazard(scene.db, scene.found["hazard"]), again=bool(scene.found.get("again"))
    )


def _ask_whom(row: Row, *, again: bool = False) -> Turn:
    said_ = lines(f"{row['number']}号派给谁？写名字，几天弄好，怎么弄。", EXAMPLE, "不派了回 0")
    return Turn(said_, ASSIGN, {"card": row["id"], "again": again}, {0: Choice("leave")}, until=ASKED)


@flow.on(ASSIGN, said("取消", "退出", "算了", "不派了"))
@flow.on(ANY, chosen("leave"))
def leave(scene: Scene) -> Turn:
    """不派了：nothing was moved."""
    return Turn("好，没动。回 待办 接着看。")


@flow.on(ASSIGN, kind("text"))
def assign_typed(scene: Scene) -> Turn:
    """王强 3天 清走：read, and done; a lost race says who was faster."""
    if first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return SILENCE
    row = hazards.find_hazard(scene.db, scene.about["card"])
    return _assign(scene, row, scene.text, again=bool(scene.about.get("again")))


@flow.on(ANY, text_where("派 112 王强 3天", lambda text: _TYPED.fullmatch(text.strip())))
def order(scene: Scene) -> Turn:
    """派 112 王强 3天：the whole sentence at once."""
    if not scene.who.is_officer:
        return Turn("这个得安全员来。你报的回 我的。", stays=True)
    told = scene.found["it"]
    number, again = int(told["number"] or told["number2"]), bool(told["again"] or told["again2"])
    row = hazards.find_by_number(scene.db, scene.who.home_id, number)
    if row is None:
        return Turn(f"没找到{number}号。回 待办 看手上的。", stays=True)
    rest = (told["rest"] or told["rest2"] or "").strip()
    return _assign(scene, row, rest, again=again) if rest else _ask_whom(row, again=again)


def _assign(scene: Scene, row: Row, words: str, *, again: bool = False) -> Turn:
    if not looks_after(scene, row):
        raise NotYours(f"{row['number']}号不归你管，我没动它。")
    today = scene.now.astimezone(scene.house.clocks.zone).date()
    when = read_day(words, today)
    if when.odd:
        return Turn(
            lines("这个日子我没看懂，没派。", "写几天，或几月几日，例：王强 3月9日"), stays=True, repeats=True
        )
    found = _meant(people.people_mentioned(scene.db, when.rest, scene.who.home_id), when.rest)
    if not found and read(words).place and first_look(words, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    if not found:
        return Turn(
            lines(f"花名册上没找到“{short(when.rest, 12)}”。", f"写全名和天数，{EXAMPLE}"),
            stays=True,
            repeats=True,
        )
    due = when.day or today + timedelta(days=DAYS)
    measure = _measure(when, found[0])
    if len(found) > 1:
        return _which(row, found, due, measure, again=again)
    return _given(scene, row, found[0], due, measure, again=again)


def _meant(found: Sequence[Row], words: str) -> list[Row]:
    """王强 also stands in 王强军: only whole names are meant; a department that is named decides."""
    names = {person["name"] for person in found}
    whole = [p for p in found if not any(p["name"] != name and p["name"] in name for name in names)]
    near = [p for p in whole if p["unit_name"] in words or p["unit_name"].removesuffix("科") in words]
    return near or whole


def _measure(when: SaidDay, owner: Row) -> str:
    """What is to be done: the words without name, department and day."""
    rest = when.rest.replace(owner["name"], " ")
    for name in (owner["unit_name"], owner["unit_name"].removesuffix("科")):
        rest = rest.replace(name, " ")
    return " ".join(rest.split()).strip(" ，,。、给派让的和")[:60]


def _which(row: Row, found: Sequence[Row], due: date, measure: str, *, again: bool) -> Turn:
    several = found[:9]
    listed = " ".join(f"{digit}{p['unit_name']}{p['name']}" for digit, p in enumerate(several, 1))
    ids = {"hazard": row["id"], "due": due.isoformat(), "measure": measure, "again": again}
    choices = {digit: Choice("give_to", ids | {"person": p["id"]}) for digit, p in enumerate(several, 1)}
    return Turn(lines("一次派给一个人，派给哪个？", listed), choices=choices)


@flow.on(ANY, chosen("give_to"))
def give_to(scene: Scene) -> Turn:
    """派给哪个：chosen among people of one name."""
    found = scene.found
    row, owner = hazards.find_hazard(scene.db, found["hazard"]), people.find_person(scene.db, found["person"])
    due = date.fromisoformat(found["due"])
    return _given(scene, row, owner, due, found["measure"], again=bool(found["again"]))


def _given(scene: Scene, row: Row, owner: Row, due: date, measure: str, *, again: bool) -> Turn:
    verb = "reassign" if again and row["status"] == Status.ASSIGNED else "assign"
    officer_id = scene.who.person_id
    act.assign(
        scene.db,
        row,
        owner,
        due,
        scene.now,
        scene.house.clocks,
        officer_id=officer_id,
        measure=measure,
        verb=verb,
    )
    how = f"，{measure}" if measure else ""
    told = f"派了：{row['number']}→{owner['name']}，{due.month}/{due.day}前{how}。{_reach(scene, owner)}"
    later = [other for other in waiting(scene) if other["id"] != row["id"]]
    if not later:
        return Turn(lines(told, empty_or_not(scene)))
    choices = {1: Choice("card", {"hazard": later[0]["id"]}), 0: Choice("leave")}
    return Turn(lines(told, f"下一件：{todo_line(later[0], scene)}。1看 0到此"), choices=choices)


def _reach(scene: Scene, owner: Row) -> str:
    """Whether the owner will hear of it; a telephone number where not."""
    if logins.reachable(scene.db, owner["id"], scene.now, templates=scene.house.sends_templates):
        return "夜里不打扰，明早发给他。" if is_quiet(scene.now, scene.house.clocks) else "微信这就发。"
    return f"他微信收不到，打个电话：{owner['phone']}" if owner["phone"] else "他微信收不到，请当面说一声。"
