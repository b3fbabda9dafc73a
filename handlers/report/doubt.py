"""In doubt: words that may be no hazard get one question with ways out, and nothing is lost."""

import re
from collections.abc import Callable
from dataclasses import replace

from actions import hazards as act
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, ASKED, FIRST_AID, hazard_of, whom_to_ask
from handlers.report.answering import answer_to_officer
from handlers.report.beginning import begin, ended
from handlers.report.recording import complete, record
from handlers.report.steps import UNION
from handlers.report.wording import unnamed
from models import conversations, hazards, outbox, people, reported
from rules.words.bare_words import is_bare, is_fine
from rules.words.first_look import Look, first_look, said_fixed

flow = Flow()

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_A_DEED = 5
_HELLO = re.compile(r"[你您]好|在[吗么不]|hi|hello|早|晚上好|上午好|下午好", re.IGNORECASE)


def not_sure(scene: Scene, look: Look) -> Turn:
    """不像隐患：each kind of words has its one answer; the rest is asked, and waits in a draft."""
    if (heard := answer_to_officer(scene, look)) is not None:
        return heard
    if look in (Look.OTHER, Look.SHORT) and len(scene.text) <= _A_DEED and said_fixed(scene.text):
        return _whatever_it_was(scene)
    if look in (Look.OTHER, Look.SHORT) and is_bare(scene.text):
        return not_understood(scene)
    if look is Look.OTHER and is_fine(scene.text):
        return Turn("好，没事就好。看见不安全的再发我。", stays=True, repeats=True)
    if (say := ANSWERS.get(look)) is not None:
        return say(scene)
    return _ask(scene, look) if _CHINESE.search(scene.text) else not_understood(scene)


def _whatever_it_was(scene: Scene) -> Turn:
    """我拖了，没头没尾：done on the spot counts, once it is known what it was."""
    said = lines("手真快！刚才是哪里、怎么了？说一句也算数。", "例：5楼走廊地湿，我拖了")
    return Turn(said, stays=True)


def _too_short(scene: Scene) -> Turn:
    """坏了：of what, and where?"""
    said = lines("哪里的什么坏了？多说几个字，", "或者拍张照片。例：5楼开水间插座冒火星")
    return Turn(said, stays=True)


def _cannot_open(scene: Scene) -> Turn:
    """链接、转发的聊天：cannot be opened."""
    return Turn(lines("这个我打不开。", "发照片，或说一句：在哪里、怎么了。"), stays=True)


def _about_a_person(scene: Scene) -> Turn:
    """说到某个人：not written where many read."""
    house = scene.house
    phone = f"或工会{house.union_phone}" if house.union_phone else ""
    said = (
        "说到人的事，台账里很多人看得见，我没记。",
        f"要举报打12350{phone}。",
        "只说哪里不安全，我马上记。",
    )
    return Turn(lines(*said), stays=True)


def _cannot_say(scene: Scene) -> Turn:
    """问题：whoever knows, with a telephone."""
    said = lines(
        "这个我答不准，怕说错。",
        f"安全上的事问{_who_knows(scene)}。",
        "回 帮助 看我会什么；要报隐患，发照片或说一句。",
    )
    return Turn(said, stays=True)


def _who_knows(scene: Scene) -> str:
    department = scene.who.department_id
    officers = people.officers_of(scene.db, department) if department else []
    mine = scene.who.person_id
    near = next((officer for officer in officers if officer["phone"] and officer["id"] != mine), None)
    if near is not None:
        return f"{near['name']} {near['phone']}"
    return whom_to_ask(scene) or "科里的安全员"


def _reward(scene: Scene) -> Turn:
    """有奖吗：what is counted here; the rest is the hospital's."""
    count, closed = reported.count_reported(scene.db, scene.who.id, scene.who.person_id)
    ask = f"问{whom_to_ask(scene).partition(' ')[0] or '工会'}。"
    said = lines(
        f"有没有奖看医院的办法，{ask}",
        f"算不算你报的，我这儿记着：你报了{count}件，弄好{closed}件。",
    )
    return Turn(said, stays=True)


def not_understood(scene: Scene) -> Turn:
    """没听懂：three ways on."""
    choices = {1: Choice("how"), 2: Choice("mine"), 3: Choice("help")}
    return Turn(
        lines("没听懂，不怪你。", "1报隐患 2看我报的 3帮助"), scene.step, scene.about, choices, keeps=True
    )


