"""Marking is exact, in whatever order options stand and however an answer is spelt."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.quiz.drawing import shuffled_order
from rules.quiz.marking import is_right, kept_letters, seen_letters
from rules.quiz.question import LETTERS, Kind, Question, faults
from rules.quiz.reading import read_answer
from rules.quiz.spelling import same_words


@st.composite
def choices(draw: st.DrawFn) -> Question:
    """A 单选 or 多选 of two to eight options."""
    count = draw(st.integers(2, 8))
    kind = draw(st.sampled_from([Kind.SINGLE, Kind.MULTIPLE]))
    letters = LETTERS[:count]
    size = 1 if kind == Kind.SINGLE else draw(st.integers(2, count))
    right = "".join(sorted(draw(st.permutations(letters))[:size]))
    return Question(kind, "问", tuple(f"第{letter}" for letter in letters), right)


@given(choices(), st.integers(), st.data())
def test_whatever_is_shown_what_was_meant_is_marked(
    question: Question, seed: int, data: st.DataObject
) -> None:
    order = shuffled_order(question, Random(seed))
    shown = "".join(sorted(data.draw(st.sets(st.sampled_from(LETTERS[: len(question.options)]), min_size=1))))
    picked = {question.options[LETTERS.index(order[LETTERS.index(letter)])] for letter in shown}
    right = {question.options[LETTERS.index(letter)] for letter in question.right}
    kept = kept_letters(shown, order)
    assert is_right(question, kept) == (picked == right)
    assert seen_letters(kept, order) == shown


@given(choices(), st.integers())
def test_shuffling_loses_no_option(question: Question, seed: int) -> None:
    assert sorted(shuffled_order(question, Random(seed))) == list(LETTERS[: len(question.options)])


@given(choices())
def test_a_sound_question_has_no_faults(question: Question) -> None:
    assert faults(question) == []


SEPARATORS = st.sampled_from(["", " ", "、", "，", ",", "和", "/", "。", " 和 "])


@given(
    st.sets(st.sampled_from("ABCD"), min_size=1),
    SEPARATORS,
    st.sampled_from(["", "选", "我选", "答案是"]),
    st.integers(0, 3),
)
def test_letters_are_read_however_they_are_typed(
    letters: set[str], between: str, lead: str, spelling: int
) -> None:
    spelt = [
        lambda letter: letter,
        str.lower,
        lambda letter: chr(ord(letter) + 0xFEE0),
        lambda letter: str(LETTERS.index(letter) + 1),
    ][spelling]
    said = lead + between.join(spelt(letter) for letter in sorted(letters))
    assert read_answer(said, Kind.MULTIPLE, 4) == "".join(sorted(letters))


@given(st.text(max_size=80), st.sampled_from(Kind), st.integers(0, 8))
def test_nothing_anybody_types_breaks_the_reading(text: str, kind: Kind, count: int) -> None:
    answer = read_answer(text, kind, count)
    if answer is not None and kind in (Kind.SINGLE, Kind.MULTIPLE):
        assert set(answer) <= set(LETTERS[:count])
        assert list(answer) == sorted(set(answer))


@pytest.mark.parametrize(
    "said", ["三楼东楼梯口堆着纸箱", "不知道", "帮助", "abz", "E", "5", "A对吗B", "着火了", "", "112号"]
)
def test_what_is_no_answer_is_none(said: str) -> None:
    assert read_answer(said, Kind.SINGLE, 4) is None


@pytest.mark.parametrize("said", ["AB", "12", "A和C"])
def test_a_single_takes_one_letter_only(said: str) -> None:
    assert read_answer(said, Kind.SINGLE, 4) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("对", "T"), ("√", "T"), ("正确！", "T"), ("我觉得是对的", "T"), ("A", "T"), ("1", "T"), ("✅", "T"),
        ("错", "F"), ("×", "F"), ("不对", "F"), ("我觉得不对", "F"), ("b", "F"), ("2", "F"), ("X", "F"),
        ("对吗", None), ("有火", None), ("3", None),
    ],
)  # fmt: skip
def test_judging(said: str, meant: str | None) -> None:
    assert read_answer(said, Kind.JUDGE, 0) == meant


@pytest.mark.parametrize(
    ("given", "accepted", "same"),
    [
        ("三十", "30", True), ("３０天", "30日", True), ("30日内", "30", True), ("二十四小时", "24", True),
        ("1万", "10000", True), ("5万元", "5万", True), ("百分之三十", "30%", True), ("一百一十", "110", True),
        ("不少于2次", "2", True), ("预防 为主。", "预防为主", True), ("两", "2", True), ("1.10", "1.10米", True),
        ("30%", "30", False), ("3", "30", False), ("", "30", False), ("预防", "预防为主", False),
        ("0.5", "5", False), ("万", "1", False), ("13", "30", False),
    ],
)  # fmt: skip
def test_blanks(given: str, accepted: str, same: bool) -> None:
    assert same_words(given, accepted) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_blanks_compare_both_ways_alike(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)


@given(st.integers(0, 99_999))
def test_every_number_is_itself(number: int) -> None:
    assert same_words(str(number), str(number))
    assert not same_words(str(number), str(number + 1))
