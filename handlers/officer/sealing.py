"""照片里有病人, said by whoever works the ledger: faces are covered on the page; the reporter's own way is leaving's."""

import re

from bot.flow import ANY, Flow, text_where
from bot.turn import Scene, Turn, lines
from handlers.officer.ordering import in_view
from handlers.officer.parts import looks_after, works_the_ledger
from handlers.officer.todo import login_link
from handlers.phrases import AFTER
from handlers.report.leaving import which_picture
from models import hazards, photos, reported
from models.base import Row
from rules.hazard import Status
from rules.words.picture_words import tells_of_people

flow = Flow()

_NUMBER = re.compile(r"(?<!\d)([1-9]\d{2,8})(?!\d)")


@flow.on(ANY, text_where("照片里有病人", tells_of_people))
def cover(scene: Scene) -> Turn:
    """照片里有病人：the very page on which an officer covers it; a reporter seals what is their own."""
    if not works_the_ledger(scene):
        return which_picture(scene)
    row = _meant(scene)
    if row is None or not looks_after(scene, row):
        return _number_first(scene)
    if not photos.count_photos(scene.db, row["id"]):
        return Turn(f"{row['number'] or '这一件'}没有照片，不用遮。", stays=True)
    link = login_link(scene, row, "点这里进网页")
    whole = _whole_away(row)
    if not link:
        return Turn(lines("遮脸在台账网页上做，网页还没开通，请信息科设网址。", whole), stays=True)
    number = f"{row['number']}号：" if row["number"] else ""
    return Turn(
        lines(f"{number}{link}，点照片下的“遮脸”，框住就行。", "存下后谁看到的都是遮过的。", whole),
        stays=True,
    )


def _meant(scene: Scene) -> Row | None:
    told = _NUMBER.search(scene.text)
    if told is None:
        return in_view(scene)
    return hazards.find_by_number(scene.db, scene.who.home_id, int(told[1]))


def _number_first(scene: Scene) -> Turn:
    """Their own picture of today is asked about; of anybody else's the number is wanted."""
    if _NUMBER.search(scene.text):
        return Turn("没找到这个号，或不归你管。回 待办 看手上的。", stays=True)
    if reported.last_with_pictures(scene.db, scene.who.id, scene.now - AFTER) is not None:
        return which_picture(scene)
    said_ = ("哪一件的照片？连号一起写，例：101照片里有病人", "我给你打开网页，点“遮脸”框住就行。")
    return Turn(lines(*said_), stays=True)


def _whole_away(row: Row) -> str:
    """The reporter may still take it back, picture and all."""
    may = row["status"] == Status.REPORTED and row["reporter_id"] is not None and row["number"]
    return f"整张都不要，请上报人回 {row['number']} 撤回、选4。" if may else ""
