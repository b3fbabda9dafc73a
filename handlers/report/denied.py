"""不对，不是开水间是治疗室: what was read back is wrong, and what holds instead; also of what an officer wrote down."""

from dataclasses import replace

from actions import hazards as act
from bot.flow import Flow, text_where
from bot.turn import IDLE, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, short
from handlers.report.after import change
from handlers.report.opening import words_first
from handlers.report.placing import said_place, typed_place
from handlers.report.recording import complete
from handlers.report.spoken import answered
from handlers.report.steps import DONE, LATE, MORE, PLACE, REWORDS
from handlers.report.unplaced import where_again
from handlers.report.wording import words_of
from models import hazards, history, photos, reported
from models.base import Row
from rules.alarms.danger import alarm
from rules.hazard import Status
from rules.places.place_changes import corrected
from rules.places.place_words import is_place_only, read
from rules.words.denials import Denial, denial, is_bare_denial
from rules.words.first_look import Look, first_look

flow = Flow()
out_of_the_blue = Flow()
"""Tried after what was recorded of the plan, which may be what is contradicted."""

LATELY = 3 * AFTER
"""So long after an officer wrote down a voice, words without a hazard of the talk may still contradict it."""


def _denied(text: str) -> Denial | None:
    """What is denied, unless it cries: 不是演习，着火了."""
    return None if alarm(text) else denial(text)


OF_A_QUESTION = ("有误",)
"""What says that a question of a quiz is wrong, where no report was read back."""
DENIED = text_where("不对，是…", _denied)
JUST_NO = text_where("不是", lambda text: is_bare_denial(text) or None)


@flow.on(REWORDS, JUST_NO)
@flow.on(MORE, JUST_NO)
def say_it(scene: Scene) -> Turn:
    """再说一遍，答：不是: no sentence yet."""
    choices = {0: "enough"}
    said = f"{hazard_of(scene)['number']}号该怎么写？在哪里、怎么了，说一句。不改了回 0"
    return about(hazard_of(scene), said, goto=scene.step, choices=choices)


@flow.on(PLACE, DENIED)
def no_place(scene: Scene) -> Turn:
    """问地点，答：不对: no place; a place said instead is one, and so is a whole sentence what it was."""
    it: Denial = scene.found["it"]
    if not it.instead:
        return where_again(hazard_of(scene)["number"])
    return typed_place(scene) if is_place_only(it.instead) else _said_instead(scene, hazard_of(scene), it)


@flow.on(DONE, DENIED)
@flow.on(LATE, DENIED)
@flow.on(REWORDS, DENIED)
def otherwise(scene: Scene) -> Turn:
    """不对，是治疗室: the place or the words are changed at once; 不是开水间 alone is asked about."""
    return _otherwise(scene, hazard_of(scene))


@out_of_the_blue.on(
    IDLE, text_where("不对，是…", lambda text: None if text.strip() in OF_A_QUESTION else _denied(text))
)
def heard_otherwise(scene: Scene) -> Turn:
    """不对, after V5: of the voice an officer has written down lately; else like any other words."""
    row = next(iter(reported.reported_by(scene.db, scene.who.id, None, 1)), None)
    if row is None or not _was_heard(scene, row):
        return words_first(scene)
    return _otherwise(replace(scene, about={"hazard": row["id"]}), row)


def _was_heard(scene: Scene, row: Row) -> bool:
    told = history.history_of(scene.db, row["id"])
    return any(line["verb"] == "heard" and scene.now - line["at"] <= LATELY for line in told)


def _otherwise(scene: Scene, row: Row) -> Turn:
    it: Denial = scene.found["it"]
    if it.instead and scene.step == DONE and not is_place_only(it.instead) and not _is_voice(scene, row):
        return answered(scene)  # what was typed needs no reading back
    if it.instead:
        return _said_instead(scene, row, it)
    if it.denied and is_place_only(it.denied):
        said = f"好，不是{short(it.denied, 12)}。{row['number']}号在哪里？"
        return about(row, said, goto=PLACE, changing=True, denied=True)
    if scene.step == DONE and not it.denied and not _is_voice(scene, row):
        return change(replace(scene, found={"hazard": row["id"]}))
    said = f"{row['number']}号哪里不对？在哪里、怎么了，再说一句。没错回 0"
    return about(row, said, goto=REWORDS if row["description"] else LATE, choices={0: "enough"})


def _is_voice(scene: Scene, row: Row) -> bool:
    return any(photo["medium"] == "voice" for photo in photos.photos_of(scene.db, row["id"]))


def _said_instead(scene: Scene, row: Row, it: Denial) -> Turn:
    """The place, the words, or both; of what somebody works on already the words are only added."""
    if not row["description"] and not is_place_only(it.instead):
        return complete(scene, row, it.instead)
    place = read(it.instead).place
    if place:
        act.set_place(scene.db, row["id"], said_place(scene, corrected(row["place_text"], place)), scene.now)
    row = hazards.find_hazard(scene.db, row["id"])
    where = short(row["place_text"])
    if is_place_only(it.instead):
        said = f"改成{where}了，{row['number']}号别的没动。"
        is_here = scene.step == DONE and scene.about.get("hazard") == row["id"]
        return Turn(said, stays=True, repeats=True) if is_here else about(row, said, goto=DONE, since=0)
    if row["status"] not in (Status.DRAFT, Status.REPORTED):
        act.add_words(scene.db, row, it.instead, scene.now)
        return about(row, f"写到{row['number']}号里了，在办的人看得到。", goto=DONE, since=0)
    words = _words_instead(scene, row, it)
    act.set_words(scene.db, row["id"], words, scene.now)
    said = f"改好了。{row['number']}号写的是：“{short(words, 40)}”。"
    return about(row, lines(said, f"地点：{where}。" if where else ""), goto=DONE, since=0)


def _words_instead(scene: Scene, row: Row, it: Denial) -> str:
    """不是插座，是开关 changes the one word; a whole sentence stands instead, and anything less behind."""
    told: str = row["description"]
    if it.denied and it.denied in told:
        return told.replace(it.denied, it.instead, 1)
    is_whole = first_look(it.instead, scene.house.kinds) is Look.HAZARD
    return it.instead if is_whole else f"{told}；{words_of(scene, it.instead)}"
