"""The shipped question bank, brought into the database whenever it is upgraded."""

from datetime import datetime

from actions.quiz import bank
from plans.questions import the_bank
from suishoupai.stores import Stores


def ship_bank(stores: Stores, now: datetime) -> int:
    """Bring the shipped questions up to date; how many are new or say something else than before."""
    return stores.writer.carry(lambda db: bank.ship(db, the_bank(), now))
