"""Which of numbered things people mean: of pictures 4-6, 第4到第6张, 后两张; of hazards 把103撤了吧, 催一下102."""

import re
import unicodedata

from rules.numbers import RESERVED
from rules.words.choice_words import CHINESE_DIGITS

_NOISE = re.compile(r"(?:张|号|图|照片|这几|那几|是|第|另一处|分开|分出来|[个的吧了])+")
_RANGE = re.compile(r"(\d{1,2})\s*(?:-+|—+|–|~|至|到)\s*(\d{1,2})")
_LIST = re.compile(r"\d{1,2}(?:[\s,，、.;；和跟与]+\d{1,2})*")
_JOINED = re.compile(r"[1-9]{2,9}")
MOST = 20


def which_ones(text: str) -> list[int] | None:
    """The numbers meant, sorted, each once; None for anything else."""
    if len(text) > 40:
        return None
    tidy = unicodedata.normalize("NFKC", text)
    tidy = _NOISE.sub(" ", "".join(str(CHINESE_DIGITS.get(char, char)) for char in tidy)).strip(" 。.!,，")
    tidy = re.sub(r"\s*(-+|—+|–|~|至|到)\s*", r"\1", tidy)
    spread = _RANGE.sub(_spread, tidy)
    if _LIST.fullmatch(spread) and not _JOINED.fullmatch(spread):
        return sorted({int(number) for number in re.findall(r"\d+", spread)})
    if _JOINED.fullmatch(spread) and "".join(sorted(set(spread))) == spread:
        return [int(digit) for digit in spread]
    return None


def _spread(found: re.Match[str]) -> str:
    first, last = sorted((int(found[1]), int(found[2])))
    return " ".join(str(number) for number in range(first, min(last, first + MOST) + 1))


_COUNTED = "[1-9]|1[0-9]|20"
_LAST = re.compile(rf"(?:最?后|末)(?:面|边)?(?:的|那|这)?({_COUNTED})")
_FIRST = re.compile(rf"(?:最?前|头)(?:面|边)?(?:的|那|这)?({_COUNTED})")
_ALL = re.compile(r"(?:全部?|所有|都|每)+")
_ALL_BUT = re.compile(r"除(?:了|去)?(.{1,12}?)(?:以外|之外|外|其余|其他|别的|剩下的?|,|，|都|全|$)+")
_SAID_AROUND = re.compile(r"(?:张|图片?|照片|几|另?[一1]处|不是|是|分开|分出来?|要|[个的吧了呀啊那这])+")


def which_of(text: str, count: int) -> list[int] | None:
    """The same where ``count`` of them were sent: 后两张, 除了第一张, 全部 as well; numbers beyond are kept as said."""
    if (numbers := which_ones(text)) is not None or len(text) > 40:
        return numbers
    tidy = unicodedata.normalize("NFKC", text).replace("两", "2").replace("俩", "2").strip(" 。.!,，")
    tidy = "".join(str(CHINESE_DIGITS.get(char, char)) for char in tidy)
    if (but := _ALL_BUT.match(tidy)) and (left := which_of(but[1], count)) is not None:
        return [number for number in range(1, count + 1) if number not in left]
    bare = _SAID_AROUND.sub("", tidy).strip(" 。.!,，")
    if bare in ("最后", "末"):
        return [count]
    if found := _LAST.fullmatch(bare):
        return list(range(max(count - int(found[1]), 0) + 1, count + 1))
    if found := _FIRST.fullmatch(bare):
        return list(range(1, int(found[1]) + 1))
    return list(range(1, count + 1)) if _ALL.fullmatch(bare) else None


