"""语音: a voice is a sentence; the officer listens and writes it down, and the reporter sees what was written."""

from collections.abc import Callable
from dataclasses import replace

from actions import hazards as act
from actions.hazards import Picture
from actions.places import at_place
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, NAMELESS, about, hazard_of
from handlers.report.after import more_words, reworded
from handlers.report.answers import receipt_answer, since
from handlers.report.beginning import begin, close_name, nameless_before, send_along
from handlers.report.placing import typed_place
from handlers.report.recording import record, settled
from handlers.report.steps import ANSWER, DONE, LATE, MORE, PLACE, REWORDS, WORDS
from models import hazards, photos
from models.base import Row
from rules.alarms.danger import alarm
from rules.hazard import Status
from rules.words.nameless_wishes import told_besides

flow = Flow()

VOICE = kind("voice")
BRIEF = "一段语音"
TIP = "想自己变成字：按住说话，上滑到“转文字”再松手。"


@flow.on(WORDS, VOICE)
def voice_follows(scene: Scene) -> Turn:
    """照片+语音：a voice completes the report as well."""
    row = hazard_of(scene)
    return _voice_betrays(scene, row) if row["anonymous"] else _heard(scene, row["id"])


@flow.on(ANY, VOICE)
def voice_first(scene: Scene) -> Turn:
    """只有语音：a voice alone is a report, too; after something nameless it would tell who that was."""
    before = nameless_before(scene, within=NAMELESS)
    if before is None:
        return _heard(scene, begin(scene, nudged=False))
    if before["status"] in (Status.DRAFT, Status.REPORTED) or scene.step == ANSWER:
        return _voice_betrays(scene, before)
    hazard_id = begin(scene, nudged=False)
    close_name(scene, hazard_id)
    act.settle_later(scene.db, hazard_id, scene.now, scene.house.clocks)
    return _voice_betrays(scene, hazards.find_hazard(scene.db, hazard_id))


def _heard(scene: Scene, hazard_id: int) -> Turn:
    """The row gets its number at once; recognised words are read back. Of 匿名，… only the words are kept."""
    if told_besides(scene.text) is not None:
        turn = record(scene, hazard_id, scene.text)
        return replace(turn, say=turn.say.replace("没留名。", "没留名，语音没放进去。", 1))
    is_first = photos.count_voices_of(scene.db, scene.who.id) == 0
    send_along(scene, hazard_id, medium="voice")
    if scene.text:
        return _recognised(scene, hazard_id)
    if scene.who.place_id is not None:
        act.set_place(scene.db, hazard_id, at_place(scene.db, scene.who.place_id), scene.now)
    hazards.change_hazard(scene.db, hazard_id, brief=BRIEF, described_at=scene.inbound.created_at)
    row = act.report(scene.db, hazard_id, scene.now, scene.house.clocks, text="语音")
    return _noted(scene, row, is_first=is_first)


def _recognised(scene: Scene, hazard_id: int) -> Turn:
    """平台给了文字：recorded as words and read back; what cries for help is answered first."""
    turn = record(scene, hazard_id, scene.text)
    if alarm(scene.text):  # an unsure cry; a sure one was answered before
        return turn
    row = hazards.find_hazard(scene.db, hazard_id)
    said = lines(
        f"{row['number']}号，我听成：“{scene.text[:40]}”。",
        "1对 2不对，再说一遍",
        "不回也行，语音留着呢。",
    )
    return about(row, said, goto=DONE, choices={1: "heard_right", 2: "heard_wrong"}, since=since(scene))


@flow.on(ANY, chosen("heard_right"))
def heard_right(scene: Scene) -> Turn:
    """听对了：an ordinary report."""
    return settled(scene, hazard_of(scene))


@flow.on(ANY, chosen("heard_wrong"))
def heard_wrong(scene: Scene) -> Turn:
    """听错了：said again, by voice or typed."""
    return about(hazard_of(scene), "再说一遍：在哪里、怎么了？打字、语音都行。", goto=REWORDS)


