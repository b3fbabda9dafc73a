"""A sitting in the chat: its questions one by one, written down and changed, until it is handed in."""

import re
from dataclasses import replace
from datetime import timedelta

from actions.quiz import examining
from actions.quiz.practising import is_live
from actions.quiz.sitting import Asked, Sitting, mark, opened, unanswered_words
from bot.flow import ANY, Flow, chosen, kind, said, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.quiz.handed_in import hand_in
from handlers.quiz.parts import (
    ANSWERISH,
    EXAM,
    HOLDS,
    answer_in,
    blank_in,
    is_double,
    is_old_digit,
    just_said,
    parked,
    tapped_at,
    tells_of_hazard,
)
from handlers.quiz.saying import asks, how_to_answer
from handlers.report.opening import photo_first, words_first
from handlers.report.voices import voice_first
from models.quiz import sittings
from rules.quiz.question import Kind

flow = Flow()

NEAR = timedelta(hours=3)
"""From then on the clock is told in minutes."""

_POSITION = re.compile(r"(?:跳到|回到)?第?\s*(\d{1,3})\s*[题道]|[改看]第?\s*(\d{1,3})\s*[题道]?")


def go_on(scene: Scene, sitting: Sitting) -> Turn:
    """接着考：the question that stands, or what is left to do."""
    if is_late(scene, sitting):
        return hand_in(scene, sitting.id)
    if sitting.at is None:
        return all_answered(scene, sitting)
    return ask(
        scene, sitting, sitting.at, before=time_left(scene, sitting) or "接着来。", after=page(scene, sitting)
    )


def page(scene: Scene, sitting: Sitting) -> str:
    """The other door to the same sitting; empty where there are no pages."""
    address = scene.house.link_to_exam(sitting.id, scene.now)
    return f'<a href="{address}">用网页做</a>' if address else ""


def is_late(scene: Scene, sitting: Sitting) -> bool:
    return sitting.row["ends_at"] is not None and scene.now >= sitting.row["ends_at"]


def time_left(scene: Scene, sitting: Sitting) -> str:
    """Only when it is near: a window has a day and no minutes."""
    left = sitting.row["ends_at"] - scene.now
    return f"还剩{int(left.total_seconds() // 60)}分钟。" if left < NEAR else ""


def ask(scene: Scene, sitting: Sitting, asked: Asked, *, before: str = "", after: str = "") -> Turn:
    """One question of a paper; what was answered before is shown and may be changed."""
    given = f"你选了{_shown(asked)}，要改就再回一个。" if asked.given is not None else ""
    said_ = asks(scene, sitting, asked, before=before, after=given or after)
    return Turn(
        said_, EXAM, {"sitting": sitting.id, "position": asked.position, **just_said(scene)}, until=HOLDS
    )


def _shown(asked: Asked) -> str:
    return {"T": "对", "F": "错"}.get(asked.given or "", asked.given or "")


def all_answered(scene: Scene, sitting: Sitting) -> Turn:
    """都答了：hand in, or look at one again."""
    of = len(sitting.asked)
    ids = {"sitting": sitting.id}
    choices = {1: Choice("hand_in", ids), 2: Choice("look_again", ids)}
    said_ = lines(f"{of}题都答了。", "1 交卷　2 从头看一遍", "想改哪题，回 第3题")
    return Turn(
        said_, EXAM, {"sitting": sitting.id, "position": of, **just_said(scene)}, choices, until=HOLDS
    )


@flow.on(EXAM, ANSWERISH)
def answers(scene: Scene) -> Turn:
    """选一个：written down, nothing said of right or wrong, and the next one."""
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank, hold=True)
    if sitting is None or sitting.is_over or is_late(scene, sitting):
        return hand_in(scene, int(scene.about["sitting"]))
    asked = sitting.asked[_position(scene, sitting) - 1]
    if tapped_at(scene) is None and (is_double(scene) or is_old_digit(scene)):
        return ask(scene, sitting, asked)
    given = answer_in(scene, asked)
    if given is None:
        return ask(scene, sitting, asked, before=f"这道{how_to_answer(asked.question)}：")
    return _written(scene, sitting, asked, given)


def _position(scene: Scene, sitting: Sitting) -> int:
    """Where this answer belongs: a tapped option says it itself."""
    where = tapped_at(scene)
    at = where[1] if where is not None and where[0] == sitting.id else int(scene.about["position"])
    return min(max(at, 1), len(sitting.asked))


def _written(scene: Scene, sitting: Sitting, asked: Asked, given: str) -> Turn:
    examining.answer(scene.db, sitting, asked, given, now=scene.now)
    after = sitting.after(asked, given, right=False)
    following = next(
        (at for at in after.missing if at > asked.position), after.missing[0] if after.missing else 0
    )
    if not following:
        return all_answered(scene, after)
    noted = f"第{asked.position}题记下了。"
    return ask(scene, after, after.asked[following - 1], before=noted + time_left(scene, after))


