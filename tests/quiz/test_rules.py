"""Terms, draws, memories, standings and item analysis, as values."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.questions import read_questions
from rules.posts import concerns, fields_of
from rules.quiz.drawing import TooFew, draw
from rules.quiz.items import Answered, item
from rules.quiz.paper import Exemption, Part, Recipe, Taken, Terms, ends_at, may_begin, needed, terms_for
from rules.quiz.question import Kind
from rules.quiz.recall import READY, Memory, seen, sureness
from rules.quiz.standing import Turnout, fair_averages, places

MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)
DAY = date(2026, 6, 1)
BANK = {key: one.question for key, one in enumerate(read_questions(), 1)}
TERMS = Terms(MAY, MAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("after", "taken", "bar"),
    [
        (timedelta(0), Taken(), ""),
        (-timedelta(seconds=1), Taken(), "early"),
        (timedelta(days=7), Taken(), "over"),
        (timedelta(days=1), Taken(sittings=1), "spent"),
        (timedelta(days=1), Taken(sittings=1, by_clock=1), ""),
        (timedelta(days=1), Taken(sittings=2, by_clock=2), "spent"),
    ],
)
def test_who_may_begin(after: timedelta, taken: Taken, bar: str) -> None:
    assert may_begin(TERMS, taken, MAY + after) == bar


def test_a_contest_of_two_a_day_bars_the_third_until_tomorrow() -> None:
    terms = Terms(MAY, MAY + timedelta(days=7), attempts=10, per_day=2)
    assert may_begin(terms, Taken(sittings=2, today=2), MAY) == "today"
    assert may_begin(terms, Taken(sittings=2, today=0), MAY) == ""


def test_the_persons_own_terms_go_before_those_of_the_unit() -> None:
    unit = Exemption(closes_at=MAY + timedelta(days=9), attempts=2)
    person = Exemption(attempts=5)
    terms = terms_for(TERMS, [unit, person])
    assert (terms.closes_at, terms.attempts) == (MAY + timedelta(days=9), 5)


@given(st.integers(1, 300), st.integers(0, 10_000))
def test_a_sitting_never_outlasts_its_window(minutes: int, begun: int) -> None:
    terms = Terms(MAY, MAY + timedelta(days=7), limit=timedelta(minutes=minutes))
    start = MAY + timedelta(minutes=begun)
    assert ends_at(terms, start) == min(start + timedelta(minutes=minutes), terms.closes_at)


@given(st.integers(1, 500), st.integers(1, 100))
def test_enough_is_the_first_whole_number_of_points_that_reaches_the_mark(total: int, mark: int) -> None:
    enough = needed(total, mark)
    assert enough * 100 >= total * mark > (enough - 1) * 100


@given(st.integers())
def test_a_draw_repeats_nothing_and_keeps_to_its_parts(seed: int) -> None:
    recipe = Recipe(
        parts=(Part(10, (Kind.SINGLE,), levels=(1, 2)), Part(5, (Kind.JUDGE,), ("消防",)), Part(3))
    )
    drawn = draw(recipe, BANK, DAY, Random(seed))
    ids = [one.question_id for one in drawn]
    assert len(set(ids)) == 18
    kinds = [BANK[key].kind for key in ids]
    assert kinds.count(Kind.SINGLE) >= 10
    facts = [BANK[key].fact for key in ids]
    assert len(set(facts)) == len(facts), "no question tells the answer of another"


def test_the_same_chance_draws_the_same_paper() -> None:
    recipe = Recipe(parts=(Part(20),))
    assert draw(recipe, BANK, DAY, Random(1)) == draw(recipe, BANK, DAY, Random(1))


def test_too_few_questions_are_said_by_sort_and_number() -> None:
    recipe = Recipe(parts=(Part(900, (Kind.FILL,), ("防汛",)),))
    with pytest.raises(TooFew, match="防汛的填空题要900道，题库里只有"):
        draw(recipe, BANK, DAY, Random(1))


def test_no_question_of_a_law_that_is_not_yet_in_force() -> None:
    before = date(2020, 1, 1)
    drawn = draw(Recipe(parts=(Part(50),)), BANK, before, Random(1))
    assert all(BANK[one.question_id].holds_on(before) for one in drawn)


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_what_is_practised_when_it_is_due_is_known_on_the_day(answers: list[bool]) -> None:
    ready_by = datetime(2026, 6, 16, tzinfo=UTC)
    memory: Memory | None = None
    now = MAY
    for right in [*answers, *([True] * 12)]:
        memory = seen(memory, now, right=right, ready_by=ready_by)
        assert memory.due_at > now
        if memory.due_at >= ready_by:
            break
        now = memory.due_at
    assert memory is not None
    assert memory.due_at >= ready_by - timedelta(days=3) or sureness(memory, ready_by) >= 0
    if now > ready_by - timedelta(days=3):
        assert sureness(memory, ready_by) > READY - 0.35


def test_a_wrong_answer_comes_back_today_and_a_known_one_after_days() -> None:
    wrong = seen(None, MAY, right=False)
    assert wrong.due_at - MAY <= timedelta(minutes=10)
    known = seen(seen(None, MAY, right=True), MAY + timedelta(days=1), right=True)
    assert known.due_at - MAY > timedelta(days=2)
    assert (wrong.lapses, known.lapses) == (1, 0)


def test_three_lucky_ones_are_no_champions() -> None:
    """A small department with three perfect marks stands behind a large one that is nearly as good."""
    averages = fair_averages(
        [Turnout(1, 5, 3, 3, 3 * 100), Turnout(2, 120, 110, 108, 110 * 96), Turnout(3, 80, 60, 30, 60 * 60)]
    )
    order = [unit for _, unit, _ in places(averages)]
    assert order == [2, 1, 3]


def test_equal_averages_share_a_place() -> None:
    assert [place for place, _, _ in places({1: 90.01, 2: 90.04, 3: 80.0})] == [1, 1, 3]


def test_item_analysis_finds_the_key_that_is_marked_wrong() -> None:
    """Those who know everything else get it wrong: the key must be."""
    good = [Answered("B", right=False, share=0.9)] * 20
    weak = [Answered("A", right=True, share=0.3)] * 20
    told = item([*good, *weak], "ABCD")
    assert told.tells == -1
    assert told.complaint == "会的人反而答错，看看答案标对没有"
    assert told.untaken == "CD"


def test_item_analysis_says_nothing_of_a_handful() -> None:
    assert item([Answered("A", right=True, share=1.0)] * 3, "ABCD").complaint == ""


@pytest.mark.parametrize(
    ("post", "outside", "fields"),
    [
        ("护士长、安全员", False, {"临床", "管理"}),
        ("电工", False, {"后勤"}),
        ("检验技师", False, {"医技"}),
        ("厨师", False, {"食堂"}),
        ("保洁", True, {"后勤", "外协"}),
        ("", False, set()),
    ],
)
def test_posts_have_fields(post: str, outside: bool, fields: set[str]) -> None:
    assert fields_of(post, outside=outside) == fields


def test_whoever_has_no_known_field_gets_everything() -> None:
    assert concerns(["食堂"], [])
    assert concerns([], ["临床"])
    assert not concerns(["食堂"], ["临床"])
