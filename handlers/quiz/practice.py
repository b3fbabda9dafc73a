"""答题: five questions, one message each; 简单, 错题, 再练, and going on where one stopped."""

import re
from datetime import UTC, datetime

from actions.quiz import practising
from actions.quiz.practising import FIVE
from actions.quiz.sitting import Asked, Sitting, opened
from bot.flow import ANY, Flow, chosen, said, tapped, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.quiz import live, sheet
from handlers.quiz.handed_in import hand_in
from handlers.quiz.parts import (
    ANSWERISH,
    HOLDS,
    LETTER,
    QUIZ,
    answer_in,
    is_double,
    is_old_digit,
    just_said,
    learner_of,
    tapped_at,
)
from handlers.quiz.saying import asks, how_to_answer, verdict
from models.quiz import memories, sittings
from models.quiz.sittings import EASY, PRACTICE, WRONG
from rules.clocks import day_of
from rules.quiz.question import TOPICS
from rules.words.plain_text import clean

flow = Flow()

ODD = "题有问题回 有误"


_WISH = re.compile(
    r"(?:我?(?:想|要|来)?)?(?:开始|去|来)?(?:答题|练习|做题|练题|刷题|学习|再练|再来)(?:[五5]?[道题组个]+|一组)?(?:吧|啊|了|呀|咯)?"
)
_ABOUT = re.compile(r"(?:答题|练习|做题|练题|练|刷题)[\s,，:：]*(.{2,8}?)(?:的?题)?")


@flow.on(
    ANY, text_where("答题", lambda text: _WISH.fullmatch(clean(text))), tapped("QUIZ"), chosen("practise")
)
def practise(scene: Scene) -> Turn:
    """答题：five questions; whoever stopped in the middle goes on."""
    sitting = practising.unfinished(scene.db, scene.who.id, scene.who.person_id, scene.house.bank, scene.now)
    if sitting is not None and not sitting.is_formal and sitting.row["mode"] == PRACTICE and sitting.at:
        return ask(scene, sitting, sitting.at, before=_stopped(sitting))
    return _begin(scene, PRACTICE, "还没有题，过两天再来。")


def _topic(text: str) -> str | None:
    """``答题 消防`` asks of one topic only."""
    found = _ABOUT.fullmatch(clean(text))
    return next((topic for topic in TOPICS if found and (found[1] in topic or topic in found[1])), None)


@flow.on(ANY, text_where("答题 消防", _topic))
def practise_topic(scene: Scene) -> Turn:
    """答题 消防：five of one topic."""
    topic = scene.found["it"]
    return _begin(scene, PRACTICE, f"{topic}的题都还没有，回 答题 练别的。", topic)


@flow.on(ANY, said("简单", "简单题", "简单点", "判断题"), chosen("practise_easy"))
def easy(scene: Scene) -> Turn:
    """简单：short 判断 only, 对 or 错."""
    return _begin(scene, EASY, "简单的题还没有，回 答题 试试。")


@flow.on(ANY, said("错题", "错题本", "练错题", "我的错题"), chosen("practise_wrong"))
def wrong(scene: Scene) -> Turn:
    """错题：what was wrong before, what is due longest first."""
    return _begin(scene, WRONG, "没有错题。回 答题 练5道。")


def _begin(scene: Scene, mode: str, none: str, topic: str = "") -> Turn:
    clocks = scene.house.clocks
    sitting = practising.begin(
        scene.db,
        learner_of(scene),
        mode,
        scene.house.bank,
        day=day_of(scene.now, clocks),
        now=scene.now,
        chance=scene.house.chance,
        topic=topic,
    )
    if sitting is None or sitting.at is None:
        return Turn(none, stays=True)
    return ask(scene, sitting, sitting.at, after=f"{how_to_answer(sitting.at.question)}；停下回 取消")


def ask(scene: Scene, sitting: Sitting, asked: Asked, *, before: str = "", after: str = "") -> Turn:
    """The question at one position, and letters that mean its options."""
    said_ = asks(scene, sitting, asked, before=before, after=after)
    about = {"sitting": sitting.id, "ready": _ready_by(scene).timestamp(), **just_said(scene)}
    return Turn(said_, QUIZ, about, until=HOLDS)


