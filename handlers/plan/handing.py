"""督导手册给李红、市一院给孙玉梅包靠: handed out in the chat, one thing in one sentence. All at once is done on the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actions.plan import deciding
from actions.plan.cadres import caring
from actions.plan.deciding import Decider
from actions.plan.signing import asked_of, is_in_force
from bot.flow import ANY, KIND, TEXT, Flow, Found, Heard, Match, chosen
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.plan.mending import KEEPS, RECORDED, void, void_the_last
from handlers.plan.parts import hands_in, link_in, not_yours, plans_of, today_of, unit_of, works_on_plans
from handlers.plan.signing import SIGNED
from handlers.report.opening import words_first
from models import people
from models.base import Row
from models.plan import below, choices
from rules.plan.duty import Duty
from rules.plan.spoken.handing_words import (
    Handing,
    is_of_handing,
    is_taken_back,
    meant_by,
    other_names,
    read_handing,
    taken_from,
)
from rules.refusal import Refused
from rules.words.first_look import Look, first_look
from rules.words.name_words import SURNAMES

flow = Flow()

MOST = 4
ME = ("我", "我自己", "自己", "本人")


def _look(heard: Heard) -> Found | None:
    said = read_handing(heard.inbound.text)
    return {"it": said} if said else None


GIVEN = Match("督导手册给李红", _look, KIND, TEXT)
"""Whatever is understood otherwise comes first: orders, leave, alarms."""


@flow.on(IDLE, GIVEN)
@flow.on(SIGNED, GIVEN)
@flow.on(RECORDED, GIVEN)
def hand(scene: Scene) -> Turn:
    """督导手册给李红：a duty has somebody; a unit below is looked after. Anything else is words as ever."""
    return given(scene) or _no_duty(scene) or words_first(scene)


def given(scene: Scene) -> Turn | None:
    """A duty of a plan, or a unit to be looked after, given to somebody; None where the words give neither."""
    said = read_handing(scene.text)
    if said is None or not works_on_plans(scene):
        return None
    return _care(scene, said) or _duty(scene, said)


def _duty(scene: Scene, said: Handing) -> Turn | None:
    """None where no plan of this unit asks for such a thing."""
    duties = _duties(scene)
    needs = {key: duty.needs for key, duty in duties.items()}
    found = next(filter(None, (meant_by(name, needs) for name in (said.what, *other_names(said.what)))), [])
    if not found:
        return None
    if not hands_in(scene):
        return not_yours("分方案里的事")
    who = _people(scene, said.whom, people.people_mentioned(scene.db, said.whom, scene.who.home_id))
    if not who:
        return _nobody(scene, said.whom, "/console/plans")
    offers = [(duties[key], person) for key in found for person in who]
    if len(offers) == 1:
        return _named(scene, *offers[0])
    return _which(scene, offers[:MOST], len(offers))


def _no_duty(scene: Scene) -> Turn | None:
    """Given to somebody of the roll, but nothing of that name: no hazard, and nothing moved. None for anything else."""
    said = read_handing(scene.text)
    if said is None or not hands_in(scene):
        return None
    known = _people(scene, said.whom, people.people_mentioned(scene.db, said.whom, scene.who.home_id))
    if not known or first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return None
    page = link_in(scene, "/console/plans", "或点这里选")
    return Turn(lines(f"方案里没找到“{said.what}”，没动。回 方案 看叫什么，再说一遍。", page), stays=True)


def _duties(scene: Scene) -> dict[str, Duty]:
    """What the plans in force ask of this unit to do, by plan and code."""
    unit, today = unit_of(scene), today_of(scene)
    plans = [plan for plan in plans_of(scene).of(scene.db, unit) if is_in_force(plan, today)]
    return {f"{plan.code}/{duty.code}": duty for plan in plans for duty in asked_of(plan, unit)}


def _people(scene: Scene, name: str, found: Iterable[Any]) -> list[Mapping[str, Any]]:
    """Who is called exactly so; 我 is whoever says it."""
    if name in ME:
        return [people.find_person(scene.db, int(scene.who.person_id or 0))]
    return [person for person in found if person["name"] == name]


def _nobody(scene: Scene, name: str, page: str) -> Turn:
    return Turn(
        lines(f"花名册上没有“{name}”，没动。写全名再说一遍。", link_in(scene, page, "或点这里选人")),
        stays=True,
    )


def _which(scene: Scene, offers: Sequence[tuple[Duty, Mapping[str, Any]]], count: int) -> Turn:
    """Several duties of that name, or several people."""
    people_ = {person["id"]: person for _, person in offers}
    one = next(iter(people_.values())) if len(people_) == 1 else None
    listed = [
        f"{n}{duty.needs}" + ("" if one else f"→{_full(person)}")
        for n, (duty, person) in enumerate(offers, 1)
    ]
    offered = {
        n: Choice("hand_duty", {"plan": duty.plan, "duty": duty.code, "person": person["id"]})
        for n, (duty, person) in enumerate(offers, 1)
    }
    more = link_in(scene, "/console/plans", f"还有{count - len(offers)}样") if count > len(offers) else ""
    return Turn(
        lines(f"哪一样给{_full(one)}？" if one else "哪一样？给谁？", " ".join(listed), more), choices=offered
    )


def _full(person: Mapping[str, Any]) -> str:
    return f"{person['unit_name']}{person['name']}"


@flow.on(ANY, chosen("hand_duty"))
def hand_chosen(scene: Scene) -> Turn:
    """就是这一样."""
    duty = _duties(scene).get(f"{scene.found['plan']}/{scene.found['duty']}")
    if duty is None:
        return Turn("方案里没有这件事了，回 方案 看看。", stays=True)
    return _named(scene, duty, people.find_person(scene.db, int(scene.found["person"])))


def _named(scene: Scene, duty: Duty, person: Mapping[str, Any]) -> Turn:
    """Read back, with the words that undo it."""
    me = int(scene.who.person_id or 0)
    try:
        deciding.name_owner(scene.db, duty, person["id"], Decider(unit_of(scene), me, scene.now))
    except Refused as no:
        return Turn(str(no), stays=True)
    if person["id"] == me:
        return Turn(f"好，“{duty.needs}”归你，到日子提醒你。", stays=True)
    told = f"好，“{duty.needs}”归{_full(person)}，到日子提醒这个人。"
    return Turn(lines(told, f"错了说：{duty.needs}给我"), stays=True)


def _taken_back(heard: Heard) -> Found | None:
    return {} if is_taken_back(heard.inbound.text) else None


BACK = Match("刚才那个不算", _taken_back, KIND, TEXT)


@flow.on(IDLE, BACK)
@flow.on(SIGNED, BACK)
@flow.on(RECORDED, BACK)
def take_back(scene: Scene) -> Turn:
    """刚才那个不算：the duty handed out last goes back to whoever had it; else it is the deed recorded last."""
    last, of_handing = handed_last(scene, taken_from(scene.text)), is_of_handing(scene.text)
    if last is None and of_handing:
        return words_first(scene)
    if last is None or (scene.step == RECORDED and not of_handing):
        return void(scene) if scene.step == RECORDED else void_the_last(scene)
    duty = _duties(scene).get(f"{last['plan']}/{last['duty']}")
    if duty is None:
        return Turn("方案里没有这件事了，回 方案 看看。", stays=True)
    before = _had_it_before(scene, last)
    by = Decider(unit_of(scene), int(scene.who.person_id or 0), scene.now)
    try:
        deciding.name_owner(scene.db, duty, before, by)
    except Refused as no:
        return Turn(str(no), stays=True)
    whose = f"归{_full(people.find_person(scene.db, before))}" if before else "没分给谁，先归工会"
    return Turn(f"好，刚才那个不算：“{duty.needs}”还是{whose}。", stays=True)


def handed_last(scene: Scene, whom: str = "") -> Row | None:
    """What this person handed out last, a short while ago; to ``whom``, where somebody is named."""
    rows = choices.lines_of(scene.db, unit_of(scene)["id"]) if hands_in(scene) else ()
    mine = [row for row in rows if row["name"] == choices.OWNER and row["by_id"] == scene.who.person_id]
    whom = whom if whom[:1] in SURNAMES else ""
    named = (
        {str(one["id"]) for one in people.people_mentioned(scene.db, whom, scene.who.home_id)} if whom else ()
    )
    mine = [row for row in mine if not whom or row["value"] in named]
    return mine[-1] if mine and scene.now - mine[-1]["at"] <= KEEPS else None


def _had_it_before(scene: Scene, last: Row) -> int | None:
    rows = choices.lines_of(scene.db, unit_of(scene)["id"])
    same = [row for row in rows if all(row[name] == last[name] for name in ("plan", "duty", "name"))]
    value = next((row["value"] for row in reversed(same) if row["id"] < last["id"]), "")
    return int(value) if value else None


def _care(scene: Scene, said: Handing) -> Turn | None:
    """市一院给孙玉梅包靠：a unit below, and a cadre of this union; None where neither 包靠 nor such a unit was said."""
    union = unit_of(scene)
    units = {str(row["id"]): row["name"] for row in below.units_below(scene.db, union["path"])}
    found = meant_by(said.what, units) if union["kind"] in ("city", "province") else []
    if not found:
        return _no_care(scene, union) if said.is_care else None
    if not hands_in(scene):
        return not_yours("定包靠")
    page = link_in(scene, "/console/cadres", "在包靠和督导里选")
    if len(found) > 1:
        return Turn(lines(f"“{said.what}”有{len(found)}家，写全名再说一遍。", page), stays=True)
    who = _people(scene, said.whom, caring.cadres_of(scene.db, union["id"]))
    if len(who) != 1:
        return Turn(lines(f"“{said.whom}”不在本工会的干部里，没动。", page), stays=True)
    return _looks_after(scene, union, who[0], int(found[0]), units[found[0]])


def _looks_after(scene: Scene, union: Row, cadre: Mapping[str, Any], unit_id: int, name: str) -> Turn:
    today, me = today_of(scene), int(scene.who.person_id or 0)
    try:
        caring.look_after(
            scene.db,
            union,
            cadre["id"],
            unit_id,
            from_on=today,
            now=scene.now,
            by_id=me,
            today=today,
        )
    except Refused as no:
        return Turn(str(no), stays=True)
    undo = link_in(scene, "/console/cadres", "错了点这里改")
    return Turn(lines(f"好，{name}由{cadre['name']}包靠，今天起算进统计表第7格。", undo), stays=True)


def _no_care(scene: Scene, union: Row) -> Turn:
    """包靠 was said, but not of a unit below."""
    if union["kind"] in ("city", "province"):
        page = link_in(scene, "/console/cadres", "在包靠和督导里选")
        return Turn(lines("下面没有找到这家单位，写全名再说一遍。", page), stays=True)
    return Turn("谁包靠哪家单位，由上级工会定。院里去看过一个科室，说：记走访 今天 内科二", stays=True)
