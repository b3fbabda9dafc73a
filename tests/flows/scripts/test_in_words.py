"""A choice said in words instead of its digit, and answers that are none: nobody is stuck, nothing is stained."""

import pytest

from tests.hospital import Hospital, Phone

STAIRS = "三楼东楼梯口堆着纸箱"
NOT_TOUCHED = "好，没动。"


@pytest.fixture
def zhang(hospital: Hospital) -> Phone:
    """Has just reported 101, with a photo."""
    phone = hospital.phone("张敏")
    phone.shows_photo()
    phone.says(STAIRS)
    return phone


@pytest.mark.parametrize(
    ("said", "answer"),
    {
        "补充一下": "想补什么？",
        "有误": "101号改哪样？",
        "错了": "101号改哪样？",
        "写错了": "101号改哪样？",
        "不是这个": "101号改哪样？",
        "楼层写错了": "在哪里？打字、发位置",
        "打错字了": "重新说一句：在哪里、怎么了？",
        "类别不对": "更像哪种？",
        "照片发错了": "撤回101号，为什么？",
        "不要了": "撤回101号，为什么？",
        "还有一处": "好，另一处单独记。",
        "不是一个地方的": "好，另一处单独记。",
        "谁来修": "101号 三楼东楼梯口堆着纸箱",
        "怎么还没人来修": "101号 三楼东楼梯口堆着纸箱",
        "没有": "好，101号没动。",
        "有误，是四楼": "改成4楼东楼梯口了，101号别的没动。",
    }.items(),
)
def test_right_after_the_report(hospital: Hospital, zhang: Phone, said: str, answer: str) -> None:
    assert zhang.says(said).startswith(answer)
    assert hospital.row()["description"] == STAIRS


def test_why_it_is_wrong_reaches_the_officer(hospital: Hospital, zhang: Phone) -> None:
    assert zhang.says("有误，灯是好的") == "写到101号里了，安全员看得到。\n1再补 2改 3撤回"
    assert hospital.row()["description"].endswith("灯是好的")
    assert zhang.says("3").startswith("撤回101号，为什么？")


@pytest.mark.parametrize(
    ("why", "answer"),
    [
        ("别人报过了", "101号撤回了，没人会跑一趟。"),
        ("有病人的脸", "照片封起来了，现在谁也看不到。"),
        ("不撤了", NOT_TOUCHED),
    ],
)
def test_why_it_is_taken_back(zhang: Phone, why: str, answer: str) -> None:
    zhang.says("3")
    assert zhang.says(why).startswith(answer)


def test_of_which_kind_in_words(zhang: Phone) -> None:
    zhang.says("2")
    zhang.says("2")
    assert zhang.says("灭火器") == "改好了：3楼东楼梯口，消防器材问题。别的没动。"


@pytest.mark.parametrize("said", ["谢谢", "没了", "不补了"])
def test_nothing_to_add(hospital: Hospital, zhang: Phone, said: str) -> None:
    zhang.says("1")
    assert zhang.says(said) == NOT_TOUCHED
    assert hospital.row()["description"] == STAIRS


def test_a_bare_word_adds_nothing(hospital: Hospital, zhang: Phone) -> None:
    zhang.says("1")
    assert zhang.says("王") == "想补什么？多说几个字，或发张照片。不补了回 0"
    assert hospital.row()["description"] == STAIRS


@pytest.mark.parametrize(
    ("said", "answer"),
    {
        "谢谢": "好，没动，还是原来那句。",
        "不改了": "好，没动，还是原来那句。",
        "0": NOT_TOUCHED,
        "地点不对": "在哪里？打字、发位置",
        "发错了": "撤回101号，为什么？",
    }.items(),
)
def test_the_sentence_anew_is_not_just_anything(
    hospital: Hospital, zhang: Phone, said: str, answer: str
) -> None:
    zhang.says("2")
    zhang.says("3")
    assert zhang.says(said).startswith(answer)
    assert hospital.row()["description"] == STAIRS


@pytest.mark.parametrize("said", ["0", "还没弄好", "按错了", "没有"])
def test_the_4_was_a_slip(hospital: Hospital, zhang: Phone, said: str) -> None:
    zhang.says("4")
    assert zhang.says(said) in (NOT_TOUCHED, "好，101号还算没弄好，安全员会看。")
    assert hospital.row()["status"] == "reported"


def test_thanks_are_no_way_of_mending_and_no_reason(hospital: Hospital, zhang: Phone) -> None:
    zhang.says("4")
    assert zhang.says("谢谢").startswith("怎么弄好的？")
    zhang.says("搬走了")
    assert zhang.says("谢谢") == "好，不写了。"
    assert hospital.row()["description"] == STAIRS


ASKED = "101号还差个地方：在哪里？不知道就回 不知道。"
UNSEEN = "我看不到你在哪：写几楼、哪一处，\n或者发位置、扫墙上的码。不知道就回 不知道。"


