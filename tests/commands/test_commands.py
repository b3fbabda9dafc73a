"""The commands an operator types."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reports.posters import Wall
from rules.refusal import Refused
from suishoupai.cli import main
from suishoupai.cli import places as place_codes
from tests.commands.conftest import from_newer
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


@pytest.mark.parametrize("words", ["serve", "ledger list", "db upgrade"])
def test_a_database_of_a_newer_program_is_left_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    serves(monkeypatch)
    run("db", "upgrade")
    from_newer(data / "suishoupai.db")
    refused = run(*words.split())
    assert (refused.exit_code, "先换成新版程序" in refused.output) == (1, True)
    assert "db upgrade" not in refused.output
    assert isinstance(refused.exception, SystemExit)  # a sentence, no traceback


def test_a_full_disk_is_told_in_one_sentence(data: Path, tmp_path: Path) -> None:
    run("db", "upgrade")
    rows = "".join(f"N{number},单位{number},,单位\n" for number in range(2_000))
    (tmp_path / "units.csv").write_text("编码,名称,上级编码,类型\n" + rows)
    done = subprocess.run(
        [sys.executable, "-m", "suishoupai", "units", "import", str(tmp_path / "units.csv")],
        env={"PATH": "/usr/bin", "SSP_DATA_DIR": str(data), "SSP_CONFIG": "/dev/null"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "腾地方" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


@pytest.mark.parametrize("words", ["units import", "roster import", "places import", "restore"])
def test_a_file_that_is_not_there_says_where_it_was_looked_for(data: Path, words: str) -> None:
    missing = run(*words.split(), "单位.xlsx")
    assert missing.exit_code == 2
    for part in ("打不开 单位.xlsx", str(Path.cwd()), "写全路径", "/var/lib/suishoupai/"):
        assert part in missing.output
    assert "does not exist" not in missing.output


def test_posters_that_find_no_room_say_where_to_put_them(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wall = Wall(place="门诊东门", department="", code="A-01", scan_url="http://q.cn/1", hospital="", phone="")
    with pytest.raises(Refused, match=r"写不进 .*海报。写全路径.*/var/lib/suishoupai/海报"):
        place_codes.put(place_codes.POSTER, tmp_path / "file" / "海报", [wall])


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
    serves(monkeypatch)
    run("db", "upgrade")
    refused = run("serve", "--only", "web")
    assert (refused.exit_code, "PostgreSQL" in refused.output) == (1, True)


def serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is set that serving asks for."""
    for name, value in {
        "SSP_WECHAT__TOKEN": "shhh",
        "SSP_WEB__SECRET_KEY": "0123456789abcdef",
        "SSP_WEB__PUBLIC_URL": "http://127.0.0.1:8000",
    }.items():
        monkeypatch.setenv(name, value)


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
