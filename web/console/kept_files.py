"""An uploaded file between the look at it and the tap that brings it in: kept for an hour, for who sent it alone."""

import os
import tempfile
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from rules.refusal import Refused
from web.desk import this_desk

KEPT = timedelta(hours=1)
LONGEST_NAME, LONGEST_TOKEN = 120, 40
GONE = "这份文件放了太久，或者换了机器，请再选一次。"
NOT_SAFE = "放上传文件的文件夹不对，请信息科看一下。"


def keep(person_id: int, name: str, content: bytes, now: datetime) -> str:
    """Put it away; what it is asked for by."""
    folder = _folder()
    _sweep(folder, now)
    token = sha256(content).hexdigest()[:LONGEST_TOKEN]
    path = folder / f"{person_id}-{token}"
    aside = folder / f"{path.name}.{os.getpid()}.part"
    told = " ".join(name.split())[-LONGEST_NAME:]
    aside.write_bytes(told.encode("utf-8", "replace") + b"\n" + content)
    os.utime(aside, (now.timestamp(), now.timestamp()))
    aside.replace(path)
    return token


def kept(person_id: int, token: str, now: datetime) -> tuple[str, bytes]:
    """Name and bytes of what this person sent; refuses what is not there any more."""
    path = _path(person_id, token)
    if path is None or not path.is_file() or _is_old(path, now):
        raise Refused(GONE)
    name, _, content = path.read_bytes().partition(b"\n")
    return name.decode("utf-8", "replace"), content


def forget(person_id: int, token: str) -> None:
    path = _path(person_id, token)
    if path is not None:
        path.unlink(missing_ok=True)


def _path(person_id: int, token: str) -> Path | None:
    is_one = len(token) == LONGEST_TOKEN and set(token) <= set("0123456789abcdef")
    return _folder() / f"{person_id}-{token}" if is_one else None


def _folder() -> Path:
    """A folder of this house alone: another one goes by another clock. One that somebody else put there is not used."""
    folder = this_desk().waiting or Path(tempfile.gettempdir()) / f"suishoupai-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = folder.lstat()
    if folder.is_symlink() or facts.st_uid != os.getuid() or facts.st_mode & 0o077:
        raise Refused(NOT_SAFE)
    return folder


def _sweep(folder: Path, now: datetime) -> None:
    for path in folder.iterdir():
        if _is_old(path, now):
            path.unlink(missing_ok=True)


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return abs(now.timestamp() - path.stat().st_mtime) > KEPT.total_seconds()
    except FileNotFoundError:
        return True
