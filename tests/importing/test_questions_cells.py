"""Options and answers as they stand in cells: letters, marks and words of every sort."""

import pytest

from actions.importing.questions.answers import accepted_in, letters_of, verdict_of
from actions.importing.questions.labels import basis_of, level_of, posts_of, topics_of
from actions.importing.questions.options import options_in
from tests.importing.question_files import only, row, table, text

FOUR = ("切断电源", "报警", "用水泼", "逃跑")


@pytest.mark.parametrize(
    "cell",
    [
        "A.切断电源 B.报警 C.用水泼 D.逃跑",
        "A、切断电源B、报警C、用水泼D、逃跑",
        "A：切断电源；B：报警；C：用水泼；D：逃跑",
        "A:切断电源|B:报警|C:用水泼|D:逃跑",
        "(A)切断电源(B)报警(C)用水泼(D)逃跑",
        "（A）切断电源\n（B）报警\n（C）用水泼\n（D）逃跑",
        "A）切断电源 B）报警 C）用水泼 D）逃跑",
        "**A.** 切断电源 **B.** 报警 **C.** 用水泼 **D.** 逃跑",
        "Ａ．切断电源　Ｂ．报警　Ｃ．用水泼　Ｄ．逃跑",
        "A 切断电源 B 报警 C 用水泼 D 逃跑",
        "A切断电源B报警C用水泼D逃跑",
        "A.切断电源 B.报警\nC.用水泼 D.逃跑",
        "A.切断电源 B、报警 C.用水泼 D、逃跑",
        "a.切断电源 b.报警 c.用水泼 d.逃跑",
        "①切断电源②报警③用水泼④逃跑",
        "切断电源\n报警\n用水泼\n逃跑",
        "切断电源|报警|用水泼|逃跑",
        "切断电源；报警；用水泼；逃跑",
        "切断电源 报警 用水泼 逃跑",
        '["切断电源", "报警", "用水泼", "逃跑"]',
    ],
)
def test_four_options_in_one_cell(cell):
    assert options_in(cell) == FOUR


@pytest.mark.parametrize(
    ("cell", "options"),
    [
        ("A.维生素A、B族 B.维生素C、D", ("维生素A、B族", "维生素C、D")),
        ("A.A类火灾 B.B类火灾", ("A类火灾", "B类火灾")),
        ("A.1.5米 B.2.5米", ("1.5米", "2.5米")),
        ("A. pH 7 B. pH 9", ("pH 7", "pH 9")),
        ("只有一个", ("只有一个",)),
        ("", ()),
    ],
)
def test_letters_inside_options_stay(cell, options):
    assert options_in(cell) == options


@pytest.mark.parametrize(
    ("cell", "letters"),
    [
        ("A", "A"), ("ABD", "ABD"), ("A,B,D", "ABD"), ("A、B", "AB"), ("a b", "AB"), ("ＡＢ", "AB"), (" D \n", "D"),
        ("DBA", "ABD"), ("A；C", "AC"), ("A/C", "AC"), ("正确答案：B", "B"), ("（B）", "B"), ("选C", "C"), ("AAB", "AB"),
        ("报警", "B"), ("切断电源、报警", "AB"), ("A（切断电源）", "A"), ("A.切断电源", "A"), ("A.切断电源 B.报警", "AB"),
        ("①③", "AC"), ("1,2", "AB"), ("全选", "ABCD"), ("", ""), ("E", "E"),
    ],
)  # fmt: skip
def test_answers_with_letters(cell, letters):
    assert letters_of(cell, FOUR) == letters


@pytest.mark.parametrize("cell", ["不知道", "A（逃跑）", "甲", "9"])
def test_answers_nobody_can_understand(cell):
    assert letters_of(cell, FOUR) is None


def test_a_number_beside_options_that_are_numbers_is_not_guessed():
    assert letters_of("2", ("2次", "3次")) is None
    assert letters_of("3次", ("2次", "3次")) == "B"


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        (
            "对 正确 √ ✓ T t True TRUE 是 Y yes 1 A A(对) A.正确 正确。 对的 （√） 答案：对 正确(每年一次)",
            "T",
        ),
        ("错 错误 × ✗ F false 否 N no 0 B B（错） 错误。 X x 不正确 错误，应为半年", "F"),
        ("也许 C A(错) 2", None),
    ],
)
def test_right_and_wrong_in_every_spelling(cells, verdict):
    assert {cell: verdict_of(cell) for cell in cells.split()} == dict.fromkeys(cells.split(), verdict)


