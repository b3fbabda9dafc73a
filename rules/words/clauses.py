"""One message cut wherever another hazard might begin; which cuts stand is decided in several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

EDGES = " \t\n,，。.、:：;；!！?？~～"
_STRONG = ("\n", ";", "；")

_END = re.compile(
    r"[,，。;；、!！~～\n]+|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])|(?<=了)(?=[\u4e00-\u9fffA-Za-z0-9]{4})"
    r"|(?<=[了着坏松])(?=旁边|然后|而且|同时)"
    r"|(?<=[了着坏松动裂漏断堵期灵亮滑掉够化])(?=还有(?![人一]))"
    r"|(?<=[\u4e00-\u9fff]{2})(?=另外|再一个|再就是|再有|以及|其次|最后(?!一))"
    # Dictated without a stop: 漏水六楼吊顶掉皮; whether it tells of anything new is asked afterwards.
    r"|(?<=[上亮开转响坏松裂漏断掉堵滑期灵])(?=[东西南北][侧边头楼区])"
    r"|(?<=[亮开转响坏松裂漏断掉堵滑期灵水皮化倒破黑湿灭露翘锁满])(?=[一二三四五六七八九十]楼|[0-9]{1,2}楼)"
)
_NO_POINT = r"(?!楼(?!梯)|[层号床栋座区病科诊室间个台张把块瓶次天月年点米条人只根])"  # 1床, 3层
_NUMBERED = re.compile(
    r"(?<=[\u4e00-\u9fff])([1-9])[.．、](?=[\u4e00-\u9fff])"
    rf"|(?<=[\u4e00-\u9fff])([1-9])(?=[\u4e00-\u9fff]){_NO_POINT}|(?<=[\u4e00-\u9fff])([二三四五六])是(?!楼)"
    r"|(?<=[\u4e00-\u9fff])第([二三四五六])(?:个|处|点|条)?(?:就?是|[、,，:：])|(?<=[\u4e00-\u9fff])([②-⑨])"
    r"|(?:^|(?<=[\s,，。;；:：、]))(?:"
    rf"第?([1-9])(?:[.．、)）:：](?![0-9])|(?=[\u4e00-\u9fff]){_NO_POINT})"
    r"|([①-⑨])|[(（]([1-9一二三四五六七八九])[)）]|[第其]([一二三四五六七八九])个?(?:就?是)?[、,，:：.．]?"
    r"|([一二三四五六七八九])[、.．是][,，]?)"
)
_ORDINALS = {
    sign: at for signs in ("123456789", "①②③④⑤⑥⑦⑧⑨", "一二三四五六七八九") for at, sign in enumerate(signs, 1)
}
_MORE = re.compile(
    r"[\s,，]*(?:还有|另外|以及|此外|再一个|再就是|再有(?:就是)?|同时|首先|其次|再者|最后|然后就是|一个是|还(?=[\u4e00-\u9fff]*有人))[,，:：]?"
    r"(?:一[个处件])?(?:就?是)?"
)


@dataclass(frozen=True)
class Clause:
    """A stretch of the text behind ``cut``; its words begin at ``start``, behind a number or 还有."""

    cut: int
    start: int
    end: int
    marked: bool
    numbered: bool


def clauses(text: str) -> Iterator[Clause]:
    """The text cut wherever another hazard might begin; most cuts are mended again."""
    numbers = _numbers(text)
    cuts = {0, len(text), *numbers, *(found.end() for found in _END.finditer(text))} - {*numbers.values()}
    for cut, end in pairwise(sorted(cuts)):
        if not text[cut:end].strip(EDGES):
            continue
        more = _MORE.match(text, cut, end)
        start = numbers.get(cut) or (more.end() if more else cut)
        marked = cut in numbers or bool(more) or text[cut - 1 : cut] in _STRONG
        yield Clause(cut, start, end, marked, cut in numbers)


def _numbers(text: str) -> dict[int, int]:
    """Where the points of a list begin, and where their words do; {} unless they count 1, 2, …"""
    found = [(hit.start(), hit.end(), _ordinal(hit)) for hit in _NUMBERED.finditer(text)]
    counting = [number for _, _, number in found] == list(range(1, len(found) + 1))
    return {start: end for start, end, _ in found} if counting and len(found) > 1 else {}


def _ordinal(hit: re.Match[str]) -> int:
    return _ORDINALS[next(sign for sign in hit.groups() if sign)]
