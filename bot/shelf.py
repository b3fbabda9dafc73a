"""Where pictures lie: a folder behind three verbs. Nothing here looks into a picture."""

import os
from pathlib import Path
from typing import Protocol

SIZES = ("original", "1600", "320", "voice")


class Shelf(Protocol):
    """Keeps bytes under a photo's id and a size."""

    def put(self, photo_id: int, size: str, content: bytes) -> None: ...

    def path(self, photo_id: int, size: str) -> Path | None: ...

    def remove(self, photo_id: int) -> None: ...


class Folder:
    """The shelf of one machine. Originals are readable by this process alone."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, photo_id: int, size: str, content: bytes) -> None:
        """Written aside, flushed, then renamed: a reader sees all of it or none."""
        path = self._path(photo_id, size)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(path)
        aside = path.with_suffix(f".{os.getpid()}.part")
        with aside.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        _keep_name(path.parent)

    def path(self, photo_id: int, size: str) -> Path | None:
        path = self._path(photo_id, size)
        return path if path.is_file() else None

    def remove(self, photo_id: int) -> None:
        for size in SIZES:
            path = self._path(photo_id, size)
            path.unlink(missing_ok=True)
            _sweep(path)

    def _path(self, photo_id: int, size: str) -> Path:
        assert size in SIZES
        return self._root / size / f"{photo_id // 1000:03}" / str(photo_id)


def _sweep(path: Path) -> None:
    """What a process that was killed had half written of this picture."""
    for part in path.parent.glob(f"{path.name}.*.part"):
        part.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Flush the name too: a row that says ``ready`` must find its file after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
