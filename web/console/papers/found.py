"""Which papers a guest sees, and which of them are theirs to change."""

from collections.abc import Sequence
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, or_, select

from actions.quiz.bank import Bank
from models.base import Db, Row
from models.quiz.papers import DRAFT, TABLE
from models.quiz.stages import Stage
from models.units import Unit
from web.console.doorkeeper import guest_scope
from web.console.trying import own_path
from web.desk import this_desk
from web.reading import reading
from web.rights import ABOVE_HOSPITALS, Deed

NOT_YOURS = "卷子由工会和管理员来出。"
UNSEEN = "没有这份卷子，或者它不归你看。"
NOT_READ = "成绩给安全员和工会看。"
MOST = 100


def the_bank() -> Bank:
    """The questions as the house keeps them, read anew each minute."""
    return this_desk().bank


def papers_seen(db: Db) -> Sequence[Row]:
    """The papers of this guest's units and of those above, the newest first; drafts only for who makes them."""
    query = _papers().where(_seen(own_path(db))).order_by(TABLE.c.id.desc()).limit(MOST)
    return [row for row in db.execute(query).mappings() if row["state"] != DRAFT or manages(row)]


def _papers() -> Any:
    more = (Unit.path.label("unit_path"), Unit.name.label("unit_name"), Unit.kind.label("unit_kind"))
    staged = Stage.phase.label("stage_phase")
    joined = select(TABLE, *more, staged).join(Unit, Unit.id == TABLE.c.unit_id)
    return joined.outerjoin(Stage, Stage.paper_id == TABLE.c.id)


def _seen(path: str) -> ColumnElement[bool]:
    above = Unit.id.in_([int(part) for part in path.strip("/").split("/")])
    below = Unit.path.startswith(path, autoescape=True)
    if guest_scope().many_hospitals:
        below &= Unit.kind.in_(ABOVE_HOSPITALS)  # the papers of a hospital are the hospital's
    return or_(above, below)


def manages(row: Row) -> bool:
    """Whether this paper is the guest's to change: it is for their own units, and not from above."""
    return guest_scope().may(Deed.PAPERS) and str(row["unit_path"]).startswith(own_path(reading()))


def paper_for(paper_id: int, deed: Deed = Deed.RESULTS) -> Row:
    """A paper this guest sees; for ``PAPERS`` one they may change."""
    if not guest_scope().may(deed):
        abort(403, NOT_YOURS if deed is Deed.PAPERS else NOT_READ)
    db = reading()
    row = db.execute(_papers().where(TABLE.c.id == paper_id, _seen(own_path(db)))).mappings().one_or_none()
    if row is None or (row["state"] == DRAFT and not manages(row)):
        abort(404, UNSEEN)
    if deed is Deed.PAPERS and not manages(row):
        abort(403, "这份卷子是上级出的，这里只能看成绩。")
    return row


def path_of(db: Db, row: Row) -> str:
    """The part of the tree a guest's figures of this paper are about: their own, or less if the paper is for less."""
    return max(own_path(db), str(row["unit_path"]), key=len)
