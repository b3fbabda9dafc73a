"""The same words again, and words with the writer's own name on them: nothing is written down twice, nor who wrote."""

from datetime import UTC, datetime

from bot.turn import SILENCE, Scene, Turn
from models.base import Row
from rules.plain_text import unsigned


def is_again(scene: Scene, row: Row) -> bool:
    """Whether the row holds exactly these words already."""
    return bool(row["description"]) and _bare(words_of(scene)) == _bare(row["description"])


def heard_already(scene: Scene, row: Row) -> Turn:
    """同一句又来：whoever tapped 重发 three times in a hole of the network is told once."""
    told = datetime.fromtimestamp(scene.about.get("heard_again", 0), UTC)
    if scene.now - told <= scene.house.clocks.join:
        return SILENCE
    where = "" if row["place_text"] or scene.about.get("changing") else "还差个地方：在哪里？"
    said = f"收到了，这句已经在{row['number']}号里。{where}"
    return Turn(said, stays=True, repeats=True, notes={"heard_again": scene.now.timestamp()})


def words_of(scene: Scene, text: str | None = None) -> str:
    """What was said, without the name of whoever said it in front or behind: the row is read by many."""
    who = scene.who
    return unsigned(scene.text if text is None else text, who.name or who.self_name.split(" ")[-1])


def _bare(text: str) -> str:
    """Words without what people put behind them."""
    return text.strip().rstrip("。.!！~～?？ ")
