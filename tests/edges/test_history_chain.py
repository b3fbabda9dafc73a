"""Nobody rewrites the past: whatever is changed behind the house's back is found, and nothing else is."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from models import history
from rules.hazard import Part
from tests.edges.forging import (
    LINE,
    POSTGRESQL,
    a_hazard,
    beat,
    is_intact,
    reread,
    tamper,
)
from tests.edges.together import at_once
from tests.hospital import Hospital


def test_what_the_house_wrote_itself_is_clean(hospital: Hospital) -> None:
    hazards = [a_hazard(hospital) for _ in range(3)]
    hospital.product.clock.forward(days=1)  # type: ignore[attr-defined]
    beat(hospital.product)
    assert reread(hospital) == []
    assert all(is_intact(hospital, hazard) for hazard in hazards)


def test_a_chat_leaves_a_chain_that_holds(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    lines = hospital.history(hospital.row()["id"])
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert reread(hospital) == []


@pytest.mark.parametrize(
    "change", ["text = '没弄'", "person_id = NULL", "at = :later", "verb = 'close'", "part = 'union'"]
)
@pytest.mark.parametrize("seq", [3, 5])
def test_a_changed_line_is_found(hospital: Hospital, change: str, seq: int) -> None:
    other, hazard = a_hazard(hospital), a_hazard(hospital)
    at = (hospital.now + timedelta(hours=1)).replace(tzinfo=None).isoformat(" ", "microseconds")
    tamper(hospital, f"UPDATE history SET {change} {LINE}", hazard=hazard, seq=seq, later=at)
    assert reread(hospital) == [("changed", seq)]
    assert (is_intact(hospital, hazard), is_intact(hospital, other)) == (False, True)


@pytest.mark.parametrize(("seq", "said"), [(1, ("missing", 1)), (3, ("missing", 3)), (5, ("status", None))])
def test_a_deleted_line_is_found(hospital: Hospital, seq: int, said: tuple[str, int | None]) -> None:
    hazard = a_hazard(hospital)
    tamper(hospital, f"DELETE FROM history {LINE}", hazard=hazard, seq=seq)
    found = reread(hospital)
    assert said in found
    assert not is_intact(hospital, hazard)


def test_all_lines_of_a_hazard_deleted_is_found(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    tamper(hospital, "DELETE FROM history WHERE hazard_id = :hazard", hazard=hazard)
    assert reread(hospital) == [("missing", 1)]
    assert not is_intact(hospital, hazard)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("status = 'reported'", "status"),
        ("status = 'closed', closed_at = recorded_at", "status"),
        ("owner_id = person_id", "owner"),
        ("due_on = '2026-12-31'", "due"),
    ],
)
def test_a_row_changed_without_a_line_is_found(hospital: Hospital, change: str, said: str) -> None:
    hazard = a_hazard(hospital)
    tamper(hospital, f"UPDATE hazard SET {change} WHERE id = :hazard", hazard=hazard)
    assert reread(hospital) == [(said, None)]
    assert not is_intact(hospital, hazard)


def test_two_lines_that_change_places_are_found(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    swap = [(3, -3), (4, 3), (-3, 4)]
    for old, new in swap:
        tamper(hospital, f"UPDATE history SET seq = :new {LINE}", hazard=hazard, seq=old, new=new)
    assert ("order", 4) in reread(hospital)


def test_who_reported_may_be_taken_off_and_the_chain_holds(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    look = {"part": Part.OFFICER, "person_id": hospital.ids["李红"]}
    hospital.carry(lambda db: history.add_line(db, hazard, "look", hospital.now, **look))
    hospital.carry(lambda db: history.take_reporter_off(db, hazard))
    names = {line["verb"]: line["person_name"] for line in hospital.history(hazard)}
    assert (names["open"], names["look"]) == (None, "李红")
    assert reread(hospital) == []


def test_somebody_who_becomes_nameless_in_the_chat_breaks_nothing(hospital: Hospital) -> None:
    sun = hospital.phone("孙丽")
    sun.shows_photo()
    sun.says("9")
    sun.says("配电室门口堆着纸箱")
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    assert "不留名" in zhang.says("匿名")
    assert reread(hospital) == []


@POSTGRESQL
def test_two_who_write_at_once_leave_one_chain(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)

    def add(words: str) -> Callable[[], None]:
        line = {"part": Part.OFFICER, "text": words}
        return lambda: hospital.carry(lambda db: history.add_line(db, hazard, "ask", hospital.now, **line))

    for turn in range(6):
        at_once([add(f"{turn}-{each}") for each in range(4)])
    lines = hospital.history(hazard)
    assert [line["seq"] for line in lines] == list(range(1, 5 + 24 + 1))
    assert reread(hospital) == []


def test_a_wrong_guess_that_a_line_is_the_first_does_no_harm(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    line = {"part": Part.OFFICER, "text": "？", "first": True}
    hospital.carry(lambda db: history.add_line(db, hazard, "ask", hospital.now, **line))
    assert [line["seq"] for line in hospital.history(hazard)] == [1, 2, 3, 4, 5, 6]
    assert reread(hospital) == []


def test_facts_are_kept_as_they_were_signed(hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    facts = {"z": None, "a": "“引号”", "n": 1, "list": [1, "二"], "big": 10**15}
    line = {"part": Part.UNION, "text": "换行\n🔥\u2028", "facts": facts}
    hospital.carry(lambda db: history.add_line(db, hazard, "notify", hospital.now, **line))
    assert json.loads(json.dumps(hospital.history(hazard)[-1]["facts"])) == facts
    assert reread(hospital) == []
