"""The guide that teaches to write a plan: its example is one, and it leaves no key out."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from plans import official
from plans.loading import read_plan
from plans.ruled import ruled
from rules.plan.cells import RULES
from rules.plan.dues import dues
from rules.plan.wording import LONGEST

PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "plans.md").read_text(encoding="utf-8")
PARTS = (official.Plan, official.Duty, official.Goal, official.Step, official.Timing)


def test_the_example_is_a_plan() -> None:
    example = re.findall(r"```yaml\n(plan: .*?)```", PAGE, re.DOTALL)
    assert len(example) == 1
    plan = ruled(read_plan("例子.plan.yaml", example[0]))
    assert {one.code: [f"{due.formal}" for due in dues(one, 2026)] for one in plan.duties} == {
        "receipt": ["2026-03-09"],
        "lecture": ["2026-12-31"],
        "table": ["2026-03-25", "2026-06-25", "2026-09-25", "2026-12-25"],
    }


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_explained(part: type[BaseModel]) -> None:
    assert [key for key in keys(part) if f"`{key}`" not in PAGE] == []


def keys(part: type[BaseModel]) -> list[str]:
    """As they are written in the file."""
    return [field.alias or name for name, field in part.model_fields.items()]


@pytest.mark.parametrize(
    ("part", "field"), [(official.Goal, "measure"), (official.Step, "to"), (official.OnNode, "node")]
)
def test_every_word_to_choose_is_explained(part: type[BaseModel], field: str) -> None:
    annotation: Any = part.model_fields[field].annotation
    assert [word for word in annotation.__args__ if word not in PAGE] == []


def test_every_rule_of_a_cell_and_every_hole_of_a_text_is_explained() -> None:
    assert [rule for rule in RULES if f"`{rule}`" not in PAGE] == []
    assert [name for name in LONGEST if f"`{{{name}}}`" not in PAGE] == []
