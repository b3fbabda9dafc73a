"""What the conversations of the quizzes share: who answers, their steps, and reading an answer."""

import re
from datetime import datetime, timedelta

from actions.quiz import examining
from actions.quiz.examining import Offer
from actions.quiz.learner import Learner, learner
from actions.quiz.sitting import Asked
from bot.flow import Heard, Match
from bot.turn import Scene
from models.base import Row
from models.quiz import papers
from rules.danger import is_emergency_number
from rules.plain_text import clean
from rules.quiz.question import Kind
from rules.quiz.reading import is_answer, read_answer
from rules.workdays import with_weekday

QUIZ, EXAM, LIVE = "quiz", "exam", "quiz.live"

HOLDS = timedelta(days=7)
"""How long letters go on meaning answers; the sitting itself lives longer, 接着答 finds it."""

LONGEST_BLANK = 20

DOUBLE = timedelta(seconds=2)
"""The same answer so soon after the last is the same tap twice."""

_TAPPED = re.compile(r"(\d+)-(\d+)-([A-HTF])")
_NUMERAL = re.compile(
    r"[0-9零〇一二两三四五六七八九十百千万.％%]{1,8}[日天年月时小分钟秒名人次元万米倍个级内以]{0,4}"
)


def learner_of(scene: Scene) -> Learner:
    who = scene.who
    return learner(scene.db, who.id, who.person_id, who.home_id, who.department_id)


def _answerish(heard: Heard) -> dict[str, object] | None:
    """Letters, 对, 错, numbers, typed or spoken: what could be an answer to some question, and is nothing else."""
    if heard.inbound.kind not in ("text", "voice") or not heard.inbound.text:
        return None
    if _TAPPED.fullmatch(heard.inbound.tapped):
        return {}
    text = clean(heard.inbound.text)
    if is_emergency_number(text) or len(text) > 20:
        return None
    is_one = _NUMERAL.fullmatch(text) or any(
        read_answer(text, kind, 8) for kind in (Kind.MULTIPLE, Kind.JUDGE)
    )
    return {} if is_one else None


ANSWERISH = Match("A、ACD、对、30", _answerish)
LETTER = Match(
    "A、ACD",
    lambda heard: (
        {}
        if heard.inbound.kind == "text"
        and re.fullmatch("[A-Ha-hＡ-Ｈａ-ｈ]{1,5}", heard.inbound.text.strip())
        else None
    ),
)


def tapped_at(scene: Scene) -> tuple[int, int] | None:
    """Sitting and position of a tapped option; None for what was typed."""
    found = _TAPPED.fullmatch(scene.inbound.tapped)
    return (int(found[1]), int(found[2])) if found else None


def answer_in(scene: Scene, asked: Asked) -> str | None:
    """The answer by the letters the person sees, if this message is one to this question."""
    kind, count = asked.question.kind, len(asked.options)
    found = _TAPPED.fullmatch(scene.inbound.tapped)
    if found:
        return found[3] if is_answer(found[3], kind, count) else None
    return read_answer(clean(scene.text), kind, count)


def is_double(scene: Scene) -> bool:
    """Whether this is the answer before, sent twice within a moment."""
    said, at = scene.about.get("said"), scene.about.get("at")
    if said is None or at is None or said != scene.text:
        return False
    return abs(scene.inbound.created_at.timestamp() - float(at)) <= DOUBLE.total_seconds()


def is_old_digit(scene: Scene) -> bool:
    """A digit long after its question may mean anything; a letter means the question."""
    at = scene.about.get("at")
    is_digit = scene.text.strip().isdecimal() and not scene.inbound.tapped
    return bool(
        is_digit and at and scene.now.timestamp() - float(at) > scene.house.clocks.choices.total_seconds()
    )


def just_said(scene: Scene) -> dict[str, object]:
    """What to remember of this answer."""
    return {"said": scene.text, "at": scene.inbound.created_at.timestamp()}


def offer_for(scene: Scene, paper_id: int) -> Offer:
    row = papers.find_paper(scene.db, paper_id)
    return examining.offer_of(scene.db, row, learner_of(scene), scene.now, scene.house.clocks)


def said_at(scene: Scene, at: datetime) -> str:
    local = at.astimezone(scene.house.clocks.zone)
    day = local.date()
    return f"{with_weekday(day)}{local:%H:%M}"


def score_of(row: Row) -> str:
    """``92分``; shares are in thousandths."""
    share = row["share"]
    return f"{share // 10}分" if share % 10 == 0 else f"{share / 10:.1f}分"
