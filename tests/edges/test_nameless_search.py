"""A report without a name, and then everything is searched: nothing but the sealed line leads back.

Instants are not searched: ``conversation.window_until`` and ``choices_at`` move in the second of the report.
"""

import json

import pytest

from reports.ledger import ledger
from suishoupai.product import Product
from tests.edges.nameless import reports
from tests.edges.nameless.desks import everything_read
from tests.edges.nameless.marked import NAME, Marked, move_in
from tests.edges.nameless.search import (
    files_with_traces,
    links,
    raw_traces,
    stands_of,
    traces_in,
    traces_in_cells,
)

AN_HOUR = ("receipt", "reply", "name")
"""谢谢你，…: the answer from before the name was taken off, kept for a repeat of the delivery; an hour at most."""


@pytest.fixture
def nurse(product: Product) -> Marked:
    return move_in(product)


@pytest.fixture(params=reports.ALL, ids=lambda report: report.__name__)
def reported(request: pytest.FixtureRequest, nurse: Marked) -> Marked:
    """A nurse who has reported without a name, a minute ago."""
    request.param(nurse)
    nurse.waits(minutes=1)
    return nurse


@pytest.mark.usefixtures("no_network")
def test_nothing_leads_back(reported: Marked) -> None:
    _is_nameless(reported)
    assert traces_in_cells(reported) <= {AN_HOUR}
    for later in ({"hours": 2}, {"days": 1}):
        reported.waits(**later)
        _is_nowhere(reported)
    _nobody_reads_it(reported)


def _is_nameless(nurse: Marked) -> None:
    rows = nurse.hospital.rows()
    assert rows
    for row in rows:
        assert row["anonymous"]
        account, person = json.loads(nurse.product.house.seal.open(row["seal"]))
        assert (account, person) == (nurse.account["id"], nurse.account["person_id"])  # the one line there is


def _is_nowhere(nurse: Marked) -> None:
    assert not traces_in_cells(nurse)
    assert not links(nurse)
    assert not stands_of(nurse)
    assert not files_with_traces(nurse)
    if nurse.product.stores.reading.dialect.name == "sqlite":
        assert not raw_traces(nurse)


def _nobody_reads_it(nurse: Marked) -> None:
    """Logs, the ledger's JSON, the wire, the pages."""
    assert not traces_in(nurse, "\n".join(map(str, nurse.lines)).encode())
    home = nurse.hospital.ids["市一院"]
    told = nurse.hospital.carry(lambda db: ledger(db, home))
    assert not traces_in(nurse, json.dumps(told, ensure_ascii=False).encode())
    assert {(row["reporter"], row["bound"]) for row in told} == {(None, False)}
    assert not [text for openid, text in nurse.hospital.mouth.said if openid == nurse.openid or NAME in text]
    with nurse.listening():
        for where, content in everything_read(nurse):
            assert not traces_in(nurse, content), where
