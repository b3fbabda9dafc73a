"""2.13 and 2.18: reported before, and sent again."""

from models import hazards
from tests.hospital import Hospital

WORDS = "内科楼5楼东走廊堆着纸箱"


def test_l1_l2_the_same_place(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    hospital.phone("李红").orders("派 101 孙丽 2天 清走")
    hospital.forward(days=1)
    wang = hospital.phone("王强")
    wang.shows_photo()
    assert wang.says("5楼东走廊有纸箱堵着") == (
        "记好了，102号。好像和101号是一处：\n内科楼5楼东走廊堆纸箱，昨天报，内科二病区在办，3/4前\n"
        "1是，并过去（算你一起报的） 2不是\n不回也行，安全员会对。"
    )
    assert wang.says("1") == "并好了。101号现在2个人报过，弄好了都告诉。"
    first, second = hospital.rows()
    assert (second["status"], second["merged_into"]) == ("merged", first["id"])
    assert "和101号并在一起了，算你一起报的。\n3/2报，内科二病区在办" in wang.says("102")
    wang.says("你好")
    hospital.phone("张敏").says("你好")
    for words in ("101", "7", "1"):
        hospital.phone("李红").says(words)
    hospital.product.courier.until_empty()
    assert "101号弄好了" in hospital.phone("张敏").pushes[-1]
    assert "102号弄好了" in wang.pushes[-1]


def test_l1_not_the_same(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    sun = hospital.phone("孙丽")
    sun.says("5楼东走廊有纸箱堵着")
    assert sun.says("2").startswith("记好了，102号")
    assert [row["status"] for row in hospital.rows()] == ["reported", "reported"]
    assert hospital.rows()[1]["likeness"] == "other"


def test_l1_nothing_said_is_nothing_decided(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    hospital.phone("孙丽").says("5楼东走廊有纸箱堵着")
    hospital.forward(hours=2)
    first, second = hospital.rows()
    assert (second["status"], second["like_id"], second["likeness"]) == ("reported", first["id"], "")


def test_strangers_read_nothing_of_others(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    stranger = hospital.phone("路人")
    assert "101" not in stranger.says("5楼东走廊有纸箱堵着")
    assert hospital.rows()[1]["like_id"] == hospital.rows()[0]["id"]


def test_l3_it_came_back(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    for words in ("101", "7", "1"):
        hospital.phone("李红").says(words)
    hospital.forward(days=30)
    sun = hospital.phone("孙丽")
    assert sun.says("5楼东走廊有纸箱堵着") == (
        "记好了，102号。这儿3月报过（101号，弄好了）。\n1又犯了 2另一回事\n不回也行。"
    )
    assert sun.says("1") == "好，102号写上“又犯了”，安全员会看到。"
    assert hospital.rows()[1]["likeness"] == "again"


def test_r1_the_same_photo_in_one_report(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    for _ in range(3):
        zhang.shows_photo("same")
    zhang.says(WORDS)
    hospital.product.courier.until_empty()
    assert len(hospital.photos(hospital.row()["id"])) == 1


def test_r1_the_same_photo_later(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo("same")
    zhang.says(WORDS)
    hospital.forward(minutes=10)
    zhang.shows_photo("same")
    hospital.forward(seconds=30)
    assert zhang.pushes == ["这张101号里有了，没记第二遍。\n要是另一处，说一句在哪里、怎么了。"]
    hospital.forward(days=2)
    assert [row["status"] for row in hospital.rows()] == ["reported", "withdrawn"]


def test_r1_the_same_photo_of_another_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo("same")
    zhang.says(WORDS)
    hospital.forward(minutes=10)
    zhang.shows_photo("same")
    hospital.forward(seconds=30)
    assert zhang.says("二楼抽血处地上有水很滑").startswith("记好了，102号")
    assert len(hospital.photos(hospital.rows()[1]["id"])) == 1


def test_r2_the_same_sentence(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(WORDS)
    assert zhang.says(WORDS) == "收到了，这句已经在101号里。"


def test_r3_our_own_error(hospital: Hospital, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    zhang = hospital.phone("张敏")
    message = zhang.inbound("text", text=WORDS)
    with monkeypatch.context() as broken:
        broken.setattr(hazards, "move_hazard", lambda *_, **__: 1 / 0)
        assert hospital.product.dispatch.answer(message) == (
            "我这边出了岔子，你刚才这条可能没记上。\n过一分钟再发一遍，不会记重。\n急事打院内0533-2110119"
        )
    assert hospital.rows() == []
    assert zhang.says(WORDS).startswith("记好了，101号")
    assert len(hospital.rows()) == 1
