"""One hazard as a card: before and after, what was wrong, how it was put right, how long it took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.drawn import Block, Look, banner, before_and_after, column, drawable, gap, line, paragraph
from reports.posters.paper import GREEN, INK, RED, SOFT, WHITE, Ink
from rules.words.plain_text import clean

AMBER = (150, 62, 18)
TAGS: dict[str, tuple[str, Ink, Ink]] = {
    "practice": ("好做法", GREEN, (205, 232, 215)),
    "exposure": ("隐患曝光", AMBER, (250, 222, 205)),
}
PALE = (242, 244, 243)
SOMEWHERE = "某科室"
CALL = "看到不安全，随手拍一张。"


@dataclass(frozen=True)
class Card:
    """What a card shows; photos are JPEG or PNG. ``days`` from the find to 销号, None while it is not put right.

    ``leave_out`` are words that must not appear, such as departments' names: they vanish from the place and become
    某科室 in sentences.
    """

    kind: Literal["exposure", "practice"]
    title: str
    wrong: str
    right: str
    days: int | None
    place: str
    before: bytes | None
    after: bytes | None
    hospital: str
    leave_out: Sequence[str] = ()


def card(card: Card) -> bytes:
    """A PNG 1,080 dots wide, as long as it needs to be."""
    return column([_head(card), *_body(card), gap(50), _foot(card)])


def _head(card: Card) -> Block:
    tag, ground, pale = TAGS[card.kind]
    return banner(
        [(tag, Look(44, pale, bold=True)), (_said(card, card.title), Look(72, WHITE, bold=True))], ground
    )


def _body(card: Card) -> Iterator[Block]:
    place = _place(card)
    if place:
        yield gap(32)
        yield paragraph(f"地点  {place}", Look(40, SOFT), most=2)
    for block in before_and_after(card.before, card.after):
        yield gap(32)
        yield block
    yield from _told("哪里不安全", card.wrong, RED, card)
    yield from _told("怎么弄好的", card.right, GREEN, card)
    yield gap(36)
    yield line(days_words(card.days), Look(54, GREEN if card.days is not None else AMBER, bold=True))


def _told(heading: str, words: str, ink: Ink, card: Card) -> Iterator[Block]:
    said = _said(card, words)
    if drawable(said):
        yield gap(36)
        yield line(heading, Look(40, ink, bold=True))
        yield paragraph(said, Look(46, INK), most=5)


def days_words(days: int | None) -> str:
    """How long it took, as people say it."""
    if days is None:
        return "还在整改"
    return f"用了{days}天" if days > 0 else "当天就弄好了"


def _said(card: Card, words: str) -> str:
    return _without(words, card.leave_out, SOMEWHERE)


def _place(card: Card) -> str:
    return _without(card.place, card.leave_out, "")


def _without(words: str, names: Sequence[str], instead: str) -> str:
    """Longest names first, so that 内科二病区 does not leave 二病区 behind."""
    words = clean(words)
    for name in sorted(map(clean, names), key=len, reverse=True):
        words = words.replace(name, instead) if name else words
    return words


def _foot(card: Card) -> Block:
    return banner([(clean(card.hospital), Look(38, INK)), (CALL, Look(38, SOFT))], PALE)
