"""What the pages are given; nothing here opens or reads anything by itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from pathlib import Path
from secrets import token_urlsafe

from flask import current_app
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine

from actions.plan.book import PlanBook
from actions.quiz.bank import Bank
from bot.links import HAZARD, Links
from bot.shelf import Shelf
from bot.writer import Writer
from rules.clocks import Clocks
from rules.kinds import Kind

EXTENSION = "desk"


@dataclass(frozen=True)
class Health:
    """How the house feels: whether the database answers, and how late the courier is, in seconds."""

    database: bool
    courier_lag: float = 0.0


@dataclass(frozen=True)
class Desk:
    """Everything the pages need.

    ``picture`` gives the file of a photo in one size, None when it is not there. ``create_scene`` asks the platform
    for the code of a place; None while no account is connected. ``shelf`` is where pictures are made anew,
    ``proofs`` where those of deeds and sheets lie, ``waiting`` where a file lies between the look at it and the tap.
    """

    writer: Writer
    reading: Engine
    clock: Callable[[], datetime]
    secret_key: str
    clocks: Clocks
    kinds: tuple[Kind, ...]
    picture: Callable[[int, str], Path | None]
    health: Callable[[], Health]
    is_demo: bool = False
    simulator_url: str = ""
    secure_cookies: bool = True
    trusted_proxies: int = 0
    emergency_phone: str = ""
    figures: CollectorRegistry | None = None
    links: Links | None = None
    create_scene: Callable[..., str] | None = None
    shelf: Shelf | None = None
    proofs: Shelf | None = None
    waiting: Path | None = None
    bank: Bank = field(default_factory=Bank)
    plans: PlanBook = field(default_factory=PlanBook)
    draw_token: Callable[[], str] = lambda: token_urlsafe(24)

    @property
    def zone(self) -> tzinfo:
        return self.clocks.zone

    def link_to(self, hazard_id: int) -> str:
        """The reporter's page of one hazard, within this house."""
        return f"/h5/hazards/{self.links.sign(HAZARD, hazard_id, self.clock())}" if self.links else ""

    def today(self) -> date:
        return self.clock().astimezone(self.zone).date()


def this_desk() -> Desk:
    """The desk of the application that answers this request."""
    desk: Desk = current_app.extensions[EXTENSION]
    return desk
