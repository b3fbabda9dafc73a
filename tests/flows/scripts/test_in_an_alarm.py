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


@pytest.mark.parametrize("said", ["我腿断了", "我脚动不了", "我晕"])
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


_BURNS, _BEATEN, _LEAPS, _TAKEN = "9楼药库着火了", "急诊有人打大夫", "有人站在楼顶要跳楼", "孩子被抱走了"


@pytest.mark.parametrize(
    ("cry", "said", "place"),
    [
        (_BURNS, "我们都躲到11楼平台", "9楼药库"),
        (_BURNS, "护士长在2楼办公室", "9楼药库"),
        (_BURNS, "病人转移到7楼走廊", "9楼药库"),
        (_BURNS, "灭火器都在9楼库房", "9楼药库"),
        (_BURNS, "大家撤到一楼大厅了", "9楼药库"),
        (_BURNS, "钥匙在5楼值班室", "9楼药库"),
        (_BURNS, "我跟小王跑到8楼了", "9楼药库"),
        ("8楼机房着火了", "我在外科楼下面", "8楼机房"),
        (_BEATEN, "大夫躲换药室", "急诊"),
        ("着火了", "我们都躲到11楼平台", ""),
        ("着火了", "总闸1楼配电室", ""),
        ("着火了", "我们撤到一楼大厅了，火在9楼药库", "9楼药库"),
        ("着火了", "我在3楼库房", "3楼库房"),
        ("有人触电了", "病人在3楼走廊", "3楼走廊"),
        (FIGHT, "保安都在门诊大厅", ""),
    ],
)
def test_where_people_are_is_not_where_it_burns(
    hospital: Hospital, zhang: Phone, cry: str, said: str, place: str
) -> None:
    _in_an_alarm(hospital, zhang, cry)
    before = hospital.row()["place_text"]
    pushes = len(hospital.phone("李红").pushes)
    zhang.says(said)
    hospital.forward(seconds=5)
    assert (len(hospital.rows()), hospital.row()["place_text"]) == (1, place)
    assert said in hospital.row()["description"]
    if before == place:
        assert len(hospital.phone("李红").pushes) == pushes


@pytest.mark.parametrize("said", ["不是9楼是11楼", "打错了是11楼药库", "不对，11楼"])
def test_a_place_is_corrected(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, _BURNS)
    assert "11楼药库" in zhang.says(said)
    assert hospital.row()["place_text"] == "11楼药库"


@pytest.mark.parametrize(
    "said",
    [
        "插座老打闪 处置室",
        "火灾报警器老误报 五楼",
        "跳闸老跳 值班室",
        "热水瓶随便摆 更衣室",
        "灯管忽闪 开水间",
        "电线裸着 治疗室",
        "柜子歪了 库房",
        "更衣室灯坏了",
    ],
)
def test_an_ordinary_hazard_gets_its_own_number_with_one_digit(
    hospital: Hospital, zhang: Phone, said: str
) -> None:
    _in_an_alarm(hospital, zhang, "三楼配电间着火了")
    assert "回 1 单独记" in zhang.says(said)
    assert hospital.row()["place_text"] == "3楼配电间"
    assert "102号" in zhang.says("1")


@pytest.mark.parametrize("said", ["氧气瓶乱放 4楼库房", "灭火器过期 2楼走廊", "地上有水 门诊大厅"])
def test_an_alarm_without_a_place_takes_none_from_another_hazard(
    hospital: Hospital, zhang: Phone, said: str
) -> None:
    _in_an_alarm(hospital, zhang, LIFT)
    zhang.says(said)
    zhang.says("1")
    assert [row["place_text"] == "" for row in hospital.rows()] == [True, False]


