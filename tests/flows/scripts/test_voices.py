"""2.5 and 2.6: voices and videos."""

from tests.hospital import Hospital, Phone


def speaks(phone: Phone, text: str = "") -> str:
    return phone.sends("voice", media_id=f"v{len(phone.hospital.errands('fetch_photo'))}", text=text)


def test_v1_photo_and_voice(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert speaks(zhang) == (
        "听到了，和照片一起记成101号。\n安全员会听，写成字给你看。\n"
        "在内科二病区吗？1在 2不在，再说一句在哪\n想自己变成字：按住说话，上滑到“转文字”再松手。"
    )
    assert zhang.says("1") == "好，101号在内科二病区。安全员听了写给你看。"
    row = hospital.row()
    assert (row["status"], row["place_text"]) == ("reported", "内科二病区")
    assert [photo["medium"] for photo in hospital.photos(row["id"])] == ["photo", "voice"]


def test_v2_v4_voice_alone_and_the_tip_only_once(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert speaks(zhang).startswith(
        "听到了，记成101号，安全员会听。\n有照片就发来，没有也行。\n在内科二病区吗？1在 2不在，再说一句在哪"
    )
    hospital.forward(hours=3)
    assert "转文字" not in speaks(zhang)


def test_v3_the_platform_heard_words(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert speaks(zhang, "三楼东楼梯口堆着纸箱") == (
        "101号，我听成：“三楼东楼梯口堆着纸箱”。\n1对 2不对，再说一遍\n不回也行，语音留着呢。"
    )
    assert hospital.row()["place_text"] == "3楼东楼梯口"
    assert zhang.says("2") == "再说一遍：在哪里、怎么了？打字、语音都行。"
    assert zhang.says("四楼西楼梯口堆着床") == (
        "改好了。101号写的是：“四楼西楼梯口堆着床”。地点是4楼西楼梯口。"
    )
    assert hospital.row()["place_text"] == "4楼西楼梯口"


def test_v3_heard_right(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    speaks(zhang, "三楼东楼梯口堆着纸箱")
    assert zhang.says("1").startswith("记好了，101号。谢谢你，张敏。")


def test_v3_a_cry_for_help_is_answered_first(hospital: Hospital) -> None:
    assert speaks(hospital.phone("张敏"), "氧气房漏气呲呲响").startswith(
        "先离开，叫人出来，别碰开关、别点火！"
    )


def test_v5_written_down(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.shows_photo()
    speaks(zhang)
    zhang.says("1")
    card = li.says("101")
    assert card.startswith("101有一段语音：<a href=")
    assert card.endswith("\n听完打一句话就行。\n听不清回 1，请他再说。2下一件")
    assert li.says("楼梯口堆纸箱").startswith("写好了：101“楼梯口堆纸箱”。上报人会知道。")
    hospital.product.courier.until_empty()
    assert zhang.pushes == ["101号安全员听了，写的是：“楼梯口堆纸箱”。\n不对就回 101"]
    row = hospital.row()
    assert (row["description"], row["category"]) == ("楼梯口堆纸箱", "FIRE_EXIT")


def test_v5_not_understood(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    speaks(zhang)
    zhang.says("1")
    li.says("101")
    assert li.says("1").startswith("101已经问上报人了。")
    hospital.product.courier.until_empty()
    assert zhang.pushes == ["101号安全员问：“语音没听清，请再说一遍：在哪里、怎么了”\n回 101 就能答。"]
    assert "直接在这儿答" in zhang.says("101")
    assert zhang.says("五楼开水间插座松了") == "101号记到里面了，安全员看得到。"


def test_v6_a_voice_betrays(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("9")
    assert speaks(zhang) == "语音听得出是谁，我没放进去。\n1打字说（好） 2就用语音，只给安全员听"
    assert len(hospital.photos(hospital.row()["id"])) == 1
    assert zhang.says("1") == "好，打字说一句：在哪里、怎么了？"
    assert "没留名" in zhang.says("三楼东楼梯口堆着纸箱")


def test_v6_the_voice_after_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("9")
    speaks(zhang)
    assert zhang.says("2").startswith("记好了，101号，没留名。")
    assert [photo["medium"] for photo in hospital.photos(hospital.row()["id"])] == ["photo", "voice"]


def test_d1_a_video(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.sends("video", media_id="f1", cover_id="c1") == (
        "视频我存不住，封面那一帧记下了。\n再说一句：在哪里、怎么了？有照片更好。\n"
        "视频先别删，安全员要看会找你。\n不留名先回 9，发错了回 0"
    )
    assert zhang.says("走廊灯一闪一闪冒火星").startswith("101号先记下了。是正在发生吗？")
    assert [photo["medium"] for photo in hospital.photos(hospital.row()["id"])] == ["cover"]


def test_d1_a_video_without_a_cover(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.sends("video", media_id="f1").startswith("视频我存不住，先记下有这么一处。\n再说一句")
    assert zhang.says("三楼东楼梯口堆着纸箱").startswith("记好了，101号")


def test_v5_only_what_was_heard_is_written_down(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    speaks(zhang)
    zhang.says("1")
    li.says("101")
    assert li.says("这个月报了几件隐患？").startswith("这句像是在问我，没写进去。")
    assert li.says("听不清").startswith("101已经问上报人了。\n待办还有1件")
    assert hospital.row()["description"] == ""
