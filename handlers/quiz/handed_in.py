"""交卷: points, whether they are enough, and what comes next."""

from actions.quiz import examining
from actions.quiz.sitting import Sitting
from bot.flow import ANY, Flow, chosen
from bot.turn import IDLE, Scene, Turn, lines
from handlers.quiz.parts import offer_for, said_at, score_of
from models.base import Row
from models.quiz import papers, results
from rules.quiz.paper import Ranking, Review

flow = Flow()


@flow.on(ANY, chosen("hand_in"))
def hands_in(scene: Scene) -> Turn:
    """就这样交：marked, once."""
    return hand_in(scene, int(scene.found["sitting"]))


def hand_in(scene: Scene, sitting_id: int) -> Turn:
    """交了：points, whether it was enough, and what comes next. Asked again it says the same."""
    sitting = examining.finish(scene.db, sitting_id, scene.house.bank, scene.now)
    if sitting is None:
        return Turn("没有这份卷子。回 考试 看有什么。", IDLE)
    row = papers.find_paper(scene.db, sitting.row["paper_id"])
    return Turn(lines(*_told(scene, sitting, row)), IDLE)


def _told(scene: Scene, sitting: Sitting, row: Row) -> list[str]:
    late = "时间到了，我替你交了：" if sitting.row["handed_in_by"] == "clock" else "交了："
    passed = sitting.row["passed"]
    enough = row["pass_mark"]
    score = f"{late}{score_of(sitting.row)}，{'过了' if passed else f'{enough}分及格，这次没过'}。"
    return [
        score,
        _next(scene, sitting, passed=bool(passed)),
        _rank_line(scene, sitting, row),
        _review_line(scene, row),
    ]


def _next(scene: Scene, sitting: Sitting, *, passed: bool) -> str:
    if passed:
        page = scene.house.link_to_exam(sitting.id, scene.now)
        return f'<a href="{page}">看成绩和合格证</a>' if page else ""
    offer = offer_for(scene, int(sitting.row["paper_id"]))
    left = max(1, offer.terms.attempts - len(offer.before))
    return "" if offer.bar else f"还能再考{left}次，回 考试。"


def _rank_line(scene: Scene, sitting: Sitting, row: Row) -> str:
    """Their own place, only where ranks are wished, and only theirs."""
    if row["ranking"] == Ranking.OFF:
        return ""
    best = results.find_result(scene.db, int(sitting.row["paper_id"]), int(sitting.row["person_id"]))
    if best is None or not best["passed"]:
        return ""
    place = results.rank_of(scene.db, best["paper_id"], best["share"], best["unit_id"])
    return f"你在本院第{place}名。前后几位回 名次。"


def _review_line(scene: Scene, row: Row) -> str:
    review = row["review"]
    if review == Review.AFTER:
        return "哪题错了，回 错题。"
    if review == Review.CLOSED:
        return f"答案{said_at(scene, row['closes_at'])}后能看。"
    return ""
