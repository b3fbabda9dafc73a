"""What reaches the webhook, how it is signed and repeated, and what the person sees of the answer."""

import hashlib
import json
from collections import Counter

import pytest
from wechatpy.crypto import WeChatCrypto
from werkzeug.wrappers import Response

from simulator import FAULT, NotFollowing
from tests.simulator.echo_account import AES_KEY, APP_ID, TOKEN, text_reply


def sha1(*parts):
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def texts(bubbles):
    return [bubble.text for bubble in bubbles]


def test_a_plain_message_is_signed_like_a_real_one(box, account):
    assert texts(box.phone("张敏").says("三楼着火")) == ["听到：三楼着火"]
    [seen] = account.seen
    query = seen.query
    assert query["signature"] == sha1(TOKEN, query["timestamp"], query["nonce"])
    assert query["openid"] == seen.field("FromUserName") == box.phone("张敏").openid
    assert set(query) == {"signature", "timestamp", "nonce", "openid"}
    assert seen.headers["User-Agent"] == "Mozilla/4.0"
    assert seen.headers["Content-Type"] == "text/xml"
    assert int(seen.field("CreateTime")) == pytest.approx(box.clock.now().timestamp(), abs=5)


def test_an_openid_has_28_characters_and_stays_the_same(box, make_box):
    openid = box.phone("张敏").openid
    assert len(openid) == 28
    assert openid.startswith("o")
    assert openid == make_box().phone("张敏").openid != box.phone("李红").openid


def test_compatible_mode_carries_both_the_plain_and_the_sealed_message(make_box, account):
    box = make_box(mode="compatible", aes_key=AES_KEY)
    assert texts(box.phone("张敏").says("你好")) == ["听到：你好"]
    [seen] = account.seen
    assert seen.field("Content") == "你好"
    assert seen.query["encrypt_type"] == "aes"
    sealed = seen.field("Encrypt")
    assert seen.query["msg_signature"] == sha1(TOKEN, seen.query["timestamp"], seen.query["nonce"], sealed)


def safe_answer(words, *, key=AES_KEY, signature=None):
    """An account that opens the envelope and answers in one."""
    crypto = WeChatCrypto(TOKEN, key, APP_ID)

    def answer(seen):
        query = seen.query
        opened = WeChatCrypto(TOKEN, AES_KEY, APP_ID).decrypt_message(
            seen.body, query["msg_signature"], query["timestamp"], query["nonce"]
        )
        sealed = crypto.encrypt_message(
            text_reply(type(seen)(query, {}, opened, 0), words), "12345", "1772411400"
        )
        return sealed.replace("<MsgSignature><![CDATA[", "<MsgSignature><![CDATA[" + (signature or ""))

    return answer


def test_safe_mode_seals_everything_and_reads_a_sealed_answer(make_box, account):
    box = make_box(mode="safe", aes_key=AES_KEY)
    account.answer = safe_answer("收到")
    assert texts(box.phone("张敏").says("你好")) == ["收到"]
    assert account.seen[0].field("Content") == account.seen[0].field("FromUserName") == ""


@pytest.mark.parametrize(
    "answer",
    [
        safe_answer("收到", signature="0"),
        safe_answer("收到", key=AES_KEY[::-1]),
        lambda seen: text_reply(seen, "没有加密", to="x", sender="y"),
    ],
    ids=["wrong signature", "wrong key", "not sealed"],
)
def test_safe_mode_refuses_answers_that_are_not_sealed_well(make_box, account, answer):
    box = make_box(mode="safe", aes_key=AES_KEY)
    account.answer = answer
    assert texts(box.phone("张敏").says("你好")) == [FAULT]


def test_safe_mode_takes_a_bare_success(make_box, account):
    box = make_box(mode="safe", aes_key=AES_KEY)
    account.answer = lambda seen: "success"
    assert box.phone("张敏").says("你好") == []


def test_json_push_has_the_same_fields(make_box, account):
    box = make_box(push_format="json")
    account.answer = lambda seen: "success"
    box.phone("张敏").says("你好")
    body = json.loads(account.seen[0].body)
    assert (body["MsgType"], body["Content"]) == ("text", "你好")
    assert isinstance(body["MsgId"], int)


def test_a_slow_account_hears_the_same_message_three_times(make_box, account):
    box = make_box(patience=0.15)
    slept = box.stage._stopped  # an event nobody sets: waiting on it is sleeping

    def too_slow(seen):
        slept.wait(0.4)
        return "success"

    account.answer = too_slow
    assert texts(box.phone("张敏").says("你好")) == [FAULT]
    assert len({seen.field("MsgId") for seen in account.seen}) == 1
    assert len(account.seen) == 3
    assert account.seen[2].at - account.seen[0].at >= 0.28


def test_the_second_try_may_still_be_answered(make_box, account):
    box = make_box(patience=0.15)
    slept = box.stage._stopped

    def slow_at_first(seen):
        if len(account.seen) == 1:
            slept.wait(0.4)
        return text_reply(seen, f"第{len(account.seen)}次")

    account.answer = slow_at_first
    assert texts(box.phone("张敏").says("你好")) == ["第2次"]


def test_nobody_at_home(make_box, account):
    box = make_box(patience=0.05)
    account.stop()
    assert texts(box.phone("张敏").says("在吗")) == [FAULT]
    assert next(line.status for line in box.wire if line.direction == "in") == "连不上"


@pytest.mark.parametrize("nothing", ["success", ""])
def test_silence_is_a_valid_answer(box, account, nothing):
    account.answer = lambda seen: nothing
    assert box.phone("张敏").says("你好") == []
    assert texts(box.phone("张敏").screen) == ["你好"]


