"""The bundle for a server without internet: what goes in, and what the installer refuses."""

import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bundle import lock, packing, wheels

ROOT = Path(__file__).parents[2]
THIS = f"{sys.version_info.major}.{sys.version_info.minor}"


def test_the_server_gets_what_it_needs_and_none_of_the_tools() -> None:
    names = {pin.name for pin in lock.pins_for_server(ROOT, THIS)}
    assert {"flask", "granian", "sqlalchemy", "psycopg-binary", "pi-heif", "werkzeug"} <= names
    assert not {"pytest", "mypy", "ruff", "playwright", "hypothesis"} & names


def test_every_pin_keeps_its_hashes() -> None:
    pins = lock.pins_for_server(ROOT, THIS)
    assert all(pin.hashes and all(digest.startswith("sha256:") for digest in pin.hashes) for pin in pins)
    assert [pin.line() for pin in lock.read_pins(pins[0].line())] == [pins[0].line()]


def test_one_pin_for_each_package_whatever_python_the_server_has() -> None:
    for python in ("3.11", "3.12", "3.13"):
        names = [pin.name for pin in lock.pins_for_server(ROOT, python)]
        assert len(names) == len(set(names))


def test_a_lock_that_lacks_something_is_refused(tmp_path: Path) -> None:
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    whole = (ROOT / "requirements.lock").read_text()
    (tmp_path / "requirements.lock").write_text(whole.replace("\nflask==", "\nflusk=="))
    with pytest.raises(lock.CannotPack, match="flask，先运行 make lock"):
        lock.pins_for_server(tmp_path, THIS)


def test_pip_is_told_of_old_servers_too() -> None:
    options = wheels.Target("3.12", "aarch64").options()
    assert {"manylinux_2_17_aarch64", "manylinux_2_28_aarch64", "manylinux2014_aarch64", "cp312"} <= set(
        options
    )
    assert "manylinux_2_34_aarch64" not in options


def test_a_page_left_out_of_the_wheel_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "source" / "web" / "static").mkdir(parents=True)
    (tmp_path / "source" / "docs").mkdir()
    for name in ("web/__init__.py", "web/static/page.css", "web/notes.md", "docs/map.md"):
        (tmp_path / "source" / name).write_text("")
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as wheel:
        wheel.writestr("web/__init__.py", "")
    assert wheels.left_out(tmp_path / "source", tmp_path / "x.whl") == ["web/static/page.css"]


# The installer: a bundle of the right shape, whose one wheel is ours and tiny.


def a_wheel(folder: Path) -> Path:
    """A product that only says who it is."""
    wheel, info = folder / "suishoupai-0.1.0-py3-none-any.whl", "suishoupai-0.1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("suishoupai.py", "def main() -> None:\n    print('here I am')\n")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: suishoupai\nVersion: 0.1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\nsuishoupai = suishoupai:main\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle as it lies on the server."""
    inside = tmp_path / "bundle"
    (inside / "wheels").mkdir(parents=True)
    wheel = a_wheel(inside / "wheels")
    (inside / packing.REQUIREMENTS).write_text(f"suishoupai==0.1.0 --hash=sha256:{packing.digest(wheel)}\n")
    (tmp_path / "config.yaml").write_text("timezone: Asia/Shanghai\n")
    shutil.make_archive(str(inside / "source"), "gztar", tmp_path, "config.yaml")
    packing._words(inside, "abc1234", wheels.Target(THIS, platform.machine()))
    packing.write_sums(inside)
    return inside


