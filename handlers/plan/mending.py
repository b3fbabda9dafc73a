"""改、作废、补人数、补照片：a deed that was recorded a moment ago is put right. The routes of deeds stand in the same flow."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from actions.plan.doing import deeds as act
from actions.plan.doing import evidence, tracing
from actions.plan.doing.deeds import Said
from bot.flow import KIND, TEXT, Flow, Found, Heard, Match, chosen, kind, said, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.plan.parts import named_in_breath, plans_of, today_of, unit_of
from handlers.plan.retold import Retold, moved, retold
from handlers.plan.telling import in_words, not_found, read
from handlers.report.opening import photo_first, words_first
from models.base import Row
from models.plan import deeds
from rules.alarms.danger import alarm
from rules.plan.spoken.deed_words import SaidDeed
from rules.refusal import Refused
from rules.words.first_look import Look, first_look

flow = Flow()

RECORDED, MENDING = "deed.recorded", "deed.mending"
KEEPS = timedelta(minutes=30)
WRONG = ("改", "错了", "记错了", "改一下", "不对", "写错了")
AWAY = ("作废", "不要了", "删", "删掉", "删除", "撤回", "记重了", "重了")
SURELY_HEADS = re.compile(r"\s*(\d{2,5}|\d(?=\s*(?:个|位|名)?人))\s*(?:个|位|名)?人?\s*[。.]?\s*")
"""A digit alone may be a choice that is no more; with 人 it is a head-count."""
_RATHER = re.compile(r"\s*(?:改成?|应该是|其实是|是)[:：]?\s*(?P<new>.{1,40})", re.DOTALL)
_WHO_DID = re.compile(
    r"[^，,。！!？?]{1,20}(?:办|搞|组织)的[。.]?|(?:还有|加上|另外|漏了)?[^！!？?]{2,30}(?:参加了?|来了|没来|没参加)[。.]?"
)
"""Said of the deed just recorded; who was not there counts as much as who was."""
_NOT_BUT = re.compile(r"\s*不是.{1,20}?[,，]?\s*(?:而?是|应该是)\s*(?P<new>.{1,40})", re.DOTALL)


def _who_did(heard: Heard) -> Found | None:
    return {} if _WHO_DID.fullmatch(heard.inbound.text.strip()) else None


@flow.on(RECORDED, kind("image"))
def proof_sent(scene: Scene) -> Turn:
    """照片：kept with the deed just recorded; a hazard that was meant is one tap away."""
    proof = keep_picture(scene, int(scene.about["deed"]), "sign_in")
    meant = {"proof": proof, "media": scene.inbound.media_id, "url": scene.inbound.picture_url}
    said_ = lines("收到，和刚才那一条存在一起了。", "拍的是隐患？回 1 单独报。")
    return Turn(said_, RECORDED, scene.about, {1: Choice("deed_hazard", meant)}, until=KEEPS)


@flow.on(RECORDED, chosen("deed_hazard"))
def it_is_a_hazard(scene: Scene) -> Turn:
    """拍的是隐患：taken away from the deed, and reported."""
    evidence.remove(scene.db, int(scene.found["proof"]))
    sent = {"kind": "image", "text": "", "media_id": scene.found["media"], "picture_url": scene.found["url"]}
    return photo_first(replace(scene, inbound=replace(scene.inbound, **sent), about={}))


def keep_picture(scene: Scene, deed_id: int, what: str) -> int:
    """The picture just sent, as a proof of a deed; its id."""
    sent, by = scene.inbound, scene.who.person_id
    return evidence.add_from_chat(
        scene.db, deed_id, sent.media_id, sent.picture_url, scene.now, by_id=by, what=what
    )


@flow.on(RECORDED, text_where("42人", SURELY_HEADS.fullmatch))
def heads_later(scene: Scene) -> Turn:
    """写个数：the head-count of the deed just recorded."""
    return _mend(scene, replace(_stands(scene), attested=int(scene.found["it"][1])), "补人数")


@flow.on(RECORDED, text_where("5", re.compile(r"\s*\d\s*").fullmatch))
def one_digit(scene: Scene) -> Turn:
    """5：nothing was offered; a handful of people is said with 人."""
    return Turn(f"已经记好了。是{scene.text.strip()}个人的话，写“{scene.text.strip()}人”。", stays=True)


@flow.on(RECORDED, said(*WRONG))
@flow.on(MENDING, said(*WRONG))
def mend(scene: Scene) -> Turn:
    """改：one sentence says what is different."""
    said_ = lines(
        f"哪里不对？{in_words(scene, int(scene.about['deed']))}",
        "直接说对的：40人、前天、用电、工会和内科二。",
        "整条不要了，回 作废。",
    )
    return Turn(said_, MENDING, scene.about, until=KEEPS)


@flow.on(IDLE, said(*WRONG))
def mend_the_last(scene: Scene) -> Turn:
    """改, with something else said in between: the deed this person recorded within half an hour."""
    last = _last_of_mine(scene)
    return mend(replace(scene, about={"deed": last["id"]})) if last else words_first(scene)


@flow.on(RECORDED, said(*AWAY))
@flow.on(MENDING, said(*AWAY))
def void(scene: Scene) -> Turn:
    """作废：it stays to be read and counts nowhere."""
    deed_id = int(scene.about["deed"])
    which = in_words(scene, deed_id)
    act.void(scene.db, deed_id, "记错了", scene.now, by_id=scene.who.person_id)
    return Turn(lines(f"作废了：{which}", "哪儿也不算。要记再回 记培训。"))


@flow.on(IDLE, said("作废", "记重了", "重了"))
def void_the_last(scene: Scene) -> Turn:
    """作废, with something else said in between."""
    last = _last_of_mine(scene)
    return void(replace(scene, about={"deed": last["id"]})) if last else words_first(scene)


def _last_of_mine(scene: Scene) -> Row | None:
    """What this person recorded last, if that was within half an hour."""
    since, today, who = scene.now - KEEPS, today_of(scene), scene.who.person_id
    if who is None:
        return None
    rows = deeds.deeds_of(scene.db, unit_of(scene)["id"], today - act.OLDEST, today)
    mine = (row for row in rows if row["recorded_by_id"] == who and row["recorded_at"] >= since)
    return max(mine, key=lambda row: (row["recorded_at"], row["id"]), default=None)


@flow.on(MENDING, said("取消", "算了", "没错", "停"))
def leave_it(scene: Scene) -> Turn:
    """没错：as it stands."""
    return Turn("好，没动它。", RECORDED, scene.about, until=KEEPS)


@flow.on(RECORDED, text_where("改成40人", lambda text: _NOT_BUT.fullmatch(text) or _RATHER.fullmatch(text)))
def mended_at_once(scene: Scene) -> Turn:
    """改成40人、不是42是45：the word and what is right in one breath."""
    return _mended(scene, scene.found["it"]["new"])


@flow.on(RECORDED, Match("内科二也来了", _who_did, KIND, TEXT))
def who_came(scene: Scene) -> Turn:
    """内科二也来了、后勤办的：of the deed just recorded, where that names a department; else words as ever."""
    heard = read(scene, scene.text)
    is_of_it = heard.departments or heard.organisers or heard.unknown
    if not is_of_it or heard.day or _sounds_wrong(scene, heard):
        return words_first(scene)
    return _mended(scene, scene.text)


@flow.on(MENDING, kind("text"))
def mended(scene: Scene) -> Turn:
    """对的是：the version before is kept."""
    return _mended(scene, _rather(scene.text))


def _rather(text: str) -> str:
    """What is right instead, without 改成 or 不是 before it."""
    rather = _NOT_BUT.fullmatch(text) or _RATHER.fullmatch(text)
    return rather["new"] if rather else text


_NOT_THERE = re.compile("没(?:有)?(?:来|参加|到|去)|缺席|去掉|不算")
_CAME_OR_NOT = re.compile(
    r"没(?:有)?|来|参加|到|去|了|都|也|均|全|还有|加上|另外|漏|科|里|的|人|其他|别|[\s,，。、和]"
)


def _sounds_wrong(scene: Scene, heard: SaidDeed) -> bool:
    """Whether it tells of a hazard; 外科三没来 tells of who was there, and of nothing else."""
    rest = heard.rest
    for name in heard.unknown:
        rest = rest.replace(name, "")
    if (heard.departments or heard.unknown) and not _CAME_OR_NOT.sub("", rest):
        return bool(alarm(scene.text))
    return first_look(scene.text, scene.house.kinds) is Look.HAZARD


def _mended(scene: Scene, text: str) -> Turn:
    stands = _stands(scene)
    now = retold(scene, stands, text)
    if now.said != stands:
        return _mend(scene, now.said, scene.text, moved(scene, stands, now))
    if _sounds_wrong(scene, read(scene, scene.text)):
        return words_first(scene)
    return Turn(_not_understood(scene, now), MENDING, scene.about, until=KEEPS)


def _not_understood(scene: Scene, now: Retold) -> str:
    """Names nobody knows, what stands there already, or no idea."""
    if now.unknown:
        return f"{not_found(now.unknown)}别的没动。"
    heard, bare = read(scene, scene.text), SURELY_HEADS.fullmatch(_rather(scene.text))
    if bare or (heard.people is not None and not heard.departments):
        return f"本来就是{bare[1] if bare else heard.people}人，没动。"
    if heard.departments and _NOT_THERE.search(scene.text):
        return f"本来就没有{named_in_breath(heard.departments)}，没动。"
    if any((heard.departments, heard.day, heard.topics, heard.organisers, heard.place)):
        return f"本来就是这样：{in_words(scene, int(scene.about['deed']))}"
    return "没看懂改哪里。直接说对的：40人、前天、用电。"


def _stands(scene: Scene) -> Said:
    row = deeds.find_deed(scene.db, int(scene.about["deed"]))
    assert row is not None
    return act.as_said(scene.db, row)


def _mend(scene: Scene, new: Said, why: str, moved_: Sequence[str] = ()) -> Turn:
    deed_id, by, today = int(scene.about["deed"]), scene.who.person_id, today_of(scene)
    try:
        act.correct(scene.db, deed_id, new, why[:60], scene.now, by_id=by, today=today)
    except Refused as no:
        return Turn(str(no), stays=True)
    counts = tracing.counted_in(scene.db, plans_of(scene), unit_of(scene), deed_id, today)
    now = f"算进：{counts}。" if any(moved_[:1]) and counts and not any(moved_[1:]) else ""
    said_ = lines(f"改好了：{in_words(scene, deed_id)}", *moved_, now)
    return Turn(said_, RECORDED, {"deed": deed_id}, until=KEEPS)
