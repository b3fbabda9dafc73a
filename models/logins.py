"""One-time links that let a person into the pages without a password."""

from datetime import datetime

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db


class LoginLink(Base):
    """Only the digest of the link is kept: whoever reads the table cannot log in with it."""

    __tablename__ = "login_link"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def use_link(db: Db, digest: str, now: datetime) -> int | None:
    """The person a fresh link is for, once. A second use and a late one get None."""
    fresh = (LoginLink.digest == digest) & LoginLink.used_at.is_(None) & (LoginLink.expires_at > now)
    statement = update(LoginLink).where(fresh).values(used_at=now).returning(LoginLink.person_id)
    return db.execute(statement).scalar_one_or_none()


def link_holder(db: Db, digest: str) -> int | None:
    """Whom a link was made for, used or not."""
    return db.execute(select(LoginLink.person_id).where(LoginLink.digest == digest)).scalar_one_or_none()


def purge_links(db: Db, before: datetime) -> int:
    return db.execute(delete(LoginLink).where(LoginLink.expires_at < before)).rowcount
