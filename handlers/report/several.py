"""一句话几件事: recorded as one at once; the person may split it, or the officer will."""

from actions import splitting
from bot.flow import ANY, Flow, chosen
from bot.turn import Scene, Turn, lines
from handlers.phrases import about, called, hazard_of
from handlers.report.answers import answer, ask_place
from handlers.report.steps import DONE
from models import hazards, photos
from models.base import Row
from rules.place_words import brief

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
