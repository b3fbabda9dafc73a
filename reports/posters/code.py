"""The QR code itself, drawn module by module."""

import segno

from reports.posters.paper import INK, Pen, Wall, png, sheet

ERROR = "q"
"""A quarter of the code may be scratched off the wall."""
QUIET = 4
"""White modules around a code, without which telephones do not find it."""
PICTURE = 1200

Matrix = tuple[bytearray, ...]


def matrix_of(scan_url: str) -> Matrix:
    """The modules, dark ones 1; no quiet zone."""
    matrix: Matrix = segno.make_qr(scan_url, error=ERROR, boost_error=False).matrix
    return matrix


def draw_code(pen: Pen, corner: tuple[int, int], room: int, scan_url: str) -> int:
    """The code with its quiet zone in a square of ``room`` dots; gives back the dots of one module."""
    matrix = matrix_of(scan_url)
    module = room // (len(matrix) + 2 * QUIET)
    left, top = (edge + (room - module * len(matrix)) // 2 for edge in corner)
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                at = (left + x * module, top + y * module)
                pen.rectangle((*at, at[0] + module - 1, at[1] + module - 1), INK)
    return module


def code_picture(wall: Wall) -> bytes:
    """The bare code, for those who make posters of their own: a PNG of 1200 dots."""
    with sheet(PICTURE, PICTURE) as (paper, pen):
        draw_code(pen, (0, 0), PICTURE, wall.scan_url)
        return png(paper)
