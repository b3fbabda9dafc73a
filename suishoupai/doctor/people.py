"""The roll, and whom a hazard can reach today."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Engine, and_, func, select

from models.conversations import Conversation
from models.people import Person
from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding

NAMED = 5
"""Names in one line; the rest are a number."""


def look(reading: Engine) -> Iterator[Finding]:
    with reading.connect() as db:
        everybody = db.execute(select(func.count()).where(Person.active)).scalar_one()
        reached = and_(Conversation.person_id == Person.id, Conversation.follows)
        query = select(Person.name, func.count(Conversation.id)).outerjoin(Conversation, reached)
        officers = db.execute(
            query.where(Person.role == "officer", Person.active).group_by(Person.id).order_by(Person.id)
        ).all()
    if not everybody:
        yield Finding("roster", WORRY, "花名册还是空的", "suishoupai roster import 花名册.xlsx --dry-run")
    elif not officers:
        yield Finding(
            "officers", BAD, "花名册里没有安全员：报上来没有人看", "花名册的岗位写“安全员”，再导一次"
        )
    else:
        yield Finding("roster", GOOD, f"花名册{everybody}人，安全员{len(officers)}人")
        yield _officers([name for name, phones in officers if not phones], len(officers))


def _officers(missing: Sequence[str], count: int) -> Finding:
    if not missing:
        return Finding("officers", GOOD, f"{count}位安全员都绑了微信")
    names = "、".join(missing[:NAMED]) + (f"等{len(missing)}人" if len(missing) > NAMED else "")
    state = BAD if len(missing) == count else WORRY
    said = f"{count}位安全员里{len(missing)}位还没绑微信：{names}"
    return Finding("officers", state, said, "请他们关注公众号，点“我的-绑定工号”")
