"""The file of a backup: whole or refused, and never half of one under the final name."""

import resource
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from migrations import version
from rules.refusal import Refused
from suishoupai import keeping
from suishoupai.keeping import making, returning
from suishoupai.keeping.archive import LABEL, SUMS
from tests.commands.conftest import elsewhere, only_sqlite
from tests.conftest import NOON
from tests.hospital import Hospital


def nothing_is_left(folder: Path) -> bool:
    return not [path for path in folder.rglob("*") if path.is_file()]


@only_sqlite
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(kept: Path, tmp_path: Path, share: float) -> None:
    whole = kept.read_bytes()
    end = len(whole.rstrip(b"\0"))
    kept.write_bytes(whole[: int(end * share)])
    with pytest.raises(Refused, match=r"缺了一截|不是随手拍的备份"):
        keeping.restore(elsewhere(tmp_path / "new"), kept)
    assert nothing_is_left(tmp_path / "new")


def rewritten(file: Path, change: Callable[[str, bytes], bytes], *more: tuple[str, bytes]) -> None:
    """The same archive with other contents."""
    with tarfile.open(file) as archive:
        members = [(m.name, archive.extractfile(m).read()) for m in archive if m.isfile()]  # type: ignore[union-attr]
    with tarfile.open(file, "w") as archive:
        for name, content in [members[0], *more, *members[1:]]:
            member = tarfile.TarInfo(name)
            changed = change(name, content)
            member.size = len(changed)
            archive.addfile(member, BytesIO(changed))


@only_sqlite
def test_one_changed_byte_is_noticed(kept: Path, tmp_path: Path) -> None:
    rewritten(kept, lambda name, content: content[:-1] + b"?" if name.endswith("1600/000/1") else content)
    with pytest.raises(Refused, match="变过"):
        keeping.restore(elsewhere(tmp_path / "new"), kept)
    assert nothing_is_left(tmp_path / "new")


@only_sqlite
@pytest.mark.parametrize("name", ["photos/../../evil", "/etc/evil", "evil", "photos/../suishoupai.db"])
def test_names_that_climb_out_are_refused(kept: Path, tmp_path: Path, name: str) -> None:
    rewritten(kept, lambda _, content: content, (name, b"evil"))
    with pytest.raises(Refused, match="不该有的东西"):
        keeping.restore(elsewhere(tmp_path / "new"), kept)
    assert not list(tmp_path.rglob("evil"))
    assert nothing_is_left(tmp_path / "new")


@only_sqlite
def test_a_newer_version_names_what_to_do(kept: Path, tmp_path: Path) -> None:
    rewritten(kept, lambda name, c: c.replace(version.newest().encode(), b"9999") if name == LABEL else c)
    with pytest.raises(Refused, match="db upgrade"):
        keeping.restore(elsewhere(tmp_path / "new"), kept)


@only_sqlite
def test_an_older_version_comes_back_and_wants_the_upgrade(kept: Path, tmp_path: Path) -> None:
    rewritten(kept, lambda name, c: c.replace(version.newest().encode(), b"0000") if name == LABEL else c)
    assert keeping.restore(elsewhere(tmp_path / "new"), kept).is_old


@only_sqlite
def test_another_secret_key_is_noticed(kept: Path, tmp_path: Path) -> None:
    assert not keeping.restore(elsewhere(tmp_path / "new", secret="quite another secret"), kept).is_same_key


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SQLite format 3\0" * 400])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(Refused, match="不是随手拍的备份"):
        keeping.restore(elsewhere(tmp_path / "new"), tmp_path / "x")


def test_a_stranger_in_the_same_clothes_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("holiday.jpg"), BytesIO())
    with pytest.raises(Refused, match="不是随手拍的备份"):
        keeping.restore(elsewhere(tmp_path / "new"), tmp_path / "x.tar")


