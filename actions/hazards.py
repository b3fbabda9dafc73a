"""What people do to a hazard. Loads, asks the rules, writes, posts; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select

from actions.places import Where
from actions.telling import tell_standing
from models import hazards, history, outbox, people, photos, units
from models.base import Db, Row
from models.prepared import Prepared
from rules.clocks import Clocks, not_at_night, notice_due
from rules.hazard import Part, Source, Status, WrongMoment, move_for
from rules.kinds import Kind, suggest
from rules.place_words import brief

MEDIA_LIVE = timedelta(days=3)
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
        history.add_line(db, hazard_id, "open", now, part=Part.REPORTER, person_id=reporter.person_id)
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
            "level": suggestion.level,
            "urgent": suggestion.urgent,
            "pieces": list(self.pieces),
            **_place_facts(self.where),
        }


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
    due = notice_due(now, clocks, urgent=row["urgent"])
    tell = outbox.errand(f"tell:{hazard_id}", "tell_officers", now=now, due_at=due, hazard_id=hazard_id)
    outbox.post(db, tell)
    return row


def move(
    db: Db,
    hazard_id: int,
    verb: str,
    part: Part,
    now: datetime,
    *,
    text: str = "",
    person_id: int | None = None,
    **facts: Any,
) -> Row:
    """The only way a status changes: compare, set, and write the line of history. The row as it is now."""
    step = move_for(verb, part)
    row = hazards.move_hazard(db, hazard_id, step.starts, step.to, **facts)
    if row is None:
        raise WrongMoment(_faster(db, hazard_id))
    by = None if row["anonymous"] and part is Part.REPORTER else person_id
    history.add_line(db, hazard_id, verb, now, part=part, person_id=by, text=text)
    return row


def _faster(db: Db, hazard_id: int) -> str:
    """Who got there first, in words (the sentence of a lost race)."""
    now = hazards.find_hazard(db, hazard_id)
    last = history.history_of(db, hazard_id)[-1]
    number = f"{now['number']}号" if now["number"] else "这一件"
    if now["status"] == Status.ASSIGNED:
        owner = people.find_person(db, now["owner_id"])["name"]
        return (
            f"{number}{last['person_name'] or '别人'}刚派给{owner}，你这次没动它。\n要改派回 {now['number']}"
        )
    if now["status"] == Status.WITHDRAWN:
        return f"{number}已经撤回了，我没动。"
    return f"{number}刚有人动过了，你这次没动它。\n回 {now['number'] or '我的'} 看现在怎样"


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
    hazards.change_hazard(db, hazard_id, **facts)
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


def reopen(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """没弄好、不同意：the same row, back with the officers of its place."""
    facts: dict[str, Any] = {"closed_at": None, "fixed_at": None, "fixed_on_spot": False}
    facts |= {"owner_id": None, "due_on": None}
    move(db, row["id"], "reopen", Part.REPORTER, now, person_id=row["person_id"], **facts)
    key = f"tell-again:{row['id']}:{int(now.timestamp())}"
    due = notice_due(now, clocks, urgent=row["urgent"])
    outbox.post(db, outbox.errand(key, "tell_officers", now=now, due_at=due, hazard_id=row["id"]))


def urge(db: Db, row: Row, now: datetime, clocks: Clocks) -> bool:
    """催一下：once a day; False when today's is spent."""
    today = now.astimezone(clocks.zone).date().isoformat()
    if any(e["key"] == f"urge:{row['id']}:{today}" for e in outbox.errands(db, hazard_id=row["id"])):
        return False
    history.add_line(db, row["id"], "urge", now, part=Part.REPORTER)
    errand = outbox.errand(
        f"urge:{row['id']}:{today}", "tell_urged", now=now, due_at=not_at_night(now, clocks)
    )
    outbox.post(db, errand | {"hazard_id": row["id"], "person_id": row["owner_id"]})
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


def assign(
    db: Db,
    row: Row,
    owner: Row,
    due_on: date,
    now: datetime,
    clocks: Clocks,
    *,
    officer_id: int | None,
    measure: str = "",
    verb: str = "assign",
) -> None:
    """An officer gives it to somebody with a day; the owner hears of it, but not in the night."""
    text = f"{owner['name']}，{due_on.month}/{due_on.day}前" + (f"，{measure}" if measure else "")
    facts = {"owner_id": owner["id"], "due_on": due_on, "assigned_at": now, "measure": measure}
    after = move(db, row["id"], verb, Part.OFFICER, now, text=text, person_id=officer_id, **facts)
    due_at = now if row["urgent"] else not_at_night(now, clocks)
    key = f"assigned:{row['id']}:{owner['id']}:{int(now.timestamp())}"
    news = outbox.errand(key, "tell_owner", now=now, due_at=due_at, hazard_id=row["id"])
    outbox.post(db, news | {"person_id": owner["id"]})
    outbox.drop_errands(db, row["id"], ["nobody_came"], now)
    tell_standing(db, after, now, clocks)


def part_picture(db: Db, photo_id: int, reporter: Reporter, now: datetime, clocks: Clocks) -> int:
    """A picture turns out to show another place: it moves to a draft of its own."""
    hazard_id = open_draft(db, reporter, now, clocks)
    photos.change_photo(db, photo_id, hazard_id=hazard_id)
    return hazard_id


def officers_near(db: Db, department_id: int | None, home_id: int) -> Sequence[Row]:
    """The officers of a department, else those of the hospital."""
    near = people.officers_of(db, department_id) if department_id else []
    return near or people.officers_of(db, home_id)


def officers_for(db: Db, row: Row) -> Sequence[Row]:
    """Who looks at a hazard: the officers of its department, else those of the hospital.

    When it burns: both, and everybody on the duty list. The union where there is nobody else.
    """
    near = people.officers_of(db, row["department_id"]) if row["department_id"] else []
    if near and not row["urgent"]:
        return near
    far = people.officers_of(db, row["unit_id"])
    watch = people.on_duty_in(db, row["unit_id"]) if row["urgent"] else []
    if not (near or far or watch):
        return people.union_of(db, row["unit_id"])
    return list({person["id"]: person for person in (*near, *far, *watch)}.values())
