"""``audit verify``: what an officer reads when all is well, and when somebody has had his hands in the ledger."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

import migrations
from migrations import schema
from models.database import is_sqlite
from suishoupai import keeping
from suishoupai.cli import main
from suishoupai.settings import Settings
from tests.commands.conftest import elsewhere, emptied, only_sqlite
from tests.edges.forging import a_hazard, beat, forge, next_day, tamper
from tests.hospital import Hospital
from tests.postgres import Postgres

Verify = Callable[..., Result]


@pytest.fixture
def verify(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """The command, typed on the machine of the hospital."""
    return typed(hospital.product.settings, monkeypatch)


def typed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Verify:
    monkeypatch.setenv("SSP_DATABASE__URL", settings.database_url)
    monkeypatch.setenv("SSP_DATA_DIR", str(settings.data_dir))
    return lambda *words: CliRunner().invoke(main, ["audit", "verify", *words])


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_an_empty_ledger_is_in_order(verify: Verify) -> None:
    done = verify()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "0行经过，一行扣一行，没有人改过。\n", "")
    assert told(verify("--json")) == {"ok": True, "lines": 0, "sealed": None, "findings": []}


def test_an_untouched_ledger_says_so_and_gives_a_fingerprint(verify: Verify, hospital: Hospital) -> None:
    a_hazard(hospital)
    next_day(hospital)
    done, machine = verify(), told(verify("--json"))
    assert done.exit_code == 0
    first, second = done.stdout.splitlines()
    assert first == "5行经过，一行扣一行，没有人改过。"
    digest = machine["sealed"]["digest"]
    assert f"封到2026年3月2日，指纹 {digest[:4]} {digest[4:8]} {digest[8:12]} {digest[12:16]}（" in second
    assert machine["ok"]


def test_a_row_put_back_by_hand_is_said_in_a_sentence(verify: Verify, hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    tamper(hospital, "UPDATE hazard SET status = 'assigned' WHERE id = :hazard", hazard=hazard)
    done = verify()
    assert (done.exit_code, done.stdout) == (1, "")
    first, last = done.stderr.splitlines()
    assert first == "101号台账写着待整改，经过的最后一步却是待验收。"
    assert last.startswith("一共1处对不上。")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE history SET text = 'x' WHERE seq = 3", "101号第3行对不上：这一行或者它前面一行被改过。"),
        ("DELETE FROM history WHERE seq = 2", "101号的经过缺了第2行。"),
        ("UPDATE hazard SET owner_id = person_id", "101号台账上的整改责任人，不是经过里写的那一位。"),
        ("UPDATE hazard SET due_on = '2026-12-31'", "101号台账的期限是2026-12-31，经过里写的是2026-03-06。"),
        ("UPDATE anchor SET digest = 'f'", "2026年3月2日的封存对不上：5行里有被改过的。"),
        ("UPDATE anchor SET lines = 9", "2026年3月2日的封存对不上：封的时候9行，现在5行。"),
        ("DELETE FROM history", "101号的经过缺了第1行。"),
    ],
)
def test_every_kind_of_tampering_has_its_sentence(
    verify: Verify, hospital: Hospital, statement: str, said: str
) -> None:
    a_hazard(hospital)
    next_day(hospital)
    tamper(hospital, statement)
    done = verify()
    assert done.exit_code == 1
    assert said in done.stderr.splitlines()


def test_a_machine_reads_which_line_of_which_hazard(verify: Verify, hospital: Hospital) -> None:
    hazard = a_hazard(hospital)
    tamper(hospital, "UPDATE history SET text = 'x' WHERE seq = 3")
    done = verify("--json")
    (found,) = told(done)["findings"]
    assert (done.exit_code, done.stderr) == (1, "")
    assert {
        "hazard": 101,
        "hazard_id": hazard,
        "wrong": "changed",
        "line": 3,
        "day": None,
    }.items() <= found.items()
    assert found["says"].startswith("101号第3行")


def test_where_several_hospitals_keep_ledgers_the_number_is_told_with_its_hospital(
    verify: Verify, hospital: Hospital
) -> None:
    a_hazard(hospital)
    tamper(
        hospital,
        "INSERT INTO unit (code, name, kind, path, takes_strangers, last_number, phone)"
        " VALUES ('SEY', '市二院', 'unit', '/', false, 100, '')",
        "DELETE FROM history WHERE seq = 2",
    )
    assert "市一院101号的经过缺了第2行。" in verify().stderr


def test_a_noted_fingerprint_finds_a_history_that_was_rewritten_with_its_anchors(
    verify: Verify, hospital: Hospital
) -> None:
    hazard = a_hazard(hospital)
    next_day(hospital)
    noted = told(verify("--json"))["sealed"]["digest"][:16].upper()
    spaced = " ".join(noted[at : at + 4] for at in range(0, 16, 4))
    assert verify("--noted", spaced).exit_code == 0
    hospital.carry(lambda db: forge(db, hazard, lambda lines: lines[3].update(text="不急")))
    tamper(hospital, "DELETE FROM anchor")
    beat(hospital.product)
    assert verify().exit_code == 0  # from within nothing can be seen any more
    done = verify("--noted", spaced)
    assert done.exit_code == 1
    assert f"抄下来的指纹{spaced.lower()}不在了" in done.stderr


@pytest.mark.parametrize("noted", ["abc", "zzzz zzzz zzzz", ""])
def test_what_is_no_fingerprint_is_refused(verify: Verify, noted: str) -> None:
    done = verify("--noted", noted)
    assert (done.exit_code, "不是指纹" in done.stderr) == (1, True)


def old_version(url: str) -> None:
    """A ledger as the version before kept it: a draft, one assigned, one with lines of a nameless reporter."""
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    command.upgrade(config, "0002")
    engine = create_engine(url)
    if is_sqlite(url):
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.begin() as db:
        for statement in OLD:
            db.execute(text(statement))
    engine.dispose()


HAZARD = (
    "INSERT INTO hazard (id, unit_id, number, status, kind, category, level, urgent, source, happened_on, recorded_at,"
    " description, plain, brief, place_text, anonymous, measure, fixed_on_spot, reason, likeness, pieces, owner_id, due_on)"
)
REST = "'accident', 'OTHER', 'general', false, 'staff', '2025-12-31', '2025-12-31 03:00:00', '', '', '', '', false, '', false, '', '', '[]'"
OLD = [
    "INSERT INTO person (id, name, unit_id, home_id, post, role, active)"
    " SELECT 1, '王强', id, id, '', 'staff', true FROM unit",
    f"{HAZARD} SELECT 1, id, 101, 'assigned', {REST}, 1, '2026-01-05' FROM unit",
    f"{HAZARD} SELECT 2, id, NULL, 'draft', {REST}, NULL, NULL FROM unit",
    *(
        "INSERT INTO history (hazard_id, at, verb, part, person_id, text) VALUES "
        f"({hazard}, '2025-12-31 {at}', '{verb}', '{part}', {person}, '{words}')"
        for hazard, at, verb, part, person, words in (
            (1, "03:00:00.000001", "open", "reporter", 1, ""),
            (2, "03:00:01", "open", "reporter", "NULL", ""),
            (1, "03:00:02", "report", "reporter", 1, ""),
            (1, "16:30:00.5", "assign", "officer", 1, "王强，3天"),
            (2, "17:00:00", "words", "reporter", "NULL", "换行“”🔥"),
        )
    ),
]


def test_a_ledger_of_the_version_before_is_chained_by_the_upgrade(
    empty: Callable[[], Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = empty()
    settings.data_dir.mkdir(exist_ok=True)
    old_version(settings.database_url)
    schema.upgrade(settings.database_url)
    verify = typed(settings, monkeypatch)
    done = verify()
    assert (done.exit_code, done.stdout) == (0, "5行经过，一行扣一行，没有人改过。\n")
    engine = create_engine(settings.database_url)
    with engine.begin() as db:
        chained = db.execute(text("SELECT hazard_id, seq FROM history ORDER BY id")).all()
        db.execute(text("UPDATE history SET text = '王强，30天' WHERE verb = 'assign'"))
    engine.dispose()
    assert [tuple(row) for row in chained] == [(1, 1), (2, 1), (1, 2), (1, 3), (2, 2)]
    assert "101号第3行对不上" in verify().stderr


def a_sealed_day(hospital: Hospital, file: Path) -> None:
    """Two hazards, an anchor over them, and a backup of everything."""
    a_hazard(hospital)
    a_hazard(hospital)
    next_day(hospital)
    keeping.backup(hospital.product.settings, file, now=hospital.now)


def test_a_backup_that_comes_back_proves_itself(
    hospital: Hospital, empty: Callable[[], Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_sealed_day(hospital, tmp_path / "all.tar")
    settings = empty()
    keeping.restore(settings, tmp_path / "all.tar")
    found = told(typed(settings, monkeypatch)("--json"))
    assert (found["ok"], found["lines"], found["sealed"]["day"]) == (True, 10, "2026-03-02")


@only_sqlite
def test_a_ledger_that_moves_to_postgresql_proves_itself_there(
    hospital: Hospital, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_sealed_day(hospital, tmp_path / "all.tar")
    with postgres.database() as whole, emptied(whole) as url:
        settings = elsewhere(tmp_path / "new", url)
        keeping.restore(settings, tmp_path / "all.tar")
        found = told(typed(settings, monkeypatch)("--json"))
    assert (found["ok"], found["lines"], found["sealed"]["day"]) == (True, 10, "2026-03-02")
