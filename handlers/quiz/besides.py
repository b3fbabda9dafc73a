"""What else people say and show in the middle of a practice: hazards, 不会, 为什么, 太难, 有误, and stopping."""

import re

from actions.quiz.sitting import Asked, Sitting, opened
from bot.flow import ANY, Flow, kind, said, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.quiz.parts import HOLDS, LETTER, QUIZ, blank_in, is_double, parked, tells_of_hazard
from handlers.quiz.practice import answers, ask, current, marked
from handlers.quiz.saying import how_to_answer, verdict
from handlers.report.opening import photo_first, words_first
from handlers.report.steps import WORDS
from handlers.report.voices import voice_first
from models.quiz import doubts
from rules.quiz.question import Kind

flow = Flow()

_HARD = re.compile(r"(?:这?[题道]?目?)?.{0,3}(?:太难|好难|难死|看不懂|没看懂|题太长|太长了).{0,3}|难")


@flow.on(QUIZ, kind("text"))
def other_words(scene: Scene) -> Turn:
    """别的话：a hazard is a hazard though a question stands; the words of a blank are its answer."""
    standing = current(scene)
    if standing is None:
        return words_first(scene)
    sitting, asked = standing
    blank = blank_in(scene, asked) if asked.question.kind == Kind.FILL else None
    if blank is not None and not is_double(scene):
        return marked(scene, sitting, asked, blank)
    if tells_of_hazard(scene):
        return parked(words_first(scene), asked.position)
    return ask(
        scene, sitting, asked, before=f"{how_to_answer(asked.question)}；不会就回 不会。要报隐患发照片。"
    )


@flow.on(QUIZ, kind("image", "video", "shortvideo"))
def shows_something(scene: Scene) -> Turn:
    """做题时拍照：a report like any other; the question waits."""
    standing = current(scene)
    return parked(photo_first(scene), standing[1].position) if standing else photo_first(scene)


@flow.on(QUIZ, kind("voice"))
def speaks(scene: Scene) -> Turn:
    """做题时说话：what was heard and tells of no hazard belongs to the question."""
    standing = current(scene)
    if standing is None or not scene.text or tells_of_hazard(scene):
        return voice_first(scene)
    return ask(scene, *standing, before="没听出是哪个，点一下或者打字。要报隐患，发照片。")


@flow.on(WORDS, LETTER)
def letter_for_photo(scene: Scene) -> Turn:
    """照片等着说明时回了个字母：no description, and no answer either."""
    said_ = lines("照片留着，还差一句：在哪里、怎么了？", "要接着答题，回 接着答。")
    return Turn(said_, stays=True, repeats=True)


@flow.on(
    QUIZ,
    said(
        "不会",
        "不会做",
        "不知道",
        "不懂",
        "跳过",
        "下一题",
        "下一道",
        "过",
        "答案",
        "看答案",
        "答案是什么",
        "选什么",
        "选啥",
    ),
)
def gives_up(scene: Scene) -> Turn:
    """不会：counts as wrong, is told, and comes back."""
    standing = current(scene)
    if standing is None or is_double(scene):
        return answers(scene)
    return marked(scene, *standing, "")


@flow.on(
    QUIZ,
    said("为什么", "为啥", "解析", "看解析", "为什么错", "还有几题", "几题", "题目呢", "题呢", "再看一遍"),
)
def says_again(scene: Scene) -> Turn:
    """为什么：the last verdict and the question that stands, once more."""
    standing = current(scene)
    if standing is None:
        return answers(scene)
    sitting, asked = standing
    last = [one for one in sitting.asked if one.given is not None]
    told = verdict(last[-1], right=bool(last[-1].right)) if last else ""
    return ask(scene, sitting, asked, before=told)


@flow.on(QUIZ, said("交卷", "提交", "交"))
def nothing_to_hand_in(scene: Scene) -> Turn:
    """交卷：practice needs none."""
    return Turn("这是练习，不用交卷。停下回 取消。", stays=True)


@flow.on(
    QUIZ, said("取消", "退出", "停", "停下", "算了", "不答了", "不做了", "不想答了", "不想做了", "结束", "0")
)
def stops(scene: Scene) -> Turn:
    """Q4：停在哪道，成绩没丢."""
    standing = current(scene)
    at = standing[1].position if standing else 1
    return Turn(f"题停在第{at}道，成绩没丢。回 接着答", IDLE)


@flow.on(QUIZ, text_where("太难", _HARD.fullmatch))
def too_hard(scene: Scene) -> Turn:
    """太难：short ones, 对 or 错."""
    return Turn(
        "换简单的？只判断对错，一句话一道。\n1 换简单的　2 接着答",
        QUIZ,
        scene.about,
        {1: Choice("practise_easy"), 2: Choice("go_on_answering")},
        until=HOLDS,
    )


@flow.on(QUIZ, said("有误", "题有问题", "题错了", "题目有问题", "题目错了", "答案错了", "答案不对", "报错"))
@flow.on(ANY, said("有误", "题有问题", "题错了", "题目有问题", "题目错了", "答案错了", "答案不对"))
def doubts_question(scene: Scene) -> Turn:
    """题有问题：noted for whoever keeps the bank; of the question just answered, else of the one that stands."""
    sitting_id = scene.about.get("sitting")
    sitting = opened(scene.db, int(sitting_id), scene.house.bank) if sitting_id else None
    asked = _doubted(sitting) if sitting else None
    if asked is None:
        return Turn("是哪道题？做题的时候回 有误，我就记下那道。", stays=True)
    doubts.add_doubt(scene.db, asked.question_id, scene.who.id, scene.who.home_id, scene.now)
    noted = f"第{asked.position}题记下了，管题的人会看。"
    if sitting is None or sitting.is_over or sitting.at is None:
        return Turn(noted, stays=True, repeats=True)
    return ask(scene, sitting, sitting.at, before=noted)


def _doubted(sitting: Sitting) -> Asked | None:
    answered = [asked for asked in sitting.asked if asked.given is not None]
    return answered[-1] if answered else sitting.at