def _pricked(scene: Scene) -> Turn:
    """针扎了怎么办：the wound first, then the row if it is wanted."""
    choices = {1: Choice("record", {"hazard": _kept(scene)})}
    return Turn(lines(*FIRST_AID, "要记一笔，回 1 我马上记。"), choices=choices)


def _kept(scene: Scene) -> int:
    """The words wait for a day in a draft that no officer sees."""
    hazard_id = begin(scene, nudged=False)
    row = hazards.find_hazard(scene.db, hazard_id)
    act.set_words(
        scene.db, hazard_id, unnamed(scene, scene.text) if row["anonymous"] else scene.text, scene.now
    )
    act.forget_later(scene.db, hazard_id, scene.now, scene.house.clocks)
    return hazard_id


def _ask(scene: Scene, look: Look) -> Turn:
    ids = {"hazard": _kept(scene)}
    choices = {1: Choice("record", ids), 3: Choice("forget", ids)}
    if look is Look.REPAIR:
        phone = scene.house.repair_phone
        first = f"像是报修，打{phone}更快。" if phone else "像是报修，后勤修得更快。"
        said = lines(first, "会伤人、会着火的，回 1 我马上记。", "说不准也回 1，安全员会转。")
        return Turn(said, choices=choices)
    if scene.house.union_phone:
        choices[2] = Choice("union", ids)
    options = "1是隐患，给我记上 " + ("2给工会说说 " if 2 in choices else "") + "3算了"
    first = "这个不像安全隐患，先没进台账。"
    return Turn(lines(first, options), choices=choices)


@flow.on(ANY, chosen("record"))
def record_after_all(scene: Scene) -> Turn:
    """是隐患：the person insists, so it is recorded."""
    row = hazard_of(scene)
    return complete(scene, row, row["description"])


@flow.on(ANY, chosen("union"))
def to_the_union(scene: Scene) -> Turn:
    """给工会说说：the union's telephone."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, "不是隐患，请找工会", scene.now)
    said = lines(
        f"工会{scene.house.union_name} {scene.house.union_phone}，直接打。",
        "愿意的话在这儿说，我原话转给工会，不进台账。",
        "不说了回 0",
    )
    turn = ended(row, said)
    return replace(turn, goto=UNION, choices={0: Choice("said_enough")}, until=ASKED)


@flow.on(ANY, chosen("said_enough"))
def said_enough(scene: Scene) -> Turn:
    """不说了：nothing was passed on."""
    return Turn("好。看见不安全的再发我。")


@flow.on(UNION, kind("text"))
def pass_on(scene: Scene) -> Turn:
    """原话转给工会：a hazard is still a hazard; anything else goes to the union as it was said."""
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return record(scene, begin(scene, nudged=False), scene.text)
    payload = {"words": scene.text, "home": scene.who.home_id}
    key = f"union:{scene.inbound.key[:24]}"
    outbox.post(scene.db, outbox.errand(key, "to_union", now=scene.now, payload=payload))
    said = "原话转给工会了，没写你的名字。想让他们回你，把电话也写上。"
    return Turn(said, UNION, scene.about, until=ASKED, sealed=bool(scene.about))


@flow.on(ANY, chosen("forget"))
def forget(scene: Scene) -> Turn:
    """算了：it was nothing."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, "不是报隐患", scene.now)
    say = f"{row['number']}号撤回了，没人会跑一趟。" if row["number"] else "好，没记。看见不安全的再发我。"
    return ended(row, say)


def _courtesy(scene: Scene) -> Turn:
    """谢谢、好的：answered once a day, else with silence."""
    said = scene.who.thanked_at
    if said is not None and scene.now - said < AFTER:
        return SILENCE
    conversations.change_conversation(scene.db, scene.who.id, thanked_at=scene.now)
    hello = _HELLO.match(scene.text)
    return Turn(
        "你好，看见不安全的，拍张照片发来就行。" if hello else "不客气，看见就拍。", stays=True, repeats=True
    )


ANSWERS: dict[Look, Callable[[Scene], Turn]] = {
    Look.COURTESY: _courtesy,
    Look.SHORT: _too_short,
    Look.LINK: _cannot_open,
    Look.PERSON: _about_a_person,
    Look.QUESTION: _cannot_say,
    Look.REWARD: _reward,
    Look.NEEDLE: _pricked,
}
