"""The files of a picture of which parts are covered: made anew from the bare copy, which stays apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.pictures import cover, shrink
from bot.shelf import Shelf
from rules.boxes import Box


@dataclass(frozen=True)
class Served:
    """What is known of the copy that is served now."""

    sha256: str
    bytes: int


def cover_files(shelf: Shelf, photo_ids: Sequence[int], boxes: Sequence[Box]) -> Served:
    """Serve this picture, under each of these ids, with the boxes over it; without boxes as it was before.

    The bare copy is safe before anything is written over. FileNotFoundError if the picture is away.
    """
    bare = _bare(shelf, photo_ids)
    large = cover(bare, boxes) if boxes else bare
    small = shrink(large)
    for photo_id in photo_ids:
        if boxes and shelf.path(photo_id, "bare") is None:
            shelf.put(photo_id, "bare", bare)
        shelf.put(photo_id, "1600", large)
        shelf.put(photo_id, "320", small)
        if not boxes:
            shelf.forget_bare(photo_id)
    return Served(sha256(large).hexdigest(), len(large))


def _bare(shelf: Shelf, photo_ids: Sequence[int]) -> bytes:
    """The picture before anything was covered: from whichever of the ids still has it."""
    kept = (shelf.path(photo_id, size) for size in ("bare", "1600") for photo_id in photo_ids)
    path = next((path for path in kept if path), None)
    if path is None:
        raise FileNotFoundError(photo_ids)
    return path.read_bytes()
