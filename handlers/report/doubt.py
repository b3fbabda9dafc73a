"""In doubt: words that may be no hazard get one question with ways out, and nothing is lost."""

import re

from actions import hazards as act
from bot.flow import ANY, Flow, chosen
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, hazard_of, reporter_of
from handlers.report.recording import record
from models import conversations
from rules.first_look import Look

flow = Flow()

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HELLO = re.compile(r"[你您]好|在[吗么不]|hi|hello|早|晚上好|上午好|下午好", re.IGNORECASE)


def not_sure(scene: Scene, look: Look) -> Turn:
    """不像隐患：one question with ways out; the words wait in a draft, so nothing is lost."""
    house = scene.house
    if look is Look.COURTESY:
        return _courtesy(scene)
    if look is Look.SHORT:
        return Turn(
            lines("哪里的什么坏了？多说几个字，", "或者拍张照片。例：5楼开水间插座冒火星"), stays=True
        )
    if look is Look.LINK:
        return Turn(lines("这个我打不开。", "发照片，或说一句：在哪里、怎么了。"), stays=True)
    if look is Look.PERSON:
        phone = f"或工会{house.union_phone}" if house.union_phone else ""
        said = (
            "说到人的事，台账里很多人看得见，我没记。",
            f"要举报打12350{phone}。",
            "只说哪里不安全，我马上记。",
        )
        return Turn(lines(*said), stays=True)
    if look is Look.QUESTION:
        return _cannot_say(scene)
    if not _CHINESE.search(scene.text):
        return not_understood(scene)
    return _ask(scene, look)


def _cannot_say(scene: Scene) -> Turn:
    house = scene.house
    ask = (
        f"安全上的事问工会{house.union_name} {house.union_phone}。"
        if house.union_phone
        else "安全上的事问科里的安全员。"
    )
    return Turn(
        lines("这个我答不准，怕说错。", ask, "回 帮助 看我会什么；要报隐患，发照片或说一句。"), stays=True
    )


def not_understood(scene: Scene) -> Turn:
    """没听懂：three ways on."""
    choices = {1: Choice("how"), 2: Choice("mine"), 3: Choice("help")}
    return Turn(
        lines("没听懂，不怪你。", "1报隐患 2看我报的 3帮助"), scene.step, scene.about, choices, keeps=True
    )


def _ask(scene: Scene, look: Look) -> Turn:
    hazard_id = act.open_draft(scene.db, reporter_of(scene), scene.now, scene.house.clocks, nudged=False)
    act.set_words(scene.db, hazard_id, scene.text, scene.now)
    act.forget_later(scene.db, hazard_id, scene.now, scene.house.clocks)
    ids = {"hazard": hazard_id}
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
    return record(scene, row["id"], row["description"])


@flow.on(ANY, chosen("union"))
def to_the_union(scene: Scene) -> Turn:
    """给工会说说：the union's telephone."""
    act.withdraw(scene.db, hazard_of(scene), "不是隐患，请找工会", scene.now)
    return Turn(f"工会{scene.house.union_name} {scene.house.union_phone}，直接打。")


@flow.on(ANY, chosen("forget"))
def forget(scene: Scene) -> Turn:
    """算了：it was nothing."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, "不是报隐患", scene.now)
    say = f"{row['number']}号撤回了，没人会跑一趟。" if row["number"] else "好，没记。看见不安全的再发我。"
    return Turn(say)


def _courtesy(scene: Scene) -> Turn:
    """谢谢、好的：answered once a day, else with silence."""
    said = scene.who.thanked_at
    if said is not None and scene.now - said < AFTER:
        return SILENCE
    conversations.change_conversation(scene.db, scene.who.id, thanked_at=scene.now)
    hello = _HELLO.match(scene.text)
    return Turn("你好，看见不安全的，拍张照片发来就行。" if hello else "不客气，看见就拍。", stays=True)
