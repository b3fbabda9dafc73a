"""挂牌督办: proposed to an authority, listed by it, refused, or taken off the list; a person enters each."""

from datetime import date, datetime

from actions.moving import By, check, done
from actions.plan.figures import counting
from models import listings, outbox
from models.base import Db, Row
from rules.blocks import lacking, named
from rules.hazard import Tier, WrongMoment


def propose(db: Db, row: Row, authority: str, on: date, now: datetime, *, by: By, why: str = "") -> None:
    """提请挂牌督办：all five blocks stand, and a person has said that it is grave; again, after 没挂, with a new reason."""
    check(db, row, "propose", by)
    if row["level"] != "major":
        raise WrongMoment(f"{row['number']}号没定为重大，不用提请挂牌。")
    missing = lacking(row, "list")
    if missing:
        raise WrongMoment(f"{row['number']}号五落实还缺{named(missing)}，补上再提请。")
    listing = listings.listing_of(db, row["id"])
    if by.person_id is None or (listing is not None and not listing["refused_on"]):
        raise WrongMoment(f"{row['number']}号已经提请过了。")
    if listing is None:
        listings.add_listing(db, row["id"], authority, on, by.person_id)
    else:
        _propose_anew(db, row, listing, authority, on, by_id=by.person_id, why=why)
    again, reason = "再次" if listing is not None else "", f"：{why}" if why else ""
    done(db, row, "propose", by, now, text=f"{again}提请{authority}，{on.month}/{on.day}{reason}")
    outbox.drop_errands(db, row["id"], ["ask_listing"], now)


def _propose_anew(db: Db, row: Row, listing: Row, authority: str, on: date, *, by_id: int, why: str) -> None:
    """What the authority said before stays in the history."""
    if not why:
        raise WrongMoment(f"{row['number']}号{_said(listing['refused_on'])}没挂，再提请写一句为什么。")
    if on < listing["refused_on"]:
        raise WrongMoment("再提请的日子比没挂还早，再看看。")
    facts = {"proposed_on": on, "refused_on": None, "note": "", "proposed_by_id": by_id}
    listings.change_listing(db, row["id"], authority=authority, **facts)


def put_on_list(db: Db, row: Row, reference: str, on: date, now: datetime, *, by: By) -> None:
    """已挂牌：by the authority, under its number. It is the regulator's matter from now on."""
    check(db, row, "list", by)
    listing = _listing(db, row)
    if listing["listed_on"]:
        raise WrongMoment(f"{row['number']}号{_said(listing['listed_on'])}就挂牌了。")
    if row["level"] != "major":
        raise WrongMoment(f"{row['number']}号没定为重大，先定了再挂牌。")
    if on < listing["proposed_on"]:
        raise WrongMoment("挂牌的日子比提请还早，再看看。")
    listings.change_listing(db, row["id"], listed_on=on, reference=reference, refused_on=None)
    text = f"{listing['authority']}挂牌，{reference}".rstrip("，")
    listed = done(db, row, "list", by, now, text=text, tier=Tier.REGULATOR, tier_since=now)
    counting.hazard_changed(db, listed, is_listed=True)


def refuse_to_list(db: Db, row: Row, note: str, on: date, now: datetime, *, by: By) -> None:
    """没挂：the authority says no, and why."""
    check(db, row, "list", by)
    listing = _listing(db, row)
    if listing["listed_on"]:
        raise WrongMoment(f"{row['number']}号已经挂牌了。")
    if on < listing["proposed_on"]:
        raise WrongMoment("没挂的日子比提请还早，再看看。")
    listings.change_listing(db, row["id"], refused_on=on, note=note)
    done(db, row, "list", by, now, text=f"{listing['authority']}没有挂牌：{note}")


def take_off_list(db: Db, row: Row, on: date, now: datetime, *, by: By) -> None:
    """摘牌."""
    check(db, row, "delist", by)
    listing = _listing(db, row)
    if not listing["listed_on"] or listing["delisted_on"]:
        raise WrongMoment(f"{row['number']}号现在没在挂牌。")
    if on < listing["listed_on"]:
        raise WrongMoment("摘牌的日子比挂牌还早，再看看。")
    listings.change_listing(db, row["id"], delisted_on=on)
    done(db, row, "delist", by, now, text=f"{on.month}/{on.day}摘牌")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _listing(db: Db, row: Row) -> Row:
    listing = listings.listing_of(db, row["id"])
    if listing is None:
        raise WrongMoment(f"{row['number']}号还没提请挂牌。")
    return listing


def stands(listing: Row | None) -> str:
    """``提请中``, ``已挂牌``, ``已摘牌``, ``没挂牌``; empty where it was never proposed."""
    if listing is None:
        return ""
    if listing["delisted_on"]:
        return "已摘牌"
    if listing["listed_on"]:
        return "已挂牌"
    return "没挂牌" if listing["refused_on"] else "提请中"
