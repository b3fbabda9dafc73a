"""Addresses that let a reporter see what is theirs for a day: signed, dated, and worth nothing for anything else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

LASTS = timedelta(days=1)
HAZARD, MINE, EXAM, LIVE, QUESTION, SHEET = "hazard", "mine", "exam", "live", "question", "sheet"


@dataclass(frozen=True)
class Links:
    """Signs and reads such addresses. ``public_url`` empty means there are no pages."""

    secret: str
    public_url: str

    def to_hazard(self, hazard_id: int, now: datetime) -> str:
        """One hazard; empty where there are no pages."""
        return self.public_url and f"{self.public_url}/h5/hazards/{self.sign(HAZARD, hazard_id, now)}"

    def to_mine(self, account_id: int, now: datetime) -> str:
        """Everything an account reported; empty where there are no pages."""
        return self.public_url and f"{self.public_url}/h5/mine/{self.sign(MINE, account_id, now)}"

    def to_exam(self, sitting_id: int, now: datetime) -> str:
        """One sitting of a paper; empty where there are no pages."""
        return self.public_url and f"{self.public_url}/h5/exam/{self.sign(EXAM, sitting_id, now)}"

    def to_live(self, sitting_id: int, now: datetime) -> str:
        """One sitting of a live contest; empty where there are no pages."""
        return self.public_url and f"{self.public_url}/h5/live/{self.sign(LIVE, sitting_id, now)}"

    def to_question(self, question_id: int, now: datetime) -> str:
        """The picture of a question; empty where there are no pages."""
        return (
            self.public_url and f"{self.public_url}/h5/questions/{self.sign(QUESTION, question_id, now)}.jpg"
        )

    def to_sheet(self, sheet_id: int, now: datetime) -> str:
        """A 统计表 for somebody without a seat; empty where there are no pages."""
        return self.public_url and f"{self.public_url}/h5/sheet/{self.sign(SHEET, sheet_id, now)}"

    def sign(self, what: str, key: int, now: datetime) -> str:
        until = int((now + LASTS).timestamp())
        return str(self._signer(what).dumps([key, until]))

    def read(self, what: str, token: str, now: datetime) -> int | None:
        """What an address was made for; None when it is forged, for something else, or out of date."""
        try:
            key, until = self._signer(what).loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return int(key) if datetime.fromtimestamp(until, UTC) > now else None

    def _signer(self, what: str) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt=what)
