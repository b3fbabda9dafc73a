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


def test_two_share_a_picture_until_one_is_removed(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    for size in ("voice", "playable"):
        shelf.put(1, size, size.encode())
    shelf.share(1, 2_000)
    shelf.share(1, 2_000)
    shelf.remove(1)
    assert files(tmp_path) == [Path("playable/002/2000"), Path("voice/002/2000")]
    assert shelf.path(2_000, "voice").read_bytes() == b"voice"
    assert shelf.path(2_000, "voice").stat().st_mode & 0o777 == 0o600


def test_a_picture_that_is_written_anew_leaves_the_other_as_it_was(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    shelf.put(1, "1600", b"old")
    shelf.share(1, 2)
    shelf.put(1, "1600", b"new")
    assert shelf.path(2, "1600").read_bytes() == b"old"


def test_what_is_not_there_cannot_be_shared(tmp_path: Path) -> None:
    shelf = Folder(tmp_path)
    leave_half(shelf, tmp_path, 1, "original")
    with pytest.raises(FileNotFoundError):
        shelf.share(1, 2)
    assert files(tmp_path) == [Path("original/000/1.4711.part")]


def test_a_disk_without_hard_links_keeps_the_bytes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    shelf = Folder(tmp_path)
    shelf.put(1, "1600", b"picture")
    shelf.share(1, 2)
    shelf.remove(1)
    assert shelf.path(2, "1600").read_bytes() == b"picture"
