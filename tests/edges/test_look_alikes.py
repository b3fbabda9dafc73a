"""The same place again, the same picture again: found among everything else, named once, decided by nobody."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from actions.likeness import Alike, find_by_photo, find_by_words, name_likeness, same_file
from bench.statements import heard
from models import hazards, look_alikes, photos
from models.base import Db, Row
from models.conversations import Conversation
from models.hazards import Hazard
from models.photos import Photo
from models.units import Unit
from tests.edges.conftest import SQLITE
from tests.hospital import Hospital

BOXES = "五楼东走廊堆着纸箱，挡住了门"
SHOT = (0x07F1, 0xD834, 0x79D8, 0xE0F8)
_numbers = count(101)


class Ledger:
    """Writes rows straight into the ledger, and asks what they resemble."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.ids = hospital.ids
        self.now = hospital.now
        self.mine = self._account("oZhang")
        self.hers = self._account("oWang")

    def _account(self, openid: str) -> int:
        return self.hospital.carry(
            lambda db: self.hospital.add(db, Conversation, channel="mp", openid=openid)
        )

    def ago(self, **units: float) -> datetime:
        return self.now - timedelta(**units)

    def hospital_next_door(self) -> int:
        facts = {"code": "EYY", "name": "市二院", "kind": "unit"}
        return self.hospital.carry(lambda db: self.hospital.add(db, Unit, **facts))

    def reported(self, words: str = BOXES, **facts: Any) -> Row:
        """A reported hazard at the fifth floor's code, unless told otherwise."""
        known = {
            "unit_id": self.ids["市一院"],
            "department_id": self.ids["内科二病区"],
            "number": next(_numbers),
            "status": "reported",
            "category": "FIRE_EXIT",
            "happened_on": self.now.date(),
            "recorded_at": self.now,
            "reported_at": self.now,
            "description": words,
            "place_id": self.ids["5FE"],
            "place_text": "内科楼5楼东走廊",
            "reporter_id": self.mine,
        }
        return self.hospital.carry(lambda db: self._row(db, known | facts))

    def _row(self, db: Db, facts: dict[str, Any]) -> Row:
        return hazards.find_hazard(db, self.hospital.add(db, Hazard, **facts))

    def closed(self, days_ago: float, words: str = BOXES, **facts: Any) -> Row:
        return self.reported(words, status="closed", closed_at=self.ago(days=days_ago), **facts)

    def shown(self, row: Row, bands: tuple[int, ...] = SHOT, file: str = "", **facts: Any) -> Row:
        """A picture of a hazard that has been fetched."""
        known = {
            "hazard_id": row["id"],
            "state": "ready",
            "taken_at": self.now,
            "original_sha256": file or f"file {next(_numbers)}",
            **dict(zip(look_alikes.BANDS, bands, strict=True)),
        }

        def add(db: Db) -> Row | None:
            return photos.find_photo(db, self.hospital.add(db, Photo, **(known | facts)))

        return self.hospital.carry(add)

    def alike(self, row: Row) -> Alike | None:
        return self.hospital.carry(lambda db: find_by_words(db, row, self.now))

    def pictured(self, photo: Row) -> Alike | None:
        return self.hospital.carry(lambda db: find_by_photo(db, photo, self.now))

    def repeats(self, photo: Row) -> Row | None:
        return self.hospital.carry(lambda db: same_file(db, photo["original_sha256"], photo=photo))

    def name(self, row: Row, other: Alike) -> bool:
        return self.hospital.carry(lambda db: name_likeness(db, row["id"], other, self.now))


@pytest.fixture
def ledger(hospital: Hospital) -> Ledger:
    return Ledger(hospital)


