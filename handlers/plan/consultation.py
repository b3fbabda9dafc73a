"""咨询日：prepared step by step from the telephone, and on the day whatever is sent is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.plan.doing import deeds as act
from actions.plan.doing import manning, preparing
from bot.flow import ANY, KIND, TEXT, Flow, Found, Heard, Match, kind, said, text_where
from bot.turn import IDLE, Scene, Turn, lines
from handlers.danger import cry
from handlers.plan.handing import given
from handlers.plan.mending import RECORDED
from handlers.plan.parts import not_on_the_roll, not_yours, plans_of, today_of, unit_of, works_on_plans
from handlers.report.opening import photo_first, words_first
from handlers.report.spoken import answered
from handlers.report.steps import DONE, MORE
from models import people
from models.base import Row
from models.plan import deeds
from rules.alarms.danger import alarm
from rules.plan.dues import Due
from rules.plan.duty import Duty
from rules.plan.spoken.asked_words import read_asked
from rules.plan.spoken.day_words import MATERIALS, are_figures, read_day_words, said_back, without_pending
from rules.plan.spoken.handing_words import read_handing
from rules.plan.spoken.recording_words import is_another_deed
from rules.words.first_look import Look, first_look
from rules.workdays import with_weekday

flow = Flow()

PREPARING = "day.preparing"
HOLDS = timedelta(hours=4)
_CALLED = r"(?:6[·.]?16|六一六)?(?:的)?(?:宣传)?(?:咨询日)?(?:那天|当天|活动)?(?:的)?(?:准备(?:工作)?)?"
_LACKS = re.compile(
    rf"(?P<day>{_CALLED})(?:现在|眼下|目前)?[还都]*(?:有)?(?:"
    r"(?:差|缺|少|剩下?)(?:什么|啥|哪些|哪几样|几样|点啥|点什么|多少)(?:东西)?(?:没[弄办做准备定]+)?"
    r"|(?:什么|啥|哪些)没[弄办做准备定]+好?|(?:准备|弄|办|筹备)?(?:得|的)?(?:怎么样|咋样|如何)|进度|到哪一?步|准备好了?没有?"
    r")(?:了|呢|啊|吗)?[?？。]*"
)


def _asks_what_is_missing(text: str) -> re.Match[str] | None:
    """咨询日还差啥; 还差啥 alone asks about something else unless the day is talked of."""
    asked = _LACKS.fullmatch(text.strip())
    return asked if asked and asked["day"] else None


@flow.on(ANY, said("咨询日", "6·16", "616", "6.16", "六一六", "宣传咨询日"))
@flow.on(ANY, text_where("咨询日还差啥", _asks_what_is_missing))
@flow.on(PREPARING, text_where("还差啥", _LACKS.fullmatch))
def consultation(scene: Scene) -> Turn:
    """咨询日：what is still missing today."""
    if not works_on_plans(scene):
        return not_yours("咨询日的准备")
    coming = preparing.coming_day(scene.db, plans_of(scene), unit_of(scene), today_of(scene))
    if coming is None:
        return Turn("方案里没有要办的咨询日。", stays=True)
    duty, due = coming
    deed = preparing.open_day(scene.db, unit_of(scene), duty, due, scene.now, scene.who.person_id)
    return _standing(scene, deed, due)


def _standing(scene: Scene, deed: Row, due: Due, first: str = "") -> Turn:
    today = today_of(scene)
    left = (due.formal - today).days
    lacks = preparing.lacks(scene.db, deed, today)
    when = f"还有{left}天" if left > 0 else ("就是今天" if left == 0 else "过去了，还能补")
    year = f"{due.formal.year}年" if due.formal.year != today.year else ""
    head = first or f"咨询日{year}{with_weekday(due.formal)}，{when}。"
    about = {"deed": deed["id"], "formal": due.formal.isoformat()}
    if not lacks:
        return Turn(
            lines(head, "该有的都有了。" if left <= 0 else "眼下该定的都定了。"),
            PREPARING,
            about,
            until=HOLDS,
        )
    last = preparing.last_year(scene.db, deed)
    copy = "去年办过，回 抄去年 改一改就行。" if last is not None and left > 0 else ""
    said_ = lines(head, f"缺：{'、'.join(lacks)}。", _example(lacks, left), copy)
    return Turn(said_, PREPARING, about, until=HOLDS)


def _example(lacks: Sequence[str], left: int) -> str:
    """How to tell what is missing; of a photo nothing has to be said."""
    if left > 0:
        return "直接说就记上：门诊大厅，展台和讲堂，陈静负责"
    told = "，".join(words for name, words in EXAMPLES.items() if name in lacks)
    if "照片" in lacks:
        return f"照片直接发；再说：{told}" if told else "照片直接发来就行。"
    return f"直接说就记上：{told}"


EXAMPLES = {"人数": "来了120人", "发了几份": "发了300份", "答了啥": "答了15个"}


def _day(scene: Scene) -> tuple[Row, Due, Duty] | None:
    deed = deeds.find_deed(scene.db, int(scene.about["deed"]))
    coming = preparing.day_on(
        scene.db, plans_of(scene), unit_of(scene), date.fromisoformat(scene.about["formal"])
    )
    return (deed, coming[1], coming[0]) if deed and coming else None


@flow.on(PREPARING, kind("image"))
def picture(scene: Scene) -> Turn:
    """照片：kept with the day once it has come; before it, a photo is a hazard as ever."""
    found = _day(scene)
    if found is None:
        return Turn("这一场没有了，重新回 咨询日。")
    if found[1].formal > today_of(scene):
        return photo_first(replace(scene, about={}))
    preparing.add_picture(
        scene.db,
        found[0]["id"],
        scene.inbound.media_id,
        scene.inbound.picture_url,
        scene.now,
        by_id=scene.who.person_id,
    )
    return _standing(scene, found[0], found[1], "照片收到。")


def _of_the_day(text: str) -> dict[str, Any] | None:
    """None for a training or a meeting told meanwhile."""
    return None if is_another_deed(text) else read_day_words(text, before=True) or None


@flow.on(PREPARING, text_where("门诊大厅，陈静负责", _of_the_day))
def words(scene: Scene) -> Turn:
    """直接说：whatever is understood is kept and said back; a hazard in the hall is no place of the day."""
    if _is_hazard(scene, scene.found["it"]):
        return words_first(replace(scene, about={}))
    if (handed := _handed(scene, scene.found["it"])) is not None:
        return handed
    found = _day(scene)
    if found is None:
        return Turn("这一场没有了，重新回 咨询日。")
    return _told(scene, found[0], found[1])


def _handed(scene: Scene, told: Mapping[str, Any]) -> Turn | None:
    """督导手册给李红：a duty of the plan, and nothing of the day."""
    handing = read_handing(scene.text)
    if (
        handing is None
        or not set(told) <= {"materials", "leader"}
        or handing.what in sum(MATERIALS.values(), ())
    ):
        return None
    return given(scene)


def _told(scene: Scene, deed: Row, due: Due) -> Turn:
    known = [row["name"] for row in people.people_mentioned(scene.db, scene.text, scene.who.home_id)]
    told = read_day_words(scene.text, before=due.formal > today_of(scene), known=known)
    if not told:
        return words_first(replace(scene, about={}))
    deed = _keep(scene, deed, told)
    return _standing(scene, deed, due, f"记上了：{said_back(told)}。{_strangers(scene, told)}")


def _strangers(scene: Scene, told: Mapping[str, Any]) -> str:
    """Who was named and stands on no roll: a slip of the pen, or somebody from outside."""
    said_ = [*told.get("posts", {}).values(), told.get("leader", "")]
    return not_on_the_roll(scene, [name for one in said_ for name in one.split("、") if name])


def _asked(heard: Heard) -> Found | None:
    asked = read_asked(heard.inbound.text)
    return {} if asked and asked.question else None


def _asked_of_danger(heard: Heard) -> Found | None:
    """有人问燃气泄漏咋办，答先关阀: what else would be taken for a cry."""
    cry = alarm(heard.inbound.text)
    return _asked(heard) if cry is not None and cry.sure else None


def _told_of_the_day(heard: Heard) -> Found | None:
    return _asked(heard) if not are_figures(heard.inbound.text) else {}


DANGER = Match("有人问着火咋办，答…", _asked_of_danger, kinds=TEXT)
REST = Match("有人问…，答…", _told_of_the_day, KIND, TEXT)


@flow.on(IDLE, DANGER, REST)
@flow.on(RECORDED, DANGER)
@flow.on(RECORDED, Match("有人问…，答…", _asked, KIND, TEXT))
@flow.on(MORE, DANGER)
@flow.on(DONE, DANGER, Match("有人问…，答…", _told_of_the_day, kinds=TEXT))
def asked_on_the_day(scene: Scene) -> Turn:
    """有人问…，答…：told on the day itself it belongs to the day, whatever was talked of before."""
    day = _of_today(scene)
    if day is not None:
        turn = _told(scene, *day)
        return Turn(turn.say, stays=True) if scene.step in (MORE, DONE) else turn
    cry_ = alarm(scene.text)
    if cry_ is not None and cry_.sure:
        return cry(scene)
    return answered(scene) if scene.step == DONE else words_first(scene)


def _of_today(scene: Scene) -> tuple[Row, Due] | None:
    """The day that is held today, where this person works on it."""
    if not works_on_plans(scene):
        return None
    unit, today = unit_of(scene), today_of(scene)
    coming = preparing.coming_day(scene.db, plans_of(scene), unit, today)
    if coming is None or coming[1].formal != today:
        return None
    return preparing.open_day(scene.db, unit, *coming, scene.now, scene.who.person_id), coming[1]


MIGHT_BE_WRONG = {"place", "forms", "materials", "pending"}
"""Where a sentence told no more than these, what it says may as well be wrong with them: 门诊大厅插座冒火花."""


def _is_hazard(scene: Scene, told: dict[str, Any]) -> bool:
    if {"answered", "asked"} & set(told):
        return False
    rest = without_pending(scene.text)
    sounds = bool(rest) and first_look(rest, scene.house.kinds) is Look.HAZARD
    only_things = set(told) <= MIGHT_BE_WRONG and len(told) < len(MIGHT_BE_WRONG) - 1
    return bool(alarm(scene.text)) or (sounds and only_things)


def _keep(scene: Scene, deed: Row, told: dict[str, Any]) -> Row:
    stands = act.as_said(scene.db, deed)
    details = preparing.merged(stands.details, told)
    new = replace(
        stands,
        details=details,
        place=told.get("place", stands.place),
        attested=told.get("people", stands.attested),
    )
    who = scene.who.person_id
    kept = act.correct(
        scene.db, deed["id"], new, scene.text[:60], scene.now, by_id=who, today=today_of(scene)
    )
    manning.call_up(scene.db, kept, scene.now, scene.house.clocks)
    return kept


@flow.on(PREPARING, said("抄去年", "照去年", "去年的", "和去年一样"))
def as_last_year(scene: Scene) -> Turn:
    """抄去年：place, forms, who; to be changed word by word."""
    found = _day(scene)
    last = preparing.last_year(scene.db, found[0]) if found else None
    if found is None or last is None:
        return Turn("没找到去年的。直接说：在哪办、办什么、谁负责。", stays=True)
    told = {name: last["details"][name] for name in ("forms", "leader", "posts") if name in last["details"]}
    deed = _keep(scene, found[0], {**told, **({"place": last["place"]} if last["place"] else {})})
    return _standing(scene, deed, found[1], f"抄来了：{deed['place']}，{told.get('leader', '')}负责。")


@flow.on(PREPARING, said("取消", "退出", "算了", "停", "好了", "完了"))
def done(scene: Scene) -> Turn:
    """好了：what was told stays."""
    return Turn("好，记着的都在。再回 咨询日 接着弄。")
