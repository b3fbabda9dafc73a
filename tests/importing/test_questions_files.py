"""Files of question banks, with the troubles they have: nothing is lost, and nothing is made up."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from reports.question_book.reading import read_bank
from rules.refusal import Refused
from tests.importing.question_files import FIRE, HEADER, document, only, saved, short, table, text, workbook

SINGLE = ("single", "着火先打哪个电话？", "A")


def refusal(name, content):
    with pytest.raises(Refused) as refused:
        read_bank(name, content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_every_encoding_and_with_every_mark(encoding, mark):
    words = "\n".join(mark.join(each) for each in (HEADER, FIRE))
    assert short(read_bank("题库.csv", words.encode(encoding))) == [SINGLE]


@pytest.mark.parametrize(
    "header",
    [
        ["题型", "题目", "A", "B", "C", "D", "正确答案", "答案解析"],
        ["类型", "试题", "选项 A", "选项 B", "选项 C", "选项 D", "标准答案", "说明"],
        ["题目类型", "问题", "备选项A", "备选项B", "备选项C", "备选项D", "参考答案", "解析"],
        ["题型（必填）", "*内容", "选项1", "选项2", "选项3", "选项4", "答案(A/B/C)", "试题解析"],
        ["type", "question", "optionA", "optionB", "optionC", "optionD", "answer", "explanation"],
        ["题型", "题干", "选项（A）", "选项（B）", "选项（C）", "选项（D）", "正确选项", "解析"],
        ["题型", "题干", "选项", "", "", "", "答案", "解析"],
    ],
)
def test_columns_under_the_names_people_give_them(header):
    question = only(table(FIRE, header=header))
    assert (question.asks, question.right, question.why) == ("着火先打哪个电话？", "A", "119报火警。")
    assert question.options == ("119", "120", "114", "12345")


@pytest.mark.parametrize("name", ["选项", "备选项", "备选答案", "答案选项"])
def test_all_options_in_one_column(name):
    line = ["着火先打哪个电话？", "A.119 B.120", "A"]
    assert only(table(line, header=["题目", name, "答案"])).options == ("119", "120")


def test_a_column_named_after_options_that_holds_the_answer():
    line = ["着火先打哪个电话？A.119 B.120", "A"]
    assert only(table(line, header=["题目", "答案选项"])).right == "A"


def test_the_header_stands_lower_under_a_merged_title():
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (["某医院安全知识题库"], [], ["制表：安保科", "", "2026年"], HEADER, FIRE):
        sheet.append(line)
    sheet.merge_cells("A1:H1")
    read = read_bank("a.xlsx", saved(book))
    assert [row.line for row in read.rows] == ["Sheet 第5行"]
    assert read.skipped == 4


def test_a_header_of_two_lines():
    top = ["题目", "选项", "", "", "答案"]
    letters = ["", "A", "B", "C", ""]
    read = read_bank("a.xlsx", workbook([top, letters, ["着火打哪？", "119", "120", "114", "A"]]))
    assert only(read).options == ("119", "120", "114")


def test_headings_inside_a_table_and_a_header_printed_again():
    lines = [
        ["一、单选题（每题2分）"],
        HEADER,
        ["", *FIRE[1:]],
        ["二、判断题"],
        HEADER,
        ["", "隐患可以不报", "", "", "", "", "错"],
    ]
    read = read_bank("a.xlsx", workbook(lines))
    assert short(read) == [SINGLE, ("judge", "隐患可以不报", "F")]
    assert (len(read.rows), read.skipped) == (2, 4)


def test_sheets_named_after_kinds_and_topics():
    header, judge = ["题目", "答案"], ["隐患可以不报", "B"]
    fire = ["着火打哪？", "119", "120", "A"]
    read = read_bank(
        "a.xlsx",
        workbook(
            [header, judge],
            [["题目", "A", "B", "答案"], fire],
            [["填表人"]],
            names=["判断题", "消防安全", "其他"],
        ),
    )
    assert [(row.line, row.question.kind) for row in read.rows] == [
        ("判断题 第2行", "judge"),
        ("消防安全 第2行", "single"),
    ]
    assert read.rows[1].question.topics == ("消防",)
    assert read.notes == ("工作表“其他”没有读：没有找到题目的表头",)


def test_a_header_that_lacks_the_stem_is_named():
    said = refusal("a.xlsx", workbook([["题型", "选项", "答案"], ["单选", "A.甲 B.乙", "A"]]))
    assert said == "没有找到题目。表头里没有题干这一列，现在的表头是：题型、选项、答案"


def test_numbers_in_cells_are_read_as_people_see_them():
    assert only(table(["填空", "新人培训____学时", None, None, None, None, 24.0])).accepted == ("24",)
    assert only(table(["判断", "要报隐患", None, None, None, None, True])).right == "T"
    assert only(table(["判断", "要报隐患", None, None, None, None, 0])).right == "F"


def test_a_day_that_excel_made_of_an_option():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet.append(FIRE)
    sheet["C2"] = date(2026, 3, 5)
    assert "像是被 Excel 改成了日期" in read_bank("a.xlsx", saved(book)).rows[0].faults[0]


def test_the_same_question_twice_counts_once():
    read = table(FIRE, ["单选", "1、着火先打哪个电话", "120", "119", "12345", "114", "B", ""])
    assert [row.fate for row in read.rows] == ["new", "repeated"]
    assert read.rows[1].notes == ("和Sheet1 第2行一样，只算一次",)


def test_two_that_contradict_each_other_are_both_refused():
    read = table(FIRE, [*FIRE[:6], "B", ""])
    assert [row.faults for row in read.rows] == [
        ("和Sheet1 第3行题干一样，那里答案是B，这里是A，请只留对的一道",),
        ("和Sheet1 第2行题干一样，那里答案是A，这里是B，请只留对的一道",),
    ]


def test_one_stem_above_two_different_questions():
    read = table(
        ["单选", "下面哪句说对了？", "着火坐电梯", "着火走楼梯", "", "", "B"],
        ["单选", "下面哪句说对了？", "隐患要报", "隐患不报", "", "", "A"],
    )
    assert [row.fate for row in read.rows] == ["new", "new"]


PAPER = """某医院安全知识试卷
一、单选题（每题2分，共4分）
1. 着火先打哪个电话？（ A ）
A.119  B.120
C.114  D.12345
2、氧气瓶旁不能有什么？（ ）
A．油脂
B．水
【答案】A
【解析】油脂遇氧会烧。
依据：《安全生产法》第三条

