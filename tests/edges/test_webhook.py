"""The door of WeChat: who may come in, in which language and cipher, and what goes back out."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.webhook import BODY_LIMIT
from bot.wechat import Account
from rules.words.plain_text import clean
from simulator.envelope import signature
from tests.edges.conftest import SQLITE, Door, said
from tests.edges.letters import (
    APP_ID,
    HOUSE,
    KEY,
    OLD_KEY,
    STRANGE_KEY,
    TOKEN,
    close,
    event,
    fields,
    opened,
    query,
    read,
    sealed,
    write,
)

pytestmark = SQLITE

HELP = "报隐患：发照片"


def ask(form: str = "xml") -> bytes:
    return write(fields("text", Content="帮助"), form)


# The console's first question


def test_the_address_is_verified_with_the_echo(door: Door) -> None:
    answer = door.gets(query(echostr="回声-5837"))
    assert (answer.status, answer.text) == (200, "回声-5837")


@pytest.mark.parametrize("spoilt", ["signature", "timestamp", "nonce"])
def test_a_forged_verification_is_refused(door: Door, spoilt: str) -> None:
    asked = query(echostr="secret").replace(f"{spoilt}=", f"{spoilt}=1")
    answer = door.gets(asked)
    assert (answer.status, answer.text) == (403, "")


def test_a_verification_without_anything_is_refused(door: Door) -> None:
    assert door.gets("").status == 403
    assert door.gets("echostr=1&signature=").status == 403
    assert door.gets(query(token="guess", echostr="1")).status == 403


@pytest.mark.usefixtures("database_url")
def test_an_account_without_a_token_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="token"):
        Account("")


@pytest.mark.parametrize("method", ["PUT", "HEAD", "DELETE", "OPTIONS"])
def test_nothing_but_get_and_post(door: Door, method: str) -> None:
    assert door.webhook.receive(method, query(), ask()).status == 405


# Plain, compatible, safe; XML and JSON


@pytest.mark.parametrize("form", ["xml", "json"])
def test_plain(door: Door, form: str) -> None:
    reply = door.posts(query(), ask(form))
    assert reply.status == 200
    answer = read(reply.text)
    assert str(answer["Content"]).startswith(HELP)
    assert (answer["ToUserName"], answer["FromUserName"]) == ("oZhang", HOUSE)
    assert answer["MsgType"] == "text"
    assert reply.type.startswith("application/xml" if form == "xml" else "application/json")


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("beside", [None, fields("text", Content="帮助")], ids=["安全", "兼容"])
def test_encrypted(door: Door, form: str, beside: dict[str, object] | None) -> None:
    reply = door.posts(*sealed(ask(form), form=form, beside=beside))
    assert reply.status == 200
    answer = read(opened(reply.text))
    assert str(answer["Content"]).startswith(HELP)
    assert (answer["ToUserName"], answer["FromUserName"]) == ("oZhang", HOUSE)
    assert HELP not in reply.text


def test_what_stands_beside_the_cipher_does_not_count(safe_door: Door) -> None:
    beside = fields("text", openid="oForged", Content="待办")
    reply = safe_door.posts(*sealed(ask(), beside=beside))
    assert read(opened(reply.text))["ToUserName"] == "oZhang"


def test_silence_is_the_plain_word_in_every_mode(door: Door, safe_door: Door) -> None:
    left = event("unsubscribe")
    assert (door.plain(left).text, safe_door.safe(left).text) == ("success", "success")


def test_safe_mode_takes_no_plain_message(safe_door: Door) -> None:
    assert safe_door.posts(query(), ask()).status == 403
    assert safe_door.posts(query(encrypt_type="raw"), ask()).status == 403


def test_safe_mode_looks_at_msg_signature_alone(safe_door: Door) -> None:
    assert safe_door.posts(*sealed(ask(), signature="0" * 40)).status == 200
    assert safe_door.posts(*sealed(ask(), msg_signature="0" * 40)).status == 403
    _, body = sealed(ask())
    assert safe_door.posts(query(encrypt_type="aes"), body).status == 403


@pytest.mark.parametrize("only_encrypted", [False, True])
def test_another_body_under_a_good_msg_signature_is_refused(
    door: Door, safe_door: Door, only_encrypted: bool
) -> None:
    asked, _ = sealed(ask())
    _, other = sealed(ask())
    assert (safe_door if only_encrypted else door).posts(asked, other).status == 403


def test_the_previous_key_still_opens_and_answers(product) -> None:
    door = Door(product, aes_keys=[KEY, OLD_KEY])
    for key in (KEY, OLD_KEY):
        for nth in range(20):  # a wrong key fails in many ways, some of them look like another account
            body = write(fields("text", openid=f"o{nth}", Content="帮助" + " " * nth))
            reply = door.posts(*sealed(body, key=key))
            assert reply.status == 200
            assert HELP in opened(reply.text, key=key)


def test_a_key_nobody_gave_us(door: Door) -> None:
    assert door.posts(*sealed(ask(), key=STRANGE_KEY)).status in (400, 403)


def test_a_message_to_another_account_is_refused(product) -> None:
    for keys in ([KEY], [KEY, OLD_KEY], [OLD_KEY, KEY]):
        door = Door(product, aes_keys=keys)
        assert door.posts(*sealed(ask(), app_id="wx9999999999999999")).status == 403


def test_without_a_key_the_plain_half_of_a_compatible_message_is_read(product) -> None:
    door = Door(product, aes_keys=[])
    reply = door.posts(*sealed(ask(), beside=fields("text", Content="帮助")))
    assert said(reply).startswith(HELP)


def test_without_a_key_a_safe_message_is_acknowledged_and_noted(product) -> None:
    door = Door(product, aes_keys=[])
    with capture_logs() as lines:
        assert said(door.posts(*sealed(ask()))) == ""
    assert len(lines) == 1


# Age


@pytest.mark.parametrize(
    "stamp", ["", "noon", "-5", "1e9", "１７７２４１０４００", "17724104000000000", " 1772410400"]
)
def test_an_odd_timestamp_is_refused(door: Door, stamp: str) -> None:
    assert door.posts(query(timestamp=stamp), ask()).status == 400
    assert door.posts(query(timestamp=stamp), write(fields("text", openid="", Content="x"))).status == 400


def test_a_missing_timestamp_is_refused(door: Door) -> None:
    asked = query(timestamp="").replace("timestamp=&", "")
    assert "timestamp" not in asked
    assert door.posts(asked, ask()).status == 400


def test_what_is_too_old_is_refused_and_changes_nothing(door: Door) -> None:
    old = door.product.clock() - timedelta(minutes=61)
    photo = write(fields("image", MediaId="m1", PicUrl=""))
    assert door.posts(query(old), photo).status == 403
    assert said(door.posts(query(), photo)).startswith("照片收到")


def test_an_hour_late_is_not_too_old(door: Door) -> None:
    assert door.posts(query(door.product.clock() - timedelta(minutes=59)), ask()).status == 200


def test_a_redelivery_of_what_was_answered_is_never_too_old(door: Door) -> None:
    photo = write(fields("image", MediaId="m1", PicUrl=""))
    then, first = query(), door.posts(query(), photo)
    door.product.clock.forward(minutes=90)
    again = door.posts(then, photo)
    assert said(again) == said(first) != ""


def test_the_skew_is_kept_for_the_doctor(door: Door) -> None:
    door.posts(query(door.product.clock() - timedelta(minutes=3)), ask())
    assert door.webhook.last_skew == timedelta(minutes=3)


# Size


def wsgi(door: Door, body: bytes, **environ: object) -> tuple[str, dict[str, str], bytes]:
    """The answer of the webhook as a web server sees it."""
    told: list[object] = []
    around = {"REQUEST_METHOD": "POST", "QUERY_STRING": query(), "wsgi.input": io.BytesIO(body), **environ}
    payload = b"".join(door.webhook(around, lambda status, head: told.extend([status, dict(head)])))
    return str(told[0]), told[1], payload


class Unread(io.BytesIO):
    """A body nobody may touch."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("read although it was too long")


