"""What is stored and sent holds no hidden characters and fits where it has to go."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.words.plain_text import clean, cut, fit, unannounced, unsigned

FAMILY = "👨\u200d👩\u200d👧"
ANYTHING = st.text(st.characters(), max_size=60) | st.text(
    alphabet=st.sampled_from(
        [
            "\ud800",
            "\u200d",
            "👨",
            "👍",
            "🏽",
            "\ufe0f",
            "e",
            "\u0301",
            "三",
            "\n",
            "\r",
            "\x85",
            "\u2028",
            " ",
            "\u3000",
            "\x0b",
        ]
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  三楼　东楼梯口  ", "三楼 东楼梯口"),
        ("１１２号，好了！", "112号，好了！"),
        ("ＩＣＵ门口：有水；很滑（真的）", "ICU门口：有水；很滑（真的）"),
        ("\ufeff灭火器\u200b过期\u202e了", "灭火器过期了"),
        ("一\r\n\r\n二\u2028三\n  四", "一\n二\n三\n四"),
        ("坏\x00了\x07\x1b[31m", "坏了[31m"),
        ("坏\ud83d了", "坏了"),
        ("a\u200db", "ab"),
        (f"我们{FAMILY}好", f"我们{FAMILY}好"),
        ("👍🏽 ❤️", "👍🏽 ❤️"),
        ("cafe\u0301", "café"),
        ("＃１１２", "#112"),
        ("\ufffe\uffff", ""),
        ("", ""),
    ],
)
def test_typed_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANYTHING)
def test_cleaning_leaves_nothing_to_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} and char != "\n" for char in once)
    assert "  " not in once
    assert "\n\n" not in once


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("三楼堆着纸箱", 18, "三楼堆着纸箱"),
        ("三楼堆着纸箱", 17, "三楼堆着…"),
        ("三楼堆着纸箱", 15, "三楼堆着…"),
        ("三楼堆着纸箱", 2, ""),
        ("三楼", 0, ""),
        ("abcdef", 5, "ab…"),
        (f"好{FAMILY}好", 12, "好…"),
        ("好👍🏽好好", 12, "好…"),
        ("cafe\u0301s!", 7, "caf…"),
        ("坏\ud83d了", 100, "坏了"),
    ],
)
def test_long_text_is_cut_between_whole_characters(text: str, limit: int, kept: str) -> None:
    assert cut(text, limit) == kept


@given(ANYTHING, st.integers(0, 120))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    assert len(cut(text, limit).encode("utf-8")) <= limit


def test_lines_that_fit_stay_as_they_are() -> None:
    assert fit(["记好了，112号。", "", "1补充 2改"]) == "记好了，112号。\n1补充 2改"


def test_the_longest_line_gives_way_and_the_choices_stay() -> None:
    said = fit(["记好了，112号。", "纸箱" * 500, "1补充 2改 3撤回"], 200)
    assert said.startswith("记好了，112号。\n纸箱")
    assert said.endswith("…\n1补充 2改 3撤回")
    assert 190 <= len(said.encode()) <= 200


@given(st.lists(ANYTHING, max_size=8), st.integers(0, 400))
def test_a_message_never_exceeds_its_limit(lines: list[str], limit: int) -> None:
    assert len(fit(lines, limit).encode("utf-8")) <= limit


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("张敏 灯也不亮", "灯也不亮"),
        ("我是张敏，灯也不亮", "灯也不亮"),
        ("020153 张敏 灯也不亮", "灯也不亮"),
        ("灯也不亮，张敏", "灯也不亮"),
        ("灯也不亮——张敏 020153", "灯也不亮"),
        ("张敏负责的病房灯不亮", "张敏负责的病房灯不亮"),
        ("张敏", "张敏"),
        ("灯不亮", "灯不亮"),
    ],
)
def test_whoever_writes_leaves_no_name_in_the_row(text: str, kept: str) -> None:
    assert unsigned(text, "张敏") == kept
    assert unsigned(text, "") == text


def test_more_is_said_without_its_announcement() -> None:
    assert unannounced("补充一下：昨天就这样了") == "昨天就这样了"
    assert unannounced("补充") == "补充"
    assert unannounced("补充液洒了一地") == "补充液洒了一地"
    assert unannounced("三楼补充液洒了") == "三楼补充液洒了"
