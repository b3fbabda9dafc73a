"""Pictures, and things that only pretend to be pictures."""

import struct
import zlib
from io import BytesIO

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS = 0x0112, 0x8825


def scene(mode: str = "RGB", size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Red above, blue below."""
    drawn = Image.new("RGB", size, BLUE)
    drawn.paste(RED, (0, 0, size[0], size[1] // 2))
    return drawn.convert(mode)


def saved(picture: Image.Image, form: str = "JPEG", **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def from_a_telephone(turn: int = 1, size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG that tells where it was taken, and how the telephone was held."""
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(GPS).update({1: "N", 2: (36.0, 48.0, 0.0), 3: "E", 4: (118.0, 3.0, 0.0)})
    return saved(scene(size=size), exif=exif.tobytes(), comment=b"SecretComment")


def transparent() -> bytes:
    """A drawing on nothing, as telephones save screenshots of it."""
    drawn = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    drawn.paste((*RED, 255), (0, 0, 200, 50))
    return saved(drawn, "PNG")


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to unfold to any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 4096)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


GOOD = {
    "jpeg": saved(scene()),
    "png": saved(scene(), "PNG"),
    "webp": saved(scene(), "WEBP"),
    "gif": saved(scene("P"), "GIF"),
    "moving gif": saved(scene("P"), "GIF", save_all=True, append_images=[scene("P").rotate(180)]),
    "grey": saved(scene("L")),
    "cmyk": saved(scene("CMYK")),
    "progressive": saved(scene(), progressive=True),
    "black and white": saved(scene("1"), "PNG"),
    "tiny": saved(scene(size=(1, 2)), "PNG"),
    "a line": saved(scene(size=(3000, 2)), "PNG"),
    "large": saved(scene(size=(4000, 3000))),
}

BAD = {
    "empty": b"",
    "html": b"<!DOCTYPE html><html><body>404</body></html>",
    "html in a jpeg's coat": b"\xff\xd8\xff<html><script>alert(1)</script></html>",
    "truncated": GOOD["large"][: len(GOOD["large"]) // 2],
    "only a head": GOOD["jpeg"][:200],
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "bmp": saved(scene(), "BMP"),
    "tiff": saved(scene(), "TIFF"),
    "voice": b"#!AMR\n" + b"\x3c" * 300,
    "bomb": bomb(30_000, 30_000),
    "larger bomb": bomb(2**31 - 1, 2**31 - 1),
    "a bomb just below the library's own alarm": bomb(8_000, 8_000),
}
