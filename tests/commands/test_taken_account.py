"""The forwarder printed for the vendor of the registration system: what the page promises is tried here."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from bot.wechat import sign
from suishoupai import app
from tests.commands.conftest import only_sqlite
from tests.commands.pretend import serving
from tests.conftest import NOON
from tests.hospital import Hospital

PAGE = Path(__file__).parents[2] / "docs" / "taken-account.md"
STAMP = str(int(NOON.timestamp()))


def forwarder(ours: str) -> Any:
    """The program of the page, sent to our address."""
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    names: dict[str, Any] = {}
    exec(program, names)
    names["OURS"] = ours
    return names["forward"]


@pytest.fixture
def vendor(hospital: Hospital) -> Iterator[str]:
    """The vendor's address, which passes everything on to a running product."""
    with (
        serving(app.front(hospital.product), now=NOON) as url,
        serving(forwarder(f"{url}/wechat"), now=NOON) as vendor,
    ):
        yield vendor


def query(**facts: str) -> str:
    signed = {"signature": sign("shhh", STAMP, "n"), "timestamp": STAMP, "nonce": "n", "openid": "o1"}
    return urlencode(signed | facts)


def message(text: str, number: int = 1) -> bytes:
    return (
        "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName>"
        f"<CreateTime>{STAMP}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>{number}</MsgId></xml>"
    ).encode()


def post(address: str, body: bytes) -> requests.Response:
    return requests.post(f"{address}?{query()}", data=body, headers={"Content-Type": "text/xml"}, timeout=10)


@only_sqlite
def test_the_platforms_first_question_gets_through(vendor: str) -> None:
    assert requests.get(f"{vendor}?{query(echostr='echo 1+1')}", timeout=10).text == "echo 1+1"


@only_sqlite
def test_a_message_gets_its_number_and_a_repeat_the_same(vendor: str, hospital: Hospital) -> None:
    first, again = (post(vendor, message("三楼楼梯口堆着纸箱")) for _ in range(2))
    assert "101号" in first.text
    assert first.headers["Content-Type"].startswith("application/xml")
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert len(hospital.rows()) == 1


def test_while_we_are_down_nobody_reads_of_a_failure() -> None:
    with serving(forwarder("http://127.0.0.1:1/wechat"), now=NOON) as vendor:
        assert post(vendor, message("你好")).text == "success"


@only_sqlite
def test_a_refused_signature_is_silence_too(vendor: str) -> None:
    forged = requests.post(f"{vendor}?{query(nonce='other')}", data=message("你好"), timeout=10)
    assert (forged.status_code, forged.text) == (200, "success")
