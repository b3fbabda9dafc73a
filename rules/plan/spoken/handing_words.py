"""督导手册给李红: who is to have what, as people say it. Whether there is such a thing and such a person is looked up elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 40
_WHAT, _WHOM = r"(?P<what>[^，。,.!！?？]{2,20}?)", r"(?P<whom>[\u4e00-\u9fff·]{1,6}?|\d{4,8})"
_DOES = r"(?:来|去)?(?:办理?|管|负责|做|弄|干|牵头|包靠|包|写|填)"
_END = r"\s*(?:吧|了|就行|就好|啊)?\s*[。.!！]?\s*"
_HANDED = re.compile(
    rf"\s*(?:请|麻烦)?(?:把|将)?\s*{_WHAT}(?:的事|这件事?|这事|那件事?|这块|这一块)?\s*"
    rf"(?:都|先|就|也|还是|还|改|再|重新|仍|又|那就|一起|要|得|想)*(?:分|派|转|移)?(?:交代?|分配|安排|指派|给|归|由|让)(?:给|到)?\s*{_WHOM}\s*(?:{_DOES})?{_END}"
)
_TAKES = re.compile(rf"\s*{_WHOM}\s*(?:负责|管|牵头|包靠|来办|来管|办)\s*{_WHAT}{_END}")
_CARE = re.compile("包靠|包")
_AROUND = re.compile(r"^包靠|(?:的?包靠|的)$")
_NOBODY = re.compile(r"谁|哪|什么|怎么|多少|几|吗|没|不|别")


_ANOTHER_NAME = (
    (re.compile("(?:每月的?|月度?|每个月的?)(?:报|统计)?表|月报|^(?:统计)?报?表$"), "统计表"),
    (re.compile("季度?(?:报表|表)|季报"), "季度报告"),
    (
        re.compile("^(?:全年|年度|今年|全年的|今年的)?(?:全员|职工|全院|安全)?(?:的)?(?:安全)?培训$"),
        "全员安全培训",
    ),
    (re.compile("^(?:全年|年度|今年)的?|^(?:这|那)(?:个|件|份|本|块)"), ""),
    (re.compile("6[·.]?16|六一六"), "咨询日"),
    (re.compile("国庆"), "十一"),
    (re.compile("^奖金$"), "奖励资金"),
)
"""How people call what the plans ask for, and the words that stand in the plans."""


def other_names(words: str) -> list[str]:
    """What else ``words`` may be called, the nearest first: 月报表 is 统计表, 全年演练 is 演练."""
    found = []
    for pattern, name in _ANOTHER_NAME:
        if (other := pattern.sub(name, words)) != words and len(other) > 1:
            found.append(other)
    return found


_TAKEN_BACK = re.compile(
    r"\s*(?:(?:不对|错了|不是|哎呀?|等等|等一下|啊)[，,。\s]*)?(?:(?:(?:刚才?|刚刚|上面|前面|那[个件]|这[个件])(?:那?[个件次]|的)*\s*)?(?:都|我)?(?:分|给|交|派)错(?:人|了人)?"
    r"|(?:刚才?|刚刚)?(?:给|分给|交给|派给)?(?P<whom>[\u4e00-\u9fff]{2,3}?)?(?:那|的|这)?[个件份样条]?(?:的)?(?:先|还是|给我|我|再|要|想)*收回(?:来|去)?"
    r"|(?:刚才?|刚刚|上一?[个次条]|上面|前面|那[个件]|这[个件]|那次)(?:那?[个件次条]|分的?|给的?|说的?|交的?)*\s*(?:不算|不作数|收回|撤回|撤销|取消|"
    r"作废|错了|不对|弄错了|说错了))(?:了|吧|掉|啊|[,，。.！!])*\s*"
)


_OF_HANDING = re.compile("[分给交派]错|收回")


def is_of_handing(text: str) -> bool:
    """Whether what is taken back can only be something handed out: 给错人了, 收回来."""
    return bool(_OF_HANDING.search(text))


def taken_from(text: str) -> str:
    """许峰那个收回: whose it was; empty where nobody is named."""
    found = _TAKEN_BACK.fullmatch(text)
    return (found["whom"] or "") if found else ""


def is_taken_back(text: str) -> bool:
    """刚才那个不算、分错人了."""
    return bool(_TAKEN_BACK.fullmatch(text))


@dataclass(frozen=True)
class Handing:
    """What is given and to whom, in the words that were used; ``is_care`` where 包靠 was said."""

    what: str
    whom: str
    is_care: bool = False


def read_handing(text: str) -> Handing | None:
    """None where nothing is given to anybody, or where it is asked or denied."""
    words = text.strip()
    if len(words) > LONGEST or _NOBODY.search(words) or is_taken_back(words):
        return None
    found = _HANDED.fullmatch(words) or _TAKES.fullmatch(words)
    if found is None:
        return None
    what = _AROUND.sub("", found["what"].strip())
    return Handing(what, found["whom"].strip(), bool(_CARE.search(words))) if len(what) > 1 else None


def meant_by(words: str, names: Mapping[str, str]) -> list[str]:
    """The keys of the names that are meant: called exactly so, else holding the words, else their letters in order."""
    said = re.sub(r"[\s“”\"《》]", "", words)
    plain = {key: re.sub(r"[\s“”\"《》]", "", name) for key, name in names.items()}
    tries = (
        lambda name: name == said,
        lambda name: said in name,
        lambda name: _in_order(said, name),
        lambda name: _is_official(said, name),
    )
    for fits in tries:
        if found := [key for key, name in plain.items() if fits(name)]:
            return found
    return []


def _is_official(said: str, name: str) -> bool:
    """市第一人民医院 for the 市一院 of the list."""
    return said.endswith("医院") and name.endswith("院") and len(name) < len(said) and _in_order(name, said)


def _in_order(said: Sequence[str], name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in said)
