"""现场: come in by the code on the big screen, and answer the question that stands there."""

import re
from datetime import timedelta

from actions.quiz import staging
from actions.quiz.sitting import Sitting, opened
from actions.quiz.staging import Came
from bot.flow import ANY, Flow, kind, said, text_where
from bot.turn import IDLE, Scene, Turn, lines
from handlers.quiz.parts import ANSWERISH, LIVE, answer_in, blank_in, learner_of, tells_of_hazard
from handlers.quiz.saying import how_to_answer
from handlers.report.opening import words_first
from models.base import Row
from models.quiz import boards, sittings, stages
from models.quiz.stages import ASKING, OVER
from rules.alarms.danger import alarm
from rules.quiz.question import Kind

flow = Flow()

HOLDS = timedelta(hours=4)
CODE = "live-"
"""What the QR code of a stage says before its digits."""

EVERY = 10_000
"""More questions than a contest has."""

WINNERS = 3

_CALLED = re.compile(r"(?:我?要?(?:参加|加入|进))?现场(?:竞赛|抢答)?\s*([0-9]{4})")


@flow.on(ANY, text_where("现场 4321", lambda text: _CALLED.fullmatch(text.strip())))
def comes(scene: Scene) -> Turn:
    """现场4321：in, also when the contest has begun."""
    return come_to(scene, scene.found["it"][1])


@flow.on(ANY, said("现场", "现场竞赛", "抢答"))
def which_stage(scene: Scene) -> Turn:
    """哪一场：the digits stand on the big screen."""
    return Turn("大屏幕上有四位数，回 现场加四位数，例：现场4321\n扫大屏幕上的码也行。", stays=True)


def come_to(scene: Scene, code: str) -> Turn:
    stage = stages.stage_called(scene.db, code)
    if stage is None:
        return Turn("没有这一场，或者已经结束了。看看大屏幕上的四位数。", stays=True)
    if scene.who.person_id is None:
        return Turn(f"先认识一下：发 姓名 工号。\n绑好了再回 现场{code}", stays=True)
    sitting = staging.come_in(scene.db, stage, learner_of(scene), scene.house.bank, scene.now)
    about = {"sitting": sitting.id, "paper": stage["paper_id"]}
    faster = _page(scene, sitting.id, "点这里答更快")
    if stage["phase"] == ASKING:
        return Turn(lines("进来了，正好有题！", _how(stage, sitting), faster), LIVE, about, until=HOLDS)
    late = f"前面{stage['position']}题错过了，" if stage["position"] else ""
    said_ = lines(f"进来了，{late}等大屏幕出题。", "出了题直接回字母，又对又快的在前。", faster)
    return Turn(said_, LIVE, about, until=HOLDS)


def come_back(scene: Scene) -> Turn | None:
    """Whoever looked at something else is back in the hall; None where no contest of theirs is running."""
    for row in sittings.open_of(scene.db, scene.who.id, scene.who.person_id):
        stage = stages.find_stage(scene.db, row["paper_id"]) if row["paper_id"] else None
        if stage is not None and stage["phase"] != OVER:
            about = {"sitting": row["id"], "paper": stage["paper_id"]}
            return Turn("现场还在进行，看大屏幕，出了题直接回字母。", LIVE, about, until=HOLDS)
    return None


def _page(scene: Scene, sitting_id: int, words: str) -> str:
    """The page of a telephone in the contest; empty where there are no pages."""
    address = scene.house.link_to_live(sitting_id, scene.now)
    return f'<a href="{address}">{words}</a>' if address else ""


def _how(stage: Row, sitting: Sitting) -> str:
    asked = staging.standing(stage, sitting)
    return f"第{stage['position']}题：{how_to_answer(asked.question)}" if asked else ""


def _standing(scene: Scene) -> tuple[Row, Sitting] | None:
    stage = stages.find_stage(scene.db, int(scene.about["paper"]))
    sitting = opened(scene.db, int(scene.about["sitting"]), scene.house.bank)
    return (stage, sitting) if stage and sitting and stage["phase"] != OVER else None


@flow.on(LIVE, ANSWERISH)
def answers(scene: Scene) -> Turn:
    """抢答：the first answer counts; right or wrong stands on the screen, for all at once."""
    standing = _standing(scene)
    if standing is None:
        return _over(scene)
    stage, sitting = standing
    asked = staging.standing(stage, sitting)
    given = answer_in(scene, asked) if asked else None
    if asked is not None and given is None:
        return Turn(f"这道{how_to_answer(asked.question)}", stays=True)
    return _told(stage, staging.answer(scene.db, stage, sitting, given or "", scene.now))


def _told(stage: Row, came: Came) -> Turn:
    at = stage["position"]
    said_ = {
        Came.COUNTED: f"第{at}题收到，看大屏幕。",
        Came.TWICE: f"第{at}题答过了，第一次的算。",
        Came.LATE: f"第{at}题时间到了，等下一题。",
        Came.EARLY: "还没出题，等大屏幕。",
    }
    return Turn(said_[came], stays=True)


@flow.on(LIVE, kind("text"))
def other_words(scene: Scene) -> Turn:
    """别的话：a hazard is a hazard; the words of a blank are its answer."""
    standing = _standing(scene)
    if standing is None or alarm(scene.text):
        return words_first(scene)
    stage, sitting = standing
    asked = staging.standing(stage, sitting)
    is_blank = asked is not None and asked.question.kind == Kind.FILL and stage["phase"] == ASKING
    if is_blank and asked is not None and blank_in(scene, asked) is not None:
        return _told(stage, staging.answer(scene.db, stage, sitting, scene.text, scene.now))
    if tells_of_hazard(scene):
        return words_first(scene)
    if asked is not None and stage["phase"] == ASKING:
        return Turn(f"第{stage['position']}题{how_to_answer(asked.question)}", stays=True)
    return Turn("等大屏幕出题，直接回字母。\n不玩了回 取消。", stays=True)


@flow.on(LIVE, said("取消", "退出", "停", "停下", "算了", "不玩了"))
def stops(scene: Scene) -> Turn:
    """不玩了：what was answered stays."""
    return Turn("好，退出来了，答过的算数。想回来再扫一下码。", IDLE)


def _over(scene: Scene) -> Turn:
    """结束了：one's own place, for oneself alone; who won may let the screen name them."""
    board = boards.live_board(scene.db, int(scene.about["paper"]), upto=EVERY)
    mine = next((row for row in board if row["person_id"] == scene.who.person_id), None)
    if mine is None:
        return Turn("这一场结束了。", IDLE)
    place = 1 + sum((-row["right"], row["took_ms"]) < (-mine["right"], mine["took_ms"]) for row in board)
    told = f"这一场结束了：你答对{mine['right']}题，第{place}名，共{len(board)}人。"
    won = place <= WINNERS and mine["right"] > 0
    name = _page(scene, int(scene.about["sitting"]), "大屏幕上写不写你的名字") if won else ""
    return Turn(lines(told, name), IDLE)
