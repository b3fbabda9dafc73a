"""Every clause of the two official documents is answered by something of its plan, once, and in the document's own words."""

from collections import Counter

import pytest

from plans.loading import FOLDER, load_plan
from rules.plan.document import Plan

CHABAOCU, ANQUANYUE = "chabaocu", "anquanyue"
CLAUSES = {
    CHABAOCU: [f"A{n:02}" for n in range(1, 93)] + [f"T{n}" for n in range(1, 12)],
    ANQUANYUE: [f"B{n:02}" for n in range(1, 73)],
}
"""Of each document: its clauses; T1 to T11 are the cells of its table."""

SHARED = {
    "A28": {"drills", "drill-departments"},
    "A61": {f"publicity-{node}" for node in ("spring-festival", "disease-week", "may-day", "safety-month", "national-day")},
    "A62": {f"publicity-{node}" for node in ("spring-festival", "disease-week", "may-day", "safety-month", "national-day")},
    "A68": {"scheme", "handbook"},
    "A74": {"round-one", "round-two"},
}  # fmt: skip
"""One clause that asks for several things: two figures, five days of the calendar, two papers, two rounds."""

LONGEST = 90
"""Characters; more would be a passage of the document, not the words of a clause."""
SHORTEST_ANSWER = 8


@pytest.fixture(scope="module", params=CLAUSES)
def plan(request: pytest.FixtureRequest) -> Plan:
    return load_plan(FOLDER / f"{request.param}.plan.yaml")


@pytest.fixture(scope="module")
def chabaocu() -> Plan:
    return load_plan(FOLDER / "chabaocu.plan.yaml")


def test_no_clause_is_missing_and_none_is_invented(plan: Plan) -> None:
    known = CLAUSES[plan.code]
    assert sorted(set(known) - plan.clauses) == [], "nobody answers these"
    assert sorted(plan.clauses - set(known)) == [], "the document has no such clause"


def test_what_asks_for_something_is_not_only_explained(plan: Plan) -> None:
    """A clause is answered by a duty, kind, phase or form, or explained in the preamble: not both."""
    parts = (plan.duties, plan.kinds, plan.phases, plan.forms)
    at_work = {clause for listed in parts for part in listed for clause in part.clauses}
    assert sorted(at_work & {entry.clause for entry in plan.preamble}) == []


def test_nothing_is_explained_twice(plan: Plan) -> None:
    said = Counter(entry.clause for entry in plan.preamble)
    assert [clause for clause, times in said.items() if times > 1] == []


def test_two_duties_share_a_clause_only_where_it_asks_for_two_things(chabaocu: Plan) -> None:
    asked: dict[str, set[str]] = {}
    for duty in chabaocu.duties:
        for clause in duty.clauses:
            asked.setdefault(clause, set()).add(duty.code)
    assert {clause: codes for clause, codes in asked.items() if len(codes) > 1} == SHARED


def test_every_explanation_says_where_it_is_answered(plan: Plan) -> None:
    short = [entry.clause for entry in plan.preamble if len(entry.how) < SHORTEST_ANSWER]
    assert short == []
    assert [entry.clause for entry in plan.preamble if entry.how == entry.quote] == []


def test_quotes_are_clauses_and_not_passages(chabaocu: Plan) -> None:
    quotes = [entry.quote for entry in chabaocu.preamble] + [duty.quote for duty in chabaocu.duties]
    assert [quote for quote in quotes if len(quote) > LONGEST or "\n" in quote] == []


def test_each_cell_of_the_table_is_a_clause_of_its_own(chabaocu: Plan) -> None:
    form = chabaocu.form("monthly-table")
    assert form is not None
    assert [cell.cell for cell in form.cells] == [f"T{n}" for n in range(1, 12)]


def test_words_for_kinds_of_deeds_mean_one_thing(plan: Plan) -> None:
    """讲课 in the chat must lead to one kind."""
    words = Counter(word for kind in plan.kinds for word in kind.words)
    assert [word for word, times in words.items() if times > 1] == []


def test_a_kind_of_both_plans_means_the_same_in_both() -> None:
    """One training, recorded once, counts for both documents."""
    first, second = (load_plan(FOLDER / f"{code}.plan.yaml") for code in CLAUSES)
    for kind in first.kinds:
        other = second.kind(kind.code) or kind
        assert (kind.name, kind.group, kind.words) == (other.name, other.group, other.words)


def test_no_word_leads_to_different_kinds_in_the_two_plans() -> None:
    meant: dict[str, set[str]] = {}
    for code in CLAUSES:
        for kind in load_plan(FOLDER / f"{code}.plan.yaml").kinds:
            for word in kind.words:
                meant.setdefault(word, set()).add(kind.code)
    assert {word: kinds for word, kinds in meant.items() if len(kinds) > 1} == {}