def test_the_letter_of_a_verdict_follows_the_options():
    assert verdict_of("A", ("错误", "正确")) == "F"
    assert verdict_of("B", ("错误", "正确")) == "T"


@pytest.mark.parametrize(
    ("cell", "accepted"),
    [
        ("24/二十四", ("24", "二十四")),
        ("三十日；30天", ("三十日", "30天")),
        ("119", ("119",)),
        ("10\n十", ("10", "十")),
        ("次／年", ("次/年",)),
    ],
)
def test_several_answers_to_a_blank(cell, accepted):
    assert accepted_in(cell) == accepted


@pytest.mark.parametrize(
    ("stem", "asks", "right"),
    [
        ("着火先打（ A ）。", "着火先打（ ）。", "A"),
        ("着火先打( A )。", "着火先打（ ）。", "A"),
        ("着火先打___A___。", "着火先打（ ）。", "A"),
        ("着火要做（ABD）", "着火要做（ ）", "ABD"),
        ("着火要做（A、B）", "着火要做（ ）", "AB"),
    ],
)
def test_an_answer_given_away_in_the_stem_is_taken_out(stem, asks, right):
    question = row(题干=stem, A="一", B="二", C="三", D="四").question
    assert (question.asks, question.right) == (asks, right)


def test_an_answer_in_the_stem_beside_another_is_refused():
    read = row(题型="单选", 题干="着火先打（B）", A="119", B="120", 答案="A")
    assert read.faults == ("题干括号里是B，答案一栏是A，请改成一样的",)


def test_an_answer_in_the_stem_that_says_the_same_is_not_shown():
    assert row(题型="单选", 题干="着火先打（A）", A="119", B="120", 答案="A").question.asks == "着火先打（ ）"


def test_letters_in_brackets_that_are_no_answer_stay():
    read = row(题型="单选", 题干="灭火器上的（A）类是指（ ）", A="固体", B="液体", 答案="A")
    assert read.question.asks == "灭火器上的（A）类是指（ ）"


@pytest.mark.parametrize(
    ("stem", "asks"),
    [
        ("1.着火打哪？", "着火打哪？"), ("1、着火打哪？", "着火打哪？"), ("1．着火打哪？", "着火打哪？"),
        ("第1题 着火打哪？", "着火打哪？"), ("(1)着火打哪？", "着火打哪？"), ("（1）着火打哪？", "着火打哪？"),
        ("①着火打哪？", "着火打哪？"), ("1.119是什么？", "119是什么？"), ("1.5米够不够？", "5米够不够？"),
        ("2.5米够不够？", "2.5米够不够？"), ("119、120、110哪个对？", "119、120、110哪个对？"),
        ("[单选题]着火打哪？", "着火打哪？"), ("着火打哪？（2分）", "着火打哪？"), ("【单选】1. 着火打哪？（本题2分）", "着火打哪？"),
        ("着火\n打哪？", "着火打哪？"), ("着火打（　　）", "着火打（ ）"),
        ("看：\n①报警\n②逃生\n哪个先？", "看：\n①报警\n②逃生哪个先？"),
    ],
)  # fmt: skip
def test_stems_lose_what_is_not_asked(stem, asks):
    assert row(题型="单选", 题干=stem, A="甲", B="乙", 答案="A").question.asks == asks


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"A": "甲", "B": "乙", "答案": "A"}, "single"),
        ({"A": "甲", "B": "乙", "C": "丙", "答案": "AC"}, "multiple"),
        ({"答案": "对"}, "judge"),
        ({"答案": "√"}, "judge"),
        ({"答案": "0"}, "judge"),
        ({"A": "对", "B": "错", "答案": "A"}, "judge"),
        ({"A": "正确", "B": "错误", "答案": "错误"}, "judge"),
        ({"题干": "每年____次", "答案": "1"}, "fill"),
        ({"题干": "每年（ ）次", "答案": "一/1"}, "fill"),
        ({"题型": "不定项选择题", "A": "甲", "B": "乙", "答案": "A"}, "single"),
        ({"题型": "选择题", "A": "甲", "B": "乙", "答案": "AB"}, "multiple"),
        ({"题型": "A1型题", "A": "甲", "B": "乙", "答案": "A"}, "single"),
        ({"题型": "X型题", "A": "甲", "B": "乙", "答案": "AB"}, "multiple"),
    ],
)
def test_the_kind_is_guessed_when_nobody_says_it(cells, kind):
    read = row(**({"题干": "灭火器要检查"} | cells))
    assert (read.question.kind, read.faults) == (kind, ())


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"题干": "", "A": "甲", "B": "乙", "答案": "A"}, "没有题干；如果题目是一张图片，请把图里的字打出来"),
        (
            {"题干": '=DISPIMG("ID_1",1)', "A": "甲", "B": "乙", "答案": "A"},
            "没有题干；如果题目是一张图片，请把图里的字打出来",
        ),
        ({"A": "甲", "B": "乙"}, "没有答案"),
        ({"A": "甲", "B": "乙", "答案": "D"}, "答案是D，可是没有这个选项"),
        ({"A": "甲", "B": "乙", "答案": "丁"}, "答案“丁”看不懂，请写选项的字母，例如A或ABD"),
        ({"题型": "单选", "A": "甲", "B": "乙", "答案": "AB"}, "单选题只能有一个答案，这里是AB"),
        ({"题型": "判断", "答案": "大概"}, "判断题的答案要写对或错，这里是“大概”"),
        ({"题型": "简答题", "答案": "很长"}, "“简答题”不能自动判分，这里收单选、多选、判断、填空"),
        (
            {"题型": "填空", "题干": "____和____", "答案": "甲；乙"},
            "题里有2个空，一道填空题只能有一个，请拆成几道",
        ),
        ({"答案": "B"}, "单选题至少要2个选项，只看到0个"),
        (
            {"A": "2026-03-05", "B": "乙", "答案": "A"},
            "选项A“2026-03-05”像是被 Excel 改成了日期，请把这一列设成文本格式后重填",
        ),
        (
            {"A": "1.2E+10", "B": "乙", "答案": "A"},
            "选项A“1.2E+10”被 Excel 改成了科学计数，请把这一列设成文本格式后重填",
        ),
        ({"A": "=B1", "B": "乙", "答案": "A"}, "选项A是一个还没算出结果的公式，请复制后“选择性粘贴为数值”"),
        ({"A": "甲", "B": "#N/A", "答案": "A"}, "选项B是公式的错误结果“#N/A”，请改成真正的内容"),
    ],
)
def test_what_cannot_be_taken_says_why(cells, said):
    read = row(**({"题干": "灭火器要检查"} | cells))
    assert read.fate == "bad"
    assert said in read.faults


