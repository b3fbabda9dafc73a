"""Proving that bytes are a picture, and making the copies we serve: upright, small, without a trace."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

try:
    import pi_heif
except ImportError:  # the extra for iPhone originals is not installed
    pi_heif = None
else:
    pi_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", *(("HEIF",) if pi_heif else ()))
LARGE, SMALL = 1600, 320
QUALITY = 80
PIXELS = 60_000_000
"""More than any telephone's camera; a small file that unfolds to more is a bomb."""

COVER = "#20262a"
"""The colour of what covers a face: solid, so that nothing shines through."""

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = PIXELS


class NotAPicture(Exception):
    """These bytes are not a picture we can show."""


@dataclass(frozen=True)
class Developed:
    """The copies of a picture and what is known of it. ``bands`` are the four quarters of its dHash."""

    large: bytes
    small: bytes
    width: int
    height: int
    bands: tuple[int, int, int, int]


def develop(content: bytes) -> Developed:
    """Decode, turn upright, shrink, and encode anew: EXIF, GPS and whatever hung on the file stay behind."""
    large = _open(content)
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.BILINEAR)
    bands = dhash_bands(small)
    return Developed(_jpeg(large), _jpeg(small), large.width, large.height, bands)


def cover(large: bytes, boxes: Sequence[tuple[float, float, float, float]]) -> bytes:
    """The same copy with solid boxes (left, top, right, bottom in parts of the size): what lies below is gone."""
    with Image.open(io.BytesIO(large), formats=("JPEG",)) as picture:
        covered = picture.convert("RGB")
    pen, width, height = ImageDraw.Draw(covered), covered.width, covered.height
    for left, top, right, bottom in boxes:
        pen.rectangle((int(left * width), int(top * height), int(right * width), int(bottom * height)), COVER)
    covered.info.clear()
    return _jpeg(covered)


def shrink(large: bytes) -> bytes:
    """The small copy of a large one."""
    with Image.open(io.BytesIO(large), formats=("JPEG",)) as picture:
        small = picture.convert("RGB")
    small.thumbnail((SMALL, SMALL), Image.Resampling.BILINEAR)
    small.info.clear()
    return _jpeg(small)


def _open(content: bytes) -> Image.Image:
    """The picture at no more than 1,600 px, upright, in RGB."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS:
                raise NotAPicture("too many pixels")
            picture.draft("RGB", _served_size(picture.size))
            turn = _turn(picture)
            picture.thumbnail((LARGE, LARGE), Image.Resampling.BILINEAR, reducing_gap=2.0)
            return _flat(picture.transpose(turn) if turn is not None else picture)
    except NotAPicture:
        raise
    except Exception as error:  # Pillow's parsers of broken files raise a dozen kinds, bombs two more
        raise NotAPicture(f"{type(error).__name__}: {error}"[:100]) from error


def _served_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size of the large copy; what the decoder may shrink to must have the picture's own shape."""
    longest = max(size)
    return max(1, LARGE * size[0] // longest), max(1, LARGE * size[1] // longest)


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """What turns the picture upright; one whose EXIF is broken stays as it lies."""
    try:
        return TURNS.get(picture.getexif().get(ORIENTATION, 1))
    except Exception:
        return None


def _flat(picture: Image.Image) -> Image.Image:
    """RGB on white: a transparent drawing must not turn black."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
        return flat
    bare = picture.convert("RGB")
    bare.info.clear()  # comments and profiles would be written into the copies
    return bare


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, exif=b"", icc_profile=None)
    return out.getvalue()


def dhash_bands(picture: Image.Image) -> tuple[int, int, int, int]:
    """A 64-bit difference hash in four 16-bit bands: near pictures share most of them."""
    grey = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    rows = (grey[9 * y : 9 * y + 9] for y in range(8))
    bits = [row[x] < row[x + 1] for row in rows for x in range(8)]
    whole = sum(1 << i for i, bit in enumerate(bits) if bit)
    return (whole & 0xFFFF, whole >> 16 & 0xFFFF, whole >> 32 & 0xFFFF, whole >> 48)
