"""Cries of distress as they are typed, and what only sounds like one: each heard as its heading in cries.txt says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.alarms.danger import Alarm, Danger, alarm

TEXTS = Path(__file__).with_name("cries.txt")


def labelled() -> Iterator[tuple[str, str]]:
    """The text, and what may be heard in it: sure fire, maybe, none, or two of these with a bar between."""
    heading = ""
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line.removeprefix("== ")
        elif line:
            yield line, heading


def heard(text: str) -> str:
    found = alarm(text)
    if found is None:
        return "none"
    return f"sure {found.danger}" if found.sure else "maybe"


CRIES = list(labelled())


@pytest.mark.parametrize(("text", "meant"), CRIES)
def test_a_cry_is_heard_as_it_is_meant(text: str, meant: str) -> None:
    assert heard(text) in meant.split("|")


def test_there_are_as_many_cries_as_traps_need() -> None:
    quiet = sum(meant.startswith("none") for _, meant in CRIES)
    assert len(CRIES) - quiet >= 160
    assert quiet >= 75


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("照火了快来", Danger.FIRE), ("仓库着伙了", Danger.FIRE), ("触点了触点了", Danger.SHOCK), ("天燃气在往外冒", Danger.GAS),
        ("电剃困人了", Danger.PEOPLE), ("就命啊", Danger.PEOPLE), ("jiuming", Danger.PEOPLE), ("zhaohuo le", Danger.FIRE),
    ],
)  # fmt: skip
def test_shaking_thumbs_are_understood(text: str, danger: Danger) -> None:
    assert alarm(text) == Alarm(danger, sure=True)


def test_somebody_who_suffers_makes_a_doubtful_smell_sure() -> None:
    assert alarm("灶台底下嘶嘶响") == Alarm(Danger.GAS, sure=False)
    assert alarm("灶台底下嘶嘶响，我们都头晕了") == Alarm(Danger.GAS, sure=True)


def test_a_door_that_would_not_open_in_a_fire_is_asked_about_unless_it_is_always_locked() -> None:
    assert alarm("着火了这个门推不开") == Alarm(Danger.FIRE, sure=False)
    assert alarm("着火了这个门推不开，平时都锁着") is None
