"""记培训、记演练、记会议：a deed recorded in one breath, or question by question."""

import re
from dataclasses import replace
from datetime import date

from actions.plan.doing import deeds as act
from bot.flow import A_DIGIT, ANY, chosen, kind, said, tapped, text_where
from bot.turn import IDLE, Scene, Turn, lines
from handlers.plan import half, visits
from handlers.plan.asking import DAY, PEOPLE, TOPIC, TWICE, go_on, is_fresh, once, so_far
from handlers.plan.consultation import PREPARING
from handlers.plan.how_many import flow, not_a_number
from handlers.plan.mending import KEEPS, RECORDED
from handlers.plan.parts import not_yours, today_of, works_on_plans
from handlers.plan.sheets import SHOWN
from handlers.plan.telling import (
    Telling,
    departments_of,
    in_words,
    kinds_of,
    read,
    telling_of,
    with_heard,
)
from handlers.plan.written import recorded, settle
from handlers.report.opening import words_first
from models.plan import deeds
from rules.places.place_words import read as read_place
from rules.plan.spoken.deed_words import SaidDeed, read_organisers, without_typos
from rules.plan.spoken.recording_words import is_another_deed
from rules.words.first_look import Look, first_look

__all__ = ["flow"]

_RECORD = re.compile(r"\s*记(?:一?下|一?[场次个条]|录一?[下场次]?)?\s*(?P<rest>.{2,})", re.DOTALL)
_HELD = re.compile(
    "培训|演练|宣讲|[晨班][前后]?会|安委会|安全生产委员会|安全(?:生产)?(?:工作)?(?:例|专题)?会"
)
_WHEN_OR_HOW_MANY = re.compile(
    r"[今昨前]天|[上这本]?(?:周|星期|礼拜)[一二三四五六日天]|\d\s*[日号月./-]|\d\s*个?人"
)
_ASKS = re.compile(r"[?？吗呢]|什么时候|怎么|几点|通知|参加不了|推迟|延期|改期|改到|改在|定在|定于|将于|取消")


@flow.on(ANY, text_where("记培训", lambda text: _asked_to_record(text)))
def record(scene: Scene) -> Turn:
    """TR1：记一次培训、演练、会议：all in one breath, or step by step."""
    if not works_on_plans(scene):
        return not_yours("记培训、演练")
    return _begin(scene, scene.found["it"])


def _begin(scene: Scene, words: str) -> Turn:
    heard = read(scene, words)
    if _is_several(heard, words):
        return Turn("听着不止一场。一场一场说，我分开记，例：记培训 昨天 消防 30人", stays=True)
    code = heard.kind or _first_of_group(scene, words)
    if code is None:
        return Turn("记一次什么？例：记培训、记演练、记晨会、记检查。", stays=True)
    if code in visits.KINDS and visits.looks_after_units(scene):
        return visits.tell(scene, code, heard, words)
    told = with_heard(scene, Telling(code), heard)
    return go_on(scene, told, heard) if told.tells_something else half.begin(scene, told, heard)


_HEADS_SOMEWHERE = re.compile(r"\d\s*[个位名]?人")
_BOTH = re.compile(r"培训.*[,，。;；].*演练|演练.*[,，。;；].*培训", re.DOTALL)


def _is_several(heard: SaidDeed, words: str) -> bool:
    """Two head-counts of which none is the whole, or a training and a drill: one row of both would be wrong."""
    two_counts = heard.people is None and len(_HEADS_SOMEWHERE.findall(words)) > 1
    two_kinds = heard.kind is None and "培训" in words and "演练" in words
    return two_counts or two_kinds or bool(_BOTH.search(words))


@flow.on(IDLE, text_where("昨天 消防培训 42人", lambda text: _tells_of_a_deed(text)))
@flow.on(RECORDED, text_where("昨天 消防培训 42人", lambda text: _tells_of_a_deed(text)))
@flow.on(TWICE, text_where("昨天 消防培训 42人", lambda text: _tells_of_a_deed(text)))
@flow.on(SHOWN, text_where("昨天 消防培训 42人", lambda text: _tells_of_a_deed(text)))
@flow.on(
    PREPARING,
    text_where("昨天 消防培训 42人", lambda text: (_tells_of_a_deed(text) and is_another_deed(text)) or None),
)
def told_outright(scene: Scene) -> Turn:
    """昨天 消防培训 42人：told without 记 by somebody whose work it is; a hazard stays a hazard."""
    if not works_on_plans(scene) or first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    return _begin(scene, without_typos(scene.text))


@flow.on(ANY, tapped("RECORD"))
def record_training(scene: Scene) -> Turn:
    """记培训：the button asks what the words would tell."""
    if not works_on_plans(scene):
        return not_yours("记培训、演练")
    code = _first_of_group(scene, "培训")
    return half.begin(scene, Telling(code)) if code else Turn("方案里没有培训这一项。", stays=True)


_DEED_WORDS = re.compile(
    "培训|演练|会|课|讲|学习|宣讲|宣传|检查|督导|走访|谈心|竞赛|活动|张贴|方案|咨询日|训练|排查|清单|手册|议事|议程|资金|责任书"
)


def _asked_to_record(text: str) -> str | None:
    """What comes after 记, slips of the pen mended; 记住、记得 and 记好了 are no deeds."""
    tidy = without_typos(text)
    asked = _RECORD.fullmatch(tidy)
    is_deed = bool(_DEED_WORDS.search(tidy)) and not re.match(r"\s*记(?:得|住|好|错|不|重)", tidy)
    return asked["rest"] if asked and is_deed else None


