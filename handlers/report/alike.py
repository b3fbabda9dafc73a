"""像报过的: another report of the same place is named, and the person may say what it is; nothing waits for it."""

from actions import likeness, telling, verdicts
from actions.likeness import Alike
from bot.flow import ANY, Flow, chosen
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, at_one, days_ago, hazard_of, standing
from handlers.report.answers import answer
from handlers.report.steps import DONE
from models import hazards
from models.base import Row
from rules.hazard import Part, Status

flow = Flow()


def ask(scene: Scene, row: Row, alike: Alike) -> Turn:
    """好像是一处：the other one in one line, without a name and without its pictures."""
    other = hazards.find_hazard(scene.db, alike.id)
    ids = {"hazard": row["id"], "other": other["id"]}
    if other["status"] == Status.CLOSED:
        month = other["reported_at"].astimezone(scene.house.clocks.zone).month
        said = lines(
            f"记好了，{row['number']}号。这儿{month}月报过（{other['number']}号，弄好了）。",
            "1又犯了 2另一回事",
            "不回也行。",
        )
        choices = {1: Choice("again", ids), 2: Choice("other", ids)}
    else:
        said = lines(
            f"记好了，{row['number']}号。好像和{other['number']}号是一处：",
            f"{at_one(other)}，{days_ago(other['reported_at'], scene)}报，{standing(scene, other)}",
            "1是，并过去（算你一起报的） 2不是",
            "不回也行，安全员会对。",
        )
        choices = {1: Choice("join", ids), 2: Choice("other", ids)}
    about_ = {"hazard": row["id"], "since": scene.inbound.created_at.timestamp()}
    return Turn(said, DONE, about_, choices, until=AFTER)


@flow.on(ANY, chosen("join"))
def join(scene: Scene) -> Turn:
    """是一处：the report joins the other one, and its reporter shares the credit."""
    row, other = hazard_of(scene), hazards.find_hazard(scene.db, scene.found["other"])
    target = verdicts.merge(
        scene.db,
        row,
        other,
        scene.now,
        scene.house.clocks,
        part=Part.REPORTER,
        person_id=scene.who.person_id,
    )
    many = len(telling.reports_of(scene.db, target))
    return Turn(f"并好了。{target['number']}号现在{many}个人报过，弄好了都告诉。")


@flow.on(ANY, chosen("other"))
def other(scene: Scene) -> Turn:
    """不是一处：said once, asked no more."""
    row = hazard_of(scene)
    _say(scene, row, "other")
    return answer(scene, row)


@flow.on(ANY, chosen("again"))
def again(scene: Scene) -> Turn:
    """又犯了：the officer sees that it came back."""
    row = hazard_of(scene)
    _say(scene, row, "again")
    return about(row, f"好，{row['number']}号写上“又犯了”，安全员会看到。", goto=DONE, since=0)


def _say(scene: Scene, row: Row, said: str) -> None:
    likeness.say_likeness(scene.db, row, said, scene.now, part=Part.REPORTER, person_id=scene.who.person_id)
