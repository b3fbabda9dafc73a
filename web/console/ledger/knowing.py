"""认人: who said a name and is nobody yet, for the officer who knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from actions import knowing
from models import units
from models.base import Db, Row
from models.hazards import Hazard
from rules.refusal import Refused
from web.console.chips import View
from web.console.doing import NOT_YOURS
from web.console.doorkeeper import console, guest_scope
from web.desk import this_desk
from web.rights import Deed, Scope
from web.work import carry

SHOWN = 5
LIKELY = 2
SAID_AGAIN = "这位已经有人认过了，或者不归你看。"
OWN_WAY = "这位要进台账，得自己在公众号里绑定，不能替他认。"


@dataclass(frozen=True)
class Stranger:
    """Somebody who waits to be known: what they call themselves, what they reported, who they may be."""

    account_id: int
    name: str
    numbers: Sequence[int]
    likely: Sequence[Row]


def find_strangers(db: Db, scope: Scope, view: View) -> tuple[list[Stranger], int]:
    """The first who wait, and how many there are in all; four statements at most, however many wait."""
    waiting = _waiting(db, scope) if scope.may(Deed.KNOW) else ()
    shown = waiting[:SHOWN]
    if not shown or scope.home_id is None:
        return [], 0
    numbers = _numbers(db, view, [account["id"] for account in shown])
    everybody = knowing.like_named(db, "\n".join(account["self_name"] for account in shown), scope.home_id)
    return [_stranger(account, numbers, everybody) for account in shown], len(waiting)


def _waiting(db: Db, scope: Scope) -> Sequence[Row]:
    if scope.home_id is None:
        return ()
    departments = units.subtree(db, scope.path) if scope.path else None
    return knowing.waiting_to_be_known(db, scope.home_id, departments)


def _numbers(db: Db, view: View, accounts: Sequence[int]) -> Mapping[int, list[int]]:
    query = select(Hazard.reporter_id, Hazard.number).where(view.visible, Hazard.reporter_id.in_(accounts))
    found: dict[int, list[int]] = {}
    for row in db.execute(query.where(Hazard.number.is_not(None)).order_by(Hazard.id)).mappings():
        found.setdefault(row["reporter_id"], []).append(row["number"])
    return found


def _stranger(account: Row, numbers: Mapping[int, list[int]], everybody: Sequence[Row]) -> Stranger:
    name = account["self_name"]
    likely = [person for person in everybody if person["name"] in name and _is_staff(person)]
    likely.sort(key=lambda person: person["unit_name"].removesuffix("科") not in name)
    return Stranger(account["id"], name, numbers.get(account["id"], []), likely[:LIKELY])


def _is_staff(person: Row) -> bool:
    """Whoever may enter the ledger proves it with a staff number: a name anybody can say is not enough."""
    return bool(person["role"] == "staff")


@console.post("/strangers/<int(max=999999999999):account_id>")
def known(account_id: int) -> Response:
    """认得，就是花名册上的某人，or 不认识."""
    scope, chosen = guest_scope(), request.form.get("person", "")
    if not scope.may(Deed.KNOW):
        abort(403, NOT_YOURS)

    def work(db: Db) -> str:
        account = next((each for each in _waiting(db, scope) if each["id"] == account_id), None)
        if account is None:
            raise Refused(SAID_AGAIN)
        return _say_who(db, account, chosen, scope.home_id or 0)

    try:
        flash(carry(work), "good")
    except Refused as refused:
        flash(str(refused), "bad")
    return redirect(url_for("console.ledger"))


def _say_who(db: Db, account: Row, chosen: str, home_id: int) -> str:
    now = this_desk().clock()
    if chosen == "nobody":
        knowing.not_known(db, account["id"])
        return f"好，{account['self_name']}先不认，报隐患照常。"
    if chosen == "new":
        person, numbers = knowing.take_in(db, account["id"], now)
        return f"添成外协了：{person['name']}。{_counted(numbers)}"
    named = knowing.like_named(db, account["self_name"], home_id)
    meant = [each for each in named if str(each["id"]) == chosen]
    if not meant:
        raise Refused("这一下没认出来，再点一次。")
    person = meant[0]
    if not _is_staff(person):
        raise Refused(OWN_WAY)
    numbers = knowing.know(db, account["id"], person["id"], now)
    return f"认得了：{person['unit_name']} {person['name']}。{_counted(numbers)}"


def _counted(numbers: Sequence[int]) -> str:
    return f"以前报的{'、'.join(f'{number}号' for number in numbers)}也算上了。" if numbers else ""
