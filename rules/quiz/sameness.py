"""When two written questions are the same one: texts without marks and blanks, and the digest of a question."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence

from rules.quiz.question import LETTERS, Kind, Question

_BLANK = re.compile(r"_{2,}|[(\[【]\s*[)\]】]")
_MARKS = r"\s,，.。、;；:：!！?？\"'“”‘’《》〈〉「」()\[\]【】…_*·—"
_DROPPED = re.compile(rf"(?<!\d)[{_MARKS}]+|[{_MARKS}]+(?!\d)|\s+")


def bare(text: str) -> str:
    """A text for comparing: width, case, blanks and punctuation make no difference, except inside numbers."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return _DROPPED.sub("", _BLANK.sub("", narrow)) or narrow.strip()


def digest_of(question: Question) -> str:
    """The same for questions that ask the same and take the same for right, in whatever order the options stand."""
    marked = sorted([bare(text), at in _right(question)] for at, text in enumerate(question.options))
    judged = question.right if question.kind == Kind.JUDGE else ""
    accepted = sorted({bare(text) for text in question.accepted})
    said = json.dumps(
        [question.kind.value, bare(question.asks), marked, judged, accepted], ensure_ascii=False
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def code_of(unit_id: int | None, digest: str) -> str:
    """The code under which all versions of an imported question stand; 0 is everybody's."""
    return f"{unit_id or 0}-{digest[:16]}"


def is_same_asked(one: Question, other: Question) -> bool:
    """Whether two questions with equal stems are one: “下面哪句说对了” stands above many that share no option."""
    mine, theirs = {bare(text) for text in one.options}, {bare(text) for text in other.options}
    if not mine or not theirs:
        return True
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def shown_answer(question: Question) -> str:
    """The right answer as people write it into a table."""
    if question.kind == Kind.JUDGE:
        return {"T": "对", "F": "错"}.get(question.right, question.right)
    return "；".join(question.accepted) if question.kind == Kind.FILL else question.right


def right_texts(question: Question) -> Sequence[str]:
    """The texts of the right options."""
    return [text for at, text in enumerate(question.options) if at in _right(question)]


def _right(question: Question) -> set[int]:
    return {LETTERS.find(letter) for letter in question.right if letter in LETTERS}
