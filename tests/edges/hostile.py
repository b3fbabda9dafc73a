"""Bodies nobody should send: real-looking messages, bent and broken in every way; all of them seeded."""

import gzip
import json
import random
from collections.abc import Callable

from tests.edges.letters import event, fields, write

PEOPLE = 25
"""Few people, so that hostile bodies meet conversations that stand somewhere."""

WORDS = (
    "三楼东楼梯口堆着纸箱",
    "1",
    "9",
    "101",
    "取消",
    "帮助",
    "我的",
    "",
    "👍",
    "]]>",
    "查48217790",
    "着火了",
)
NASTY = (
    "\x00", "\ud800", "a\udfffb", "\ufffe", "\x1b[31m", "'; drop table hazard; --", "%s%n{}", "../../etc/passwd",
    "{{7*7}}", "<script>alert(1)</script>", "]]></Content><MsgType>x", "&lt;&#0;&amp;", "\u202e三楼", "́" * 400,
    "9" * 5000, "-1", "1e999", "NaN", "Infinity", "true", "null", "[]", "０１２", "²", "一" * 20000, " " * 30000 + "x",
    "\n" * 5000, "\u200d" * 5000,
)  # fmt: skip
ODD = (
    None,
    True,
    False,
    0,
    -1,
    1e308,
    float("nan"),
    float("inf"),
    10**18,
    10**4000,
    [],
    {},
    [[]],
    {"a": {"b": []}},
)
NAMES = [
    "ToUserName",
    "FromUserName",
    "CreateTime",
    "MsgType",
    "MsgId",
    "Content",
    "MediaId",
    "PicUrl",
    "ThumbMediaId",
    "Event",
    "EventKey",
    "Status",
    "MsgID",
    "Latitude",
    "Location_X",
    "Location_Y",
    "Label",
    "Recognition",
    "bizmsgmenuid",
    "ScanCodeInfo",
    "SendLocationInfo",
    "Encrypt",
    "List",
]


def message(rng: random.Random) -> dict[str, object]:
    """A message as a person might send it."""
    who = f"o{rng.randrange(PEOPLE)}"
    return rng.choice((
        lambda: fields("text", openid=who, Content=rng.choice(WORDS)),
        lambda: fields("text", openid=who, Content=rng.choice(WORDS)),
        lambda: fields("image", openid=who, MediaId=f"m{rng.random()}", PicUrl="http://mmbiz.qpic.cn/x/0"),
        lambda: fields("voice", openid=who, MediaId="v", Format="amr", Recognition=rng.choice(WORDS)),
        lambda: fields("location", openid=who, Location_X="36.8", Location_Y="118", Scale=15, Label="路"),
        lambda: fields("video", openid=who, MediaId="m", ThumbMediaId="t"),
        lambda: event("SCAN", openid=who, EventKey="5FE"),
        lambda: event("subscribe", openid=who, EventKey="qrscene_5FE"),
        lambda: event("TEMPLATESENDJOBFINISH", openid=who, MsgID=1, Status="success"),
    ))()  # fmt: skip


# Each of these takes what was a good message and gives a body.


def flip_bits(rng: random.Random) -> bytes:
    body = bytearray(_any(rng))
    for _ in range(rng.choice((1, 1, 2, 8, 50))):
        body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
    return bytes(body)


def truncate(rng: random.Random) -> bytes:
    body = _any(rng)
    return body[: rng.randrange(len(body))]


def splice(rng: random.Random) -> bytes:
    one, two = _any(rng), _any(rng)
    return one[: rng.randrange(len(one))] + two[rng.randrange(len(two)) :]


def nasty_values(rng: random.Random) -> bytes:
    facts = message(rng)
    for _ in range(rng.randrange(1, 4)):
        facts[rng.choice(NAMES)] = rng.choice(NASTY)
    return write(facts, rng.choice(("xml", "json")))


def odd_values(rng: random.Random) -> bytes:
    facts = message(rng)
    for _ in range(rng.randrange(1, 4)):
        facts[rng.choice(NAMES)] = rng.choice(ODD)
    return _json(facts)


def fewer_fields(rng: random.Random) -> bytes:
    facts = message(rng)
    for name in rng.sample(sorted(facts), rng.randrange(1, len(facts))):
        del facts[name]
    return write(facts, rng.choice(("xml", "json")))


