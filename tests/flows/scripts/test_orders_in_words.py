"""灭火器给孙涛, 103给孙涛: an officer's order in everyday words, and the face in a picture that is not hers."""

import re

import pytest

from tests.hospital import Hospital, Phone


@pytest.fixture
def busy(hospital: Hospital) -> Hospital:
    """Three hazards of three kinds wait for 李红; 孙涛 works in 后勤科."""
    hospital.carry(lambda db: hospital.person(db, "孙涛", "后勤科", staff_no="030002"))
    zhang = hospital.phone("张敏")
    for words in ("五楼走廊灭火器过期了", "治疗室插座松了", "三楼东楼梯口堆着纸箱"):
        zhang.shows_photo()
        zhang.says(words)
        hospital.forward(minutes=3)
    return hospital


def officer(hospital: Hospital) -> Phone:
    li = hospital.phone("李红")
    li.says("待办")
    return li


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("灭火器给孙涛", "听成：101→后勤科 孙涛，3/5前，更换灭火器。"),
        ("插座给王强弄", "听成：102→后勤科 王强，3/5前，更换插座。"),
        ("纸箱让孙涛去清", "听成：103→后勤科 孙涛，3/3前，清走堆物。"),
        ("插座那个交给孙涛处理", "听成：102→后勤科 孙涛，3/5前，更换插座。"),
        ("把楼梯口的派给王强", "听成：103→后勤科 王强，3/3前，清走堆物。"),
        ("103给孙涛", "听成：103→后勤科 孙涛，3/3前，清走堆物。"),
        ("103 孙涛", "听成：103→后勤科 孙涛，3/3前，清走堆物。"),
        ("103号让孙涛弄", "听成：103→后勤科 孙涛，3/3前，清走堆物。"),
        ("102给后勤科王强 5天", "听成：102→后勤科 王强，3/7前，更换插座。"),
    ],
)
def test_it_is_read_back_of_the_hazard_that_fits(busy: Hospital, said: str, heard: str) -> None:
    li = officer(busy)
    assert li.says(said) == f"{heard}\n1对，派 2不对"
    number = heard[3:6]
    assert li.says("1").startswith(f"派了：{number}→")
    assert len(busy.rows()) == 3


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("灭火器让孙涛去换，周五前", "听成：101→后勤科 孙涛"),
        ("灭火器给孙涛，下周三前", "听成：101→后勤科 孙涛"),
        ("派孙涛去看看5楼的灭火器", "听成：101→后勤科 孙涛，3/5前，更换灭火器。"),
        ("让孙涛把5楼灭火器换了", "听成：101→后勤科 孙涛，3/5前，更换灭火器。"),
        ("5楼灭火器孙涛去换", "听成：101→后勤科 孙涛，3/5前，更换灭火器。"),
        ("叫王强把东楼梯口纸箱搬走", "听成：103→后勤科 王强，3/3前，搬走。"),
        ("请王强去修一下治疗室的插座", "听成：102→后勤科 王强，3/5前，更换插座。"),
        ("让王强先把插座修一下", "听成：102→后勤科 王强，3/5前，更换插座。"),
        ("三楼纸箱孙涛去清一下", "听成：103→后勤科 孙涛，3/3前，清走堆物。"),
    ],
)
def test_the_name_may_stand_in_front_or_without_a_word_of_giving(
    busy: Hospital, said: str, heard: str
) -> None:
    assert officer(busy).says(said).startswith(heard)
    assert len(busy.rows()) == 3


def test_another_storey_is_another_extinguisher(busy: Hospital) -> None:
    assert "101" not in officer(busy).says("派孙涛去看看8楼的灭火器").splitlines()[0]


@pytest.mark.parametrize("said", ["让孙涛把5楼灭火器换了", "5楼灭火器孙涛去换"])
def test_a_reporter_says_so_and_orders_nobody(busy: Hospital, said: str) -> None:
    assert "听成" not in busy.phone("孙丽2").says(said)


def test_the_card_just_read_is_what_this_means(busy: Hospital) -> None:
    li = officer(busy)
    li.says("102")
    assert li.says("这个给孙涛").startswith("听成：102→后勤科 孙涛")
    li.says("101")
    assert li.says("给王强").startswith("听成：101→后勤科 王强")


def test_without_a_card_it_is_asked_which(busy: Hospital) -> None:
    li = officer(busy)
    assert li.says("这个给王强").splitlines()[0] == "哪一件给王强？"
    assert li.says("2").startswith("听成：102→后勤科 王强")
    assert li.says("氧气瓶给孙涛") == "没对上是哪一件，我没派。\n回 待办 看号，再写：103 孙涛"
    assert len(busy.rows()) == 3


def test_another_number_is_not_the_one_that_was_asked_of(busy: Hospital) -> None:
    li = officer(busy)
    li.says("101")
    assert li.says("2").startswith("101派给谁？")
    assert li.says("103给孙涛").startswith("听成：103→后勤科 孙涛")


@pytest.mark.parametrize("said", ["插座给王强弄", "103给孙涛"])
def test_nobody_else_orders_anybody(busy: Hospital, said: str) -> None:
    assert "听成" not in busy.phone("孙丽2").says(said)
    assert "听成" not in busy.phone("王强").says(said)


@pytest.mark.parametrize("said", ["输液架给病人撞倒了", "302给病人用的插座坏了", "楼梯给水泡了，三楼东头"])
def test_a_hazard_with_such_a_word_stays_one(busy: Hospital, said: str) -> None:
    officer(busy).says(said)
    assert len(busy.rows()) == 4


def test_a_face_is_covered_on_the_page_by_whoever_looks_after_it(busy: Hospital) -> None:
    li = officer(busy)
    asked = li.says("照片里有病人的脸")
    assert asked == "哪一件的照片？连号一起写，例：101照片里有病人\n我给你打开网页，点“遮脸”框住就行。"
    told = li.says("101照片里有病人")
    assert re.search(r'href="[^"]+/console/hazards/101"', told)
    assert re.sub("<[^>]*>", "", told) == (
        "101号：点这里进网页，点照片下的“遮脸”，框住就行。\n存下后谁看到的都是遮过的。\n整张都不要，请上报人回 101 撤回、选4。"
    )
    li.says("102")
    assert "/console/hazards/102" in li.says("照片里拍到病人了")
    assert "选撤回" not in told + asked


def test_the_reporter_seals_what_is_their_own(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    assert zhang.says("照片里有病人的脸").startswith("照片封起来了")
