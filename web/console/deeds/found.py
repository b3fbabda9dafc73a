"""Which deeds a guest sees, which of them are theirs to change, and for which unit they act."""

from collections.abc import Callable, Sequence

from flask import abort, g, url_for
from sqlalchemy import select

from bot.seals import make_seal
from bot.shelf import Shelf
from models.base import Db, Row
from models.plan import deeds, proofs
from models.units import Unit, find_unit
from rules.plan.document import Kind
from rules.refusal import Refused
from web.console.doorkeeper import guest_scope
from web.console.trying import Answer, own_path, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed, Scope, Seat
from web.uploads import NO_SHELF
from web.work import carry

NOT_YOURS = "履职记录由工会和安全员来记。"
UNSEEN = "没有这一条，或者它不归你看。"
NOT_LED = "这一条是别的单位牵头记的，这里只能看。要改请找他们。"


def unit_here(db: Db) -> Row:
    """The unit this guest acts for: the hospital, or the union above."""
    if "deeds_unit" not in g:
        home = guest_scope().home_id
        g.deeds_unit = find_unit(db, home or int(own_path(db).strip("/").rpartition("/")[2]))
    unit: Row = g.deeds_unit
    return unit


def own_department(db: Db, scope: Scope) -> Row | None:
    """The department an officer records for; of a team the department above it. None for whoever sees more."""
    if scope.seat is not Seat.DEPARTMENT:
        return None
    own = find_unit(db, int(scope.path.strip("/").rpartition("/")[2]))
    return find_unit(db, own["parent_id"]) if own["kind"] == "team" else own


def may_record() -> None:
    if not guest_scope().may(Deed.DEEDS):
        abort(403, NOT_YOURS)


def leads(db: Db, deed: Row, scope: Scope) -> bool:
    """Whether this guest may change a deed: their unit leads it, and a department's officer their department."""
    if not scope.may(Deed.DEEDS) or deed["unit_id"] != unit_here(db)["id"]:
        return False
    own = own_department(db, scope)
    return own is None or deed["department_id"] in departments_below(db, own)


def departments_below(db: Db, unit: Row) -> list[int]:
    """A department and the teams in it."""
    query = select(Unit.id).where(Unit.path.startswith(unit["path"], autoescape=True))
    return list(db.execute(query).scalars())


def sees(db: Db, deed: Row, scope: Scope) -> bool:
    """Whoever may change it, and the units that held it as well."""
    if leads(db, deed, scope):
        return True
    is_whole = scope.seat is not Seat.DEPARTMENT and scope.may(Deed.DEEDS)
    return is_whole and unit_here(db)["id"] in deeds.held_with(db, deed["id"])


def may_see(db: Db, evidence: Row, scope: Scope) -> bool:
    """Whether this guest may look at one proof: those of deeds they see, and of the sheets of their unit."""
    if evidence["deed_id"] is not None:
        deed = deeds.find_deed(db, evidence["deed_id"])
        return deed is not None and sees(db, deed, scope)
    return scope.may(Deed.SHEETS) and _unit_of_sheet(db, evidence) == unit_here(db)["id"]


def _unit_of_sheet(db: Db, evidence: Row) -> int | None:
    sheets = proofs.TABLE.metadata.tables["sheet"]
    return db.execute(select(sheets.c.unit_id).where(sheets.c.id == evidence["sheet_id"])).scalar()


def deed_for(deed_id: int, *, changes: bool = False) -> Row:
    """A deed this guest sees; with ``changes`` one they may change."""
    may_record()
    db, scope = reading(), guest_scope()
    row = deeds.find_deed(db, deed_id)
    if row is None or not sees(db, row, scope):
        abort(404, UNSEEN)
    if changes and not leads(db, row, scope):
        abort(403, NOT_LED)
    return row


def kinds_here(db: Db) -> dict[str, Kind]:
    """The catalogue of this guest's unit, asked once a request."""
    if "deeds_kinds" not in g:
        g.deeds_kinds = this_desk().plans.kinds(db, unit_here(db))
    kinds: dict[str, Kind] = g.deeds_kinds
    return kinds


def kind_name(db: Db, code: str) -> str:
    """What a kind is called; its code where no plan knows it any more."""
    one = kinds_here(db).get(code)
    return one.name if one else code


def called(db: Db, deed: Row) -> str:
    """The title of a deed, or what kind it is."""
    return str(deed["title"]) or kind_name(db, deed["kind"])


def names_of(db: Db, units: Sequence[int]) -> dict[int, str]:
    """Names of units by id, in the order of the ids given."""
    rows = db.execute(select(Unit.id, Unit.name).where(Unit.id.in_(units)))
    found = {row.id: row.name for row in rows}
    return {key: found[key] for key in units if key in found}


def changed(deed_id: int, page: Callable[[], str], work: Callable[[Db], str]) -> Answer:
    """Carry a change of a deed and show it; what is refused comes back as it was typed."""
    return tried(lambda: carry(work), page, url_for("console.deed", deed_id=deed_id))


def digest_here() -> Callable[[str], str]:
    """The keyed digest of this house; the chat has the same."""
    return make_seal(this_desk().secret_key).digest


def evidence_shelf() -> Shelf:
    """Where proofs lie: beside the pictures, in a folder of their own."""
    if (shelf := this_desk().proofs) is None:
        raise Refused(NO_SHELF)
    return shelf