def install(bundle: Path, into: Path, before: Path | None = None) -> subprocess.CompletedProcess[str]:
    """With no index anywhere: a loopback port where nobody answers. Programs in ``before`` are found first."""
    environment = {
        "PATH": f"{before or Path(sys.executable).parent}:{Path(sys.executable).parent}:/usr/bin:/bin",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
    }
    command = ["sh", str(bundle / "install.sh"), str(into)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_installs_without_a_network_and_leaves_the_settings_alone(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "opt").mkdir()
    (tmp_path / "opt" / "config.yaml").write_text("ours")
    done = install(unpacked, tmp_path / "opt")
    assert done.returncode == 0, done.stderr
    assert "1/1 suishoupai-0.1.0" in done.stdout
    program = tmp_path / "opt" / ".venv" / "bin" / "suishoupai"
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "here I am\n"
    assert (tmp_path / "opt" / "config.yaml").read_text() == "ours"


def test_a_changed_wheel_is_refused_in_one_sentence(unpacked: Path, tmp_path: Path) -> None:
    (wheel,) = (unpacked / "wheels").iterdir()
    wheel.write_bytes(wheel.read_bytes() + b"!")
    done = install(unpacked, tmp_path / "opt")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"没有安装：文件和做包时不一样：wheels/{wheel.name}" in done.stderr
    assert not (tmp_path / "opt").exists()


def test_a_wheel_that_was_lost_on_the_way_is_refused(unpacked: Path, tmp_path: Path) -> None:
    (wheel,) = (unpacked / "wheels").iterdir()
    wheel.unlink()
    done = install(unpacked, tmp_path / "opt")
    assert (done.returncode, wheel.name in done.stderr) == (1, True)


def test_pip_itself_refuses_what_the_list_of_sums_would_let_pass(unpacked: Path, tmp_path: Path) -> None:
    (wheel,) = (unpacked / "wheels").iterdir()
    wheel.write_bytes(wheel.read_bytes() + b"!")
    packing.write_sums(unpacked)
    done = install(unpacked, tmp_path / "opt")
    assert (done.returncode, "没有安装：pip 没装成" in done.stderr) == (1, True)
    assert not (tmp_path / "opt" / ".venv").exists()


@pytest.mark.parametrize(
    ("fact", "other", "said"),
    [
        ("MACHINE", "sw_64", "这个包给 sw_64 用"),
        ("PYTHON", "3.99", "要 Python 3.99"),
        ("GLIBC", "9.9", "系统太老"),
    ],
)
def test_another_machine_is_told_so_before_anything_is_touched(
    unpacked: Path, tmp_path: Path, fact: str, other: str, said: str
) -> None:
    facts = (unpacked / packing.TARGET).read_text().splitlines()
    changed = [f"{fact}={other}" if line.startswith(f"{fact}=") else line for line in facts]
    (unpacked / packing.TARGET).write_text("\n".join(changed) + "\n")
    packing.write_sums(unpacked)
    done = install(unpacked, tmp_path / "opt")
    assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (1, True, 1)
    assert not (tmp_path / "opt").exists()


@pytest.fixture
def private_python(tmp_path: Path) -> Path:
    """A folder with a Python that says it lives where only its owner may go."""
    home = tmp_path / "root"
    home.mkdir(mode=0o700)
    (home / "python").touch(mode=0o755)
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in (f"python{THIS}", "python3"):
        script = folder / name
        script.write_text(
            f'#!/bin/sh\ncase "$*" in *_base_executable*) echo {home}/python;; *) exec {sys.executable} "$@";; esac\n'
        )
        script.chmod(0o755)
    return folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where the service's own user can go, as in /opt."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_python_below_root_is_refused_before_the_service_fails(
    unpacked: Path, private_python: Path, open_folder: Path
) -> None:
    words = (unpacked / "install.sh").read_text().replace('"/usr/bin/python$PYTHON"', "nowhere")
    (unpacked / "install.sh").write_text(words.replace('"/usr/local/bin/python$PYTHON"', "nowhere"))
    packing.write_sums(unpacked)
    done = install(unpacked, open_folder / "opt", before=private_python)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"suishoupai 用户进不去 {private_python.parent / 'root'}" in done.stderr
    assert "PYTHON_BIN=" in done.stderr
    assert not (open_folder / "opt").exists()


def test_for_a_trial_in_a_folder_of_ones_own_any_python_will_do(
    unpacked: Path, private_python: Path, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    assert install(unpacked, tmp_path / "opt", before=private_python).returncode == 0


def test_the_words_in_the_bundle_name_its_own_commit_and_machine(unpacked: Path) -> None:
    text = (unpacked / "读我.txt").read_text()
    assert "abc1234" in text
    assert platform.machine() in text
    assert "{" not in text