def changed(bits: int) -> tuple[int, ...]:
    """The same shot with so many bits different, the last band untouched."""
    whole = list(SHOT)
    for bit in range(bits):
        whole[bit % 3] ^= 1 << (bit // 3 * 2)
    return tuple(whole)


# By words.


def test_the_same_heap_told_again_is_found(ledger):
    first = ledger.reported(brief="走廊堆纸箱")
    found = ledger.alike(ledger.reported("5楼东走廊好多纸箱，门都推不开"))
    assert found is not None
    assert (found.id, found.number, found.closed) == (first["id"], first["number"], False)
    assert (found.brief, found.place_text) == ("走廊堆纸箱", "内科楼5楼东走廊")


def test_another_thing_at_the_same_place_is_not(ledger):
    ledger.reported("五楼东走廊灭火器过期了", category="FIRE_EQUIP")
    assert ledger.alike(ledger.reported()) is None


def test_the_other_side_of_the_house_is_not(ledger):
    ledger.reported("五楼西走廊堆着纸箱")
    assert ledger.alike(ledger.reported("五楼东走廊堆着纸箱")) is None


def test_the_same_words_at_another_place_are_not(ledger):
    ledger.reported(place_id=None, place_text="门诊楼2楼走廊")
    assert ledger.alike(ledger.reported()) is None


def test_what_was_put_right_in_spring_has_come_back(ledger):
    first = ledger.closed(60)
    found = ledger.alike(ledger.reported())
    assert found is not None
    assert (found.id, found.closed) == (first["id"], True)
    assert found.closed_at == ledger.ago(days=60)


def test_after_half_a_year_it_is_another_one(ledger):
    ledger.closed(181)
    assert ledger.alike(ledger.reported()) is None


def test_an_open_one_comes_before_a_closed_one(ledger):
    open_one = ledger.reported("五楼东走廊堆了几个纸箱")
    ledger.closed(3)
    found = ledger.alike(ledger.reported())
    assert found is not None
    assert found.id == open_one["id"]


def test_the_nearest_words_win(ledger):
    near = ledger.reported()
    ledger.reported("五楼东走廊推车堵着门")
    found = ledger.alike(ledger.reported())
    assert found is not None
    assert found.id == near["id"]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "rejected", "redirected"])
def test_what_does_not_stand_in_the_ledger_is_not_named(ledger, status):
    ledger.reported(status=status)
    assert ledger.alike(ledger.reported()) is None


def test_what_was_merged_is_not_named_but_its_target_is(ledger):
    target = ledger.reported()
    ledger.reported(status="merged", merged_into=target["id"])
    found = ledger.alike(ledger.reported())
    assert found is not None
    assert found.id == target["id"]


@pytest.mark.parametrize("status", ["reported", "assigned", "fixed"])
def test_every_open_one_is_named(ledger, status):
    owner = {"owner_id": ledger.ids["王强"], "due_on": ledger.now.date()}
    first = ledger.reported(status=status, **owner)
    found = ledger.alike(ledger.reported())
    assert found is not None
    assert (found.id, found.owner_id) == (first["id"], ledger.ids["王强"])


def test_a_voice_without_words_resembles_nothing(ledger):
    ledger.reported()
    assert ledger.alike(ledger.reported("")) is None


TOLD = {"place_id": None, "place_text": "走廊"}
NAMED = {"place_id": None, "place_text": "外科楼3楼东楼梯口"}


def test_a_place_without_a_code_is_known_by_its_words(ledger):
    first = ledger.reported("走廊堆着纸箱", **TOLD)
    found = ledger.alike(ledger.reported("走廊里堆着好多纸箱", **TOLD))
    assert found is not None
    assert found.id == first["id"]


def test_people_tell_one_place_in_their_own_words(ledger):
    facts = {"place_id": None, "category": "FIRE_EXIT"}
    first = ledger.reported("3楼东楼梯口堆着纸箱", place_text="3楼东楼梯口", **facts)
    ledger.reported("3楼西楼梯口堆着纸箱", place_text="3楼西楼梯口", **facts)
    found = ledger.alike(ledger.reported("三楼东侧楼梯口堆纸箱", place_text="3楼东侧楼梯口", **facts))
    assert found is not None
    assert found.id == first["id"]


def test_without_its_building_a_staircase_is_that_of_the_ward(ledger):
    ledger.reported("3楼东楼梯口堆着纸箱", place_id=None, place_text="3楼东楼梯口")
    elsewhere = {"department_id": ledger.ids["后勤科"]}
    assert ledger.alike(ledger.reported("外科楼3楼东楼梯口堆纸箱", **NAMED, **elsewhere)) is None
    assert ledger.alike(ledger.reported("外科楼3楼东楼梯口堆纸箱", **NAMED)) is not None


def test_every_ward_has_a_corridor_of_its_own(ledger):
    ledger.reported("走廊堆着纸箱", **TOLD)
    elsewhere = {"department_id": ledger.ids["后勤科"]}
    assert ledger.alike(ledger.reported("走廊堆着纸箱", **TOLD, **elsewhere)) is None


@pytest.mark.parametrize("department", ["后勤科", None])
def test_a_staircase_with_its_building_is_one_for_all(ledger, department):
    first = ledger.reported("外科楼3楼东楼梯口堆着纸箱", **NAMED)
    elsewhere = {"department_id": department and ledger.ids[department]}
    found = ledger.alike(ledger.reported("外科楼3楼东楼梯口堆纸箱", **NAMED, **elsewhere))
    assert found is not None
    assert found.id == first["id"]