二、多选题
3.特种设备有（AB）
A、电梯 B、锅炉 C、轮椅
三、判断题
4.隐患可以不报。（×）
5.看见火先喊人  √
四、填空题
6.新人培训不少于____学时。
答案：24/二十四
"""


def test_a_paper_as_it_is_pasted():
    read = text(PAPER)
    assert short(read) == [
        ("single", "着火先打哪个电话？（ ）", "A"),
        ("single", "氧气瓶旁不能有什么？（ ）", "A"),
        ("multiple", "特种设备有（ ）", "AB"),
        ("judge", "隐患可以不报。", "F"),
        ("judge", "看见火先喊人", "T"),
        ("fill", "新人培训不少于____学时。", "24/二十四"),
    ]
    assert [row.faults for row in read.rows] == [()] * 6
    assert read.rows[1].question.why == "油脂遇氧会烧。"
    assert (read.rows[1].question.law, read.rows[1].question.article) == ("安全生产法", "第三条")
    assert read.rows[1].line == "第6行（第2题）"
    assert read.skipped + sum(row.takes for row in read.rows) == len(PAPER.splitlines())
    assert read.notes == ("没当作题目，跳过了：第1行“某医院安全知识试卷”",)


QUESTIONS = """一、单选
1．着火先（ ）
A.报警 B.拍照
2．触电先（ ）
A.拉人 B.断电
二、判断
1．电梯困人要扒门。
2．油锅起火盖锅盖。
"""


@pytest.mark.parametrize(
    "answers",
    [
        "参考答案：\n一、单选 1.A 2.B\n二、判断 1.× 2.√",
        "参考答案\n一、单选题\n1.A\n2.B\n二、判断题\n1.错\n2.对",
        "【参考答案】\n单选：1-2 AB\n判断：1-2 ×√",
        "答案：1.A 2.B 1.× 2.√",
        "标准答案：1A 2B\n1、错误 2、正确",
    ],
)
def test_the_answers_stand_at_the_end(answers):
    read = text(QUESTIONS + answers)
    assert [right for _, _, right in short(read)] == ["A", "B", "F", "T"]
    assert [row.faults for row in read.rows] == [()] * 4


def test_a_list_of_answers_with_ranges_of_several_letters():
    words = "".join(f"{n}.选哪些？第{n}回\nA.甲 B.乙 C.丙\n" for n in (1, 2, 3)) + "答案：\n1-3 AB AC ABC"
    assert [right for _, _, right in short(text(words))] == ["AB", "AC", "ABC"]


def test_questions_without_numbers():
    words = "着火先（ ）\nA.报警\nB.拍照\n答案：A\n触电先（ ）\nA.拉人\nB.断电\n答案：B\n"
    assert [right for _, _, right in short(text(words))] == ["A", "B"]


def test_a_question_without_an_answer_is_not_made_up():
    assert text("1.着火先（ ）\nA.报警\nB.拍照\n").rows[0].faults == ("没有答案",)


@pytest.mark.parametrize(
    ("words", "asks", "answer"),
    [
        ("1.火警电话是（119）。", "火警电话是____。", "119"),
        ("1.新人培训不少于__24__学时。", "新人培训不少于____学时。", "24"),
        ("1.火警电话是（ ）。\n答：119", "火警电话是____。", "119"),
    ],
)
def test_a_blank_that_is_filled_in_already(words, asks, answer):
    assert short(text(f"二、填空题\n{words}")) == [("fill", asks, answer)]


def test_answer_and_why_on_one_line_and_numbers_without_a_mark():
    read = text(
        "1 着火先打？\nA 119\nB 120\n【答案】A【解析】119报火警\n2 触电先？\nA 拉人\nB 断电\n【答案】B"
    )
    assert short(read) == [("single", "着火先打？", "A"), ("single", "触电先？", "B")]
    assert read.rows[0].question.why == "119报火警"


def test_numbers_inside_a_question_do_not_end_it():
    read = text(
        "1.哪些对？\n（1）报警\n（2）逃生\nA.（1） B.（1）（2）\n答案：B\n2.着火先（A）\nA.报警 B.拍照"
    )
    assert [row.takes for row in read.rows] == [5, 2]
    assert "（2）逃生" in read.rows[0].question.asks


def test_text_pasted_into_a_sheet():
    lines = [[line] for line in PAPER.splitlines()]
    assert len(read_bank("a.xlsx", workbook(lines)).rows) == 6


LISTS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="2"/></w:num>'
)


def listed(words, number):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
    )


def test_word_with_numbers_that_only_word_shows():
    paragraphs = [
        "一、单选题", listed("着火先（ ）", 7), listed("报警", 8), listed("拍照", 8),
        listed("触电先（ ）", 7), listed("拉人", 9), listed("断电", 9), "参考答案：1.A 2.B",
    ]  # fmt: skip
    read = read_bank("试卷.docx", document(*paragraphs, numbering=LISTS))
    assert short(read) == [("single", "着火先（ ）", "A"), ("single", "触电先（ ）", "B")]
    assert read.rows[0].line == "第2段（第1题）"
    assert read.skipped + sum(row.takes for row in read.rows) == len(paragraphs)


def test_word_with_a_table():
    cells = [["题目", "答案"], ["隐患可以不报", "错"]]
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in line) + "</w:tr>"
        for line in cells
    )
    read = read_bank("a.docx", document("说明", f"<w:tbl>{rows}</w:tbl>"))
    assert [(row.line, row.question.right) for row in read.rows] == [("第1个表 第2行", "F")]


def test_word_with_a_picture_for_a_question():
    picture = "<w:p><w:r><w:t>1.</w:t><w:drawing/></w:r></w:p>"
    read = read_bank("a.docx", document(picture, "A.甲", "B.乙", "答案：A", "2.隐患可以不报。（×）"))
    assert read.rows[0].faults == ("没有题干；如果题目是一张图片，请把图里的字打出来",)
    assert read.rows[1].fate == "new"


@pytest.mark.parametrize(
    "whole",
    [
        [{"type": "single", "question": "着火打哪？", "options": ["119", "120"], "answer": "A"}],
        {
            "questions": [
                {"kind": "单选", "题干": "着火打哪？", "选项": {"A": "119", "B": "120"}, "答案": "A"}
            ]
        },
        {"data": {"list": [{"title": "着火打哪？", "optionA": "119", "optionB": "120", "correct": "119"}]}},
        {"单选题": [{"题目": "着火打哪？", "A": "119", "B": "120", "正确答案": "A"}]},
        [
            {
                "stem": "着火打哪？",
                "options": [{"key": "A", "text": "119", "correct": True}, {"key": "B", "text": "120"}],
            }
        ],
        [{"question": "着火打哪？", "choices": ["A. 119", "B. 120"], "answer": ["A"]}],
        [{"question": "着火打哪？", "options": "A.119 B.120", "answer": "A"}],
    ],
)
def test_json_of_every_make(whole):
    question = only(read_bank("a.json", json.dumps(whole, ensure_ascii=False).encode()))
    assert (question.kind, question.options, question.right) == ("single", ("119", "120"), "A")


def test_json_of_judged_and_filled():
    whole = [
        {"question": "隐患可以不报", "answer": False},
        {"question": "每年____次", "answer": ["一", "1"]},
        7,
    ]
    read = read_bank("a.json", json.dumps(whole).encode())
    assert [(row.line, row.fate) for row in read.rows] == [
        ("第1题", "new"),
        ("第2题", "new"),
        ("第3题", "bad"),
    ]
    assert read.rows[1].question.accepted == ("一", "1")


def test_a_number_for_an_answer_is_not_guessed_when_it_may_count_from_nought():
    read = read_bank(
        "a.json", json.dumps([{"question": "几次？", "options": ["1次", "2次"], "answer": 1}]).encode()
    )
    assert read.rows[0].fate == "bad"


def bomb():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 2**20))
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "这是一个空文件"),
        ("a.xlsx", b"x" * (10 * 2**20 + 1), "文件超过10MB，请删去图片或分成几个文件"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 50, "这是旧格式（.doc）的文件，请用 Word 或 WPS 打开后另存为 .docx 再导入"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 50, "这是旧格式（.xls、.doc）的文件，请打开后另存为 .xlsx 或 .docx 再导入"),
        ("a.pdf", b"%PDF-1.7", "PDF 里的题读不准，请复制到 Word 里，另存为 .docx 再导入"),
        ("a.json", b"[{", "这个 JSON 文件读不下去，可能没有存完整"),
        ("a.xlsx", b"PK\x03\x04broken", "这个文件打不开，可能没有存完整；请打开后另存一份再试"),
        ("a.csv", b"<html><table></table></html>", "这其实是网页，请复制到 Word 里，另存为 .docx 再导入"),
        ("a.csv", b"\xff\xfe\x00\xd8", "这个文件不是表格，请交 .xlsx 或 .csv"),
    ],
)  # fmt: skip
def test_files_that_are_refused_in_one_sentence(name, content, said):
    assert refusal(name, content) == said


def test_a_zip_that_swells_is_refused():
    assert refusal("a.xlsx", bomb()) == "文件解开后太大了，请分成几个文件导入"


def test_a_word_file_with_entities_is_refused():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert refusal("a.docx", written.getvalue()).startswith("这个 Word 文件打不开")


def test_more_questions_than_a_bank_has():
    words = "题目,答案\n" + "".join(f"第{n}条要记住,对\n" for n in range(5_001))
    assert refusal("a.csv", words.encode()) == "一次最多导入5000道题，这个文件有5001道，请分成几个文件"


EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "questions"


@pytest.mark.parametrize(
    ("name", "kinds", "skipped"),
    [
        ("题库.xlsx", ["single", "single", "single", "single", "judge", "judge", "judge"], 6),
        ("题库.csv", ["single", "judge", "multiple", "fill"], 1),
        ("题库.json", ["single", "multiple", "judge", "fill"], 0),
        ("粘贴.txt", ["single", "single", "multiple", "judge", "judge", "fill"], 10),
        ("答案在后.txt", ["single", "single", "judge", "judge"], 5),
        ("试卷.docx", ["single", "single", "judge", "judge"], 6),
    ],
)
def test_the_examples_of_the_guide_are_read_without_a_fault(name, kinds, skipped):
    read = read_bank(name, (EXAMPLES / name).read_bytes())
    assert [row.faults for row in read.rows] == [()] * len(kinds)
    assert [row.question.kind for row in read.rows] == kinds
    assert read.skipped == skipped


def test_every_example_is_in_the_guide():
    guide = (EXAMPLES.parents[1] / "guide" / "questions.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES.iterdir() if f"examples/questions/{path.name})" not in guide] == []