@flow.on(EXAM, kind("text"))
def other_words(scene: Scene) -> Turn:
    """别的话：a hazard is a hazard in the middle of an exam; the words of a blank are its answer."""
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank, hold=True)
    if sitting is None or sitting.is_over:
        return words_first(scene)
    asked = sitting.asked[_position(scene, sitting) - 1]
    if tells_of_hazard(scene) and not mark(asked, scene.text):
        return parked(words_first(scene), asked.position)
    if is_late(scene, sitting):
        return hand_in(scene, sitting.id)
    blank = blank_in(scene, asked) if asked.question.kind == Kind.FILL else None
    if blank is not None and not is_double(scene):
        return _written(scene, sitting, asked, blank)
    return ask(
        scene, sitting, asked, before=f"{how_to_answer(asked.question)}；先空着回 下一题。要报隐患发照片。"
    )


@flow.on(EXAM, kind("image", "video", "shortvideo"))
def shows_something(scene: Scene) -> Turn:
    """考试时拍照：a report like any other; the sitting waits."""
    return parked(photo_first(scene), int(scene.about["position"]))


@flow.on(EXAM, kind("voice"))
def speaks(scene: Scene) -> Turn:
    """考试时说话：what was heard and tells of no hazard belongs to the question."""
    if not scene.text or tells_of_hazard(scene):
        return voice_first(scene)
    return _at(scene, int(scene.about["position"]), after="没听出是哪个，点一下或者打字。")


@flow.on(EXAM, text_where("第3题", lambda text: _POSITION.fullmatch(text.strip())))
def turns_to(scene: Scene) -> Turn:
    """第3题：look at it again, and change it."""
    found = scene.found["it"]
    return _at(scene, int(found[1] or found[2]))


@flow.on(EXAM, said("上一题", "上一道", "下一题", "下一道", "跳过", "不会", "不知道", "过", "先空着"))
def turns_page(scene: Scene) -> Turn:
    """上一题、下一题."""
    step = -1 if scene.text.strip().startswith("上") else 1
    return _at(scene, int(scene.about["position"]) + step)


@flow.on(ANY, chosen("look_again"))
def look_again(scene: Scene) -> Turn:
    """从头看一遍：下一题 leads on."""
    return _at(scene, 1, after="往后看回 下一题；改就直接回；交卷回 交卷")


def _at(scene: Scene, position: int, after: str = "") -> Turn:
    sitting_id = int(scene.found.get("sitting", scene.about.get("sitting", 0)))
    sitting = opened(scene.db, sitting_id, scene.house.bank)
    if sitting is None or sitting.is_over or is_late(scene, sitting):
        return hand_in(scene, sitting_id)
    if position > len(sitting.asked):
        return all_answered(scene, sitting) if not sitting.missing else wants_to_hand_in(scene)
    return ask(scene, sitting, sitting.asked[max(position, 1) - 1], before=after)


@flow.on(EXAM, said("用网页做", "网页", "用网页"))
def on_page(scene: Scene) -> Turn:
    """用网页做：the other door."""
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank)
    address = page(scene, sitting) if sitting else ""
    return Turn(
        f"点这里：{address}\n两边随时换，答过的都在。" if address else "网页还没开通，就在这里答。",
        stays=True,
    )


HAND_IN = said("交卷", "提交", "交", "我交卷", "我要交卷", "考完了", "做完了")


@flow.on(ANY, said("交卷", "我交卷", "我要交卷"))
def hands_in_from_elsewhere(scene: Scene) -> Turn:
    """交卷，话说到别处去了：the paper that is open, else what was handed in."""
    waiting = sittings.open_of(scene.db, scene.who.id, scene.who.person_id)
    formal = next((row for row in waiting if row["paper_id"] and not is_live(scene.db, row)), None)
    if formal is None:
        return Turn("现在没有在考的卷子。成绩回 我的成绩。", stays=True)
    return wants_to_hand_in(replace(scene, about={"sitting": formal["id"]}))


@flow.on(EXAM, HAND_IN)
def wants_to_hand_in(scene: Scene) -> Turn:
    """交卷：what is missing is named first."""
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank)
    if sitting is None or sitting.is_over or not sitting.missing:
        return hand_in(scene, int(scene.about["sitting"]))
    left = unanswered_words(sitting.missing[:6]) + ("等" if len(sitting.missing) > 6 else "")
    choices = {1: Choice("hand_in", {"sitting": sitting.id}), 2: Choice("go_on_answering")}
    said_ = lines(f"还有{len(sitting.missing)}题没答：{left}，交了算错。", "1 就这样交　2 接着答")
    about = {"sitting": sitting.id, "position": sitting.missing[0], **just_said(scene)}
    return Turn(said_, EXAM, about, choices, until=HOLDS)


@flow.on(EXAM, said("取消", "退出", "停", "停下", "算了", "不答了", "不考了", "结束", "0"))
def stops(scene: Scene) -> Turn:
    """Q4：停在哪道，成绩没丢."""
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank)
    if sitting is None or sitting.is_over:
        return Turn("这份已经交了。成绩回 我的成绩。", IDLE)
    clock = time_left(scene, sitting)
    return Turn(f"停在第{scene.about['position']}题，答过的都在。{clock}回 接着答", IDLE)
