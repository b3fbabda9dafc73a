"""统计表：what the sheet says, what to look at, and handing it in."""

import re
from datetime import timedelta

from actions.plan.figures import sheets as act
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked, current
from actions.plan.figures.rolling_up import build
from actions.plan.standings import is_asked
from bot.flow import ANY, chosen, kind, said, tapped, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.plan.consultation import PREPARING
from handlers.plan.heads import asks_of, flow
from handlers.plan.parts import hands_in, link_in, not_yours, plans_of, today_of, unit_of
from handlers.report.opening import words_first
from models import units
from models.base import Row
from models.plan import beginnings, sheets
from rules.plan.cells import RULES
from rules.plan.dues import is_before
from rules.refusal import Refused
from rules.workdays import with_hour

__all__ = ["flow"]

SHOWN, WHERE, RECEIPT = "sheet.shown", "sheet.where", "sheet.receipt"
HOLDS = timedelta(minutes=30)
LATE = timedelta(days=60)
"""So long after its day somebody may still hand in a sheet from the chat; later it is done on the page."""
TOLD = ("hazards-found", "hazards-closed", "people-at", "sessions")
"""The cells somebody wants to hear before handing in; the others stand on the page."""


_CALLED = re.compile(
    r"\s*(?:上?报|看|查|填|交)?(?:一下)?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|这|本|上)?个?(?:月|期)?份?的?"
    r"(?:统计表|报表|月报表?|(?<=月的)表|(?<=月)表)\s*(?:报出|报送|上报|看看|草稿)?\s*[。.]?"
)


@flow.on(ANY, said("统计表", "报表", "报统计表", "报表格", "表", "月报"), tapped("SHEET"), chosen("sheet"))
@flow.on(ANY, text_where("报2月的统计表", _CALLED.fullmatch))
def sheet(scene: Scene) -> Turn:
    """S1：this period's figures, and what to look at."""
    if not hands_in(scene):
        return not_yours("报表")
    unit, today = unit_of(scene), today_of(scene)
    asked = _asked(scene, unit)
    if asked is None:
        return _nothing_to_hand_in(scene, unit)
    sheet_id = act.draft(scene.db, asked, unit, scene.now, scene.who.person_id)
    row = sheets.find_sheet(scene.db, sheet_id)
    assert row is not None
    if row["state"] != sheets.DRAFT:
        return _was_sent(scene, asked, row)
    built = build(scene.db, asked, unit, today, scene.house.clocks.zone)
    return _shown(scene, asked, built, sheet_id)


def _nothing_to_hand_in(scene: Scene, unit: Row) -> Turn:
    """A union to which all others report looks at what they sent."""
    if unit["kind"] != "province":
        return Turn("现在没有要报的表。快到日子我会告诉你。", stays=True)
    page = link_in(scene, "/console/sheets", "看下面报来的")
    return Turn(lines("省里不用报统计表。", page), stays=True)


def _forms(scene: Scene, unit: Row) -> list[Asked]:
    """The forms this unit hands in, each with the day that is next."""
    asked = (one for one in plans_of(scene).forms(scene.db, unit) if is_asked(*one, unit))
    return [now for plan, form in asked if (now := current(plan, form, today_of(scene)))]


def _asked(scene: Scene, unit: Row) -> Asked | None:
    """The form that is due next; what was over before the unit began is made up for on its page."""
    began = beginnings.began(scene.db, unit["id"])
    gone = today_of(scene) - LATE
    coming = [
        asked for asked in _forms(scene, unit) if asked.due.formal >= gone and not is_before(asked.due, began)
    ]
    return min(coming, key=lambda asked: abs((asked.due.formal - today_of(scene)).days), default=None)


def _was_sent(scene: Scene, asked: Asked, row: Row) -> Turn:
    at = with_hour(row["cut_at"], scene.house.clocks.zone)
    waits = "等上面收" if row["how"] == sheets.SYSTEM else "线下报的"
    stands = {sheets.SENT: waits, sheets.ACCEPTED: "上面收下了"}.get(row["state"], "报出了")
    said_ = (f"{asked.due.formal.month}月的表报出了（{at}），{stands}。", _page_line(scene, row["id"]))
    return Turn(lines(*said_, "数报错了，在网页上点更正。"), stays=True)


REPORTED_WRONG = said("更正", "报错了", "数报错了", "表报错了")


@flow.on(IDLE, REPORTED_WRONG)
@flow.on(PREPARING, REPORTED_WRONG)
@flow.on(SHOWN, REPORTED_WRONG)
@flow.on(RECEIPT, REPORTED_WRONG)
def correct(scene: Scene) -> Turn:
    """更正：where the sheet that went out is corrected."""
    return sheet(scene) if hands_in(scene) else words_first(scene)


def _shown(scene: Scene, asked: Asked, built: Built, sheet_id: int) -> Turn:
    """截至, the figures, the questions, and what one can do."""
    at = with_hour(scene.now, scene.house.clocks.zone)
    questions = act.questions(asked, built)
    look = (
        f"要你看{len(questions)}处：{questions[0].words}{'等' if len(questions) > 1 else ''}。"
        if questions
        else "没有要核对的。"
    )
    ways = "1补人数 2看全表 3给主席看 4报出" if built.no_heads else "2看全表 3给主席看 4报出"
    about = {"sheet": sheet_id, "form": asked.form.key, "formal": asked.due.formal.isoformat()}
    choices = {
        n: Choice(verb, about)
        for n, verb in enumerate(("sheet_heads", "sheet_whole", "sheet_leader", "sheet_send"), 1)
    }
    if built.no_heads:
        choices[1] = Choice("sheet_heads", {**about, **asks_of(asked, built)})
    else:
        del choices[1]
    said_ = (f"{asked.due.formal.month}月表草好了，截至{at}。", _figures(asked, built), look, ways)
    return Turn(lines(*said_), SHOWN, about, choices, until=HOLDS)


