"""Word's automatic numbers: what a person sees before a paragraph though it is not in its text."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_W}val"
_CHINESE = "零一二三四五六七八九"
MOST = 10_000


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts, from where, and what stands around the number (``%1.``)."""

    counts: str
    shape: str
    start: int


@dataclass
class Numbers:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Numbers":
        """The lists that a document defines; none when it has no such part."""
        numbers = cls()
        for each in [] if root is None else root.findall(f"{_W}abstractNum"):
            levels = (_level(level) for level in each.findall(f"{_W}lvl"))
            numbers.levels[each.get(f"{_W}abstractNumId", "")] = dict(levels)
        for each in [] if root is None else root.findall(f"{_W}num"):
            kind = each.find(f"{_W}abstractNumId")
            numbers.lists[each.get(f"{_W}numId", "")] = "" if kind is None else kind.get(_VALUE, "")
        return numbers

    def before(self, paragraph: Element) -> str:
        """The number before this paragraph; every call counts on."""
        where = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        depth = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        name = "" if where is None else where.get(_VALUE, "")
        at = _whole("0" if depth is None else depth.get(_VALUE, "0"))
        level = self.levels.get(self.lists.get(name, ""), {}).get(at)
        if level is None or level.counts in ("bullet", "none"):
            return ""
        counts = self.counted.setdefault(name, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]
        return _shaped(level.shape, counts, self.levels[self.lists[name]])


def _shaped(shape: str, counts: dict[int, int], levels: dict[int, Level]) -> str:
    for at, level in levels.items():
        if f"%{at + 1}" in shape:
            shape = shape.replace(f"%{at + 1}", _counted(counts.get(at, level.start), level.counts))
    return shape + " "


def _level(level: Element) -> tuple[int, Level]:
    def value(name: str, usual: str) -> str:
        found = level.find(f"{_W}{name}")
        return usual if found is None else found.get(_VALUE, usual)

    at = _whole(level.get(f"{_W}ilvl", "0"))
    return at, Level(value("numFmt", "decimal"), value("lvlText", f"%{at + 1}."), _whole(value("start", "1")))


def _counted(number: int, counts: str) -> str:
    if counts in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if counts == "upperLetter" else letter.lower()
    if counts in ("chineseCounting", "chineseCountingThousand", "japaneseCounting") and 0 < number < 100:
        return _chinese(number)
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    before = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return before + (_CHINESE[ones] if ones or not tens else "")


def _whole(text: str) -> int:
    return min(int(text), MOST) if text.isdecimal() and len(text) < 9 else 1
