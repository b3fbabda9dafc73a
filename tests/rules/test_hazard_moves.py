"""The table of moves, said a second time as a lawyer would read it, and asked in every corner."""

from datetime import date, timedelta
from itertools import chain, combinations

import pytest

from rules.hazard import (
    COUNTED,
    MOVES,
    OFFICIAL,
    OPEN,
    Move,
    NotYours,
    Part,
    Status,
    allowed,
    is_overdue,
    move_for,
)
from tests.sentences import is_fit

# draft D, reported R, assigned A, fixed F, closed C, merged M, rejected X, redirected T, withdrawn W; "-" stays there
SAID = """
report       D      R  reporter system
take_up      W      D  reporter
withdraw     DR     W  reporter
fix_on_spot  R      F  reporter
merge        RA     M  reporter officer
reject       RA     X  officer
redirect     RA     T  officer
assign       R      A  officer
reassign     A      A  officer
not_mine     A      R  owner
hand_up      A      A  owner officer
fix          A      F  owner officer
send_back    F      A  officer reporter union
close        RAF    C  officer
verify       F      C  reporter
refuse       C      A  union
reopen       CFXT   R  reporter union officer
progress     A      -  owner officer
ask_longer   A      -  owner
extend       A      -  officer union
keep_day     A      -  officer union
fill_in      RAF    -  officer owner union
set_level    RAF    -  officer
set_facts    RAFC   -  officer union
invite       F      -  officer union
propose      RAF    -  officer union
list         RAF    -  officer union
delist       RAFC   -  officer union
notify       RAF    -  officer union owner
"""
LETTERS = dict(zip("DRAFCMXTW", Status, strict=True))
EVERY_GROUP = tuple(
    frozenset(group) for group in chain.from_iterable(combinations(Part, n) for n in range(len(Part) + 1))
)


def _read(line: str) -> Move:
    verb, starts, to, *parts = line.split()
    leads = None if to == "-" else LETTERS[to]
    return Move(verb, frozenset(LETTERS[each] for each in starts), leads, frozenset(map(Part, parts)))


TABLE = {move.verb: move for move in map(_read, SAID.strip().splitlines())}
CUBE = [(verb, status, part) for verb in TABLE for status in Status for part in Part]


def test_the_table_says_the_same_twice() -> None:
    assert MOVES == TABLE
    assert list(MOVES) == list(TABLE), "their order is the order in which they are offered"


@pytest.mark.parametrize(("verb", "status", "part"), CUBE)
def test_a_move_is_offered_where_the_table_says(verb: str, status: Status, part: Part) -> None:
    fits = status in TABLE[verb].starts and part in TABLE[verb].parts
    assert (verb in allowed(status, {part})) == fits


@pytest.mark.parametrize(("verb", "part"), [(verb, part) for verb in TABLE for part in Part])
def test_who_may_not_is_told_who_may(verb: str, part: Part) -> None:
    if part in TABLE[verb].parts:
        assert move_for(verb, part) == TABLE[verb]
        return
    with pytest.raises(NotYours) as refused:
        move_for(verb, part)
    assert is_fit(str(refused.value))
    word = {Part.REPORTER: "上报人", Part.OFFICER: "安全员", Part.OWNER: "责任人", Part.UNION: "工会"}
    assert any(word[who] in str(refused.value) for who in TABLE[verb].parts if who in word)


@pytest.mark.parametrize("status", Status)
def test_who_plays_several_parts_may_do_all_of_each(status: Status) -> None:
    for group in EVERY_GROUP:
        alone = {verb for part in group for verb in allowed(status, {part})}
        assert set(allowed(status, group)) == alone
        assert allowed(status, group) == [verb for verb in TABLE if verb in alone]


def test_what_has_ended_has_no_way_back_but_these() -> None:
    ended = {Status.MERGED, Status.REJECTED, Status.REDIRECTED, Status.WITHDRAWN, Status.CLOSED}
    ways = {(verb, status) for verb, move in MOVES.items() for status in move.starts & ended if move.to}
    assert ways == {
        ("take_up", Status.WITHDRAWN),
        ("refuse", Status.CLOSED),
        ("reopen", Status.CLOSED),
        ("reopen", Status.REJECTED),
        ("reopen", Status.REDIRECTED),
    }


def test_the_union_never_gives_away_mends_or_closes() -> None:
    mine = {verb for verb, move in MOVES.items() if Part.UNION in move.parts and move.to is not None}
    assert mine == {"send_back", "refuse", "reopen"}


def test_every_stage_has_its_official_noun() -> None:
    assert set(OFFICIAL) == set(Status)
    assert {Status.REPORTED, Status.ASSIGNED, Status.FIXED} == OPEN & COUNTED


@pytest.mark.parametrize("status", Status)
def test_overdue_is_a_question_of_the_day(status: Status) -> None:
    due = date(2028, 2, 29)
    late = [is_overdue(status, due, due + timedelta(days=n)) for n in (-1, 0, 1)]
    assert late == [False, False, status is Status.ASSIGNED]
    assert not is_overdue(status, None, due)