def test_a_stranger_and_a_nurse_may_mean_one_corridor(ledger):
    ledger.reported("走廊堆着纸箱", **TOLD, department_id=None)
    assert ledger.alike(ledger.reported("走廊堆着纸箱", **TOLD)) is not None


def test_the_hospital_next_door_has_its_own_ledger(ledger):
    ledger.reported("外科楼3楼东楼梯口堆着纸箱", **NAMED, unit_id=ledger.hospital_next_door())
    assert ledger.alike(ledger.reported("外科楼3楼东楼梯口堆着纸箱", **NAMED)) is None


@SQLITE
@pytest.mark.parametrize("where", [{}, TOLD, NAMED], ids=["a code", "a corridor", "a building"])
def test_it_costs_a_turn_one_statement(ledger, where):
    first = ledger.reported("走廊堆着纸箱", **where)
    row = ledger.reported("走廊堆着纸箱", **where)
    with heard(ledger.hospital.product.stores.writer) as said:
        found = ledger.alike(row)
    assert found is not None
    assert found.id == first["id"]
    assert len(said) == 1, said


# By pictures.


@pytest.mark.parametrize("bits", [0, 3, 6])
def test_a_near_picture_of_another_hazard_is_found(ledger, bits):
    first = ledger.reported()
    ledger.shown(first)
    found = ledger.pictured(ledger.shown(ledger.reported(), changed(bits)))
    assert found is not None
    assert found.id == first["id"]


def test_a_picture_that_differs_more_is_another(ledger):
    ledger.shown(ledger.reported())
    assert ledger.pictured(ledger.shown(ledger.reported(), changed(7))) is None


def test_the_nearest_picture_comes_first(ledger):
    near, far = ledger.reported(), ledger.reported()
    ledger.shown(near, changed(1))
    ledger.shown(far, changed(5))
    found = ledger.pictured(ledger.shown(ledger.reported()))
    assert found is not None
    assert found.id == near["id"]


def test_two_pictures_of_one_hazard_are_no_news(ledger):
    row = ledger.reported()
    ledger.shown(row)
    assert ledger.pictured(ledger.shown(row)) is None


BLANK = (0, 0, 1, 0x0300)


def test_blank_walls_resemble_nothing_but_the_very_same_file(ledger):
    first = ledger.reported()
    ledger.shown(first, BLANK, "a wall")
    assert ledger.pictured(ledger.shown(ledger.reported(), BLANK, "another wall")) is None
    found = ledger.pictured(ledger.shown(ledger.reported(), BLANK, "a wall"))
    assert found is not None
    assert found.id == first["id"]


@pytest.mark.parametrize("state", ["sealed", "purged"])
def test_a_picture_that_was_closed_leads_nowhere(ledger, state):
    ledger.shown(ledger.reported(), state=state)
    assert ledger.pictured(ledger.shown(ledger.reported())) is None


def test_pieces_of_one_report_share_their_picture_and_that_means_nothing(ledger):
    first, piece = ledger.reported(), ledger.reported()
    picture = ledger.shown(first)
    ledger.shown(piece, copy_of=picture["id"])
    assert ledger.pictured(picture) is None


def test_pictures_of_the_hospital_next_door_are_not_looked_at(ledger):
    ledger.shown(ledger.reported(unit_id=ledger.hospital_next_door(), place_id=None))
    assert ledger.pictured(ledger.shown(ledger.reported())) is None


def test_a_shared_picture_never_leads_to_who_left_no_name(ledger):
    nameless = {"anonymous": True, "reporter_id": None}
    named, hidden = ledger.reported(), ledger.reported(**nameless)
    first = ledger.shown(named)
    later = ledger.shown(hidden)
    assert ledger.pictured(later) is None
    assert ledger.pictured(first) is None


def test_a_withdrawn_neighbour_does_not_hide_the_one_behind_it(ledger):
    first = ledger.reported()
    ledger.shown(first, changed(2))
    for _ in range(3):
        ledger.shown(ledger.reported(status="withdrawn"))
    found = ledger.pictured(ledger.shown(ledger.reported()))
    assert found is not None
    assert found.id == first["id"]


