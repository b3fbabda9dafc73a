"""一处还是几处: one sentence that tells of several things, and an album that shows several places."""

from collections.abc import Sequence

from actions import splitting
from bot.flow import ANY, Flow, chosen, kind, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import ASKED, about, called, hazard_of, own_link, reporter_of
from handlers.report.answers import answer, ask_place
from handlers.report.steps import ALBUM, DONE, LATE
from models import hazards, photos
from models.base import Row
from rules.place_words import brief
from rules.which_ones import which_ones

flow = Flow()


def ask(scene: Scene, row: Row) -> Turn:
    """听着是几件事：recorded as one already; nothing waits for the answer."""
    told = row["pieces"]
    said = lines(
        f"先记成{row['number']}号，没耽误。听着是{len(told)}件事：",
        "、".join(brief(words) for words in told),
        f"1分成{len(told)}个号，各办各的，快 2就一件",
        "不回也行，安全员会分。",
    )
    since = scene.inbound.created_at.timestamp()
    return about(row, said, goto=DONE, choices={1: "split_words", 2: "keep_one"}, since=since)


@flow.on(ANY, chosen("split_words"))
def split(scene: Scene) -> Turn:
    """分成几个号：each goes its own way, with all the pictures."""
    row = hazard_of(scene)
    house = scene.house
    cuts = splitting.cut_up(scene.db, row, house.places, house.kinds, scene.now)
    rows = splitting.split_words(scene.db, row, cuts, scene.now, house.clocks, house.kinds)
    told = "，".join(f"{each['number']}{called(each)}" for each in rows)
    pictures = f"照片{_count(len(rows))}个号里都有。" if photos.count_photos(scene.db, row["id"]) else ""
    said = lines(f"分好了：{told}。", f"{pictures}好一件告诉你一件。")
    homeless = [each["id"] for each in rows if not each["place_text"]]
    if homeless:
        first = hazards.find_hazard(scene.db, homeless[0])
        asked = ask_place(scene, first, siblings=homeless[1:])
        where = "这几处在哪里？" if len(homeless) > 1 else f"{first['number']}号在哪里？"
        return Turn(
            lines(said, where), asked.goto, asked.about, asked.choices, until=asked.until, sealed=asked.sealed
        )
    return about(rows[0], said, goto=DONE, since=0)


def _count(number: int) -> str:
    return "两" if number == 2 else "零一二三四五六"[number]


@flow.on(ANY, chosen("keep_one"))
def keep_one(scene: Scene) -> Turn:
    """就一件：as it is."""
    row = hazard_of(scene)
    hazards.change_hazard(scene.db, row["id"], pieces=[])
    return answer(scene, row) if row["place_text"] else ask_place(scene, row)


@flow.on(ANY, chosen("split_album"))
def which_pictures(scene: Scene) -> Turn:
    """不是同一处：which of the pictures show another place?"""
    row = hazard_of(scene)
    pictures = _shown(scene, row)
    if len(pictures) < 2:
        return about(row, f"{row['number']}号只有{len(pictures)}张照片，分不开。", goto=DONE, since=0)
    look = own_link(scene, row)
    shown = f"小图上有编号：{look}" if look else f"按你发的先后数，1到{len(pictures)}。"
    said = lines("哪几张是另一处？例：回 4-6，或 4 5 6", shown, "都是一处回 0")
    zero = {0: Choice("enough", {"hazard": row["id"]})}
    return Turn(said, ALBUM, {"hazard": row["id"]}, zero, until=ASKED, sealed=row["anonymous"])


@flow.on(ALBUM, text_where("4-6", which_ones))
def these(scene: Scene) -> Turn:
    """4-6：these become a number of their own, which still lacks its sentence."""
    row, pictures = hazard_of(scene), _shown(scene, hazard_of(scene))
    wanted = [number for number in scene.found["it"] if 0 < number <= len(pictures)]
    if not wanted or len(wanted) >= len(pictures):
        return Turn(
            lines(f"一共{len(pictures)}张，要留下至少1张。", "例：回 4-6，或 4 5 6；都是一处回 0"), stays=True
        )
    ids = [pictures[number - 1]["id"] for number in wanted]
    new = splitting.split_pictures(scene.db, row, ids, reporter_of(scene), scene.now, scene.house.clocks)
    said = lines(
        f"第{_named(wanted)}张分出来了，记成{new['number']}号。",
        f"{new['number']}号在哪里、怎么了？说一句。",
        f"{row['number']}号还有别处，说完回 {row['number']} 再分。",
    )
    return about(new, said, goto=LATE)


@flow.on(ALBUM, kind("text"))
def not_pictures(scene: Scene) -> Turn:
    """写得不像几张：how to say it."""
    return Turn(lines("没看懂是哪几张。", "例：回 4-6，或 4 5 6；都是一处回 0"), stays=True)


def _shown(scene: Scene, row: Row) -> list[Row]:
    """The pictures in the order they were sent, as the page numbers them."""
    return [
        p for p in photos.photos_of(scene.db, row["id"]) if p["medium"] != "voice" and p["state"] != "gone"
    ]


def _named(numbers: Sequence[int]) -> str:
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}到{numbers[-1]}"
    return "、".join(map(str, numbers))
