"""The studio: box and lens together, and a mark where the next picture begins."""

from dataclasses import dataclass, field

from camera.box import Box
from camera.lens import Lens


@dataclass
class Studio:
    """Where scenes are played: people act, and one phone is taken."""

    box: Box
    lens: Lens
    since: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """From the first morning again."""
        self.box.restart()
        self.since.clear()

    def from_here(self, phone: str) -> None:
        """What this phone shows already stays out of the picture."""
        self.since[phone] = max((each["n"] for each in self.box.bubbles(phone)), default=0)

    def take(self, name: str, phone: str) -> None:
        """One phone, as it stands."""
        self.lens.phone(self.box.address, name, phone, since=self.since.get(phone, 0))

    def door(self, phone: str) -> str:
        """A fresh link into the ledger, as this person gets it in the chat."""
        self.box.says(phone, "台账")
        return self.box.link(phone, "点这里进台账")
