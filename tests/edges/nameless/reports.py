"""Every way to report without a name, as a dialogue. Each is given the nurse, and returns nothing."""

from collections.abc import Callable

from tests.edges.nameless.desks import sits_down
from tests.edges.nameless.marked import NAME, STAIRS, Marked

SEVERAL = "灭火器过期了，旁边插座松，走廊还堆着床"


def nine_before_the_sentence(nurse: Marked) -> None:
    nurse.shows()
    assert "不留名" in nurse.says("9")
    nurse.says(STAIRS)


def said_first_of_all(nurse: Marked) -> None:
    nurse.says("匿名")
    nurse.shows()
    nurse.says(STAIRS)


def said_after_the_number(nurse: Marked) -> None:
    """The picture has been fetched, and the officer told, before the name is taken off."""
    nurse.shows()
    nurse.waits(seconds=5)
    assert NAME_IN_THANKS in nurse.says(STAIRS)
    nurse.waits(minutes=1)
    assert "改成不留名了" in nurse.says("匿名")


NAME_IN_THANKS = "谢谢你，尉迟冰雁"


def a_voice_after_all(nurse: Marked) -> None:
    nurse.says("匿名")
    assert "语音听得出是谁" in nurse.speaks()
    assert "没留名" in nurse.says("2")


def an_album(nurse: Marked) -> None:
    nurse.shows(3)
    nurse.says("9")
    nurse.shows()
    nurse.says(STAIRS)
    nurse.shows()


def a_film(nurse: Marked) -> None:
    nurse.says("匿名")
    nurse.shows(kind="video")
    nurse.says(STAIRS)


def an_emergency(nurse: Marked) -> None:
    nurse.says("匿名")
    assert "标了“急”" in nurse.says("五楼配电间着火了")
    nurse.waits(minutes=6)
    nurse.hospital.phone("李红").says("你好")
    nurse.hospital.phone("李红").says("101")


def asked_and_answered(nurse: Marked) -> None:
    """By the receipt, from her own phone and from another one, with a picture."""
    nine_before_the_sentence(nurse)
    officer = sits_down(nurse, "陈静")
    for answerer in (nurse, nurse.hospital.phone("路人")):
        officer.post("/console/hazards/101/ask", data={"words": "东楼梯还是西楼梯？"})
        nurse.waits(minutes=1)
        assert "安全员问" in answerer.says(f"查{nurse.receipts[0]}")
        assert "看不到你" in answerer.says("西边那个")
    nurse.says(f"查{nurse.receipts[0]}")
    nurse.shows()


def split_by_an_officer(nurse: Marked) -> None:
    nurse.shows()
    nurse.says("9")
    nurse.says(SEVERAL)
    nurse.waits(minutes=1)
    hospital = nurse.hospital
    hospital.carry(lambda db: hospital.person(db, "周平", "市一院", role="officer"))
    sits_down(nurse, "周平").post("/console/hazards/101/split")
    assert len(nurse.hospital.rows()) == 3


def withdrawn_for_privacy(nurse: Marked) -> None:
    nine_before_the_sentence(nurse)
    nurse.waits(minutes=1)
    nurse.says("3")
    assert "封起来" in nurse.says("4")


def given_and_closed(nurse: Marked) -> None:
    nine_before_the_sentence(nurse)
    officer = nurse.hospital.phone("李红")
    officer.orders("派 101 王强 3天")
    officer.says("101")
    sits_down(nurse, "孙丽").post("/console/hazards/101/close")


def the_picture_is_lost(nurse: Marked) -> None:
    nurse.hospital.mouth.gone.add("MEDIAimage0ofMARK")
    nine_before_the_sentence(nurse)


def dropped_and_taken_up_again(nurse: Marked) -> None:
    nurse.shows()
    nurse.says("9")
    nurse.says("0")
    assert "接着来" in nurse.says("接着")
    nurse.says(STAIRS)


def beside_a_code(nurse: Marked) -> None:
    nurse.scans("5FE")
    nurse.says("匿名")
    nurse.says("地上有水很滑")


def a_voice_seconds_after(nurse: Marked) -> None:
    """It is not put in unless she says so, and then it stays without a name."""
    nurse.says("匿名")
    nurse.says(STAIRS)
    nurse.says("101")
    assert "语音听得出是谁" in nurse.speaks()
    assert "101号" in nurse.says("2")


def a_voice_and_then_typed(nurse: Marked) -> None:
    nine_before_the_sentence(nurse)
    assert "语音听得出是谁" in nurse.speaks()
    nurse.says("1")
    nurse.says("四楼配电箱没锁")


def one_more_sentence(nurse: Marked) -> None:
    nine_before_the_sentence(nurse)
    assert nurse.says("四楼配电箱没锁").startswith("记好了，102号，没留名。")


