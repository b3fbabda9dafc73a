"""Doors to knock at: the webhook of a product, with whatever keys the test wants."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import seals
from bot.webhook import Reply, Webhook
from bot.wechat import Account, Reader
from simulator import Box, Clock
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.conftest import Clock as TestClock
from tests.edges.letters import APP_ID, KEY, TOKEN, fields, query, read, sealed, write

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Door:
    """The webhook, and the ways to knock at it."""

    def __init__(self, product: Product, **account: Any) -> None:
        keys = {"token": TOKEN, "app_id": APP_ID, "aes_keys": [KEY]}
        reader = Reader(Account(**(keys | account)), seals.derive("tests", "receipt"))
        self.product = product
        self.seen: list[tuple[str, int]] = []
        self.webhook = Webhook(reader, product.dispatch, product.clock, seen=self._note)

    def _note(self, kind: str, status: int) -> None:
        self.seen.append((kind, status))

    def posts(self, query_string: str, body: bytes | None) -> Reply:
        return self.webhook.receive("POST", query_string, body)

    def gets(self, query_string: str) -> Reply:
        return self.webhook.receive("GET", query_string, b"")

    def plain(self, facts: dict[str, object], form: str = "xml") -> Reply:
        """In 明文 mode, signed now."""
        return self.posts(query(self.product.clock()), write(facts, form))

    def safe(self, facts: dict[str, object], form: str = "xml", **how: Any) -> Reply:
        """In 安全 mode, signed now."""
        return self.posts(*sealed(write(facts, form), form=form, at=self.product.clock(), **how))

    def says(self, text: str, openid: str = "oZhang") -> str:
        """The words that come back for words."""
        reply = self.plain(fields("text", openid=openid, at=self.product.clock(), Content=text))
        return said(reply)


def said(reply: Reply) -> str:
    """The words of a plain reply; silence is empty."""
    assert reply.status == 200
    return "" if reply.text == "success" else str(read(reply.text)["Content"])


@pytest.fixture
def door(product: Product) -> Door:
    return Door(product)


@pytest.fixture
def safe_door(product: Product) -> Door:
    return Door(product, only_encrypted=True)


@contextmanager
def open_box(**settings: Any) -> Iterator[Box]:
    """A platform on the loopback; nobody's webhook is behind it."""
    wanted = {"clock": Clock(), "patience": 0.5, "app_secret": "hush", **settings}
    box = Box("http://127.0.0.1:9/wechat", token=TOKEN, app_id=APP_ID, **wanted)
    box.start()
    try:
        yield box
    finally:
        box.stop()


@pytest.fixture
def box() -> Iterator[Box]:
    with open_box() as opened:
        yield opened


@pytest.fixture
def wired(database_url: str, tmp_path: Path, clock: TestClock, box: Box) -> Iterator[Product]:
    """The product, with the box as its platform; nothing runs by itself."""
    wechat = {"token": TOKEN, "app_id": APP_ID, "app_secret": "hush", "api_base": box.url}
    settings = load(
        database={"url": database_url},
        data_dir=tmp_path,
        wechat=wechat | {"templates": {"notice": "TPL"}},
        web={"secret_key": "a secret of the tests", "public_url": "http://127.0.0.1:1"},
    )
    built = build(settings, open_stores(settings), clock)
    yield built
    built.stop()
