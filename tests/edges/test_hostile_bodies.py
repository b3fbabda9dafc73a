"""Ten thousand hostile bodies, correctly signed so that they reach the parser: none of them breaks anything."""

import gc
import json
import random
import resource
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.webhook import BODY_LIMIT, Reply
from tests.edges.conftest import SQLITE, Door
from tests.edges.hostile import HEAVY, WORDS, bodies, message
from tests.edges.letters import fields, query, sealed, write

MANY, SAMPLE = 10_000, 400
SLOWEST = 3.0
"""Seconds a single body may take on a machine that is busy with other things."""


def knock(door: Door, body: bytes) -> tuple[Reply, list[dict[str, object]]]:
    """The answer to a signed body, and what was logged meanwhile."""
    with capture_logs() as lines:
        reply = door.posts(query(), body if len(body) <= BODY_LIMIT else None)
    return reply, [line for line in lines if line["event"] != "slow batch"]


def check(reply: Reply, lines: list[dict[str, object]], body: bytes) -> None:
    assert reply.status in {200, 400, 403, 413}
    assert len(lines) == (0 if reply.status == 200 and not _speaks_for_nobody(lines) else 1), (
        body[:500],
        lines,
    )
    for line in lines:
        assert line["log_level"] == "warning", (body[:500], line)
        assert not {"exc_info", "exception", "stack"} & set(line)
        told = json.dumps(
            {name: value for name, value in line.items() if name != "message"}, ensure_ascii=False
        )
        assert len(told) < 120
        assert not any(word in told for word in WORDS if len(word) > 3)


def _speaks_for_nobody(lines: list[dict[str, object]]) -> bool:
    return [line["event"] for line in lines] == ["from nobody"]


@SQLITE
def test_ten_thousand_hostile_bodies(door: Door) -> None:
    slowest, statuses = 0.0, []
    sent = bodies(seed=1, number=MANY)
    for body in sent[:1000]:
        check(*knock(door, body), body)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for body in sent[1000:]:
        began = time.perf_counter()
        reply, lines = knock(door, body)
        slowest = max(slowest, time.perf_counter() - began)
        check(reply, lines, body)
        statuses.append(reply.status)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert slowest < SLOWEST
    assert grown < 60_000, f"{grown} KB more than after the first thousand"
    assert statuses.count(200) > MANY / 10, "hostile, but some must reach the handlers"
    assert statuses.count(400) > MANY / 10


def test_a_sample_of_them_on_both_databases(door: Door) -> None:
    for body in bodies(seed=2, number=SAMPLE):
        check(*knock(door, body), body)
    assert door.says("帮助").startswith("报隐患")


@SQLITE
def test_hostile_bodies_under_the_cipher(door: Door, safe_door: Door) -> None:
    for body in bodies(seed=3, number=SAMPLE):
        with capture_logs() as lines:
            reply = safe_door.posts(*sealed(body))
        check(reply, lines, body)


@SQLITE
def test_the_parser_holds_on_to_nothing(door: Door) -> None:
    rng = random.Random(4)
    heavy = [way(rng) for way in HEAVY for _ in range(2)]
    for body in heavy:
        knock(door, body)
    gc.collect()
    tracemalloc.start()
    for body in heavy * 2:
        knock(door, body)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000


@SQLITE
@pytest.mark.parametrize(
    "wall",
    [
        "a" + " " * 120_000 + "b",
        "a" + "\u0300\u0316" * 20_000,
        "\u200d" * 40_000,
        "\n \n" * 40_000,
        "]]>" * 40_000,
    ],
    ids=["blanks", "accents", "joiners", "newlines", "brackets"],
)
def test_a_wall_of_text_takes_no_longer_than_a_sentence(door: Door, wall: str) -> None:
    """One message of 120 KB of blanks once held every thread for minutes."""
    for name in ("Content", "EventKey", "MsgId", "FromUserName"):
        began = time.perf_counter()
        check(*knock(door, body := write(fields("text", Content="x") | {name: wall}, "json")), body)
        assert time.perf_counter() - began < SLOWEST


def test_a_name_longer_than_any_index_takes(door: Door) -> None:
    for length in (128, 129, 3000, 60_000):
        rng = random.Random(length)
        name = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))
        reply, lines = knock(door, body := write(fields("text", openid=name, Content="帮助")))
        check(reply, lines, body)
        assert reply.status == (200 if length <= 128 else 400)


@SQLITE
@pytest.mark.parametrize("made", ["nan", "-1", "0", "99999999999", "9999999999", "1.5e9", "noon", ""])
def test_a_time_nobody_can_read_is_now(door: Door, made: str) -> None:
    facts = fields("image", MediaId="m", PicUrl="") | {"CreateTime": made}
    for form in ("xml", "json"):
        reply, lines = knock(door, body := write(facts | {"MsgId": hash((made, form))}, form))
        check(reply, lines, body)
        assert reply.status == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters()), st.lists, max_leaves=8
)
LONGEST = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SQLITE
@LONGEST
@given(
    st.dictionaries(st.sampled_from(sorted(message(random.Random(5)))) | st.text(), JSON),
    st.binary(max_size=40),
)
def test_any_object_and_any_bytes(door: Door, facts: dict[str, object], noise: bytes) -> None:
    text = json.dumps({"FromUserName": "o1", **facts}, ensure_ascii=False)
    for body in (
        text.encode("utf-8", "surrogatepass"),
        noise,
        b"<xml>" + noise + b"</xml>",
        json.dumps(facts).encode(),
    ):
        check(*knock(door, body), body)


@SQLITE
@LONGEST
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_query(door: Door, one: str, two: str) -> None:
    body = write(fields("text", Content="x"))
    for asked in (
        one,
        f"signature={one}&timestamp={two}&nonce=",
        f"{query()}&encrypt_type=aes&msg_signature={one}",
    ):
        with capture_logs():
            assert door.posts(asked, body).status in {200, 400, 403}
            assert door.gets(asked).status in {200, 403}


@SQLITE
def test_half_a_character_where_the_cipher_belongs(door: Door) -> None:
    for cipher in ("\ud800", "", "A", "AAAA", "=" * 100, "\x00", 5, ["x"], {"x": 1}):
        body = json.dumps({"ToUserName": "gh", "Encrypt": cipher}).encode()
        with capture_logs() as lines:
            reply = door.posts(query(encrypt_type="aes", msg_signature="0" * 40), body)
        check(reply, lines, body)
