"""What an import does to the bank: once is enough, a correction is a new version, nothing is half
imported.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, insert

from actions.importing.questions.comparing import compare
from actions.importing.questions.writing import bring_in
from models.database import open_writing
from models.quiz.questions import LIVE, RETIRED, QuestionRow, bank_of, question_of, retire
from models.units import Unit, home_of_strangers
from reports.question_book.book import book
from reports.question_book.lines import live_questions
from reports.question_book.plain import as_csv, as_json
from reports.question_book.reading import read_bank
from rules.quiz.question import Kind, Question
from rules.quiz.sameness import code_of, digest_of
from suishoupai.cli import main
from tests.importing.question_files import FIRE, HEADER, table, workbook

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 1, tzinfo=UTC)
JUDGED = ["判断", "隐患可以不报", "", "", "", "", "错", ""]
FILLED = ["填空", "新人培训不少于____学时", "", "", "", "", "24；二十四", ""]


@pytest.fixture
def db(database_url: str) -> Iterator[Connection]:
    engine = open_writing(database_url)
    with engine.connect() as opened, opened.begin():
        yield opened
    engine.dispose()


@pytest.fixture
def unit_id(db: Connection) -> int:
    return int(home_of_strangers(db)["id"])


def fates(db, unit_id, reading):
    return [row.fate for row in compare(db, unit_id, reading).rows]


def versions(db, unit_id):
    return [(row["version"], row["state"], row["right"]) for row in bank_of(db, unit_id)]


def test_a_second_import_of_the_same_file_changes_nothing(db, unit_id):
    reading = table(FIRE, JUDGED, FILLED)
    first = bring_in(db, unit_id, reading, now=NOW, by=None)
    kept = [dict(row) for row in bank_of(db, unit_id)]
    again = bring_in(db, unit_id, reading, now=LATER, by=None)
    assert (first.counts["new"], again.counts["same"], again.counts["new"]) == (3, 3, 0)
    assert [dict(row) for row in bank_of(db, unit_id)] == kept


def test_what_is_kept_of_a_question(db, unit_id):
    bring_in(db, unit_id, table(FIRE), now=NOW, by=None)
    row = bank_of(db, unit_id)[0]
    digest = digest_of(question_of(row))
    assert (row["code"], row["digest"], row["source"]) == (f"{unit_id}-{digest[:16]}", digest, "imported")
    assert (row["made_at"], row["state"], row["version"]) == (NOW, LIVE, 1)


def test_another_order_of_options_and_other_marks_are_the_same_question(db, unit_id):
    bring_in(db, unit_id, table(FIRE), now=NOW, by=None)
    again = table(["单选", "1. 着火，先打哪个电话", "12345", "114", "120", "119", "D", "119报火警"])
    assert fates(db, unit_id, again) == ["same"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ([*FIRE[:6], "B", FIRE[7]], "答案：A → B"),
        ([*FIRE[:5], "110", "A", FIRE[7]], "选项改了"),
        ([*FIRE[:7], "119是火警电话，110是报警电话。"], "解析：119报火警。 → 119是火警电话，110是报警电话。"),
    ],
)
def test_a_correction_is_a_new_version_and_the_old_one_retires(db, unit_id, line, said):
    bring_in(db, unit_id, table(FIRE), now=NOW, by=None)
    code = bank_of(db, unit_id)[0]["code"]
    outcome = bring_in(db, unit_id, table(line), now=LATER, by=None)
    assert [row.notes for row in outcome.reading.rows] == [(said,)]
    assert [(row["code"], row["version"], row["state"]) for row in bank_of(db, unit_id)] == [
        (code, 1, RETIRED),
        (code, 2, LIVE),
    ]


def test_back_to_how_it_was_is_a_third_version(db, unit_id):
    for line in (FIRE, [*FIRE[:6], "B", FIRE[7]], FIRE):
        bring_in(db, unit_id, table(line), now=NOW, by=None)
    assert versions(db, unit_id) == [(1, RETIRED, "A"), (2, RETIRED, "B"), (3, LIVE, "A")]


def test_blank_cells_leave_what_was_there(db, unit_id):
    bring_in(db, unit_id, table(FIRE), now=NOW, by=None)
    assert fates(db, unit_id, table([*FIRE[:7], ""])) == ["same"]


def test_what_was_retired_by_hand_stays_retired(db, unit_id):
    bring_in(db, unit_id, table(FIRE), now=NOW, by=None)
    retire(db, [bank_of(db, unit_id)[0]["id"]])
    outcome = bring_in(db, unit_id, table(FIRE), now=LATER, by=None)
    assert outcome.reading.rows[0].notes == ("这道题已经停用，导入不会恢复它",)
    assert versions(db, unit_id) == [(1, RETIRED, "A")]


def test_with_one_bad_question_nothing_is_written(db, unit_id):
    reading = table(FIRE, [*FIRE[:1], "没有答案的题", *FIRE[2:6], "", ""])
    assert bring_in(db, unit_id, reading, now=NOW, by=None).written is False
    assert bank_of(db, unit_id) == []


def test_bad_questions_may_be_skipped_on_purpose(db, unit_id):
    reading = table(FIRE, [*FIRE[:1], "没有答案的题", *FIRE[2:6], "", ""])
    outcome = bring_in(db, unit_id, reading, now=NOW, by=None, skip_bad=True)
    assert (outcome.written, outcome.counts["new"], outcome.counts["bad"]) == (True, 1, 1)
    assert len(bank_of(db, unit_id)) == 1


def test_two_hospitals_keep_the_same_question_apart(db, unit_id):
    other = unit(db, "H2")
    for owner in (unit_id, other, None):
        bring_in(db, owner, table(FIRE), now=NOW, by=None)
    codes = [bank_of(db, owner)[0]["code"] for owner in (unit_id, other, None)]
    assert [code.split("-")[0] for code in codes] == [str(unit_id), str(other), "0"]


def unit(db: Connection, code: str) -> int:
    home = dict(home_of_strangers(db))
    facts = {k: v for k, v in home.items() if k != "id"} | {"code": code, "name": code, "path": f"/{code}/"}
    return int(db.execute(insert(Unit).values(**facts).returning(Unit.id)).scalar_one())


def test_a_question_of_the_shipped_bank_is_pointed_out(db, unit_id):
    bring_in(db, None, table(FIRE), now=NOW, by=None)
    assert compare(db, unit_id, table(FIRE)).rows[0].notes == ("自带的题库里已有这个题干",)


def test_two_new_questions_never_become_one_version(db, unit_id):
    stem = "下面哪句说对了？"
    bring_in(db, unit_id, table(["单选", stem, "甲", "乙", "丙", "丁", "A", ""]), now=NOW, by=None)
    both = table(
        ["单选", stem, "甲", "乙", "子", "丑", "A", ""], ["单选", stem, "丙", "丁", "寅", "卯", "A", ""]
    )
    outcome = bring_in(db, unit_id, both, now=LATER, by=None)
    assert sorted(row.fate for row in outcome.reading.rows) == ["changed", "new"]
    assert len(live_questions(db, unit_id)) == 2


def test_a_question_whose_code_another_text_has_by_now_is_new_all_the_same(db, unit_id):
    stem = "下面哪句说对了？"
    first, second = (["单选", stem, *options, "", "", "A", ""] for options in (["甲", "乙"], ["子", "丑"]))
    bring_in(db, unit_id, table(first), now=NOW, by=None)
    old = dict(bank_of(db, unit_id)[0])
    retire(db, [old["id"]])
    rewritten = {k: v for k, v in old.items() if k != "id"} | {
        "version": 2,
        "state": LIVE,
        "options": ["子", "丑"],
    }
    db.execute(insert(QuestionRow).values(**rewritten))
    for fates_now in (["new", "same"], ["same", "same"]):
        outcome = bring_in(db, unit_id, table(first, second), now=LATER, by=None)
        assert [row.fate for row in outcome.reading.rows] == fates_now
        assert [q.options for q in live_questions(db, unit_id)] == [("子", "丑"), ("甲", "乙")]


WRITTEN = [
    Question(
        Kind.SINGLE, "氧气瓶旁边不能有什么？", ("油脂", "-18℃的冰", "A类标志", "+"), "A", why="油脂遇氧会烧。",
        law="安全生产法", article="第三条", version="2021-06-10", topics=("消防", "院内"), posts=("临床", "后勤"),
        level=2, valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31),
    ),
    Question(Kind.MULTIPLE, "看：\n①报警\n②逃生\n哪些对？", ("①", "②", "①②", "都不对", "不知道"), "AC"),
    Question(Kind.JUDGE, "隐患可以不报。", right="F"),
    Question(Kind.FILL, "新人培训不少于____学时", accepted=("24", "二十四")),
    Question(Kind.FILL, "灭火器检查____", accepted=("1次/年",)),
    Question(Kind.FILL, "演练____", accepted=("1次/半年", "半年一次；")),
]  # fmt: skip


def keep(db: Connection, unit_id: int) -> None:
    from_hand = [
        {"code": code_of(unit_id, digest_of(q)), "version": 1, "digest": digest_of(q), "state": LIVE}
        for q in WRITTEN
    ]
    for facts, question in zip(from_hand, WRITTEN, strict=True):
        columns = {
            "unit_id": unit_id, "source": "written", "kind": question.kind.value, "asks": question.asks,
            "options": list(question.options), "right": question.right, "accepted": list(question.accepted),
            "why": question.why, "law": question.law, "article": question.article, "law_version": question.version,
            "topics": list(question.topics), "posts": list(question.posts), "level": question.level,
            "valid_from": question.valid_from, "valid_until": question.valid_until, "made_at": NOW,
        }  # fmt: skip
        db.execute(insert(QuestionRow).values(**facts, **columns))


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", book), ("a.csv", as_csv), ("a.json", as_json)])
def test_what_is_exported_comes_back_the_same(db, unit_id, name, write):
    keep(db, unit_id)
    reading = compare(db, unit_id, read_bank(name, write(live_questions(db, unit_id))))
    assert [(row.fate, row.faults, row.notes) for row in reading.rows] == [("same", (), ())] * len(WRITTEN)
    assert [row.question.options for row in reading.rows] == [question.options for question in WRITTEN]
    assert reading.notes == ()


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def fire(folder):
    path = folder / "题库.xlsx"
    path.write_bytes(workbook([HEADER, FIRE, JUDGED]))
    return path


def test_the_command_tries_brings_in_and_brings_out(folder, fire):
    assert "会新增：着火先打哪个电话？" in run("questions", "import", str(fire), "--dry-run").stdout
    for added in (2, 0):
        assert json.loads(run("questions", "import", str(fire), "--json").stdout)["added"] == added
    out = folder / "出.xlsx"
    assert "2道题" in run("questions", "export", str(out)).stdout
    assert json.loads(run("questions", "import", str(out), "--json").stdout)["same"] == 2


def test_the_command_writes_nothing_with_a_bad_question(folder):
    path = folder / "题库.xlsx"
    path.write_bytes(workbook([HEADER, FIRE, [*FIRE[:1], "没答案", *FIRE[2:6]]]))
    result = run("questions", "import", str(path))
    assert result.exit_code == 1
    assert "有1道题有问题，一道也没有导入" in result.stderr
    assert "Sheet1 第3行：没有答案" in result.stderr
    assert json.loads(run("questions", "import", str(path), "--json", "--skip-bad").stdout)["added"] == 1


def test_the_command_knows_units_by_their_code(hospital, fire):
    assert "没有编码是“X9”的单位" in run("questions", "import", str(fire), "--unit", "X9").stderr
    assert json.loads(run("questions", "import", str(fire), "--unit", "H1", "--json").stdout)["added"] == 2
    assert "0道题" in run("questions", "export", str(hospital / "a.json"), "--unit", "QD").stdout


def test_an_export_needs_an_ending_it_knows(folder):
    assert "文件名请以.xlsx、.csv、.json结尾" in run("questions", "export", str(folder / "a.doc")).stderr
