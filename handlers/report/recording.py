"""The sentence becomes a row: words, place, kind and number, and the one question that matters most."""

from actions import hazards as act
from actions import likeness
from actions.hazards import Sentence
from actions.places import Where
from bot.flow import ANY, Flow, chosen
from bot.turn import Scene, Turn, lines
from handlers.phrases import FIRST_AID, about, hazard_of, looked_at
from handlers.report import alike, patrol, several
from handlers.report.alarms.emergency import cried
from handlers.report.answers import (
    LAST,
    OFFERS,
    answer,
    ask_place,
    ask_which_place,
    done,
    receipt_answer,
    since,
)
from handlers.report.beginning import close_name
from handlers.report.steps import DONE, FIXED
from handlers.report.wording import says_own_name, unnamed, words_of
from models import hazards, history
from models.base import Row
from rules.alarms.danger import alarm
from rules.hazard import Part, Status
from rules.places.place_words import is_common
from rules.words.first_look import pricked, said_fixed
from rules.words.nameless_wishes import told_besides
from rules.words.several import pieces

flow = Flow()


def record(scene: Scene, hazard_id: int, words: str) -> Turn:
    """The reporter's sentence: the draft gets words, place, kind and number, and the person one answer."""
    if told_besides(words) is not None:  # nameless from the first write
        close_name(scene, hazard_id)
    sentence, house = _sentence(scene, _as_told(scene, words)), scene.house
    told = sentence.facts(house.kinds)
    row = act.report(scene.db, hazard_id, scene.now, house.clocks, text=sentence.words, told=told)
    return _answered(scene, row, sentence)


def complete(scene: Scene, row: Row, words: str) -> Turn:
    """The sentence a photo was waiting for, also when the photo has settled into the ledger meanwhile."""
    if row["status"] == Status.DRAFT:
        return record(scene, row["id"], words)
    sentence = _sentence(scene, _as_told(scene, words))
    history.add_line(scene.db, row["id"], "words", scene.now, part=Part.REPORTER, text=sentence.words)
    return _answered(scene, act.describe(scene.db, row["id"], sentence, scene.house.kinds), sentence)


def _as_told(scene: Scene, words: str) -> str:
    """The words as the row keeps them; the name of whoever spoke is cut out before 匿名 may come."""
    if told_besides(words) is None and not says_own_name(scene, words):
        return words_of(scene, words)
    return unnamed(scene, words) or words_of(scene, words)


def _sentence(scene: Scene, words: str) -> Sentence:
    told = pieces(words, scene.house.kinds)
    heard = [piece.words for piece in told] if len(told) > 1 else []
    return Sentence(words, said_where(scene, words), scene.inbound.created_at, heard)


def _answered(scene: Scene, row: Row, sentence: Sentence) -> Turn:
    """What burns first, then the one question that helps most, else the plain answer."""
    if row["anonymous"]:
        row = hide_ward(scene, row)
    if (cry := alarm(sentence.words)) is not None:
        return cried(scene, row, cry)
    if row["anonymous"]:
        return receipt_answer(scene, row)
    if scene.who.is_on_round:
        return patrol.noted(scene, row)
    if pricked(sentence.words):
        return done(scene, row, f"记好了，{row['number']}号。", *FIRST_AID, LAST, offers=OFFERS)
    if said_fixed(sentence.words) and sentence.where.text:
        return _maybe_fixed(scene, row)
    if sentence.where.instead_of:
        return ask_which_place(scene, row, sentence.where)
    return settled(scene, row)


def settled(scene: Scene, row: Row, *, was_asked: bool = False) -> Turn:
    """The row stands: one thing may still be asked, and needs no answer. ``was_asked``: where it is was asked."""
    if row["anonymous"]:
        return receipt_answer(scene, hide_ward(scene, row))
    if scene.who.is_on_round:
        return patrol.noted(scene, row)
    if was_asked and row["status"] == Status.REPORTED and said_fixed(row["description"]):
        return _maybe_fixed(scene, row)
    if row["pieces"]:
        return several.ask(scene, row)
    if not was_asked and _is_anywhere(row):
        return ask_place(scene, row)
    other = likeness.find_by_words(scene.db, row, scene.now)
    if other is not None:
        likeness.name_likeness(scene.db, row["id"], other, scene.now)
        if scene.who.is_bound:
            return alike.ask(scene, row, other)
    return answer(scene, row)


def _is_anywhere(row: Row) -> bool:
    """No place, or one that every ward has."""
    return not row["place_text"] or (row["place_id"] is None and is_common(row["place_text"]))


def hide_ward(scene: Scene, row: Row) -> Row:
    """Without a name, a ward that only the reporter's own belonging tells says too much."""
    if row["place_id"] is not None or row["department_id"] is None:
        return row
    return hazards.rewrite_hazard(scene.db, row["id"], department_id=None)


def said_where(scene: Scene, words: str) -> Where:
    """The place in the words, else that of the code scanned just before."""
    who = scene.who
    return scene.house.places.locate(
        scene.db,
        words,
        scene.now,
        home_id=who.home_id,
        department_id=looked_at(scene),
        scanned=who.place_id,
    )


def _maybe_fixed(scene: Scene, row: Row) -> Turn:
    """我拖了：whoever says 我 has done it; of anybody else's deed one asks."""
    if any(word in row["description"] for word in ("我", "俺", "咱")):
        said = lines("手真快！拍一张弄好后的样子？", "没法拍就说一句怎么弄的。还没弄好回 0")
        return about(row, said, goto=FIXED, choices={0: "enough"})
    said = lines(f"记好了，{row['number']}号。听着是已经弄好了？", "1是，我弄好的 2还没有")
    return about(row, said, goto=DONE, choices={1: "fixed", 2: "still_there"}, since=since(scene))


@flow.on(ANY, chosen("still_there"))
def still_there(scene: Scene) -> Turn:
    """还没有：an ordinary hazard."""
    return answer(scene, hazard_of(scene))
