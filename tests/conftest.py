"""What every test may use: databases of both kinds, a clock that is told the time, and people with phones."""

import gc
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings as trials
from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.routing import Rule

from migrations import schema
from models import database
from suishoupai import logs
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.documents import READ_ONCE
from tests.hospital import Hospital
from tests.once import Templates, routes_compiled_once
from tests.postgres import Postgres, start_postgres

os.environ["SSP_CONFIG"] = os.devnull  # the machine's own configuration is none of the tests' business

logs.set_up()
expect.set_options(timeout=20_000)  # milliseconds; a busy machine is slow, not wrong

# A run says the same as the last one; ``--hypothesis-profile=explore`` goes where nobody has been.
trials.register_profile("same", derandomize=True, deadline=None)
trials.register_profile("explore", deadline=None, max_examples=2_000)
trials.load_profile("same")

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""12:00 in Shanghai, a Monday."""

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **units: float) -> None:
        self.now += timedelta(**units)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pytest_collection_finish() -> None:
    """What was read and collected stays; looking through it for rubbish again and again is a fifth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are called after their argument: written out they are no name, and if they hold the time the workers of
    a run collect different tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves the machine: a forgotten address fails the test instead of ringing a phone."""
    connect = socket.socket.connect

    def near_only(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):  # type: ignore[index]
            pytest.fail(f"a test reached for {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", near_only)


@pytest.fixture(scope="session", autouse=True)
def everything_in_common_is_made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        for name, read in READ_ONCE.items():
            patched.setattr(f"suishoupai.product.{name}", read)
        patched.setitem(
            database.SETTINGS, "synchronous", "OFF"
        )  # the machine does not fail, only processes are killed
        patched.setattr(Flask, "jinja_options", {"bytecode_cache": Templates()})
        patched.setattr(Rule, "compile", routes_compiled_once(Rule.compile))
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process; every test opens windows of its own in it."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = start_postgres()
    with server.database() as url:
        schema.upgrade(url)
        server.copies(url.rpartition("/")[2])
        yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of this version, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of this version: a SQLite file, then a PostgreSQL database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "ssp.db")
        yield f"sqlite:///{tmp_path / 'ssp.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@pytest.fixture
def product(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Product]:
    """The whole product on one database, nothing running by itself."""
    settings = load(
        database={"url": database_url},
        data_dir=tmp_path,
        wechat={"token": "shhh", "templates": {"notice": "TPL"}},
        web={"secret_key": "a secret of the tests", "public_url": "http://127.0.0.1:1"},
        hospital={
            "emergency_phone": "0533-2110119",
            "union_phone": "0533-2110088",
            "union_name": "陈静",
            "repair_phone": "0533-2110123",
        },
    )
    built = build(settings, open_stores(settings), clock)
    yield built
    built.stop()


@pytest.fixture
def hospital(product: Product) -> Hospital:
    """市一院 with its people and places, and telephones for them."""
    return Hospital(product)
