"""Whether words resemble an item of a published list of major hazards, and what the questions about it come to."""

from itertools import product
from pathlib import Path

import pytest

from plans.kinds import load_kinds
from plans.major import load_major
from rules.major import FINDING_NAMES, Finding, Item, Question, Verdict, ask, resembling
from rules.words.suggesting import suggest

ITEMS = load_major()
BY_ID = {item.id: item for item in ITEMS}
KINDS = load_kinds()

LIKE = {
    "MED-1": ["焊工没证在楼顶焊东西", "锅炉工操作证过期了", "电工未持证上岗"],
    "MED-2A": ["2号电梯没年检还开着", "氧舱超期未检验", "灭菌器安全阀过期了", "氧气瓶检验到期还在用"],
    "MED-2B": [
        "配电室进水了",
        "氧气站漏气",
        "电缆冒烟了",
        "锅炉老有异响还在用，故障没查",
        "电梯困人好几回了",
    ],
    "MED-3": ["报警主机屏蔽了三层", "烟感让人用塑料袋套住了", "喷淋被关掉了", "监控录像给删了，数据没了"],
    "MED-4": ["食堂没装燃气报警", "后厨燃气报警器不亮", "厨房可燃气体报警装置失效", "食堂煤气报警器没电"],
    "MED-5": ["装修把承重墙拆了", "门诊楼大梁裂了一道", "住院楼不均匀沉降"],
    "MED-6": ["外包公司没签安全协议", "装修队没有资质", "超市租户未签安全协议"],
    "GB-1": ["消火栓没水", "喷淋泵启动不了", "火灾报警系统瘫痪"],
    "GB-2": ["疏散通道被封了", "西楼梯间让隔板堵死了"],
    "GB-3": ["安全出口锁了", "逃生门用铁丝拧死了", "疏散门推不开"],
    "GB-4": ["消防车道停满了车", "消防车进不来"],
    "GB-5": ["库房防火分区被拆了", "防火卷帘拆了改成玻璃门"],
    "GB-6": ["消控室没人", "消防控制室就一个人值班"],
    "FIRE-1": ["消防安全责任人没明确"],
    "FIRE-2": ["电焊没动火证", "病房楼动火没审批", "切割没人监护"],
    "FIRE-3": ["地下室放着好多氧气瓶", "负一楼加了病床"],
    "FIRE-4": ["发热门诊是彩钢板房", "老楼耐火等级不够"],
    "FIRE-5": ["手术室没有防火分隔", "库房防火门没装"],
    "FIRE-6": ["电缆井没封堵还堆纸箱"],
    "FIRE-7": ["六层到十层防火门全都敞着"],
    "FIRE-8": ["外墙广告牌是泡沫的，把窗也挡了"],
    "FIRE-9": ["液氧罐旁边停着车"],
    "FIRE-10": ["酒精存在负一楼", "危化品混放"],
    "FIRE-11": ["消防车道上装了石墩"],
}

UNLIKE = [
    "灭火器过期",
    "灭火器没压力",
    "地滑",
    "三楼东楼梯口堆着纸箱",
    "安全出口没锁",
    "安全出口标识掉了",
    "演练时安全出口锁了",
    "燃气报警器培训没做",
    "防火门关不上",
    "锐器盒满了",
    "插座松了",
    "食堂地上有油",
    "摄像头歪了",
    "电梯按钮不亮",
    "",
]


@pytest.mark.parametrize(("text", "name"), [(text, name) for name, texts in LIKE.items() for text in texts])
def test_words_resemble_the_item(text: str, name: str) -> None:
    found = resembling(text, suggest(text, KINDS).code, ITEMS)
    assert found is not None
    assert found.id == name


def test_every_item_can_be_reached() -> None:
    assert list(LIKE) == list(BY_ID)


@pytest.mark.parametrize("text", UNLIKE)
def test_an_everyday_hazard_resembles_no_item(text: str) -> None:
    assert resembling(text, suggest(text, KINDS).code, ITEMS) is None


def test_of_two_items_the_one_of_the_same_class_is_taken() -> None:
    text = "配电室进水，安全协议没签"
    assert resembling(text, "OUTS", ITEMS) is BY_ID["MED-6"]
    assert resembling(text, "ELEC", ITEMS) is BY_ID["MED-2B"]


def test_no_list_no_likeness() -> None:
    assert resembling("安全出口锁了", "FIRE_EXIT", ()) is None


def test_the_officer_reads_the_item_and_two_things_to_do_now() -> None:
    item = resembling("食堂没装燃气报警", "GAS_KITCHEN", ITEMS)
    assert item is not None
    assert f"像{item.cited}：{item.short}" == "像重大清单第4条：没装燃气报警"
    assert item.actions == ("先停用", "派人看住")
    assert (item.listing.document, item.listing.date) == ("国卫办密安函〔2023〕490号", "2023-12-29")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([False], "不像重大清单第4条：没装燃气报警"),
        ([True, False], "像重大清单第4条：没装燃气报警"),
        ([True, True, True], "不像重大清单第4条：没装燃气报警"),
        ([True, True, False], "像重大清单第4条：没装燃气报警"),
        ([None], "拿不准重大清单第4条：没装燃气报警"),
        ([True, None], "拿不准重大清单第4条：没装燃气报警"),
        ([False, True, True], "不像重大清单第4条：没装燃气报警"),
    ],
)
def test_the_answers_come_to_a_finding_that_cites_the_item(answers: list[bool | None], said: str) -> None:
    verdict = ask(BY_ID["MED-4"], answers)
    assert isinstance(verdict, Verdict)
    assert verdict.said == said


