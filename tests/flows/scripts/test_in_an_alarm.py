"""2.12: what is told in an alarm belongs to it, and gets the sentence of safety that fits."""

import pytest

from tests.hospital import Hospital, Phone

FIRE, SHOCK = "五楼配电间着火了", "有人触电了倒在地上"
FIGHT, LIFT = "医闹打人了", "电梯困人了"
HOUSE = "院内0533-2110119"


@pytest.fixture
def zhang(hospital: Hospital) -> Phone:
    return hospital.phone("张敏")


def _in_an_alarm(hospital: Hospital, phone: Phone, cry: str) -> None:
    hospital.phone("李红").says("你好")
    phone.says(cry)
    hospital.forward(seconds=30)


@pytest.mark.parametrize(
    "cry",
    [
        "家属在打护士",
        "掐着护士脖子",
        "大夫被捅了",
        "有个男的拿刀追着大夫砍",
        "病人家属把护士长打了",
        "有人掐我脖子",
    ],
)
def test_who_is_beaten_rings_the_police(hospital: Hospital, zhang: Phone, cry: str) -> None:
    assert zhang.says(cry).split("\n")[:2] == [
        "先躲开，叫保安！别上前劝。",
        f"打110和{HOUSE}，有人伤打120。我不会替你打。",
    ]


def test_who_means_to_leap_is_spoken_to(hospital: Hospital, zhang: Phone) -> None:
    said = zhang.says("有人站在楼顶要跳楼")
    assert said.startswith(f"别上前拉，慢慢跟他说话，叫人来！\n打110和{HOUSE}")
    assert zhang.says("我能拉他吗").startswith("别突然拉，隔着一点慢慢说话。")


@pytest.mark.parametrize(
    "said",
    [
        "我们被堵在里面了",
        "俺出不去了",
        "门打不开",
        "我俩困在卫生间了",
        "门被烟堵住了 我走不掉",
        "can't get out",
    ],
)
def test_shut_in_by_the_fire(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert zhang.says(said) == (
        f"记到101号里了。关上门，湿布塞门缝，到窗口喊人！\n打119和{HOUSE}，说清你在哪间、几个人。"
    )
    assert hospital.row()["description"] == f"{FIRE}；{said}"


@pytest.mark.parametrize(
    "said",
    [
        "里面还有个老人",
        "里边还有个病人",
        "还有个老太太在里面",
        "屋里有两个人",
        "my friend inside",
        "楼上还有俩病人没下来",
        "有个坐轮椅的老爷子还在屋里",
        "我怕病人出不来",
    ],
)
def test_somebody_else_is_in_the_fire(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert zhang.says(said) == f"记到101号里了。告诉来的人，别自己进去。\n打119和{HOUSE}说清里面有人。"
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize("said", ["我腿断了", "我手烧伤了", "我晕"])
def test_hurt_in_the_fire(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert "趴低往外挪，动不了就大声喊人！" in zhang.says(said)
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize("said", ["俺出不去了", "里边还有个病人", "我腿断了"])
def test_whoever_goes_is_rung_again(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    li = hospital.phone("李红")
    li.says("101")
    zhang.says(said)
    hospital.forward(seconds=5)
    assert li.pushes[-1].startswith("【急】101号")
    assert said in li.pushes[-1]


@pytest.mark.parametrize("said", ["他不喘气了", "没呼吸了", "心跳没了", "叫不醒了"])
def test_no_breath_after_a_shock(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, SHOCK)
    assert "先断电。没呼吸就按胸口中间，又快又深，别停。\n打120和" in zhang.says(said)
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize(
    ("cry", "said", "fits"),
    [
        (SHOCK, "他是电工", "没断电别碰人。"),
        (FIGHT, "他还在打", "躲远点，别上前劝。"),
        (LIFT, "还是不动", "别扒门，等人来开。"),
        (SHOCK, "断电了", "等来的人看过。"),
        (FIGHT, "打完了走了", "等来的人看过。"),
        (LIFT, "有人开门了出来了", "等来的人看过。"),
        ("我被针扎了", "病人乙肝", "先冲伤口、消毒，马上报院感科。"),
        ("我被针扎了", "出血了", "先冲伤口、消毒，马上报院感科。"),
    ],
)
def test_what_is_told_meanwhile_gets_a_sentence_of_its_kind(
    hospital: Hospital, zhang: Phone, cry: str, said: str, fits: str
) -> None:
    _in_an_alarm(hospital, zhang, cry)
    assert zhang.says(said) == f"记到101号里了。{fits}"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (["b1 水泵房"], "b1 水泵房"),
        (["b1 水泵房", "负一楼 消防水泵房"], "负一楼 消防水泵房"),
        (["地下室 b2 配电房", "就在门口"], "地下室 b2 配电房门口"),
        (["6楼"], "6楼"),
    ],
)
def test_the_place_of_a_shock(hospital: Hospital, zhang: Phone, told: list[str], place: str) -> None:
    _in_an_alarm(hospital, zhang, SHOCK)
    for said in told:
        assert zhang.says(said).endswith("。没断电别碰人。")
    assert hospital.row()["place_text"] == place


def test_a_cry_that_names_the_place_gives_it(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, FIRE.removeprefix("五楼配电间"))
    zhang.says("快来，外科楼三楼")
    assert hospital.row()["place_text"] == "外科楼3楼"


@pytest.mark.parametrize(
    ("cry", "said"),
    [
        (FIRE, "护士站也冒烟了"),
        (FIRE, "有人触电了"),
        (FIRE, "门诊有人砍人了"),
        (FIRE, "门诊二楼电梯困人了"),
        (LIFT, FIGHT),
        (SHOCK, "食堂着火了"),
        ("走廊有糊味", "食堂着火了"),
    ],
)
def test_another_danger_is_an_alarm_of_its_own(hospital: Hospital, zhang: Phone, cry: str, said: str) -> None:
    _in_an_alarm(hospital, zhang, cry)
    assert "已记成102号，标了“急”。" in zhang.says(said)


def test_whoever_leapt_needs_a_doctor(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, "有人站在楼顶要跳楼")
    assert zhang.says("他跳下来了").startswith("记到101号里了。别搬动他，没呼吸就按胸口，别停。\n打120和")


def test_faint_elsewhere_is_an_alarm_of_its_own(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert "已记成102号" in zhang.says("门诊大厅有人晕倒了")


def test_poison_is_none_of_the_lift(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, LIFT)
    assert "已记成102号" in zhang.says("有人喝农药了")


def test_a_nameless_fire_stays_one(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, "着火了")
    zhang.says("匿名")
    assert zhang.says("我们出不去了").startswith("记到101号里了。关上门，")
    assert (len(hospital.rows()), hospital.row()["anonymous"]) == (1, True)
