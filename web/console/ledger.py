"""The ledger page: chips, who must be called, and thirty rows."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from rules.hazard import OFFICIAL, Status
from web.console import calls, chips, rows
from web.console.asked import asked_for, narrowed, offered_chips
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.lines import shown
from web.desk import this_desk
from web.reading import reading
from web.work import carry


@console.get("/")
def ledger() -> str:
    """The list, by chip, status, category and words."""
    view, scope, wanted, db = guest_view(), guest_scope(), asked_for(), reading()
    found, further = rows.find_rows(db, view, wanted)
    waiting, total = ([], 0) if scope.many_hospitals else calls.find_calls(db, view.visible)
    counts = chips.count_chips(db, view) | {"unreached": total}
    return render_template(
        "ledger.html",
        lines=shown(db, found),
        calls=waiting,
        calls_left=total - len(waiting),
        chips=[(show, chips.CHIPS[show], counts.get(show)) for show in offered_chips()],
        wanted=wanted,
        further=f"{further[0]}.{further[1]}" if further else "",
        statuses={s.value: OFFICIAL[s] for s in Status if s is not Status.DRAFT},
        kinds=this_desk().kinds,
        scope=scope,
        pick=lambda **changes: narrowed(wanted, changes),
    )


@console.post("/calls/<int(max=999999999999):errand_id>")
def called(errand_id: int) -> Response:
    """Somebody telephoned: the line leaves the panel."""
    view, now = guest_view(), this_desk().clock()
    if guest_scope().many_hospitals or not carry(
        lambda db: calls.tick_call(db, errand_id, view.visible, now)
    ):
        abort(404, "这一条已经有人打过了，或者不归你看。")
    return redirect(url_for("console.ledger"))
