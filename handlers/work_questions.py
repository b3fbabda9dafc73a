"""还有几件没整改, 灭火器那件弄好没, 谁还没签收：questions about the work, answered with figures or the page; nothing moves."""

from collections.abc import Callable
from datetime import datetime

from actions.looking import officers_for
from bot.flow import Flow, text_where
from bot.turn import IDLE, Scene, Turn, lines
from handlers import everywhere
from handlers.officer.ordering import fits, otherwise
from handlers.officer.parts import departments, works_the_ledger
from handlers.officer.todo import ledger, todo
from handlers.phrases import called, whom_to_ask
from handlers.plan.consultation import PREPARING
from handlers.plan.mending import RECORDED
from handlers.plan.parts import hands_in, link_in, today_of, works_on_plans
from handlers.plan.reports import reports
from handlers.plan.sheets import sheet
from handlers.plan.signing import plans
from handlers.quiz.marks import marks
from handlers.report.own import own_card, stands
from handlers.report.steps import DONE, LATE, PLACE
from models import people, reported, worklists
from rules.words.work_questions import About, asked_of_work

flow = Flow()

SHOWN, LOOKED_THROUGH, LATELY = 2, 300, 20
_QUESTION = text_where("还有几件没整改", asked_of_work)


@flow.on(IDLE, _QUESTION)
@flow.on(DONE, _QUESTION)
@flow.on(LATE, _QUESTION)
@flow.on(PLACE, _QUESTION)
@flow.on(RECORDED, _QUESTION)
@flow.on(PREPARING, _QUESTION)
def answer(scene: Scene) -> Turn:
    """还有几件没整改：the talk goes on where it was."""
    return _ANSWERS[scene.found["it"].about](scene)


def _aside(*said: str) -> Turn:
    return Turn(lines(*said), stays=True, repeats=True)


def _figures(scene: Scene) -> Turn:
    """What this person looks after: this month's, and what is open."""
    if not works_the_ledger(scene):
        return _aside("全院的数安全员和工会看得到。你报的回 我的。")
    own, home, today = departments(scene), scene.who.home_id, today_of(scene)
    month = datetime(today.year, today.month, 1, tzinfo=scene.house.clocks.zone)
    found, closed = worklists.count_lately(scene.db, home, own, month)
    left, late = worklists.count_open(scene.db, home, own, today)
    whose = "院里" if own is None else "科里"
    return _aside(
        f"这个月{whose}报了{found}件，销号{closed}件。",
        f"还开着{left}件{f'，{late}件过了期限' if late else '，没有过期限的'}。"
        if left
        else "现在没有开着的。",
        link_in(scene, "/console/dashboard", "看图表和各科的数"),
    )


def _one(scene: Scene) -> Turn:
    """灭火器那件弄好没：where each stands that is called so; anybody else's are their own."""
    if not works_the_ledger(scene):
        return everywhere.mine(scene)
    what = scene.found["it"].what
    rows = worklists.open_ones(scene.db, scene.who.home_id, departments(scene), LOOKED_THROUGH)
    owners = {one["id"] for one in people.people_mentioned(scene.db, what, scene.who.home_id)}
    meant = [r for r in rows if r["number"] and (r["owner_id"] in owners if owners else fits(scene, r, what))]
    if not meant:
        return _aside(f"没找到还开着的“{what}”。", "弄好了的回 台账 看，手上的回 待办。")
    listed = [f"{row['number']} {called(row)}：{stands(scene, row)}" for row in meant[:SHOWN]]
    more = f"还有{len(meant) - SHOWN}件，在台账里；" if len(meant) > SHOWN else ""
    return _aside(*listed, f"{more}细的回号。")


def _still(scene: Scene) -> Turn:
    """我报的那个插座还松着：one's own that is called so; where there is none it is a hazard like any other."""
    what = scene.found["it"].what
    rows = reported.reported_by(scene.db, scene.who.id, scene.who.person_id, LATELY)
    meant = next((row for row in rows if fits(scene, row, what)), None)
    return own_card(scene, meant) if meant is not None else otherwise(scene)


def _duties(scene: Scene) -> Turn:
    return plans(scene) if works_on_plans(scene) else todo(scene)


def _names(page: str, label: str) -> Callable[[Scene], Turn]:
    """Who has not yet: a list of names belongs on a page."""

    def told(scene: Scene) -> Turn:
        if not works_the_ledger(scene):
            return _aside("名单安全员和工会看得到。")
        return _aside(link_in(scene, page, label) or "名单在网页上，网页还没开通，请信息科设置网址。")

    return told


def _sheet(scene: Scene) -> Turn:
    return sheet(scene) if hands_in(scene) else _aside("报表由工会报。")


def _officers(scene: Scene) -> Turn:
    """谁是安全员：names and telephones for colleagues; for anybody else the union's."""
    place = {"unit_id": scene.who.home_id, "department_id": scene.who.department_id, "urgent": False}
    officers = officers_for(scene.db, place)[:SHOWN] if scene.who.is_bound else []
    named = "、".join(f"{one['name']} {one['phone'] or ''}".strip() for one in officers)
    union = whom_to_ask(scene)
    told = f"安全员：{named}。" if named else f"找{union}。" if union else ""
    return _aside(told, "哪里不安全，在这儿说一句，会直接到安全员那里。")


def _export(scene: Scene) -> Turn:
    if not works_the_ledger(scene):
        return ledger(scene)
    link = link_in(scene, "/console/", "点这里进台账")
    return _aside("台账网页上有“导出 Excel”：先筛再导，导的就是筛出来的。", link)


_ANSWERS: dict[About, Callable[[Scene], Turn]] = {
    About.FIGURES: _figures,
    About.ONE: _one,
    About.MINE: everywhere.mine,
    About.IN_HAND: todo,
    About.STILL: _still,
    About.MARKS: marks,
    About.SHEET: _sheet,
    About.REPORTS: reports,
    About.FOLDER: _names("/console/plans/folder", "打开查阅资料，一键打包"),
    About.UNBOUND: _names("/console/people", "看花名册，谁绑定了"),
    About.OFFICERS: _officers,
    About.DUTIES: _duties,
    About.UNSIGNED: _names("/console/plans", "看谁还没签收"),
    About.UNEXAMINED: _names("/console/papers", "选一张卷子，看还没考的"),
    About.UNTRAINED: _names("/console/plans/mine", "选培训或演练那一件，看还没有的"),
    About.EXPORT: _export,
}
