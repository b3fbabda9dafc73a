"""What people do to a hazard. Loads, asks the rules, writes, posts; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select

from actions.moving import By, move, nameable
from actions.places import Where
from actions.plan.figures import counting
from models import hazards, history, outbox, photos, units
from models.base import Db, Row
from models.prepared import Prepared
from rules.clocks import Clocks, not_at_night, notice_due
from rules.hazard import Part, Source, Status, Tier
from rules.kinds import Kind, cause_of
from rules.places.labels import brief
from rules.words.suggesting import suggest

MEDIA_LIVE = timedelta(days=3)
REPORTER = By(Part.REPORTER)
PURGE = timedelta(hours=23)
"""What was sealed is gone within a day, with an hour to spare."""

CLOCKS = ["tell_officers", "nudge", "settle_draft", "forget_draft", "nobody_came"]
"""Errands that nobody wants once a report was taken back."""

CITY = select(units.TABLE.c.city_id).where(units.TABLE.c.id == bindparam("home")).scalar_subquery()
ADD_HAZARD = Prepared(insert(hazards.TABLE).values(city_id=CITY).returning(hazards.TABLE.c.id))
ADD_PHOTO = Prepared(insert(photos.TABLE).returning(photos.TABLE.c.id))


@dataclass(frozen=True)
class Reporter:
    """Who reports: the account, the person behind it if known, and where they belong."""

    account_id: int | None
    person_id: int | None
    home_id: int
    department_id: int | None
    source: str = Source.STAFF


@dataclass(frozen=True)
class Picture:
    """What the platform said about something sent along."""

    media_id: str
    taken_at: datetime
    url: str = ""
    medium: str = "photo"
    stage: str = "before"


def open_draft(db: Db, reporter: Reporter, now: datetime, clocks: Clocks, *, nudged: bool = True) -> int:
    """A new draft. Left alone it is asked about, and settles into the ledger by itself; unless its words are here."""
    facts = {
        "home": reporter.home_id,
        "unit_id": reporter.home_id,
        "department_id": reporter.department_id,
        "source": reporter.source,
        "happened_on": now.astimezone(clocks.zone).date(),
        "recorded_at": now,
        "reporter_id": reporter.account_id,
        "person_id": reporter.person_id,
    }
    hazard_id = int(ADD_HAZARD.value(db, **facts))
    if nudged:
        history.add_line(
            db, hazard_id, "open", now, part=Part.REPORTER, person_id=reporter.person_id, first=True
        )
        _wind_clocks(db, hazard_id, reporter.account_id, now, clocks)
    return hazard_id


def _wind_clocks(db: Db, hazard_id: int, account_id: int | None, now: datetime, clocks: Clocks) -> None:
    """The draft's two clocks: a nudge to its reporter, and the day after which it counts anyway."""
    settle = outbox.errand(f"settle:{hazard_id}", "settle_draft", now=now, due_at=now + clocks.settle_draft)
    nudge = outbox.errand(
        f"nudge:{hazard_id}", "nudge", now=now, due_at=now + clocks.nudge, stale_at=now + clocks.show_draft
    )
    outbox.post(db, nudge | {"hazard_id": hazard_id, "to_id": account_id}, settle | {"hazard_id": hazard_id})


def settle_later(db: Db, hazard_id: int, now: datetime, clocks: Clocks) -> None:
    """What is sent without a name settles into the ledger by itself as well; nobody is nudged."""
    settle = outbox.errand(f"settle:{hazard_id}", "settle_draft", now=now, due_at=now + clocks.settle_draft)
    outbox.post(db, settle | {"hazard_id": hazard_id})


def forget_later(db: Db, hazard_id: int, now: datetime, clocks: Clocks) -> None:
    """Words that nobody called a hazard wait for a day, and are then withdrawn by themselves."""
    forget = outbox.errand(f"forget:{hazard_id}", "forget_draft", now=now, due_at=now + clocks.settle_draft)
    outbox.post(db, forget | {"hazard_id": hazard_id})


