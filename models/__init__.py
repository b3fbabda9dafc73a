"""What is kept: tables, constraints, and the statements and questions asked of them."""

from models import (
    conversations,
    hazards,
    history,
    logins,
    outbox,
    people,
    photos,
    places,
    receipts,
    tokens,
    units,
)
from models.base import Base, Db

__all__ = [
    "Base",
    "Db",
    "conversations",
    "hazards",
    "history",
    "logins",
    "outbox",
    "people",
    "photos",
    "places",
    "receipts",
    "tokens",
    "units",
]