def one_more_photo(nurse: Marked) -> None:
    nine_before_the_sentence(nurse)
    nurse.waits(minutes=20)
    nurse.shows()
    assert "也不留名" in nurse.heard[-1]
    assert nurse.says("四楼配电箱没锁").startswith("记好了，102号，没留名。")


def one_more_film(nurse: Marked) -> None:
    nurse.says("匿名")
    nurse.says(STAIRS)
    nurse.waits(minutes=20)
    nurse.shows(kind="video")
    nurse.says("四楼配电箱没锁")


def split_and_then_without_a_name(nurse: Marked) -> None:
    nurse.shows()
    nurse.says(SEVERAL)
    assert nurse.says("1").startswith("分好了：101")
    assert nurse.says("不留名").startswith("101到103号改成不留名了。")
    nurse.says("五楼开水间")


def without_a_name_from_one_of_the_split(nurse: Marked) -> None:
    nurse.shows()
    nurse.says(SEVERAL)
    nurse.says("1")
    nurse.says("五楼开水间")
    nurse.says("102")
    assert "改成不留名了" in nurse.says("匿名")


def an_album_taken_apart(nurse: Marked) -> None:
    nurse.shows(3)
    nurse.says("9")
    nurse.says(STAIRS)
    nurse.says("不是同一处")
    assert "记成102号" in nurse.says("3")
    nurse.says("四楼配电箱没锁")


def said_late_and_then_more(nurse: Marked) -> None:
    nurse.shows()
    nurse.says(STAIRS)
    nurse.waits(minutes=5)
    assert "接着报的也不留名" in nurse.says("匿名")
    nurse.says("四楼配电箱没锁")


def taken_back_and_told_again(nurse: Marked) -> None:
    nine_before_the_sentence(nurse)
    nurse.says("3")
    assert "也不留名" in nurse.says("1")
    nurse.says("三楼西楼梯口堆着纸箱")


def a_grumble_in_between(nurse: Marked) -> None:
    nurse.says("匿名")
    nurse.says(STAIRS)
    nurse.says("食堂太贵了")
    nurse.says("四楼配电箱没锁")


def a_photo_that_waited(nurse: Marked) -> None:
    """Its sentence was to come, something else came between, and then 匿名."""
    nurse.shows()
    nurse.says("答题")
    nurse.says("匿名")
    nurse.says(STAIRS)


def said_in_front_of_the_sentence(nurse: Marked) -> None:
    assert nurse.says(f"匿名 {STAIRS}").startswith("记好了，101号，没留名。")


def said_behind_the_sentence(nurse: Marked) -> None:
    nurse.shows()
    assert nurse.says(f"{STAIRS}，不想让主任知道是我说的").startswith("记好了，101号，没留名。")


def said_between_two_things(nurse: Marked) -> None:
    nurse.says(f"{STAIRS}，别写我名字，旁边插座也松了")
    assert "1分成" in nurse.heard[-1]
    nurse.says("1")


def with_the_own_name_in_it(nurse: Marked) -> None:
    nurse.says(f"匿名，我是内科二的{NAME}，{STAIRS}")


def with_the_own_name_and_the_wish_behind(nurse: Marked) -> None:
    nurse.says(f"内科二病区{NAME}，{STAIRS}")
    nurse.waits(minutes=1)
    assert "改成不留名了" in nurse.says("匿名吧")


def with_the_own_name_in_the_answer(nurse: Marked) -> None:
    nurse.says(f"匿名 {STAIRS}")
    nurse.says(f"查{nurse.receipts[0]}")
    nurse.says(f"护士{NAME}说的，西边那个")
    nurse.says(f"内科二病区 {NAME}")
    assert "没留名" in nurse.says("6楼厕所地滑")


ALL: tuple[Callable[[Marked], None], ...] = (
    nine_before_the_sentence,
    said_first_of_all,
    said_after_the_number,
    a_voice_after_all,
    an_album,
    a_film,
    an_emergency,
    asked_and_answered,
    split_by_an_officer,
    withdrawn_for_privacy,
    given_and_closed,
    the_picture_is_lost,
    dropped_and_taken_up_again,
    beside_a_code,
    a_voice_seconds_after,
    a_voice_and_then_typed,
    one_more_sentence,
    one_more_photo,
    one_more_film,
    split_and_then_without_a_name,
    without_a_name_from_one_of_the_split,
    an_album_taken_apart,
    said_late_and_then_more,
    taken_back_and_told_again,
    a_grumble_in_between,
    a_photo_that_waited,
    said_in_front_of_the_sentence,
    said_behind_the_sentence,
    said_between_two_things,
    with_the_own_name_in_it,
    with_the_own_name_and_the_wish_behind,
    with_the_own_name_in_the_answer,
)