def _tells_of_a_deed(text: str) -> bool:
    """A training or drill with a day or how many came; no question, no announcement."""
    tidy = without_typos(text)
    if _asked_to_record(text):
        return False
    return bool(_HELD.search(tidy) and _WHEN_OR_HOW_MANY.search(tidy) and not _ASKS.search(tidy))


def _first_of_group(scene: Scene, text: str) -> str | None:
    """记会议 names a group and no kind of it."""
    groups = {"会": "meeting", "培训": "training", "演练": "drill", "宣传": "publicity", "检查": "check"}
    group = next((group for word, group in groups.items() if word in text), None)
    return next((code for code, one in kinds_of(scene).items() if one.group == group), None)


@flow.on(DAY, chosen("deed_day"))
def day_chosen(scene: Scene) -> Turn:
    """今天、昨天."""
    return go_on(scene, replace(telling_of(scene.about), day=date.fromisoformat(scene.found["day"])))


@flow.on(TOPIC, chosen("deed_topic"))
def topic_chosen(scene: Scene) -> Turn:
    """讲的什么：5 is something else, told in words or not at all."""
    telling = telling_of(scene.about)
    topic = scene.found["topic"]
    return go_on(scene, replace(telling, topics=(topic,) if topic else ("other",)))


STOP = said("取消", "退出", "算了", "停", "停下", "不记了", "不要了")


@flow.on(DAY, STOP)
@flow.on(TOPIC, STOP)
@flow.on(PEOPLE, STOP)
@flow.on(TWICE, STOP)
def stop(scene: Scene) -> Turn:
    """取消：nothing was recorded, and nothing waits."""
    settle(scene, telling_of(scene.about))
    return Turn("好，没记。想记再回 记培训。")


@flow.on(DAY, kind("text"))
@flow.on(TOPIC, kind("text"))
@flow.on(PEOPLE, kind("text"))
def tells_more(scene: Scene) -> Turn:
    """接着说：whatever is understood counts, and the next thing missing is asked for; a hazard is a hazard."""
    telling, heard = telling_of(scene.about), read(scene, scene.text)
    if _is_hazard(scene, heard):
        return words_first(scene)
    if not is_fresh(scene) and (another := _hours_later(scene, telling, heard)):
        return another
    bodies = heard.organisers or (
        read_organisers(scene.text, list(departments_of(scene))) if scene.step == TOPIC else frozenset()
    )
    more = with_heard(scene, telling, replace(heard, organisers=bodies))
    if more == telling:
        if scene.step == PEOPLE and first_look(scene.text, scene.house.kinds) is not Look.COURTESY:
            return not_a_number(scene, telling)
        if scene.step != TOPIC or first_look(scene.text, scene.house.kinds) is Look.COURTESY:
            return go_on(scene, telling, heard)
        more = replace(telling, topics=("other",), title=scene.text.strip()[: act.LONGEST_TITLE])
    return go_on(scene, more, heard)


def _hours_later(scene: Scene, telling: Telling, heard: SaidDeed) -> Turn | None:
    """Another training told from its beginning, or words that tell nothing of one: what waits goes on waiting."""
    if _tells_of_a_deed(scene.text):
        return _begin(scene, without_typos(scene.text))
    return words_first(scene) if with_heard(scene, telling, heard) == telling else None


def _is_hazard(scene: Scene, heard: SaidDeed) -> bool:
    """三楼灭火器过期了 is one, 灭火器使用 is what was taught."""
    if heard.day or heard.kind or first_look(scene.text, scene.house.kinds) is not Look.HAZARD:
        return False
    return not heard.topics or bool(read_place(scene.text).place)


@flow.on(DAY, A_DIGIT)
@flow.on(TOPIC, A_DIGIT)
@flow.on(TWICE, A_DIGIT)
def asked_again(scene: Scene) -> Turn:
    """2, hours later or never offered: the question once more, so that the digit means what stands there."""
    telling = telling_of(scene.about)
    before = f"刚才的{so_far(scene, telling)}，接着来。" if telling.tells_something else ""
    return go_on(scene, telling, before=before)


@flow.on(TWICE, chosen("deed_same"))
def it_was_that_one(scene: Scene) -> Turn:
    """就是那场：its head-count is the one told now."""
    telling, deed_id = telling_of(scene.about), int(scene.found["deed"])
    row = deeds.find_deed(scene.db, deed_id)
    assert row is not None
    if telling.people is not None and telling.people != row["attested"]:
        new = replace(act.as_said(scene.db, row), attested=telling.people)
        by, today = scene.who.person_id, today_of(scene)
        act.correct(scene.db, deed_id, new, "补人数", scene.now, by_id=by, today=today)
    settle(scene, telling)
    said_ = lines(f"还是一场：{in_words(scene, deed_id)}", "错了回 改。")
    return Turn(said_, RECORDED, {"deed": deed_id}, until=KEEPS)


@flow.on(TWICE, chosen("deed_another"))
def it_was_another(scene: Scene) -> Turn:
    """又办了一场：the same course for a second shift is a second one."""
    return recorded(scene, telling_of(scene.about), wants_code=bool(scene.found["code"]))


@flow.on(TWICE, kind("text"))
def twice_or_not(scene: Scene) -> Turn:
    """Neither 1 nor 2: a hazard is a hazard, another deed is none of this one, anything else is asked again."""
    telling, heard = telling_of(scene.about), read(scene, scene.text)
    is_another = heard.kind is not None and heard.kind != telling.kind
    if is_another or first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    return once(scene, with_heard(scene, telling, heard))
