"""东头的, 两张: a few words while a question of an officer waits are its answer, unless they plainly tell of a hazard."""

import re
from collections.abc import Sequence
from datetime import timedelta

from actions import questions
from bot.flow import ANY, Flow, chosen
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, short
from handlers.report.steps import DONE
from models.base import Row
from rules.alarms.danger import alarm
from rules.places.place_changes import other_site
from rules.places.place_words import is_common, read
from rules.words.answer_words import is_of_the_same, may_answer, names_only_which
from rules.words.choice_words import read_yes
from rules.words.first_look import Look
from rules.words.nameless_wishes import told_besides
from rules.words.thing_vocabulary import things

flow = Flow()

WAITS = timedelta(days=3)
"""How long after the question a few words are still taken for its answer."""
LONGEST = 30
SHOWN = 3

_SAYS_ANYTHING = re.compile(r"[\u3400-\u9fff0-9A-Za-z]")
_ORDER = re.compile(r"(?:你|您)好.*|在吗.*|帮助|待办|我的|(?:怎么|如何|咋).*|.*(?:吗|么|呢)[?？。]*|.*[?？]")


def answer_to_officer(scene: Scene, look: Look) -> Turn | None:
    """What an officer asked is answered; None where nothing was asked, or the words are surely something else."""
    if not _may_answer(scene, look) or _is_nameless(scene):
        return None
    asked = asked_of_late(scene)
    if look is Look.HAZARD:
        asked = [row for row in asked if answers_it_too(scene, row)]
    if not asked:
        return None
    return _answered(scene, asked[0], scene.text) if len(asked) == 1 else _which(asked, scene.text)


def asked_of_late(scene: Scene) -> list[Row]:
    """What officers asked this reporter in the last days and have not heard an answer to."""
    return questions.asked_of(scene.db, scene.who.id, scene.who.person_id, scene.now - WAITS)


def _may_answer(scene: Scene, look: Look) -> bool:
    text = scene.text.strip()
    if len(text) > LONGEST or not _SAYS_ANYTHING.search(text) or _ORDER.fullmatch(text):
        return False
    if told_besides(text) is not None:
        return False
    if look is Look.HAZARD:
        return may_answer(text) and alarm(text) is None
    return look in (Look.OTHER, Look.SHORT) or read_yes(text) is not None


def answers_it_too(scene: Scene, row: Row) -> bool:
    """What sounds like a hazard answers only where nothing is said to be wrong, or of the very thing asked about."""
    if names_only_which(scene.text):
        return True
    asked = f"{row['description']} {questions.open_question(scene.db, row['id'])}"
    place = read(scene.text).place
    return is_of_the_same(scene.text, asked, row["place_text"]) and not (
        place and other_site(row["place_text"], place)
    )


def tells_elsewhere(scene: Scene, row: Row) -> bool:
    """Whether what was said behind the receipt is another hazard, by its place or by its thing.

    With a name 直接在这儿答 opens the one row; what has no words yet is told by the answer.
    """
    if not (row["anonymous"] and row["description"]):
        return False
    place = read(scene.text).place
    is_its_own = bool(place and not is_common(place)) or bool(things(scene.text))
    return is_its_own and not answers_it_too(scene, row)


def _is_nameless(scene: Scene) -> bool:
    """Whether the talk is about a report without a name: its words must not stand under one."""
    return bool(scene.about.get("hazard")) and bool(hazard_of(scene)["anonymous"])


def _answered(scene: Scene, row: Row, words: str) -> Turn:
    """Kept with the hazard for the officer; what was meant as something else gets a number with one digit."""
    questions.answer(scene.db, row, words, scene.now)
    said = lines(
        f"好，{row['number']}号答安全员：“{short(words, 24)}”。", "他看得到。要是另一件，回 1 单独记。"
    )
    ids = {"hazard": row["id"], "words": words}
    return Turn(said, DONE, {"hazard": row["id"], "since": 0}, {1: Choice("apart", ids)}, until=AFTER)


def _which(asked: Sequence[Row], words: str) -> Turn:
    shown = asked[-SHOWN:]
    listed = " ".join(f"{digit} {row['number']}号" for digit, row in enumerate(shown, 1))
    choices = {
        digit: Choice("answers_it", {"hazard": row["id"], "words": words})
        for digit, row in enumerate(shown, 1)
    }
    last = len(shown) + 1
    choices[last] = Choice("answers_none", {"hazard": shown[0]["id"]})
    return Turn(
        lines("安全员问了几件，这句答的是哪一件？", f"{listed} {last}都不是"), choices=choices, until=AFTER
    )


@flow.on(ANY, chosen("answers_it"))
def answers_it(scene: Scene) -> Turn:
    """答的是哪一件：chosen among several."""
    return _answered(scene, hazard_of(scene), scene.found["words"])


@flow.on(ANY, chosen("answers_none"))
def answers_none(scene: Scene) -> Turn:
    """都不是：nothing was written anywhere."""
    said = lines("好，没记。答安全员回那个号再写。", "报隐患，拍一张或说一句：在哪里、怎么了。")
    return about(hazard_of(scene), said, goto=DONE, since=0)
