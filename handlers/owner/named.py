"""灭火器那个弄好了, 插座的不归我：an owner says of what is in hand by what it is called, without its number."""

from dataclasses import replace

from bot.flow import KIND, Flow, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.officer.ordering import fits
from handlers.owner import doing, typed
from handlers.owner.tasks import task_line, tasks, tasks_in_hand
from handlers.phrases import aside
from handlers.report.opening import words_first
from handlers.report.steps import MENDED
from rules.alarms.danger import alarm
from rules.words.task_words import ALONE, OfTask, of_task
from rules.words.thing_vocabulary import things

flow = Flow()

SHOWN = 6


def _only_not_yet(text: str) -> bool | None:
    """今天弄不完, and no thing is named."""
    return True if ALONE.fullmatch(text.strip()) and not things(text) and alarm(text) is None else None


@flow.on(IDLE, text_where("今天弄不完", _only_not_yet, rank=KIND))
def not_yet(scene: Scene) -> Turn:
    """今天弄不完：of the one in hand it is noted; of several it is asked which."""
    mine = tasks_in_hand(scene)
    if not mine:
        return words_first(scene)
    if len(mine) == 1:
        return doing.noted(scene, mine[0], scene.text)
    asked = tasks(scene)
    return replace(asked, say=lines("哪一件？回数字，选“来不及”写个日子。", *asked.say.splitlines()[1:]))


@flow.on(IDLE, text_where("灭火器那个弄好了", of_task, rank=KIND))
@flow.on(MENDED, text_where("灭火器那个弄好了", of_task, rank=KIND))
def of_what_is_in_hand(scene: Scene) -> Turn:
    """灭火器那个弄好了：the one task that is called so, read back; anybody else's words go their own way."""
    told: OfTask = scene.found["it"]
    meant = [row for row in tasks_in_hand(scene) if fits(scene, row, told.what)][:SHOWN]
    if not meant:
        return words_first(scene)
    if len(meant) > 1:
        listed = " ".join(f"{d}) {row['number']}" for d, row in enumerate(meant, 1))
        verb = "mended" if told.done else "task"
        choices = {d: Choice(verb, {"hazard": row["id"]}) for d, row in enumerate(meant, 1)}
        return aside(scene, Turn(lines("你手上这样的有几件，说的是哪一件？", listed), choices=choices))
    if told.done:
        choices = {1: Choice("mended", {"hazard": meant[0]["id"]}), 2: Choice("leave")}
        return aside(scene, Turn(f"是{task_line(meant[0], scene)}，弄好了？1是 2不是", choices=choices))
    beside = f"{meant[0]['number']}{told.said}"
    return typed.reads_own_words(scene, meant[0], beside) or doing.task_card(scene, meant[0])
