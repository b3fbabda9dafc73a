"""签收、方案：a unit signs for a plan, and what it asks for next."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from actions.plan import signing as act
from actions.plan.standings import Stands, duties_on
from bot.flow import ANY, Flow, chosen, said, tapped
from bot.turn import Choice, Scene, Turn, lines
from handlers.plan import half
from handlers.plan.parts import hands_in, link_in, not_yours, plans_of, today_of, unit_of, works_on_plans
from models.plan import signings
from rules.plan.document import Plan
from rules.plan.duty import Measure
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
    more = f"还有{len(waiting) - 1}份方案没签，再回 签收。" if len(waiting) > 1 else ""
    if not done.duties:
        page = link_in(scene, "/console/plans", "看下面各家办得怎样")
        return Turn(lines(f"{plan.short}签好了。要办的都在下面，你们没有自己要办的。", page, more))
    choices = {1: Choice("stand_in", {"plan": plan.code}), 2: Choice("hand_out", {"plan": plan.code})}
    said_ = (
        f"{plan.short}签好了。你们单位{done.counted}，先都归你？",
        "1先都归我，以后再分 2现在分",
        nearest,
        more,
    )
    return Turn(lines(*said_), SIGNED, {"plan": plan.code}, choices, until=HOLDS)


def _nearest(done: act.Signed, today: date) -> str:
    """最近一件：of what is handed in the target day, while that is not over; of everything else the day itself."""
    if done.nearest is None or done.duty is None:
        return ""
    is_sent = done.duty.goal.measure is Measure.SHEET and done.nearest.target >= today
    day = done.nearest.target if is_sent else done.nearest.formal
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
    return Turn(f"好，先都归你。到日子我提醒你；要分给别人，直接说，{_example(scene, plan)}")


@flow.on(SIGNED, chosen("hand_out"))
def hand_out(scene: Scene) -> Turn:
    """2现在分：on the page, where the names are."""
    plan = plans_of(scene).find(scene.db, scene.found["plan"])
    page = link_in(scene, f"/console/plans/{scene.found['plan']}/owners", "点这里一件一件分")
    how = f"{'也可以' if page else ''}直接说，{_example(scene, plan)}" if plan else ""
    return Turn(lines("好，现在分。", page, how))


def _example(scene: Scene, plan: Plan) -> str:
    """``例：考核督导手册给李红``, with a duty of this very plan."""
    named = [duty.needs for duty in act.asked_of(plan, unit_of(scene))]
    usual = next((needs for needs in named if "手册" in needs), named[0] if named else "统计表")
    return f"例：{usual}给李红"


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
    open_ = [one for one in duties_on(scene.db, plans_of(scene), unit, today) if one.is_open]
    mine = [one for one in open_ if _is_mine(scene, one)]
    coming = [one for one in mine if one.due.closes >= today] or mine
    head = _how_many(mine, len(open_) - len(mine))
    if waiting:
        head = f"{waiting[0].short}的方案还没签收，回 签收。"
        coming = [one for one in coming if one.duty.goal.measure is not Measure.SIGNED]
    half_told = [f"{line}；回 接着记" for line, _ in half.listed(scene)[:1]]
    more = _all_of_them(scene, len(mine))
    room = LISTED - len(half_told) - bool(more)
    listed = [f"{one.duty.needs}：{one.standing.lack}，{_until(one, today)}" for one in coming[:room]]
    return Turn(lines(head, *half_told, *listed, more), stays=True)


def _is_mine(scene: Scene, one: Stands) -> bool:
    """In this person's hands; what nobody has in hand is the union's, who may hand it out. The page counts the same."""
    return one.owner_id == scene.who.person_id or (one.owner_id is None and hands_in(scene))


def _how_many(mine: Sequence[Stands], others: int) -> str:
    """``眼下归你办的15件（查保促12、安全生产月3），近的：``."""
    elsewhere = f"别人手里还有{others}件。" if others else ""
    if not mine:
        return f"眼下没有归你办的事。{elsewhere}" if others else "方案里眼下要办的都办完了。"
    by_plan = Counter(one.plan.short for one in mine)
    each = f"（{'、'.join(f'{name}{n}' for name, n in by_plan.items())}）" if len(by_plan) > 1 else ""
    return f"眼下归你办的{len(mine)}件{each}，近的："


def _all_of_them(scene: Scene, count: int) -> str:
    """The page that opens without a password, where there is one."""
    label = f"看全部{count}件" if count else "看方案"
    return link_in(scene, "/console/plans/mine" if count else "/console/plans", label)


def _until(one: Stands, today: date) -> str:
    """Its day; a week that has begun lasts until its window closes."""
    if one.due.formal < today <= one.due.closes:
        return f"最晚{one.due.closes.month}/{one.due.closes.day}"
    return f"最晚{one.due.formal.month}/{one.due.formal.day}"
