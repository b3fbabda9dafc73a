"""Proving that bytes are a picture, and making the copies we serve: upright, small, without a trace."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

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


def _open(content: bytes) -> Image.Image:
    """The picture at no more than 1,600 px, upright, in RGB."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS:
                raise NotAPicture("too many pixels")
            picture.draft("RGB", (LARGE, LARGE))
            turned = picture.getexif().get(0x0112, 1)
            picture.thumbnail((LARGE, LARGE), Image.Resampling.BICUBIC, reducing_gap=2.0)
            upright = ImageOps.exif_transpose(picture) if turned != 1 else picture
            return _flat(upright)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPicture(str(error)[:100]) from error
    except (EOFError, IndexError, TypeError, KeyError, AttributeError, OverflowError, MemoryError) as error:
        raise NotAPicture(
            type(error).__name__
        ) from error  # Pillow's parsers of broken files raise all of these


def _flat(picture: Image.Image) -> Image.Image:
    """RGB on white: a transparent drawing must not turn black."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
        return flat
    return picture.convert("RGB")


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
