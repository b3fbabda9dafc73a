"""Without a name: said before the sentence, or right after it; the receipt is the only door."""

import re
from dataclasses import replace

from actions import hazards as act
from actions import nameless, questions
from actions.nameless import Line
from bot.flow import ANY, Flow, chosen, kind, said, text_where
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import NAMELESS, about, hazard_of, short
from handlers.report.answers import new_receipt
from handlers.report.beginning import begin, send_along
from handlers.report.own import stands
from handlers.report.steps import ALBUM, ANSWER, DONE, FIXED, LATE, MORE, PLACE, REWORDS, WHY, WORDS
from models import hazards, history, receipts, reported
from models.base import Row
from rules.choice_words import read_receipt
from rules.first_look import Look, first_look
from rules.hazard import Status

flow = Flow()

_WISH = re.compile(r"(?:别|不要|不想|不能)(?:再)?(?:让|给|被|叫).{0,8}(?:知道|看到|看见|晓得|说是我)")
_A_WISH = 20
_HALF_RECEIPT = re.compile(r"查\s*(?:回执)?[\d\s]*")
_WHO_SEES = re.compile(
    r"谁(?:会|能|可以)?(?:看到|看见|知道)(?:是)?我|(?:会不会|能不能|会)(?:有人|被人|让人|被)?(?:看到|知道|发现)(?:是)?我|知道是我|匿名[吗么]|^谁(?:会|能|可以)?(?:看到|看见|知道)[呀啊呢吗]?[?？]?$"
)


NAMELESS_WORDS = said("匿名", "不留名", "不要留名", "不署名", "别留名", "不要写我名字", "别写我名字")
A_WISH = text_where("别让人知道", lambda text: len(text) <= _A_WISH and _WISH.search(text))


@flow.on(WORDS, NAMELESS_WORDS, A_WISH)
@flow.on(ANY, chosen("nameless"))
def take_name_off(scene: Scene) -> Turn:
    """回 9：from here on nothing readable leads back."""
    row = _closed(scene)
    return Turn(
        lines(
            "好，这件不留名：台账、安全员、领导都看不到你。",
            "只留一条封住的线，好把进展给你看。",
            "说一句：在哪里、怎么了？打字好，语音听得出人。",
        ),
        WORDS,
        {"hazard": row["id"]},
        {0: Choice("drop", {"hazard": row["id"]})},
        until=NAMELESS,
        sealed=True,
    )


@flow.on(ANY, NAMELESS_WORDS, said("匿名上报", "匿名举报"))
def nameless_first(scene: Scene) -> Turn:
    """先说不留名：the report of a moment ago, though the talk has gone on; else the next begins without a name."""
    row = next(iter(reported.reported_by(scene.db, scene.who.id, None, 1)), None)
    if row is not None and scene.now - row["reported_at"] <= scene.house.clocks.grace:
        return nameless_after_all(replace(scene, found={"hazard": row["id"]}))
    turn = _begins_nameless(scene)
    return turn if row is None else replace(turn, say=turn.say.replace("好，这件", "好，下一件", 1))


def _begins_nameless(scene: Scene) -> Turn:
    hazard_id = begin(scene, nudged=False)
    act.settle_later(scene.db, hazard_id, scene.now, scene.house.clocks)
    return take_name_off(replace(scene, found={"hazard": hazard_id}))


@flow.on(DONE, NAMELESS_WORDS, A_WISH)
@flow.on(LATE, NAMELESS_WORDS, A_WISH)
@flow.on(PLACE, NAMELESS_WORDS, A_WISH)
@flow.on(MORE, NAMELESS_WORDS, A_WISH)
@flow.on(REWORDS, NAMELESS_WORDS, A_WISH)
@flow.on(FIXED, NAMELESS_WORDS, A_WISH)
@flow.on(WHY, NAMELESS_WORDS, A_WISH)
@flow.on(ALBUM, NAMELESS_WORDS, A_WISH)
def nameless_after_all(scene: Scene) -> Turn:
    """报完才说匿名：still in time if nobody was sent, at whatever step of the same report."""
    row = hazard_of(scene)
    if row["anonymous"]:
        turn = _begins_nameless(scene)
        said_ = lines(f"{row['number']}号本来就没留名。", "再报一件也不留名的，直接发照片、说一句。")
        return replace(turn, say=said_)
    if row["number"] is None:
        return take_name_off(scene) if row["status"] == Status.DRAFT else _begins_nameless(scene)
    if row["status"] not in (Status.DRAFT, Status.REPORTED):
        return _too_late(row)
    seen = any(line["verb"] == "look" for line in history.history_of(scene.db, row["id"]))
    row = _closed(scene)
    receipts.forget_replies(scene.db, f"{row['number']}号")  # an answer of a minute ago thanks by name
    shown, digits = new_receipt(scene, row)
    told = (
        f"{row['number']}号改成不留名了。你的回执：{shown}，截个图。",
        f"想看进展，回 查{digits}。我不主动找你。",
        "安全员刚才看过你的名字。" if seen else "刚才还没有人看过你的名字。",
    )
    if row["place_text"]:
        return about(row, lines(*told), goto=DONE, since=0)
    return about(row, lines(*told, "还差个地方：在哪里？"), goto=PLACE, since=0)


