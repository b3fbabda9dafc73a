"""The receipt: the only door to a report without a name, from any telephone; and what it is, when somebody asks."""

import re

from actions import nameless, questions, splitting
from bot.flow import ANY, Flow, kind, text_where
from bot.turn import SILENCE, Scene, Turn, lines
from handlers.phrases import about, hazard_of, short
from handlers.report.answering import tells_elsewhere
from handlers.report.answers import new_receipt
from handlers.report.beginning import begin, nameless_before, send_along
from handlers.report.own import stands
from handlers.report.recording import record
from handlers.report.steps import ANSWER, DONE
from handlers.report.wording import words_for
from models.base import Row
from rules.words.choice_words import read_receipt
from rules.words.first_look import Look, first_look
from rules.words.nameless_words import asks_for_receipt

flow = Flow()

_HALF_RECEIPT = re.compile(r"查\s*(?:回执)?[\d\s]*")


@flow.on(ANY, text_where("查+回执", read_receipt))
def look_up(scene: Scene) -> Turn:
    """查回执：from any phone, without asking who."""
    row = nameless.find_by_receipt(scene.db, scene.found["it"], scene.house.seal)
    if row is None:
        return Turn(lines("没找到这张回执，看看是不是少了一位。", "例：查48217790"), stays=True)
    state = _all_stand(scene, row) if row["number"] else f"这一件{stands(scene, row)}。"
    if question := questions.open_question(scene.db, row["id"]):
        asked = lines(state, f"安全员问：“{short(question, 60)}”", "直接在这儿答，还是看不到你。")
        return about(row, asked, goto=ANSWER)
    return about(row, lines(state, "想补一句，直接在这儿说，还是看不到你。"), goto=ANSWER)


def _all_stand(scene: Scene, row: Row) -> str:
    """Where it stands, and what was split off it."""
    rest = [each for each in splitting.siblings(scene.db, row) if each["anonymous"]]
    told = [f"{each['number']}号：{stands(scene, each)}" for each in (row, *rest[:2])]
    more = f"，还有{'、'.join(str(each['number']) for each in rest[2:])}号" if rest[2:] else ""
    return f"{'；'.join(told)}{more}。"


@flow.on(ANSWER, kind("text"))
def answers(scene: Scene) -> Turn:
    """在这儿答：the officer reads it in the row's history, and nobody learns who said it."""
    row = hazard_of(scene)
    look = first_look(scene.text, scene.house.kinds)
    if row["anonymous"] and look is Look.COURTESY:
        return SILENCE
    if look is Look.HAZARD and tells_elsewhere(scene, row):
        return record(scene, begin(scene, nudged=False), scene.text)
    words = words_for(scene, row)
    if not words:
        said_ = lines("名字我没记，你还是没留名。", "想答安全员、想补一句，直接说就行。")
        return Turn(said_, stays=True, repeats=True)
    questions.answer(scene.db, row, words, scene.now)
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


@flow.on(ANY, text_where("我的回执呢", lambda text: asks_for_receipt(text) or None))
def where_is_it(scene: Scene) -> Turn:
    """我的回执呢：a new one for what was just reported here; only its digest is kept, so the old one cannot be shown."""
    row = nameless_before(scene)
    if row is not None and row["number"] is None:
        return Turn(
            lines("这件还没说完，报完就给回执。", "在哪里、怎么了？说一句。"), stays=True, repeats=True
        )
    if row is None or scene.step == ANSWER:
        said = (
            "回执是报完不留名时给你的8位数，往上翻翻。",
            "回 查 加那8位，就看得到进展。例：查48217790",
            "报时留了名的，回 我的 就行。",
        )
        return Turn(lines(*said), stays=True, repeats=True)
    shown, digits = new_receipt(scene, row)
    new = lines(f"{row['number']}号的新回执：{shown}，截个图。", f"想看进展，回 查{digits}。旧的那张不用了。")
    return Turn(new, stays=True, repeats=True)
