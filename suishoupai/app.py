"""The web process: the product, its pages, and the webhook in front of them."""

import ctypes
import fcntl
import os
import signal
import socket
import sys
from pathlib import Path
from typing import IO

from bot.webhook import Front
from models.database import is_sqlite
from suishoupai import logs
from suishoupai.product import Product, backlog, build, is_well, links_of, wall_clock
from suishoupai.server import ALL_PARTS, PARTS
from suishoupai.settings import load
from suishoupai.stores import open_stores
from web.desk import Desk, Health
from web.pages import create_pages

PR_SET_PDEATHSIG = 1
_kept: list[IO[str]] = []


def application() -> Front:
    """What the server loads in its worker: locks the data, opens the database, starts the threads."""
    die_with_parent()
    logs.set_up()
    settings = load()
    if is_sqlite(settings.database_url):
        hold_data(settings.data_dir)
    product = build(settings, open_stores(settings), wall_clock, name=courier_name())
    parts = os.environ.get(PARTS, ALL_PARTS).split(",")
    product.start(courier="courier" in parts, scheduler="scheduler" in parts)
    return front(product)


def front(product: Product, **extra: object) -> Front:
    """The webhook, and behind it the pages."""
    return Front(product.webhook, create_pages(make_desk(product, **extra)))


def make_desk(product: Product, **extra: object) -> Desk:
    """Everything the pages are given."""
    settings, stores = product.settings, product.stores
    facts: dict[str, object] = {
        "writer": stores.writer,
        "reading": stores.reading,
        "clock": product.clock,
        "secret_key": settings.web.secret_key.get_secret_value(),
        "clocks": product.house.clocks,
        "kinds": product.house.kinds,
        "picture": product.shelf.path,
        "shelf": product.shelf,
        "proofs": product.proofs,
        "waiting": settings.data_dir / "waiting",
        "bank": product.house.bank,
        "plans": product.house.plans,
        "health": lambda: Health(is_well(stores), backlog(stores, product.clock)[1]),
        "secure_cookies": settings.web.public_url.startswith("https://"),
        "trusted_proxies": settings.web.trusted_proxies,
        "emergency_phone": settings.hospital.emergency_phone,
        "links": links_of(settings),
        "figures": product.figures.registry,
        "create_scene": product.platform.create_scene if product.platform else None,
    }
    return Desk(**(facts | extra))  # type: ignore[arg-type]


def courier_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def die_with_parent() -> None:
    """A worker whose parent was killed must not keep the data locked."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def hold_data(data_dir: Path) -> None:
    """One process at a time: SQLite has one writer, and the courier's claims belong to it."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = (data_dir / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write(f"{data_dir} 正被另一个随手拍使用，请先停掉它\n")
        sys.stderr.flush()
        os._exit(1)
    _kept.append(file)
