"""曝光 and 好做法: a card about one hazard is drafted by one person, approved by another, and then sent out."""

from datetime import datetime

from sqlalchemy import insert, select, update

from models import history
from models.base import Db, Row
from models.publications import KINDS, TABLE
from rules.hazard import NotYours, Part, Status, WrongMoment

NAMES = {"exposure": "曝光", "practice": "好做法"}


def draft(
    db: Db, row: Row, kind: str, words: dict[str, object], now: datetime, *, part: Part, by: int
) -> int:
    """A card, or the card of this kind written anew; it waits for somebody else. ``words`` as the table names them."""
    if kind not in KINDS:
        raise WrongMoment("写曝光还是好做法？选一个再点。")
    if kind == "practice" and row["status"] != Status.CLOSED:
        raise WrongMoment(f"{row['number']}号还没销号，销号了才好写好做法。")
    facts = {**words, "drafted_at": now, "drafted_by_id": by, "approved_at": None, "approved_by_id": None}
    facts |= {"refused_at": None, "reason": ""}
    card = _of(db, row["id"], kind)
    if card is not None and card["published_at"] is not None:
        raise WrongMoment(f"{row['number']}号的{NAMES[kind]}已经发出去了。")
    if card is None:
        add = insert(TABLE).values(hazard_id=row["id"], kind=kind, **facts).returning(TABLE.c.id)
        card_id = int(db.execute(add).scalar_one())
    else:
        card_id = card["id"]
        _change(db, card_id, **facts)
    history.add_line(db, row["id"], "draft_card", now, part=part, person_id=by, text=NAMES[kind])
    return card_id


def approve(db: Db, row: Row, card: Row, now: datetime, *, part: Part, by: int) -> None:
    """同意发出：never by whoever wrote it."""
    _waits(card)
    if card["drafted_by_id"] == by:
        raise NotYours("这张是你自己写的，得换个人来看。")
    _change(db, card["id"], approved_at=now, approved_by_id=by)
    history.add_line(db, row["id"], "approve_card", now, part=part, person_id=by, text=NAMES[card["kind"]])


def refuse(db: Db, row: Row, card: Row, why: str, now: datetime, *, part: Part, by: int) -> None:
    """不同意：with the reason its writer reads."""
    _waits(card)
    _change(db, card["id"], refused_at=now, reason=why)
    text = f"{NAMES[card['kind']]}，{why}"
    history.add_line(db, row["id"], "refuse_card", now, part=part, person_id=by, text=text)


def publish(db: Db, row: Row, card: Row, now: datetime, *, part: Part, by: int) -> None:
    """发出去了：somebody posted the picture."""
    if card["approved_at"] is None or card["refused_at"] is not None:
        raise WrongMoment("还没人同意发，先请另一个人看。")
    if card["published_at"] is not None:
        raise WrongMoment("这张已经发出去了。")
    _change(db, card["id"], published_at=now)
    history.add_line(db, row["id"], "post_card", now, part=part, person_id=by, text=NAMES[card["kind"]])


def find_card(db: Db, hazard_id: int, card_id: int) -> Row | None:
    """One card of this hazard."""
    query = select(TABLE).where(TABLE.c.id == card_id, TABLE.c.hazard_id == hazard_id)
    return db.execute(query).mappings().one_or_none()


def stands(card: Row) -> str:
    """``等人看``, ``没同意``, ``可以发``, ``发出去了``."""
    if card["published_at"]:
        return "发出去了"
    if card["refused_at"]:
        return "没同意"
    return "可以发" if card["approved_at"] else "等人看"


def _waits(card: Row) -> None:
    if stands(card) != "等人看":
        raise WrongMoment(f"这张{stands(card)}，不用再看。")


def _of(db: Db, hazard_id: int, kind: str) -> Row | None:
    query = select(TABLE).where(TABLE.c.hazard_id == hazard_id, TABLE.c.kind == kind)
    return db.execute(query).mappings().one_or_none()


def _change(db: Db, card_id: int, **facts: object) -> None:
    db.execute(update(TABLE).where(TABLE.c.id == card_id).values(**facts))
