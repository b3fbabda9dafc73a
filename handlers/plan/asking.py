"""TR1 to TR3：the first thing that is missing of a deed is asked for; what was told meanwhile is kept until it is recorded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from actions.plan.doing import half_told
from actions.plan.doing.twice import told_before
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER
from handlers.plan.parts import GROUPS_WITH_PEOPLE, today_of, topic_names, unit_of
from handlers.plan.telling import Telling, called, heads_of, kinds_of, said_of
from handlers.plan.written import recorded
from rules.plan.document import Kind
from rules.plan.spoken.deed_words import SaidDeed
from rules.workdays import with_weekday

DAY, TOPIC, PEOPLE, TWICE = "deed.day", "deed.topic", "deed.people", "deed.twice"
HOLDS = AFTER
"""A question waits as long as a photo waits for its sentence."""
FRESH = timedelta(hours=2)
"""So long whatever is said most likely answers the question."""
USUAL = ("fire", "electricity", "protection", "duty")
"""What most trainings are about, as the digits 1 to 4."""
LACKS: Mapping[str, str] = {DAY: "日期", TOPIC: "讲了什么", PEOPLE: "人数", TWICE: "你说是不是同一场"}


def go_on(scene: Scene, telling: Telling, heard: SaidDeed | None = None, *, before: str = "") -> Turn:
    """Ask for the first thing that is missing; record when nothing is. ``before`` is said first."""
    one = kinds_of(scene).get(telling.kind)
    if one is None:
        return Turn("方案里没有这一种了，重新说一遍：记培训。", stays=True)
    step = lacking(telling, one)
    if not step:
        return once(scene, telling)
    if step == DAY:
        turn = _ask_day(scene, telling, one, odd=bool(heard and heard.odd_day))
    else:
        turn = _ask_topic() if step == TOPIC else _ask_people()
    return _asked(scene, telling, replace(turn, say=lines(before, turn.say), goto=step))


def lacking(telling: Telling, one: Kind) -> str:
    """The step that asks for what is missing; empty when nothing is."""
    if telling.day is None:
        return DAY
    if not telling.topics and one.group in ("training", "drill") and not one.topics:
        return TOPIC
    if telling.people is None and one.group in GROUPS_WITH_PEOPLE and not telling.whole:
        return PEOPLE
    return ""


def _asked(scene: Scene, telling: Telling, turn: Turn) -> Turn:
    """A question, with everything that was told so far: in the talk, and kept beside it."""
    if telling.tells_something:
        telling = replace(telling, half=_keep(scene, telling))
    about = {**turn.about, **telling.kept(), "asked_at": scene.now.isoformat()}
    return replace(turn, about=about, until=HOLDS)


def _keep(scene: Scene, telling: Telling) -> int:
    person, told = int(scene.who.person_id or 0), telling.kept() | {"words": so_far(scene, telling)}
    return half_told.keep(scene.db, person, told, scene.now, scene.house.clocks)


def is_fresh(scene: Scene) -> bool:
    """Whether the question was asked a short while ago."""
    asked = str(scene.about.get("asked_at", ""))
    return asked != "" and scene.now - datetime.fromisoformat(asked) <= FRESH


def _ask_day(scene: Scene, telling: Telling, one: Kind, *, odd: bool) -> Turn:
    today = today_of(scene)
    days = {1: today, 2: today - timedelta(days=1)}
    choices = {digit: Choice("deed_day", {"day": day.isoformat()}) for digit, day in days.items()}
    first = "这个日子对不上，再说一遍。" if odd else f"记一次{one.name}。"
    breath = "昨天 消防 全科 42人" if one.group in GROUPS_WITH_PEOPLE else f"记{one.name} 昨天"
    return Turn(lines(f"{first}哪天？1今天 2昨天，或写日期", f"一句话全说也行：{breath}"), choices=choices)


def _ask_topic() -> Turn:
    choices = {digit: Choice("deed_topic", {"topic": topic}) for digit, topic in enumerate(USUAL, 1)}
    choices[5] = Choice("deed_topic", {"topic": ""})
    said_ = lines("讲的什么？1消防 2用电 3职业防护 4岗位责任 5别的", "谁办的？写：工会、科室，或两家都写")
    return Turn(said_, choices=choices)


def _ask_people() -> Turn:
    choices = {n: Choice(verb) for n, verb in enumerate(("deed_code", "deed_heads", "deed_list"), 1)}
    said_ = lines("多少人？1放个码让大家扫 2写人数 3发签到表照片", "没手机的人，写人数就算。")
    return Turn(said_, choices=choices)


def once(scene: Scene, telling: Telling, *, wants_code: bool = False) -> Turn:
    """Recorded, unless it looks like one that stands there already: told twice, it would count twice."""
    same = told_before(scene.db, unit_of(scene)["id"], said_of(scene, telling))
    if same is None:
        return recorded(scene, telling, wants_code=wants_code)
    told = telling.people
    mend = f"，改成{told}人" if told is not None and told != same["attested"] else "，不再记"
    which = f"{called(scene, same)} {heads_of(same)}".strip()
    said_ = lines(f"记过一场：{which}。", f"1就是那场{mend} 2又办了一场")
    choices = {1: Choice("deed_same", {"deed": same["id"]}), 2: Choice("deed_another", {"code": wants_code})}
    return _asked(scene, telling, Turn(said_, TWICE, {"deed": same["id"]}, choices))


def so_far(scene: Scene, telling: Telling) -> str:
    """``2月25日周四 消防 职工安全培训，还差人数``: what was told, and what is missing."""
    one = kinds_of(scene).get(telling.kind)
    about = telling.title or topic_names(telling.topics)
    day = with_weekday(telling.day) if telling.day else ""
    heads = f"{telling.people}人" if telling.people is not None else ""
    told = " ".join(part for part in (day, about, one.name if one else "", heads) if part)
    return f"{told}，还差{LACKS[(one and lacking(telling, one)) or TWICE]}"
