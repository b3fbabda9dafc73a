"""What a server has really kept."""

from sqlalchemy import create_engine, func, select

from models.receipts import Receipt


def receipts(url: str) -> int:
    """How many deliveries were answered and committed."""
    engine = create_engine(url)
    with engine.connect() as db:
        count = db.execute(select(func.count()).select_from(Receipt)).scalar_one()
    engine.dispose()
    return count
