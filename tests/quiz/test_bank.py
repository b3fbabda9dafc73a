"""The shipped bank: every question rests on a fact, and what is marked right agrees with it."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from actions.quiz import bank
from models.quiz import questions
from plans.questions import FOLDER, Shipped, mistakes_in, read_facts, read_questions
from rules.quiz.question import Kind
from tests.hospital import Hospital

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REPEALED = ("山东省消防条例", "危险化学品安全管理条例", "传染病防治法", "固体废物污染环境防治法", "GB 35181")
FACTS, SHIPPED = read_facts(), read_questions()


def test_every_question_agrees_with_its_fact() -> None:
    assert list(mistakes_in(SHIPPED, FACTS)) == []


def test_there_are_enough_of_every_sort() -> None:
    kinds = Counter(one.question.kind for one in SHIPPED)
    assert len(SHIPPED) >= 500
    assert min(kinds[kind] for kind in Kind) >= 40
    assert sum(one.question.level == 1 for one in SHIPPED) >= 200


def test_no_question_rests_on_a_text_that_was_replaced() -> None:
    laws = {fact.law for fact in FACTS.values()}
    assert not [law for law in laws if law.startswith(REPEALED)]
    assert not [fact.says for fact in FACTS.values() if "旧文本" in fact.says]


def test_guessing_one_letter_does_not_pay() -> None:
    letters = Counter(one.question.right for one in SHIPPED if one.question.kind == Kind.SINGLE)
    assert max(letters.values()) < 0.32 * sum(letters.values())
    judged = Counter(one.question.right for one in SHIPPED if one.question.kind == Kind.JUDGE)
    assert abs(judged["T"] - judged["F"]) < 0.2 * sum(judged.values())


def test_almost_every_question_names_what_decides() -> None:
    assert sum(bool(one.decides) for one in SHIPPED) > 0.9 * len(SHIPPED)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"right": "Z"}, "没有这个选项"),
        ({"options": ("a", "a", "b")}, "两个选项一样"),
        ({"fact": "没有的-1"}, "没有“没有的-1”这条事实"),
        ({"topics": ("天文",)}, "不认得主题“天文”"),
        ({"why": ""}, "解析要有"),
    ],
)
def test_a_spoilt_question_is_named(spoil: dict[str, object], said: str) -> None:
    from dataclasses import replace

    single = next(one for one in SHIPPED if one.question.kind == Kind.SINGLE)
    spoilt = Shipped(replace(single.question, **spoil), single.decides)  # type: ignore[arg-type]
    assert any(
        said in mistake and spoilt.question.code in mistake for mistake in mistakes_in([spoilt], FACTS)
    )


def test_a_wrong_number_is_found_out() -> None:
    """The right letter moved to a neighbour: the number that decides is no longer where it is marked."""
    from dataclasses import replace

    single = next(one for one in SHIPPED if one.question.kind == Kind.SINGLE and one.decides)
    other = "A" if single.question.right != "A" else "B"
    moved = Shipped(replace(single.question, right=other), single.decides)
    assert len(list(mistakes_in([moved], FACTS))) == 2


def test_shipping_twice_changes_nothing_and_a_change_is_a_new_version(hospital: Hospital) -> None:
    from dataclasses import replace

    some = [one.question for one in SHIPPED[:10]]
    assert hospital.carry(lambda db: bank.ship(db, some, NOW)) == 10
    assert hospital.carry(lambda db: bank.ship(db, some, NOW)) == 0
    changed = [replace(some[0], why="换个说法。"), *some[1:9]]
    assert hospital.carry(lambda db: bank.ship(db, changed, NOW)) == 1
    rows = hospital.carry(lambda db: questions.bank_of(db, None))
    states = Counter((row["state"], row["version"]) for row in rows)
    assert states == {("live", 1): 8, ("live", 2): 1, ("retired", 1): 2}
    assert hospital.carry(lambda db: bank.ship(db, some, NOW)) == 2, "what comes back is asked again"
    count = select(func.count()).where(questions.TABLE.c.state == "live")
    assert hospital.carry(lambda db: db.execute(count).scalar_one()) == 10


def test_the_folder_says_what_it_is() -> None:
    assert (FOLDER / "README.md").is_file()
