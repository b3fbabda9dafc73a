"""Questions about the work: figures, where one stands, the list on the page; nothing is reported by asking."""

import pytest

from tests.hospital import Hospital, Phone

CARTONS, EXTINGUISHER = "三楼东楼梯口堆了纸箱", "四楼西走廊灭火器过期了"


@pytest.fixture
def li(hospital: Hospital) -> Phone:
    hospital.phone("张敏").says(CARTONS)
    hospital.phone("张敏").says(EXTINGUISHER)
    return hospital.phone("李红")


@pytest.mark.parametrize(
    "words", ["还有几件没整改", "有没有逾期的", "这个月查出多少隐患", "我们科整改率多少"]
)
def test_an_officer_hears_the_figures(hospital: Hospital, li: Phone, words: str) -> None:
    said = li.says(words)
    assert said.startswith("这个月科里报了2件，销号0件。\n还开着2件，没有过期限的。\n")
    assert "/console/dashboard" in said
    assert len(hospital.rows()) == 2


def test_what_is_overdue_is_counted(hospital: Hospital, li: Phone) -> None:
    assert li.orders("101给王强 1天").startswith("派了")
    hospital.forward(days=9)
    assert "还开着2件，1件过了期限。" in li.says("有没有逾期的")


def test_the_union_hears_those_of_the_house(hospital: Hospital, li: Phone) -> None:
    assert hospital.phone("陈静").says("今年查出多少隐患").startswith("这个月院里报了2件")


def test_where_the_one_stands_that_is_called_so(hospital: Hospital, li: Phone) -> None:
    li.orders("101给王强")
    said = li.says("纸箱那个弄好没")
    assert said.startswith("101 楼梯口堆纸箱：")
    assert "102" not in said
    assert li.says("锅炉那件谁在弄").startswith("没找到还开着的“锅炉”。")


@pytest.mark.parametrize("words", ["我报的怎么没人管", "纸箱那个弄好没"])
def test_a_nurse_hears_of_her_own(hospital: Hospital, li: Phone, words: str) -> None:
    hospital.forward(hours=1)
    assert hospital.phone("张敏").says(words).startswith("你报的，最近2件：")
    assert hospital.phone("王强").says(words).startswith("这里没有你报的。")


@pytest.mark.parametrize("words", ["还有几件没整改", "谁还没考", "台账导出"])
def test_figures_and_names_are_not_for_everybody(hospital: Hospital, li: Phone, words: str) -> None:
    hospital.forward(hours=1)
    said = hospital.phone("张敏").says(words)
    assert "安全员和工会" in said
    assert "href" not in said


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("谁还没签收", "/console/plans"),
        ("谁还没考", "/console/papers"),
        ("哪些科室没培训", "/console/plans/mine"),
        ("台账导出", "/console/"),
    ],
)
def test_lists_are_on_pages(hospital: Hospital, li: Phone, words: str, page: str) -> None:
    assert f'?to={page}">' in hospital.phone("陈静").says(words)
    assert len(hospital.rows()) == 2


def test_what_is_to_be_done_next(hospital: Hospital, li: Phone) -> None:
    """The cadre's are the plan's."""
    chen = hospital.phone("陈静")

    def told(words: str) -> list[str]:
        return [line for line in chen.says(words).splitlines() if "href" not in line]

    assert told("接下来要干什么") == told("方案")


def test_a_question_is_no_place_of_what_waits_for_one(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    assert "在哪里呢" in li.says("灭火器没压力了")
    assert li.says("还有几件没整改").startswith("这个月科里报了")
    assert li.says("三楼东").startswith("记好了，101号")


def test_who_the_officers_are(hospital: Hospital, li: Phone) -> None:
    hospital.forward(hours=1)
    assert hospital.phone("张敏").says("我们科谁是安全员").startswith("安全员：李红、孙丽。")
    stranger = hospital.phone("路人", bound=False)
    stranger.follows()
    assert stranger.says("安全员是谁").startswith("找工会陈静 0533-2110088。"), (
        "a stranger gets nobody's name"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("安全月总结怎么写", "打开报告稿"),
        ("这个月报表交了没", "表"),
        ("谁还没绑定", "/console/people"),
        ("查阅资料", "/console/plans/folder"),
    ],
)
def test_the_cadre_finds_what_is_done_elsewhere(hospital: Hospital, li: Phone, words: str, said: str) -> None:
    assert said in hospital.phone("陈静").says(words)
    assert len(hospital.rows()) == 2


# 催


def test_an_owner_is_urged_by_name(hospital: Hospital, li: Phone) -> None:
    li.orders("101给王强")
    assert li.says("催一下王强").startswith("催了王强：101。")
    assert li.says("让王强快点").startswith("101今天催过了")


def test_of_several_it_is_asked_which(hospital: Hospital, li: Phone) -> None:
    li.orders("101给王强")
    li.orders("102给王强")
    assert li.says("催催王强").startswith("催哪一件？\n1) 102")
    assert li.says("2").startswith("催了王强：101。")


def test_one_is_urged_by_what_it_is_called(hospital: Hospital, li: Phone) -> None:
    li.orders("101给王强")
    assert li.says("灭火器那件催一下").startswith("没找到派出去的“灭火器”"), "nobody has it yet"
    assert li.says("纸箱那件催一下").startswith("催了王强：101。")


def test_nobody_else_urges(hospital: Hospital, li: Phone) -> None:
    li.orders("101给王强")
    hospital.forward(hours=1)
    assert "催了" not in hospital.phone("张敏").says("催一下王强")
