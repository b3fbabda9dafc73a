"""Where pictures and voices lie: a folder behind four verbs. Nothing here looks into a picture."""

import os
from pathlib import Path
from typing import Protocol

SIZES = ("original", "1600", "320", "bare", "voice", "playable")
"""``bare`` is the large copy as it was before faces were covered. A voice lies there as it came, and as browsers
can play it where somebody could make that."""


class Shelf(Protocol):
    """Keeps bytes under a photo's id and a size."""

    def put(self, photo_id: int, size: str, content: bytes) -> None: ...

    def path(self, photo_id: int, size: str) -> Path | None: ...

    def share(self, photo_id: int, other_id: int) -> None: ...

    def remove(self, photo_id: int) -> None: ...

    def forget_original(self, photo_id: int) -> None: ...

    def forget_bare(self, photo_id: int) -> None: ...


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

    def share(self, photo_id: int, other_id: int) -> None:
        """All of one picture under another id, too; removing one leaves the other. FileNotFoundError if it is away."""
        found = [size for size in SIZES if self.path(photo_id, size)]
        if not found:
            raise FileNotFoundError(photo_id)
        for size in found:
            self._link(self._path(photo_id, size), other_id, size)

    def remove(self, photo_id: int) -> None:
        for size in SIZES:
            path = self._path(photo_id, size)
            path.unlink(missing_ok=True)
            _sweep(path)

    def _link(self, source: Path, other_id: int, size: str) -> None:
        """The same bytes under two names; twice the bytes where the disk has no such thing."""
        target = self._path(other_id, size)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            os.link(source, target)
        except FileExistsError:
            pass  # a courier that died had come so far
        except FileNotFoundError:
            raise
        except OSError:
            self.put(other_id, size, source.read_bytes())
        _keep_name(target.parent)

    def forget_original(self, photo_id: int) -> None:
        """The file as it came; our own copies stay."""
        self._path(photo_id, "original").unlink(missing_ok=True)

    def forget_bare(self, photo_id: int) -> None:
        """Nothing is covered any more: the copy that is served is the bare one again."""
        self._path(photo_id, "bare").unlink(missing_ok=True)

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
