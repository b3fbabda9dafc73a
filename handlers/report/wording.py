"""What was said, as it is written down."""

from bot.turn import Scene
from rules.words.plain_text import unsigned


def words_of(scene: Scene, text: str | None = None) -> str:
    """What was said, without the name of whoever said it in front or behind: the row is read by many."""
    who = scene.who
    return unsigned(scene.text if text is None else text, who.name or who.self_name.split(" ")[-1])
