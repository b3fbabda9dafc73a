"""督导: what is looked at and how, and a finding that goes back and forth between unit and inspectors."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.plan.inspection import (
    FINDINGS,
    METHODS,
    MOVES,
    OFFICIAL,
    POINTS,
    Fault,
    Finding,
    Method,
    NotYours,
    Point,
    Side,
    State,
    Unfinished,
    WrongMoment,
    allowed,
    finding,
    is_overdue,
    next_state,
    person_times,
)
from tests.sentences import is_fit

VISIT = date(2016, 3, 11)
WORDS = "制度没有上墙，重新拟定后张贴"
BOTH = frozenset(Side)

SAID = {
    ("answer", State.OPEN, Side.UNIT): State.ANSWERED,
    ("close", State.ANSWERED, Side.INSPECTOR): State.CLOSED,
    ("send_back", State.ANSWERED, Side.INSPECTOR): State.OPEN,
}
"""The table a second time, as the inspectors would say it. Nothing else leads anywhere."""


# what is looked at


def test_the_methods_and_points_are_the_documents() -> None:
    """A75 and A76, in their order and words."""
    assert "、".join(METHODS.values()) == "听取汇报、查阅资料、实地走访、座谈讨论"
    assert "、".join(POINTS.values()) == (
        "“查保促”集中行动方案的制定、职工安全教育培训的组织、各类活动载体作用的发挥、"
        "实行隐患排查治理闭环管理、健全完善群众性隐患排查治理长效机制"
    )
    assert list(FINDINGS.values()) == ["规章不健全", "落实不到位", "活动不力", "其他"]


def test_every_code_has_its_words_and_keeps_its_spelling() -> None:
    """The codes stand in the database."""
    assert [code.value for code in METHODS] == ["hearing", "files", "visit", "talk"]
    assert [code.value for code in POINTS] == ["scheme", "training", "carriers", "loop", "lasting"]
    assert [code.value for code in FINDINGS] == ["rules", "practice", "effort", "other"]
    assert (set(METHODS), set(POINTS), set(FINDINGS)) == (set(Method), set(Point), set(Fault))
    assert set(OFFICIAL) == set(State)


# back and forth


@pytest.mark.parametrize(("verb", "state", "side"), list(product(MOVES, State, Side)))
def test_a_move_leads_where_the_table_says_or_is_refused(verb: str, state: State, side: Side) -> None:
    leads = SAID.get((verb, state, side))
    assert (verb in allowed(state, {side})) == (leads is not None)
    if leads is not None:
        assert next_state(state, verb, {side}) is leads
        return
    with pytest.raises((NotYours, WrongMoment)) as refused:
        next_state(state, verb, {side})
    assert is_fit(str(refused.value))


def test_the_other_side_is_told_whose_it_is() -> None:
    with pytest.raises(NotYours, match="督导组"):
        next_state(State.ANSWERED, "close", {Side.UNIT})
    with pytest.raises(NotYours, match="单位"):
        next_state(State.OPEN, "answer", {Side.INSPECTOR})
    with pytest.raises(NotYours):
        next_state(State.OPEN, "answer", set())


def test_the_right_side_at_the_wrong_moment_is_told_where_it_stands() -> None:
    with pytest.raises(WrongMoment, match="还没回复"):
        next_state(State.OPEN, "close", {Side.INSPECTOR})
    with pytest.raises(WrongMoment, match="等督导组复查"):
        next_state(State.ANSWERED, "answer", {Side.UNIT})
    with pytest.raises(WrongMoment, match="已经办结"):
        next_state(State.CLOSED, "send_back", {Side.INSPECTOR})


def test_what_was_sent_back_is_answered_again_until_it_is_closed() -> None:
    state = State.OPEN
    for verb in ("answer", "send_back", "answer", "close"):
        assert verb in allowed(state, BOTH)
        state = next_state(state, verb, BOTH)
    assert state is State.CLOSED
    assert allowed(state, BOTH) == []


# what a finding needs


def test_a_finding_has_an_opinion_and_a_deadline() -> None:
    due = date(2016, 3, 31)
    assert finding(Fault.RULES, f" {WORDS}\n", due, found_on=VISIT) == Finding(Fault.RULES, WORDS, due)
    assert finding(Fault.OTHER, WORDS, VISIT, found_on=VISIT).due_on == VISIT  # at once


@pytest.mark.parametrize(
    ("opinion", "due_on", "lacks"),
    [
        ("", date(2016, 3, 31), "意见"),
        (" 　\n", date(2016, 3, 31), "意见"),
        ("整改", date(2016, 3, 31), "意见"),
        (WORDS, None, "时限"),
        (WORDS, VISIT - timedelta(days=1), "时限"),
    ],
)
def test_what_a_finding_lacks_is_said(opinion: str, due_on: date | None, lacks: str) -> None:
    with pytest.raises(Unfinished, match=lacks) as refused:
        finding(Fault.EFFORT, opinion, due_on, found_on=VISIT)
    assert is_fit(str(refused.value))


@pytest.mark.parametrize("state", State)
def test_late_is_a_question_of_the_day_and_only_while_the_unit_has_it(state: State) -> None:
    due = date(2016, 2, 29)
    late = [is_overdue(state, due, due + timedelta(days=n)) for n in (-1, 0, 1)]
    assert late == [False, False, state is State.OPEN]


# T8

visits = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6)


def test_two_cadres_in_three_units_are_six() -> None:
    assert person_times([(2, 3)]) == 6
    assert person_times([(2, 3), (1, 1)]) == 7
    assert person_times([]) == 0


@given(visits, visits)
def test_person_times_add_up_over_months(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    assert person_times(one + other) == person_times(one) + person_times(other)