@pytest.mark.parametrize(
    "said",
    [
        "没有人受伤",
        "无人受伤 人都撤出来了",
        "没有人员伤亡",
        "里面没人了 都没受伤",
        "没烧着人",
        "no one hurt",
        "nobody hurt, everyone got out",
        "nobody is injured",
    ],
)
def test_nobody_is_hurt(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert zhang.says(said) == "记到101号里了。先顾人，别回去拿东西。"
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize(
    "said", ["已经扑灭 没人受伤", "fire is out", "fire is under control", "the fire was put out"]
)
def test_the_fire_is_out(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert zhang.says(said) == "记到101号里了。先别进去，等来的人看过。"


def test_nobody_hurt_in_the_lift_needs_no_doctor(hospital: Hospital, zhang: Phone) -> None:
    _in_an_alarm(hospital, zhang, LIFT)
    assert zhang.says("里面没人受伤") == "记到101号里了。别扒门，等人来开。"


@pytest.mark.parametrize(
    "said", ["120要多久", "119多久到", "110几分钟到", "110要不要打", "120什么时候能来", "119能来吗"]
)
def test_what_one_dials_is_no_place(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, "有人触电了")
    assert "我不会替你打" in zhang.says(said)
    assert hospital.row()["place_text"] == ""


@pytest.mark.parametrize(
    "said", ["掉下去了", "摔下去了", "人没了", "已经摔楼下了", "他坠楼了", "真跳了", "人掉到一楼了"]
)
def test_after_the_leap(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, _LEAPS)
    assert zhang.says(said).startswith("记到101号里了。别搬动他，没呼吸就按胸口，别停。\n打120和")
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize("said", ["他快掉下去了", "没跳下去", "他说要跳下去了"])
def test_before_the_leap(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, _LEAPS)
    assert "别搬动他" not in zhang.says(said)


@pytest.mark.parametrize(
    "said",
    [
        "我手烧了",
        "头磕破了",
        "i burnt my hand",
        "护士烫着了",
        "脚也烧了",
        "我手烫伤了起泡",
        "胳膊划破了",
        "小王脸烧伤了",
        "有人受伤了",
    ],
)
def test_a_burn_gets_water_and_a_doctor(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert zhang.says(said) == (
        f"记到101号里了。先离开烟和火。烧烫的用凉水冲，流血的拿干净布按住。\n打119和{HOUSE}，再打120。"
    )
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize("said", ["扶手烧坏了", "插头烧了", "桌腿烧断了"])
def test_a_thing_is_not_hurt(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, FIRE)
    assert "再打120" not in zhang.says(said)


@pytest.mark.parametrize("said", ["烟往七楼窜", "火烧到8楼了", "烟飘到走廊来了", "火往楼上蔓延"])
def test_it_spreads(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, "6楼机房冒烟了")
    hospital.phone("李红").says("101")
    zhang.says(said)
    hospital.forward(seconds=5)
    assert (len(hospital.rows()), hospital.row()["place_text"]) == (1, "6楼机房")
    assert said in hospital.phone("李红").pushes[-1]


@pytest.mark.parametrize("said", ["ICU 3床没法搬", "12床搬不动", "老人抬不出来"])
def test_who_cannot_be_moved_is_in_there(hospital: Hospital, zhang: Phone, said: str) -> None:
    _in_an_alarm(hospital, zhang, _BURNS)
    assert zhang.says(said).endswith("说清里面有人。")


@pytest.mark.parametrize(
    ("cry", "said", "fits"),
    [
        *((FIGHT, said, "听来的人安排。") for said in ("警察来了", "公安来了", "保安到了", "110到了")),
        *(
            (FIGHT, said, "等来的人看过。")
            for said in ("没事了 劝开了", "all safe now", "拉开了", "人制住了")
        ),
        *((_TAKEN, said, "等来的人看过。") for said in ("孩子找到了", "娃找着了", "孩子抱回来了")),
        *((_TAKEN, said, "别一个人追。") for said in ("孩子没找到", "还没找到")),
        *(
            (FIRE, said, "跟来的人说清在哪、里面还有没有人。")
            for said in ("救护车来了", "消防车到了", "119来了", "fire truck is here")
        ),
    ],
)
def test_what_eases_is_heard(hospital: Hospital, zhang: Phone, cry: str, said: str, fits: str) -> None:
    _in_an_alarm(hospital, zhang, cry)
    zhang.says("我害怕")
    assert zhang.says(said) == f"记到101号里了。{fits}"


@pytest.mark.parametrize("asked", ["怎么按", "按哪里", "怎么压胸", "按多深"])
def test_how_to_press(hospital: Hospital, zhang: Phone, asked: str) -> None:
    _in_an_alarm(hospital, zhang, "有人晕倒了")
    assert zhang.says(asked).startswith("没呼吸就按胸口中间，又快又深，别停。")
