"""101根本没弄, 101谁弄的, 101明天弄：words beside the number of a hazard that is this person's business are about that one."""

from dataclasses import replace

from bot.flow import KIND, Flow, text_where
from bot.turn import IDLE, Scene, Turn
from handlers.numbers import number, reads
from handlers.officer.ordering import fits, otherwise
from handlers.officer.parts import looks_after
from handlers.owner import doing, typed
from handlers.owner.tasks import is_owner
from handlers.report import own
from handlers.report.steps import DONE
from models import hazards
from models.base import Row
from rules.alarms.danger import alarm
from rules.hazard import Status
from rules.words.task_words import NOT_YET
from rules.words.thing_vocabulary import things
from rules.words.which_ones import beside_number

flow = Flow()


def _beside(text: str) -> tuple[int, str] | None:
    """None for a cry, and for what is known to be wished beside a number."""
    return None if alarm(text) or reads(text) else beside_number(text)


_BESIDE = text_where("101根本没弄", _beside, rank=KIND)


@flow.on(IDLE, _BESIDE)
@flow.on(DONE, _BESIDE)
def about_a_number(scene: Scene) -> Turn:
    """101根本没弄：the number opens it; a room of that number stays a place."""
    told, rest = scene.found["it"]
    row = hazards.find_by_number(scene.db, scene.who.home_id, told)
    if row is None and NOT_YET.search(rest) and not things(rest):
        return number(replace(scene, found={"number": told}))  # a slip of the pen, and no hazard of that name
    if row is None or not _is_meant(scene, row, rest):
        return otherwise(scene)
    if is_owner(scene, row) and row["status"] == Status.ASSIGNED:
        return _of_ones_own(scene, row, rest)
    return number(replace(scene, found={"number": told}))


def _of_ones_own(scene: Scene, row: Row, rest: str) -> Turn:
    """配件没到要等一周 asks for another day, 明天弄 is noted, anything else shows what may be said."""
    if (known := typed.reads_own_words(scene, row, f"{row['number']}{rest}")) is not None:
        return known
    is_news = NOT_YET.search(rest)
    return doing.noted(scene, row, rest) if is_news else doing.task_card(scene, row)


def _is_meant(scene: Scene, row: Row, rest: str) -> bool:
    """Theirs to put right, to look after or reported by them; another thing said of 101 is in room 101."""
    if not (is_owner(scene, row) or looks_after(scene, row) or own.is_mine(scene, row)):
        return False
    named = things(rest)
    return not named or any(fits(scene, row, rest[start:end]) for start, end, _ in named)
