"""The file of a backup: a tar that begins with a label and ends with the checksums of all it holds."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

LABEL, SUMS = "label.json", "sums.json"
DATABASES = {"sqlite": "suishoupai.db", "postgresql": "suishoupai.dump"}
PHOTOS = "photos"
WHAT = "suishoupai backup 1"
PIECE = 1 << 20

Told = Callable[[int], None]
"""Hears how many bytes were dealt with since last time."""


def silent(count: int) -> None:
    """For whoever does not watch."""


@dataclass(frozen=True)
class Label:
    """What a backup says of itself. ``key`` tells two secret keys apart without telling either."""

    schema: str
    database: str
    made_at: str
    key: str
    what: str = WHAT


def new_file(path: Path) -> IO[bytes]:
    """A new file that nobody else may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


class Digesting:
    """A stream that is hashed and counted as it is read."""

    def __init__(self, source: IO[bytes], told: Told) -> None:
        self._source = source
        self._told = told
        self._sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._sum.update(piece)
        self._told(len(piece))
        return piece

    def digest(self) -> str:
        return self._sum.hexdigest()


@dataclass
class Packing:
    """A backup being written."""

    archive: tarfile.TarFile
    told: Told
    sums: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> bool:
        """One file as it is now. False when it is gone: somebody purged it meanwhile, and that is right."""
        try:
            content = path.open("rb")
        except FileNotFoundError:
            return False
        with content:
            reading = Digesting(content, self.told)
            self.archive.addfile(self.archive.gettarinfo(arcname=name, fileobj=content), reading)
        self.sums[name] = reading.digest()
        return True

    def write(self, name: str, facts: object) -> None:
        """A small member that is ours."""
        content = json.dumps(facts, ensure_ascii=False).encode()
        member = tarfile.TarInfo(name)
        member.size = len(content)
        self.archive.addfile(member, io.BytesIO(content))

    def label(self, label: Label) -> None:
        self.write(LABEL, asdict(label))

    def close(self) -> None:
        self.write(SUMS, self.sums)
