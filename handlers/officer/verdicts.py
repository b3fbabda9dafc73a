"""安全员拿主意: 不是隐患, 已经好了, 同一处; and a voice written down in the chat."""

import re
from dataclasses import replace

from actions import listening, questions
from actions import verdicts as act
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.officer.parts import mine
from handlers.officer.saying import next_one, will_hear
from handlers.phrases import ASKED, short
from handlers.report.steps import LISTEN, REASON
from models import hazards
from models.base import Row
from rules.hazard import Part
from rules.words.first_look import Look, first_look

flow = Flow()

_UNCLEAR = re.compile(r"(?:听不清楚?|没听清楚?|听不懂|没声音|听不见)[。.!！了啊]*")

NOT_THERE, OTHERS = "现场没有", "别处管，已告诉他们"


@flow.on(ANY, chosen("no_hazard"))
def no_hazard(scene: Scene) -> Turn:
    """不是隐患：why? The reporter reads it."""
    row = mine(scene)
    said = lines(
        f"{row['number']}为什么不是？1是报修，转后勤 2现场没有",
        "3别处管（城管、物业） 4写一句",
        "上报人会看到这句话。不改了回 0",
    )
    ids = {"hazard": row["id"]}
    choices = {
        1: Choice("redirect", ids),
        2: Choice("reject", ids | {"reason": NOT_THERE}),
        3: Choice("reject", ids | {"reason": OTHERS}),
        4: Choice("write_reason", ids),
        0: Choice("leave"),
    }
    return Turn(said, REASON, {"card": row["id"]}, choices, until=ASKED)  # a sentence is as good as a digit


@flow.on(ANY, chosen("redirect"))
def redirect(scene: Scene) -> Turn:
    """是报修：counted apart."""
    row = mine(scene)
    act.redirect(scene.db, row, scene.now, scene.house.clocks, officer_id=_officer(scene))
    phone = scene.house.repair_phone
    call = f"后勤报修 {phone}，得打个电话说一声。" if phone else "后勤那边得说一声。"
    return next_one(scene, row, f"{row['number']}转报修了，{will_hear(row)}。{call}")


@flow.on(ANY, chosen("reject"))
def reject(scene: Scene) -> Turn:
    """不是隐患：with one of the usual reasons."""
    return _rejected(scene, mine(scene), scene.found["reason"])


@flow.on(ANY, chosen("write_reason"))
def write_reason(scene: Scene) -> Turn:
    """写一句：the reason in one's own words."""
    row = mine(scene)
    return Turn(
        f"{row['number']}为什么不算？写一句，上报人会看到。\n不改了回 0",
        REASON,
        {"card": row["id"]},
        {0: Choice("leave")},
        until=ASKED,
    )


@flow.on(REASON, kind("text"))
def reason_written(scene: Scene) -> Turn:
    """写好的原因：as it was written."""
    if first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return SILENCE
    return _rejected(scene, mine(scene, scene.about["card"]), scene.text[:100])


def _rejected(scene: Scene, row: Row, reason: str) -> Turn:
    act.reject(scene.db, row, reason, scene.now, scene.house.clocks, officer_id=_officer(scene))
    return next_one(scene, row, f"{row['number']}没进台账：{short(reason, 20)}。{will_hear(row)}。")


@flow.on(ANY, chosen("merge"))
def merge(scene: Scene) -> Turn:
    """同一处：joined to the one it resembles."""
    row, other = mine(scene), hazards.find_hazard(scene.db, scene.found["other"])
    target = act.merge(
        scene.db,
        row,
        other,
        scene.now,
        scene.house.clocks,
        part=Part.OFFICER,
        person_id=_officer(scene),
    )
    return next_one(scene, row, f"{row['number']}并到{target['number']}了，算他一起报的。{will_hear(row)}。")


@flow.on(LISTEN, kind("text"))
def written_down(scene: Scene) -> Turn:
    """听写：the officer's sentence; the reporter reads it."""
    look = first_look(scene.text, scene.house.kinds)
    if look is Look.COURTESY:
        return SILENCE
    row = mine(scene, scene.about["card"])
    if _UNCLEAR.fullmatch(scene.text):
        return say_again(replace(scene, found={"hazard": row["id"]}))
    if look is Look.QUESTION:
        return Turn("这句像是在问我，没写进去。听完打语音里的话；听不清回 1。", stays=True, repeats=True)
    house = scene.house
    listening.write_down(
        scene.db, row, scene.text, scene.now, house.clocks, house.kinds, officer_id=_officer(scene)
    )
    return next_one(
        scene, row, f"写好了：{row['number']}“{short(scene.text, 24)}”。{will_hear(row)}。", again=True
    )


@flow.on(ANY, chosen("say_again"))
def say_again(scene: Scene) -> Turn:
    """听不清：the reporter is asked to say it once more."""
    row = mine(scene)
    text = "语音没听清，请再说一遍：在哪里、怎么了"
    questions.ask(scene.db, row, text, scene.now, scene.house.clocks, officer_id=_officer(scene))
    asked = "已经问上报人了。" if row["reporter_id"] is not None else "没留名，他查回执时看得到。"
    return next_one(scene, row, f"{row['number']}{asked}")


def _officer(scene: Scene) -> int:
    assert scene.who.person_id is not None
    return scene.who.person_id
