"""``python -m bench``: every measurement, or one of them, as tables."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench import developing, ledger, look_alikes, plans, quizzes, rush, starting, statements, tables, turns

NOTE = (
    "Client and servers share the processors of this machine, everything is loopback: compare ratios, not figures.\n"
    "All on granian, one worker, 16 threads; SQLite with synchronous=FULL, PostgreSQL with fsync; a reply leaves\n"
    "after its commit. Every message is another one, of another bound person. The courier does not run meanwhile."
)
PARTS = ("statements", "turns", "rush", "pictures", "look-alikes", "ledger", "quizzes", "plans", "start")


def main() -> None:
    asked = _arguments()
    seen: dict[str, Any] = {}
    print(NOTE)
    with tempfile.TemporaryDirectory(prefix="ssp-bench-") as folder:
        for part in [asked.part] if asked.part else PARTS:
            seen[part], table = MEASURES[part](Path(folder) / part, asked)
            print("\n" + table, flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(seen, ensure_ascii=False, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="one measurement only")
    parser.add_argument("--only", default="", help="only lines whose name contains this")
    parser.add_argument("--quick", action="store_true", help="about 40 seconds, less exact")
    parser.add_argument("--rows", type=int, help="so many pictures for look-alikes; a million by itself")
    parser.add_argument(
        "--size",
        type=int,
        help="so many hazards for the ledger, or people for quizzes and plans; several sizes by itself",
    )
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    return parser.parse_args()


def _statements(folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    seen = statements.measure(folder)
    return seen, tables.statements(seen, in_full=asked.part == "statements")


def _turns(folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    rounds, seconds = (2, 0.7) if asked.quick else (5, 2.0)
    seen = turns.measure(folder, rounds=rounds, seconds=seconds, only=asked.only)
    return seen, tables.turns(seen, rounds)


def _rush(folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    seen = rush.measure(folder, seconds=3 if asked.quick else 10, only=asked.only)
    return seen, tables.rush(seen)


def _pictures(_folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    seen = developing.measure(times=3 if asked.quick else 9, only=asked.only)
    return seen, tables.pictures(seen)


def _look_alikes(_folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    seen = look_alikes.measure(asked.rows or (100_000 if asked.quick else 1_000_000))
    return seen, look_alikes.table(seen)


def _ledger(_folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    sizes = [asked.size] if asked.size else ledger.SIZES[:2] if asked.quick else ledger.SIZES
    seen = ledger.measure(sizes, only=asked.only)
    return ledger.as_json(seen), ledger.table(seen)


def _quizzes(_folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    seen = quizzes.measure(asked.size or (10_000 if asked.quick else None), only=asked.only)
    return quizzes.as_json(seen), quizzes.table(seen)


def _plans(_folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    sizes = [asked.size] if asked.size else plans.SIZES[:1] if asked.quick else plans.SIZES
    seen = plans.measure(sizes, only=asked.only)
    return plans.as_json(seen), plans.table(seen)


def _start(folder: Path, asked: argparse.Namespace) -> tuple[Any, str]:
    seen = starting.measure(folder, times=1 if asked.quick else 5)
    return seen, tables.start(seen)


MEASURES = {
    "statements": _statements,
    "turns": _turns,
    "rush": _rush,
    "pictures": _pictures,
    "look-alikes": _look_alikes,
    "ledger": _ledger,
    "quizzes": _quizzes,
    "plans": _plans,
    "start": _start,
}

main()
