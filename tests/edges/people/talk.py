"""The words of the machine: a deed as plain data, where a talk stands, a message with all that it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.edges.people.tables import Tables


@dataclass(frozen=True)
class Deed:
    """One thing that somebody does, or that happens, as plain data."""

    who: str
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = "，".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.who} {self.what} {told}"


@dataclass(frozen=True)
class Stand:
    """Where the talk of one account stood when a message came."""

    account: Any
    role: str
    offers: Mapping[str, Any]
    """What the digits meant then: digit to verb and ids."""
    shown: str
    """The reply that said what the digits mean."""

    @property
    def is_officer(self) -> bool:
        return self.role in ("officer", "union", "admin")


@dataclass(frozen=True)
class Said:
    """A message, its answer, and everything before and after it."""

    who: str
    kind: str
    facts: Mapping[str, Any]
    reply: str
    stand: Stand
    before: Tables
    after: Tables

    @property
    def words(self) -> str:
        """What was typed or heard."""
        return str(self.facts.get("Content") or self.facts.get("Recognition") or "")


@dataclass
class Delivery:
    """What came over the wire once and may come again."""

    body: bytes
    answer: str
    at: datetime
