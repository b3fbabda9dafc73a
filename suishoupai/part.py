"""One part of the product without the web: a courier or a scheduler; any number of each may run."""

import time

from suishoupai import logs
from suishoupai.app import courier_name
from suishoupai.product import build
from suishoupai.settings import load
from suishoupai.stores import open_stores


def run(part: str) -> None:
    """Carry, or tick, until stopped."""
    logs.set_up()
    settings = load()
    product = build(settings, open_stores(settings), name=courier_name())
    if part == "courier":
        product.courier.run()
        return
    product.metronome.start()
    while True:
        time.sleep(3600)
