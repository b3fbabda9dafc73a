"""Two hospitals below a city with a few people, on either database, for the tests of what units decide about plans."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.writer import Writer, open_writer
from models.database import open_writing
from tests.web.makers import Make

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2016, 3, 2, 12, tzinfo=ZONE).astimezone(UTC)
LATE = datetime(2016, 3, 2, 23, tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Homes:
    """The units by name and the people by name."""

    writer: Writer
    units: dict[str, dict[str, Any]]
    people: dict[str, int]

    def do(self, work: Any) -> Any:
        return self.writer.carry(work)


def build(make: Make) -> Homes:
    city = make.unit("市医务工会", "city")
    home, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    units = {"city": city, "home": home, "second": second}
    units = {key: unit | {"parent_id": None if key == "city" else city["id"]} for key, unit in units.items()}
    units["ward"] = make.unit("外科", "department", home)
    units["far ward"] = make.unit("眼科", "department", second)
    people = {
        "陈静": make.person("陈静", home, "union"),
        "王强": make.person("王强", units["ward"]),
        "走了": make.person("走了", home, active=False),
        "孙梅": make.person("孙梅", second, "union"),
        "郑会": make.person("郑会", city, "union"),
    }
    return Homes(make.writer, units, people)


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Homes]:
    """The two hospitals in a database of this version."""
    writing = open_writing(url)
    writer = open_writer(writing)
    yield build(Make(writer, folder))
    writer.close()
    writing.dispose()
