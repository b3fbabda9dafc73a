"""不是同一处: an album that shows several places; some of its pictures get a number of their own."""

import re
from collections.abc import Sequence

from actions import splitting
from bot.flow import ANY, Flow, chosen, kind, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import ASKED, about, hazard_of, own_link, reporter_of
from handlers.report.opening import words_first
from handlers.report.recording import complete
from handlers.report.steps import ALBUM, DONE, LATE
from models import hazards, photos
from models.base import Row
from rules.words.first_look import Look, first_look
from rules.words.which_ones import which_of, which_ones

flow = Flow()

PAIR, SIX = 2, 6

_SAID_FIRST = re.compile(
    r"(?:第?[0-9一二两三四五六七八九十、,，和跟与到至\-~第张]*[0-9一二三四五六七八九十]张|(?:最?[前后]|末)(?:面|边)?(?:的|那|这)?[0-9一二两三四五六七八]?张)"
    r"(?:照片|图片?)?(?=不?[是在]|拍|[,，：: ])"
)
"""第三张是五楼的, 后两张不是同一处: the pictures stand in front."""
_ONE_PLACE = re.compile(r"(?:全?都?是|就是?)(?:同)?一个?(?:处|地方)的?[。.]*|没有?(?:另一处|别处)?了?")


@flow.on(ANY, chosen("split_album"))
def which_pictures(scene: Scene) -> Turn:
    """不是同一处：which of the pictures show another place?"""
    row = hazard_of(scene)
    pictures = pictures_of(scene, row)
    if len(pictures) < PAIR:
        return about(row, f"{row['number']}号只有{len(pictures)}张照片，分不开。", goto=DONE, since=0)
    look = own_link(scene, row)
    shown = f"小图上有编号：{look}" if look else f"按你发的先后数，1到{len(pictures)}。"
    said = lines(f"哪几张是另一处？例：回 {_example(len(pictures))}", shown, "都是一处回 0")
    zero = {0: Choice("enough", {"hazard": row["id"]})}
    return Turn(said, ALBUM, {"hazard": row["id"]}, zero, until=ASKED, sealed=row["anonymous"])


def as_said(scene: Scene) -> Turn:
    """后两张不是同一处: said which at once; else asked."""
    row = hazard_of(scene)
    pictures = pictures_of(scene, row)
    front = _SAID_FIRST.match(scene.text)
    numbers = which_of(front[0], len(pictures)) if front else None
    return _split(scene, row, pictures, numbers) if numbers else which_pictures(scene)


@flow.on(ALBUM, text_where("4-6", which_ones))
def these(scene: Scene) -> Turn:
    """4-6：these become a number of their own, which still lacks its sentence."""
    row = hazard_of(scene)
    return _split(scene, row, pictures_of(scene, row), scene.found["it"])


def _split(scene: Scene, row: Row, pictures: list[Row], numbers: Sequence[int]) -> Turn:
    wanted = [number for number in numbers if 0 < number <= len(pictures)]
    if not wanted or len(wanted) >= len(pictures):
        return _ask_again(f"一共{len(pictures)}张，要留下至少1张。", len(pictures))
    ids = [pictures[number - 1]["id"] for number in wanted]
    new = splitting.split_pictures(scene.db, row, ids, reporter_of(scene), scene.now, scene.house.clocks)
    said = lines(
        f"第{_named(wanted)}张分出来了，记成{new['number']}号。",
        f"{new['number']}号在哪里、怎么了？说一句。",
        f"{row['number']}号还有别处，说完回 {row['number']} 再分。"
        if len(pictures) - len(wanted) > 1
        else "",
    )
    return about(new, said, goto=LATE)


@flow.on(ALBUM, kind("text"))
def not_pictures(scene: Scene) -> Turn:
    """后两张、全部，或写得不像几张：a hazard is a hazard; else how to say it."""
    row = hazard_of(scene)
    pictures = pictures_of(scene, row)
    if _ONE_PLACE.fullmatch(scene.text):
        return about(row, "好，没动。", goto=DONE, since=0)
    if (numbers := which_of(scene.text, len(pictures))) is not None:
        return _split(scene, row, pictures, numbers)
    if (front := _SAID_FIRST.match(scene.text)) and (numbers := which_of(front[0], len(pictures))):
        return _split_and_told(scene, row, numbers, scene.text[front.end() :])
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    return _ask_again(f"没看懂是哪几张，一共{len(pictures)}张。", len(pictures))


def _split_and_told(scene: Scene, row: Row, numbers: Sequence[int], rest: str) -> Turn:
    """第三张是五楼开水间插座松了: the pictures and, if it was told, what they show."""
    turn = _split(scene, row, pictures_of(scene, row), numbers)
    told = rest.lstrip("是在拍的,，。：: ")
    if turn.goto != LATE or first_look(told, scene.house.kinds) is not Look.HAZARD:
        return turn
    return complete(scene, hazards.find_hazard(scene.db, turn.about["hazard"]), told)


def _ask_again(first: str, count: int) -> Turn:
    return Turn(lines(first, f"例：回 {_example(count)}；都是一处回 0"), stays=True, repeats=True)


def _example(count: int) -> str:
    """Answers that would be right for so many pictures."""
    if count >= SIX:
        return "4-6，或 4 5 6"
    return f"{count - 1}-{count}，或 后两张" if count > PAIR else f"{PAIR}，或 最后一张"


def pictures_of(scene: Scene, row: Row) -> list[Row]:
    """The pictures in the order they were sent, as the page numbers them."""
    return [
        p for p in photos.photos_of(scene.db, row["id"]) if p["medium"] != "voice" and p["state"] != "gone"
    ]


def _named(numbers: Sequence[int]) -> str:
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}到{numbers[-1]}"
    return "、".join(map(str, numbers))
