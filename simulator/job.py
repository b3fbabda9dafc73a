"""One message accepted by the platform, with its sender and the place its replies go."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from .bubble import Bubble
from .parcel import Parcel


class Addressee(Protocol):
    """Who a message comes from."""

    name: str
    openid: str

    def receives(self, bubbles: list[Bubble]) -> None:
        """Show these."""

    def comes_back(self) -> None:
        """Hand over what waited while there was no network, if there is one now."""


@dataclass
class Job:
    """``fields`` are complete: address, time and number included."""

    phone: Addressee
    parcel: Parcel
    fields: dict[str, object]
    done: Future[list[Bubble]] = field(default_factory=Future)