def add_picture(db: Db, hazard_id: int, picture: Picture, now: datetime) -> int:
    """Something sent along; the courier fetches it while the platform still has it."""
    facts = {
        "hazard_id": hazard_id,
        "medium": picture.medium,
        "stage": picture.stage,
        "media_id": picture.media_id,
        "picture_url": picture.url,
        "taken_at": picture.taken_at,
    }
    photo_id = int(ADD_PHOTO.value(db, **facts))
    fetch = outbox.errand(f"fetch:{photo_id}", "fetch_photo", now=now, payload={"photo": photo_id})
    outbox.post(db, fetch | {"hazard_id": hazard_id, "stale_at": now + MEDIA_LIVE})
    return photo_id


@dataclass(frozen=True)
class Sentence:
    """What a reporter said, where that is, when; ``pieces`` are the several hazards heard in it."""

    words: str
    where: Where
    said_at: datetime | None
    pieces: Sequence[str] = ()

    def facts(self, kinds: tuple[Kind, ...]) -> dict[str, Any]:
        """What the ledger keeps of it, with what it suggests about kind and urgency."""
        suggestion = suggest(self.words, kinds)
        return {
            "description": self.words,
            "brief": brief(self.words),
            "described_at": self.said_at,
            "category": suggestion.code,
            "plain": suggestion.plain,
            "kind": suggestion.kind,
            "cause": _cause(self.words, suggestion.code, kinds),
            "level": suggestion.level,
            "urgent": suggestion.urgent,
            "pieces": list(self.pieces),
            **_place_facts(self.where),
        }


def _cause(words: str, code: str, kinds: tuple[Kind, ...]) -> str:
    """What such hazards mostly come from (透视镜); empty for a class that says nothing of it."""
    kind = next((kind for kind in kinds if kind.code == code), None)
    return str(cause_of(words, kind)) if kind else ""


def describe(db: Db, hazard_id: int, sentence: Sentence, kinds: tuple[Kind, ...]) -> Row:
    """The reporter's sentence, in whatever stage the hazard is. The row as it is now."""
    return hazards.rewrite_hazard(db, hazard_id, **sentence.facts(kinds))


def report(
    db: Db,
    hazard_id: int,
    now: datetime,
    clocks: Clocks,
    *,
    part: Part = Part.REPORTER,
    text: str = "",
    told: Mapping[str, Any] | None = None,
) -> Row:
    """A draft becomes a row of the ledger, with what was ``told`` of it: it gets its number, and officers hear."""
    number = units.take_number(db, hazard_id)
    facts = {**(told or {}), "number": number, "reported_at": now}
    row = move(db, hazard_id, "report", part, now, text=text, **facts)
    if row["person_id"] is not None:
        counting.look_again(db, row["person_id"])
    due = notice_due(now, clocks, urgent=row["urgent"])
    tell = outbox.errand(f"tell:{hazard_id}", "tell_officers", now=now, due_at=due, hazard_id=hazard_id)
    outbox.post(db, tell)
    return row


def set_place(db: Db, hazard_id: int, where: Where, now: datetime, *, part: Part = Part.REPORTER) -> None:
    """Another place; the notice that has not left yet goes to that place's officer."""
    row = hazards.rewrite_hazard(db, hazard_id, **_place_facts(where))
    history.add_line(db, hazard_id, "place", now, part=part, text=where.text)
    if row["urgent"] and row["number"] and row["responder_id"] is None:  # now somebody nearer may hear
        key = f"tell-urgent:{hazard_id}:{int(now.timestamp())}"
        outbox.post(db, outbox.errand(key, "tell_officers", now=now, hazard_id=hazard_id))


def set_coordinates(db: Db, hazard_id: int, latitude: float | None, longitude: float | None) -> None:
    hazards.change_hazard(db, hazard_id, latitude=latitude, longitude=longitude)


def _place_facts(where: Where) -> dict[str, Any]:
    facts: dict[str, Any] = {"place_text": " ".join(where.text.split()), "place_id": where.place_id}
    return facts | ({"department_id": where.department_id} if where.department_id else {})


def set_kind(db: Db, hazard_id: int, kind: Kind, now: datetime) -> None:
    """The reporter knows better what it is like."""
    facts = {
        "category": kind.code,
        "plain": kind.plain,
        "kind": "occupational" if kind.occupational else "accident",
    }
    counting.hazard_changed(db, hazards.rewrite_hazard(db, hazard_id, **facts))
    history.add_line(db, hazard_id, "kind", now, part=Part.REPORTER, text=kind.plain)


