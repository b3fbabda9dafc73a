"""The user guide: its pictures are there and used, and what it quotes is what people really read."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDE = [DOCS / "guide.md", *sorted((DOCS / "guide").glob("*.md"))]
MOST_BYTES = 60_000
PICTURE = re.compile(r'<img src="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)')
QUOTE = re.compile(r"「([^」]+)」")
HOLE = "\0"
FEW = 4
"""Characters of its own a sentence must have; one made of holes alone would fit everything."""


def pictures_in(page: Path) -> set[Path]:
    found = PICTURE.findall(page.read_text(encoding="utf-8"))
    return {(page.parent / (one or other)).resolve() for one, other in found}


def test_the_guide_has_a_page_for_each() -> None:
    assert {page.stem for page in GUIDE} == {
        "guide",
        "staff",
        "officer",
        "owner",
        "union",
        "questions",
        "exam",
        "plans",
    }


def test_every_picture_is_there_and_every_picture_is_used() -> None:
    used = set().union(*(pictures_in(page) for page in GUIDE))
    assert used == set((DOCS / "pictures").glob("*"))


def test_pictures_are_small() -> None:
    heavy = [path.name for path in (DOCS / "pictures").glob("*") if path.stat().st_size > MOST_BYTES]
    assert heavy == []
    assert (DOCS / "box.png").stat().st_size <= 350_000


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.stem)
def test_pictures_say_in_words_what_they_show(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"<img [^>]*alt=\"[^\"]+\"", text)) == text.count("<img ")


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.stem)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.stem)
def test_what_is_quoted_is_what_people_read(page: Path) -> None:
    quotes = QUOTE.findall(page.read_text(encoding="utf-8"))
    assert [quote for quote in quotes if not is_said(quote)] == []


def test_a_quote_that_nobody_says_is_found() -> None:
    assert not is_said("公众号会替你打119。")
    assert not is_said("一天催两次。")
    assert is_said("302是病房吗？")


def is_said(quote: str) -> bool:
    """Whether a sentence of ours has these words; where ours has a hole, anything may stand."""
    return any(quote in said or re.fullmatch(as_pattern(said), quote) for said in sentences())


def as_pattern(said: str) -> str:
    return ".+?".join(re.escape(part) for part in said.split(HOLE))


@cache
def sentences() -> frozenset[str]:
    """Every string of the conversations and every line of the reminders, with holes for what varies."""
    found = set()
    for path in (ROOT / "handlers").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr)]
        notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found |= {said_by(node) for node in strings if id(node) not in notes}
    for path in (ROOT / "plans").glob("*.plan.yaml"):
        plan = yaml.safe_load(path.read_text(encoding="utf-8"))
        ladders = [*plan.get("ladders", {}).values(), *(duty.get("steps", ()) for duty in plan["duties"])]
        found |= {
            re.sub(r"\{\w+\}", HOLE, line) for steps in ladders for step in steps for line in step["chat"]
        }
    return frozenset(
        line for said in found for line in said.split("\n") if len(line.replace(HOLE, "")) >= FEW
    )


def said_by(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else HOLE for part in node.values]
        return "".join(map(str, parts))
    return re.sub(r"\{\w+\}", HOLE, node.value) if isinstance(node.value, str) else ""
