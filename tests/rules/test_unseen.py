"""How the reading rules do on texts nobody tuned them to; the texts and their labels lie in unseen/.

The texts are for measuring alone. Whoever improves a rule looks elsewhere for words, or the measure is gone.
A label such as ``hazard|repair`` means that an honest reader would accept either.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plans.kinds import load_kinds
from rules.alarms.danger import alarm
from rules.words.first_look import first_look
from rules.words.several import pieces

UNSEEN = Path(__file__).with_name("unseen")

LOOKS_FLOOR = 0.75
DANGERS_FLOOR = 0.83
SEVERAL_FLOOR = 0.77


@dataclass
class Measure:
    """Which labels were read as what, counted by the first label of each text."""

    read_as: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    right: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, label: str, text: str, read: str) -> None:
        accepted = label.split("|")
        self.read_as[accepted[0]][read] += 1
        if read in accepted:
            self.right[accepted[0]] += 1
        else:
            self.missed.append((label, read, text))

    @property
    def rate(self) -> float:
        """Share of all texts that were read as one of their labels."""
        return self.right.total() / (self.right.total() + len(self.missed))

    def lines(self) -> Iterator[str]:
        """One line a label with what it was read as, then every miss."""
        yield f"all: {self.rate:.1%}"
        for label, counts in sorted(self.read_as.items()):
            read = ", ".join(f"{what} {many}" for what, many in counts.most_common())
            yield f"{label}: {self.right[label] / counts.total():.1%} of {counts.total()} (read as {read})"
        for label, read, text in sorted(self.missed):
            yield f"  {label} read as {read}: {text}"


def labelled(name: str) -> list[tuple[str, str]]:
    """Label and text of every line of ``unseen/name``."""
    rows = [line.split("\t") for line in (UNSEEN / name).read_text(encoding="utf-8").splitlines()]
    return [(label, text) for label, text in rows]


def measured(name: str, reader: Callable[[str], str]) -> Measure:
    """What ``reader`` makes of every text in ``unseen/name``; shown by pytest -s, or when a test fails."""
    measure = Measure()
    for label, text in labelled(name):
        measure.add(label, text, reader(text))
    sys.stdout.write("\n".join(["", name, *measure.lines(), ""]))
    return measure


def test_first_look_at_texts_it_has_never_seen() -> None:
    kinds = load_kinds()

    def seen(text: str) -> str:
        look = first_look(text, kinds).value
        return "question" if look == "reward" else str(look)  # whether it pays is a question too

    measure = measured("looks.tsv", seen)
    assert measure.rate >= LOOKS_FLOOR


def test_danger_in_texts_it_has_never_seen() -> None:
    def cried(text: str) -> str:
        cry = alarm(text)
        if cry is None:
            return "none"
        return f"sure_{cry.danger.value}" if cry.sure else "maybe"

    assert measured("dangers.tsv", cried).rate >= DANGERS_FLOOR


def test_several_hazards_in_sentences_it_has_never_seen() -> None:
    kinds = load_kinds()
    measure = measured("several.tsv", lambda text: str(max(1, len(pieces(text, kinds)))))
    assert measure.rate >= SEVERAL_FLOOR
