"""A hazard's lines hold each other: whoever changes one without the others is found."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from rules.chain import BEGINNING, digest, over
from rules.hazard import Part, Status
from rules.proof import Flaw, Wrong, flaws

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)

texts = some.text(some.characters(blacklist_categories=["Cs"]), max_size=12)
ids = some.integers(1, 10**12)
moments = some.datetimes(datetime(2016, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC))
facts = some.dictionaries(texts, some.one_of(some.none(), some.booleans(), ids, texts), max_size=3)
FIELDS: dict[str, some.SearchStrategy[Any]] = {
    "hazard_id": ids,
    "seq": some.integers(1, 99),
    "at": moments,
    "verb": texts,
    "part": some.sampled_from([part.value for part in Part]),
    "person_id": some.none() | ids,
    "text": texts,
    "status": some.none() | some.sampled_from([status.value for status in Status]),
    "facts": facts,
}
lines = some.fixed_dictionaries(FIELDS)


def chained(*bare: dict[str, Any]) -> list[dict[str, Any]]:
    """Lines of one hazard, numbered and chained as the house does it."""
    done: list[dict[str, Any]] = []
    for seq, line in enumerate(bare, 1):
        usual = {
            "at": NOON,
            "part": Part.OFFICER.value,
            "person_id": 7,
            "text": "",
            "status": None,
            "facts": {},
        }
        whole = {"hazard_id": 1, "id": 100 + seq, "seq": seq, **usual, **line}
        done.append(whole | {"digest": digest(done[-1]["digest"] if done else BEGINNING, whole)})
    return done


def four() -> list[dict[str, Any]]:
    """Reported, given to 7 until the 6th, put right, closed."""
    return chained(
        {"verb": "report", "part": Part.REPORTER.value, "status": "reported"},
        {"verb": "assign", "status": "assigned", "facts": {"owner_id": 7, "due_on": "2026-03-06"}},
        {"verb": "fix", "status": "fixed", "text": "搬走了"},
        {"verb": "close", "status": "closed"},
    )


ROW = {"status": "closed", "owner_id": 7, "due_on": date(2026, 3, 6)}


def found(lines: Sequence[dict[str, Any]], **row: Any) -> list[tuple[str, int | None]]:
    return [(flaw.wrong.value, flaw.line) for flaw in flaws(ROW | row, lines)]


def test_untouched_lines_are_clean() -> None:
    assert found(four()) == []
    assert found([], status="draft", owner_id=None) == []


@given(lines, some.sampled_from(sorted(FIELDS)), some.data())
def test_any_single_changed_field_breaks_the_chain(
    line: dict[str, Any], name: str, data: some.DataObject
) -> None:
    other = data.draw(FIELDS[name])
    assume(other != line[name] or type(other) is not type(line[name]))
    reporters = Part.REPORTER in (line["part"], other if name == "part" else "")
    assume(not (name == "person_id" and reporters))  # the one name that no digest covers
    assert digest("before", line) != digest("before", line | {name: other})


@given(lines, texts, texts)
def test_the_digest_covers_what_came_before(line: dict[str, Any], one: str, other: str) -> None:
    assume(one != other)
    assert digest(one, line) != digest(other, line)


@given(lines, some.integers(-12, 14))
def test_the_same_instant_in_another_zone_is_the_same(line: dict[str, Any], hours: int) -> None:
    elsewhere = line["at"].astimezone(timezone(timedelta(hours=hours)))
    assert digest("", line) == digest("", line | {"at": elsewhere})


@given(lines, some.none() | ids)
def test_a_reporters_name_leaves_no_trace_in_the_digest(line: dict[str, Any], somebody: int | None) -> None:
    mine = line | {"part": Part.REPORTER.value}
    assert digest("", mine) == digest("", mine | {"person_id": somebody})


def test_the_digest_never_changes_its_way_of_writing() -> None:
    """What was chained in one version must be proven by the next."""
    assert four()[1]["digest"] == "ec23d531eeee61855d2550e2f8cf70aec2d71ea41e16eadf31f0922d19aef589"
    assert (
        over("a", ["b", "c"])
        == over("a", ["bc"])
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize("line", range(4))
@pytest.mark.parametrize(
    ("name", "value"),
    [("text", "没弄"), ("person_id", 9), ("at", NOON + timedelta(minutes=1)), ("verb", "ask")],
)
def test_a_changed_line_is_named(line: int, name: str, value: object) -> None:
    told = four()
    told[line][name] = value
    is_reporters_name = line == 0 and name == "person_id"
    assert found(told) == ([] if is_reporters_name else [("changed", line + 1)])


def test_a_changed_line_with_a_new_digest_of_its_own_breaks_the_next() -> None:
    told = four()
    told[1]["text"] = "没派"
    told[1]["digest"] = digest(told[0]["digest"], told[1])
    assert found(told) == [("changed", 3)]


@pytest.mark.parametrize(
    ("gone", "said"), [(0, [("missing", 1)]), (1, [("missing", 2)]), (2, [("missing", 3)])]
)
def test_a_line_taken_out_is_missed(gone: int, said: list[tuple[str, int]]) -> None:
    told = four()
    del told[gone]
    assert found(told, owner_id=7) == said


def test_of_a_large_hole_only_the_edges_are_named() -> None:
    told = four()
    told[3]["seq"] = 1_000_000
    assert found(told) == [("missing", 4), ("missing", 999_999)]


def test_the_last_line_taken_out_leaves_a_row_that_stands_elsewhere() -> None:
    assert list(flaws(ROW, four()[:3])) == [Flaw(Wrong.STATUS, stands="closed", told="fixed")]


def test_two_lines_that_changed_places_are_out_of_order() -> None:
    told = four()
    told[1]["seq"], told[2]["seq"] = 3, 2
    said = found(sorted(told, key=lambda line: line["seq"]), status="closed")
    assert ("order", 3) in said


def test_a_second_line_of_the_same_number_was_put_in() -> None:
    told = four()
    assert found([*told[:2], told[1] | {"id": 200, "text": "另派"}, *told[2:]]) == [("inserted", 2)]
    assert found([told[0] | {"seq": None, "id": 1}, *told]) == [("inserted", None)]


def test_a_line_put_between_is_out_of_order_though_all_was_computed_anew() -> None:
    old = four()
    told = chained(old[0], {"verb": "ask", "id": 300}, *old[1:])  # seq, id and digest of ``old`` win
    anew = []
    for seq, line in enumerate(told, 1):
        whole = line | {"seq": seq}
        anew.append(whole | {"digest": digest(anew[-1]["digest"] if anew else BEGINNING, whole)})
    assert found(anew) == [("order", 3), ("order", 4), ("order", 5)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"status": "fixed"}, "status"),
        ({"status": "draft"}, "status"),
        ({"owner_id": 8}, "owner"),
        ({"owner_id": None}, "owner"),
        ({"due_on": date(2026, 3, 9)}, "due"),
        ({"due_on": None}, "due"),
    ],
)
def test_a_row_that_says_something_else_than_its_lines_is_found(row: dict[str, Any], said: str) -> None:
    assert found(four(), **row) == [(said, None)]


def test_a_row_of_a_time_when_lines_told_no_status_is_let_be() -> None:
    old = chained({"verb": "open"}, {"verb": "report"}, {"verb": "assign", "text": "王强"})
    assert found(old, status="assigned", owner_id=3, due_on=date(2025, 1, 1)) == []
    newer = chained(*[{"verb": line["verb"]} for line in old], {"verb": "fix", "status": "fixed"})
    assert found(newer, status="assigned") == [("status", None)]


def test_a_draft_that_became_something_without_a_line_is_found() -> None:
    draft = chained({"verb": "open"}, {"verb": "words"})
    assert found(draft, status="draft") == []
    assert found(draft, status="rejected") == [("status", None)]


def test_lines_without_their_hazard_are_found() -> None:
    assert list(flaws(None, four())) == [Flaw(Wrong.MISSING)]
