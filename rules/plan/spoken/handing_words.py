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
    rf"(?:都|先|就|也)?(?:分|派|转|移)?(?:交代?|分配|安排|指派|给|归|由|让)(?:给|到)?\s*{_WHOM}\s*(?:{_DOES})?{_END}"
)
_TAKES = re.compile(rf"\s*{_WHOM}\s*(?:负责|管|牵头|包靠|来办|来管|办)\s*{_WHAT}{_END}")
_CARE = re.compile("包靠|包")
_AROUND = re.compile(r"^包靠|(?:的?包靠|的)$")
_NOBODY = re.compile(r"谁|哪|什么|怎么|多少|几|吗|没|不|别")


@dataclass(frozen=True)
class Handing:
    """What is given and to whom, in the words that were used; ``is_care`` where 包靠 was said."""

    what: str
    whom: str
    is_care: bool = False


def read_handing(text: str) -> Handing | None:
    """None where nothing is given to anybody, or where it is asked or denied."""
    words = text.strip()
    if len(words) > LONGEST or _NOBODY.search(words):
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
    tries = (lambda name: name == said, lambda name: said in name, lambda name: _in_order(said, name))
    for fits in tries:
        if found := [key for key, name in plain.items() if fits(name)]:
            return found
    return []


def _in_order(said: Sequence[str], name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in said)
