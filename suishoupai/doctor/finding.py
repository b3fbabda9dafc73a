"""What the doctor says: a state, what was seen, the cure."""

from dataclasses import asdict, dataclass

GOOD, WORRY, BAD = "好", "留意", "要改"


@dataclass(frozen=True)
class Finding:
    """One thing the doctor saw. ``about`` names the check for machines."""

    about: str
    state: str
    said: str
    cure: str = ""

    def line(self) -> str:
        """One line: state, what, cure."""
        return f"[{self.state}] {self.said}" + (f" → {self.cure}" if self.cure else "")

    def plain(self) -> dict[str, str]:
        return asdict(self)
