"""签收、方案：a unit signs for a plan, and what it asks for next."""

from datetime import date, timedelta

from actions.plan import signing as act
from actions.plan.standings import Stands, duties_on
from bot.flow import ANY, Flow, chosen, said, tapped
from bot.turn import Choice, Scene, Turn, lines
from handlers.plan.parts import hands_in, not_yours, plans_of, today_of, unit_of, works_on_plans
from models.plan import signings
from rules.plan.document import Plan
from rules.workdays import with_weekday

flow = Flow()

SIGNED = "plan.signed"
HOLDS = timedelta(minutes=30)
LISTED = 3


@flow.on(ANY, said("签收", "签收方案", "收到方案"), chosen("sign"))
def sign(scene: Scene) -> Turn:
    """RC1：签好了, how many duties, and whose they are for now."""
    if not hands_in(scene):
        return not_yours("签收方案")
    unit = unit_of(scene)
    waiting = _unsigned(scene)
    if not waiting:
        return Turn("方案都签收过了。回 方案 看接下来办什么。", stays=True)
    plan = waiting[0]
    done = act.sign(scene.db, plan, unit, int(scene.who.person_id or 0), scene.now, stand_in=False)
    nearest = _nearest(done, today_of(scene))
    choices = {1: Choice("stand_in", {"plan": plan.code}), 2: Choice("hand_out", {"plan": plan.code})}
    more = f"还有{len(waiting) - 1}份方案没签，再回 签收。" if len(waiting) > 1 else ""
    said_ = (
        f"{plan.short}签好了。你们单位{done.duties}件事，先都归你？",
        "1先都归我，以后再分 2现在分",
        nearest,
        more,
    )
    return Turn(lines(*said_), SIGNED, {"plan": plan.code}, choices, until=HOLDS)


def _nearest(done: act.Signed, today: date) -> str:
    """最近一件：its target day; where that is over, the last one."""
    if done.nearest is None or done.duty is None:
        return ""
    day = done.nearest.target if done.nearest.target >= today else done.nearest.formal
    return f"最近一件：{with_weekday(day)}，{done.duty.needs}。"


def _unsigned(scene: Scene) -> list[Plan]:
    unit = unit_of(scene)
    waiting = [
        plan
        for plan in plans_of(scene).of(scene.db, unit)
        if act.is_in_force(plan, today_of(scene))
        and signings.signing_of(scene.db, plan.code, unit["id"]) is None
    ]
    return sorted(waiting, key=lambda plan: _nearest_day(scene, plan))


def _nearest_day(scene: Scene, plan: Plan) -> date:
    _, due = act.nearest(plan, unit_of(scene), today_of(scene))
    return due.formal if due else date.max


@flow.on(SIGNED, chosen("stand_in"))
def stand_in(scene: Scene) -> Turn:
    """1先都归我：暂由 the signer, until handed over one by one."""
    plan = plans_of(scene).find(scene.db, scene.found["plan"])
    if plan is None:
        return Turn("这份方案已经换了新的，回 签收 看看。")
    act.sign(scene.db, plan, unit_of(scene), int(scene.who.person_id or 0), scene.now, stand_in=True)
    return Turn("好，先都归你。到日子我提醒你；要分给别人，在网页“方案”里点。")


@flow.on(SIGNED, chosen("hand_out"))
def hand_out(scene: Scene) -> Turn:
    """2现在分：on the page, where the names are."""
    url = scene.house.public_url
    page = f"{url}/console/plans/{scene.found['plan']}" if url else ""
    return Turn(lines("在网页上一件一件点名字最快：", page or "网页还没开通，先都归工会。"))


@flow.on(
    ANY,
    said("方案", "任务", "我的任务", "方案任务", "还差什么", "我的事", "我要办的"),
    tapped("PLANS"),
    chosen("plans"),
)
def plans(scene: Scene) -> Turn:
    """方案：the three things that are due next and not done."""
    if not works_on_plans(scene):
        return not_yours("方案里的任务")
    unit, today = unit_of(scene), today_of(scene)
    waiting = _unsigned(scene) if hands_in(scene) else []
    open_ = [one for one in duties_on(scene.db, plans_of(scene), unit, today) if _is_open(one)]
    coming = [one for one in open_ if one.due.closes >= today] or open_
    listed = [f"{one.duty.needs}：{one.standing.lack}，{_until(one)}" for one in coming[:LISTED]]
    head = f"眼下要办的还有{len(open_)}件，最近的：" if open_ else "方案里的事都办完了。"
    if waiting:
        head = f"{waiting[0].short}的方案还没签收，回 签收。"
        listed = listed[: LISTED - 1]
    url = scene.house.public_url
    more = (
        f'<a href="{url}/console/plans/mine">看全部{len(open_)}件</a>'
        if url and len(open_) > len(listed)
        else ""
    )
    return Turn(lines(head, *listed[: LISTED if not more else LISTED - 1], more), stays=True)


def _is_open(one: Stands) -> bool:
    return one.standing.asks and not one.standing.is_done


def _until(one: Stands) -> str:
    return f"最晚{one.due.formal.month}/{one.due.formal.day}"