def test_of_a_common_sight_the_newest_pictures_are_looked_at(ledger):
    row = ledger.reported()
    for n in range(look_alikes.SHARING_A_BAND + 5):
        newest = ledger.shown(row, (SHOT[0], 0xA5A5 ^ n, 0x5A5A ^ n, 0x1234 ^ n))

    def ask(db: Db) -> Any:
        return look_alikes.photos_sharing(db, [SHOT[0], None, None, None], "")

    found = [one["id"] for one in ledger.hospital.carry(ask)]
    assert len(found) == look_alikes.SHARING_A_BAND
    assert found[0] == newest["id"]


# Saying it.


def test_a_likeness_is_named_once_and_stays(ledger):
    first, row = ledger.reported(), ledger.reported()
    found = ledger.alike(row)
    assert found is not None
    assert ledger.name(row, found)
    assert not ledger.name(row, found)
    now = ledger.hospital.carry(lambda db: hazards.find_hazard(db, row["id"]))
    assert (now["like_id"], now["likeness"], now["status"]) == (first["id"], "", "reported")
    (line,) = ledger.hospital.history(row["id"])
    assert (line["verb"], line["part"], line["text"]) == ("like", "system", f"像{first['number']}号")


def test_what_a_person_has_decided_is_not_said_again(ledger):
    ledger.reported()
    row = ledger.reported(likeness="other")
    found = ledger.alike(row)
    assert found is not None
    assert not ledger.name(row, found)
    assert ledger.hospital.history(row["id"]) == []


# The same file again.


def test_a_picture_sent_twice_is_one_picture(ledger):
    first = ledger.reported()
    picture = ledger.shown(first, file="tap")
    again = ledger.shown(ledger.reported(), file="tap")
    found = ledger.repeats(again)
    assert found is not None
    assert (found["id"], found["hazard_id"], found["number"]) == (picture["id"], first["id"], first["number"])
    assert ledger.repeats(picture) is None


def test_within_one_report_whichever_came_first_and_a_nameless_one_too(ledger):
    row = ledger.reported(anonymous=True, reporter_id=None)
    first = ledger.shown(row, file="tap")
    again = ledger.shown(row, file="tap")
    for picture, other in ((first, again), (again, first)):
        found = ledger.repeats(picture)
        assert found is not None
        assert found["id"] == other["id"]


def test_nameless_reports_are_not_told_apart_by_having_no_account(ledger):
    nameless = {"anonymous": True, "reporter_id": None}
    ledger.shown(ledger.reported(**nameless), file="tap")
    assert ledger.repeats(ledger.shown(ledger.reported(**nameless), file="tap")) is None


@pytest.mark.parametrize(
    ("report", "picture"),
    [
        ({"status": "withdrawn"}, {}),
        ({}, {"state": "waiting"}),
        ({}, {"state": "sealed"}),
    ],
    ids=["withdrawn", "not here yet", "closed to everybody"],
)
def test_what_is_not_there_was_not_sent_before(ledger, report, picture):
    ledger.shown(ledger.reported(**report), file="tap", **picture)
    assert ledger.repeats(ledger.shown(ledger.reported(), file="tap")) is None


def test_another_persons_copy_of_a_picture_is_hers(ledger):
    ledger.shown(ledger.reported(), file="tap")
    assert ledger.repeats(ledger.shown(ledger.reported(reporter_id=ledger.hers), file="tap")) is None


@pytest.mark.parametrize(("hours", "same"), [(23, True), (25, False)])
def test_a_day_later_it_is_sent_on_purpose(ledger, hours, *, same):
    ledger.shown(ledger.reported(), file="tap", taken_at=ledger.ago(hours=hours))
    assert (ledger.repeats(ledger.shown(ledger.reported(), file="tap")) is not None) is same


# How the databases find it.


def plan(db: Db, statement: Any, **asked: Any) -> str:
    """What the database intends to do, as if its tables were large."""
    if db.dialect.name == "postgresql":
        db.execute(text("SET LOCAL enable_seqscan = off"))
    spelt = statement.params(**asked).compile(db.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN" if db.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    return "\n".join(str(line[-1]) for line in db.exec_driver_sql(f"{explain} {spelt}".replace("%", "%%")))


def test_pictures_are_found_by_walking_five_indexes(ledger):
    asked = dict(zip(look_alikes.BANDS, map(str, SHOT), strict=True))
    how = ledger.hospital.carry(lambda db: plan(db, look_alikes.SHARING.statement, **asked, file="x"))
    for name in (*look_alikes.BANDS, "original_sha256"):
        assert f"ix_photo_{name}" in how
    for walk in ("pk_photo", "Seq Scan", "SCAN photo", "TEMP B-TREE"):
        assert walk not in how
