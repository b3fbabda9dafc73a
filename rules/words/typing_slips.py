"""What thumbs, dictation and other scripts make of the words that matter most, put right before they are read."""

import re

# What thumbs and dictation make of the words that matter most.
_MISTYPED = {
    "招火": "着火", "照火": "着火", "着伙": "着火", "着活": "着火", "着货": "着火", "起活了": "起火了", "帽烟": "冒烟", "冒眼了": "冒烟了",
    "触点了": "触电了", "出电了": "触电了", "触店": "触电", "电剃": "电梯", "电体": "电梯", "店梯": "电梯", "救明": "救命", "救名": "救命",
    "就命": "救命", "出囗": "出口", "门囗": "门口", "应急登": "应急灯", "指示登": "指示灯", "插坐": "插座", "消防拴": "消防栓", "消火拴": "消火栓",
    "灭活器": "灭火器", "灭火气": "灭火器", "扶守": "扶手", "晕到了": "晕倒了", "昏到了": "昏倒了", "挑楼": "跳楼", "跳搂": "跳楼", "天燃气": "天然气", "煤汽": "煤气",
    "燃汽": "燃气", "氧汽": "氧气", "液化汽": "液化气", "泄露": "泄漏", "暴炸": "爆炸", "爆诈": "爆炸",
}  # fmt: skip
# Written with the long characters, or half in letters where the thumb gave up.
_MISTYPED |= {
    "著火": "着火", "煙": "烟", "燒": "烧", "滅": "灭", "觸": "触", "電": "电", "氣": "气", "來": "来", "樓": "楼", "門": "门",
    "醫": "医", "護": "护", "傷": "伤", "這": "这", "個": "个", "裡": "里", "洩": "泄", "開": "开", "間": "间", "車": "车",
    "倉庫": "仓库", "冒yan": "冒烟", "mao烟": "冒烟", "着huo": "着火", "zhao火": "着火", "起huo": "起火", "失huo": "失火",
    "触dian": "触电", "chu电": "触电", "救ming": "救命", "jiu命": "救命", "漏qi": "漏气", "爆zha": "爆炸",
}  # fmt: skip
_TYPING = re.compile("|".join(sorted(_MISTYPED, key=len, reverse=True)), re.IGNORECASE)
_PARTICLE = re.compile(r"[咯嘞咧喽啰]+")  # what the south and the north say for 了


def well_typed(text: str) -> str:
    """The words with the commonest wrong characters put right (照火了, 触点了)."""
    return _PARTICLE.sub("了", _TYPING.sub(lambda found: _MISTYPED[found[0].lower()], text))
