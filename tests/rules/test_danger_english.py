"""Cries of people who know no Chinese, and the words that only sound like one."""

import pytest

from plans.kinds import load_kinds
from rules.alarms.danger import Danger, alarm
from rules.words.first_look import Look, first_look

SURE = [
    ("Gas leak!", Danger.GAS),
    ("gas leak in the kitchen", Danger.GAS),
    ("I smell gas", Danger.GAS),
    ("Oxygen leaking in ward 3", Danger.GAS),
    ("help!", Danger.PEOPLE),
    ("HELP ME", Danger.PEOPLE),
    ("help help", Danger.PEOPLE),
    ("someone is hurt", Danger.PEOPLE),
    ("a patient is bleeding on the floor", Danger.PEOPLE),
    ("stuck in the elevator", Danger.PEOPLE),
    ("Emergency!!", Danger.PEOPLE),
    ("he has a knife", Danger.PEOPLE),
    ("Electric shock", Danger.SHOCK),
    ("he got an electric shock", Danger.SHOCK),
    ("smoke", Danger.FIRE),
    ("There is smoke in the corridor", Danger.FIRE),
    ("Fire!!", Danger.FIRE),
    ("there's a fire", Danger.FIRE),
    ("There’s a fire", Danger.FIRE),
    ("the curtain is on fire", Danger.FIRE),
    ("help fire 5th floor", Danger.FIRE),
    ("fire in the pharmacy", Danger.FIRE),
    ("quick, fire on level 2", Danger.FIRE),
    ("Fire 3F pantry", Danger.FIRE),
    ("someone is beating the nurse", Danger.PEOPLE),
    ("someone attacking the nurse", Danger.PEOPLE),
    ("a drunk man hit the doctor", Danger.PEOPLE),
    ("nurse beaten up in er", Danger.PEOPLE),
    ("two men are kicking a guard", Danger.PEOPLE),
    ("he hit me", Danger.PEOPLE),
    ("my colleague is being attacked", Danger.PEOPLE),
    ("family member slapped our intern", Danger.PEOPLE),
    ("he pulled a knife in triage", Danger.PEOPLE),
]
QUIET = [
    "the smoke detector is broken", "fire extinguisher expired", "fire exit is locked", "no smoking sign fell",
    "somebody smoking in the stairwell", "gas cylinder not fixed", "emergency light broken", "emergency exit blocked",
    "fire drill tomorrow", "I need help with binding", "thank you for your help", "help me find the toilet", "help",
    "how to beat the heat", "the door hit me again", "hit the lift button twice", "heart attack leaflet is missing",
    "kick stand of the trolley broken", "please fire him",
    "wifi", "UPS alarm", "can you help me", "there is no smoke here",
]  # fmt: skip


@pytest.mark.parametrize(("text", "danger"), SURE)
def test_a_cry_in_english_is_sure(text: str, danger: Danger) -> None:
    heard = alarm(text)
    assert heard is not None
    assert (heard.danger, heard.sure) == (danger, True)


@pytest.mark.parametrize("text", QUIET)
def test_talk_in_english_alarms_nobody(text: str) -> None:
    assert alarm(text) is None


@pytest.mark.parametrize("text", ["what if there is a fire?", "is something burning?", "maybe a gas leak"])
def test_a_doubtful_one_is_asked_about(text: str) -> None:
    heard = alarm(text)
    assert heard is not None
    assert not heard.sure


@pytest.mark.parametrize(
    "text", ["fire exit is locked", "the handrail is broken on 3rd floor", "wet floor near the lift"]
)
def test_a_hazard_in_english_is_a_hazard(text: str) -> None:
    assert first_look(text, load_kinds()) is Look.HAZARD
