"""重放: the year of the document played again, and a June; what was said, to whom, when, and what was not."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, time
from pathlib import Path

import pytest

from tests.hospital import CHARACTERS, LINES, Hospital
from tests.plan.doing import DONE, MONTHS, done_by
from tests.plan.replayed import ONCE, Replay, at, formal_days, opened, twice
from tests.postgres import Postgres

BEGINS = "2015-12-28 08:00"
YEAR_END = [date(2016, 12, 31)]
BOTH = {
    "receipt": [date(2015, 12, 31)],
    "scheme": [date(2016, 1, 27)],
    "handbook": [date(2016, 1, 27)],
    "round-one": [date(2016, 1, 31)],
    "round-two": [date(2016, 3, 31)],
    "monthly-table": MONTHS,
    "phase-report": [date(2016, 5, 10)],
    "quarterly-report": [date(2016, 6, 20), date(2016, 9, 20), date(2016, 12, 20)],
    "publicity-spring-festival": [date(2016, 2, 8)],
    "publicity-disease-week": [date(2016, 4, 25)],
    "publicity-may-day": [date(2016, 5, 1)],
    "publicity-safety-month": [date(2016, 6, 1)],
    "publicity-national-day": [date(2016, 10, 1)],
    "care": YEAR_END,
    "care-visits": [
        date(2016, month, day)
        for month, day in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    ],
    "reward-fund": YEAR_END,
}
HOSPITAL = BOTH | {
    "agenda": [date(2016, 1, 27)],
    "duty-statement": YEAR_END,
    "drill-scheme": YEAR_END,
    "training-for-all": YEAR_END,
    "drills": YEAR_END,
    "drill-departments": YEAR_END,
}
CITY = BOTH | {"leader-class": YEAR_END, "inspect-all-units": [date(2016, 4, 30)]}
"""The days that stand in the document, counted by hand."""
NEVER_SIGNED = {"receipt": [date(2015, 12, 31)]}
"""Who has not signed is asked when the document comes, not again when it is followed for another year."""


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(kind, marks=pytest.mark.xdist_group(f"replay-{kind}"))
        for kind in ("sqlite", "postgresql")
    ],
)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    """The whole year, played once: 市一院 does nothing at all, 市二院 does what is asked, some of it in time."""
    folder = tmp_path_factory.mktemp("replay")
    with _database(request, folder) as url, opened(url, folder, at(BEGINS)) as product:
        replay = Replay(Hospital(product))
        replay.plays(date(2015, 12, 28), date(2016, 12, 31), hours=ONCE, deeds=done_by(replay))
        yield replay


def _database(request: pytest.FixtureRequest, folder: Path) -> AbstractContextManager[str]:
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return server.database()
    shutil.copy(request.getfixturevalue("sqlite_template"), folder / "ssp.db")
    return nullcontext(f"sqlite:///{folder / 'ssp.db'}")


# the whole year


def test_the_formal_days_of_the_document_and_no_others(year: Replay) -> None:
    heard = year.heard()
    assert formal_days(heard, year.unit) == HOSPITAL | NEVER_SIGNED
    assert formal_days(heard, year.hospital.ids["某市"]) == CITY | NEVER_SIGNED
    assert formal_days(heard, year.hospital.ids["某省"]) == {}


def test_everything_is_said_once(year: Replay) -> None:
    said = [(one.person, one.unit, one.duty, one.formal, one.step) for one in year.heard()]
    assert len(said) > 200
    assert twice(said) == []
    left = Counter((row["state"], row["reason"]) for row in year.errands() if row["state"] != "done")
    assert set(left) <= {("unwanted", ""), ("given_up", "没绑定微信")}


@pytest.mark.parametrize("duty", DONE)
def test_nothing_is_said_after_it_was_done(year: Replay, duty: str) -> None:
    when, formal = at(DONE[duty]), MONTHS[1] if duty == "monthly-table" else HOSPITAL[duty][0]
    mine = [one for one in year.heard() if (one.unit, one.duty, one.formal) == (year.second, duty, formal)]
    others = [one for one in year.heard() if (one.unit, one.duty, one.formal) == (year.unit, duty, formal)]
    assert [one for one in mine if one.at > when] == []
    assert [one for one in others if one.at > when], "whoever did nothing hears more of it"


def test_what_was_done_for_one_month_is_asked_again_in_the_next(year: Replay) -> None:
    heard = formal_days(year.heard(), year.second)
    assert heard["monthly-table"] == MONTHS
    assert (
        len(
            [
                one
                for one in year.heard()
                if (one.unit, one.duty) == (year.second, "monthly-table") and one.formal == MONTHS[1]
            ]
        )
        == 1
    )


def test_the_union_above_hears_of_who_did_nothing_and_not_of_who_did(year: Replay) -> None:
    above = {
        (one.unit, one.duty, one.formal)
        for one in year.heard()
        if one.person == "周敏" and one.step == "above"
    }
    assert (year.unit, "monthly-table", MONTHS[1]) in above
    assert (year.second, "monthly-table", MONTHS[1]) not in above
    assert not [one for one in year.heard() if one.person == "郑涛" and one.unit != year.hospital.ids["某市"]]


def test_nobody_hears_more_than_one_message_a_day(year: Replay) -> None:
    times = Counter((person, day) for person, day, _ in year.messages())
    assert [one for one, count in times.items() if count > 1] == []
    assert max(Counter((one.person, one.at) for one in year.heard()).values()) > 2, "some days hold several"


def test_nothing_is_said_by_night(year: Replay) -> None:
    assert [one for one in year.messages() if not time(7, 30) <= one[2] < time(21, 30)] == []


def test_what_is_said_is_short(year: Replay) -> None:
    texts = year.phones["陈静"].pushes
    assert len(texts) > 60
    assert max(text.count("\n") + 1 for text in texts) <= LINES
    assert max(len(text.replace("\n", "")) for text in texts) <= CHARACTERS
    fields = [
        part
        for name in ("周敏", "郑涛", "赵琳")
        for text in year.phones[name].pushes
        for part in text.split("｜")
    ]
    assert max(len(part.removeprefix("模板：")) for part in fields) <= 20


def test_who_has_not_been_trained_hears_so_until_they_are(year: Replay) -> None:
    """And nobody of a hospital that never signed for the document."""
    missing = [
        one for one in year.heard() if one.duty == "training-for-all" and one.step.startswith("missing")
    ]
    assert {one.person for one in missing} == {"赵琳", "吴护士"}
    assert [one for one in missing if one.at > at(DONE["training-for-all"])] == []
