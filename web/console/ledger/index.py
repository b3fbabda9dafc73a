"""The ledger page: chips, whom to telephone, who waits to be known, and fifty rows."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.base import Db
from web.console import chips, filters
from web.console.chips import View
from web.console.doing import NOT_YOURS
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.ledger import calls, dashboard, export, rows
from web.console.ledger.knowing import find_strangers
from web.console.ledger.lines import shown
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

__all__ = ["called", "dashboard", "export", "ledger"]

MOST_TICKED, LONGEST_ID = 500, 12
NOTHING = {
    "mine": "没有等你办的，清静。",
    "overdue": "没有超期的。",
    "urgent": "没有急的。",
    "nobodys": "件件都有人管。",
    "major": "没有重大隐患。",
    "unreached": "通知都送到了，没有要打的电话。",
}
"""What an empty chip says."""


@console.get("/")
def ledger() -> str:
    """The list, by chip, filters and words."""
    scope, db = guest_scope(), reading()
    branches = filters.branches_of(db, scope)
    view, asked = filters.view_over(branches), filters.asked_for(branches)
    wanted = asked.wanted
    found, further = rows.find_rows(db, view, wanted)
    waiting, total = calls.find_calls(db, scope, view, view.today)
    strangers, unknown = find_strangers(db, scope, view)
    return render_template(
        "ledger.html",
        lines=shown(db, found),
        calls=waiting,
        calls_left=total - len(waiting),
        strangers=strangers,
        unknown=unknown,
        chips=_chips(db, view, wanted.show, total),
        wanted=wanted,
        asked=asked,
        said=filters.spoken(asked, branches),
        further=f"{further[0]}.{further[1]}" if further else "",
        went_far=bool(further and len(found) < rows.PAGE),
        chips_names=chips.CHIPS,
        nothing=NOTHING,
        choices=filters.offered(branches),
        scope=scope,
        may_assign=scope.may(Deed.ASSIGN),
        export=filters.address("console.ledger_book", asked.kept, show=wanted.show)
        if scope.may(Deed.EXPORT)
        else "",
        pick=lambda **more: filters.address("console.ledger", asked.kept, **more),
    )


def _chips(db: Db, view: View, chosen: str, unreached: int) -> list[tuple[str, str, str]]:
    """Code, name and number of each chip; those that seldom matter only while something waits there."""
    offered = filters.offered_chips()
    counts = {**chips.count_chips(db, view, offered), "unreached": unreached}
    shown = (show for show in offered if show not in chips.SELDOM or show == chosen or counts[show])
    return [(show, chips.CHIPS[show], _count_words(counts.get(show))) for show in shown]


def _count_words(number: int | None) -> str:
    if number is None:
        return ""
    return str(number) if number <= chips.MOST else f"{chips.MOST}+"


@console.post("/calls")
def called() -> Response:
    """打过了：somebody telephoned, and one line leaves the panel with all it stood for."""
    scope, view, now = guest_scope(), guest_view(), this_desk().clock()
    if not scope.may(Deed.CALL):
        abort(403, NOT_YOURS)
    told = request.form.getlist("errand")[:MOST_TICKED]
    ids = [int(each) for each in told if each.isascii() and each.isdigit() and len(each) <= LONGEST_ID]
    mine = calls.callable_errands(scope, view)
    if carry(lambda db: calls.tick_calls(db, ids, mine, now)):
        flash("打过了，记下了。", "good")
    else:
        flash("这一位已经有人打过了，或者不归你看。", "bad")
    return redirect(url_for("console.ledger"))
