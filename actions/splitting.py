"""One report turns out to be several: sentences are cut, pictures move or are copied, nothing is lost."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions import hazards as act
from actions.hazards import Reporter, Sentence
from actions.places import PlaceBook, Where
from models import hazards, history, outbox, photos
from models.base import Db, Row
from rules.clocks import Clocks
from rules.hazard import Part
from rules.kinds import Kind
from rules.places.place_changes import carried
from rules.places.place_words import contradicts, is_common
from rules.words.several import pieces

_FROM, _INTO = re.compile(r"从(\d+)号分出来"), re.compile(r"(\d+)号")


@dataclass(frozen=True)
class Cut:
    """One hazard of a sentence: its words, and its own place where it names one."""

    words: str
    where: Where | None


def cut_up(db: Db, row: Row, book: PlaceBook, kinds: tuple[Kind, ...], now: datetime) -> list[Cut]:
    """The pieces of a row as they were heard, each with its own place where it names one."""
    told = pieces(row["description"], kinds)
    places = {piece.words: piece.place for piece in told}
    first = next((piece.place for piece in told if piece.place), "")
    asked = {"home_id": row["unit_id"], "department_id": row["department_id"]}

    def locate(place: str) -> Where:
        found = book.locate(db, place, now, **asked, scanned=None)
        return found if found.text else Where(place, None, row["department_id"])

    return [Cut(words, _own_place(row, places.get(words, ""), first, locate)) for words in row["pieces"]]


def _own_place(row: Row, place: str, first: str, locate: Callable[[str], Where]) -> Where | None:
    """The place of one piece; None where the row's own holds: it is as precise, or was told later than the sentence."""
    if not place:
        return None
    known, found = row["place_text"], locate(place)
    if not known or found.text == known:
        return found
    is_later = place == first and row["place_id"] != found.place_id  # the place of all was told anew
    if (place in known and not contradicts(known, place)) or is_later:
        return None
    if found.place_id is None and is_common(place):
        return locate(carried(known, place))
    return found


def split_words(
    db: Db,
    row: Row,
    cuts: Sequence[Cut],
    now: datetime,
    clocks: Clocks,
    kinds: tuple[Kind, ...],
    *,
    part: Part = Part.REPORTER,
    person_id: int | None = None,
) -> list[Row]:
    """The first stays in the row, the others become rows of their own with copies of the pictures."""
    whole, taken = row["description"], photos.photos_of(db, row["id"])
    first = _describe(db, row, cuts[0], kinds)
    hazards.change_hazard(db, row["id"], pieces=[])
    rows = [first, *(_another(db, row, cut, taken, now, clocks, kinds) for cut in cuts[1:])]
    numbers = "、".join(f"{each['number']}号" for each in rows)
    by = None if row["anonymous"] else person_id
    history.add_line(
        db, row["id"], "split", now, part=part, person_id=by, text=f"分成{numbers}。原话：{whole}"
    )
    return [first, *rows[1:]]


def _another(
    db: Db,
    row: Row,
    cut: Cut,
    taken: Sequence[Row],
    now: datetime,
    clocks: Clocks,
    kinds: tuple[Kind, ...],
) -> Row:
    hazard_id = act.open_draft(db, reporter_of(row), now, clocks, nudged=False)
    if row["anonymous"]:
        hazards.change_hazard(db, hazard_id, anonymous=True, seal=row["seal"])
    hazards.change_hazard(db, hazard_id, source=row["source"], department_id=row["department_id"])
    for photo in taken:
        copy_picture(db, hazard_id, photo, now)
    _describe(db, {**row, "id": hazard_id}, cut, kinds)
    return act.report(db, hazard_id, now, clocks, text=f"从{row['number']}号分出来")


def _describe(db: Db, row: Row, cut: Cut, kinds: tuple[Kind, ...]) -> Row:
    same = Where(row["place_text"], row["place_id"], row["department_id"])
    sentence = Sentence(cut.words, cut.where or same, row["described_at"])
    return act.describe(db, row["id"], sentence, kinds)


def siblings(db: Db, row: Row) -> list[Row]:
    """What a row was split into or off, itself left out, by number: its history says it."""
    root = row
    for line in history.history_of(db, row["id"]):
        if line["verb"] == "report" and (off := _FROM.search(line["text"])):
            root = hazards.find_by_number(db, row["unit_id"], int(off[1])) or row
    told = [line["text"] for line in history.history_of(db, root["id"]) if line["verb"] == "split"]
    into = {int(number) for text in told for number in _INTO.findall(text.partition("。原话")[0])}
    numbers = sorted((into | {root["number"]}) - {row["number"]}) if into else []
    found = (hazards.find_by_number(db, row["unit_id"], number) for number in numbers)
    return [each for each in found if each is not None]


def reporter_of(row: Row) -> Reporter:
    """Who reported a row, as the row knows it; of a nameless one nobody."""
    return Reporter(row["reporter_id"], row["person_id"], row["unit_id"], row["department_id"])


def copy_picture(db: Db, hazard_id: int, photo: Row, now: datetime) -> None:
    """The same picture beside another row; the courier gives it bytes of its own."""
    facts = {name: photo[name] for name in ("medium", "stage", "taken_at")}
    facts |= {"hazard_id": hazard_id, "copy_of": photo["copy_of"] or photo["id"]}
    copy_id = int(act.ADD_PHOTO.value(db, **facts))
    payload = {"photo": copy_id, "of": photo["id"]}
    copy = outbox.errand(f"copy:{copy_id}", "copy_photo", now=now, payload=payload)
    outbox.post(db, copy | {"hazard_id": hazard_id, "stale_at": now + act.MEDIA_LIVE})


def split_pictures(
    db: Db, row: Row, photo_ids: Sequence[int], reporter: Reporter, now: datetime, clocks: Clocks
) -> Row:
    """Some pictures show another place: they become a row of their own, which still lacks its sentence."""
    whose = reporter_of(row) if row["anonymous"] else reporter
    hazard_id = act.open_draft(db, whose, now, clocks, nudged=False)
    if row["anonymous"]:
        hazards.change_hazard(db, hazard_id, anonymous=True, seal=row["seal"])
    for photo_id in photo_ids:
        photos.change_photo(db, photo_id, hazard_id=hazard_id)
        outbox.move_errand(db, f"fetch:{photo_id}", hazard_id)
    hazards.change_hazard(db, hazard_id, source=row["source"])
    after = act.report(db, hazard_id, now, clocks, text=f"从{row['number']}号分出来")
    history.add_line(
        db, row["id"], "split", now, part=Part.REPORTER, text=f"{len(photo_ids)}张照片分到{after['number']}号"
    )
    return after
