"""记培训、记演练、记会议：a deed recorded in one breath, or question by question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from actions.plan import deeds as act
from actions.plan import evidence, tracing
from actions.plan.deeds import Said
from bot.flow import ANY, Flow, chosen, kind, said, tapped, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.plan.parts import (
    GROUPS_WITH_PEOPLE,
    body_names,
    body_of,
    day_said,
    kind_words,
    not_yours,
    plans_of,
    today_of,
    topic_names,
    unit_of,
    works_on_plans,
)
from models import units
from models.plan import deeds
from rules.plan.deed_words import SaidDeed, read_deed, read_organisers
from rules.plan.document import Kind
from rules.plan.records import BODIES, DEPARTMENT
from rules.refusal import Refused

flow = Flow()

DAY, TOPIC, PEOPLE = "deed.day", "deed.topic", "deed.people"
RECORDED, MENDING = "deed.recorded", "deed.mending"
HOLDS = timedelta(hours=2)
KEEPS = timedelta(minutes=30)
USUAL = ("fire", "electricity", "protection", "duty")
"""What most trainings are about, as the digits 1 to 4."""
HEADS = re.compile(r"\s*(\d{1,5})\s*(?:个|位|名)?人?\s*[。.]?\s*")
_RECORD = re.compile(r"\s*记(?:一?下|一?[场次个条]|录一?[下场次])?\s*(?P<rest>.{2,})", re.DOTALL)
_CALLED = {"会": "会议", "训": "培训"}


@dataclass(frozen=True)
class Telling:
    """What was told of a deed so far, as the talk keeps it."""

    kind: str
    day: date | None = None
    topics: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()
    people: int | None = None
    place: str = ""
    title: str = ""
    whole: bool = False

    def kept(self) -> dict[str, Any]:
        return {**vars(self), "day": self.day.isoformat() if self.day else None} | {
            name: list(getattr(self, name)) for name in ("topics", "bodies", "departments")
        }


def telling_of(about: Mapping[str, Any]) -> Telling:
    facts = {name: about[name] for name in Telling.__dataclass_fields__ if name in about}
    day = date.fromisoformat(facts["day"]) if facts.get("day") else None
    lists = {name: tuple(facts.get(name, ())) for name in ("topics", "bodies", "departments")}
    return Telling(**{**facts, **lists, "day": day})


def _kinds(scene: Scene) -> dict[str, Kind]:
    return plans_of(scene).kinds(scene.db, unit_of(scene))


def _departments(scene: Scene) -> dict[str, int]:
    return dict(units.departments_of(scene.db, scene.who.home_id))


def _read(scene: Scene, text: str) -> SaidDeed:
    return read_deed(text, today_of(scene), kind_words(_kinds(scene)), list(_departments(scene)))


@flow.on(ANY, text_where("记培训", lambda text: _RECORD.fullmatch(text) if _names_a_deed(text) else None))
def record(scene: Scene) -> Turn:
    """TR1：记一次培训、演练、会议：all in one breath, or step by step."""
    if not works_on_plans(scene):
        return not_yours("记培训、演练")
    heard = _read(scene, scene.found["it"]["rest"])
    code = heard.kind or _first_of_group(scene, scene.found["it"]["rest"])
    if code is None:
        return Turn("记一次什么？例：记培训、记演练、记晨会、记检查。", stays=True)
    return _go_on(scene, _told(scene, Telling(code), heard), heard)


@flow.on(ANY, tapped("RECORD"))
def record_training(scene: Scene) -> Turn:
    """记培训：the button asks what the words would tell."""
    if not works_on_plans(scene):
        return not_yours("记培训、演练")
    code = _first_of_group(scene, "培训")
    return _go_on(scene, Telling(code)) if code else Turn("方案里没有培训这一项。", stays=True)


_DEED_WORDS = re.compile(
    "培训|演练|会|课|讲|学习|宣讲|宣传|检查|督导|走访|谈心|竞赛|活动|张贴|方案|咨询日|训练|排查"
)


def _names_a_deed(text: str) -> bool:
    """记住、记得 and 记好了 are no deeds."""
    return bool(_DEED_WORDS.search(text)) and not re.match(r"\s*记(?:得|住|好|错|不)", text)


def _first_of_group(scene: Scene, text: str) -> str | None:
    """记会议 names a group and no kind of it."""
    groups = {"会": "meeting", "培训": "training", "演练": "drill", "宣传": "publicity", "检查": "check"}
    group = next((group for word, group in groups.items() if word in text), None)
    return next((code for code, one in _kinds(scene).items() if one.group == group), None)


def _told(scene: Scene, telling: Telling, heard: SaidDeed) -> Telling:
    """What was told before with what was heard now; nothing is taken back by silence."""
    known = _departments(scene)
    named = (
        [*known.values()]
        if heard.everywhere
        else [known[name] for name in heard.departments if name in known]
    )
    return replace(
        telling,
        day=heard.day or telling.day,
        topics=tuple(sorted(heard.topics)) or telling.topics,
        bodies=_bodies(heard.organisers) or telling.bodies,
        departments=tuple(named) or telling.departments,
        people=heard.people if heard.people is not None else telling.people,
        place=heard.place or telling.place,
        whole=heard.whole or telling.whole,
    )


def _bodies(organisers: frozenset[str]) -> tuple[str, ...]:
    return tuple(body for body in BODIES if body in organisers)


def _go_on(scene: Scene, telling: Telling, heard: SaidDeed | None = None) -> Turn:
    """Ask for the first thing that is missing; record when nothing is."""
    one = _kinds(scene).get(telling.kind)
    if one is None:
        return Turn("方案里没有这一种了，重新说一遍：记培训。", stays=True)
    if telling.day is None:
        return _ask_day(scene, telling, one, odd=bool(heard and heard.odd_day))
    if not telling.topics and one.group in ("training", "drill") and not one.topics:
        return _ask_topic(telling)
    if telling.people is None and one.group in GROUPS_WITH_PEOPLE and not telling.whole:
        return _ask_people(telling)
    return _recorded(scene, telling)


def _ask_day(scene: Scene, telling: Telling, one: Kind, *, odd: bool) -> Turn:
    today = today_of(scene)
    days = {1: today, 2: today - timedelta(days=1)}
    choices = {digit: Choice("deed_day", {"day": day.isoformat()}) for digit, day in days.items()}
    first = "这个日子对不上，再说一遍。" if odd else f"记一次{one.name}。"
    said_ = lines(f"{first}哪天？1今天 2昨天，或写日期", "一句话全说也行：昨天 消防 全科 42人")
    return Turn(said_, DAY, telling.kept(), choices, until=HOLDS)


def _ask_topic(telling: Telling) -> Turn:
    choices = {digit: Choice("deed_topic", {"topic": topic}) for digit, topic in enumerate(USUAL, 1)}
    choices[5] = Choice("deed_topic", {"topic": ""})
    said_ = lines("讲的什么？1消防 2用电 3职业防护 4岗位责任 5别的", "谁办的？写：工会、科室，或两家都写")
    return Turn(said_, TOPIC, telling.kept(), choices, until=HOLDS)


def _ask_people(telling: Telling) -> Turn:
    choices = {n: Choice(verb) for n, verb in enumerate(("deed_code", "deed_heads", "deed_list"), 1)}
    said_ = lines("多少人？1放个码让大家扫 2写人数 3发签到表照片", "没手机的人，写人数就算。")
    return Turn(said_, PEOPLE, telling.kept(), choices, until=HOLDS)


@flow.on(DAY, chosen("deed_day"))
def day_chosen(scene: Scene) -> Turn:
    """今天、昨天."""
    return _go_on(scene, replace(telling_of(scene.about), day=date.fromisoformat(scene.found["day"])))


@flow.on(TOPIC, chosen("deed_topic"))
def topic_chosen(scene: Scene) -> Turn:
    """讲的什么：5 is something else, told in words or not at all."""
    telling = telling_of(scene.about)
    topic = scene.found["topic"]
    return _go_on(scene, replace(telling, topics=(topic,) if topic else ("other",)))


@flow.on(PEOPLE, chosen("deed_code"))
def show_code(scene: Scene) -> Turn:
    """1放个码：recorded now, and people scan."""
    return _recorded(scene, telling_of(scene.about), wants_code=True)


@flow.on(PEOPLE, chosen("deed_heads"))
def ask_heads(scene: Scene) -> Turn:
    """2写人数."""
    return Turn("多少人？写个数就行，例：42", PEOPLE, scene.about, until=HOLDS)


@flow.on(PEOPLE, chosen("deed_list"))
def ask_list(scene: Scene) -> Turn:
    """3发签到表照片."""
    return Turn("把签到表拍下来发给我。人数写在照片后面也行，例：42", PEOPLE, scene.about, until=HOLDS)


@flow.on(PEOPLE, text_where("42人", HEADS.fullmatch))
def heads_told(scene: Scene) -> Turn:
    """42：that many, without names."""
    return _recorded(scene, replace(telling_of(scene.about), people=int(scene.found["it"][1])))


@flow.on(PEOPLE, kind("image"))
def list_sent(scene: Scene) -> Turn:
    """签到表：recorded with its picture; how many were there may follow."""
    return _recorded(scene, telling_of(scene.about), sheet=scene)


@flow.on(DAY, said("取消", "退出", "算了", "停", "停下", "不记了"))
@flow.on(TOPIC, said("取消", "退出", "算了", "停", "停下", "不记了"))
@flow.on(PEOPLE, said("取消", "退出", "算了", "停", "停下", "不记了"))
def stop(scene: Scene) -> Turn:
    """取消：nothing was recorded."""
    return Turn("好，没记。想记再回 记培训。")


@flow.on(DAY, kind("text"))
@flow.on(TOPIC, kind("text"))
@flow.on(PEOPLE, kind("text"))
def tells_more(scene: Scene) -> Turn:
    """接着说：whatever is understood counts, and the next thing missing is asked for."""
    telling, heard = telling_of(scene.about), _read(scene, scene.text)
    bodies = heard.organisers or (
        read_organisers(scene.text, list(_departments(scene))) if scene.step == TOPIC else frozenset()
    )
    more = _told(scene, telling, replace(heard, organisers=bodies))
    if more == telling:
        if scene.step != TOPIC:
            return _go_on(scene, telling, heard)
        more = replace(telling, topics=("other",), title=scene.text.strip()[: act.LONGEST_TITLE])
    return _go_on(scene, more, heard)


def _said(scene: Scene, telling: Telling) -> Said:
    one = _kinds(scene)[telling.kind]
    bodies = telling.bodies or (body_of(scene),)
    own = scene.who.department_id if bodies == (DEPARTMENT,) else None
    return Said(
        kind=telling.kind,
        happened_on=telling.day or today_of(scene),
        title=telling.title,
        department_id=own,
        topics=tuple(topic for topic in telling.topics if topic != "other") or one.topics,
        bodies=bodies,
        attested=telling.people,
        departments=telling.departments or ((own,) if own else ()),
        place=telling.place,
    )


def _recorded(
    scene: Scene, telling: Telling, *, wants_code: bool = False, sheet: Scene | None = None
) -> Turn:
    """TR4：记好了, what it counts for, and how to mend it."""
    today, unit = today_of(scene), unit_of(scene)
    told = _said(scene, telling)
    try:
        deed_id = act.record(scene.db, unit["id"], told, scene.now, scene.who.person_id, today=today)
    except Refused as no:
        return Turn(str(no), stays=True, repeats=True)
    if sheet is not None:
        _keep_picture(scene, deed_id, "sign_in")
    about = {"deed": deed_id}
    counts = tracing.counted_in(scene.db, plans_of(scene), unit, deed_id, today)
    code = _code_line(scene, deed_id) if wants_code else ""
    mend = (
        "错了回 改，发签到表照片就一起存。" if sheet is None else "照片收到了，人数写个数就记上；错了回 改。"
    )
    said_ = lines(f"记好了：{in_words(scene, deed_id)}", f"算进：{counts}。" if counts else "", code or mend)
    return Turn(said_, RECORDED, about, until=KEEPS)


def _code_line(scene: Scene, deed_id: int) -> str:
    url = scene.house.public_url
    page = f"{url.removeprefix('https://').removeprefix('http://')}/console/deeds/{deed_id}/code"
    return (
        f"签到码在电脑上开：{page}（回 电脑 取六位数）"
        if url
        else "签到码要在网页上开，网页还没开通，先写人数。"
    )


def in_words(scene: Scene, deed_id: int) -> str:
    """``2月25日 消防 工会和内科二办 42人``."""
    row = deeds.find_deed(scene.db, deed_id)
    assert row is not None
    names = {key: name for name, key in _departments(scene).items()}
    with_names = [names[key] for key in deeds.whole_departments(scene.db, deed_id) if key in names]
    one = _kinds(scene).get(row["kind"])
    by = body_names(row["bodies"], with_names if len(with_names) <= 2 else ())
    heads = f"{row['attested']}人" if row["attested"] is not None else ""
    about = row["title"] or topic_names(row["topics"])
    parts = (day_said(row["happened_on"], today_of(scene)), about, one.name if one else "", f"{by}办", heads)
    return " ".join(part for part in parts if part)


def _keep_picture(scene: Scene, deed_id: int, what: str) -> None:
    evidence.add_from_chat(
        scene.db,
        deed_id,
        scene.inbound.media_id,
        scene.inbound.picture_url,
        scene.now,
        by_id=scene.who.person_id,
        what=what,
    )


@flow.on(RECORDED, kind("image"))
def proof_sent(scene: Scene) -> Turn:
    """照片：kept with the deed just recorded."""
    _keep_picture(scene, int(scene.about["deed"]), "sign_in")
    return Turn("收到，和刚才那一条存在一起了。", RECORDED, scene.about, until=KEEPS)


@flow.on(RECORDED, text_where("42人", HEADS.fullmatch))
def heads_later(scene: Scene) -> Turn:
    """写个数：the head-count of the deed just recorded."""
    return _mend(scene, replace(_stands(scene), attested=int(scene.found["it"][1])), "补人数")


@flow.on(RECORDED, said("改", "错了", "记错了", "改一下", "不对"))
def mend(scene: Scene) -> Turn:
    """改：one sentence says what is different."""
    said_ = lines("哪里不对？直接说对的：40人、前天、用电、工会和内科二。", "整条不要了，回 作废。")
    return Turn(said_, MENDING, scene.about, until=KEEPS)


@flow.on(RECORDED, said("作废", "不要了", "删", "删掉", "删除"))
@flow.on(MENDING, said("作废", "不要了", "删", "删掉", "删除"))
def void(scene: Scene) -> Turn:
    """作废：it stays to be read and counts nowhere."""
    act.void(scene.db, int(scene.about["deed"]), "记错了", scene.now, by_id=scene.who.person_id)
    return Turn("作废了，哪儿也不算。要记再回 记培训。")


@flow.on(MENDING, said("取消", "算了", "没错", "停"))
def leave_it(scene: Scene) -> Turn:
    """没错：as it stands."""
    return Turn("好，没动它。", RECORDED, scene.about, until=KEEPS)


@flow.on(MENDING, kind("text"))
def mended(scene: Scene) -> Turn:
    """对的是：the version before is kept."""
    heard, stands = _read(scene, scene.text), _stands(scene)
    organisers = heard.organisers or read_organisers(scene.text, list(_departments(scene)))
    bare = HEADS.fullmatch(scene.text)
    people = int(bare[1]) if bare else heard.people
    new = replace(
        stands,
        happened_on=heard.day or stands.happened_on,
        topics=tuple(sorted(heard.topics)) or stands.topics,
        bodies=_bodies(organisers) or stands.bodies,
        attested=people if people is not None else stands.attested,
        departments=_new_departments(scene, heard.departments) or stands.departments,
        kind=heard.kind or stands.kind,
        place=heard.place or stands.place,
    )
    if new == stands:
        return Turn("没看懂改哪里。直接说对的：40人、前天、用电。", stays=True)
    return _mend(scene, new, scene.text)


def _new_departments(scene: Scene, named: Sequence[str]) -> tuple[int, ...]:
    known = _departments(scene)
    return tuple(known[name] for name in named if name in known)


def _stands(scene: Scene) -> Said:
    row = deeds.find_deed(scene.db, int(scene.about["deed"]))
    assert row is not None
    return act.as_said(scene.db, row)


def _mend(scene: Scene, new: Said, why: str) -> Turn:
    deed_id = int(scene.about["deed"])
    try:
        act.correct(
            scene.db, deed_id, new, why[:60], scene.now, by_id=scene.who.person_id, today=today_of(scene)
        )
    except Refused as no:
        return Turn(str(no), stays=True)
    return Turn(f"改好了：{in_words(scene, deed_id)}", RECORDED, {"deed": deed_id}, until=KEEPS)
