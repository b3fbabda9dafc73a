"""2.11: complaints, questions, courtesies, repairs, accusations, rewards."""

import pytest

from tests.hospital import Hospital


def test_j1_j2_a_complaint(hospital: Hospital) -> None:
    zhang, chen = hospital.phone("张敏"), hospital.phone("陈静")
    chen.says("你好")
    assert zhang.says("食堂的菜太咸了") == (
        "这个不像安全隐患，先没进台账。\n1是隐患，给我记上 2给工会说说 3算了"
    )
    assert zhang.says("2") == (
        "工会陈静 0533-2110088，直接打。\n愿意的话在这儿说，我原话转给工会，不进台账。\n不说了回 0"
    )
    assert zhang.says("菜咸还涨价，夜班没有热饭").startswith("原话转给工会了，没写你的名字。")
    hospital.product.courier.until_empty()
    assert chen.pushes == ["有人在随手拍里跟工会说（没进台账）：\n“菜咸还涨价，夜班没有热饭”"]
    assert [row["status"] for row in hospital.rows()] == ["withdrawn"]


def test_j1_it_is_one_after_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("食堂的菜太咸了")
    assert zhang.says("1").startswith("记好了，101号：食堂")


def test_j3_a_question(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says("消防培训什么时候") == (
        "这个我答不准，怕说错。\n安全上的事问工会陈静 0533-2110088。\n"
        "回 帮助 看我会什么；要报隐患，发照片或说一句。"
    )


def test_j4_thanks_once_a_day(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert [zhang.says("谢谢"), zhang.says("好的"), zhang.says("[强]")] == ["不客气，看见就拍。", "", ""]
    hospital.forward(hours=25)
    assert zhang.says("谢谢") == "不客气，看见就拍。"


def test_j5_a_repair(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("空调不制冷") == (
        "像是报修，打0533-2110123更快。\n会伤人、会着火的，回 1 我马上记。\n说不准也回 1，安全员会转。"
    )


def test_j6_about_a_person(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says("保安老王上班睡觉") == (
        "说到人的事，台账里很多人看得见，我没记。\n要举报打12350或工会0533-2110088。\n"
        "只说哪里不安全，我马上记。"
    )


@pytest.mark.parametrize("kind", ["link", "file", "miniprogrampage"])
def test_j7_links_and_files(hospital: Hospital, kind: str) -> None:
    assert hospital.phone("张敏").sends(kind) == "这个我打不开。\n发照片，或说一句：在哪里、怎么了。"


def test_j8_is_there_a_reward(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.forward(minutes=5)
    assert zhang.says("报这个有奖吗") == (
        "有没有奖看医院的办法，问工会陈静。\n算不算你报的，我这儿记着：你报了1件，弄好0件。"
    )


def test_pricked_by_a_needle(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("针扎了怎么办") == (
        "先处理伤口：从近心端往外挤，流动水冲，碘伏消毒。\n马上报院感科和护士长，要用药的越早越好。\n"
        "要记一笔，回 1 我马上记。"
    )
    assert zhang.says("1").startswith("记好了，101号。\n先处理伤口")
    hospital.forward(hours=1)
    assert zhang.says("刚才拔针被针扎了").startswith("记好了，102号。\n先处理伤口")
