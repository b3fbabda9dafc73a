"""What the running process counted since it started, as it tells this machine."""

from collections.abc import Mapping
from dataclasses import dataclass

import requests
from prometheus_client.parser import text_string_to_metric_families

TAKEN, UNREAD, REFUSED = "200", "400", "403"
BROUGHT_NOTHING = "check"
"""The kind of what only asks whether this is the address: scanners do, and the doctor itself."""


@dataclass(frozen=True)
class Counted:
    """Deliveries by HTTP status, and by how many seconds the last one was late."""

    by_status: Mapping[str, int]
    skew: int | None = None

    def of(self, status: str) -> int:
        return self.by_status.get(status, 0)


def ask(port: int) -> Counted:
    """The figures of the process on this port. Raises ``requests.RequestException`` and ``ValueError``."""
    answer = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5, allow_redirects=False)
    answer.raise_for_status()
    return read(answer.text)


def read(text: str) -> Counted:
    by_status: dict[str, int] = {}
    skew = None
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == "ssp_skew_seconds":
                skew = int(sample.value)
            elif sample.name == "ssp_messages_total" and sample.labels["kind"] != BROUGHT_NOTHING:
                status = sample.labels["status"]
                by_status[status] = by_status.get(status, 0) + int(sample.value)
    return Counted(by_status, skew)
