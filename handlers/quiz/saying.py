"""A question as one bubble: what was right before it, the question, its options, how to answer. Never over eight lines."""

from collections.abc import Iterator
from urllib.parse import quote

from actions.quiz.sitting import Asked, Sitting, right_in_words
from bot.turn import Scene, lines
from rules.quiz.question import LETTERS, RIGHT, WRONG, Kind, Question
from rules.words.plain_text import fit

ROOM = 1800
"""Bytes of a bubble. Options are links to tap as long as that leaves room."""

SAY_HOW = (Kind.MULTIPLE, Kind.FILL)
"""Kinds that cannot be tapped."""

JUDGED = {RIGHT: "对", WRONG: "错"}


def asks(scene: Scene, sitting: Sitting, asked: Asked, *, before: str = "", after: str = "") -> str:
    """One question of a sitting; ``before`` is what came of the last answer, ``after`` one more thing to do."""
    after = after or (how_to_answer(asked.question) if asked.question.kind in SAY_HOW else "")
    if asked.question.pictured and (address := scene.house.link_to_question(asked.question_id, scene.now)):
        before = lines(before, f'<a href="{address}">先看照片</a>')
    return bubble(asked, len(sitting.asked), sitting.id, before=before, after=after)


def bubble(asked: Asked, of: int, sitting_id: int, *, before: str = "", after: str = "") -> str:
    """A question within the room of a message: what cannot be tapped any more can still be typed."""
    for tappable in (True, False):
        said = lines(before, *question_lines(asked, of, sitting_id, tappable=tappable), after)
        if len(said.encode()) <= ROOM:
            return said
    whole = list(question_lines(asked, of, sitting_id, tappable=False))
    return fit([*whole, after], ROOM)


def question_lines(asked: Asked, of: int, sitting_id: int, *, tappable: bool) -> Iterator[str]:
    question = asked.question
    yield f"{asked.position}/{of} {_kind_of(question)}{question.asks}"
    if question.kind == Kind.JUDGE:
        yield from (
            _link(sitting_id, asked, key, f"· {word}", tappable=tappable) for key, word in JUDGED.items()
        )
        return
    for letter, option in zip(LETTERS, asked.options, strict=False):
        single = question.kind == Kind.SINGLE
        yield _link(sitting_id, asked, letter, f"{letter} {option}", tappable=tappable and single)


def _kind_of(question: Question) -> str:
    notes = {Kind.MULTIPLE: "（多选）", Kind.JUDGE: "（对还是错）", Kind.FILL: "（填空）"}
    return notes.get(question.kind, "")


def _link(sitting_id: int, asked: Asked, key: str, words: str, *, tappable: bool) -> str:
    """Words to tap: they come back as what they say, with where they stood."""
    if not tappable:
        return words
    says = JUDGED.get(key, key) if asked.question.kind == Kind.JUDGE else key
    where = f"{sitting_id}-{asked.position}-{key}"
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={quote(says)}&msgmenuid={where}">{words}</a>'


def how_to_answer(question: Question) -> str:
    """``回字母，多选一起回，例：ACD``."""
    return {
        Kind.SINGLE: "回一个字母，例：B",
        Kind.MULTIPLE: "几个字母一起回，例：ACD",
        Kind.JUDGE: "回 对 或 错",
        Kind.FILL: "直接回答案，例：30",
    }[question.kind]


def verdict(asked: Asked, *, right: bool) -> str:
    """``对。`` or what would have been right, with the article and one sentence why."""
    head = "对。" if right else f"{_was(asked)}。"
    return f"{head}{source(asked.question)}{asked.question.why}"


def _was(asked: Asked) -> str:
    words = right_in_words(asked)
    if asked.question.kind == Kind.JUDGE:
        return f"答错了，这句话是{words}的"
    if asked.question.kind == Kind.FILL:
        return f"不对，该填{words}"
    if asked.question.kind == Kind.SINGLE:
        return f"不对，是{words} {asked.options[LETTERS.index(words)]}"
    return f"不对，是{words}"


def source(question: Question) -> str:
    """``《安全生产法》第三条：``; empty where a question rests on nothing written."""
    return f"《{question.law}》{question.article}：" if question.law else ""
