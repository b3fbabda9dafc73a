"""The demo's web process: the product on the clock of the box, with two levers the box may pull."""

import hmac
import os
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import structlog

from bot.trouble import PlatformDown, PlatformError
from handlers.menu import MENU
from migrations import schema
from simulator.clock import SharedClock
from suishoupai import app, logs
from suishoupai.demo import world
from suishoupai.demo.cast import APP_ID, APP_SECRET, TEMPLATE, TOKEN
from suishoupai.product import Product, build
from suishoupai.questions import ship_bank
from suishoupai.settings import Settings, load
from suishoupai.stores import open_stores

BOX_VARIABLE = "SSP_DEMO_BOX"
URL_VARIABLE = "SSP_DEMO_URL"
KEY_VARIABLE = "SSP_DEMO_KEY"
CLOCK_FILE = "demo.clock"

log = structlog.get_logger()


def application() -> Callable[..., Iterable[bytes]]:
    """What the server loads in its worker."""
    app.die_with_parent()
    logs.set_up()
    settings = demo_settings()
    app.hold_data(settings.data_dir)
    schema.upgrade(settings.database_url)
    clock = SharedClock(settings.data_dir / CLOCK_FILE).now
    product = build(settings, open_stores(settings), clock)
    product.stores.writer.carry(lambda db: world.begin(db, clock()))
    ship_bank(product.stores, clock())
    product.start()
    threading.Thread(target=_hang_up_menu, args=(product,), daemon=True).start()
    pages = app.front(product, is_demo=True, simulator_url=os.environ[BOX_VARIABLE], secure_cookies=False)
    return Levers(product, pages)


def demo_settings() -> Settings:
    """The settings of the demo; nothing of the machine's own configuration but the place of the data."""
    return load(
        data_dir=Path(os.environ["SSP_DATA_DIR"]),
        database={"url": f"sqlite:///{Path(os.environ['SSP_DATA_DIR']) / 'demo.db'}"},
        wechat={
            "token": TOKEN,
            "app_id": APP_ID,
            "app_secret": APP_SECRET,
            "api_base": os.environ[BOX_VARIABLE],
            "templates": {"notice": TEMPLATE},
        },
        hospital={
            "emergency_phone": "0533-2110119",
            "union_phone": "0533-2110088",
            "union_name": "陈静",
            "repair_phone": "0533-2110123",
        },
        web={"secret_key": os.environ[KEY_VARIABLE], "public_url": os.environ[URL_VARIABLE]},
    )


class Levers:
    """In front of the pages: the way to the box, ``/demo/beat`` after a jump of its clock, ``/demo/again`` for 重来."""

    def __init__(self, product: Product, pages: Callable[..., Iterable[bytes]]) -> None:
        self._product = product
        self._pages = pages
        self._levers = {"/demo/beat": self._beat, "/demo/again": self._again}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in ("/simulator", "/simulator/"):
            start_response(
                "302 Found", [("Location", os.environ[BOX_VARIABLE] + "/"), ("Content-Length", "0")]
            )
            return []
        lever = self._levers.get(path)
        if lever is None or environ["REQUEST_METHOD"] != "POST":
            return self._pages(environ, start_response)
        key = environ.get("HTTP_X_DEMO_KEY", "")
        if not hmac.compare_digest(key.encode(), os.environ[KEY_VARIABLE].encode()):
            start_response("403 Forbidden", [("Content-Length", "0")])
            return []
        lever()
        start_response("204 No Content", [])
        return []

    def _beat(self) -> None:
        self._product.metronome.tick(self._product.clock())
        self._product.courier.until_empty()

    def _again(self) -> None:
        self._product.stores.writer.carry(lambda db: world.begin_again(db, self._product.clock()))
        shutil.rmtree(self._product.settings.photos_dir, ignore_errors=True)
        ship_bank(self._product.stores, self._product.clock())
        self._product.house.places.forget()
        self._product.house.bank.forget()
        _hang_up_menu(self._product)


def _hang_up_menu(product: Product) -> None:
    assert product.platform is not None
    try:
        product.platform.create_menu(MENU)
    except (PlatformDown, PlatformError) as error:
        log.warning("no menu", reason=str(error))