def test_a_body_said_to_be_too_long_is_not_even_read(door: Door) -> None:
    for length in (str(BODY_LIMIT + 1), "9" * 30):
        status, _, payload = wsgi(door, b"", CONTENT_LENGTH=length, **{"wsgi.input": Unread()})
        assert (status, payload) == ("413 Payload Too Large", b"")


def test_a_body_of_unknown_length_is_read_to_the_cap_and_no_further(door: Door) -> None:
    body = io.BytesIO(ask() + b" " * 10 * BODY_LIMIT)
    status, _, _ = wsgi(door, b"", **{"wsgi.input": body, "wsgi.input_terminated": True})
    assert status.startswith("413")
    assert body.tell() == BODY_LIMIT + 1


@pytest.mark.parametrize("length", ["", "0", "10", "-1", "abc", "²"])
def test_a_length_that_lies_is_no_message(door: Door, length: str) -> None:
    status, _, _ = wsgi(door, ask() + b" " * BODY_LIMIT, CONTENT_LENGTH=length)
    assert status.startswith("400")


def test_a_body_just_short_enough(door: Door) -> None:
    body = ask().replace(b"</xml>", b" " * (BODY_LIMIT - len(ask())) + b"</xml>")
    assert len(body) == BODY_LIMIT
    status, head, payload = wsgi(door, body, CONTENT_LENGTH=str(len(body)))
    assert status == "200 OK"
    assert head["Content-Length"] == str(len(payload))
    assert HELP in payload.decode()


