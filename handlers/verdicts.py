"""安全员拿主意: 不是隐患, 已经好了, 同一处; and a voice written down in the chat."""

import re
from dataclasses import replace

from actions import listening, questions
from actions import verdicts as act
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.officer import empty_or_not, looks_after, todo_line, waiting
from handlers.phrases import ASKED, aside, hazard_of, short
from handlers.report.steps import LISTEN, REASON
from models import hazards
from models.base import Row
from rules.first_look import Look, first_look
from rules.hazard import NotYours, Part

flow = Flow()

_UNCLEAR = re.compile(r"(?:听不清楚?|没听清楚?|听不懂|没声音|听不见)[。.!！了啊]*")

NOT_THERE, OTHERS = "现场没有", "别处管，已告诉他们"


@flow.on(ANY, chosen("no_hazard"))
def no_hazard(scene: Scene) -> Turn:
    """不是隐患：why? The reporter reads it."""
    row = _mine(scene)
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
    return aside(scene, Turn(said, choices=choices))


@flow.on(ANY, chosen("redirect"))
def redirect(scene: Scene) -> Turn:
    """是报修：counted apart."""
    row = _mine(scene)
    act.redirect(scene.db, row, scene.now, scene.house.clocks, officer_id=_officer(scene))
    phone = scene.house.repair_phone
    call = f"后勤报修 {phone}，得打个电话说一声。" if phone else "后勤那边得说一声。"
    return _next(scene, row, f"{row['number']}转报修了，{_told(row)}。{call}")


@flow.on(ANY, chosen("reject"))
def reject(scene: Scene) -> Turn:
    """不是隐患：with one of the usual reasons."""
    return _rejected(scene, _mine(scene), scene.found["reason"])


@flow.on(ANY, chosen("write_reason"))
def write_reason(scene: Scene) -> Turn:
    """写一句：the reason in one's own words."""
    row = _mine(scene)
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
    return _rejected(scene, _mine(scene, scene.about["card"]), scene.text[:100])


def _rejected(scene: Scene, row: Row, reason: str) -> Turn:
    act.reject(scene.db, row, reason, scene.now, scene.house.clocks, officer_id=_officer(scene))
    return _next(scene, row, f"{row['number']}没进台账：{short(reason, 20)}。{_told(row)}。")


@flow.on(ANY, chosen("close_unseen"))
def close_unseen(scene: Scene) -> Turn:
    """已经好了：seen with one's own eyes? The reporter will read that somebody went."""
    row = _mine(scene)
    ids = {"hazard": row["id"]}
    choices = {1: Choice("close", ids), 0: Choice("leave")}
    said = lines(f"{row['number']}销号？上报人会读到“安全员去看过”。", "1我看过了，好了 0先不销")
    return aside(scene, Turn(said, choices=choices))


@flow.on(ANY, chosen("close"))
def close(scene: Scene) -> Turn:
    """看过了，销号：with the day and how long it took."""
    row = _mine(scene)
    after = act.close(scene.db, row, scene.now, scene.house.clocks, officer_id=_officer(scene))
    zone = scene.house.clocks.zone
    closed = after["closed_at"].astimezone(zone).date()
    days = (closed - (row["reported_at"] or row["recorded_at"]).astimezone(zone).date()).days
    used = f"，用了{days}天" if days else "，当天就好"
    return _next(scene, row, f"{row['number']}销号，{closed.month}月{closed.day}日{used}。{_told(row)}。")


@flow.on(ANY, chosen("merge"))
def merge(scene: Scene) -> Turn:
    """同一处：joined to the one it resembles."""
    row, other = _mine(scene), hazards.find_hazard(scene.db, scene.found["other"])
    target = act.merge(
        scene.db,
        row,
        other,
        scene.now,
        scene.house.clocks,
        part=Part.OFFICER,
        person_id=_officer(scene),
    )
    return _next(scene, row, f"{row['number']}并到{target['number']}了，算他一起报的。{_told(row)}。")


@flow.on(LISTEN, kind("text"))
def written_down(scene: Scene) -> Turn:
    """听写：the officer's sentence; the reporter reads it."""
    look = first_look(scene.text, scene.house.kinds)
    if look is Look.COURTESY:
        return SILENCE
    row = _mine(scene, scene.about["card"])
    if _UNCLEAR.fullmatch(scene.text):
        return say_again(replace(scene, found={"hazard": row["id"]}))
    if look is Look.QUESTION:
        return Turn("这句像是在问我，没写进去。听完打语音里的话；听不清回 1。", stays=True, repeats=True)
    house = scene.house
    listening.write_down(
        scene.db, row, scene.text, scene.now, house.clocks, house.kinds, officer_id=_officer(scene)
    )
    return _next(scene, row, f"写好了：{row['number']}“{short(scene.text, 24)}”。{_told(row)}。", again=True)


@flow.on(ANY, chosen("say_again"))
def say_again(scene: Scene) -> Turn:
    """听不清：the reporter is asked to say it once more."""
    row = _mine(scene)
    text = "语音没听清，请再说一遍：在哪里、怎么了"
    questions.ask(scene.db, row, text, scene.now, scene.house.clocks, officer_id=_officer(scene))
    asked = "已经问上报人了。" if row["reporter_id"] is not None else "没留名，他查回执时看得到。"
    return _next(scene, row, f"{row['number']}{asked}")


def _mine(scene: Scene, hazard_id: int | None = None) -> Row:
    """The hazard, if this officer looks after it."""
    row = hazards.find_hazard(scene.db, hazard_id) if hazard_id else hazard_of(scene)
    if not looks_after(scene, row):
        raise NotYours(f"{row['number']}号不归你管，我没动它。")
    return row


def _officer(scene: Scene) -> int:
    assert scene.who.person_id is not None
    return scene.who.person_id


def _told(row: Row) -> str:
    """Whether the reporter will hear of it; only what is true."""
    return "上报人会知道" if row["reporter_id"] is not None else "没留名的，查回执看得到"


def _next(scene: Scene, row: Row, told: str, *, again: bool = False) -> Turn:
    """What was done, and the next one of the list."""
    later = [other for other in waiting(scene) if again or other["id"] != row["id"]]
    if not later:
        return aside(scene, Turn(lines(told, empty_or_not(scene))))
    first = next((other for other in later if other["id"] == row["id"]), later[0]) if again else later[0]
    choices = {1: Choice("card", {"hazard": first["id"]}), 0: Choice("leave")}
    return aside(scene, Turn(lines(told, f"下一件：{todo_line(first, scene)}。1看 0到此"), choices=choices))
