"""我的成绩 and 名次: what somebody reached, and who stands around them where they wish to be ranked."""

from collections.abc import Sequence
from datetime import date

from bot.flow import ANY, Flow, chosen, said, tapped
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import short
from handlers.quiz.parts import score_of
from models import people
from models.base import Row
from models.quiz import memories, papers, results, sittings
from rules.clocks import day_of
from rules.quiz.paper import Purpose, Ranking
from rules.quiz.standing import AROUND

flow = Flow()

LATELY = 60
PAPERS = 2
SHOWN = 3


@flow.on(ANY, said("我的成绩", "成绩", "分数", "查成绩", "我的分数"), tapped("MARKS"), chosen("marks"))
def marks(scene: Scene) -> Turn:
    """我的成绩：this month's practice, the last papers, what is still wrong."""
    told = [*_exams(scene), *_practice(scene)]
    if not told:
        return Turn("还没有成绩。回 答题 练5道。", stays=True)
    weak = memories.count_weak(scene.db, scene.who.id)
    last = f"1 再练5道　2 练错题（{weak}）" if weak else "1 再练5道"
    choices = {1: Choice("practise")} | ({2: Choice("practise_wrong")} if weak else {})
    return Turn(lines(*told, last), choices=choices)


def _practice(scene: Scene) -> Sequence[str]:
    """Of this month, and of this account alone."""
    today = day_of(scene.now, scene.house.clocks)
    rows = sittings.finished(scene.db, scene.who.id, scene.who.person_id, LATELY)
    month = [
        row for row in rows if row["paper_id"] is None and _is_of_month(scene, row, today.replace(day=1))
    ]
    asked, right = sum(row["total"] for row in month), sum(row["right"] for row in month)
    return [f"这个月练了{len(month)}次，{asked}道对{right}道。"] if month else []


def _is_of_month(scene: Scene, row: Row, first: date) -> bool:
    return day_of(row["started_at"], scene.house.clocks) >= first


def _exams(scene: Scene) -> Sequence[str]:
    if scene.who.person_id is None:
        return []
    told = []
    for row in results.latest_of(scene.db, scene.who.person_id, AROUND):
        if row["purpose"] == Purpose.LIVE:
            continue
        passed = "过了" if row["passed"] else "没过"
        told.append(f"{short(row['title'], 16)}：{score_of(row)}，{passed}。{_page(scene, row)}")
    return told[:PAPERS]


def _page(scene: Scene, row: Row) -> str:
    """Where the answers and the certificate are, as a link."""
    last = sittings.of_paper(scene.db, row["paper_id"], row["person_id"])[-1]
    address = scene.house.link_to_exam(last["id"], scene.now)
    return f'<a href="{address}">细看</a>' if address else ""


@flow.on(ANY, said("名次", "排名", "我的名次", "榜", "排行榜"), chosen("places"))
def places(scene: Scene) -> Turn:
    """名次：one's own place and the nearest above and below; names only of those who agreed."""
    result = _ranked(scene)
    if result is None:
        return Turn("没有排名的竞赛。成绩回 我的成绩。", stays=True)
    home = scene.who.home_id
    place = results.rank_of(scene.db, result["paper_id"], result["share"], home)
    above, below = results.around(scene.db, result["paper_id"], result, AROUND, home)
    shown = [
        *(_line(scene, row) for row in above[-1:]),
        f"→你 {score_of(result)}",
        *(_line(scene, row) for row in below[:1]),
    ]
    people_in_all = sum(row["people"] for row in results.turnouts(scene.db, result["paper_id"], [home]))
    head = f"{short(result['title'], 12)}：本院第{place}名，共{people_in_all}人。"
    agree = "" if result["shows_name"] else "1 让同事看到我的名字"
    choices = {} if result["shows_name"] else {1: Choice("show_name", {"paper": result["paper_id"]})}
    return Turn(lines(head, "　".join(shown), agree), choices=choices)


def _ranked(scene: Scene) -> Row | None:
    if scene.who.person_id is None:
        return None
    latest = results.latest_of(scene.db, scene.who.person_id, AROUND)
    return next((row for row in latest if row["ranking"] != Ranking.OFF), None)


def _line(scene: Scene, row: Row) -> str:
    name = people.find_person(scene.db, row["person_id"])["name"] if row["shows_name"] else "同事"
    return f"{name} {score_of(row)}"


@flow.on(ANY, chosen("show_name"))
def shows_name(scene: Scene) -> Turn:
    """愿意露名字：only for this contest, and taken back as easily."""
    return _set_name(scene, shows=True)


@flow.on(ANY, chosen("hide_name"))
def hides_name(scene: Scene) -> Turn:
    """收回名字."""
    return _set_name(scene, shows=False)


def _set_name(scene: Scene, *, shows: bool) -> Turn:
    paper_id = int(scene.found["paper"])
    assert scene.who.person_id is not None
    results.show_name(scene.db, paper_id, scene.who.person_id, shows=shows)
    title = papers.find_paper(scene.db, paper_id)["title"]
    if not shows:
        return Turn(f"好，{title[:12]}的榜上不露你的名字。")
    choices = {1: Choice("hide_name", {"paper": paper_id})}
    return Turn(f"好，{title[:12]}的榜上会有你的名字。\n1 还是不露", choices=choices)