# What goes back


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_reply_is_cut_on_a_character_and_never_too_long(door: Door, monkeypatch, form: str) -> None:
    for words in ("隐患" * 2000, "👨‍👩‍👧" * 500, "a" * 1799 + "患", "]]>" * 900, "x\u0301" * 1000):
        monkeypatch.setattr(door.product.dispatch, "answer", lambda _, words=words: words)
        content = str(read(door.posts(query(), ask(form)).text)["Content"])
        assert 1700 < len(content.encode()) <= 1800
        assert "\ufffd" not in content
        assert clean(words).replace("]]>", "]]＞").startswith(content.removesuffix("…"))


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("mode", ["plain", "safe"])
def test_what_a_person_says_cannot_break_out_of_the_reply(door: Door, form: str, mode: str) -> None:
    evil = "三楼]]></Content><MsgType>news</MsgType>东楼梯口\x00\x08\x1b堆着\ufffe纸箱👍"
    said_first = fields("text", Content=evil)
    knock = door.plain if mode == "plain" else door.safe
    knock({**said_first, "MsgId": 1} if form == "json" else dict(said_first), form)
    reply = knock(fields("text", Content="我的"), form)
    answer = read(opened(reply.text) if mode == "safe" else reply.text)
    assert answer["MsgType"] == "text"
    assert set(answer) == {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"}


def test_echoed_words_keep_their_emoji_and_lose_what_is_invisible(door: Door, monkeypatch) -> None:
    monkeypatch.setattr(door.product.dispatch, "answer", lambda inbound: inbound.text)
    heard = door.plain(fields("text", Content="配电间👨‍🔧🔥\x07\u200b冒烟]]>"), "json")
    assert said(heard) == "配电间👨‍🔧🔥冒烟]]＞"


def test_control_characters_and_broken_utf8_do_not_cost_anybody_their_message(door: Door) -> None:
    good = write(fields("text", Content="帮助"))
    for noise in (b"\x00", b"\x08", b"\x1b[0m"):
        assert said(door.posts(query(), good.replace("助".encode(), "助".encode() + noise)))
    for form in ("xml", "json"):
        for broken in (b"\xed\xa0\x80", b"\xff", b"\xe4\xb8", b"\x07"):
            body = write(
                fields("text", openid=f"o{broken.hex()}{form}", Content="三楼东楼梯口堆着纸箱X"), form
            )
            assert "记好了" in said(door.posts(query(), body.replace(b"X", broken)))


def test_blanks_and_a_mark_before_the_body(door: Door) -> None:
    for form in ("xml", "json"):
        for head in (b"\xef\xbb\xbf", b"\r\n  ", b"\xef\xbb\xbf\n"):
            assert said(door.posts(query(), head + ask(form))).startswith(HELP)


def test_an_openid_cannot_break_out_of_the_reply(door: Door) -> None:
    body = write(fields("text", openid="o]]></ToUserName><Evil>", Content="帮助"), "json")
    xml = write(fields("text", openid="o]]></ToUserName><Evil>", Content="帮助"))
    for delivery in (body, xml):
        assert "Evil" not in read(door.posts(query(), delivery).text)


def test_a_nonce_cannot_break_the_envelope(door: Door) -> None:
    encrypted = door.posts(*sealed(ask()))
    assert encrypted.status == 200
    for nonce in ("<&>'\"", "]]>", "随机"):
        asked, body = sealed_with(nonce)
        assert read(opened(door.posts(asked, body).text))["ToUserName"] == "oZhang"


def sealed_with(nonce: str) -> tuple[str, bytes]:
    cipher, stamp = close(ask()), "1772424000"
    signed = {"encrypt_type": "aes", "msg_signature": signature(TOKEN, stamp, nonce, cipher)}
    return query(timestamp=stamp, nonce=nonce, **signed), write({"ToUserName": HOUSE, "Encrypt": cipher})


# Nobody


def test_from_nobody_is_acknowledged_with_one_line(door: Door) -> None:
    notice = {"AppId": APP_ID, "CreateTime": 1772424000, "InfoType": "component_verify_ticket"}
    for facts in (fields("text", openid="", Content="x"), notice, {"ToUserName": HOUSE}):
        for form in ("xml", "json"):
            with capture_logs() as lines:
                assert door.plain(facts, form).text == "success"
            assert [line["event"] for line in lines] == ["from nobody"]


def test_one_message_id_from_two_people_is_two_messages(door: Door) -> None:
    """The platform has given one MsgId to two people who spoke in the same second."""
    first = fields("image", openid="oOne", MediaId="m1", PicUrl="")
    second = first | {"FromUserName": "oTwo"}
    assert said(door.plain(first)) == said(door.plain(second)) != ""
    with door.product.stores.reading.connect() as db:
        assert db.execute(text("select count(*) from photo")).scalar() == 2


def test_only_so_much_of_a_wall_of_text_is_read(door: Door, monkeypatch) -> None:
    heard = []
    monkeypatch.setattr(door.product.dispatch, "answer", lambda inbound: heard.append(inbound) or "")
    wall = dict.fromkeys(("Content", "MediaId", "EventKey"), "墙" * 30000)
    assert door.plain(fields("text") | wall).status == 200
    assert (len(heard[0].text), len(heard[0].media_id), len(heard[0].event_key)) == (5000, 1024, 1024)
