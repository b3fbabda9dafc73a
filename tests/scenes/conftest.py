"""The product behind real HTTP, with the WeChat in a box in front of it and its courier at work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.box import Box
from simulator.clock import Clock
from simulator.settings import Template
from suishoupai.app import front
from suishoupai.demo import world
from suishoupai.demo.cast import APP_ID, APP_SECRET, PHONES, PLACES, SEED, TEMPLATE, TOKEN
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.served import Quiet, Served

MORNING = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
"""08:30 in Shanghai, a Monday."""


class _Modern(Quiet):
    protocol_version = "HTTP/1.1"


@dataclass
class Stage:
    """A hospital, its product, and its telephones."""

    box: Box
    product: Product

    def wait(self) -> None:
        """Until no message is on its way and every errand that is due was carried."""
        assert self.box.settle()
        self.product.courier.until_empty()

    def forward(self, **units: float) -> None:
        self.box.clock.forward(timedelta(**units))
        self.wait()


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Iterator[Stage]:
    clock = Clock(MORNING)
    served = Served(handler=_Modern)
    box = Box(
        f"{served.url}/wechat",
        token=TOKEN,
        app_id=APP_ID,
        app_secret=APP_SECRET,
        clock=clock,
        seed=SEED,
        cast=[*PHONES, ("孙丽", "安全员"), ("王桂英", "保洁", False)],
        places=[(code, name) for code, name, _, _ in PLACES],
        templates=[Template(TEMPLATE)],
    )
    box.start()
    product = _product(database_url, tmp_path, box, clock, served.url)
    served.app = front(product)
    yield Stage(box, product)
    served.stop()
    box.stop()
    product.stop()


def _product(url: str, folder: Path, box: Box, clock: Clock, public_url: str) -> Product:
    settings = load(
        database={"url": url},
        data_dir=folder,
        wechat={
            "token": TOKEN,
            "app_id": APP_ID,
            "app_secret": APP_SECRET,
            "api_base": box.url,
            "templates": {"notice": TEMPLATE},
        },
        web={"secret_key": "a secret of the tests", "public_url": public_url},
        hospital={"emergency_phone": "0533-2110119"},
    )
    product = build(settings, open_stores(settings), clock.now)
    product.stores.writer.carry(lambda db: world.begin(db, clock.now()))
    return product
