"""The platform's access token, shared by all processes."""

from datetime import datetime

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, table_of
from models.once import INSERTS


class Token(Base):
    """The newest token of one account."""

    __tablename__ = "token"

    app_id: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    expires_at: Mapped[datetime]
    fetched_at: Mapped[datetime]


def find_token(db: Db, app_id: str) -> RowMapping | None:
    return db.execute(select(Token.__table__).where(Token.app_id == app_id)).mappings().one_or_none()


def keep_token(db: Db, app_id: str, value: str, expires_at: datetime, fetched_at: datetime) -> None:
    facts = {"value": value, "expires_at": expires_at, "fetched_at": fetched_at}
    added = INSERTS[db.dialect.name](table_of(Token))
    db.execute(
        added.on_conflict_do_update(index_elements=["app_id"], set_=facts), {"app_id": app_id, **facts}
    )


def forget_token(db: Db, app_id: str, value: str) -> None:
    """Drop a token the platform refused, unless a newer one stands there already."""
    db.execute(delete(Token).where(Token.app_id == app_id, Token.value == value))
