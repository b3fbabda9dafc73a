"""Phrases that several conversations say, and the turn that stays with one hazard."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from actions.hazards import Reporter
from actions.looking import head_of, officers_for
from bot.turn import IDLE, Choice, House, Scene, Turn
from handlers.report.steps import DONE, LATE, WORDS
from models import hazards, outbox, people
from models.base import Row
from rules.alarms.danger import goes_on
from rules.clocks import in_words, look_by
from rules.hazard import Source, Status
from rules.places.place_changes import other_site
from rules.places.place_words import read
from rules.rounds import read_round
from rules.words.first_look import Look, first_look
from rules.words.suggesting import suggest

AFTER = timedelta(hours=24)
"""How long a photo waits for its sentence, and a reported hazard is what the talk is about."""

NAMELESS = 3 * AFTER
"""How long a wish not to be named holds: forgetting it would put a name under the sentence."""

ASKED = timedelta(minutes=30)
"""How long a question stands; what comes later is something new."""

LONG_STEPS = (WORDS, DONE, LATE)


FIRST_AID = (
    "先处理伤口：从近心端往外挤，流动水冲，碘伏消毒。",
    "马上报院感科和护士长，要用药的越早越好。",
)
"""After a needle-stick, by GBZ/T 213-2008."""


def reporter_of(scene: Scene) -> Reporter:
    who, round_ = scene.who, read_round(scene.who.patrol_source)
    source = round_.source if round_ is not None else Source.STAFF
    return Reporter(who.id, who.person_id, who.home_id, looked_at(scene), source)


def looked_at(scene: Scene) -> int | None:
    """The department whose place it is unless the words say another: one's own, or the one that is checked."""
    round_ = read_round(scene.who.patrol_source)
    return round_.unit_id if round_ is not None and round_.unit_id else scene.who.department_id


def hazard_of(scene: Scene) -> Row:
    """The hazard this turn is about: the choice says it, or the talk does."""
    hazard_id = scene.found.get("hazard", scene.about.get("hazard"))
    return hazards.find_hazard(scene.db, int(hazard_id))


def about(
    row: Row,
    say: str,
    *,
    goto: str = IDLE,
    choices: Mapping[int, str] | None = None,
    until: timedelta | None = None,
    **ids: Any,
) -> Turn:
    """A turn that stays with one hazard; of a nameless one the table must not know."""
    offered = {digit: Choice(verb, {"hazard": row["id"]}) for digit, verb in (choices or {}).items()}
    holds = until or (AFTER if goto in LONG_STEPS else ASKED)
    return Turn(say, goto, {"hazard": row["id"], **ids}, offered, until=holds, sealed=bool(row["anonymous"]))


def aside(scene: Scene, turn: Turn) -> Turn:
    """A turn in the middle of a report: the photo goes on waiting for its sentence."""
    return replace(turn, keeps=True) if scene.step == WORDS else turn


def is_another(scene: Scene, row: Row) -> bool:
    """Whether words meant for one hazard tell of a different one: at another known place, or elsewhere of another kind."""
    place = read(scene.text).place
    if first_look(scene.text, scene.house.kinds) is not Look.HAZARD or not place:
        return False
    if is_apart(scene, row, place):
        return not (row["urgent"] and goes_on(scene.text))
    return bool(not row["urgent"] and suggest(scene.text, scene.house.kinds).code != row["category"])


def is_apart(scene: Scene, row: Row, place: str) -> bool:
    """Whether a place is another one than the hazard's: by what it is (食堂, 氧气房), or by the register."""
    if other_site(row["place_text"], place):
        return True
    if row["place_id"] is None:
        return False
    asked = {"home_id": row["unit_id"], "department_id": row["department_id"], "scanned": None}
    found = scene.house.places.locate(scene.db, place, scene.now, **asked).place_id
    return found is not None and found != row["place_id"]


def own_link(scene: Scene, row: Row) -> str:
    """The page of a hazard for its reporter, as a link in a bubble; empty where there are no pages."""
    address = scene.house.link_to(row["id"], scene.now)
    return f'<a href="{address}">点这里看</a>' if address else ""


def unknown_code(scene: Scene) -> Turn:
    """旧码、坏码：noted, so that somebody hangs up a new one."""
    code = scene.inbound.event_key.removeprefix("qrscene_")[:60]
    week = scene.now.astimezone(scene.house.clocks.zone).strftime("%G%V")
    payload = {"code": code, "home": scene.who.home_id}
    told = outbox.errand(f"code:{code}:{week}", "unknown_code", now=scene.now, payload=payload)
    outbox.post(scene.db, told)
    return Turn("这个码我不认得，可能旧了，记下让人换。\n你说一句在哪里就行，一样报。", stays=True)


def phones(house: House, first: str = "119") -> str:
    """The telephones of an emergency, in full, so that a tap calls."""
    return f"{first}和院内{house.emergency_phone}" if house.emergency_phone else first


