"""2.18 and what is like it: the same words again, the writer's own name, done right after the report."""

import pytest

from tests.hospital import Hospital, a_picture

STAIRS = "三楼东楼梯口堆着纸箱"


def test_r2_the_same_sentence_is_told_once(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    assert [zhang.says(STAIRS) for _ in range(3)] == ["收到了，这句已经在101号里。", "", ""]
    assert zhang.says("1").startswith("想补什么？")
    assert len(hospital.rows()) == 1


def test_r2_after_a_while_it_is_told_again(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    zhang.says(STAIRS)
    hospital.forward(minutes=3)
    assert zhang.says(STAIRS) == "收到了，这句已经在101号里。"


def test_r2_without_a_name_nothing_readable_is_noted(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    zhang.says(STAIRS)
    assert [zhang.says(STAIRS) for _ in range(2)] == ["收到了，这句已经在101号里。", ""]
    assert zhang.says("3").startswith("撤回101号，为什么？")


def test_the_same_sentence_while_its_place_is_asked(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert "在哪里呢" in zhang.says("灭火器没压力")
    assert zhang.says("灭火器没压力") == "收到了，这句已经在101号里。还差个地方：在哪里？"
    assert zhang.says("灭火器没压力") == ""
    zhang.says("五楼东走廊")
    assert hospital.row()["place_text"] == "内科楼5楼东走廊"


@pytest.mark.parametrize("sent", ["pwpwpw", "wpwpwp", "ppwwpw", "pwwppw"])
@pytest.mark.parametrize("carried", [True, False])
def test_photo_and_sentence_by_turns_are_one(hospital: Hospital, sent: str, carried: bool) -> None:
    """The same bytes under a new media id each time, with and without the courier in between."""
    zhang = hospital.phone("张敏")
    hospital.mouth.download = lambda media_id: a_picture()  # type: ignore[method-assign]
    said = []
    for each in sent:
        said.append(zhang.shows_photo() if each == "p" else zhang.says(STAIRS))
        if carried:
            hospital.product.courier.until_empty()
    hospital.forward(minutes=1)
    assert [photo["state"] for photo in hospital.photos(hospital.row()["id"])] == ["ready"]
    hints = [text for text in (*said, *zhang.pushes) if "已经在" in text or "没记第二遍" in text]
    assert len(hints) == 1


def test_r1_the_same_photo_is_no_other_place(hospital: Hospital) -> None:
    """单独记 of a picture that turned out to be the same file: nobody else's picture is taken instead."""
    zhang, sun = hospital.phone("张敏"), hospital.phone("孙丽")
    hospital.mouth.download = lambda media_id: a_picture()  # type: ignore[method-assign]
    zhang.shows_photo()
    zhang.says(STAIRS)
    hospital.product.clock.forward(seconds=60)  # type: ignore[attr-defined]
    assert "回 1 单独记" in zhang.shows_photo()
    hospital.product.courier.until_empty()
    sun.shows_photo()
    assert zhang.says("1") == "这张101号里有了，没记第二遍。\n要是另一处，说一句在哪里、怎么了。"
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [1, 1]


def test_ones_own_name_is_no_part_of_the_row(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(f"张敏 {STAIRS}")
    zhang.says("1")
    assert zhang.says("张敏 补充一下，昨天就这样了") == "补好了。101号现在照片0张、话2句。"
    assert zhang.says("张敏 补充一句 病人绊过脚") == "补好了。101号现在照片0张、话3句。"
    row = hospital.row()
    told = row["description"] + "".join(line["text"] or "" for line in hospital.history(row["id"]))
    assert row["description"].startswith(STAIRS)
    assert "昨天就这样了" in told
    assert "张敏" not in told
    assert "补充一" not in told


def test_whoever_is_known_hears_that_they_are(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    for pair in ("020153 张敏", "张敏 020153"):
        assert zhang.says(pair) == "认得你：张敏，内科二病区。不是你？回 1 马上解开。"
    zhang.shows_photo()
    assert len(hospital.photos(hospital.row()["id"])) == 1  # the talk went on about the same hazard
    assert hospital.row()["description"] == STAIRS


def test_mopped_right_after_the_report(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.says("二楼厕所地上有水")
    assert wang.says("我拖了").startswith("手真快！拍一张弄好后的样子？")
    wang.says("没法拍")
    assert hospital.row()["status"] == "fixed"


def test_mopped_and_photographed_and_then_where(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.shows_photo()
    assert "在哪里呢" in wang.says("我拖了")
    assert wang.says("三楼水房").startswith("手真快！")


def test_r1_twice_in_a_second_report(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    hospital.mouth.download = lambda media_id: a_picture()  # type: ignore[method-assign]
    zhang.shows_photo()
    zhang.says(STAIRS)
    hospital.forward(minutes=10)
    zhang.shows_photo()
    zhang.shows_photo()
    zhang.says("二楼抽血处地上有水很滑")
    hospital.forward(seconds=30)
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [1, 1]
