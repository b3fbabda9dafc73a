"""The form of a question: what was typed, made into one; which fields count is decided by its kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from rules.quiz.question import CALLED, LETTERS, LEVELS, POSTS, RIGHT, TOPICS, WRONG, Kind, Question
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.forms import optional

LONGEST_WORDS, LONGEST_LAW, MOST_ACCEPTED = 600, 100, 20
SHOWN_OPTIONS = 4
CHOICES: Mapping[str, Any] = {
    "kinds": {str(kind): name for kind, name in CALLED.items()},
    "letters": LETTERS,
    "shown": SHOWN_OPTIONS,
    "topics": TOPICS,
    "posts": POSTS,
    "levels": LEVELS,
    "judged": {RIGHT: "对", WRONG: "错"},
}


def question_typed() -> Question:
    """What the form says. Whether it may be asked is decided by the rules."""
    said = optional("kind", 20)
    if said not in CHOICES["kinds"]:
        raise Refused("选一个题型。")
    kind = Kind(said)
    options, right = _options() if kind in (Kind.SINGLE, Kind.MULTIPLE) else ((), "")
    return Question(
        kind=kind,
        asks=_words("asks"),
        options=options,
        right=_verdict() if kind == Kind.JUDGE else right,
        accepted=_accepted() if kind == Kind.FILL else (),
        why=_words("why"),
        law=_line("law").strip("《》"),
        article=_line("article"),
        version=_line("version"),
        topics=tuple(topic for topic in TOPICS if topic in request.form.getlist("topic")),
        posts=tuple(post for post in POSTS if post in request.form.getlist("post")),
        level=_level(),
        valid_from=_day("valid_from"),
        valid_until=_day("valid_until"),
    )


def _options() -> tuple[tuple[str, ...], str]:
    """The options without the blank ones between them, and the letters of the right ones as they then stand."""
    typed = {letter: _words(f"option_{letter}") for letter in LETTERS}
    ticked = request.form.getlist("right")
    if empty := [letter for letter in LETTERS if letter in ticked and not typed[letter]]:
        raise Refused(f"勾了{'、'.join(empty)}是对的，可是{'、'.join(empty)}没写。")
    kept = [letter for letter in LETTERS if typed[letter]]
    right = "".join(new for new, letter in zip(LETTERS, kept, strict=False) if letter in ticked)
    return tuple(typed[letter] for letter in kept), right


def _verdict() -> str:
    said = optional("judged", 2)
    return said if said in (RIGHT, WRONG) else ""


def _accepted() -> tuple[str, ...]:
    """One answer a line; the first one is shown."""
    lines = optional("accepted", LONGEST_WORDS).splitlines()
    return tuple(dict.fromkeys(line for each in lines if (line := clean(each).strip())))[:MOST_ACCEPTED]


def _level() -> int:
    said = optional("level", 2)
    return int(said) if said in map(str, LEVELS) else 0


def _words(name: str) -> str:
    return clean(optional(name, LONGEST_WORDS)).strip()


def _line(name: str) -> str:
    return " ".join(clean(optional(name, LONGEST_LAW)).split())


def _day(name: str) -> date | None:
    said = optional(name, 11)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Refused(f"“{said}”不像一个日子，写成 2026-05-01 这样。") from None
