"""签到: scanning the code on the screen of a training signs in; whoever the house does not know yet says their name first."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions.plan.doing import attending
from bot.flow import ANY, Flow, Found, Heard, Match, kind, said, text_where
from bot.turn import Scene, Turn, lines
from handlers import binding
from handlers.report.opening import words_first
from models import conversations, people, units
from models.base import Row
from models.plan import deeds
from rules.plan.document import Kind
from rules.refusal import Refused
from rules.words.first_look import Look, first_look

flow = Flow()

CODE = attending.MARK
"""What the code of a deed begins with."""

SCANS = ("event.subscribe", "event.scan", "event.scancode_waitmsg", "event.scancode_push")
NAME = "attend.name"
HOLDS = timedelta(minutes=30)


def _scanned(heard: Heard) -> Found | None:
    code = heard.inbound.event_key.removeprefix("qrscene_")
    return {"code": code} if code.startswith(CODE) and heard.inbound.kind in SCANS else None


@flow.on(ANY, Match("sign-in code", _scanned, kinds=SCANS))
def scans(scene: Scene) -> Turn:
    """扫签到码：signed in at once; whoever was not a follower is one now."""
    if scene.inbound.kind == "event.subscribe":
        conversations.change_conversation(scene.db, scene.who.id, follows=True)
    return come_to(scene, scene.found["code"])


def come_to(scene: Scene, code: str) -> Turn:
    """A code was scanned: signed in, or asked who it is."""
    try:
        deed = attending.deed_by(scene.db, code, scene.now, scene.house.seal.digest)
    except Refused as no:
        return Turn(str(no), stays=True)
    if scene.who.is_ward:
        return Turn("这是科室公用的手机，签不了个人的。用自己的微信扫，或请组织的人添上名字。", stays=True)
    if scene.who.person_id is None:
        return _who_are_you(scene, deed)
    return Turn(_signed(scene, deed, scene.who.person_id, scene.now), stays=True)


def _who_are_you(scene: Scene, deed: Row) -> Turn:
    """还没绑定：the scan counts once the name is told."""
    said_ = lines(
        f"扫到了：{_called(scene, deed)}。还不知道你是谁。",
        "发 姓名 工号，例：张敏 020153，马上签上。",
        "保洁、护工没工号：发 姓名 手机号。",
    )
    about = {"deed": deed["id"], "at": scene.now.isoformat()}
    return Turn(said_, NAME, about, until=HOLDS)


@flow.on(NAME, text_where("姓名 工号", binding.read_pair))
def tells_name(scene: Scene) -> Turn:
    """姓名 工号：bound, and signed in as of the scan; where the name was not found, asked again."""
    turn = binding.try_pair(scene)
    person_id = conversations.find_conversation(scene.db, scene.who.id)["person_id"]
    deed = deeds.find_deed(scene.db, int(scene.about["deed"]))
    if person_id is None or deed is None:
        return replace(turn, goto=NAME, about=scene.about, until=HOLDS)
    try:
        signed = _signed(scene, deed, person_id, datetime.fromisoformat(scene.about["at"]))
    except Refused as no:
        signed = str(no)
    return replace(turn, say=lines(signed, "不是你？回 1 马上解开。"))


@flow.on(NAME, said("取消", "算了", "退出", "停", "0", "跳过"))
def stops(scene: Scene) -> Turn:
    """算了：the organiser may add the name by hand."""
    return Turn("好，没签。真来了的，请组织的人把你的名字添上。")


@flow.on(NAME, kind("text"))
def other_words(scene: Scene) -> Turn:
    """写得不像姓名工号：a hazard is a hazard; else how it is written."""
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    return Turn("姓名和工号写在一起就签上，例：张敏 020153\n不签了回 算了。", stays=True)


def _signed(scene: Scene, deed: Row, person_id: int, at: datetime) -> str:
    told = attending.sign_in(scene.db, deed, person_id, at)
    person = people.find_person(scene.db, person_id)
    who = f"{person['unit_name']} {person['name']}"
    if not told.is_new:
        return f"签过了：{_called(scene, deed)}，{who}。一次就算。"
    return f"签到了：{_called(scene, deed)}，{who}。{'开始一刻钟以后到的，记作迟到。' if told.late else ''}"


def _called(scene: Scene, deed: Row) -> str:
    """The title, or what kind of deed it is."""
    if deed["title"]:
        return str(deed["title"])
    unit = units.find_unit(scene.db, deed["unit_id"])
    one: Kind | None = scene.house.plans.kinds(scene.db, unit).get(deed["kind"])
    return one.name if one else "这一场"