_LONGEST = 40
_ASKS_POLITELY = re.compile(r"^(?:我|请|帮忙?|麻烦|想要?|要|能不能|能|可以|给|把它|它|[,，\s])*")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.:：\-/])([1-9][0-9]{2,5})(?![0-9A-Za-z.:：\-/])")
# A room, a measure, an amount: 302病房, 200元. 101号 alone is a hazard, 101号楼 is not.
_NO_HAZARD = re.compile(
    r"号?(?:[病诊]?(?:房|室)|楼|层|床|栋|幢|门|窗|间|柜|机|车|手术|科|院|线|路|单元)|[个张台把块瓶次天月年点米条人只根元分秒度毫平斤吨小]|V|W|%"
)
_BEHIND = re.compile(r"\s*(?:号(?:隐患|单子?|那[件个条]|这[件个条])?|那[件个条]|这[件个条]|的)?")
_BEFORE = re.compile(r"(?:[\s,，。:：把将给催撤销删补查看问回请帮下了掉件号患]|隐患|编号|第)$")
_ASKED = r"(?:吗|嘛|么|没有?|不|呢)[?？。]*$|[?？]$"
_DONE = r"(?:弄|修|换|整|搞|清|搬|挪|处理|解决|整改|拖|擦|扫)(?:理)?(?:好|完|走|干净|定|妥)(?:了|啦|完|$)|搞定|(?:^|号|\s|[,，])(?:已经)?好了|完成(?:了|$)|(?:已经?|都)(?:处理|解决|整改|修|换)了?"
_WISHES = (
    ("ask", re.compile(rf"(?:{_DONE}|处理|整改|修|换|弄|派人|有人[管办修弄]|看)了?(?:{_ASKED})")),
    (
        "urge",
        re.compile(
            r"催|还没(?:人|弄|修|处理|换|来|动|好|整)|(?:咋|怎么)还没|没人(?:管|来|理|弄|修)|快点|抓紧|尽快|加急"
        ),
    ),
    (
        "withdraw",
        re.compile(
            r"撤(?:销|回|掉|了|吧|下|单)|^撤|撤$|取消|作废|删(?:除|掉|了|吧)|^删|不报了|不要了|报错了|发错了|误报"
        ),
    ),
    ("close", re.compile(r"销(?:号|掉|了|吧)|验收|关(?:闭|单)|可以关|通过")),
    ("more", re.compile(r"补(?:充|一|张|个|照片|图)|再(?:加|补)|追加")),
    (
        "ask",
        re.compile(
            r"怎么样|怎样|咋样|咋了|到哪|进度|进展|什么情况|啥情况|谁在[办弄管]|查(?:一?下)?|没(?:弄|修|处理|换)好|多久|什么时候|啥时候"
        ),
    ),
    ("fixed", re.compile(_DONE)),
)


def numbered_wish(text: str) -> tuple[int, str] | None:
    """(101, "withdraw") for 101号电梯3楼撤销谢谢; also urge, fixed, more, ask, close. None when in doubt.

    Rooms, amounts and telephones are no hazards, two numbers are a doubt.
    """
    tidy = unicodedata.normalize("NFKC", text).strip()
    if len(tidy) > _LONGEST:
        return None
    found = [hit for hit in _NUMBER.finditer(tidy) if int(hit[1]) not in RESERVED]
    if len(found) != 1 or not _is_a_hazard(tidy, found[0]):
        return None
    rest = f"{tidy[: found[0].start()]} {tidy[found[0].end() :]}".strip(" ,，。.!！~～")
    wish = next((name for name, words in _WISHES if words.search(rest)), None)
    return None if wish is None else (int(found[0][1]), wish)


_BESIDE = re.compile(
    r"(?:帮我|帮忙|请|麻烦|给我|换个?人管?|换一?个?人|看一?下|看看|查一?下|问一?下|那个|关于|[\s,，])*(?P<number>[1-9]\d{2,5})\s*(?:号|那个|那件|这个|这件)?[\s,，:：]*(?P<rest>[^\d\s.%/\-].*)?"
)


_NO_MEASURES = ("根本", "个人", "人家", "点了")


def beside_number(text: str) -> tuple[int, str] | None:
    """(101, 根本没弄) for 101根本没弄, (102, "") for 帮我看看102; None for rooms, amounts, telephones and longer texts."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    hit = _BESIDE.fullmatch(tidy) if len(tidy) <= _LONGEST else None
    if hit is None or int(hit["number"]) in RESERVED:
        return None
    end = hit.end("number")
    if _NO_HAZARD.match(tidy, end) and not tidy.startswith(_NO_MEASURES, end):
        return None
    return int(hit["number"]), (hit["rest"] or "").strip()


def _is_a_hazard(text: str, hit: re.Match[str]) -> bool:
    """101号 and 把103 are hazards; 302病房 and 3楼101插座 are places."""
    if _NO_HAZARD.match(text, hit.end()):
        return False
    named = _BEHIND.match(text, hit.end())
    is_named = bool(named and named[0].strip())
    rest = _ASKS_POLITELY.sub("", text[hit.end() :].strip())
    return (
        is_named
        or not rest
        or any(words.match(rest) for _, words in _WISHES)
        or _BEFORE.search(text[: hit.start()]) is not None
    )
