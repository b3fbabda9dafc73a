"""Words that say nothing by themselves: a surname, a day, 这里; and that nothing is wrong."""

import re

_END = r"(?:[了吧呀啊的呢]|[。.!！~～,，\s])*"
_ONE_CHARACTER = re.compile(r"(?![一二三四五六七八九零〇])[\u4e00-\u9fff][。.!！~～,，\s]*")
_COUNT = "[0-9一二三四五六七八九十两半]{1,3}"
_DAY = re.compile(
    rf"(?:\d{{4}}年)?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:月(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]?|/\d{{1,2}})(?:[之以]?[前后])?{_END}|"
    rf"{_COUNT}个?(?:天|工作日|周|星期|礼拜|小时)(?:[之以]?[内前后])?{_END}|"
    rf"(?:大?后|大?前|今|明|昨)天(?:[早晚]上|上午|下午)?{_END}|(?:[早晚]上|上午|下午|月底|年底)(?:[之以]?前)?{_END}|"
    rf"[上下本这]?个?(?:周|星期|礼拜)[一二三四五六日天末]?{_END}"
)
_HERE = re.compile(rf"(?:我|就|是|在)*(?:这里|这儿|这边|这块儿?|这|此处|原地|旁边|跟前){_END}")
_FINE = re.compile(
    rf"(?:这里|这边|这儿|这处|这|一切|目前|现在|看着|都|也|我?[查看]了|[,，])*"
    rf"(?:没有?(?:啥|什么)?(?:大?问题|毛病|隐患|异常|情况|事儿?)|(?:很|都|挺)?(?:正常|安全|合格|完好)){_END}"
)


def is_bare(text: str) -> bool:
    """王, 3月8日, 明天, 三天: no place and no hazard, whatever was asked."""
    tidy = text.strip()
    return bool(_ONE_CHARACTER.fullmatch(tidy) or _DAY.fullmatch(tidy))


def is_here(text: str) -> bool:
    """就这里, 这儿: a place for whoever stands there, and for nobody else."""
    return _HERE.fullmatch(text.strip()) is not None


def is_fine(text: str) -> bool:
    """这里没事, 都正常: nothing is wrong, and nothing is to be written."""
    return _FINE.fullmatch(text.strip()) is not None
