"""All tables at once, for whoever needs the whole picture: the migrations, and the demo that begins again."""

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
from models.base import Base

__all__ = [
    "Base",
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
