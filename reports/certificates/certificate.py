"""Who passed which exam, written on the paper. Whether it is true is asked elsewhere; the code in the corner leads there."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from reports.certificates.ground import EDGE, GOLD, HEIGHT, WIDTH, diamond, ground, palette
from reports.drawn import Look, drawable, wrapped
from reports.posters.code import draw_code
from reports.posters.lettering import LEADING, Style, fitted, font, write
from reports.posters.paper import GREEN, INK, SOFT, WHITE, Ink, Pen, sheet
from rules.words.plain_text import clean

MIDDLE = WIDTH // 2
ROOM = WIDTH - 2 * EDGE
LACKING = "〓"
"""What printers set for a sign they have no letter for: it is seen, and filled in by hand."""
CODE_AT, CODE_ROOM = (EDGE - 24, 1100), 250
SEAL_MIDDLE, SEAL_ROOM = 720, 500
"""Where the issuer signs: nothing else stands there, so that a seal finds room."""
RULE = 648
PLAIN = 44
BLACK = Style()
NAME_SIZES = ((104, 1), (84, 1), (68, 1), (56, 1), (46, 2), (34, 3), (24, 4))
HOSPITAL_SIZES = ((42, 1), (36, 1), (30, 1), (34, 2), (28, 3))
ISSUER_SIZES = ((38, 1), (32, 1), (34, 2), (28, 2), (25, 2), (24, 3))


@dataclass(frozen=True)
class Certificate:
    """What a certificate says. ``what`` is what was passed (安全知识考试), ``score`` as people say it (92分)."""

    what: str
    hospital: str
    name: str
    title: str
    score: str
    day: date
    code: str
    check_url: str
    issuer: str


@dataclass(frozen=True)
class Words:
    """One line of letters. ``at`` is its middle, or the left end of that where the style says so."""

    text: str
    at: tuple[int, int]
    size: int
    style: Style = BLACK


def certificate(facts: Certificate) -> bytes:
    """A PNG of 1,080 by 1,528 dots: the shape of a sheet of A4."""
    with sheet(WIDTH, HEIGHT) as (paper, _):
        paper.paste(ground())
        pen = ImageDraw.Draw(paper)
        _rule(pen)
        _code(pen, facts.check_url)
        for words in laid_out(facts):
            write(pen, words.at, words.text, words.size, words.style)
        return _png(paper)


def _code(pen: Pen, check_url: str) -> None:
    left, top = CODE_AT
    pen.rectangle((left, top, left + CODE_ROOM - 1, top + CODE_ROOM - 1), WHITE)
    draw_code(pen, CODE_AT, CODE_ROOM, check_url)


def _rule(pen: Pen) -> None:
    for left in (MIDDLE - 220, MIDDLE + 30):
        pen.rectangle((left, RULE - 1, left + 190, RULE), GOLD)
    diamond(pen, (MIDDLE, RULE), 8)


def _png(paper: Image.Image) -> bytes:
    out = BytesIO()
    paper.quantize(palette=palette(), dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def written(name: str) -> str:
    """A name on one line: a letter the font lacks is 〓, other signs it lacks are left out."""
    kept = (char if drawable(char) else LACKING if _is_letter(char) else " " for char in clean(name))
    return " ".join("".join(kept).split())


def _is_letter(char: str) -> bool:
    return unicodedata.category(char) in ("Lo", "Ll", "Lu", "Cn")  # of letters newer than our tables, too


def laid_out(facts: Certificate) -> Iterator[Words]:
    """Every line of the certificate and where it stands."""
    yield from _stack(written(facts.hospital), (272, 352), HOSPITAL_SIZES, Style(SOFT))
    yield Words(facts.what, (MIDDLE, 408), 56, Style(GREEN, bold=True))
    yield Words("合 格 证", (MIDDLE, 540), 140, Style(INK, bold=True))
    yield from _stack(_spaced(written(facts.name)), (704, 860), NAME_SIZES, Style(INK))
    yield from _told(facts)
    yield from _signed(facts)
    yield from _numbered(facts.code)


def _spaced(name: str) -> str:
    """张　敏: two letters alone stand a little apart."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and not name.isascii() else name


def _stack(
    text: str, span: tuple[int, int], sizes: Sequence[tuple[int, int]], style: Style, x: int = MIDDLE
) -> Iterator[Words]:
    """A text in the largest letters that hold it whole, in the middle between two heights."""
    size, lines = fitted(text, ROOM if x == MIDDLE else SEAL_ROOM, sizes)
    step = LEADING * size
    top = (sum(span) - step * len(lines)) / 2
    for number, said in enumerate(lines):
        yield Words(said, (x, round(top + step * (number + 0.5))), size, style)


def _told(facts: Certificate) -> Iterator[Words]:
    """What was sat, how many points, and that this was enough."""
    lines = wrapped(f"参加“{clean(facts.title)}”", Look(PLAIN), ROOM, most=3)
    top, step = (920, 62) if len(lines) < 3 else (876, 56)
    for number, said in enumerate(lines):
        yield Words(said, (MIDDLE, top + step * number), PLAIN)
    parts: Sequence[tuple[str, Ink, int]] = (
        ("成绩", INK, PLAIN),
        (facts.score, GREEN, 60),
        ("，合格，特发此证。", INK, PLAIN),
    )
    yield from _in_a_row(parts, top + step * len(lines) + 8)


def _in_a_row(parts: Sequence[tuple[str, Ink, int]], y: int) -> Iterator[Words]:
    """Words of different looks beside each other, the whole in the middle."""
    wide = [round(font(size).getlength(text)) + 14 for text, _, size in parts]
    left = MIDDLE - (sum(wide) - 14) // 2
    for (text, ink, size), width in zip(parts, wide, strict=True):
        yield Words(text, (left, y), size, Style(ink, bold=size > PLAIN, anchor="lm"))
        left += width


def _signed(facts: Certificate) -> Iterator[Words]:
    yield from _stack(written(facts.issuer), (1180, 1276), ISSUER_SIZES, Style(INK), SEAL_MIDDLE)
    day = facts.day
    yield Words(f"{day.year}年{day.month}月{day.day}日", (SEAL_MIDDLE, 1304), 38)
    yield Words("（盖章）", (SEAL_MIDDLE, 1356), 28, Style(SOFT))


def _numbered(code: str) -> Iterator[Words]:
    yield Words(f"编号 {code}", (EDGE, 1376), 28, Style(INK, anchor="lm"))
    yield Words("扫码或在网页上输编号，可验真伪", (EDGE, 1416), 24, Style(SOFT, anchor="lm"))