@only_sqlite
def test_a_log_left_beside_a_missing_database_is_not_played_into_the_new_one(
    kept: Path, tmp_path: Path
) -> None:
    settings = elsewhere(tmp_path / "new")
    settings.data_dir.mkdir()
    (settings.data_dir / "suishoupai.db-wal").write_bytes(b"old pages")
    with pytest.raises(Refused, match="wal"):
        keeping.restore(settings, kept)


@only_sqlite
def test_a_full_disk_leaves_yesterdays_backup_and_no_half_file(kept: Path, hospital: Hospital) -> None:
    yesterday = kept.read_bytes()
    settings = hospital.product.settings
    done = subprocess.run(
        [sys.executable, "-m", "suishoupai", "backup", str(kept)],
        env={"PATH": "/usr/bin", "SSP_DATA_DIR": str(settings.data_dir), "SSP_CONFIG": "/dev/null"}
        | {"SSP_DATABASE__URL": settings.database_url},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (len(yesterday) // 2,) * 2),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "没有留下半个文件" in done.stderr, done.stderr.count("\n")) == (1, True, 1)
    assert kept.read_bytes() == yesterday
    assert sorted(p.name for p in kept.parent.iterdir() if "all" in p.name or p.name.startswith(".")) == [
        "all.tar"
    ]


@only_sqlite
def test_too_little_room_is_said_before_anything_is_written(
    kept: Path, hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = type("Usage", (), {"free": 1})
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _: none)
    with pytest.raises(Refused, match=r"约要(\d+MB|不到1MB)，只剩不到1MB；没有开始"):
        keeping.backup(hospital.product.settings, kept, now=hospital.now)


def test_a_database_that_cannot_be_opened_is_not_told_to_upgrade(tmp_path: Path) -> None:
    (tmp_path / "suishoupai.db").write_bytes(b"nothing SQLite would know" * 400)
    with pytest.raises(Refused, match="数据库文件坏了") as said:
        keeping.backup(elsewhere(tmp_path), tmp_path / "all.tar", now=NOON)
    assert "db upgrade" not in str(said.value)


@only_sqlite
def test_a_picture_purged_meanwhile_does_not_stop_the_backup(
    kept: Path, hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = hospital.product.settings
    found = sorted(path for path in settings.photos_dir.rglob("*") if path.is_file())
    found[0].unlink()
    monkeypatch.setattr(making, "size_of_all", lambda _: 0)
    monkeypatch.setattr(making, "_pictures", lambda _: iter(found))
    assert keeping.backup(settings, kept, now=hospital.now).pictures == len(found) - 1


@only_sqlite
def test_the_doctor_can_ask_when_it_was(kept: Path, hospital: Hospital) -> None:
    assert keeping.last_backup(hospital.product.settings) == hospital.now
    keeping.backup(hospital.product.settings, kept, now=hospital.now + timedelta(days=1))
    assert keeping.last_backup(hospital.product.settings) == hospital.now + timedelta(days=1)


@only_sqlite
def test_only_its_owner_may_read_it(kept: Path) -> None:
    assert kept.stat().st_mode & 0o077 == 0
    with tarfile.open(kept) as archive:
        names = archive.getnames()
    assert (names[0], names[-1]) == (LABEL, SUMS)


@only_sqlite
def test_the_bar_moves_by_every_byte_there_and_back(kept: Path, hospital: Hospital, tmp_path: Path) -> None:
    written, read = [0], [0]
    keeping.backup(hospital.product.settings, kept, now=hospital.now, told=lambda n: written.append(n))
    keeping.restore(elsewhere(tmp_path / "new"), kept, told=lambda n: read.append(n))
    with tarfile.open(kept) as archive:
        everything = sum(member.size for member in archive if member.name not in (LABEL, SUMS))
    assert (sum(written), sum(read)) == (everything, everything)


@only_sqlite
def test_what_cannot_be_put_in_its_place_leaves_the_place_empty(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(returning, "_place", full)
    with pytest.raises(Refused, match="没有动"):
        keeping.restore(elsewhere(tmp_path / "new"), kept)
    assert nothing_is_left(tmp_path / "new")
