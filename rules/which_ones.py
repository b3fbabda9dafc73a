"""Several things of a numbered row as people name them: 4-6, 4 5 6, 第4到第6张, 四五六."""

import re
import unicodedata

from rules.choice_words import CHINESE_DIGITS

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
