"""题目分析: how each question of a paper did in the newest sittings, what went wrong most, and what to teach next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template
from sqlalchemy import select

from models.base import Db, Row
from models.quiz import figures, questions
from models.units import Unit
from rules.quiz.items import FEWEST, Answered, Item, item
from rules.quiz.question import CALLED, LETTERS, Kind, Question
from web.console.doorkeeper import console, guest_scope
from web.console.papers.found import paper_for, path_of
from web.console.papers.kept import kept
from web.console.papers.words import stands
from web.reading import reading
from web.rights import ABOVE_HOSPITALS, Deed

SAMPLE = 5_000
"""So many sittings at most; the newest."""
WORST, TOPICS_TOLD = 3, 3
LONGEST_TOLD = 30
WORKED_OUT_EVERY = timedelta(minutes=1)
SPELT: Mapping[str, str] = {"T": "对", "F": "错"}


@dataclass(frozen=True)
class ItemLine:
    """One question: what it is and how it did. ``taken`` says who chose what, in words."""

    question: Question
    kind: str
    item: Item
    taken: str


@dataclass(frozen=True)
class Analysis:
    """All questions, the hardest first; of how many sittings, and whether there are more than that."""

    lines: Sequence[ItemLine]
    sittings: int
    is_sample: bool
    teach: str


@console.get("/papers/<int(max=999999999999):paper_id>/items")
def paper_items(paper_id: int) -> str:
    """How the questions did."""
    row, db = paper_for(paper_id), reading()
    return render_template(
        "paper/items.html",
        row=row,
        standing=stands(row),
        analysis=analysis_of(db, row, path_of(db, row)),
        most=SAMPLE,
        fewest=FEWEST,
        levels={"easy": 0.8, "hard": 0.5},
        makes=guest_scope().may(Deed.PAPERS),
    )


def analysis_of(db: Db, row: Row, path: str) -> Analysis:
    """The questions of the newest sittings in this part of the tree."""
    return kept(("items", row["id"], path), WORKED_OUT_EVERY, lambda: _analysed(db, row, path))


def _sample(db: Db, row: Row, path: str) -> figures.Sample:
    """Which sittings to look at: everybody's where the paper is for no others anyway."""
    node = db.execute(select(Unit.kind, Unit.home_id).where(Unit.path == path)).mappings().one()
    if node["kind"] not in ABOVE_HOSPITALS:
        inside = None if node["kind"] == "unit" else list(db.execute(figures.nodes_under(path)).scalars())
        return figures.Sample(row["id"], SAMPLE, node["home_id"], inside)
    every = str(row["unit_path"]) == path
    homes = None if every else list(db.execute(figures.homes_under(path)).scalars())
    return figures.Sample(row["id"], SAMPLE, homes=homes)


def _analysed(db: Db, row: Row, path: str) -> Analysis:
    sample = _sample(db, row, path)
    answers: dict[int, list[Answered]] = {}
    given: dict[int, Counter[tuple[str, bool]]] = {}
    for key, share in figures.left_open(db, sample):
        answers.setdefault(key, []).append(Answered("", right=False, share=share))
    for key, share, words, right, times in figures.answers_of(db, sample):
        answers.setdefault(key, []).extend([Answered(words, bool(right), share)] * times)
        given.setdefault(key, Counter())[words, bool(right)] += times
    rows = questions.with_ids(db, answers) if answers else {}
    lines = [
        _line(questions.question_of(rows[key]), every, given.get(key, Counter()))
        for key, every in answers.items()
    ]
    lines.sort(key=lambda line: (line.item.asked < FEWEST, line.item.ease))
    count = figures.count_sample(db, sample)
    return Analysis(lines, count, count == SAMPLE, teach_next(lines))


def _line(question: Question, answers: Sequence[Answered], given: Mapping[tuple[str, bool], int]) -> ItemLine:
    letters = LETTERS[: len(question.options)] if question.kind in (Kind.SINGLE, Kind.MULTIPLE) else ""
    found = item(answers, letters)
    return ItemLine(
        question, CALLED[question.kind], found, _taken(question, letters or "TF", given, found.asked)
    )


def _taken(question: Question, letters: str, given: Mapping[tuple[str, bool], int], asked: int) -> str:
    """``A 12%、B✓ 80%、C 8%``; of a 填空 what was written instead."""
    if question.kind == Kind.FILL:
        wrong = Counter({words: times for (words, right), times in given.items() if words and not right})
        return "、".join(f"“{words[:12]}”{times}人" for words, times in wrong.most_common(WORST))
    taken: Counter[str] = Counter()
    for (words, _), times in given.items():
        for letter in words:
            taken[letter] += times
    return "、".join(
        f"{SPELT.get(letter, letter)}{'✓' if letter in question.right else ''} {round(taken[letter] * 100 / asked)}%"
        for letter in letters
    )


def teach_next(lines: Sequence[ItemLine]) -> str:
    """Which topics the next training should speak of, as a sentence to paste; empty while too few have sat."""
    wrong: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in lines:
        if (line.item.tells or 0) < 0:
            continue  # whoever knows got it wrong: the question is to be looked at, not the people
        for topic in line.question.topics:
            asked[topic] += line.item.asked
            wrong[topic] += line.item.asked - round(line.item.asked * line.item.ease)
    shares = {
        topic: wrong[topic] / asked[topic] for topic in asked if asked[topic] >= FEWEST and wrong[topic]
    }
    worst = sorted(shares, key=lambda topic: -shares[topic])[:TOPICS_TOLD]
    if not worst:
        return ""
    told = "、".join(f"{topic}（错{shares[topic]:.0%}）" for topic in worst)
    hard = [line.question.asks for line in lines if line.item.asked >= FEWEST][:1]
    example = f"错得最多的一道是：{_cut(hard[0])}" if hard else ""
    return f"这次考下来，大家最生的是{told}，下次培训建议先讲这几块。{example}"


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_TOLD else words[: LONGEST_TOLD - 1] + "…"
