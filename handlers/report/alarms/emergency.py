"""急: safety first, then the telephones in full, then the number; and the one question where words are unsure."""

from datetime import timedelta

from actions import alarms
from actions import hazards as act
from bot.flow import ANY, Flow, chosen
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, phones
from handlers.report.alarms.asked import is_unknown
from handlers.report.alarms.safety import advice_for
from handlers.report.answers import answer, ask_place, new_receipt, since
from handlers.report.steps import DONE, MORE
from handlers.report.wording import words_for
from models import hazards
from models.base import Row
from rules.alarms.danger import Alarm, Danger
from rules.hazard import Status
from rules.words.plain_text import unannounced

flow = Flow()

NOW = "now"
"""What was asked: whether it is happening."""
DOUBTED = timedelta(hours=2)
"""How long 不知道 may still answer that."""


def cried(scene: Scene, row: Row, cry: Alarm) -> Turn:
    """Sure words alarm at once; unsure ones are asked, and alarm nobody yet."""
    if not cry.sure:
        return _is_it_now(scene, row, cry.danger)
    return _alarmed(scene, row, cry.danger)


def _alarmed(scene: Scene, row: Row, danger: Danger) -> Turn:
    """The duty list hears at once; the person reads what to do now."""
    alarms.raise_alarm(scene.db, row, scene.now, scene.house.clocks)
    fits = advice_for(danger, row["description"])
    where = "人安全了再说：哪里？有没有人困住？" if danger is Danger.FIRE else "人安全了再说在哪里。"
    if row["anonymous"] and row["receipt_hash"] is None:
        where = f"没留名，回执：{new_receipt(scene, row)[0]}，截个图。"
    said = lines(fits.first, fits.rings(scene.house), f"已记成{row['number']}号，标了“急”。", where)
    return about(row, said, goto=MORE, since=since(scene))


def _is_it_now(scene: Scene, row: Row, danger: Danger) -> Turn:
    """拿不准：recorded at once, then one question."""
    is_new = row["anonymous"] and row["receipt_hash"] is None
    receipt = f"（没留名，回执{new_receipt(scene, row)[0]}）" if is_new else ""
    fits = advice_for(danger, row["description"])
    said = lines(
        f"{row['number']}号先记下了{receipt}。是正在发生吗？",
        fits.unsure,
        "2没有，是怕以后出事",
        f"正在发生就{fits.in_short}，打{phones(scene.house, fits.dial)}",
    )
    ids = {"hazard": row["id"]}
    choices = {1: Choice("happening", ids | {"danger": danger.value}), 2: Choice("not_yet", ids)}
    about_ = {**ids, "since": since(scene), "asked": NOW, "danger": danger.value}
    return Turn(said, DONE, about_, choices, until=AFTER, sealed=row["anonymous"])


def maybe(scene: Scene, row: Row) -> Turn | None:
    """不知道、说不准: taken for what it may be, and somebody looks; None where nothing of that was asked."""
    if not asked_now(scene, row) or not is_unknown(scene.text):
        return None
    alarms.raise_alarm(scene.db, row, scene.now, scene.house.clocks)
    fits = advice_for(Danger(scene.about["danger"]), row["description"])
    said = lines(
        f"拿不准就当真：{fits.in_short}，别自己凑近看。",
        fits.rings(scene.house),
        f"{row['number']}号标了“急”，叫值班的去看。{'' if row['place_text'] else '在哪里？'}",
    )
    return about(row, said, goto=MORE, since=since(scene))


def asked_now(scene: Scene, row: Row) -> bool:
    """Whether it was asked of this row if it is happening, and is not answered yet."""
    is_asked = scene.about.get("asked") == NOW and row["status"] == Status.REPORTED
    return is_asked and bool(scene.now - row["reported_at"] <= DOUBTED)


def told_now(scene: Scene, row: Row) -> Turn:
    """冒烟了, 里面有人, instead of 1: it is happening, and the words stay with it."""
    act.add_words(scene.db, row, unannounced(words_for(scene, row)), scene.now)
    danger = Danger(scene.about["danger"])
    return _alarmed(scene, hazards.find_hazard(scene.db, row["id"]), danger)


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
