"""What is owed to everybody who writes: an answer that fits, and nothing done that was not offered."""

import re
from datetime import timedelta

from rules.words.first_look import Look, first_look
from tests.edges.people.tables import LEDGER, changes
from tests.edges.people.talk import Said
from tests.edges.people.town import Town
from tests.edges.people.words import COURTESIES, CRIES, EVENTS
from tests.hospital import fits

WORDLESS = {"unsubscribe", *EVENTS}
"""Events that need no word."""
AWAITING = (
    "report.answer",
    "officer.assign",
    "officer.reason",
    "officer.listen",
    "officer.ask",
    "officer.back",
)
"""Steps at which 好的 is no answer, and none is owed."""
TOGETHER = timedelta(minutes=2)
KNOWN_BY_HEART = {("0", "drop")}
"""What the first answer to a photo offers holds until the sentence, though the answers in between do not repeat it."""
ALREADY = "这句已经在"
FILMS = ("video", "shortvideo")
_DIGIT = re.compile("[0-9]")


def is_owed(town: Town, said: Said) -> bool:
    """Silence is for events without need of a word, courtesies after the first, and photos that join others."""
    if said.kind == "event":
        return said.facts["Event"] not in WORDLESS
    if said.kind == "text" and _was_told(town, said):
        return False
    if said.kind == "text" and (said.words in COURTESIES or _says_little(town, said.words)):
        if said.stand.account and said.stand.account.step in AWAITING:
            return False
        thanked = said.stand.account and said.stand.account.thanked_at
        return thanked is None or town.clock() - thanked >= timedelta(days=1)
    if said.kind in ("image", *FILMS):
        return not _joins(town, said)
    return True


def _was_told(town: Town, said: Said) -> bool:
    """Whether the same words were answered with 这句已经在…里 a moment ago; nobody needs to read that twice."""
    words, at = town.memory.get(("again", said.who), ("", town.clock()))
    return bool(words == said.words and town.clock() - at <= TOGETHER)


def _says_little(town: Town, words: str) -> bool:
    """Letters and signs that are as good as a courtesy."""
    return first_look(words, town.product.house.kinds) is Look.COURTESY


def _joins(town: Town, said: Said) -> bool:
    """Whether a picture joined others of the same hazard soon after something else of the same person."""
    last = town.memory.get(("last", said.who))
    new = [c.after for c in changes(said.before, said.after, "photo") if c.before is None]
    others = {p.hazard_id for p in said.before["photo"].values()}
    return bool(last and town.clock() - last <= TOGETHER and all(p.hazard_id in others for p in new))


def an_answer_comes(town: Town, said: Said) -> None:
    assert "出了岔子" not in said.reply, f"出了岔子 after {said.words or said.facts}"
    assert said.reply or not is_owed(town, said), f"no answer to {said.words or said.facts}"
    town.memory["last", said.who] = town.clock()
    if ALREADY in said.reply:
        town.memory["again", said.who] = said.words, town.clock()


def an_answer_fits(town: Town, said: Said) -> None:
    fits(said.reply)


def a_cry_is_answered(town: Town, said: Said) -> None:
    """Whoever cries for help reads whom to call, in whatever way and at whatever step the words came."""
    if said.words in CRIES:
        assert "119" in said.reply or "120" in said.reply, f"no alarm: {said.words} → {said.reply!r}"


def only_what_was_offered(town: Town, said: Said) -> None:
    """A digit that the last reply does not offer changes nothing in the ledger."""
    if said.kind != "text" or not _DIGIT.fullmatch(said.words):
        return
    verb = said.stand.offers.get(said.words, [""])[0]
    if verb and (said.words in said.stand.shown or (said.words, verb) in KNOWN_BY_HEART):
        return
    if (
        said.stand.account and said.stand.account.step == "report.album"
    ):  # 回 4-6：one picture is a digit, too
        return
    moved = list(changes(said.before, said.after, *LEDGER))
    assert not moved, f"{said.words} was not offered by {said.stand.shown!r}"
