"""记一条: a new deed, a correction that keeps what stood before, and taking one back."""

from dataclasses import dataclass, replace
from datetime import date

from flask import redirect, render_template, request, url_for

from actions.plan.doing import deeds as act
from actions.plan.doing.deeds import LONGEST_NOTE, Said, as_said
from actions.plan.doing.twice import told_before
from models.base import Db, Row
from models.plan import deeds
from rules.plan.records import ADMINISTRATION, DEPARTMENT, UNION
from rules.refusal import Refused
from web.console.deeds.form import Offered, heads_typed, offered, typed_deed
from web.console.deeds.found import called, changed, deed_for, kinds_here, may_record, unit_here
from web.console.deeds.one import deed_page
from web.console.deeds.words import WITH_PEOPLE, day_words, heads_words
from web.console.doorkeeper import console, guest_scope
from web.console.forms import typed
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Seat
from web.work import carry

LONGEST_WHY = 100


@dataclass(frozen=True)
class Shown:
    """The form as it stands: what is offered, what is filled in, the deed it changes, or the one that looks the same."""

    offered: Offered
    said: Said
    row: Row | None
    starts: str
    twin: str = ""
    twin_url: str = ""


@console.get("/deeds/new")
def new_deed() -> str:
    """An empty form; an address may name the kind and the day."""
    may_record()
    return _form(_usual())


def _usual() -> Said:
    kind, scope = request.args.get("kind", ""), guest_scope()
    try:
        day = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        day = this_desk().today()
    officer = ADMINISTRATION if scope.seat is Seat.HOSPITAL else UNION
    body = DEPARTMENT if scope.seat is Seat.DEPARTMENT else officer
    return Said(kind=kind if kind in kinds_here(reading()) else "", happened_on=day, bodies=(body,))


def _form(said: Said, row: Row | None = None, twin: Row | None = None) -> str:
    zone = this_desk().zone
    starts = f"{said.starts_at.astimezone(zone):%H:%M}" if said.starts_at else ""
    shown = Shown(offered(reading()), said, row, starts)
    if twin is not None:
        shown = replace(shown, twin=_told(twin), twin_url=url_for("console.deed", deed_id=twin["id"]))
    return render_template("deed/form.html", shown=shown)


def _told(row: Row) -> str:
    """``3月4日（周三） 灭火器怎么用，42人（没留名）``."""
    db, start = reading(), row["starts_at"]
    when = day_words(row["happened_on"]) + (f" {start.astimezone(this_desk().zone):%H:%M}" if start else "")
    heads = heads_words(len(deeds.there(db, row["id"])), row["attested"])
    return "，".join(filter(None, (f"{when} {called(db, row)}", heads)))


@console.post("/deeds/new")
def record_deed() -> Answer:
    """记下: then its page, where people sign in and proofs are kept. One that looks doubled is asked about first."""
    may_record()
    desk, by, again = this_desk(), my_id(), request.form.get("again") == "1"
    made: list[int] = []
    twins: list[Row] = []

    def work() -> str:
        said, unit_id = typed_deed(reading()), unit_here(reading())["id"]

        def record(db: Db) -> int:
            if not again and (twin := told_before(db, unit_id, said)) is not None:
                twins.append(dict(twin))
                raise Refused(AGAIN)
            return act.record(db, unit_id, said, desk.clock(), by, today=desk.today())

        made.append(carry(record))
        return _what_next(said)

    answer = tried(work, lambda: _form(_usual(), twin=twins[-1] if twins else None), url_for("console.deeds"))
    return redirect(url_for("console.deed", deed_id=made[0])) if made else answer


AGAIN = "这天已经有一条一样的了。先看看是不是同一场；不是，最下面点“还是记”。"


def _what_next(said: Said) -> str:
    kind = kinds_here(reading())[said.kind]
    if kind.group in WITH_PEOPLE and said.attested is None:
        return "记好了。多少人？放个码让大家扫，或者在下面写人数。"
    return "记好了。有照片、签到表，在下面传上来。"


@console.get("/deeds/<int(max=999999999999):deed_id>/edit")
def edit_deed(deed_id: int) -> str:
    row = deed_for(deed_id, changes=True)
    return _form(as_said(reading(), row), row)


@console.post("/deeds/<int(max=999999999999):deed_id>/edit")
def correct_deed(deed_id: int) -> Answer:
    """改: as it really was; the version before stays readable."""
    row = deed_for(deed_id, changes=True)
    desk, by = this_desk(), my_id()

    def work() -> str:
        before = as_said(reading(), row)
        said = typed_deed(reading(), before)
        if _as_plain(said) == _as_plain(before):
            raise Refused("和原来一样，没什么可改的。")
        why = typed("why", LONGEST_WHY, "为什么改？写一句，以后查得到。")
        _as_seen(row)
        carry(lambda db: act.correct(db, deed_id, said, why, desk.clock(), by_id=by, today=desk.today()))
        return "改好了，原来的样子在下面留着。"

    here = url_for("console.deed", deed_id=deed_id)
    return tried(work, lambda: _form(as_said(reading(), row), row), here)


def _as_plain(said: Said) -> dict[str, object]:
    """What was told, whatever the order of its lists."""
    return {name: sorted(some) if isinstance(some, tuple) else some for name, some in vars(said).items()}


def _as_seen(row: Row) -> None:
    """Somebody else's correction is not overwritten unseen."""
    if request.form.get("version", str(row["version"])) != str(row["version"]):
        raise Refused("刚才有人改过这一条。先看看现在怎样，再改。")


@console.post("/deeds/<int(max=999999999999):deed_id>/heads")
def say_heads(deed_id: int) -> Answer:
    """补人数: how many were there without a name."""
    row = deed_for(deed_id, changes=True)
    desk, by = this_desk(), my_id()

    def work(db: Db) -> str:
        heads = heads_typed(request.form.get("attested", ""))
        if heads is None:
            raise Refused("多少人？写个数。")
        new = replace(as_said(db, row), attested=heads)
        act.correct(db, deed_id, new, "补人数", desk.clock(), by_id=by, today=desk.today())
        return f"记上了，没留名的{heads}人。"

    return changed(deed_id, lambda: deed_page(row), work)


@console.post("/deeds/<int(max=999999999999):deed_id>/void")
def void_deed(deed_id: int) -> Answer:
    """作废: it stays to be read and counts nowhere."""
    row = deed_for(deed_id, changes=True)
    desk, by = this_desk(), my_id()

    def work(db: Db) -> str:
        why = typed("why", LONGEST_NOTE, "为什么作废？写一句。")
        act.void(db, deed_id, why, desk.clock(), by_id=by)
        return f"{name}作废了，哪儿都不算，记录还在。"

    name = called(reading(), row)
    return changed(deed_id, lambda: deed_page(row), work)
