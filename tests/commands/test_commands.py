"""The commands an operator types."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from suishoupai.cli import main
from tests.hospital import Hospital


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_an_old_schema_is_refused_with_the_command_that_mends_it(data: Path) -> None:
    data.mkdir()
    refused = run("ledger", "list")
    assert (refused.exit_code, "suishoupai db upgrade" in refused.output) == (1, True)
    assert run("db", "upgrade").exit_code == 0
    assert json.loads(run("ledger", "list", "--json").output) == []


def test_serving_without_a_token_is_refused(data: Path) -> None:
    refused = run("serve")
    assert refused.exit_code == 1
    assert "wechat.token" in refused.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tick", "--at", "yesterday"), "不是时刻"),
        (("tick", "--at", "2026-06-16T08:30:00"), "要带时区"),
        (("ledger", "show", "abc"), "abc"),
    ],
)
def test_what_is_used_wrongly_says_how(data: Path, words: tuple[str, ...], said: str) -> None:
    used = run(*words)
    assert used.exit_code == 2
    assert said in used.output


def test_parts_need_postgresql(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SSP_WECHAT__TOKEN": "shhh",
        "SSP_WEB__SECRET_KEY": "0123456789abcdef",
        "SSP_WEB__PUBLIC_URL": "http://127.0.0.1:8000",
    }.items():
        monkeypatch.setenv(name, value)
    run("db", "upgrade")
    refused = run("serve", "--only", "web")
    assert (refused.exit_code, "PostgreSQL" in refused.output) == (1, True)


def test_a_backup_comes_back(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("db", "upgrade")
    (data / "photos" / "1600" / "000").mkdir(parents=True)
    (data / "photos" / "1600" / "000" / "1").write_bytes(b"picture")
    assert run("backup", str(tmp_path / "all.tar")).exit_code == 0
    refused = run("restore", str(tmp_path / "all.tar"))
    assert (refused.exit_code, "不覆盖" in refused.output) == (1, True)
    monkeypatch.setenv("SSP_DATA_DIR", str(tmp_path / "elsewhere"))
    assert run("restore", str(tmp_path / "all.tar")).exit_code == 0
    assert (tmp_path / "elsewhere/photos/1600/000/1").read_bytes() == b"picture"
    assert json.loads(run("ledger", "list", "--json").output) == []


def test_the_json_of_a_hazard_is_what_others_rely_on(
    hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.forward(seconds=1)
    monkeypatch.setenv("SSP_DATABASE__URL", hospital.product.settings.database_url)
    (row,) = json.loads(run("ledger", "list", "--json").output)
    assert {
        name: row[name] for name in ("number", "status", "kind", "category", "level", "source", "unit")
    } == {
        "number": "101",
        "status": "reported",
        "kind": "accident",
        "category": "FIRE_EXIT",
        "level": "general",
        "source": "staff",
        "unit": "SYY",
    }
    assert (row["reporter"], row["anonymous"], row["bound"], row["joined"]) == ("张敏", False, True, 0)
    (photo,) = row["photos"]
    assert (photo["stage"], photo["state"], len(photo["sha256"])) == ("before", "ready", 64)
    assert [line["verb"] for line in row["history"]] == ["open", "report"]
    assert run("ledger", "show", "101", "--unit", "NOWHERE").exit_code == 1
    mailed = json.loads(run("outbox", "list", "--json").output)
    assert {"fetch_photo", "tell_officers"} <= {row["kind"] for row in mailed}
    assert hospital.phone("张敏").openid not in json.dumps(mailed)
