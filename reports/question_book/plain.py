"""A question bank as csv and as JSON, for other programs."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from reports.question_book.lines import headings, line_of
from reports.sheets import STARTS_FORMULA
from rules.quiz.question import Kind, Question


def as_csv(questions: Sequence[Question]) -> bytes:
    """The table as Excel opens it with a double click: UTF-8 with its mark; nothing in it is calculated."""
    titles = headings(questions)
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(titles)
    table.writerows([_guarded(text) for text in line_of(each, len(titles))] for each in questions)
    return written.getvalue().encode("utf-8-sig", "replace")


def as_json(questions: Sequence[Question]) -> bytes:
    """``{"questions": […]}`` under English keys."""
    records = {"questions": [_record(question) for question in questions]}
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def _record(question: Question) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": question.kind.value, "asks": question.asks}
    facts |= {"options": list(question.options)} if question.options else {}
    facts["answer"] = _answer(question)
    for name in ("why", "law", "article", "version"):
        if text := getattr(question, name):
            facts[name] = text
    facts |= {"topics": list(question.topics), "posts": list(question.posts), "level": question.level}
    for name in ("valid_from", "valid_until"):
        if day := getattr(question, name):
            facts[name] = day.isoformat()
    return facts


def _answer(question: Question) -> str | bool | list[str]:
    if question.kind == Kind.JUDGE:
        return question.right == "T"
    return list(question.accepted) if question.kind == Kind.FILL else question.right