def whom_to_ask(scene: Scene) -> str:
    """The union's person and telephone; for that person the next of the union or the head, "" where nobody is left."""
    house, who = scene.house, scene.who
    if not house.union_phone:
        return ""
    if who.person_id is None or who.role == "staff" or who.name != house.union_name:
        return f"工会{house.union_name} {house.union_phone}"
    union = [(f"工会{one['name']}", one) for one in people.union_of(scene.db, who.home_id)]
    head = head_of(scene.db, who.home_id)
    line = [*union, *([(head["name"], head)] if head is not None else [])]
    return next(
        (f"{name} {one['phone']}" for name, one in line if one["id"] != who.person_id and one["phone"]), ""
    )


def who_looks(scene: Scene, row: Row) -> str:
    """Who will look and by when; only what is true."""
    officers = officers_for(scene.db, row)
    by = in_words(look_by(scene.now, scene.house.clocks), scene.now, scene.house.clocks.zone)
    if not officers:
        return "已进台账。医院还没定安全员，工会看得到。"
    name = officers[0]["name"]
    if row["urgent"]:
        return f"标了急，马上放进安全员{name}的待办。"
    return f"放进安全员{name}的待办，最晚{by}看。"


def thanks(scene: Scene, row: Row) -> str:
    if row["anonymous"]:
        return "没留名。"
    return f"谢谢你，{scene.who.name}。" if scene.who.name else "谢谢你。"


def short(text: str, limit: int = 18) -> str:
    """A long place or sentence, shortened for one line of chat."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def standing(scene: Scene, row: Row) -> str:
    """Where a hazard stands, in everyday words."""
    status = Status(row["status"])
    if status is Status.ASSIGNED:
        owner = people.find_person(scene.db, row["owner_id"])
        return f"{owner['unit_name']}在办，{row['due_on'].month}/{row['due_on'].day}前"
    if status is Status.REPORTED:
        officers = officers_for(scene.db, row)
        return f"等{officers[0]['name']}看" if officers else "等安全员看"
    if status is Status.MERGED:
        return f"并到{hazards.find_hazard(scene.db, row['merged_into'])['number']}号了"
    return {
        Status.DRAFT: "还差一句话",
        Status.FIXED: "当场弄好了，等安全员看一眼" if row["fixed_on_spot"] else "弄好了，等安全员看",
        Status.CLOSED: "弄好了",
        Status.REJECTED: "没进隐患台账",
        Status.REDIRECTED: "转报修了",
        Status.WITHDRAWN: "撤回了",
    }[status]


def is_pressing(row: Row) -> bool:
    """What a reporter may know of how grave a thing is."""
    return bool(row["urgent"] or row["level"] == "major")


def days_ago(at: datetime, scene: Scene) -> str:
    """今天, 昨天, 前天, or the day."""
    zone = scene.house.clocks.zone
    days = (scene.now.astimezone(zone).date() - at.astimezone(zone).date()).days
    return {0: "今天", 1: "昨天", 2: "前天"}.get(days) or day(at, scene)


def day(at: datetime, scene: Scene) -> str:
    local = at.astimezone(scene.house.clocks.zone)
    return f"{local.month}/{local.day}"


def hour(at: datetime, scene: Scene) -> str:
    return hour_of(at, scene.house.clocks.zone)


def hour_of(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%H:%M")


def called(row: Row) -> str:
    """What a hazard is called in a list."""
    return row["brief"] or short(row["description"], 10) or "没说明的照片"


def shown_words(pictures: Sequence[Row]) -> str:
    """照片2张, or what became of them; empty where none was sent."""
    states = [picture["state"] for picture in pictures if picture["medium"] != "voice"]
    seen = sum(state in ("waiting", "ready") for state in states)
    if seen or not states:
        return f"照片{seen}张" if seen else ""
    return "照片没取到" if set(states) == {"gone"} else "照片已封存"


def days_unseen(row: Row, scene: Scene) -> int | None:
    """By how many whole days the promise to look was broken; None while it still holds."""
    if row["status"] != Status.REPORTED or row["reported_at"] is None:
        return None
    late = scene.now - look_by(row["reported_at"], scene.house.clocks)
    return late.days if late > timedelta() else None


def at_one(row: Row) -> str:
    """Place and label in one phrase, as people say it: 5楼东走廊 and 走廊堆纸箱 share their walk."""
    place, label = short(row["place_text"], 12), called(row)
    shared = next((n for n in range(len(label), 0, -1) if place.endswith(label[:n])), 0)
    return place + label[shared:]


def whole(row: Row, limit: int = 40) -> str:
    """Place and words in one phrase; the place only once."""
    words = row["description"] or called(row)
    if not row["place_text"] or read(words).place:
        return short(words, limit)
    return short(f"{row['place_text']}，{words}", limit)
