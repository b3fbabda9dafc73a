"""What the pages for operators promise: commands that exist, links that lead somewhere, every setting named."""

import re
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
