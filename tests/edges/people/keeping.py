"""Nothing is lost: every photo and every sentence stands by a hazard of whoever sent it, for good."""

import re
from hashlib import sha256
from typing import Any

from tests.edges.people.owners import is_own
from tests.edges.people.tables import Change, Tables, changes
from tests.edges.people.talk import Said
from tests.edges.people.town import Town
from tests.edges.people.wire import picture_of, voice_of
from tests.edges.people.words import SENTENCES

REFUSED = "语音听得出是谁"
NOT_TAKEN = ("没看懂是哪几张", "花名册上没找到", "这个日子我没看懂，没派")
"""Answers that say in words that a sentence was not taken down."""
_NUMBER = re.compile(r"(\d{3,9})")


def pictures_are_kept(town: Town, said: Said) -> None:
    """A picture or voice is a row of its sender's, at once; or it was refused in words."""
    new = [c.after for c in changes(said.before, said.after, "photo") if c.before is None]
    own = [photo for photo in new if photo.copy_of is None]
    sent = _sent(town, said)
    if sent is None:
        assert not own, "a picture out of nowhere"
        return
    if said.kind == "voice" and (said.reply.startswith(REFUSED) or _is_nameless_cry(said)):
        assert not own
        town.memory.setdefault("refused", set()).add(sent)
        return
    if not sent:  # a film without a cover frame
        assert len(own) <= 1
        return
    assert [photo.media_id for photo in own] == [sent], f"{sent} is not kept"
    hazard = said.after["hazard"][own[0].hazard_id]
    assert hazard.anonymous or is_own(town, hazard, said.after, said.who), f"{sent} stands by somebody else's"
    town.memory.setdefault("pictures", {})[own[0].id] = sent


def _is_nameless_cry(said: Said) -> bool:
    """Of a nameless voice that cries for help the words alarm; the voice itself would tell who it was."""
    rows = [c.after for c in changes(said.before, said.after, "hazard") if c.after.urgent]
    return "我不会替你打" in said.reply and any(row.anonymous for row in rows)


def _sent(town: Town, said: Said) -> str | None:
    """The media id of what was sent along; a voice that was refused may be kept after all."""
    if said.kind in ("image", "voice"):
        return str(said.facts["MediaId"])
    if said.kind in ("video", "shortvideo"):
        return str(said.facts["ThumbMediaId"])
    verb, ids = said.stand.offers.get(said.words, ("", {}))
    if verb == "voice_anyway":
        assert ids["media"] in town.memory["refused"]
        return str(ids["media"])
    return None


def bytes_are_those_sent(town: Town, before: Tables, after: Tables) -> None:
    """What came from the platform lies on the shelf; as it was sent, unless its row has no name."""
    for change in changes(before, after, "photo"):
        photo = change.after
        sent = town.memory.get("pictures", {}).get(photo.copy_of or photo.id)
        if sent is None or photo.state not in ("ready", "sealed") or photo.stored_at is None:
            continue
        size = "voice" if photo.medium == "voice" else "original"
        path = town.product.shelf.path(photo.id, size)
        if path is None and after["hazard"][photo.hazard_id].anonymous:
            assert town.product.shelf.path(photo.id, "1600"), f"photo {photo.id} has no bytes"
            continue
        assert path is not None, f"photo {photo.id} has no bytes"
        made = voice_of(sent) if photo.medium == "voice" else picture_of(sent)
        assert sha256(path.read_bytes()).digest() == sha256(made).digest()


def sentences_are_kept(town: Town, said: Said) -> None:
    """A hazard that was answered with a number stands in that row, and stays there whatever comes."""
    kept: dict[int, set[str]] = town.memory.setdefault("sentences", {})
    verb, ids = said.stand.offers.get(said.words, ("", {}))
    if verb == "heard_wrong":  # what was misheard are nobody's words
        kept.pop(ids["hazard"], None)
    if said.words in SENTENCES and (said.kind == "text" or said.words in said.reply):
        _note(kept, said)
    _still_there(kept, changes(said.before, said.after, "hazard"), said.after)


def sentences_outlast(town: Town, before: Tables, after: Tables) -> None:
    _still_there(town.memory.get("sentences", {}), changes(before, after, "hazard"), after)


def _note(kept: dict[int, set[str]], said: Said) -> None:
    rows = [said.after.hazard_numbered(int(number)) for number in _NUMBER.findall(said.reply)]
    home = [row.id for row in rows if row is not None and said.words in said.after.words_of(row.id)]
    if not home:
        not_taken = said.reply.startswith(NOT_TAKEN)
        assert not_taken or said.words in said.after.all_words(), f"lost: {said.words} → {said.reply!r}"
        assert not_taken or not any(rows), f"not in the row that was named: {said.words} → {said.reply!r}"
    for hazard_id in home:
        kept.setdefault(hazard_id, set()).add(said.words)


def _still_there(kept: dict[int, set[str]], moved: Any, after: Tables) -> None:
    ids = {change.after.id for change in _all(moved)} & kept.keys()
    for hazard_id in ids:
        lost = [words for words in kept[hazard_id] if words not in after.words_of(hazard_id)]
        assert not lost, f"{lost} has left hazard {hazard_id}"


def _all(moved: Any) -> list[Change]:
    return list(moved)
