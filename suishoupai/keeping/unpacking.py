"""Reading a backup: nothing is believed before its checksum was seen, nothing is written outside its folder."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rules.refusal import Refused
from suishoupai.keeping.archive import (
    DATABASES,
    LABEL,
    PHOTOS,
    PIECE,
    SUMS,
    WHAT,
    Digesting,
    Label,
    Told,
    new_file,
    silent,
)


def unpack(file: Path, folder: Path, told: Told = silent) -> Label:
    """Everything of a backup, proven by its checksums, into ``folder``. Refuses whatever is not whole or not ours."""
    try:
        with tarfile.open(file, "r:") as archive:
            return _unpack(archive, folder, told)
    except (tarfile.TarError, EOFError):
        raise Refused(f"{file.name} 打不开：不是随手拍的备份，或者后面缺了一截") from None


def _unpack(archive: tarfile.TarFile, folder: Path, told: Told) -> Label:
    members = iter(archive)
    label = _read_label(archive, next(members, None))
    seen: dict[str, str] = {}
    for member in members:
        if member.name == SUMS:
            _compare(seen, _read_json(archive, member))
            return label
        _check_name(member, label)
        seen[member.name] = _write(archive, member, folder / member.name, told)
    raise Refused("备份不完整：后面缺了一截，请换一份")


def peek(file: Path) -> Label:
    """Only what the backup says of itself; quick, however large it is."""
    try:
        with tarfile.open(file, "r:") as archive:
            return _read_label(archive, archive.next())
    except (tarfile.TarError, EOFError):
        raise Refused(f"{file.name} 不是随手拍的备份") from None


def _read_label(archive: tarfile.TarFile, member: tarfile.TarInfo | None) -> Label:
    facts = _read_json(archive, member) if member and member.name == LABEL else {}
    if facts.get("what") != WHAT or facts.get("database") not in DATABASES:
        raise Refused("不是随手拍的备份")
    return Label(**{name: str(facts.get(name, "")) for name in ("schema", "database", "made_at", "key")})


def _read_json(archive: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, str]:
    content = archive.extractfile(member)
    try:
        facts = json.loads(content.read()) if content else None
    except ValueError:
        facts = None
    if not isinstance(facts, dict):
        raise Refused("备份坏了：标签读不出来")
    return facts


def _check_name(member: tarfile.TarInfo, label: Label) -> None:
    """Only plain files, only the database and photos, nothing that climbs out of the folder."""
    path = PurePosixPath(member.name)
    climbs = path.is_absolute() or ".." in path.parts
    is_ours = member.name == DATABASES[label.database] or path.parts[:1] == (PHOTOS,)
    if not member.isreg() or climbs or not is_ours:
        raise Refused(f"备份里有不该有的东西：{member.name[:60]}，我没有恢复")


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path, told: Told) -> str:
    content = archive.extractfile(member)
    assert content is not None
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    reading = Digesting(content, told)
    with new_file(target) as out:
        for piece in pieces(reading):
            out.write(piece)
    return reading.digest()


def pieces(reading: Digesting) -> Iterator[bytes]:
    while piece := reading.read(PIECE):
        yield piece


def _compare(seen: dict[str, str], promised: dict[str, str]) -> None:
    wrong = [name for name, digest in promised.items() if seen.get(name) != digest]
    if wrong or len(seen) != len(promised):
        raise Refused(f"备份里的内容变过（{(wrong or sorted(seen))[0]}），请换一份")
