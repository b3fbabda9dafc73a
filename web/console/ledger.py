"""The ledger page: chips, whom to telephone, who waits to be known, and thirty rows."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from rules.hazard import OFFICIAL, Status
from web.console import calls, chips, rows
from web.console.asked import asked_for, narrowed, offered_chips
from web.console.doing import NOT_YOURS
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.knowing import find_strangers
from web.console.lines import shown
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

MOST_TICKED, LONGEST_ID = 500, 12


@console.get("/")
def ledger() -> str:
    """The list, by chip, status, category and words."""
    view, scope, wanted, db = guest_view(), guest_scope(), asked_for(), reading()
    found, further = rows.find_rows(db, view, wanted)
    waiting, total = calls.find_calls(db, scope, view, view.today)
    strangers, unknown = find_strangers(db, scope, view)
    counts = chips.count_chips(db, view) | {"unreached": total}
    return render_template(
        "ledger.html",
        lines=shown(db, found),
        calls=waiting,
        calls_left=total - len(waiting),
        strangers=strangers,
        unknown=unknown,
        chips=[(show, chips.CHIPS[show], counts.get(show)) for show in offered_chips()],
        wanted=wanted,
        further=f"{further[0]}.{further[1]}" if further else "",
        statuses={s.value: OFFICIAL[s] for s in Status if s is not Status.DRAFT},
        kinds=this_desk().kinds,
        scope=scope,
        pick=lambda **changes: narrowed(wanted, changes),
    )


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