def _too_late(row: Row) -> Turn:
    """派出去了、弄好了：why the name stays, and who reads it."""
    gone = "已经派出去了" if row["status"] == Status.ASSIGNED else "已经有结果了"
    said_ = lines(
        f"{row['number']}号{gone}，改不成不留名。",
        "名字还是只有安全员和工会看得到。",
        "下一件不留名，先回 匿名。",
    )
    return Turn(said_, stays=True)


@flow.on(ANY, text_where("查+回执", read_receipt))
def look_up(scene: Scene) -> Turn:
    """查回执：from any phone, without asking who."""
    row = nameless.find_by_receipt(scene.db, scene.found["it"], scene.house.seal)
    if row is None:
        return Turn(lines("没找到这张回执，看看是不是少了一位。", "例：查48217790"), stays=True)
    state = f"{row['number']}号：{stands(scene, row)}。" if row["number"] else f"这一件{stands(scene, row)}。"
    if question := questions.open_question(scene.db, row["id"]):
        asked = lines(state, f"安全员问：“{short(question, 60)}”", "直接在这儿答，还是看不到你。")
        return about(row, asked, goto=ANSWER)
    return about(row, lines(state, "想补一句，直接在这儿说，还是看不到你。"), goto=ANSWER)


@flow.on(ANSWER, kind("text"))
def answers(scene: Scene) -> Turn:
    """在这儿答：the officer reads it in the row's history, and nobody learns who said it."""
    row = hazard_of(scene)
    if row["anonymous"] and first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return SILENCE
    questions.answer(scene.db, row, scene.text, scene.now)
    said_ = "记到里面了，安全员看得到，看不到你。" if row["anonymous"] else "记到里面了，安全员看得到。"
    return about(row, f"{row['number']}号{said_}", goto=ANSWER if row["anonymous"] else DONE, since=0)


@flow.on(ANSWER, kind("image", "video", "shortvideo"))
def answer_photo(scene: Scene) -> Turn:
    """照片作答：joins the row; nothing of the account is kept with it."""
    row = hazard_of(scene)
    send_along(scene, row["id"])
    return about(row, f"照片放进{row['number']}号了。", goto=ANSWER)


@flow.on(ANY, text_where("查+不全的回执", _HALF_RECEIPT.fullmatch))
def half_receipt(scene: Scene) -> Turn:
    """查回执少了几位：nothing is recorded under anybody's name."""
    return Turn(lines("没找到这张回执，看看是不是少了一位。", "例：查48217790"), stays=True)


@flow.on(ANY, text_where("谁会看到", lambda text: _WHO_SEES.search(text)))
def who_sees(scene: Scene) -> Turn:
    """谁会看到是我：the question behind the silence; answered at any step, nothing moves."""
    said_ = (
        "你的名字只有安全员和工会看得到，别人看到的是“本院职工”。",
        "每看一次都留记录。",
        "不想留名：先回 匿名 再报，或报完说 匿名。",
    )
    return Turn(lines(*said_), stays=True)


def _closed(scene: Scene) -> Row:
    row = hazard_of(scene)
    if row["status"] in (Status.DRAFT, Status.REPORTED) and not row["anonymous"]:
        line = Line(scene.who.id, scene.who.person_id)
        nameless.take_name_off(scene.db, row["id"], line, scene.house.seal, scene.now)
    return hazards.find_hazard(scene.db, row["id"])
