"""一句话几件事: recorded as one at once; the person may split it, or the officer will."""

from actions import splitting
from actions.places import Where, at_department, at_place
from bot.flow import ANY, Flow, chosen
from bot.turn import Scene, Turn, lines
from handlers.phrases import about, called, hazard_of
from handlers.report.answers import answer, ask_place
from handlers.report.steps import DONE, PLACE
from models import hazards, photos
from models.base import Row
from rules.places.labels import brief
from rules.places.place_changes import carried
from rules.places.place_words import is_common
from rules.words.several import borrowed_place, is_ours, pieces

flow = Flow()


def ask(scene: Scene, row: Row) -> Turn:
    """听着是几件事：recorded as one already; nothing waits for the answer."""
    row = _without_the_place_of_one(scene, row)
    told = row["pieces"]
    said = lines(
        f"先记成{row['number']}号，没耽误。听着是{len(told)}件事：",
        "、".join(brief(words) for words in told),
        f"1分成{len(told)}个号，各办各的，快 2就一件",
        "不回也行，安全员会分。",
    )
    since = scene.inbound.created_at.timestamp()
    return about(row, said, goto=DONE, choices={1: "split_words", 2: "keep_one"}, since=since)


def _without_the_place_of_one(scene: Scene, row: Row) -> Row:
    """走廊还堆着床, told last: that is where the beds are. Of a code scanned just before its own name stays."""
    place = borrowed_place(row["description"], pieces(row["description"], scene.house.kinds))
    scanned = scene.who.place_id
    if not place or not _is_place_of(scene, row, place) or scanned not in (None, row["place_id"]):
        return row
    where = Where() if scanned is None else at_place(scene.db, scanned)
    facts = {"place_text": where.text, "place_id": where.place_id}
    return hazards.rewrite_hazard(scene.db, row["id"], **facts)


def _is_place_of(scene: Scene, row: Row, place: str) -> bool:
    """Whether a row stands where these words lead, by themselves or by the register."""
    asked = {"home_id": row["unit_id"], "department_id": row["department_id"]}
    where = scene.house.places.locate(scene.db, place, scene.now, **asked, scanned=None)
    same_place = where.place_id is not None and where.place_id == row["place_id"]
    return bool(same_place or row["place_text"].endswith(place))


@flow.on(ANY, chosen("split_words"))
def split(scene: Scene) -> Turn:
    """分成几个号：each goes its own way, with all the pictures."""
    row = hazard_of(scene)
    house = scene.house
    cuts = splitting.cut_up(scene.db, row, house.places, house.kinds, scene.now)
    rows = splitting.split_words(scene.db, row, cuts, scene.now, house.clocks, house.kinds)
    if is_ours(row["description"]):
        rows = [_in_our_ward(scene, each) for each in rows]
    told = "，".join(f"{each['number']}{called(each)}" for each in rows)
    pictures = f"照片{_count(len(rows))}个号里都有。" if photos.count_photos(scene.db, row["id"]) else ""
    last = "都没留名，回执还是那张。" if row["anonymous"] else "好一件告诉你一件。"
    said = lines(f"分好了：{told}。", f"{pictures}{last}")
    homeless = [each["id"] for each in sorted(rows, key=lambda row: row["place_text"]) if _is_anywhere(each)]
    if homeless:
        first = hazards.find_hazard(scene.db, homeless[0])
        asked = _place_of(scene, first, homeless[1:])
        where = "这几处在哪里？" if len(homeless) > 1 else f"{first['number']}号在哪里？"
        return Turn(
            lines(said, where), asked.goto, asked.about, asked.choices, until=asked.until, sealed=asked.sealed
        )
    return about(rows[0], said, goto=DONE, since=0)


def _place_of(scene: Scene, row: Row, siblings: list[int]) -> Turn:
    """哪里; without a name the reporter's own ward is not offered."""
    if not row["anonymous"]:
        return ask_place(scene, row, siblings=siblings)
    return about(row, "在哪里？", goto=PLACE, since=0, siblings=siblings)


def _in_our_ward(scene: Scene, row: Row) -> Row:
    """都是我们科的: the ward of whoever said it, with 走廊 where that was said of one."""
    if scene.who.department_id is None or not _is_anywhere(row) or row["anonymous"]:
        return row
    where = at_department(scene.db, scene.who.department_id)
    facts = {"place_text": carried(where.text, row["place_text"]), "department_id": where.department_id}
    if not row["place_text"]:
        facts["place_id"] = where.place_id
    return hazards.rewrite_hazard(scene.db, row["id"], **facts)


def _is_anywhere(row: Row) -> bool:
    """No place, or one that every ward has: 走廊."""
    return not row["place_text"] or (row["place_id"] is None and is_common(row["place_text"]))


def _count(number: int) -> str:
    return "两" if number == 2 else "零一二三四五六"[number]


@flow.on(ANY, chosen("keep_one"))
def keep_one(scene: Scene) -> Turn:
    """就一件：as it is."""
    row = hazard_of(scene)
    hazards.change_hazard(scene.db, row["id"], pieces=[])
    if row["anonymous"]:
        said = lines(f"好，{row['number']}号就一件。", "" if row["place_text"] else "在哪里？")
        return about(row, said, goto=DONE if row["place_text"] else PLACE, since=0)
    return answer(scene, row) if row["place_text"] else ask_place(scene, row)
