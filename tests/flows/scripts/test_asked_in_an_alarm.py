"""2.12: what is asked in an alarm, and whose number is wanted out of the blue."""

import pytest

from tests.hospital import Hospital, Phone

FIRE, GAS, SHOCK = "五楼配电间着火了", "氧气房漏气呲呲响", "有人触电了倒在地上"
FIGHT, LIFT = "医闹打人了", "电梯困人了"
HOUSE = "院内0533-2110119"


@pytest.fixture
def zhang(hospital: Hospital) -> Phone:
    return hospital.phone("张敏")


def _in_an_alarm(hospital: Hospital, phone: Phone, cry: str) -> None:
    hospital.phone("李红").says("你好")
    phone.says(cry)
    hospital.forward(seconds=30)


QUESTIONS = {
    GAS: {
        "我能不能开灯看看": "别开灯，",
        "能开灯吗": "别开灯，",
        "可以开开关吗": "别开灯，",
        "可以点火试试吗": "千万别点火、别试，先出来。",
        "打火试一下行不行": "千万别点火、别试，先出来。",
        "能开窗户吗": "顺手能开就开，开了马上走。",
        "要开窗吗": "顺手能开就开，开了马上走。",
        "阀门要不要关": "阀门在手边就关，够不着先走。",
        "怎么关阀门": "阀门在手边就关，够不着先走。",
        "抽风机能开吗": "别开，会打火花，先出来。",
    },
    FIRE: {
        "可以坐电梯吗": "别坐电梯，走楼梯。",
        "坐电梯下去行吗": "别坐电梯，走楼梯。",
        "窗户能跳吗": "别跳！",
        "我能从窗户跳下去吗": "别跳！",
        "我该干啥": "还没有人接。你先撤",
        "现在该做什么": "还没有人接。你先撤",
        "要不要报警": "要，你现在就打。",
        "用不用打119": "要，你现在就打。",
        "保安呢": "还没有人接。你先撤",
        "保安怎么还不来": "还没有人接。你先撤",
        "are you sure someone coming": "还没有人接。你先撤",
        "when will they come": "还没有人接。你先撤",
        "人呢": "还没有人接。你先撤",
        "人呢人呢": "还没有人接。你先撤",
        "人呢？人呢？": "还没有人接。你先撤",
        "能用水泼吗": "火小、身后有路才灭；电和油别用水。",
    },
    SHOCK: {
        "电闸在哪": "找墙上的配电箱拉总闸，",
        "总闸在哪里": "找墙上的配电箱拉总闸，",
        "怎么做心肺复苏": "先断电。没呼吸就按胸口中间，",
        "怎么做人工呼吸": "先断电。没呼吸就按胸口中间，",
        "能拿棍子挑开吗": "断不了电，用干木棍把线挑开；",
        "我能拉他吗": "没断电别碰他，",
        "电工呢": "还没有人接。别用手拉人！",
    },
    FIGHT: {"我能上去拉开吗": "别上前，", "几点来": "还没有人接。先躲开，", "往哪躲": "进屋反锁门，"},
    LIFT: {"能扒门吗": "别扒门别爬，", "闷得慌怎么办": "电梯里透气，", "会不会掉下去": "别跳，"},
}
TELEPHONES = {FIRE: "打119", GAS: "到外面打119", SHOCK: "打120", FIGHT: "打110", LIFT: "打119"}


@pytest.mark.parametrize(
    ("cry", "asked", "answer"),
    [(cry, asked, answer) for cry, said in QUESTIONS.items() for asked, answer in said.items()],
)
def test_a_question_is_answered_with_what_to_do(
    hospital: Hospital, zhang: Phone, cry: str, asked: str, answer: str
) -> None:
    _in_an_alarm(hospital, zhang, cry)
    said = zhang.says(asked)
    assert said.startswith(answer)
    assert f"{TELEPHONES[cry]}和{HOUSE}" in said
    assert "拿东西" not in said or cry == FIRE
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize(
    ("asked", "first"),
    {
        "火警电话是多少": "火警打119。",
        "消防电话多少": "火警打119。",
        "着火打什么电话": "火警打119。",
        "急救电话": "急救打120。",
        "救护车电话是多少": "急救打120。",
        "报警打多少": "报警打110。",
        "保卫科电话多少": "院内急事打0533-2110119。",
        "保安电话": "院内急事打0533-2110119。",
        "请问医院应急电话": "院内急事打0533-2110119。",
    }.items(),
)
def test_a_number_is_wanted(hospital: Hospital, zhang: Phone, asked: str, first: str) -> None:
    said = zhang.says(asked)
    assert said.startswith(first)
    assert all(number in said for number in ("119", "120", "110", "0533-2110119"))
    assert hospital.rows() == []


@pytest.mark.parametrize(
    "said",
    [
        "消防电话坏了",
        "急救电话的牌子掉了",
        "值班室电话线断了",
        "保卫科门口电话亭玻璃碎了",
        "报警器电话线裸露",
    ],
)
def test_a_telephone_may_be_a_hazard(hospital: Hospital, zhang: Phone, said: str) -> None:
    assert "我不会替你打" not in zhang.says(said)


@pytest.mark.parametrize("asked", ["能坐电梯吗", "可以开窗户吗", "电闸在哪"])
def test_where_nothing_burns_nothing_is_warned_of(hospital: Hospital, zhang: Phone, asked: str) -> None:
    zhang.says("灭火器没压力")
    assert "我不会替你打" not in zhang.says(asked)


@pytest.mark.parametrize(
    "said", ["有几个人没出来", "哪个病房还有人没出来不知道", "里面还有人没出来怎么办", "他晕了 咋办"]
)
def test_what_is_told_with_a_question_is_kept(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert zhang.says(said).startswith("记到101号里了。")
    assert said in hospital.row()["description"]


def test_after_a_needle_the_wound(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, "我被针扎了")
    assert zhang.says("怎么办").startswith("先处理伤口：")
