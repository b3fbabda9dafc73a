"""How well the class, the kind and the level of a sentence are suggested, on a labelled file that is not ours to keep.

    python -m tests.rules.kinds_holdout FILE [--misses]

The file is tab-separated with a head: text, code, occupational, major, source; ``A|B`` accepts either. Without
``--misses`` only figures are printed, so that a file set apart stays unread.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from plans.kinds import load_kinds
from plans.major import load_major
from rules.kinds import Kind
from rules.major import resembling
from rules.words.suggesting import Suggestion, suggest

Row = dict[str, str]
ROUNDS = 5


def rows(path: Path) -> list[Row]:
    """The labelled sentences of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def rate(rows: Sequence[Row], right: Callable[[Row], bool]) -> str:
    """The share of ``rows`` that are right, with both counts."""
    hits = sum(map(right, rows))
    return f"{hits / max(1, len(rows)):.1%} ({hits} of {len(rows)})"


def report(rows: Sequence[Row], kinds: tuple[Kind, ...]) -> Iterator[str]:
    """The figures, one a line."""
    found = {row["text"]: suggest(row["text"], kinds) for row in rows}

    def first(row: Row) -> bool:
        return found[row["text"]].code in row["code"].split("|")

    def kind_fits(row: Row) -> bool:
        return str(int(found[row["text"]].kind == "occupational")) in row["occupational"].split("|")

    yield f"class, first: {rate(rows, first)}"
    yield f"class, first two: {rate(rows, lambda row: first(row) or second(row, found, kinds))}"
    yield f"kind: {rate(rows, kind_fits)}"
    yield f"none found: {rate(rows, lambda row: found[row['text']].code == 'OTHER')}"
    yield from graveness(rows, "level", lambda text: found[text].level == "major")
    items = load_major()
    yield from graveness(rows, "item", lambda text: resembling(text, found[text].code, items) is not None)
    for origin in ("real", "own"):
        some = [row for row in rows if row["source"].startswith(origin)]
        yield f"class, first, {origin}: {rate(some, first)}"


def second(row: Row, found: dict[str, Suggestion], kinds: tuple[Kind, ...]) -> bool:
    """Whether the class is the likeliest once the first one is left out."""
    rest = tuple(kind for kind in kinds if kind.code != found[row["text"]].code)
    return suggest.__wrapped__(row["text"], rest).code in row["code"].split("|")


def graveness(rows: Sequence[Row], name: str, grave: Callable[[str], bool]) -> Iterator[str]:
    """Precision and recall of a hint at a major hazard, on the rows labelled one way only."""
    sure = [row for row in rows if row["major"] in ("0", "1")]
    hinted = [row for row in sure if grave(row["text"])]
    wanted = [row for row in sure if row["major"] == "1"]
    yield f"major by {name}, precision: {rate(hinted, lambda row: row['major'] == '1')}"
    yield f"major by {name}, recall: {rate(wanted, lambda row: grave(row['text']))}"


def speed(texts: Sequence[str], kinds: tuple[Kind, ...]) -> float:
    """Microseconds a sentence, without the cache, at its best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for text in texts:
            suggest.__wrapped__(text, kinds)
        best = min(best, time.perf_counter() - begun)
    return best / len(texts) * 1e6


def misses(rows: Sequence[Row], kinds: tuple[Kind, ...]) -> Iterator[str]:
    """Every sentence read as another class, with its label."""
    for row in rows:
        code = suggest(row["text"], kinds).code
        if code not in row["code"].split("|"):
            yield f"{row['code']} read as {code}: {row['text']}"


def main() -> None:
    """Print the figures of the file named."""
    labelled, kinds = rows(Path(sys.argv[1])), load_kinds()
    lines = list(report(labelled, kinds))
    lines.append(f"speed: {speed([row['text'] for row in labelled][:200], kinds):.1f} us a sentence")
    if "--misses" in sys.argv:
        lines += misses(labelled, kinds)
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