def test_options_behind_the_stem_and_an_answer_column():
    question = only(table(["单选", "着火打（ ）A.119 B.120 C.114", "A"], header=["题型", "题目", "答案"]))
    assert (question.asks, question.options, question.right) == ("着火打（ ）", ("119", "120", "114"), "A")


def test_a_tick_behind_an_option_is_the_answer():
    assert row(题干="着火打？", A="119√", B="120").question.right == "A"
    assert row(题干="着火打？", A="119√", B="120").question.options == ("119", "120")


def test_what_stands_beside_a_question():
    header = ["题目", "答案", "依据", "知识点", "章节", "难度", "岗位"]
    line = [
        "要报隐患",
        "对",
        "《安全生产法》（2021修正）第五十九条",
        "消防安全、用电安全",
        "第一章",
        "较难",
        "护士、保洁",
    ]
    question = only(table(line, header=header))
    assert (question.law, question.article, question.version) == ("安全生产法", "第五十九条", "2021")
    assert question.topics[:2] == ("消防", "电气")
    assert (question.level, question.posts) == (3, ("临床", "后勤"))


def test_labels_nobody_knows():
    assert topics_of("院史") == ("院史",)
    assert posts_of("宇航员") == ((), ["宇航员"])
    assert posts_of("全体职工") == ((), [])
    assert level_of("★★") == 2
    assert level_of("天书") is None
    assert basis_of("院内制度", "", "").law == "院内制度"


@pytest.mark.parametrize(
    ("stem", "hint"),
    [
        ("按《山东省消防条例》第27条，多久检查一次？", "2026-01-01"),
        ("发生一般事故的单位处二十万元以上五十万元以下罚款", "30万到100万元"),
        ("主要负责人处上一年年收入百分之三十的罚款", "40%"),
        ("向安全生产监督管理部门报告", "应急管理部门"),
        ("法定职业病共10大类132种", "135种"),
    ],
)
def test_old_law_is_pointed_out_and_still_taken(stem, hint):
    read = text(f"1.{stem}（√）").rows[0]
    assert read.fate == "new"
    assert any(hint in note for note in read.notes)


@pytest.mark.parametrize(
    "stem",
    [
        "发生一般事故的单位处三十万元以上一百万元以下罚款",
        "向负有安全生产监督管理职责的部门报告",
        "按《劳动合同法》签合同",
        "按《安全生产法》第三条",
    ],
)
def test_law_that_holds_gets_no_hint(stem):
    assert text(f"1.{stem}（√）").rows[0].notes == ()
