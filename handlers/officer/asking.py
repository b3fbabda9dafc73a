"""问上报人、标要紧: what an officer does with a hazard before anybody is sent."""

from actions import deciding, questions
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.officer.parts import by, mine
from handlers.officer.saying import next_one
from handlers.phrases import ASKED, aside
from handlers.report.steps import MORE_ASKED
from models.base import Row
from rules.words.first_look import Look, first_look

flow = Flow()


@flow.on(ANY, chosen("press"))
def press(scene: Scene) -> Turn:
    """要紧：marked as urgent, or no more."""
    row = mine(scene)
    urgent = not row["urgent"]
    deciding.set_facts(scene.db, row, {"urgent": urgent}, scene.now, by=by(scene))
    choices = {1: Choice("card", {"hazard": row["id"]}), 0: Choice("leave")}
    told = f"{row['number']}标了要紧，排到前面。" if urgent else f"{row['number']}不标急了。"
    return aside(scene, Turn(lines(told, "1去派人 0到此"), choices=choices))


@flow.on(ANY, chosen("ask_more"))
def ask_more(scene: Scene) -> Turn:
    """退给上报人补：one question."""
    row = mine(scene)
    ids = {"hazard": row["id"]}
    choices = {
        1: Choice("asks", ids | {"text": "具体在哪里？"}),
        2: Choice("asks", ids | {"text": "能再拍一张近一点的吗？"}),
        0: Choice("leave"),
    }
    said_ = lines(f"{row['number']}问上报人什么？1具体在哪 2再拍一张", "或者直接写一句。不问了回 0")
    return Turn(said_, MORE_ASKED, {"card": row["id"]}, choices, until=ASKED)


@flow.on(ANY, chosen("asks"))
def asks(scene: Scene) -> Turn:
    """问一句 of the usual ones."""
    return _asked(scene, mine(scene), scene.found["text"])


@flow.on(MORE_ASKED, kind("text"))
def asks_typed(scene: Scene) -> Turn:
    """问一句 in one's own words."""
    if first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return SILENCE
    return _asked(scene, mine(scene, scene.about["card"]), scene.text[: questions.LONGEST])


def _asked(scene: Scene, row: Row, text: str) -> Turn:
    assert scene.who.person_id is not None
    clocks = scene.house.clocks
    questions.ask(scene.db, row, text, scene.now, clocks, officer_id=scene.who.person_id)
    heard = "问上报人了，他答了你会看到。" if row["reporter_id"] is not None else "没留名，他查回执时看得到。"
    return next_one(scene, row, f"{row['number']}{heard}")
