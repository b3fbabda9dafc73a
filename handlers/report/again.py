"""The same words again: nothing is written down twice."""

from datetime import UTC, datetime

from bot.turn import SILENCE, Scene, Turn
from handlers.report.alarms.burning import burns, who_comes
from handlers.report.wording import words_of
from models.base import Row


def is_again(scene: Scene, row: Row) -> bool:
    """Whether the row holds exactly these words already."""
    return bool(row["description"]) and _bare(words_of(scene)) == _bare(row["description"])


def heard_already(scene: Scene, row: Row) -> Turn:
    """同一句又来：whoever tapped 重发 three times in a hole of the network is told once; whoever cries again is answered."""
    if burns(scene, row):
        return who_comes(scene, row)
    told = datetime.fromtimestamp(scene.about.get("heard_again", 0), UTC)
    if scene.now - told <= scene.house.clocks.join:
        return SILENCE
    where = "" if row["place_text"] or scene.about.get("changing") else "还差个地方：在哪里？"
    said = f"收到了，这句已经在{row['number']}号里。{where}"
    return Turn(said, stays=True, repeats=True, notes={"heard_again": scene.now.timestamp()})


def _bare(text: str) -> str:
    """Words without what people put behind them."""
    return text.strip().rstrip("。.!！~～?？ ")