def test_questions_come_one_after_the_other() -> None:
    item = BY_ID["MED-4"]
    assert ask(item, []) == Question(item, "这里烧的是燃气或气瓶吗", 1, 3)
    assert ask(item, [True]) == Question(item, "装了燃气报警器吗", 2, 3)


def paths(item: Item) -> list[Verdict]:
    ends = (ask(item, answers) for answers in product([True, False], repeat=len(item.steps)))
    return [end for end in ends if isinstance(end, Verdict)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_fits_the_chat_and_all_answers_lead_somewhere(item: Item) -> None:
    assert 2 <= len(item.steps) <= 3
    assert len(paths(item)) == 2 ** len(item.steps)
    assert {Finding.LIKELY, Finding.UNLIKELY} <= {end.finding for end in paths(item)}
    assert len(item.short) <= 14
    assert all(len(step.text) <= 20 for step in item.steps)
    assert all(len(action) <= 8 for action in item.actions)
    line = f"113像{item.cited}：{item.short}。\n先让人停用、看住：1{item.actions[0]} 2{item.actions[1]}"
    assert all(len(row) <= 34 for row in line.split("\n"))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_classes_named_are_those_of_the_ledger(item: Item) -> None:
    assert set(item.codes) <= {kind.code for kind in KINDS}


def test_what_was_not_seen_of_a_list_is_said() -> None:
    assert "第6条" in BY_ID["MED-6"].listing.note
    assert "没有核到" in BY_ID["GB-1"].listing.note
    assert set(FINDING_NAMES.values()) == {"像", "不像", "拿不准"}


GOOD = """lists:
  - name: 清单
    short: 清单
    date: "2023"
    items:
      - id: A
        short: 没装报警
        told: 没有装报警。
        codes: [GAS_KITCHEN]
        hints: [[燃气|煤气, 没装]]
        questions:
          - {ask: 装了吗, yes: next, no: likely}
          - {ask: 响吗, yes: unlikely, no: likely}
        actions: [先停用, 派人看住]
"""


def loaded(folder: Path, text: str) -> tuple[Item, ...]:
    path = folder / "major.yaml"
    path.write_text(text, encoding="utf-8")
    return load_major(path)


def test_a_small_file_is_enough(tmp_path: Path) -> None:
    (item,) = loaded(tmp_path, GOOD)
    assert item.cited == "清单"
    assert item.listing.document == ""
    assert resembling("煤气没装", "", (item,)) is item


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("short: 没装报警", "short: 没有装可燃气体报警装置也没有切断阀", "第7行：.*最多14个字"),
        ("told: 没有装报警。", "told: ", "第8行：told 要写成文字"),
        ("told: 没有装报警。", "told: 好\n        colour: red", "第9行：不认得“colour”"),
        ("id: A", "id: 4", "第6行：id 要写成文字"),
        ('date: "2023"', "date: 2023", "第4行：date 要写成文字，.*加引号"),
        ("codes: [GAS_KITCHEN]", "codes: GAS_KITCHEN", "第9行：codes 要写成一串"),
        ("hints: [[燃气|煤气, 没装]]", "hints: [燃气]", "第10行：hints 要一行一组词"),
        ("hints: [[燃气|煤气, 没装]]", "hints: [[燃气||煤气, 没装]]", "第10行：.*旁边空着"),
        ("{ask: 响吗, yes: unlikely, no: likely}", "{ask: 响吗, yes: 像, no: likely}", "第13行：yes 只能写"),
        ("{ask: 响吗, yes: unlikely, no: likely}", "{ask: 响吗, yes: next, no: likely}", "第13行：最后一个"),
        ("{ask: 响吗, yes: unlikely, no: likely}", "响吗", "第11行：.*ask、yes、no"),
        ("          - {ask: 响吗, yes: unlikely, no: likely}\n", "", "第11行：questions 要有两三个"),
        ("yes: unlikely", "yes: likely", "第11行：怎么答都到不了 unlikely"),
        ("ask: 响吗", f"ask: {'响' * 21}", "第13行：.*最多20个字"),
        ("actions: [先停用, 派人看住]", "actions: [先停用]", "第14行：actions 要写两个"),
        ("actions: [先停用, 派人看住]", "actions: [先停用, 派两个人日夜轮流看住]", "第14行：.*最多8个字"),
        ("actions: [先停用, 派人看住]", "actions: [停用, 看住]\n        id: B", "第15行：“id”写了两遍"),
        ("    items:\n", "    items: []\n    more:\n", "第5行：items 下面一条也没有"),
        ("      - id: A\n", "      - 3\n      - id: A\n", "第5行：3 不是一条"),
        ("lists:\n", "lists:\n  - 3\n", "第1行：3 不是一份清单"),
        ("lists:", "list:", "第1行：要从“lists:”写起"),
        ("codes: [", "codes: [[", "读不懂，看看缩进"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_cure(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(ValueError, match=f"major.yaml {told}" if told.startswith("第") else told):
        loaded(tmp_path, GOOD.replace(old, new))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    twice = GOOD + GOOD.split("items:\n")[1].replace("先停用, 派人看住", "先停用")
    with pytest.raises(ValueError) as raised:
        loaded(tmp_path, twice)
    first, second = str(raised.value).split("\n")
    assert "代码 A 上面用过了" in first
    assert "actions" in second
