"""Addresses that let a reporter see one hazard for a day: signed, dated, and worth nothing for any other."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Links:
    """Signs and reads such addresses. ``public_url`` empty means there are no pages."""

    secret: str
    public_url: str

    def to(self, hazard_id: int, now: datetime) -> str:
        """An address for a bubble of the chat; empty where there are no pages."""
        if not self.public_url:
            return ""
        until = int((now + LASTS).timestamp())
        return f"{self.public_url}/h5/hazards/{self._signer.dumps([hazard_id, until])}"

    def read(self, token: str, now: datetime) -> int | None:
        """The hazard an address was made for; None when it is forged or out of date."""
        try:
            hazard_id, until = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return int(hazard_id) if datetime.fromtimestamp(until, UTC) > now else None

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="reporter")
