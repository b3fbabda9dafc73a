"""The folder of pictures: whole or not at all, readable by nobody else, and empty where it was emptied."""

from pathlib import Path

import pytest

from bot.shelf import SIZES, Folder


def files(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())


def leave_half(folder: Folder, root: Path, photo_id: int, size: str) -> Path:
    """What a process killed in the middle of writing leaves behind."""
    folder.put(photo_id, size, b"whole")
    whole = folder.path(photo_id, size)
    half = whole.with_suffix(".4711.part")
    whole.rename(half)
    return half


def test_nobody_else_may_read(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    for size in SIZES:
        shelf.put(1234, size, b"bytes")
        kept = shelf.path(1234, size)
        assert kept.read_bytes() == b"bytes"
        assert kept.stat().st_mode & 0o777 == 0o600
        assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_half_a_file_is_no_file_and_the_next_try_sweeps_it_away(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    leave_half(shelf, tmp_path, 12, "original")
    assert shelf.path(12, "original") is None
    shelf.put(12, "original", b"again")
    assert files(tmp_path) == [Path("original/000/12")]


def test_the_half_file_of_another_picture_stays(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    half = leave_half(shelf, tmp_path, 12, "original")
    shelf.put(1, "original", b"x")
    shelf.remove(1)
    assert half.exists()


def test_what_is_removed_leaves_not_even_half_a_file(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    for size in SIZES:
        leave_half(shelf, tmp_path, 12, size)
        shelf.put(12, "320", b"x")
    shelf.remove(12)
    shelf.remove(12)
    shelf.remove(99)
    assert files(tmp_path) == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Folder(tmp_path)
    shelf.put(1, "1600", b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        shelf.put(1, "1600", b"new")
    assert shelf.path(1, "1600").read_bytes() == b"old"
