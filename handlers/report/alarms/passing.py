"""An ordinary hazard one passes by while something burns: kept with the alarm, and a number of its own with one digit."""

import re

from actions import hazards as act
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER
from handlers.report.alarms.safety import meanwhile
from handlers.report.alarms.whereabouts import place_in
from handlers.report.steps import DONE, MORE
from handlers.report.wording import words_for, words_of
from models import photos
from models.base import Row
from rules.alarms.danger import alarm, goes_on
from rules.words.first_look import Look, first_look
from rules.words.plain_text import unannounced
from rules.words.suggesting import suggest

_DEVICES = re.compile(r"火灾(?:自动)?(?:报警|探测)[器机]?|火警主机|烟感|[防排]烟|漏电?保护?器?|灭火")


def is_passed_by(scene: Scene, row: Row) -> bool:
    """插座老打闪 处置室, told right after 三楼配电间着火了: an ordinary hazard at a place of its own."""
    place = place_in(scene.text)
    if scene.step != MORE or row["anonymous"] or not place or alarm(scene.text):
        return False
    if goes_on(_DEVICES.sub("", scene.text)):
        return False
    if (
        first_look(scene.text, scene.house.kinds) not in (Look.HAZARD, Look.REPAIR)
        or place in row["place_text"]
    ):
        return False
    return bool(row["place_text"]) or suggest(scene.text, scene.house.kinds).code != row["category"]


def kept_or_apart(scene: Scene, row: Row) -> Turn:
    """Kept with what burns, without its place; a number of its own with one digit."""
    act.add_words(scene.db, row, unannounced(words_for(scene, row)), scene.now)
    said = lines(f"记到{row['number']}号里了。{meanwhile(row)}", "要是另一处的事，回 1 单独记。")
    ids = {"hazard": row["id"], "words": words_of(scene), "photo": _late_picture(scene, row)}
    since = scene.about.get("since") or 0
    return Turn(said, DONE, {"hazard": row["id"], "since": since}, {1: Choice("apart", ids)}, until=AFTER)


def _late_picture(scene: Scene, row: Row) -> int | None:
    """The last picture taken some time after the cry: it may show what was told now."""
    told, breath = row["described_at"], scene.house.clocks.breath
    taken = [photo for photo in photos.photos_of(scene.db, row["id"]) if photo["medium"] != "voice"]
    late = [int(photo["id"]) for photo in taken if told and photo["taken_at"] > told + breath]
    return late[-1] if late else None
