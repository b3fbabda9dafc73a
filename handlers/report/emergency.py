"""急: safety first, then the telephones in full, then the number; and the one question where words are unsure."""

import re

from actions import alarms
from bot.flow import ANY, Flow, chosen
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, phones
from handlers.report.answers import answer, ask_place, new_receipt, since
from handlers.report.steps import DONE, MORE
from models import hazards
from models.base import Row
from rules.danger import Alarm, Danger

flow = Flow()

_VIOLENCE = re.compile(r"打人|打架|被打|砍|持刀|拿刀|行凶|劫持|挟持|闹事|伤人")
_LOCKED_IN = re.compile(r"(?<!电梯)[门锁][^，。]{0,10}出不[来去]")

WARNINGS = {
    Danger.FIRE: ("先撤，叫上旁边的人，随手关门！", "打{phones}，我不会替你打。", "119"),
    Danger.GAS: ("先离开，叫人出来，别碰开关、别点火！", "到外面打{phones}，我不会替你打。", "119"),
    Danger.SHOCK: ("别用手拉人！先拉闸断电。", "打{phones}，我不会替你打。", "120"),
    Danger.PEOPLE: ("先顾好人，叫上旁边的人！", "打{phones}，我不会替你打。", "120"),
}


def cried(scene: Scene, row: Row, cry: Alarm) -> Turn:
    """Sure words alarm at once; unsure ones are asked, and alarm nobody yet."""
    if not cry.sure:
        return _is_it_now(scene, row, cry.danger)
    return _alarmed(scene, row, cry.danger)


def _alarmed(scene: Scene, row: Row, danger: Danger) -> Turn:
    """The duty list hears at once; the person reads what to do now."""
    alarms.raise_alarm(scene.db, row, scene.now, scene.house.clocks)
    first, call, dial = warning(danger, row["description"])
    where = "人安全了再说：哪里？有没有人困住？" if danger is Danger.FIRE else "人安全了再说在哪里。"
    if row["anonymous"] and row["receipt_hash"] is None:
        where = f"没留名，回执：{new_receipt(scene, row)[0]}，截个图。"
    call = call.format(phones=phones(scene.house, dial))
    said = lines(first, call, f"已记成{row['number']}号，标了“急”。", where)
    return about(row, said, goto=MORE, since=since(scene))


def _is_it_now(scene: Scene, row: Row, danger: Danger) -> Turn:
    """拿不准：recorded at once, then one question."""
    is_new = row["anonymous"] and row["receipt_hash"] is None
    receipt = f"（没留名，回执{new_receipt(scene, row)[0]}）" if is_new else ""
    said = lines(
        f"{row['number']}号先记下了{receipt}。是正在发生吗？",
        "1正在发生，有人困住、受伤" if danger is Danger.PEOPLE else "1正在冒烟、漏、着火、有人伤",
        "2没有，是怕以后出事",
        f"正在发生就先撤，打{phones(scene.house)}",
    )
    ids = {"hazard": row["id"]}
    choices = {1: Choice("happening", ids | {"danger": danger.value}), 2: Choice("not_yet", ids)}
    return Turn(said, DONE, {**ids, "since": since(scene)}, choices, until=AFTER, sealed=row["anonymous"])


def warning(danger: Danger, words: str) -> tuple[str, str, str]:
    """What to do first, whom to call, and which telephone that is; a fight and a lift are no matter for the ambulance alone."""
    if danger is Danger.PEOPLE and _VIOLENCE.search(words):
        return "先躲开，叫保安！别上前劝。", "打{phones}，有人伤打120。我不会替你打。", "110"
    if danger is Danger.PEOPLE and _LOCKED_IN.search(words):
        return "里面的别慌，喊人从外面开门！", "打{phones}，我不会替你打。", "119"
    if danger is Danger.PEOPLE and "电梯" in words:
        return "别扒门，按电梯里的铃，靠里站！", "打{phones}，我不会替你打。", "119"
    return WARNINGS[danger]


@flow.on(ANY, chosen("happening"))
def happening(scene: Scene) -> Turn:
    """正在发生：now it is an emergency."""
    return _alarmed(scene, hazard_of(scene), Danger(scene.found["danger"]))


@flow.on(ANY, chosen("not_yet"))
def not_yet(scene: Scene) -> Turn:
    """怕以后出事：an ordinary hazard after all."""
    row: Row = hazard_of(scene)
    alarms.calm(scene.db, row, scene.now)
    row = hazards.find_hazard(scene.db, row["id"])
    return answer(scene, row) if row["place_text"] else ask_place(scene, row)
