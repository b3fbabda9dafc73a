"""Where it is was asked, and the answer is no place: 不知道, 就这里."""

import re

from bot.flow import Flow, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import about, hazard_of
from handlers.report.steps import DONE, PLACE
from rules.words.bare_words import is_here

flow = Flow()

_UNKNOWN = re.compile(
    r"(?:我也?)?(?:不知道|不清楚|说不[准清好上]来?|不好说|不确定|拿不准|记不[清得住]了?|忘了|不晓得|没注意|不(?:想|愿意|能)?(?:说|告诉你?))[了啊呀吧]*[。.!！]*"
)


@flow.on(PLACE, text_where("不知道", _UNKNOWN.fullmatch))
def unknown(scene: Scene) -> Turn:
    """不知道：the officer will ask."""
    return about(hazard_of(scene), "没事，安全员会问。想起来再告诉我。", goto=DONE, since=0)


@flow.on(PLACE, text_where("就这里", is_here))
def here_unseen(scene: Scene) -> Turn:
    """就这里：a chat does not see where somebody stands."""
    said = lines("我看不到你在哪：写几楼、哪一处，", "或者发位置、扫墙上的码。不知道就回 不知道。")
    return Turn(said, stays=True, repeats=True)


def where_again(number: int) -> Turn:
    """王、明天、谢谢：written down as a place it would send somebody astray; asked once more, with the way out."""
    return Turn(f"{number}号还差个地方：在哪里？不知道就回 不知道。", stays=True, repeats=True)
