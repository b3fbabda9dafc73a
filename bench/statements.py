"""What one turn asks of the database: every statement it sends, in order. Begin, savepoint and commit come on top."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bench import people
from bench.messages import openid, words
from bot.turn import Inbound
from bot.writer import Writer
from models.base import Db
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores

FRAME = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


@contextmanager
def heard(writer: Writer) -> Iterator[list[str]]:
    """The statements that the writer's SQLite connection runs meanwhile."""
    said: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith(FRAME):
            said.append(" ".join(statement.split()))

    writer.carry(lambda db: _trace(db, note))
    try:
        yield said
    finally:
        writer.carry(lambda db: _trace(db, None))


def _trace(db: Db, note: Callable[[str], None] | None) -> None:
    raw: Any = db.connection.driver_connection
    raw.set_trace_callback(note)


def measure(folder: Path) -> dict[str, list[str]]:
    """The statements of each kind of turn, each by a person who was here before."""
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'suishoupai.db'}"
    people.fill(url, 10)
    settings = load(database={"url": url}, data_dir=folder, wechat={"token": "benchmarks"})
    product = build(settings, open_stores(settings))
    try:
        return {name: turn(Talk(product)) for name, turn in TURNS.items()}
    finally:
        product.stop()


class Talk:
    """Somebody who speaks to the product in this process."""

    numbers = count()

    def __init__(self, product: Product, person: int = 0) -> None:
        self.product = product
        self.openid = openid(person)

    def sends(self, kind: str, **facts: Any) -> list[str]:
        """The statements behind the answer."""
        number = next(self.numbers)
        at = datetime.now(UTC)
        message = Inbound(key=f"bench{number}", openid=self.openid, kind=kind, created_at=at, **facts)
        with heard(self.product.stores.writer) as said:
            self.product.dispatch.answer(message)
        return said

    def says(self, text: str) -> list[str]:
        return self.sends("text", text=text)

    def shows(self) -> list[str]:
        return self.sends("image", media_id=f"m{next(self.numbers)}", picture_url="http://example.invalid/0")


def _words_first(talk: Talk) -> list[str]:
    talk.says(words(0))
    return Talk(talk.product, 1).says(words(1))


def _photo_first(talk: Talk) -> list[str]:
    return Talk(talk.product, 2).shows()


def _silent_photo(talk: Talk) -> list[str]:
    talk = Talk(talk.product, 3)
    talk.shows()
    return talk.shows()


def _words_after_photo(talk: Talk) -> list[str]:
    talk = Talk(talk.product, 4)
    talk.shows()
    return talk.says(words(4))


def _joined_photo(talk: Talk) -> list[str]:
    talk = Talk(talk.product, 5)
    talk.says(words(5))
    return talk.shows()


TURNS: dict[str, Callable[[Talk], list[str]]] = {
    "text turn": _words_first,
    "photo turn": _photo_first,
    "silent photo": _silent_photo,
    "words after a photo": _words_after_photo,
    "joined photo": _joined_photo,
}
