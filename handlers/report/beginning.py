"""How a report begins: a draft at the spot somebody sent before, and what was sent along.

What is told in one breath with something nameless has no name either.
"""

from datetime import timedelta

from actions import hazards as act
from actions import nameless
from actions.hazards import Picture
from actions.nameless import Line
from bot.turn import IDLE, Scene, Turn
from handlers.phrases import NAMELESS, reporter_of
from handlers.report.steps import ANSWER
from handlers.report.wording import unnamed
from models import hazards
from models.base import Row
from rules.words.nameless_wishes import told_besides

FILMS = ("video", "shortvideo")
BREATH = timedelta(hours=2)
"""So long after something nameless, what else is told is meant to be nameless, too."""
_OTHER_DESKS = ("officer.", "owner.")


def begin(scene: Scene, *, nudged: bool) -> int:
    """A new draft, at the spot somebody sent just before, if there is one; without a name where the talk has none."""
    house = scene.house
    hazard_id = act.open_draft(scene.db, reporter_of(scene), scene.now, house.clocks, nudged=nudged)
    if spot := scene.about.get("spot"):
        label, latitude, longitude = spot
        hazards.change_hazard(scene.db, hazard_id, place_text=label, latitude=latitude, longitude=longitude)
    if nameless_before(scene) is not None or told_besides(scene.text) is not None:
        close_name(scene, hazard_id)
    return hazard_id


def close_name(scene: Scene, hazard_id: int) -> None:
    """From here on nothing readable leads from the hazard to whoever speaks, their own name in its words neither."""
    line = Line(scene.who.id, scene.who.person_id)
    nameless.take_name_off(scene.db, hazard_id, line, scene.house.seal, scene.now)
    row = hazards.find_hazard(scene.db, hazard_id)
    if row["description"] and (words := unnamed(scene, row["description"])) not in ("", row["description"]):
        act.set_words(scene.db, hazard_id, words, scene.now)
        hazards.change_hazard(scene.db, hazard_id, pieces=[unnamed(scene, each) for each in row["pieces"]])


def nameless_before(scene: Scene, *, within: timedelta = BREATH) -> Row | None:
    """The nameless report of lately that the talk was about until now; None where there was none.

    Whoever has just shown the receipt speaks without a name, however old the report is.
    """
    told = scene.about.get("hazard", scene.about.get("dropped"))
    if told is None or scene.step.startswith(_OTHER_DESKS):
        return None
    row = hazards.find_hazard(scene.db, int(told))
    if not row["anonymous"]:
        return None
    is_fresh = scene.now - (row["reported_at"] or row["recorded_at"]) <= within
    return row if is_fresh or scene.step == ANSWER else None


def same_breath(scene: Scene, turn: Turn) -> Turn:
    """An answer in between, after something nameless: the talk stays where it was, and the table cannot read it."""
    if turn.stays or turn.goto != IDLE or nameless_before(scene) is None:
        return turn
    if turn.choices:
        return Turn(turn.say, choices=turn.choices, keeps=True, sealed=True)
    return Turn(turn.say, stays=True)


def ended(row: Row, say: str) -> Turn:
    """Taken back or dropped: the talk is over, but what is told instead of something nameless is nameless."""
    if not row["anonymous"]:
        return Turn(say)
    return Turn(say, about={"dropped": row["id"]}, until=NAMELESS, sealed=True)


def send_along(scene: Scene, hazard_id: int, *, medium: str = "photo", stage: str = "before") -> int:
    """Keep what the platform said about a picture; the courier fetches it."""
    inbound = scene.inbound
    film = inbound.kind in FILMS
    picture = Picture(
        media_id=inbound.cover_id if film else inbound.media_id,
        taken_at=inbound.created_at,
        url=inbound.picture_url,
        medium="cover" if film else medium,
        stage=stage,
    )
    return act.add_picture(scene.db, hazard_id, picture, scene.now)
