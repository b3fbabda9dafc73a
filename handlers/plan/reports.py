"""报告、总结: which narrative report is due next, by which day, and where its draft is. It is written on the page."""

from collections.abc import Sequence

from actions.plan.figures import reporting
from actions.plan.figures.reporting import Owed
from bot.flow import ANY, Flow, said
from bot.turn import Scene, Turn, lines
from handlers.plan.parts import hands_in, link_in, not_yours, plans_of, today_of, unit_of
from models.plan import beginnings
from rules.plan.dues import is_before
from rules.workdays import with_weekday

flow = Flow()

PAGE = "/console/reports"
WORDS = (
    "报告",
    "季报",
    "季度报告",
    "情况报告",
    "写报告",
    "交报告",
    "总结",
    "小结",
    "写总结",
    "月总结",
    "工作总结",
)


@flow.on(ANY, said(*WORDS, "安全生产月总结", "阶段报告"))
def reports(scene: Scene) -> Turn:
    """季报、总结：the next one, until when, and its draft."""
    if not hands_in(scene):
        return not_yours("报告、总结")
    waiting = _waiting(scene)
    page = link_in(scene, PAGE, "打开报告稿")
    if not waiting:
        return Turn(lines("眼下没有要写的报告。快到日子我会告诉你。", page), stays=True)
    one = waiting[0]
    more = f"还有{len(waiting) - 1}份也在那里。" if len(waiting) > 1 else ""
    return Turn(
        lines(f"{one.name}：{_until(scene, one)}。", "数字替你填好了，差几段话。", page, more), stays=True
    )


def _waiting(scene: Scene) -> Sequence[Owed]:
    """What is not handed in, the next day first; what is over comes after, what was over before the unit began not at all."""
    unit, today = unit_of(scene), today_of(scene)
    began = beginnings.began(scene.db, unit["id"])
    owed = reporting.owed(scene.db, plans_of(scene).of(scene.db, unit), unit, today)
    open_ = [one for one in owed if not one.is_sent and not is_before(one.due, began)]
    wanted = [one for one in open_ if one.tale is reporting.Tale.MONTH] if "结" in scene.text else []
    return sorted(
        wanted or open_, key=lambda one: (one.due.formal < today, abs((one.due.formal - today).days))
    )


def _until(scene: Scene, one: Owed) -> str:
    """``最晚6月20日周六，6月19日周五交最稳``; of a summary no clause asks for the day is our own."""
    today, due = today_of(scene), one.due
    if not one.is_asked:
        return f"文件没定日子，{with_weekday(due.formal)}前写好就行"
    if due.formal < today:
        return f"{with_weekday(due.formal)}就到期了，现在交也算"
    safest = f"，{with_weekday(due.target)}交最稳" if today <= due.target < due.formal else ""
    return f"最晚{with_weekday(due.formal)}{safest}"
