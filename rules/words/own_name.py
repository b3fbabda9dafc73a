"""The writer's own name in what was written without one: 我是内科二的张敏，…; it is cut out, with what announces it."""

import re

from rules.words.name_words import SURNAMES

_EDGES = " \t\n,，。.、;；:：!！~～"
_STOP = r"\s,，。.、;；:：!！()（）"
_INTRODUCES = r"(?:我|俺|这里|这边|本人)(?:是|叫|就是)|上报人|报告人|举报人|反映人|姓名|本人|名字"
_TITLE = r"(?:护士长|护士|医生|大夫|主任|师傅|老师|技师|药师)"
_SAYS = r"(?:说的?|报的?|上报的?|报告的?|反映的?|举报的?|发的?|留)"
_WARD = rf"(?:[^{_STOP}]{{1,14}}?(?:病区|科室?|部|组|单元|中心|ICU|[一二三四五六七八九十]|的))"
_APART = rf"(?:[^{_STOP}]{{1,14}}?(?:病区|科室?|护理单元))"
"""A word away from the name: 护士站 张敏 tells a place."""
_STRANGER = re.compile(
    rf"(?:^|(?<=[{_STOP}]))(?:我|俺|本人)(?:是|叫)(?:{_WARD}{{0,2}})(?:{_TITLE})?"
    rf"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}(?:{_TITLE})?(?=[{_STOP}]|$)[{_STOP}]*"
)


def without_own_name(text: str, name: str, department: str = "") -> str:
    """The words without the name of whoever wrote them, and the ward said with it; "" where that was all."""
    bare = _STRANGER.sub("", text)
    if not name or name not in bare:
        return bare.strip(_EDGES) if bare != text else text
    known = re.escape(name)
    apart = "|".join(filter(None, (_APART, re.escape(department))))
    signed = re.compile(
        rf"(?:^|(?<=[{_STOP}]))(?:{_INTRODUCES})?[:：\s]*(?:(?:{apart}){{1,2}}[{_STOP}]+|{_WARD}{{1,2}})?(?:{_TITLE})?{known}"
        rf"(?:{_TITLE})?(?:{_SAYS})?(?=[{_STOP}]|$)[{_STOP}]*"
    )
    bare = signed.sub("", bare)
    bare = re.sub(rf"(?:{_INTRODUCES})?(?:{_TITLE})?{known}(?:{_TITLE})?", "", bare)
    return bare.strip(_EDGES)
