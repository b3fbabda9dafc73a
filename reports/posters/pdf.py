"""A PDF of many pages, each one picture. A PNG's own compressed lines are lifted into it unchanged."""

import struct
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO

INCH = 72
"""Points, the measure of a PDF."""
SIGNATURE = 8
CATALOG, TREE = 1, 2


class Pages:
    """Writes pages one by one into a file; leaving the ``with`` block finishes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at: dict[int, int] = {}
        self._pages: list[int] = []
        self._next = TREE + 1

    def __enter__(self) -> "Pages":
        self._write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if kind is None:
            self._finish()

    def add(self, picture: bytes, *, dpi: int = 300) -> None:
        """A page as large as this PNG, which must have a palette."""
        chunks = dict(_chunks(picture))
        width, height, bits = struct.unpack(">IIB", chunks[b"IHDR"][:9])
        colours = chunks[b"PLTE"]
        space = f"[/Indexed /DeviceRGB {len(colours) // 3 - 1} <{colours.hex()}>]"
        lines = f"<< /Predictor 15 /Colors 1 /BitsPerComponent {bits} /Columns {width} >>"
        facts = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent {bits}"
        facts += f" /ColorSpace {space} /Filter /FlateDecode /DecodeParms {lines}"
        shown = self._stream(facts, chunks[b"IDAT"])
        wide, high = width * INCH / dpi, height * INCH / dpi
        drawn = self._stream("", f"{wide:.2f} 0 0 {high:.2f} 0 0 cm /P Do".encode())
        page = f"<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}]"
        page += f" /Resources << /XObject << /P {shown} 0 R >> >> /Contents {drawn} 0 R >>"
        self._pages.append(self._object(page.encode()))

    def _stream(self, facts: str, content: bytes) -> int:
        head = f"<< {facts} /Length {len(content)} >>\nstream\n".encode()
        return self._object(head + content + b"\nendstream")

    def _object(self, content: bytes, number: int = 0) -> int:
        """Writes an object and gives back its number."""
        if not number:
            number, self._next = self._next, self._next + 1
        self._at[number] = self._file.tell()
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def _finish(self) -> None:
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._object(f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>".encode(), TREE)
        self._object(f"<< /Type /Catalog /Pages {TREE} 0 R >>".encode(), CATALOG)
        start = self._file.tell()
        self._write(f"xref\n0 {self._next}\n0000000000 65535 f \n".encode())
        for number in range(CATALOG, self._next):
            self._write(b"%010d 00000 n \n" % self._at[number])
        self._write(f"trailer << /Size {self._next} /Root {CATALOG} 0 R >>\n".encode())
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, content: bytes) -> None:
        self._file.write(content)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG by name; what is spread over several is put together."""
    lines = b""
    at = SIGNATURE
    while at < len(picture):
        length, name = struct.unpack(">I4s", picture[at : at + 8])
        content = picture[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IDAT":
            lines += content
        else:
            yield name, content
    yield b"IDAT", lines
