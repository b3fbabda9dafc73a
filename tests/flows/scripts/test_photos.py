"""2.1 to 2.4: a photo and a sentence, an album, words first, a photo and gone."""

from tests.hospital import Hospital

STAIRS = "三楼东楼梯口堆着纸箱"


def reported(hospital: Hospital, name: str = "张敏", photos: int = 1) -> None:
    phone = hospital.phone(name)
    for _ in range(photos):
        phone.shows_photo()
    phone.says(STAIRS)


def test_m1_m2(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.shows_photo() == (
        "照片收到，还有就接着发。\n发完说一句：在哪里、怎么了？语音也行。\n"
        "例：三楼东楼梯口堆着纸箱\n不留名先回 9，发错了回 0"
    )
    assert zhang.says(STAIRS) == (
        "记好了，101号。谢谢你，张敏。\n3楼东楼梯口，通道被堵，照片1张。\n"
        "放进安全员李红的待办，最晚今天16点看。\n1补充 2改 3撤回 4我弄好了"
    )


def test_m3_another_within_two_minutes(hospital: Hospital) -> None:
    reported(hospital)
    hospital.forward(seconds=60)
    zhang = hospital.phone("张敏")
    assert zhang.shows_photo() == "这张也放进101号了，共2张。\n要是另一处，回 1 单独记。"
    assert zhang.says("1") == "好，单独记。这一处在哪里、怎么了？说一句。"


def test_m4_m5_more(hospital: Hospital) -> None:
    reported(hospital)
    zhang = hospital.phone("张敏")
    assert zhang.says("1") == "想补什么？照片、语音、一句话都行，放进101号。\n不补了回 0"
    zhang.shows_photo()
    assert zhang.says("病人出不来") == "补好了。101号现在照片2张、话2句。"


def test_m6_to_m9_change(hospital: Hospital) -> None:
    reported(hospital)
    zhang = hospital.phone("张敏")
    assert zhang.says("2") == ("101号改哪样？\n1地点：3楼东楼梯口\n2像什么：通道被堵 3我说的话\n不改了回 0")
    assert zhang.says("1") == "在哪里？打字、发位置、扫墙上的码都行。\n例：门诊楼2楼抽血处旁边"
    assert zhang.says("外科楼4楼东楼梯口") == "改好了：外科楼4楼东楼梯口，通道被堵。别的没动。"
    zhang.says("101")
    zhang.says("2")
    assert zhang.says("2") == (
        "更像哪种？1通道出口 2灭火器消火栓\n3电 4燃气氧气 5电梯设备 6地滑掉东西\n"
        "7针刺感染 8电动车 9说不准\n说不准也没事，安全员会看。"
    )


def test_m10_m11_take_back(hospital: Hospital) -> None:
    reported(hospital)
    zhang = hospital.phone("张敏")
    assert zhang.says("3") == (
        "撤回101号，为什么？\n1发错了 2已经没事 3别人报过\n4照片里有病人或隐私（马上封起来）\n不撤了回 0"
    )
    assert zhang.says("1") == "101号撤回了，没人会跑一趟。\n想再报，直接发照片。"
    hospital.forward(minutes=5)
    assert hospital.phone("李红").pushes == []


def test_m12_a_face_in_the_picture(hospital: Hospital) -> None:
    reported(hospital)
    hospital.product.courier.until_empty()
    zhang = hospital.phone("张敏")
    zhang.says("3")
    assert zhang.says("4") == (
        "照片封起来了，现在谁也看不到。\n24小时内彻底清掉。\n那处还不安全的话，重拍一张不带人的。"
    )
    row = hospital.row()
    (photo,) = hospital.photos(row["id"])
    assert (row["number"], row["status"], photo["state"]) == (101, "withdrawn", "sealed")
    digest = photo["sha256"]
    hospital.forward(hours=23, minutes=1)
    (photo,) = hospital.photos(row["id"])
    assert (photo["state"], photo["sha256"]) == ("purged", digest)
    assert hospital.product.shelf.path(photo["id"], "1600") is None


def test_m13_somebody_was_given_it(hospital: Hospital) -> None:
    reported(hospital)
    hospital.phone("李红").orders("派 101 王强 2天 清走")
    hospital.product.courier.until_empty()
    assert hospital.phone("张敏").pushes == ["101号派人了：后勤科在办，3月4日前弄好。\n想看走到哪了，回 101"]


def test_m14_it_is_right(hospital: Hospital) -> None:
    reported(hospital)
    li = hospital.phone("李红")
    for words in ("101", "7", "1"):
        li.says(words)
    hospital.product.courier.until_empty()
    assert hospital.row()["status"] == "closed"
    assert hospital.phone("张敏").pushes == [
        "101号弄好了，安全员3月2日去看过。\n没弄好或又犯了，回 101。谢谢你，张敏。"
    ]


def test_m15_a_repair(hospital: Hospital) -> None:
    reported(hospital)
    li = hospital.phone("李红")
    assert "4不是隐患" in li.says("101")
    assert li.says("4") == (
        "101为什么不是？1是报修，转后勤 2现场没有\n3别处管（城管、物业） 4写一句\n"
        "上报人会看到这句话。不改了回 0"
    )
    assert li.says("1").startswith("101转报修了，上报人会知道。")
    hospital.product.courier.until_empty()
    zhang = hospital.phone("张敏")
    assert zhang.pushes == [
        "101号没进隐患台账：是报修。\n已转后勤报修 0533-2110123。\n你报得没错，下次照样发。不同意回 101"
    ]
    assert "1不同意，请再看看" in zhang.says("101")
    zhang.says("1")
    assert hospital.row()["status"] == "reported"


def test_m15_not_a_hazard_in_ones_own_words(hospital: Hospital) -> None:
    reported(hospital)
    li = hospital.phone("李红")
    li.says("101")
    li.says("4")
    assert li.says("4").startswith("101为什么不算？写一句")
    assert li.says("那是新到的货，当天就收走").startswith("101没进台账：那是新到的货，当天就收走。")
    hospital.product.courier.until_empty()
    assert hospital.phone("张敏").pushes == [
        "101号没进隐患台账：那是新到的货，当天就收走。\n你报得没错，下次照样发。不同意回 101"
    ]


def test_m16_joined_by_the_officer(hospital: Hospital) -> None:
    reported(hospital, "张敏")
    hospital.phone("李红").orders("派 101 王强 2天")
    sun = hospital.phone("孙丽")
    sun.shows_photo()
    assert sun.says(STAIRS).startswith("记好了，102号。好像和101号是一处：")
    assert "同101号" in hospital.phone("李红").says("102")
    assert hospital.phone("李红").says("5").startswith("102并到101了，算他一起报的。")
    hospital.product.courier.until_empty()
    assert sun.pushes[-1] == "102号和101号是一处，并过去了，算你一起报的。\n101号：后勤科在办，3月4日前。"


def test_a1_to_a3_an_album_is_split(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert [bool(zhang.shows_photo()) for _ in range(9)] == [True] + [False] * 8
    assert zhang.says("外科楼3楼东通道堆满纸箱") == (
        "记好了，101号。谢谢你，张敏。\n外科楼3楼东，通道被堵，9张照片都在。\n"
        "放进安全员李红的待办，最晚今天16点看。\n1补充 2改 3撤回 4我弄好了 5不是同一处"
    )
    asked = zhang.says("5")
    assert asked.startswith("哪几张是另一处？例：回 4-6，或 4 5 6\n小图上有编号：<a href=")
    assert asked.endswith("\n都是一处回 0")
    assert zhang.says("4-6") == (
        "第4到6张分出来了，记成102号。\n102号在哪里、怎么了？说一句。\n101号还有别处，说完回 101 再分。"
    )
    assert zhang.says("五楼开水间插座松了").startswith("记好了，102号")
    first, second = hospital.rows()
    assert (len(hospital.photos(first["id"])), len(hospital.photos(second["id"]))) == (6, 3)
    assert second["place_text"] == "5楼开水间"


def test_a2_numbers_that_are_not_there(hospital: Hospital) -> None:
    reported(hospital, photos=3)
    zhang = hospital.phone("张敏")
    zhang.says("5")
    assert zhang.says("4-6").startswith("一共3张，要留下至少1张。")
    assert zhang.says("哪个来着") == "没看懂是哪几张，一共3张。\n例：回 2-3，或 后两张；都是一处回 0"
    assert zhang.says("全部").startswith("一共3张，要留下至少1张。")
    assert zhang.says("3").startswith("第3张分出来了，记成102号。")
    assert len(hospital.photos(hospital.rows()[0]["id"])) == 2


def test_a4_a_photo_that_was_lost(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    hospital.mouth.gone.add("lost")
    zhang.shows_photo()
    zhang.shows_photo("lost")
    zhang.says(STAIRS)
    hospital.forward(minutes=1)
    hospital.forward(minutes=1)
    assert zhang.pushes == [
        "101号有1张照片没取下来，别的1张都在。\n方便就把那张重发一下：先回 101，选1补充，再发。"
    ]


def test_a5_a6_a_round(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    assert li.says("巡查") == (
        "好，巡查开始：拍一处，说一句，就是一件。\n哪种查？1职工排查 2专家查找\n"
        "3职工代表巡查 4班组科室互查\n不回按3记；查完回 完。"
    )
    for words in (STAIRS, "五楼开水间插座发烫", "二楼抽血处地上有水很滑"):
        hospital.forward(seconds=20)
        assert li.shows_photo() == "收到，说一句：在哪里、怎么了？"
        assert li.says(words).endswith("下一处接着拍；错了回 1改 2撤回，查完回 完。")
    ended = li.says("完")
    assert ended.startswith("这趟记了3件：101到103号。")
    assert [row["source"] for row in hospital.rows()] == ["delegate"] * 3
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [1, 1, 1]
    li.shows_photo()
    li.says("四楼走廊堆着床")
    assert hospital.rows()[-1]["source"] == "staff"


def test_b1_b2_words_first(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says(STAIRS) == (
        "记好了，101号：3楼东楼梯口，通道被堵。\n方便就发张照片，弄得快；没有也行。\n"
        "放进安全员李红的待办，最晚今天16点看。\n1补充 2改 3撤回 4我弄好了 5不是报隐患"
    )
    assert zhang.shows_photo() == "照片放进101号了。"


def test_b3_b4_no_place_and_too_short(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("灭火器没压力") == (
        "101号先记下：灭火器没压力。在哪里呢？\n1内科二病区 2别处，打字告诉我\n发位置、扫墙上的码也行。"
    )
    assert zhang.says("1").startswith("记好了，101号：内科二病区，")
    hospital.forward(hours=25)
    assert zhang.says("坏了") == "哪里的什么坏了？多说几个字，\n或者拍张照片。例：5楼开水间插座冒火星"


def test_c1_to_c3_gone(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    hospital.forward(minutes=31)
    assert zhang.pushes == ["刚才那张照片还差一句：在哪、怎么了？\n说了就有人去弄，语音也行。\n发错了回 删"]
    hospital.forward(hours=24)
    assert hospital.row()["number"] == 101
    assert zhang.says("你好") == (
        "昨天12:00的照片没来得及说，先记成101号了。\n还记得在哪、怎么了？现在说一句就补上。\n发错了回 删101"
    )
    assert zhang.says("删101") == "101号撤回了，照片也封起来了。\n要报再发照片。"


def test_c3_dropped_at_once(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert zhang.says("删") == "停下了。刚才的照片不记，24小时后清掉。\n点错了回 接着"


def test_people_in_a_picture_before_any_sentence(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    hospital.product.courier.until_empty()
    assert zhang.says("照片里有病人").startswith("照片封起来了，现在谁也看不到。")
    (row,) = hospital.rows()
    assert (row["status"], hospital.photos(row["id"])[0]["state"]) == ("withdrawn", "sealed")
    assert zhang.says("照片里有病人").startswith("哪一件的照片？回号")


def test_an_officer_is_not_told_of_her_own_find(hospital: Hospital) -> None:
    li, sun = hospital.phone("李红"), hospital.phone("孙丽")
    sun.says("你好")
    li.says(STAIRS)
    hospital.forward(minutes=3)
    assert (li.pushes, len(sun.pushes)) == ([], 1)


def test_a_second_sentence_goes_on_with_the_first(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("这是内科三楼东头的灭火器")
    assert zhang.says("灭火器过期半年了") == "补到101号里了。\n要是另一件，回 1 单独记。"
    assert hospital.row()["description"] == "这是内科三楼东头的灭火器；灭火器过期半年了"
    assert zhang.says("1").startswith("102号先记下")


def test_the_photo_goes_with_the_sentence_that_tells_of_it(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("插座松了")
    hospital.forward(seconds=30)
    zhang.shows_photo()
    hospital.forward(seconds=10)
    zhang.says("三楼东楼梯口堆着纸箱")
    first, second = hospital.rows()
    assert (len(hospital.photos(first["id"])), len(hospital.photos(second["id"]))) == (0, 1)


def test_people_in_a_picture_of_an_earlier_report(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    hospital.forward(minutes=5)
    zhang.says("灭火器没压力")
    assert zhang.says("照片里有病人") == "是101号的照片吗？1是，马上封起来 2不是"
    zhang.says("1")
    assert [row["status"] for row in hospital.rows()] == ["withdrawn", "reported"]


def test_thanks_are_no_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力")
    assert zhang.says("谢谢") == "101号还差个地方：在哪里？不知道就回 不知道。"
    assert zhang.says("1").startswith("记好了，101号：内科二病区，")


def test_a2_counted_from_the_end(hospital: Hospital) -> None:
    reported(hospital, photos=4)
    zhang = hospital.phone("张敏")
    assert zhang.says("5").startswith("哪几张是另一处？例：回 3-4，或 后两张")
    assert zhang.says("后两张").startswith("第3到4张分出来了，记成102号。")


def test_a2_more_than_there_are(hospital: Hospital) -> None:
    reported(hospital, photos=4)
    zhang = hospital.phone("张敏")
    zhang.says("5")
    assert zhang.says("3-9").startswith("第3到4张分出来了，记成102号。")


def test_a2_one_place_after_all(hospital: Hospital) -> None:
    reported(hospital, photos=4)
    zhang = hospital.phone("张敏")
    zhang.says("5")
    assert zhang.says("都是一处") == "好，没动。"
    assert len(hospital.photos(hospital.row()["id"])) == 4


def test_a5_a_place_is_asked_on_a_round_and_the_next_photo_is_another_hazard(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("巡查")
    li.shows_photo()
    hospital.forward(seconds=20)
    assert li.says("插座松动").splitlines()[:2] == [
        "101号：插座松动，插座有问题。",
        "在哪里？说一句；不知道就接着拍。",
    ]
    assert li.says("五楼东走廊").startswith("101号：内科楼5楼东走廊，插座有问题。\n下一处接着拍")
    hospital.forward(seconds=20)
    li.shows_photo()
    li.says("灭火器没压力")
    hospital.forward(seconds=20)
    assert li.shows_photo() == "收到，说一句：在哪里、怎么了？"
    assert [row["number"] for row in hospital.rows()] == [101, 102, None]


def test_a6_a_photo_still_waits_when_the_round_ends(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("巡查")
    li.shows_photo()
    li.says("五楼东走廊插座松动")
    hospital.forward(seconds=20)
    li.shows_photo()
    assert li.says("完") == (
        "这趟记了1件，还有照片没说：在哪里、怎么了？\n说一句就补上，也算这趟的；不要了回 0"
    )
    assert li.says("完") == "现在没有在巡查。照片还差一句：在哪里、怎么了？"
    assert li.says("二楼大厅灭火器没压力").startswith("记好了，102号")
    assert [row["source"] for row in hospital.rows()] == [hospital.rows()[0]["source"]] * 2
