"""The chain of a hazard's history: each line's digest covers the line before it, so that none can be changed alone."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from rules.hazard import Part

BEGINNING = ""
"""What stands before the first line."""

_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest(before: str, line: Mapping[Any, Any]) -> str:
    """SHA-256 (hex) over the digest before and the line, written as one JSON list.

    Who reported is left out. The name may be taken off later, and a digest that covered it would betray it for
    ever: whoever tries all people of a hospital finds the one that fits.
    """
    part = line["part"]
    said = [
        before,
        line["hazard_id"],
        line["seq"],
        line["at"]
        .astimezone(UTC)
        .isoformat(timespec="microseconds"),  # the same whatever zone it was read in
        line["verb"],
        part,
        None if part == Part.REPORTER else line["person_id"],
        line["text"],
        line["status"],
        line["facts"],
    ]
    return hashlib.sha256(_WRITE(said).encode()).hexdigest()


def over(before: str, digests: Iterable[str]) -> str:
    """One digest over many, in their order; the anchor of a day."""
    whole = hashlib.sha256(before.encode())
    for one in digests:
        whole.update(one.encode())
    return whole.hexdigest()
