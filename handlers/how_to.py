"""怎么用的问题: each has its one short answer; nothing moves."""

import re

from bot.flow import ANY, Flow, text_where
from bot.turn import Scene, Turn, lines

flow = Flow()

_ASKED = r"(?:请问|我|俺|想|要|该|这里|在这)*"
_HOW = r"(?:怎么|咋|如何|怎样|可以|能不能|能|可不可以|是不是可以)"
_END = r"(?:啊|呀|呢|吗|么|的|了|[?？。!！])*"
_NO_NAME = r"(?:匿名|不留名字?|不写名字?|不署名|不实名|不让(?:人|别人)知道(?:是我)?)"
_NAMELESS = re.compile(
    rf"{_ASKED}(?:{_HOW}(?:才能|能)?{_NO_NAME}(?:地)?(?:上报|举报|反映|报告|报|发|说)?(?:隐患|问题)?"
    rf"|{_NO_NAME}(?:地)?(?:上报|举报|反映|报|发)?(?:要|该|是)?{_HOW}(?:上报|举报|反映|报|弄|发|搞|操作|选|设置|整)?|有没有匿名(?:的|通道|渠道)?){_END}"
)


@flow.on(ANY, text_where("匿名怎么报", _NAMELESS.fullmatch))
def nameless(scene: Scene) -> Turn:
    """匿名怎么报：the word to say first, and the receipt."""
    said_ = (
        "能。先回 匿名，再打字说在哪里、怎么了。",
        "报完才想起来，马上回 匿名 也行。",
        "会给你8位回执号，回 查 加这8位看进展。",
    )
    return Turn(lines(*said_), stays=True, repeats=True)
