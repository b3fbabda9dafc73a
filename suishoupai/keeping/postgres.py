"""PostgreSQL's own tools: a dump of one moment, and loading it all or not at all."""

import os
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from rules.refusal import Refused


def dump(url: str, target: Path) -> None:
    """The database as it is in one moment; others may go on writing."""
    _run("pg_dump", make_url(url), "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(url: str, source: Path) -> None:
    """A dump into an empty database, in one transaction."""
    known = make_url(url)
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", known, *options, f"--dbname={known.database}", str(source))


def _run(program: str, url: URL, *arguments: str) -> None:
    """The password goes by environment, where other users cannot read it."""
    where = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    known = {name: str(value) for name, value in where.items() if value} | {"PGDATABASE": url.database or ""}
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [program, *arguments], env=os.environ | known, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise Refused(f"这台机器上没有 {program}：apt install postgresql-client") from None
    if done.returncode:
        raise Refused(f"{program} 没做成：{_last_words(done.stderr)}")


def _last_words(said: bytes) -> str:
    lines = [line.strip() for line in said.decode(errors="replace").splitlines() if line.strip()]
    words = "；".join(lines[-2:])[:240]
    return (
        f"{words}（服务器比 pg_dump 新：装同版本的 postgresql-client）"
        if "version mismatch" in words
        else words
    )
