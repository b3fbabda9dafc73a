"""考试 and 竞赛: what there is to sit, its terms, and one digit to begin."""

import re
from dataclasses import replace

from actions.quiz import examining
from actions.quiz.examining import Offer
from actions.quiz.sitting import opened
from bot.flow import ANY, Flow, chosen, said, tapped, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import short
from handlers.quiz import sheet
from handlers.quiz.parts import learner_of, offer_for, said_at, score_of
from handlers.quiz.saying import how_to_answer
from rules.clocks import day_of
from rules.quiz.drawing import TooFew
from rules.quiz.paper import Purpose
from rules.words.plain_text import clean

flow = Flow()

SHOWN = 4
FORMAL = (Purpose.EXAM, Purpose.CONTEST)
_WISH = re.compile(
    r"(?:请问|我?(?:想|要|来|能)*)?(?:开始|参加|去|有没有|有|怎么|在哪)?(?:线上|在线|安全|知识|这?次)*(?:考试|竞赛|比赛|考核)"
    r"(?:在哪[考儿里]*|怎么[考进参加]*|什么时候|几时|几号|哪天|开始|了?吗|没有?|吧|啊|呢|呀|[?？])*"
)


@flow.on(ANY, text_where("考试", lambda text: _WISH.fullmatch(clean(text))), tapped("EXAM"), chosen("exams"))
def exams(scene: Scene) -> Turn:
    """考试：what there is to sit for this person, and until when."""
    if scene.who.person_id is None:
        return Turn("考试要认得你：回 绑定。\n只想练练，回 答题。", stays=True)
    offers = examining.offers(scene.db, learner_of(scene), scene.now, scene.house.clocks, *FORMAL)
    if not offers:
        return Turn("现在没有考试。回 答题 练5道。", stays=True)
    if len(offers) == 1:
        return introduce(scene, offers[0])
    shown = offers[:SHOWN]
    listed = [
        f"{digit} {short(offer.paper['title'], 10)}，{until(scene, offer)}"
        for digit, offer in enumerate(shown, 1)
    ]
    choices = {digit: Choice("paper", {"paper": offer.paper["id"]}) for digit, offer in enumerate(shown, 1)}
    listed[-1] += "　回数字选"
    return Turn(lines(*listed), choices=choices)


@flow.on(ANY, said("开始", "开始吧", "开始考", "现在考"))
def begins(scene: Scene) -> Turn:
    """开始：the one paper there is; of several, which."""
    offers = (
        examining.offers(scene.db, learner_of(scene), scene.now, scene.house.clocks, *FORMAL)
        if scene.who.is_bound
        else []
    )
    if len(offers) == 1 and not offers[0].bar:
        return sit(replace(scene, found={"paper": offers[0].paper["id"]}))
    return exams(scene)


@flow.on(ANY, chosen("paper"))
def paper(scene: Scene) -> Turn:
    """哪一份：what it is, before it begins."""
    return introduce(scene, offer_for(scene, int(scene.found["paper"])))


def introduce(scene: Scene, offer: Offer) -> Turn:
    """几道、多久、到几时、够多少分：and one digit to begin."""
    if offer.open is not None:
        sitting = opened(scene.db, offer.open["id"], scene.house.bank)
        assert sitting is not None
        return sheet.go_on(scene, sitting)
    if offer.bar:
        return Turn(_barred(scene, offer), stays=True)
    row, count = offer.paper, examining.recipe_of(offer.paper).count
    clock = f"限时{row['minutes']}分钟" if offer.terms.limit else "不计时"
    again = _attempts(offer)
    if offer.terms.limit and offer.terms.resits:
        again += "，超时能补一次"
    return Turn(
        lines(
            f"{short(row['title'], 20)}：{count}题，{clock}，{offer.terms.pass_mark}分及格{again}。",
            f"{until(scene, offer)}。{_pauses(offer)}",
            "1 开始　0 先不考",
        ),
        choices={1: Choice("sit", {"paper": row["id"]}), 0: Choice("not_now")},
    )


def _attempts(offer: Offer) -> str:
    """How often one may still sit, where it is more than once."""
    sat = len(offer.before)
    if sat:
        return f"，还能考{max(1, offer.terms.attempts - sat)}次"
    return "" if offer.terms.attempts == 1 else f"，能考{offer.terms.attempts}次取最好的"


def _pauses(offer: Offer) -> str:
    if offer.terms.limit:
        return "开始后计时不停；放下了，回 接着答。"
    return "中间有事放下，回来回 接着答。"


def until(scene: Scene, offer: Offer) -> str:
    """``周五18:00关`` as people say it."""
    return f"{said_at(scene, offer.terms.closes_at)}关"


def _barred(scene: Scene, offer: Offer) -> str:
    best = offer.best
    if offer.bar == "early":
        return f"{short(offer.paper['title'], 20)}{said_at(scene, offer.terms.opens_at)}开。先回 答题 练练。"
    if offer.bar == "today":
        return "今天的次数用完了，明天再来。回 答题 练5道。"
    score = f"：{score_of(best)}，{'过了' if best['passed'] else '没过'}" if best else ""
    return f"{short(offer.paper['title'], 20)}你考完了{score}。\n看成绩回 我的成绩，练练回 答题。"


@flow.on(ANY, chosen("not_now"))
def not_now(scene: Scene) -> Turn:
    """先不考：nothing has begun."""
    return Turn("好，还没开始，不算。想考了回 考试。")


@flow.on(ANY, chosen("sit"))
def sit(scene: Scene) -> Turn:
    """开始：the same sitting, however often and from wherever one begins."""
    offer = offer_for(scene, int(scene.found["paper"]))
    today = day_of(scene.now, scene.house.clocks)
    try:
        sitting = examining.begin(
            scene.db,
            offer,
            learner_of(scene),
            scene.house.bank,
            day=today,
            now=scene.now,
            chance=scene.house.chance,
        )
    except TooFew:
        return Turn("这份卷子题还没配齐，已经告诉工会。先回 答题 练练。", stays=True)
    if sitting is None:
        return Turn(_barred(scene, offer), stays=True)
    asked = sitting.at or sitting.asked[-1]
    page = sheet.page(scene, sitting)
    after = f"{how_to_answer(asked.question)}；{page}" if page else how_to_answer(asked.question)
    return sheet.ask(scene, sitting, asked, after=after)
