"""Plausibility of a sheet before it is sent. A check asks, it never blocks: it may be the 29th."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.plan.cells import RULES
from rules.plan.document import Form
from rules.plan.figure import Cells, Figure

TIMES = 3
"""A figure of more than so many times the last one asks for a word."""
FEW = 10
"""Below this nobody is surprised by any growth."""


@dataclass(frozen=True)
class Check:
    """One question to whoever sends: about which cell, in what words; ``code`` keeps the answer."""

    code: str
    cell: str
    words: str


def checks(form: Form, cells: Cells, last: Cells, *, roll: int | None, no_heads: int) -> Iterator[Check]:
    """What does not fit together, or jumps; ``no_heads`` deeds have neither names nor a head-count, ``roll`` is that of a hospital."""
    by_rule = {rule.rule + ":" + "+".join(rule.kinds): rule.cell for rule in form.cells}
    if no_heads:
        cell = next((rule.cell for rule in form.cells if rule.rule == "sessions"), "")
        yield Check("no-heads", cell, f"{no_heads}场培训没填人数")
    yield from _order(form, cells)
    yield from _people(form, cells, roll)
    yield from _sessions(by_rule, cells)
    yield from _jumps(form, cells, last)


def _value(cells: Cells, cell: str | None) -> int | None:
    figure = cells.get(cell) if cell else None
    return figure.total if figure else None


def _cell(form: Form, rule: str) -> str | None:
    return next((one.cell for one in form.cells if one.rule == rule), None)


def _order(form: Form, cells: Cells) -> Iterator[Check]:
    """What is 其中 of another cell is never more than it."""
    found = _cell(form, "hazards-found")
    for rule in ("hazards-listed", "hazards-closed"):
        cell = _cell(form, rule)
        part, whole = _value(cells, cell), _value(cells, found)
        if cell and part is not None and whole is not None and part > whole:
            yield Check(
                f"more:{cell}", cell, f"{_label(form, cell)}{part}比{_label(form, found or '')}{whole}还多"
            )


def _people(form: Form, cells: Cells, roll: int | None) -> Iterator[Check]:
    taking, trained = _cell(form, "people-taking-part"), _cell(form, "people-at")
    for cell in (taking, trained):
        figure = cells.get(cell) if cell else None
        if cell and figure and figure.capped:
            limit = f"，已按{roll}人封顶" if roll is not None else "，没算进去"
            words = f"{_label(form, cell)}超出花名册{figure.capped}人{limit}"
            yield Check(f"capped:{cell}", cell, words)
    part, whole = _value(cells, trained), _value(cells, taking)
    if trained and part is not None and whole is not None and part > whole:
        yield Check(f"more:{trained}", trained, f"受训{part}人比参与{whole}人还多")


def _sessions(by_rule: dict[str, str], cells: Cells) -> Iterator[Check]:
    """People trained need a session they were trained in."""
    for rule, cell in by_rule.items():
        name, _, kinds = rule.partition(":")
        if name not in ("people-at", "leaders-at"):
            continue
        held = _value(cells, by_rule.get(f"sessions:{kinds}"))
        there = _value(cells, cell)
        if there and held == 0:
            yield Check(f"none:{cell}", cell, f"有{there}人受训，培训次数却是0（上级办的不算本单位的次数）")


def _jumps(form: Form, cells: Cells, last: Cells) -> Iterator[Check]:
    for rule in form.cells:
        now, then = cells.get(rule.cell), last.get(rule.cell)
        if now and then and _jumped(now, then):
            times = round(now.total / then.total, 1)
            words = (
                f"{_label(form, rule.cell)}{now.total}，比上期{then.total}多到{times}倍，写一句原因（可不写）"
            )
            yield Check(f"jump:{rule.cell}", rule.cell, words)


def _jumped(now: Figure, then: Figure) -> bool:
    return then.total >= FEW and now.total > TIMES * then.total


def _label(form: Form, cell: str) -> str:
    """The short name of a cell; of two cells with one rule the words on the form tell them apart."""
    rule = form.rule_of(cell)
    alone = sum(one.rule == rule.rule for one in form.cells) == 1 or rule is form.rule_of(
        _cell(form, rule.rule) or cell
    )
    return RULES[rule.rule].short if alone else rule.label.replace("\n", "")
