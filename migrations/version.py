"""Which version a database has, asked without the machinery that changes it: every start pays for this."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from rules.refusal import Refused

VERSIONS = Path(__file__).parent / "versions"


class FromNewer(Refused):
    """The database was brought on by a newer program; this one must not touch it."""


def newest() -> str:
    """The last step there is; a step's file begins with its number."""
    return max(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly this version. Raises ``FromNewer`` where a newer program was at work."""
    has, known = steps_of(engine), newest()
    if has and max(has) > known:
        raise FromNewer(
            f"数据库来自更新的版本（{max(has)}，这里是{known}）：先换成新版程序；"
            "一定要退回旧版，用升级前的备份恢复"
        )
    return has == [known]


def steps_of(engine: Engine) -> list[str]:
    """The steps the database says it has; none where nobody ever upgraded it."""
    try:
        return _steps(engine)
    except (OperationalError, ProgrammingError):
        if inspect(engine).has_table("alembic_version"):
            raise
        return []


def _steps(engine: Engine) -> list[str]:
    with engine.connect() as db:
        return [str(step) for step in db.execute(text("SELECT version_num FROM alembic_version")).scalars()]