def _figures(asked: Asked, built: Built) -> str:
    """``查出43，整改完成39；受训450；培训7场。``"""
    told: list[tuple[str, str]] = []
    for rule in asked.form.cells:
        figure = built.cells.get(rule.cell)
        if (
            figure is not None
            and rule.rule in TOLD
            and all(name != RULES[rule.rule].short for name, _ in told)
        ):
            told.append((RULES[rule.rule].short, f"{figure.total}{'场' if rule.rule == 'sessions' else ''}"))
    order = {RULES[rule].short: at for at, rule in enumerate(TOLD)}
    told.sort(key=lambda one: order[one[0]])
    return "，".join(f"{name}{figure}" for name, figure in told) + "。"


def _page_line(scene: Scene, sheet_id: int) -> str:
    """The sheet as printed, one tap away and already logged in."""
    return link_in(scene, f"/console/sheets/{sheet_id}", "看全表")


@flow.on(SHOWN, chosen("sheet_whole"))
def whole(scene: Scene) -> Turn:
    """看全表：the page shows it as printed."""
    if not scene.house.public_url:
        return Turn("网页还没开通，请信息科设置网址。", stays=True)
    said_ = (_page_line(scene, int(scene.about["sheet"])), "要在电脑上打，回 电脑。")
    return Turn(lines(*said_), SHOWN, scene.about, scene_choices(scene), until=HOLDS)


def scene_choices(scene: Scene) -> dict[int, Choice]:
    """What was offered still stands after a look."""
    about = {name: scene.about[name] for name in ("sheet", "form", "formal")}
    return {
        n: Choice(verb, about) for n, verb in ((2, "sheet_whole"), (3, "sheet_leader"), (4, "sheet_send"))
    }


@flow.on(SHOWN, chosen("sheet_leader"))
def to_leader(scene: Scene) -> Turn:
    """给主席看：an address to pass on; the leader agrees or says what to change."""
    address = scene.house.link_to_sheet(int(scene.about["sheet"]), scene.now)
    if not address:
        return Turn("网页还没开通，先把数念给主席听。", stays=True)
    said_ = ("转给主席，一天内点开，点同意或写要改什么：", address)
    return Turn(lines(*said_), SHOWN, scene.about, scene_choices(scene), until=HOLDS)


@flow.on(SHOWN, chosen("sheet_send"))
def where_to(scene: Scene) -> Turn:
    """S2：系统里 or 线下."""
    above = _above(scene)
    about = {name: scene.found[name] for name in ("sheet", "form", "formal")}
    choices = {1: Choice("sheet_system", about), 2: Choice("sheet_offline", about)}
    said_ = (
        "报到哪？",
        f"1系统里报{above}",
        "2我线下报了（拍张回执或微信截图）",
        "报出后这期就封住，之后的算下期。",
    )
    return Turn(lines(*said_), WHERE, about, choices, until=HOLDS)


def _above(scene: Scene) -> str:
    unit = unit_of(scene)
    if unit["parent_id"] is None:
        return "上级工会"
    return str(units.find_unit(scene.db, unit["parent_id"])["name"])


@flow.on(WHERE, chosen("sheet_system"))
def sent_here(scene: Scene) -> Turn:
    """S3：系统里报."""
    return _send(scene, sheets.SYSTEM)


@flow.on(WHERE, chosen("sheet_offline"))
def sent_elsewhere(scene: Scene) -> Turn:
    """线下报了：closed now, and the receipt may follow as a picture."""
    return _send(scene, sheets.OFFLINE)


def _send(scene: Scene, how: str) -> Turn:
    unit, today = unit_of(scene), today_of(scene)
    asked = _the_asked(scene, unit)
    if asked is None:
        return Turn("这张表现在不用报了。", stays=True)
    above = _above(scene)
    try:
        row = act.send(
            scene.db,
            int(scene.found["sheet"]),
            asked,
            unit,
            how=how,
            now=scene.now,
            by_id=scene.who.person_id,
            today=today,
            zone=scene.house.clocks.zone,
            to_whom=above,
            filled_on=today,
        )
    except Refused as no:
        return Turn(str(no), stays=True)
    at = with_hour(row["cut_at"], scene.house.clocks.zone)
    told = f"报好了，{at}。" + ("上面收下会告诉你。" if how == sheets.SYSTEM else "有回执就拍一张发来。")
    paper = link_in(scene, f"/console/sheets/{row['id']}", "要盖章的纸表，点这里")
    about = {"sheet": row["id"]}
    goto = RECEIPT if how == sheets.OFFLINE else IDLE
    return Turn(lines(told, paper, "要在电脑上打，回 电脑。"), goto, about, until=HOLDS)


def _the_asked(scene: Scene, unit: Row) -> Asked | None:
    return next((one for one in _forms(scene, unit) if one.form.key == scene.found["form"]), None)


@flow.on(RECEIPT, kind("image"))
def receipt(scene: Scene) -> Turn:
    """回执：kept with the sheet that was handed in elsewhere."""
    act.add_receipt(
        scene.db,
        int(scene.about["sheet"]),
        scene.inbound.media_id,
        scene.inbound.picture_url,
        scene.now,
        by_id=scene.who.person_id,
    )
    return Turn("回执收到，和这期表存在一起了。")