def _ready_by(scene: Scene) -> datetime:
    """The day to be ready for, asked once a practice: the talk remembers it."""
    if known := scene.about.get("ready"):
        return datetime.fromtimestamp(float(known), UTC)
    return practising.ready_by(scene.db, learner_of(scene), scene.now)


def _stopped(sitting: Sitting) -> str:
    return "接着来。" if sitting.at and sitting.at.position > 1 else ""


def current(scene: Scene) -> tuple[Sitting, Asked] | None:
    """The practice this talk is about and the question that stands; None when it is over."""
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank)
    if sitting is None or sitting.is_over or sitting.at is None:
        return None
    return sitting, sitting.at


@flow.on(QUIZ, ANSWERISH)
def answers(scene: Scene) -> Turn:
    """选一个：right or wrong at once, why, and the next question."""
    standing = current(scene)
    if standing is None:
        return Turn("这组题做完了。回 答题 再来5道。", IDLE)
    sitting, asked = standing
    where = tapped_at(scene)
    if where is not None and where != (sitting.id, asked.position):
        return ask(scene, sitting, asked, before="那道答过了，现在是这道：")
    if where is None and (is_double(scene) or is_old_digit(scene)):
        return ask(scene, sitting, asked)
    given = answer_in(scene, asked)
    if given is None:
        return ask(scene, sitting, asked, before=f"这道{how_to_answer(asked.question)}：")
    return marked(scene, sitting, asked, given)


def marked(scene: Scene, sitting: Sitting, asked: Asked, given: str) -> Turn:
    right = practising.answer(scene.db, sitting, asked, given, now=scene.now, ready_by=_ready_by(scene))
    told = verdict(asked, right=right)
    after = sitting.after(asked, given, right=right)
    if after.at is not None:
        return ask(scene, after, after.at, before=told, after=ODD if asked.position == 1 else "")
    return _finished(scene, after, told)


def _finished(scene: Scene, sitting: Sitting, told: str) -> Turn:
    """五道做完：how many, and that what was wrong comes back."""
    practising.close(scene.db, sitting, scene.now)
    of, right = len(sitting.asked), sum(bool(asked.right) for asked in sitting.asked)
    weak = memories.count_weak(scene.db, scene.who.id)
    score = f"{of}道全对，真稳。" if right == of else f"{of}道对{right}道，错的过几天再来问你。"
    offers = f"1 再练{FIVE}道" + (f"　2 错题（{weak}）" if weak else "") + "　成绩回 我的成绩"
    choices = {1: Choice("practise")} | ({2: Choice("practise_wrong")} if weak else {})
    return Turn(lines(told, score, offers), IDLE, {"sitting": sitting.id, "was": sitting.id}, choices)


@flow.on(ANY, said("接着答", "继续答", "接着做", "继续答题", "接着答题"), chosen("go_on_answering"))
@flow.on(IDLE, LETTER)
def go_on_answering(scene: Scene) -> Turn:
    """接着答：the same question, the options in the same order."""
    return resume(scene) or Turn("没有停下的题。回 答题 练5道。", stays=True)


def resume(scene: Scene) -> Turn | None:
    """What was in the middle, if there is anything; else what the clock handed in a short while ago."""
    sitting = practising.unfinished(scene.db, scene.who.id, scene.who.person_id, scene.house.bank, scene.now)
    if sitting is None:
        return live.come_back(scene) or _handed_in_meanwhile(scene)
    if sitting.is_formal:
        return sheet.go_on(scene, sitting)
    assert sitting.at is not None
    return ask(scene, sitting, sitting.at, before=_stopped(sitting))


def _handed_in_meanwhile(scene: Scene) -> Turn | None:
    last = sittings.finished(scene.db, scene.who.id, scene.who.person_id, 1)
    if (
        not last
        or last[0]["handed_in_by"] != sittings.BY_CLOCK
        or scene.now - last[0]["handed_in_at"] > HOLDS
    ):
        return None
    return hand_in(scene, last[0]["id"])
