"""The shipped question bank: reads the facts and the questions under bank/, and says what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from rules.quiz.question import LETTERS, LEVELS, POSTS, RIGHT, TOPICS, WRONG, Kind, Question, faults

FOLDER = Path(__file__).with_name("bank")
LONGEST_ASKED, LONGEST_OPTION, LONGEST_WHY = 48, 20, 40
"""What a telephone shows at a glance; questions of others may be longer."""


Answer: TypeAlias = bool | str | list[str]
"""对 or 错; letters; the accepted answers of a blank."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Fact(_Strict):
    id: str
    article: str
    says: str


class _Law(_Strict):
    law: str
    version: date
    since: date | None = None
    facts: list[_Fact]


class _Entry(_Strict):
    id: str
    kind: Kind
    asks: str
    options: list[str] = []
    right: Answer
    why: str
    fact: str
    decides: list[str] = []
    topics: list[str]
    posts: list[str] = []
    level: Literal[1, 2, 3]


_LAW, _ENTRIES = TypeAdapter(_Law), TypeAdapter(list[_Entry])


@dataclass(frozen=True)
class Fact:
    """One sentence of a law, checked against the text of ``version``; ``since`` is when that text came into force."""

    law: str
    version: date
    since: date | None
    article: str
    says: str


@dataclass(frozen=True)
class Shipped:
    """One question of the bank, with the numbers and terms of its fact that decide what is right."""

    question: Question
    decides: tuple[str, ...]


def load_bank(folder: Path = FOLDER) -> tuple[Question, ...]:
    """Every question; raises ``ValueError`` with every mistake, one sentence a line."""
    facts, shipped = read_facts(folder), read_questions(folder)
    if mistakes := list(mistakes_in(shipped, facts)):
        raise ValueError("\n".join(mistakes))
    return tuple(one.question for one in shipped)


@cache
def the_bank() -> tuple[Question, ...]:
    """The bank that comes with this version, read once a process."""
    return load_bank()


def read_facts(folder: Path = FOLDER) -> Mapping[str, Fact]:
    """All facts by id."""
    facts: dict[str, Fact] = {}
    for path in sorted((folder / "facts").glob("*.yaml")):
        law = cast(_Law, _read(path, _LAW))
        for fact in law.facts:
            if fact.id in facts:
                raise ValueError(f"{path.name}：{fact.id} 写了两遍")
            facts[fact.id] = Fact(law.law, law.version, law.since, fact.article, fact.says)
    return facts


def read_questions(folder: Path = FOLDER) -> Sequence[Shipped]:
    """All questions in the order of their files."""
    facts = read_facts(folder)
    files = sorted(folder.glob("*.yaml"))
    return [
        Shipped(_question(entry, facts.get(entry.fact)), tuple(entry.decides))
        for path in files
        for entry in _entries(path)
    ]


def _entries(path: Path) -> list[_Entry]:
    return cast(list[_Entry], _read(path, _ENTRIES))


def _read(path: Path, shape: TypeAdapter[Any]) -> Any:
    data: Any = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    try:
        return shape.validate_python(data)
    except ValidationError as error:
        raise ValueError(f"{path.name}：{error}") from error


def _question(entry: _Entry, fact: Fact | None) -> Question:
    right, accepted = _answer(entry.right)
    return Question(
        kind=entry.kind,
        asks=entry.asks,
        options=tuple(entry.options),
        right=right,
        accepted=accepted,
        why=entry.why,
        law=fact.law if fact else "",
        article=fact.article if fact else "",
        version=fact.version.isoformat() if fact else "",
        fact=entry.fact,
        topics=tuple(entry.topics),
        posts=tuple(entry.posts),
        level=entry.level,
        valid_from=fact.since if fact else None,
        code=entry.id,
    )


def _answer(right: Answer) -> tuple[str, tuple[str, ...]]:
    if isinstance(right, bool):
        return RIGHT if right else WRONG, ()
    return (right, ()) if isinstance(right, str) else ("", tuple(right))


def mistakes_in(shipped: Sequence[Shipped], facts: Mapping[str, Fact]) -> Iterator[str]:
    """What is wrong: with a question alone, with its fact, and between questions."""
    seen: dict[str, str] = {}
    for one in shipped:
        question = one.question
        found = [*faults(question), *_too_long(question), *_unknown_words(question)]
        fact = facts.get(question.fact)
        found += _against(one, fact) if fact else [f"没有“{question.fact}”这条事实"]
        for other in (question.code, question.asks):
            if other in seen:
                found.append(f"和 {seen[other]} 重复")
            seen[other] = question.code
        yield from (f"{question.code}：{said}" for said in found)


def _too_long(question: Question) -> Iterator[str]:
    if len(question.asks) > LONGEST_ASKED:
        yield f"题干有{len(question.asks)}个字，最多{LONGEST_ASKED}个"
    if any(len(option) > LONGEST_OPTION for option in question.options):
        yield f"选项最多{LONGEST_OPTION}个字"
    if not 0 < len(question.why) <= LONGEST_WHY:
        yield f"解析要有，最多{LONGEST_WHY}个字"


def _unknown_words(question: Question) -> Iterator[str]:
    for known, used, name in ((TOPICS, question.topics, "主题"), (POSTS, question.posts, "岗位")):
        for word in used:
            if word not in known:
                yield f"不认得{name}“{word}”"
    if not question.topics:
        yield "没有主题"
    if question.level not in LEVELS:
        yield "没有这一级"


def _against(one: Shipped, fact: Fact) -> Iterator[str]:
    """Where a number or a term decides, it stands in the fact, and in what is marked right, and nowhere else."""
    for term in one.decides:
        if term not in fact.says:
            yield f"“{term}”不在事实里"
    question = one.question
    for said in _right_parts(question):
        if one.decides and not any(term in said for term in one.decides):
            yield f"标对的“{said}”里没有起决定作用的词"
    for said in _wrong_parts(question):
        if any(term in said for term in one.decides):
            yield f"标错的“{said}”里有起决定作用的词"


def _right_parts(question: Question) -> list[str]:
    """What is marked right, as text: options, the stem of a true 判断, the printed answer of a 填空."""
    if question.kind == Kind.JUDGE:
        return [question.asks] if question.right == RIGHT else []
    if question.kind == Kind.FILL:
        return []
    return [option for letter, option in _lettered(question) if letter in question.right]


def _wrong_parts(question: Question) -> list[str]:
    if question.kind == Kind.JUDGE:
        return [question.asks] if question.right == WRONG else []
    return [option for letter, option in _lettered(question) if letter not in question.right]


def _lettered(question: Question) -> list[tuple[str, str]]:
    return list(zip(LETTERS, question.options, strict=False))
