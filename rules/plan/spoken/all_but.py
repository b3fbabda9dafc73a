"""除了保卫科都来了, 后勤没来，其他都来了: who did not come where everybody else did. What departments are called is department_names."""

import re

from rules.plan.spoken.deed_marks import ALL, BUT, DEPARTMENT, HEADS, OUT

_BUT = re.compile(r"除(?![颤湿尘锈草雪冰害患霜臭菌名法夕四])(?!外(?![科一二三四五六七八九\d]))[了去开]?")
_OUT = re.compile(r"除外(?![科一二三四五六七八九\d])")
_AND_NOT = re.compile(r"以外|之外|外(?=[\s,，都全均其别剩]|$)")
_ONLY = re.compile(r"(?<=[\s,，。;；])(?:就|只有?|仅)[差缺]?(?=[^，,。；;]{2,12}(?:没|缺席))")
_OTHERS = r"(?:其[他它余]的?|别的|剩下?的?|余下的?)(?:所有|全部|各)?的?(?:科室?|部门|病区|单位|人)?"
_EVERYBODY = rf"(?:{_OTHERS}|{ALL}|[都全均])"
_FAR = re.compile(rf"{BUT}(?P<who>[^。；;]*?)\s*[,，]?\s*(?:{_OTHERS}|[,，]\s*{_EVERYBODY})")
_NEAR = re.compile(rf"{BUT}(?P<who>[^。；;,，]*?)(?=[,，。；;]|没|[都全均]|{HEADS}|{ALL}|\s+\S*\d|\d|$)")
_WERE_OUT = re.compile(rf"(?P<who>{DEPARTMENT}(?:[\s、和与跟及,，]*{DEPARTMENT})*)\s*{OUT}")
_STAYED_AWAY = re.compile(
    rf"(?P<who>{DEPARTMENT}(?:[\s、和与跟及,，]*{DEPARTMENT})*)\s*(?:都|也|全)?(?:没(?:有)?(?:来|参加|到|去)|缺席|没人来)"
)
_THE_REST_CAME = re.compile(rf"{_OTHERS}|(?<!{DEPARTMENT})(?<![没不])(?:都|全|均)(?:来|到|参加)")
_BESIDES = re.compile("[也还]")


def with_buts(text: str) -> str:
    """The text with a mark for 除了 and one for 除外, so that the names beside them stand alone."""
    text = _ONLY.sub(" ", _BUT.sub(BUT, _OUT.sub(OUT, text)))
    return _AND_NOT.sub("，", text) if BUT in text else text


def take_absent(text: str) -> tuple[str, frozenset[str]]:
    """The text without the departments that did not come where the others did, and their marks.

    Empty where nobody says that the others came; 除了保卫，后勤也来了 leaves nobody out.
    """
    for pattern in (_FAR, _NEAR, _WERE_OUT, _STAYED_AWAY):
        for hit in pattern.finditer(text):
            absent = frozenset(re.findall(DEPARTMENT, hit["who"]))
            after = text[hit.end() :]
            if absent and _is_meant(pattern, hit[0], after, text):
                return text[: hit.start()] + f" {ALL}" + re.sub(_OTHERS, "", after), absent
    return text.replace(BUT, " ").replace(OUT, " "), frozenset()


def _is_meant(pattern: re.Pattern[str], said: str, after: str, text: str) -> bool:
    if pattern is _STAYED_AWAY:
        rest = text.replace(said, "，")
        return bool(_THE_REST_CAME.search(rest)) and not re.search(DEPARTMENT, rest)
    if pattern is _NEAR:
        return not _BESIDES.match(re.sub(rf"^[,，\s]*(?:{DEPARTMENT}|[、和,，\s])*", "", after))
    return True
