"""派单: as proposed, to somebody else, by another day; a whole sentence is read back before it is done."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actions import assigning as act
from actions import calling
from bot.flow import ANY, Flow, chosen, kind, said, text_where
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.officer.card import order_ids
from handlers.officer.parts import by, looks_after, mine, part, works_the_ledger
from handlers.officer.saying import is_reachable, next_one, reach
from handlers.officer.todo import todo_line, waiting
from handlers.phrases import ASKED, aside, short
from handlers.report.opening import words_first
from handlers.report.steps import ASSIGN
from models import hazards, people
from models.base import Row
from rules.clocks import day_of
from rules.days import SaidDay, read_day
from rules.hazard import OFFICIAL, NotYours, Part, Status
from rules.places.place_words import read
from rules.words.first_look import Look, first_look

flow = Flow()

CANDIDATES = 3
_SAYS_NO_HOW = re.compile(r"(?:去|来|看看|看一下|弄|办|修|换|清|处理|解决|负责|管|搞|吧|了|一下|就行|的|好)+")
EXAMPLE = "例：王强 3天 清走"

_TYPED = re.compile(
    r"(?P<again>[改重])?派\s*(?:单\s*)?(?P<number>\d{3,9})\s*号?[\s,，给:：]*(?P<rest>.*)"
    r"|(?P<number2>\d{3,9})\s*号?\s*(?P<again2>[改重])?派\s*[给到]?(?P<rest2>.*)"
)


@flow.on(ANY, chosen("give"))
def give(scene: Scene) -> Turn:
    """改人：who did such things before as digits, anybody else by name."""
    return _ask_whom(scene, mine(scene), scene.found)


def _ask_whom(scene: Scene, row: Row, ids: Mapping[str, Any]) -> Turn:
    proposal = act.propose(scene.db, row, scene.house.kinds, scene.now, scene.house.clocks)
    given = {**order_ids(row, proposal), **{k: v for k, v in ids.items() if k in ("due", "measure", "again")}}
    known = [p for p in (proposal.owner, *proposal.others) if p is not None]
    others = [p for p in known if p["id"] not in (ids.get("person"), row["owner_id"])][:CANDIDATES]
    named = " ".join(f"{digit}{p['unit_name']} {p['name']}" for digit, p in enumerate(others, 1))
    choices = {d: Choice("give_to", given | {"person": p["id"]}) for d, p in enumerate(others, 1)}
    choices[0] = Choice("leave")
    type_it = "别人就打名字，一个姓也行。" if others else "写名字，一个姓也行；或一句话，"
    said_ = lines(f"{row['number']}派给谁？{named}", f"{type_it}{EXAMPLE}", "不派了回 0")
    return Turn(said_, ASSIGN, {"card": row["id"], **given}, choices, until=ASKED)


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
    return _order(scene, row, scene.text, scene.about, read_back=False)


@flow.on(ANY, text_where("派 112 王强 3天", lambda text: _TYPED.fullmatch(text.strip())))
def order(scene: Scene) -> Turn:
    """派 112 王强 3天：the whole sentence at once, read back first."""
    if not works_the_ledger(scene):
        return Turn("这个得安全员来。你报的回 我的。", stays=True)
    told = scene.found["it"]
    number, again = int(told["number"] or told["number2"]), bool(told["again"] or told["again2"])
    row = hazards.find_by_number(scene.db, scene.who.home_id, number)
    if row is None:
        return Turn(f"没找到{number}号。回 待办 看手上的。", stays=True)
    return order_in_words(scene, row, (told["rest"] or told["rest2"] or "").strip(), again=again)


def order_in_words(scene: Scene, row: Row, rest: str, *, again: bool) -> Turn:
    """王强 3天, said of one hazard: read back before anything moves; without words it is asked whom."""
    if not looks_after(scene, row):
        raise NotYours(f"{row['number']}号不归你管，我没动它。")
    if row["status"] not in (Status.REPORTED, Status.ASSIGNED):
        stage = OFFICIAL[Status(row["status"])]
        return Turn(f"{row['number']}号现在是{stage}，不用派。\n回 {row['number']} 看。", stays=True)
    if not rest:  # what somebody has already is given anew on purpose
        return _ask_whom(scene, row, {"again": again or row["status"] == Status.ASSIGNED})
    return _order(scene, row, rest, {"again": again}, read_back=True)


def _order(scene: Scene, row: Row, words: str, known: Mapping[str, Any], *, read_back: bool) -> Turn:
    """What was typed, held against the roll and the calendar."""
    if not looks_after(scene, row) or part(scene) is Part.UNION:
        raise NotYours(f"{row['number']}号得安全员来派，我没动它。")
    today = day_of(scene.now, scene.house.clocks)
    when = read_day(words, today)
    if when.odd:
        odd = lines("这个日子我没看懂，没派。", "写几天，或几月几日，例：王强 3月9日")
        return Turn(odd, stays=True, repeats=True)
    found = _meant(people.people_mentioned(scene.db, when.rest, scene.who.home_id), when.rest)
    found = found or _by_surname(scene, row, when.rest)
    if not found:
        return _nobody(scene, when)
    ids = _ids(scene, row, when, found[0], known)
    if len(found) > 1:
        return _which(found, ids)
    return _read_back(row, found[0], ids) if read_back else given(scene, row, found[0], ids)


def _nobody(scene: Scene, when: SaidDay) -> Turn:
    if read(when.rest).place and first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    missing = f"花名册上没找到“{short(when.rest, 12)}”。"
    return Turn(lines(missing, f"写全名和天数，{EXAMPLE}"), stays=True, repeats=True)


def _ids(scene: Scene, row: Row, when: SaidDay, owner: Row, known: Mapping[str, Any]) -> dict[str, Any]:
    """The order as a choice remembers it; what was not typed stays as it was proposed."""
    proposal = act.propose(scene.db, row, scene.house.kinds, scene.now, scene.house.clocks)
    due = when.day.isoformat() if when.day else known.get("due") or proposal.due_on.isoformat()
    measure = _measure(when, owner) or known.get("measure") or proposal.measure
    facts = {"hazard": row["id"], "person": owner["id"], "due": due, "measure": measure}
    return facts | {"again": bool(known.get("again"))}


def _meant(found: Sequence[Row], words: str) -> list[Row]:
    """王强 also stands in 王强军: only whole names are meant; a department that is named decides."""
    names = {person["name"] for person in found}
    whole = [p for p in found if not any(p["name"] != name and p["name"] in name for name in names)]
    near = [p for p in whole if p["unit_name"] in words or p["unit_name"].removesuffix("科") in words]
    return near or whole


def _by_surname(scene: Scene, row: Row, words: str) -> list[Row]:
    """王 or 王工: among those who did such things before, else nobody."""
    first = words.strip()[:1]
    if not first or len(words.strip()) > 3:
        return []
    proposal = act.propose(scene.db, row, scene.house.kinds, scene.now, scene.house.clocks)
    known = [p for p in (proposal.owner, *proposal.others) if p is not None]
    return [person for person in known if person["name"].startswith(first)]


def _measure(when: SaidDay, owner: Row) -> str:
    """What is to be done: the words without name, department and day."""
    rest = when.rest.replace(owner["name"], " ")
    for name in (owner["unit_name"], owner["unit_name"].removesuffix("科")):
        rest = rest.replace(name, " ")
    words = " ".join(rest.split()).strip(" ，,。、给派让的和")[:60]
    return "" if len(words) < 2 or _SAYS_NO_HOW.fullmatch(words) else words


def _which(found: Sequence[Row], ids: Mapping[str, Any]) -> Turn:
    several = found[:9]
    listed = " ".join(f"{digit}{p['unit_name']}{p['name']}" for digit, p in enumerate(several, 1))
    choices = {d: Choice("give_to", {**ids, "person": p["id"]}) for d, p in enumerate(several, 1)}
    return Turn(lines("一次派给一个人，派给哪个？", listed), choices=choices)


def _read_back(row: Row, owner: Row, ids: Mapping[str, Any]) -> Turn:
    """X8：听成什么, before anything moves."""
    due = date.fromisoformat(ids["due"])
    how = f"，{short(ids['measure'], 20)}" if ids["measure"] else ""
    heard = f"听成：{row['number']}→{owner['unit_name']} {owner['name']}，{due.month}/{due.day}前{how}。"
    choices = {1: Choice("give_to", ids), 2: Choice("leave")}
    return Turn(lines(heard, "1对，派 2不对"), choices=choices)


@flow.on(ANY, chosen("give_to"))
def give_to(scene: Scene) -> Turn:
    """就这样派：as proposed, or chosen among people."""
    row = mine(scene)
    return given(scene, row, people.find_person(scene.db, scene.found["person"]), scene.found)


def given(scene: Scene, row: Row, owner: Row, ids: Mapping[str, Any]) -> Turn:
    """X4：who has it now, whether they will hear of it, and the next one."""
    if row["status"] == Status.ASSIGNED and not ids.get("again"):
        row = {**row, "status": Status.REPORTED}  # somebody was faster: the move will say who
    due = date.fromisoformat(ids["due"])
    order_ = act.Order(owner, due, ids["measure"] or "")
    house = scene.house
    act.assign(scene.db, row, order_, house.kinds, scene.now, house.clocks, by=by(scene))
    how = f"，{short(ids['measure'], 16)}" if ids["measure"] else ""
    told = f"派了：{row['number']}→{owner['name']}，{due.month}/{due.day}前{how}。{reach(scene, owner)}"
    if is_reachable(scene, owner):
        return next_one(scene, row, told)
    return _call(scene, row, owner, told)


def _call(scene: Scene, row: Row, owner: Row, told: str) -> Turn:
    """X5：打个电话; noted with one digit."""
    later = [other for other in waiting(scene) if other["id"] != row["id"]]
    choices = {1: Choice("called", {"hazard": row["id"], "person": owner["id"]}), 0: Choice("leave")}
    if later:
        choices[2] = Choice("card", {"hazard": later[0]["id"]})
    last = f"1打过了 2下一件：{todo_line(later[0], scene)}" if later else "打完回 1 记上"
    return aside(scene, Turn(lines(told, last), choices=choices))


@flow.on(ANY, chosen("called"))
def called_by_phone(scene: Scene) -> Turn:
    """打过了：noted, and off the list of those who were not reached."""
    row, person = mine(scene), people.find_person(scene.db, scene.found["person"])
    calling.note_call(scene.db, row, person, scene.now, by=by(scene))
    return next_one(scene, row, f"记上了，{row['number']}给{person['name']}打过电话。")
