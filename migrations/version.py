"""Which version a database has, asked without the machinery that changes it: every start pays for this."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

VERSIONS = Path(__file__).parent / "versions"


def newest() -> str:
    """The last step there is; a step's file begins with its number."""
    return max(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly this version."""
    if not inspect(engine).has_table("alembic_version"):
        return False
    with engine.connect() as db:
        return db.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [newest()]
