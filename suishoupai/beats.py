"""What every beat of the metronome does, in this order."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.plan.figures import counting
from actions.quiz import examining
from bot.turn import House
from models import logins, receipts
from models.base import Db
from models.plan import tallies
from scheduler import Duty
from suishoupai.anchors import anchors
from suishoupai.closing import closing_exams
from suishoupai.proving import proof
from suishoupai.reminders import reminders
from suishoupai.stores import Stores


def beats(stores: Stores, house: House) -> Sequence[Duty]:
    """What is forgotten, handed in, said, added up and proven, each as often as it says itself."""
    return [
        forgetting(stores, house),
        handing_in(stores, house),
        reminders(stores, house.clocks, house.plans),
        closing_exams(stores, house.clocks),
        tallying(stores, house),
        proof(stores, house.clocks),
        anchors(stores, house.clocks),
    ]


def forgetting(stores: Stores, house: House) -> Duty:
    """What must not be kept any longer goes, out of the write-ahead log, too."""

    def forget(now: datetime) -> None:
        def sweep(db: Db) -> int:
            logins.purge_links(db, now - timedelta(days=1))
            return receipts.purge_receipts(db, now - house.clocks.receipt)

        if stores.writer.carry(sweep) and stores.reading.dialect.name == "sqlite":
            _checkpoint(stores)

    return forget


def handing_in(stores: Stores, house: House) -> Duty:
    """Exams whose time is up are handed in, a few at a time."""

    def hand_in(now: datetime) -> None:
        while stores.writer.carry(lambda db: examining.finish_late(db, house.bank, now)):
            continue

    return hand_in


def tallying(stores: Stores, house: House) -> Duty:
    """What the records appended is added to the counters."""

    def tally(now: datetime) -> None:
        with stores.reading.connect() as db:
            is_needed = tallies.is_anything_appended(db)
        while is_needed:
            is_needed = stores.writer.carry(lambda db: counting.fold(db, house.clocks.zone)) > 0

    return tally


def _checkpoint(stores: Stores) -> None:
    with stores.reading.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("PRAGMA query_only = OFF")
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.exec_driver_sql("PRAGMA query_only = ON")
