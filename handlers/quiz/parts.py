"""What the conversations of the quizzes share: who answers, their steps, and reading an answer."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from actions.quiz import examining
from actions.quiz.examining import Offer
from actions.quiz.learner import Learner, learner
from actions.quiz.sitting import Asked, mark
from bot.flow import Heard, Match
from bot.turn import Scene, Turn
from models.base import Row
from models.quiz import papers
from rules.alarms.danger import alarm, is_emergency_number
from rules.quiz.question import LETTERS, Kind
from rules.quiz.reading import is_answer, read_answer
from rules.quiz.sameness import bare
from rules.quiz.spelling import tidy_words
from rules.quiz.standing import points_in_words
from rules.words.first_look import Look, first_look
from rules.words.plain_text import clean
from rules.workdays import with_hour

QUIZ, EXAM, LIVE = "quiz", "exam", "quiz.live"

HOLDS = timedelta(days=7)
"""How long letters go on meaning answers; the sitting itself lives longer, 接着答 finds it."""

BESIDES = 4
"""So many more letters than the answer has may stand in a blank."""

LINES = 4

_TALK = re.compile(
    r"不知道|不会|不懂|不清楚|等一?[下会]|马上|稍等|什么|怎么|为啥|这?题|病人|来了|忙|答案|解析|没有对的|[?？]|[吗呢]$"
)
_ABOUT_QUESTION = re.compile(
    r"题|选项|选[择第哪啥]|我?选|答案|解析|^我?(?:觉得|认为|猜|想)|应该是?先|应当|没有?对的|不会做?$|看不懂|没看懂"
)
_THANKS = re.compile(r"谢谢你(?:，[^。]{1,8})?。")

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
    text = clean(scene.text)
    read = read_answer(text, kind, count)
    if kind == Kind.MULTIPLE and read is not None and len(read) == 1:
        return None  # one letter is never right: whoever sends it took it for a 单选
    return read or _option_named(asked, text)


def _option_named(asked: Asked, text: str) -> str | None:
    """The option whose very words were typed."""
    if asked.question.kind != Kind.SINGLE:
        return None
    options = [bare(option) for option in asked.options]
    return LETTERS[options.index(bare(text))] if bare(text) in options else None


def blank_in(scene: Scene, asked: Asked) -> str | None:
    """What fills a blank: a number where a number is asked; a few words that tell of nothing else."""
    text, accepted = clean(scene.text), asked.question.accepted
    if mark(asked, text):
        return text
    if any(tidy_words(one)[:1].isdigit() for one in accepted):
        return text if _NUMERAL.fullmatch(text) else None
    is_short = len(text) <= max(map(len, accepted)) + BESIDES and not _TALK.search(text)
    return text if is_short and not tells_of_hazard(scene) else None


def tells_of_hazard(scene: Scene) -> bool:
    """Whether words in the middle of a question are about the ward and not about the question."""
    if alarm(scene.text):
        return True
    look = first_look(scene.text, scene.house.kinds)
    return look in (Look.HAZARD, Look.REPAIR) and not _ABOUT_QUESTION.search(scene.text)


def parked(turn: Turn, at: int) -> Turn:
    """A report that came in between, and where the questions wait. Never longer than the answer was allowed to be."""
    waits = f"题停在第{at}题，弄完回 接着答。"
    said = turn.say.split("\n")
    if len(said) < LINES:
        return replace(turn, say="\n".join([*said, waits]))
    example = next((line for line in said if line.startswith("例：")), "")
    if example:
        return replace(turn, say=turn.say.replace(example, waits))
    return replace(turn, say=_THANKS.sub("题停着，回 接着答。", turn.say, count=1))


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
    """The moment by the hospital's clock: ``3月9日周一12:00``."""
    return with_hour(at, scene.house.clocks.zone)


def score_of(row: Row) -> str:
    """``92分``; shares are in thousandths."""
    return f"{points_in_words(row['share'])}分"
