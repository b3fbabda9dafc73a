"""What the running process counted since it started, as it tells this machine; and which of it was the doctor's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import requests
from prometheus_client.parser import text_string_to_metric_families

from suishoupai.settings import Settings

TAKEN, UNREAD, REFUSED = "200", "400", "403"
REMEMBERED = "last-doctor.json"


@dataclass(frozen=True)
class Counted:
    """Deliveries by HTTP status; by how many seconds the last one was late; when refusing began (no restart keeps it)."""

    by_status: Mapping[str, int]
    skew: int | None = None
    since: float = 0.0

    def of(self, status: str) -> int:
        return self.by_status.get(status, 0)


def ask(port: int) -> Counted:
    """The figures of the process on this port. Raises ``requests.RequestException`` and ``ValueError``."""
    answer = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5, allow_redirects=False)
    answer.raise_for_status()
    return read(answer.text)


def read(text: str) -> Counted:
    by_status: dict[str, int] = {}
    skew, since = None, 0.0
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            status = sample.labels.get("status", "")
            if sample.name == "ssp_messages_total":
                by_status[status] = by_status.get(status, 0) + int(sample.value)
            elif sample.name == "ssp_messages_created" and status == REFUSED:
                since = sample.value
            elif sample.name == "ssp_skew_seconds":
                skew = int(sample.value)
    return Counted(by_status, skew, since)


def own_knocks(settings: Settings, counted: Counted) -> int:
    """How many of the refused were the doctor itself, asking with a Token this process does not know."""
    try:
        facts = json.loads(_file(settings).read_text(encoding="utf-8"))
        return min(int(facts["knocks"]), counted.of(REFUSED)) if facts["since"] == counted.since else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def note_knock(settings: Settings, port: int) -> None:
    """The doctor was refused just now. That it cannot be written down only makes a later line longer."""
    try:
        counted = ask(port)
        facts = {"since": counted.since, "knocks": own_knocks(settings, counted) + 1}
        _file(settings).write_text(json.dumps(facts), encoding="utf-8")
    except (OSError, ValueError):
        return


def _file(settings: Settings) -> Path:
    return settings.data_dir / REMEMBERED
