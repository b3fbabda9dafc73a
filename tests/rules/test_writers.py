"""How ten sorts of people write, and what each message is to be read as; these texts the rules may be tuned to.

Nurses, cleaners, guards, cooks, doctors, electricians, pharmacists, union people, families; dialect, slips of the
thumb, dictation without a stop. What nobody may tune to lies in unseen/. A label ``maybe|none`` accepts either.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from plans.kinds import load_kinds
from rules.alarms.danger import alarm
from rules.places.place_words import read
from rules.words.first_look import first_look
from rules.words.name_words import a_name
from rules.words.several import pieces

WRITERS = Path(__file__).with_name("writers")
KINDS = load_kinds()
UNSEEN = Path(__file__).with_name("unseen")


def labelled(folder: Path, name: str) -> list[tuple[list[str], str]]:
    rows = [line.split("\t") for line in (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [(label.split("|"), text) for label, text in rows]


def look(text: str) -> str:
    seen = str(first_look(text, KINDS))
    return "question" if seen == "reward" else seen  # whether it pays is a question too


def cried(text: str) -> str:
    heard = alarm(text)
    if heard is None:
        return "none"
    return f"sure_{heard.danger}" if heard.sure else "maybe"


READERS: dict[str, tuple[Callable[[str], str], float]] = {
    "looks": (look, 0.98),
    "dangers": (cried, 0.97),
    "several": (lambda text: str(max(1, len(pieces(text, KINDS)))), 0.94),
    "places": (lambda text: read(text).place or "-", 1.0),
    "names": (lambda text: "yes" if a_name(text) else "no", 1.0),
}


@pytest.mark.parametrize("name", READERS)
def test_people_are_read_as_they_mean_it(name: str) -> None:
    reader, floor = READERS[name]
    rows = labelled(WRITERS, name)
    wrong = [(label, reader(text), text) for label, text in rows if reader(text) not in label]
    assert 1 - len(wrong) / len(rows) >= floor, wrong


def test_hardly_a_live_danger_is_passed_over_and_nothing_harmless_alarms() -> None:
    rows = labelled(WRITERS, "dangers")
    missed = [text for label, text in rows if label[0].startswith("sure") and cried(text) == "none"]
    alarmed = [text for label, text in rows if label[0] == "none" and cried(text).startswith("sure")]
    assert len(missed) <= 1, missed
    assert not alarmed


@pytest.mark.parametrize("name", ["looks", "dangers", "several"])
def test_what_measures_the_rules_is_none_of_what_they_are_tuned_to(name: str) -> None:
    unseen = {text for other in ("looks", "dangers", "several") for _, text in labelled(UNSEEN, other)}
    assert not unseen & {text for _, text in labelled(WRITERS, name)}