def doubled_fields(rng: random.Random) -> bytes:
    facts = message(rng)
    name = rng.choice(sorted(facts))
    extra = f"<{name}>x</{name}>" * rng.choice((1, 2, 2000))
    return write(facts).replace(b"<xml>", f"<xml>{extra}".encode())


def nested(rng: random.Random) -> bytes:
    name, is_closed = rng.choice(("a", "xml", "Event")), rng.random() < 0.5
    room = 127_000 // (2 * len(name) + 5 if is_closed else len(name) + 2)
    depth = min(rng.choice((50, 2000, 100_000)), room)
    tail = f"</{name}>" * depth if is_closed else ""
    return f"<xml><FromUserName>o1</FromUserName>{f'<{name}>' * depth}{tail}</xml>".encode()


def deep_json(rng: random.Random) -> bytes:
    depth = rng.choice((50, 900, 60_000))
    inner = rng.choice(
        ('{"a":' * (depth // 5) + "1" + "}" * (depth // 5), "[" * depth + "]" * depth, "[" * depth)
    )
    return f'{{"FromUserName":"o1","MsgType":"event","Event":"CLICK","x":{inner}}}'.encode()


def flat(rng: random.Random) -> bytes:
    what = rng.choice(("<a/>", "<MsgId>1</MsgId>", f"<b>{rng.random()}</b>"))
    return f"<xml><FromUserName>o1</FromUserName>{what * (127_000 // len(what))}</xml>".encode()


def entities(rng: random.Random) -> bytes:
    return rng.choice((
        b'<!DOCTYPE xml [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&c;</Content></xml>',
        b'<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><FromUserName>&f;</FromUserName></xml>',
        b'<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml><FromUserName>o1</FromUserName></xml>',
        b"<xml><FromUserName>&nope;</FromUserName></xml>",
        b"<?xml version='1.0' encoding='UTF-7'?><xml><FromUserName>o1</FromUserName></xml>",
        b"<?php system('x'); ?><xml><FromUserName>o1</FromUserName></xml>",
        b"<xml xmlns='urn:x'><x:y/></xml>",
    ))  # fmt: skip


def wrong_charset(rng: random.Random) -> bytes:
    text = _any(rng).decode("utf-8", "replace")
    charset = rng.choice(("gb18030", "utf-16", "utf-16-le", "utf-32", "big5", "latin-1", "utf-8-sig"))
    head = (
        f"<?xml version='1.0' encoding='{charset}'?>" if text.startswith("<") and rng.random() < 0.5 else ""
    )
    return (head + text).encode(charset, "replace")


def packed(rng: random.Random) -> bytes:
    return gzip.compress(_any(rng), mtime=0)


def no_message(rng: random.Random) -> bytes:
    return rng.choice((
        b"", b" ", b"\x00" * 1000, b"hello", b"<xml/>", b"<xml></xml>", b"<a/>", b"<xml>text</xml>", b"[]", b"{}",
        b"{", b"null", b"1", b'"x"', b'[{"FromUserName":"o1"}]', b'{"xml":{}}', b"\xef\xbb\xbf{}", b"\xff\xfe{\x00",
        b"a=1&b=2", b"<html><body>x</body></html>", rng.randbytes(300), b"{" * 60000, b"<" * 60000, b"]]>" * 9000,
    ))  # fmt: skip


def _any(rng: random.Random) -> bytes:
    return write(message(rng), rng.choice(("xml", "json")))


def _json(facts: dict[str, object]) -> bytes:
    """JSON with whatever Python writes for NaN, and with a number too long for Python to read back."""
    return json.dumps(facts).replace('"@long@"', "9" * 10_000).encode()


WAYS: tuple[Callable[[random.Random], bytes], ...] = (
    flip_bits, flip_bits, flip_bits, truncate, truncate, splice, nasty_values, nasty_values, nasty_values, odd_values,
    odd_values, fewer_fields, doubled_fields, wrong_charset, packed, no_message, entities, _any,
)  # fmt: skip
HEAVY = (nested, deep_json, flat)
"""Slow to write down: a few of these are enough."""


def bodies(seed: int, number: int) -> list[bytes]:
    """So many hostile bodies, the same for the same seed."""
    rng = random.Random(seed)
    return [rng.choice(HEAVY if nth % 100 == 99 else WAYS)(rng) for nth in range(number)]
