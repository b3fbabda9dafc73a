"""What a server has really kept."""

from sqlalchemy import create_engine, func, select

from models.quiz.sittings import Answer
from models.receipts import Receipt


def settle(url: str) -> None:
    """What PostgreSQL does by itself within a minute: look at the tables anew, and plan accordingly."""
    engine = create_engine(url)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("ANALYZE")
    engine.dispose()


def receipts(url: str) -> int:
    """How many deliveries were answered and committed."""
    engine = create_engine(url)
    with engine.connect() as db:
        count = db.execute(select(func.count()).select_from(Receipt)).scalar_one()
    engine.dispose()
    return count


def answers(url: str) -> int:
    """How many answers to questions are committed."""
    engine = create_engine(url)
    with engine.connect() as db:
        count = db.execute(select(func.count()).select_from(Answer)).scalar_one()
    engine.dispose()
    return count