def _noted(scene: Scene, row: Row, *, is_first: bool) -> Turn:
    """听到了：the number, who listens, and whether it is here."""
    tip = TIP if is_first else ""
    if photos.count_photos(scene.db, row["id"]):
        told = (f"听到了，和照片一起记成{row['number']}号。", "安全员会听，写成字给你看。")
    else:
        told = (f"听到了，记成{row['number']}号，安全员会听。", "有照片就发来，没有也行。")
    if row["place_text"]:
        said = lines(*told, f"地点：{row['place_text']}。1补充 2改 3撤回", tip)
        verbs = {1: "more", 2: "change", 3: "withdraw"}
        return about(row, said, goto=LATE, choices=verbs, since=since(scene))
    if scene.who.department:
        where = f"在{scene.who.department}吗？1在 2不在，再说一句在哪"
        return about(
            row, lines(*told, where, tip), goto=PLACE, choices={1: "here", 2: "elsewhere"}, since=since(scene)
        )
    return about(row, lines(*told, "在哪里呢？打几个字，或扫墙上的码。", tip), goto=PLACE, since=since(scene))


@flow.on(PLACE, VOICE)
def voice_for_place(scene: Scene) -> Turn:
    """问地点时又发语音：it joins the row; the officer hears where it is."""
    row = hazard_of(scene)
    if row["anonymous"]:
        return _voice_betrays(scene, row)
    send_along(scene, row["id"], medium="voice")
    if scene.text:
        return typed_place(scene)
    return about(row, f"也放进{row['number']}号了，安全员会听。", goto=LATE, since=since(scene))


@flow.on(MORE, VOICE)
def more_voice(scene: Scene) -> Turn:
    """补语音：kept beside the row, with its words if the platform gives them."""
    return _voice_more(scene, more_words)


@flow.on(REWORDS, VOICE)
def said_anew(scene: Scene) -> Turn:
    """再说一遍，用语音：the same for the sentence anew."""
    return _voice_more(scene, reworded)


def _voice_more(scene: Scene, typed: Callable[[Scene], Turn]) -> Turn:
    row = hazard_of(scene)
    if row["anonymous"]:
        return _voice_betrays(scene, row)
    send_along(scene, row["id"], medium="voice")
    if scene.text:
        return typed(scene)
    return about(row, f"语音放进{row['number']}号了，安全员会听。", goto=LATE, since=0)


def _voice_betrays(scene: Scene, row: Row) -> Turn:
    """不留名又发语音：a voice tells who speaks; it is kept only if the person says so."""
    ids = {"hazard": row["id"], "media": scene.inbound.media_id}
    choices = {1: Choice("type_it", ids), 2: Choice("voice_anyway", ids)}
    step = (DONE if scene.step == IDLE else scene.step) if row["number"] else WORDS
    said = lines("语音听得出是谁，我没放进去。", "1打字说（好） 2就用语音，只给安全员听")
    about_ = {**scene.about, "hazard": row["id"]}
    return Turn(said, step, about_, choices, until=AFTER, sealed=True)


@flow.on(ANY, chosen("type_it"))
def type_it(scene: Scene) -> Turn:
    """打字说：nothing of the voice was kept."""
    row = hazard_of(scene)
    if row["number"]:
        return about(row, "好，打字说一句，放进这一件。", goto=MORE)
    return about(row, "好，打字说一句：在哪里、怎么了？", goto=WORDS, choices={0: "drop"})


@flow.on(ANY, chosen("voice_anyway"))
def voice_anyway(scene: Scene) -> Turn:
    """就用语音：the person has decided."""
    row = hazard_of(scene)
    voice = Picture(media_id=scene.found["media"], taken_at=scene.now, medium="voice")
    act.add_picture(scene.db, row["id"], voice, scene.now)
    if row["number"]:
        return about(row, f"语音放进{row['number']}号了，只有安全员能听。", goto=MORE)
    hazards.change_hazard(scene.db, row["id"], brief=BRIEF)
    row = act.report(scene.db, row["id"], scene.now, scene.house.clocks, text="语音")
    return receipt_answer(scene, row)