def set_words(db: Db, hazard_id: int, words: str, now: datetime) -> None:
    """Other words for the same thing."""
    hazards.change_hazard(db, hazard_id, description=words, brief=brief(words))
    history.add_line(db, hazard_id, "words", now, part=Part.REPORTER, text=words)


def add_words(db: Db, row: Row, words: str, now: datetime) -> None:
    """One more sentence; the first one stays."""
    said = f"{row['description']}；{words}" if row["description"] else words
    hazards.change_hazard(db, row["id"], description=said, brief=row["brief"] or brief(words))
    history.add_line(db, row["id"], "add", now, part=Part.REPORTER, text=words)


def withdraw(db: Db, row: Row, reason: str, now: datetime, *, private: bool = False) -> None:
    """The reporter takes it back. ``private`` closes every picture at once; the bytes go within a day."""
    move(db, row["id"], "withdraw", Part.REPORTER, now, text=reason, reason=reason)
    if row["person_id"] is not None and row["number"] is not None:
        counting.look_again(db, row["person_id"])
    outbox.drop_errands(db, row["id"], CLOCKS, now)
    sealed = photos.seal_with_copies(db, row["id"], reason) if private else []
    if private or row["number"] is None:
        purge = outbox.errand(f"purge:{row['id']}", "purge_photos", now=now, due_at=now + PURGE)
        outbox.post(db, purge | {"hazard_id": row["id"], "payload": {"photos": sealed}})


def take_up_again(db: Db, hazard_id: int, now: datetime, clocks: Clocks) -> bool:
    """A draft that was dropped by mistake; False when its pictures are gone already."""
    row = hazards.find_hazard(db, hazard_id)
    if row["status"] != Status.WITHDRAWN or row["number"] or now - row["recorded_at"] > clocks.settle_draft:
        return False
    move(db, row["id"], "take_up", Part.REPORTER, now, reason="")
    outbox.drop_errands(db, hazard_id, ["purge_photos"], now)
    settle = row["recorded_at"] + clocks.settle_draft
    key = f"settle:{hazard_id}:{int(now.timestamp())}"
    outbox.post(db, outbox.errand(key, "settle_draft", now=now, due_at=settle, hazard_id=hazard_id))
    return True


def reopen(db: Db, row: Row, now: datetime, clocks: Clocks, *, by: By = REPORTER, text: str = "") -> None:
    """没弄好、不同意：the same row, back with the officers of its place."""
    facts: dict[str, Any] = {"closed_at": None, "fixed_at": None, "fixed_on_spot": False}
    facts |= {"owner_id": None, "due_on": None, "closed_by_id": None, "tier": Tier.POST}
    move(
        db, row["id"], "reopen", by.part, now, person_id=by.person_id or row["person_id"], text=text, **facts
    )
    key = f"tell-again:{row['id']}:{int(now.timestamp())}"
    due = notice_due(now, clocks, urgent=row["urgent"])
    outbox.post(db, outbox.errand(key, "tell_officers", now=now, due_at=due, hazard_id=row["id"]))


def urge(db: Db, row: Row, now: datetime, clocks: Clocks, *, by: By = REPORTER) -> bool:
    """催一下：once a day; False when today's is spent."""
    key = f"urge:{row['id']}:{now.astimezone(clocks.zone).date().isoformat()}"
    errand = outbox.errand(key, "tell_urged", now=now, due_at=not_at_night(now, clocks))
    if not outbox.post_once(db, errand | {"hazard_id": row["id"], "person_id": row["owner_id"]}):
        return False
    history.add_line(db, row["id"], "urge", now, part=by.part, person_id=nameable(row, by))
    return True


def fix_on_spot(db: Db, row: Row, how: str, now: datetime) -> None:
    """The reporter has put it right already; it counts, and the officer has a look."""
    move(
        db,
        row["id"],
        "fix_on_spot",
        Part.REPORTER,
        now,
        text=how,
        fixed_at=now,
        fixed_on_spot=True,
        measure=how,
    )


def part_picture(db: Db, photo_id: int, reporter: Reporter, now: datetime, clocks: Clocks) -> int:
    """A picture turns out to show another place: it moves to a draft of its own."""
    hazard_id = open_draft(db, reporter, now, clocks)
    photos.change_photo(db, photo_id, hazard_id=hazard_id)
    return hazard_id
