"""What the pages for operators promise: commands that exist, links that lead somewhere, every setting named."""

import re
import subprocess
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from suishoupai.cli import COMMANDS, main
from suishoupai.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / name
    for name in (
        "README.md",
        "README.zh.md",
        "docs/operations.md",
        "docs/going-live.md",
        "docs/import.md",
        "docs/taken-account.md",
    )
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def anchors(page: Path) -> set[str]:
    """As the usual viewers make them: spaces become hyphens, punctuation goes."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_into_pages_find_their_heading(page: Path) -> None:
    for file, anchor in re.findall(r"\]\((?!http)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        assert anchor in anchors(page.parent / file if file else page), (file, anchor)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for words in re.findall(r"(?:suishoupai|\bssp) +([a-z]+(?: +[a-z-]+)*)", text):
        first, *rest = words.split()
        if first not in COMMANDS:
            continue
        command = main.get_command(click.Context(main), first)
        if isinstance(command, click.Group) and rest:
            assert command.get_command(click.Context(command), rest[0]), words


def test_the_line_that_fills_the_key_fills_it_once(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^sed -i .*SECRET_KEY.*$", page, re.M)
    file = tmp_path / "env"
    file.write_text("SSP_WEB__SECRET_KEY=\nSSP_DATA_DIR=/x\n")
    command = ["sh", "-c", line.replace("/etc/suishoupai.env", str(file))]
    subprocess.run(command, check=True)
    once = file.read_text()
    assert re.fullmatch(r"SSP_WEB__SECRET_KEY=[0-9a-f]{64}\nSSP_DATA_DIR=/x\n", once)
    subprocess.run(command, check=True)
    assert file.read_text() == once


def test_files_for_the_commands_are_named_from_the_root() -> None:
    """``ssp`` changes the folder first: what is pasted as it stands has to be found there."""
    for page in (ROOT / "docs" / "operations.md", ROOT / "docs" / "import.md"):
        lines = re.findall(
            r"^ssp +(?:units|roster|places) +(?:import|codes) +(\S+)", page.read_text("utf-8"), re.M
        )
        assert lines
        assert [named for named in lines if not named.startswith("/")] == []


def test_an_upgrade_is_told_in_the_same_order_everywhere() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = page[page.index("## 九") : page.index("### 升级以后")]
    told = (ROOT / "bundle" / "readme.txt").read_text(encoding="utf-8").partition("升级：")[2]
    steps = [
        "ssp backup",
        "sh install.sh",
        "systemctl stop",
        "ssp db upgrade",
        "systemctl start",
        "ssp doctor",
    ]
    for text in (section, told):
        found = [text.index(step) for step in steps]
        assert found == sorted(found)


def test_every_setting_is_explained() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in names(Settings) if f"`{name}`" not in text] == []


def names(model: type[BaseModel], before: str = "") -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        is_section = isinstance(kind, type) and issubclass(kind, BaseModel)
        found += names(kind, f"{before}{name}.") if is_section else [before + name]
    return found
