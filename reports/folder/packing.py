"""Zip files that come out the same every time: every entry carries the date it is given, none that of the machine."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

SMALL_ALREADY = {".jpg", ".jpeg", ".png", ".webp", ".docx", ".xlsx", ".pptx", ".zip", ".mp3", ".mp4"}
UNIX = 3
FILE, FOLDER = 0o100644, 0o40755
FOLDER_MARK = 0x10
"""How DOS marks a folder; Windows looks at it."""
EARLIEST = (1980, 1, 1, 0, 0, 0)


def packed(entries: Iterable[tuple[str, bytes]], now: datetime) -> bytes:
    """The entries in their order; a path that ends with / is an empty folder."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for path, content in entries:
            archive.writestr(_entry(path, now), content)
    return written.getvalue()


def repacked(content: bytes, now: datetime) -> bytes:
    """A zip file (an office file is one) with the same entries, dated ``now``."""
    with ZipFile(BytesIO(content)) as archive:
        return packed([(name, archive.read(name)) for name in archive.namelist()], now)


def _entry(path: str, now: datetime) -> ZipInfo:
    stamp = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    entry = ZipInfo(path, max(stamp, EARLIEST))
    entry.create_system = UNIX
    entry.external_attr = (FOLDER << 16 | FOLDER_MARK) if entry.is_dir() else FILE << 16
    small = PurePosixPath(path).suffix in SMALL_ALREADY
    entry.compress_type = ZIP_STORED if small or entry.is_dir() else ZIP_DEFLATED
    return entry