BAD = {
    "2049 bytes": lambda seen: text_reply(seen, "字" * 682 + "abc"),
    "html": lambda seen: "<html><body>500</body></html>",
    "json": lambda seen: '{"ok": true}',
    "cut xml": lambda seen: text_reply(seen, "你好")[:-6],
    "blank line first": lambda seen: "\n" + text_reply(seen, "你好"),
    "to somebody else": lambda seen: text_reply(seen, "你好", to="oSomebodyElse"),
    "from another account": lambda seen: text_reply(seen, "你好", sender="gh_other"),
    "empty words": lambda seen: text_reply(seen, ""),
    "status 500": lambda seen: Response(text_reply(seen, "你好"), 500),
    "redirect": lambda seen: Response("", 302, {"Location": "/other"}),
}


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
def test_a_bad_answer_shows_the_fault_bubble(box, account, answer):
    account.answer = answer
    [bubble] = box.phone("张敏").says("你好")
    assert (bubble.kind, bubble.text) == ("fault", FAULT)
    assert len(account.seen) == 1


def test_2048_bytes_are_still_fine(box, account):
    account.answer = lambda seen: text_reply(seen, "字" * 682 + "ab")
    assert len(box.phone("张敏").says("你好")[0].text.encode()) == 2048


def test_a_link_in_a_bubble_can_be_tapped(box, account):
    link = "weixin://bizmsgmenu?msgmenucontent=就这样派&amp;msgmenuid=m1"
    account.answer = lambda seen: text_reply(seen, f'1 <a href="{link}">就这样派</a>')
    phone = box.phone("李红")
    assert phone.says("待办")[0].plain == "1 就这样派"
    phone.taps_link("m1")
    assert account.seen[1].field("Content") == "就这样派"
    assert account.seen[1].field("bizmsgmenuid") == "m1"


def test_nine_pictures_are_nine_messages(box, account):
    box.phone("张敏").shows(*[b"\xff\xd8picture %d" % n for n in range(9)])
    assert account.kinds() == ["image"] * 9
    assert len({seen.field("MsgId") for seen in account.seen}) == 9
    assert len({seen.field("MediaId") for seen in account.seen}) == 9


def test_repeat_brings_every_message_three_times_and_one_reply(box, account):
    box.weather.repeat = True
    assert len(box.phone("张敏").says("你好")) == 1
    assert Counter(seen.field("MsgId") for seen in account.seen).most_common() == [
        (account.seen[0].field("MsgId"), 3)
    ]
    assert len({seen.query["nonce"] for seen in account.seen}) == 3


def test_shuffle_and_offline_deliver_what_waited_in_one_burst(make_box, account):
    box = make_box(seed=4)
    phone = box.phone("王强")
    box.weather.shuffle = True
    box.weather.offline.add("王强")
    for nth in range(12):
        assert phone.says(f"第{nth}句") == []
    assert account.seen == []
    box.weather.offline.clear()
    assert box.settle()
    heard = [seen.field("Content") for seen in account.seen]
    assert sorted(heard) == sorted(f"第{nth}句" for nth in range(12))
    assert heard != [f"第{nth}句" for nth in range(12)]


def test_a_stranger_follows_by_the_code_on_the_wall(box, account):
    stranger = box.phone("王桂英", following=False)
    with pytest.raises(NotFollowing):
        stranger.says("有人吗")
    stranger.scans("5F-EAST")
    stranger.scans("5F-EAST")
    assert account.kinds() == ["subscribe", "SCAN"]
    assert [seen.field("EventKey") for seen in account.seen] == ["qrscene_5F-EAST", "5F-EAST"]
    assert account.seen[0].field("Ticket") == account.seen[1].field("Ticket") != ""
    assert account.seen[0].field("MsgId") == ""


def test_every_kind_of_message_carries_its_own_fields(box, account):
    phone = box.phone("张敏")
    phone.speaks(6)
    phone.films(b"\xff\xd8cover")
    phone.locates(36.8, 118.05, "市一院外科楼")
    phone.taps("MINE")
    phone.sends_raw("file", Title="表.xlsx", FileTotalLen=2500)
    phone.sends_raw(
        "event", Event="pic_sysphoto", SendPicsInfo={"Count": 1, "PicList": {"item": {"PicMd5Sum": "1b5f"}}}
    )
    voice, video, place, click, file, pictures = account.seen
    assert (voice.field("Format"), voice.field("Recognition")) == ("amr", "")
    assert box.shelf.get(video.field("ThumbMediaId")).data == b"\xff\xd8cover"
    assert place.field("Location_X") == "36.8"
    assert (click.field("Event"), click.field("EventKey")) == ("CLICK", "MINE")
    assert (file.field("MsgType"), file.field("Title")) == ("file", "表.xlsx")
    assert pictures.field("SendPicsInfo/PicList/item/PicMd5Sum") == "1b5f"


def test_words_cannot_break_out_of_the_xml(box, account):
    box.phone("张敏").says("x]]></Content><MsgType>evil</MsgType>")
    assert account.seen[0].field("Content") == "x]]></Content><MsgType>evil</MsgType>"
    assert account.kinds() == ["text"]


def test_the_console_verifies_the_address(box):
    assert box.verifies()


def test_the_wire_hides_what_is_secret(make_box, account):
    box = make_box(mode="compatible", aes_key=AES_KEY)
    box.phone("张敏").says("你好")
    query = account.seen[0].query
    told = "".join(line.raw for line in box.wire)
    assert "你好" in told
    assert not any(secret in told for secret in (TOKEN, AES_KEY, query["signature"], query["msg_signature"]))
    assert [(line.direction, line.kind, line.phone) for line in box.wire] == [
        ("in", "文字", "张敏"),
        ("out", "回复", "张敏"),
    ]
