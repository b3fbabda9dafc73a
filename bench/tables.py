"""The tables as they are printed."""

from collections.abc import Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]


def turns(lines: Sequence[Facts], rounds: int) -> str:
    columns = f"{'req/s':>7}{'p50 ms':>8}{'p99 ms':>8}{'CPU µs':>8}{'÷ bare':>8}"
    head = f"{'closed loop, 32 connections':<38}{columns}   req/s ÷ bare (min..max of {rounds} rounds)"
    return "\n".join([head, *map(_turn, lines)])


def _turn(line: Facts) -> str:
    figures = f"{line['rate']:>7.0f}{line['p50_ms']:>8.1f}{line['p99_ms']:>8.1f}{line['cpu_us']:>8.0f}"
    ratio = (
        f"{line['cpu_ratio']:>8.1f}{line['ratio']:>8.3f} ({line['ratio_min']:.3f}..{line['ratio_max']:.3f})"
    )
    return f"{line['name']:<38}{figures}{ratio}{_trouble(line)}"


def _trouble(line: Facts) -> str:
    told = [f"{line[name]} {name}" for name in ("failures", "lost") if line.get(name)]
    return "   " + ", ".join(told) if told else ""


def rush(lines: Sequence[Facts]) -> str:
    head = f"{'open loop, photos, words, repeats':<40}{'req/s':>8}{'p50 ms':>8}{'p99 ms':>8}{'p99.9':>8}"
    return "\n".join([head, *map(_rush, lines)])


def _rush(line: Facts) -> str:
    times = "".join(f"{line[name]:>8.1f}" for name in ("p50_ms", "p99_ms", "p99.9_ms"))
    return f"{line['name']:<40}{line['rate']:>8.0f}{times}{_trouble(line) or '   no failures, none lost'}"


def pictures(lines: Sequence[Facts]) -> str:
    rows = [f"{line['name']:<40}{line['ms']:>8.1f} ({line['min']:.1f}..{line['max']:.1f})" for line in lines]
    return "\n".join([f"{'one 12-megapixel photo':<40}{'ms':>8}", *rows])


def start(facts: Facts) -> str:
    parts = f"PSS {facts['parent_mb']:.0f} + {facts['worker_mb']:.0f} MB (server, worker)"
    return f"serve: first 200 after {facts['first_answer_s']:.2f} s; idle {parts}"


def statements(turns: Mapping[str, Sequence[str]], *, in_full: bool) -> str:
    told = []
    for name, said in turns.items():
        told.append(f"{name:<40}{len(said):>8} statements")
        told += [f"    {n:>2}. {statement[:150]}" for n, statement in enumerate(said, 1)] if in_full else []
    return "\n".join(told)
