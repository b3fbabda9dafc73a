"""咨询日：prepared step by step from the telephone, and on the day whatever is sent is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.plan.doing import deeds as act
from actions.plan.doing import preparing
from bot.flow import ANY, Flow, kind, said, text_where
from bot.turn import Scene, Turn, lines
from handlers.plan.parts import not_yours, plans_of, today_of, unit_of, works_on_plans
from handlers.report.opening import photo_first, words_first
from models.base import Row
from models.plan import deeds
from rules.danger import alarm
from rules.first_look import Look, first_look
from rules.plan.dues import Due
from rules.plan.duty import Duty
from rules.plan.spoken.day_words import read_day_words, said_back
from rules.workdays import with_weekday

flow = Flow()

PREPARING = "day.preparing"
HOLDS = timedelta(hours=4)


@flow.on(ANY, said("咨询日", "6·16", "616", "6.16", "六一六", "宣传咨询日"))
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
        return EXAMPLES["before"]
    return EXAMPLES["photo" if list(lacks) == ["照片"] else "day"]


EXAMPLES = {
    "photo": "照片直接发来就行。",
    "before": "直接说就记上：门诊大厅，展台和讲堂，陈静负责",
    "day": "照片直接发；再说：来了120人，发了300份，答了15个",
}


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


@flow.on(PREPARING, text_where("门诊大厅，陈静负责", lambda text: read_day_words(text) or None))
def words(scene: Scene) -> Turn:
    """直接说：whatever is understood is kept and said back; a hazard in the hall is no place of the day."""
    if _is_hazard(scene, scene.found["it"]):
        return words_first(replace(scene, about={}))
    found = _day(scene)
    if found is None:
        return Turn("这一场没有了，重新回 咨询日。")
    deed = _keep(scene, found[0], scene.found["it"])
    return _standing(scene, deed, found[1], f"记上了：{said_back(scene.found['it'])}。")


MIGHT_BE_WRONG = {"place", "forms", "materials"}
"""Where a sentence told no more than these, what it says may as well be wrong with them: 门诊大厅插座冒火花."""


def _is_hazard(scene: Scene, told: dict[str, Any]) -> bool:
    if "answered" in told:
        return False
    sounds = first_look(scene.text, scene.house.kinds) is Look.HAZARD
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
    return act.correct(
        scene.db, deed["id"], new, scene.text[:60], scene.now, by_id=who, today=today_of(scene)
    )


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