@pytest.mark.parametrize(
    ("said", "answer"),
    {
        "王": ASKED,
        "明天": ASKED,
        "3月8日": ASKED,
        "就这里": UNSEEN,
        "不告诉你": "没事，安全员会问。想起来再告诉我。",
    }.items(),
)
def test_what_is_no_place_is_not_written_as_one(hospital: Hospital, said: str, answer: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力了")
    assert zhang.says(said) == answer
    assert hospital.row()["place_text"] == ""


def test_a_corrected_place_without_the_word_wrong(hospital: Hospital, zhang: Phone) -> None:
    zhang.says("地点不对")
    assert zhang.says("有误，是四楼") == "改好了：4楼东楼梯口，通道被堵。别的没动。"
    assert hospital.row()["place_text"] == "4楼东楼梯口"


@pytest.mark.parametrize("said", ["王", "3月8日", "明天"])
def test_a_bare_word_out_of_the_blue(hospital: Hospital, said: str) -> None:
    assert hospital.phone("李红").says(said) == "没听懂，不怪你。\n1报隐患 2看我报的 3帮助"
    assert hospital.rows() == []


def test_a_photo_of_something_that_is_fine(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("巡查")
    zhang.shows_photo()
    assert zhang.says("这里没事") == (
        "好，没事就不记，照片24小时后清掉。\n下一处接着拍，查完回 完。\n点错了回 接着"
    )
    assert hospital.row()["number"] is None
    zhang.says("接着")
    assert zhang.says(STAIRS).startswith("101号：3楼东楼梯口")


def test_without_a_name_it_stays_without_one(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("9")
    zhang.says("没事了")
    zhang.says("接着")
    assert "没留名" in zhang.says(STAIRS)
    assert hospital.row()["anonymous"]


@pytest.mark.parametrize(
    "said", ["昨天报的101我想撤回", "101号电梯3楼撤销谢谢", "麻烦把101号那个撤回一下谢谢"]
)
def test_the_number_to_take_back_anywhere_in_the_sentence(
    zhang: Phone, hospital: Hospital, said: str
) -> None:
    hospital.forward(minutes=40)
    assert zhang.says(said).startswith("撤回101号，为什么？")


@pytest.mark.parametrize(
    ("said", "answer"),
    {
        "101和102都撤回": "一件一件来：先回 101 再选撤回，然后是102。",
        "撤回昨天那件": "回那一件的号，比如 112，再选补充、改、撤回。\n忘了号，回 我的。",
        "我昨天报的撤了吧": "回那一件的号，比如 112，再选补充、改、撤回。\n忘了号，回 我的。",
    }.items(),
)
def test_taken_back_without_one_number(zhang: Phone, hospital: Hospital, said: str, answer: str) -> None:
    hospital.forward(minutes=40)
    assert zhang.says(said) == answer


@pytest.mark.parametrize(
    ("said", "left", "gone"),
    [("后两张不是同一处的", 1, 2), ("第三张是五楼开水间的", 2, 1), ("最后一张是别处的", 2, 1)],
)
def test_which_pictures_in_a_sentence(hospital: Hospital, said: str, left: int, gone: int) -> None:
    zhang = _three(hospital)
    zhang.says("5")
    assert "分出来了，记成102号。" in zhang.says(said)
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [left, gone]


def test_which_pictures_said_at_once(hospital: Hospital) -> None:
    assert _three(hospital).says("后两张不是同一处").startswith("第2到3张分出来了，记成102号。")


def test_which_picture_and_what_it_shows(hospital: Hospital) -> None:
    zhang = _three(hospital)
    zhang.says("5")
    assert "5楼开水间，插座有问题，照片1张。" in zhang.says("第三张是五楼开水间插座松了")
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [2, 1]


def _three(hospital: Hospital) -> Phone:
    zhang = hospital.phone("张敏")
    for _ in range(3):
        zhang.shows_photo()
    zhang.says(STAIRS)
    return zhang


def test_an_alarm_a_photo_and_another_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("食堂着火了")
    hospital.forward(seconds=20)
    zhang.shows_photo()
    kept = "记到101号里了。先顾人，别回去拿东西。\n要是另一处的事，回 1 单独记。"
    assert zhang.says("五楼东走廊灭火器被柜子挡住") == kept
    assert "内科楼5楼东走廊，器材被挡住，照片1张。" in zhang.says("1")
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [0, 1]


def test_thanks_in_an_alarm_are_not_written_down(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("食堂着火了")
    assert zhang.says("谢谢") == "先顾人，别回去拿东西。人安全了再说：在哪里、还有没有人？"
    assert hospital.row()["description"] == "食堂着火了"


def test_more_about_a_nameless_hazard_is_never_offered_under_the_name(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    zhang.says("这是三楼的灭火器")
    hospital.forward(seconds=20)
    assert "回 1 单独记" not in zhang.says("灭火器过期半年了")
    zhang.says("1")
    assert all(row["anonymous"] for row in hospital.rows())
