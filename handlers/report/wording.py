"""What was said, as it is written down."""

from bot.turn import Scene
from models.base import Row
from rules.words.nameless_wishes import told_besides
from rules.words.own_name import without_own_name
from rules.words.plain_text import unsigned


def words_of(scene: Scene, text: str | None = None) -> str:
    """What was said, without the name of whoever said it in front or behind: the row is read by many."""
    return unsigned(scene.text if text is None else text, _own_name(scene))


def words_for(scene: Scene, row: Row) -> str:
    """The same, as it may stand beside this row: of one without a name nothing says who spoke."""
    return unnamed(scene, scene.text) if row["anonymous"] else words_of(scene)


def unnamed(scene: Scene, words: str) -> str:
    """What was said, without the wish to have no name and without the name; "" where nothing is left."""
    return without_own_name(told_besides(words) or words, _own_name(scene), scene.who.department)


def says_own_name(scene: Scene, words: str) -> bool:
    """Whether somebody tells who they are, in whatever they report."""
    return bool(_own_name(scene)) and _own_name(scene) in words


def _own_name(scene: Scene) -> str:
    return scene.who.name or scene.who.self_name.split(" ")[-1]
