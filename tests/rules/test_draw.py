"""A draw that anybody can repeat: by the seed alone, on paper and with sha256sum if need be."""

from collections import Counter
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.plan.draw import KEY_UNIT, Candidate, draw, explained, list_digest, pick

UNITS = (Candidate(7, KEY_UNIT), Candidate(8), Candidate(9))
TICKETS = {
    7: "92f7a558d9f17590430367fedd223566d4b9cfbb18b40866ef5c24348e264b1e",
    8: "c6637fc7fb97e5c15a5ecf43f38ac3ad82c824cace7073dbf4fcccc3f2fea529",
    9: "e5ab07bd3428ec3a81fe0424bc7516f648eb4c84a1687e3a0416124ad4c5555d",
}
"""``printf %s "2016:7:1" | sha256sum`` and so on, the highest of the three lots of unit 7."""

seeds = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
lists = st.lists(
    st.builds(Candidate, st.integers(1, 10**6), st.integers(1, 6)),
    max_size=12,
    unique_by=lambda each: each.id,
)
counts = st.integers(0, 15)


def chi_square(seen: Counter[tuple[int, ...]], expected: dict[tuple[int, ...], float]) -> float:
    assert set(seen) <= set(expected)
    return sum((seen[key] - wanted) ** 2 / wanted for key, wanted in expected.items())


def in_order(candidates: tuple[Candidate, ...], total: int) -> dict[tuple[int, ...], float]:
    """How often each first and second should be drawn: by weight, then by weight among the rest."""
    whole = sum(each.weight for each in candidates)
    return {
        (one.id, two.id): total * one.weight / whole * two.weight / (whole - one.weight)
        for one, two in permutations(candidates, 2)
    }


def test_the_log_can_be_checked_with_sha256sum() -> None:
    log = explained(UNITS, 2, "2016")
    assert {ticket.id: ticket.number for ticket in log} == TICKETS
    assert [ticket.id for ticket in log] == sorted(TICKETS, key=lambda id_: TICKETS[id_], reverse=True)
    assert [(ticket.place, ticket.drawn) for ticket in log] == [(1, True), (2, True), (3, False)]
    assert {ticket.id: ticket.weight for ticket in log} == {7: 3, 8: 1, 9: 1}


def test_the_list_before_the_draw_has_a_digest() -> None:
    assert list_digest(UNITS) == "404b7e10097abd7720ba8e9832a0e50cf2e9fc71747b4f80b72c2969b109b05f"
    assert list_digest(reversed(UNITS)) == list_digest(UNITS)
    assert list_digest([*UNITS, Candidate(10)]) != list_digest(UNITS)
    assert list_digest([Candidate(7), *UNITS[1:]]) != list_digest(UNITS)


@given(lists, counts, seeds, st.randoms(use_true_random=False))
def test_same_seed_same_draw_in_whatever_order_they_stand(
    units: list[Candidate], count: int, seed: str, chance: Random
) -> None:
    otherwise = chance.sample(units, len(units))
    assert explained(units, count, seed) == explained(otherwise, count, seed)


@given(lists, counts, seeds)
def test_so_many_are_drawn_and_nobody_twice(units: list[Candidate], count: int, seed: str) -> None:
    drawn = draw(units, count, seed)
    assert len(drawn) == len(set(drawn)) == min(count, len(units))
    assert set(drawn) <= {each.id for each in units}


@given(lists, seeds)
def test_who_asks_for_all_gets_all(units: list[Candidate], seed: str) -> None:
    assert set(draw(units, len(units), seed)) == {each.id for each in units}
    assert draw(units, len(units) + 5, seed) == draw(units, len(units), seed)


@given(lists, counts, seeds)
def test_one_more_adds_a_substitute_and_changes_nobody(units: list[Candidate], count: int, seed: str) -> None:
    assert draw(units, count + 1, seed)[:count] == draw(units, count, seed)


@given(lists.filter(bool), seeds, st.integers(1, 5))
def test_more_lots_never_put_anybody_further_back(units: list[Candidate], seed: str, more: int) -> None:
    places = {ticket.id: ticket.place for ticket in explained(units, 0, seed)}
    heavier = [Candidate(units[0].id, units[0].weight + more), *units[1:]]
    after = {ticket.id: ticket.place for ticket in explained(heavier, 0, seed)}
    assert after[units[0].id] <= places[units[0].id]


@given(lists.filter(bool), seeds)
def test_who_is_not_on_the_list_does_not_change_the_order_of_the_others(
    units: list[Candidate], seed: str
) -> None:
    all_of_them = draw(units, len(units), seed)
    assert draw(units[1:], len(units), seed) == tuple(id_ for id_ in all_of_them if id_ != units[0].id)


def test_everybody_is_as_likely_as_the_others() -> None:
    """20 pairs, 19 degrees of freedom: a fair draw stays below 43.8 in 999 of 1000 tries."""
    even = tuple(Candidate(id_) for id_ in (1, 2, 11, 12, 111))
    seen = Counter(pick([each.id for each in even], 2, f"抽5条 {n}") for n in range(6000))
    assert chi_square(seen, in_order(even, 6000)) < 43.8


def test_a_key_unit_has_three_lots_among_single_ones() -> None:
    """30 pairs, 29 degrees of freedom: 58.3; who forgot the weights would be far above."""
    mixed = (*UNITS, Candidate(10, KEY_UNIT), Candidate(11), Candidate(12))
    seen = Counter(draw(mixed, 2, f"2016-03-11 {n}") for n in range(6000))
    assert chi_square(seen, in_order(mixed, 6000)) < 58.3
    even = tuple(Candidate(each.id) for each in mixed)
    assert chi_square(seen, in_order(even, 6000)) > 1000


def test_five_rows_of_the_ledger_and_the_same_five_again() -> None:
    rows = range(101, 144)
    assert len(set(pick(rows, 5, "1234"))) == 5
    assert pick(rows, 5, "1234") == pick(reversed(rows), 5, "1234") == (114, 111, 123, 110, 141)
    assert pick(rows, 5, "1234") != pick(rows, 5, "1235")


@pytest.mark.parametrize("seed", ["", "  "])
def test_without_a_seed_there_is_no_draw(seed: str) -> None:
    with pytest.raises(ValueError, match="seed"):
        draw(UNITS, 1, seed)


def test_a_list_that_is_wrong_is_not_drawn_from() -> None:
    with pytest.raises(ValueError, match="count"):
        draw(UNITS, -1, "2016")
    with pytest.raises(ValueError, match="twice"):
        draw([Candidate(7), Candidate(7, 3)], 1, "2016")
    with pytest.raises(ValueError, match="lot"):
        Candidate(7, 0)
