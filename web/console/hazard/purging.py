"""Pictures that were sealed go for good within a day; a second person of the hospital may make it now."""

from sqlalchemy import ColumnElement, and_, exists, select, update
from werkzeug.wrappers import Response

from models import conversations, history
from models.base import Db, Row
from models.outbox import POSTED, Errand
from rules.hazard import NotYours, Part, WrongMoment
from web.console.doing import do
from web.console.doorkeeper import console, guest_view
from web.desk import this_desk
from web.rights import Deed


def waits_to_be_purged(db: Db, hazard_id: int) -> bool:
    """Whether the sealed pictures of a hazard still lie there."""
    return bool(db.execute(select(exists().where(_waiting(hazard_id)))).scalar())


def _waiting(hazard_id: int) -> ColumnElement[bool]:
    return and_(Errand.hazard_id == hazard_id, Errand.kind == "purge_photos", Errand.state == "waiting")


@console.post("/hazards/<int(max=999999999):number>/purge")
def purge(number: int) -> Response:
    """现在清掉：the courier need not wait for the end of the day."""
    now, person_id = this_desk().clock(), guest_view().person_id

    def work(db: Db, row: Row) -> str:
        if _reported_by(db, row, person_id):
            raise NotYours("这一件是你自己报的，得换个人来清。")
        due = update(Errand).where(_waiting(row["id"])).values(due_at=now)
        if not db.execute(due.execution_options(synchronize_session=False)).rowcount:
            raise WrongMoment("照片已经清掉了，或者没有要清的。")
        db.info[POSTED] = True
        history.add_line(db, row["id"], "purge", now, part=Part.OFFICER, person_id=person_id)
        return "这就清掉，号和原因留着。"

    return do(number, Deed.PURGE, work)


def _reported_by(db: Db, row: Row, person_id: int) -> bool:
    accounts = conversations.conversations_of(db, person_id)
    return row["person_id"] == person_id or row["reporter_id"] in [account["id"] for account in accounts]
