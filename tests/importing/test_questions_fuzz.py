"""Whatever stands in a file: every line is accounted for, nothing raises, what is taken may be asked."""

import io
import json
import zipfile

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actions.importing.questions.columns import NAMES
from actions.importing.questions.pasted import read_text
from actions.importing.questions.raw import BAD, Sheet
from actions.importing.questions.reading import reading_of
from actions.importing.questions.tables import read_table
from reports.question_book.book import book
from reports.question_book.plain import as_csv, as_json
from reports.question_book.reading import BROKEN, read_bank
from rules.quiz.question import LETTERS, POSTS, TOPICS, Kind, Question, faults
from rules.refusal import Refused
from tests.importing.question_files import document

FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
PIECES = [
    "A.", "B、", "（A）", "（ ）", "____", "答案：", "解析：", "参考答案", "1.", "2、", "（1）", "一、单选题", "判断题", "A", "ABD", "对",
    "错", "√", "×", "；", "|", "/", "\n", " ", "\u3000", "着火", "报警", "第一章", "3-5", "2026-01-02", "=A1", "#N/A", "1-5 ABCDA",
    "**", "【", "】", "[图片]", "单选", "填空", "简答题", "难度：", "1.A 2.B", "'=", "A类", "①", "②", "百分之三十", "119",
]  # fmt: skip
CELL = st.one_of(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.text(max_size=12))
HEADERS = st.lists(
    st.sampled_from([names[0] for names in NAMES.values()] + ["选项A", "选项B", "C", "备注", ""]), max_size=8
)


def answerable(reading):
    """What was taken has no fault, what was not says why."""
    return all(
        row.faults if row.fate == BAD else row.question and not faults(row.question) for row in reading.rows
    )


@FEW
@given(header=HEADERS, lines=st.lists(st.lists(CELL, max_size=8), max_size=8))
@example(header=["题干", "选项A"], lines=[["", "甲"], ["A.", ""]])
def test_every_line_of_a_table_is_accounted_for(header, lines):
    sheet = Sheet("表", list(enumerate([[*header, "题目", "答案"], *lines], 1)), excel=True)
    taken = read_table(sheet)
    assert taken.skipped + len(taken.raws) == len(lines) + 1
    if taken.raws:
        reading = reading_of([taken])
        assert len(reading.rows) == len(taken.raws)
        assert answerable(reading)


@FEW
@given(lines=st.lists(CELL.map(lambda text: text.replace("\n", " ")), max_size=14))
@example(lines=["1.着火", "A.报警", "答案：", "B", "参考答案：", "1.A"])
@example(lines=["着火。√", "答案：对", "参考答案", "1-2 √×"])
def test_every_line_of_a_text_is_accounted_for(lines):
    taken = read_text(Sheet("", [(at, [line]) for at, line in enumerate(lines, 1)]))
    assert taken.skipped + sum(raw.takes for raw in taken.raws) == len(lines)
    if taken.raws:
        reading = reading_of([taken])
        assert sum(row.takes for row in reading.rows) + reading.skipped == len(lines)
        assert answerable(reading)


def outcome(name, content):
    """The reading, or the sentence of the refusal."""
    try:
        return read_bank(name, content)
    except Refused as refused:
        return str(refused)


@FEW
@given(
    name=st.sampled_from(["a.xlsx", "a.csv", "a.json", "a.txt", "a.docx", ""]),
    content=st.binary(max_size=200),
)
@example(name="a.csv", content=b'\xef\xbb\xbf"')
@example(name="a.json", content=b"[" * 100_000)
def test_no_bytes_make_it_stumble(name, content):
    for bytes_of_any_make in (content, b"PK\x03\x04" + content, "题目,答案\n".encode() + content):
        assert outcome(name, bytes_of_any_make)


@FEW
@given(
    whole=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), CELL),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(
                    [
                        "questions",
                        "题目",
                        "options",
                        "answer",
                        "A",
                        "B",
                        "type",
                        "key",
                        "text",
                        "correct",
                        "单选题",
                    ]
                ),
                inner,
                max_size=5,
            ),
        ),
        max_leaves=20,
    )
)
def test_json_of_any_shape(whole):
    reading = outcome("a.json", json.dumps([whole], ensure_ascii=False).encode())
    assert reading != BROKEN
    assert isinstance(reading, str) or answerable(reading)


@FEW
@given(paragraphs=st.lists(CELL.map(lambda text: "".join(c for c in text if c.isprintable())), max_size=10))
def test_word_of_any_words(paragraphs):
    reading = outcome("a.docx", document(*(each.replace("<", "〈") for each in paragraphs)))
    assert reading != BROKEN
    assert isinstance(reading, str) or answerable(reading)


@FEW
@given(part=st.binary(max_size=300))
def test_word_with_broken_parts(part):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", part)
        archive.writestr("word/numbering.xml", part)
    assert outcome("a.docx", written.getvalue())


WORDS = st.text(
    st.sampled_from("着火先报警电梯困人Ω油脂氧气瓶配电箱abYZ09%℃-+=@，。；、/（）“”"), min_size=3, max_size=12
).map(lambda text: f"问{text.strip()}吗")


@st.composite
def questions(draw):
    kind = draw(st.sampled_from(list(Kind)))
    options, right, accepted = (), "", ()
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        options = tuple(draw(st.lists(WORDS, min_size=3, max_size=8, unique=True)))
        count = 1 if kind == Kind.SINGLE else 2
        letters = LETTERS[: len(options)]
        right = "".join(sorted(draw(st.permutations(letters))[:count]))
    elif kind == Kind.JUDGE:
        right = draw(st.sampled_from("TF"))
    else:
        accepted = tuple(draw(st.lists(WORDS, min_size=1, max_size=3, unique=True)))
    asks = draw(WORDS) + ("____" if kind == Kind.FILL else "")
    return Question(
        kind, asks, options, right, accepted,
        why=draw(st.sampled_from(["", "先报警，再断电。"])),
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        posts=tuple(post for post in POSTS if draw(st.booleans())),
        level=draw(st.integers(1, 3)),
    )  # fmt: skip


@FEW
@given(question=questions())
def test_what_is_written_is_read_again(question):
    for name, write in (("a.xlsx", book), ("a.csv", as_csv), ("a.json", as_json)):
        reading = read_bank(name, write([question]))
        assert [row.question for row in reading.rows] == [question], name
