"""待办: what waits for this person as a numbered list, and the link to the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from actions import logins
from bot.flow import ANY, Flow, chosen, said, tapped
from bot.turn import Choice, Scene, Turn, lines
from handlers.acquaintance import line_of, to_be_known
from handlers.officer.parts import departments, works_the_ledger
from handlers.owner.tasks import task_line, tasks, tasks_in_hand
from handlers.phrases import aside, called, days_unseen, short
from handlers.plan import half
from models import hazards, worklists
from models.base import Row
from rules.hazard import Status

flow = Flow()

SHOWN = 3


@flow.on(ANY, said("待办", "办事", "看待办"), tapped("TODO"))
def todo(scene: Scene) -> Turn:
    """待办：what waits for this officer, the burning things first."""
    if not works_the_ledger(scene):
        return tasks(scene)
    entries = _entries(scene)
    if not entries:
        return aside(scene, Turn(lines(nothing_left(scene), "台账网页回 台账。")))
    urgent = sum(entry.urgent for entry in entries)
    head = f"待办{len(entries)}件" + (f"，{urgent}件急：" if urgent else "：")
    shown = entries[:SHOWN]
    choices = {digit: entry.choice for digit, entry in enumerate(shown, 1)}
    listed = [f"{digit}) {entry.line}" for digit, entry in enumerate(shown, 1)]
    last, offers = len(shown) + 1, []
    if more := len(entries) - len(shown):
        choices[last] = entries[SHOWN].choice
        offers, last = [f"{last})后面{more}件"], last + 1
    choices[last] = Choice("ledger")
    listed[-1] = " ".join([listed[-1], *offers, f"{last})台账网页"])
    return aside(scene, Turn(lines(head, *listed), choices=choices))


@dataclass(frozen=True)
class Entry:
    """One line of the list, and what its digit opens."""

    line: str
    choice: Choice
    urgent: bool = False


def nothing_left(scene: Scene) -> str:
    """X20：the list is empty, with the week's figures of what this person looks after."""
    since = scene.now - timedelta(days=7)
    found, closed = worklists.count_lately(scene.db, scene.who.home_id, departments(scene), since)
    whose = "院里" if departments(scene) is None else "科里"
    return f"待办清空，谢谢。本周{whose}报{found}件，弄好{closed}件。" if found else "待办清空，谢谢。"


def empty_or_not(scene: Scene) -> str:
    """The last line after the last hazard: people may still wait to be known."""
    left = len(_entries(scene))
    return f"待办还有{left}件，回 待办 看。" if left else nothing_left(scene)


def _entries(scene: Scene) -> list[Entry]:
    """What burns, then people who wait to be known, then the rest."""
    waits = waiting(scene)
    rows = [
        Entry(todo_line(r, scene), Choice("card", {"hazard": r["id"]}), r["urgent"])
        for r in waits
        if r["owner_id"] != scene.who.person_id or r["status"] != Status.ASSIGNED
    ]
    asking = to_be_known(scene, departments(scene))
    known = [Entry(line_of(a), Choice("who", {"account": a["id"]})) for a in asking]
    on_spot = [row for row in waits if _on_spot(row)]
    return [
        *(r for r in rows if r.urgent),
        *(
            Entry(task_line(row, scene), Choice("task", {"hazard": row["id"]}))
            for row in tasks_in_hand(scene)
        ),
        *(Entry(line, Choice("half_deed", ids)) for line, ids in half.listed(scene)),
        *known,
        *_several_on_spot(on_spot),
        *(r for r in rows if not r.urgent),
    ]


def _on_spot(row: Row) -> bool:
    return bool(row["status"] == Status.FIXED and row["fixed_on_spot"])


def _several_on_spot(rows: Sequence[Row]) -> list[Entry]:
    """Things put right on the spot are looked at together."""
    ids = [row["id"] for row in rows]
    return (
        [Entry(f"{len(rows)}件当场弄好的，一起看", Choice("on_spot", {"hazards": ids}))]
        if len(rows) > 1
        else []
    )


def waiting(scene: Scene) -> Sequence[Row]:
    """The hazards this officer has to look at."""
    before = scene.now - scene.house.clocks.show_draft
    query = worklists.waiting_for(scene.who.home_id, departments(scene), before)
    return scene.db.execute(query).mappings().all()


def todo_line(row: Row, scene: Scene) -> str:
    number, label = row["number"] or "", called(row)
    place = short(row["place_text"], 8)
    gap = " " if label[:1].isdigit() else ""  # 102 and 3楼 are not 1023楼
    days = days_unseen(row, scene)
    late = _waits_for(row) or (f"，晚{days}天" if days else "")
    return f"{number}{gap}{label}" + (f"，{place}" if place else "") + ("，急" if row["urgent"] else late)


def _waits_for(row: Row) -> str:
    """What an officer is to decide of something already given away."""
    if row["status"] == Status.REPORTED and not row["description"]:
        return "，待补充"
    if row["status"] == Status.ASSIGNED and row["asked_due_on"]:
        return "，要延期"
    return "，等验收" if row["status"] == Status.FIXED else ""


@flow.on(ANY, said("台账", "网页", "台账网页"), tapped("LEDGER"), chosen("ledger"))
def ledger(scene: Scene) -> Turn:
    """台账：a one-time link to the pages, for this person, for ten minutes."""
    if not works_the_ledger(scene):
        return Turn("台账给安全员和工会看。你报的回 我的。", stays=True)
    hazard_id = scene.found.get("hazard")
    row = hazards.find_hazard(scene.db, hazard_id) if hazard_id else None
    link = login_link(scene, row)
    if not link:
        return Turn("台账网页还没开通，请信息科设置网址。", stays=True)
    minutes = int(scene.house.clocks.login_link.total_seconds() // 60)
    return Turn(lines(link, f"只给你用，{minutes}分钟内点开，只能用一次。"), stays=True)


def login_link(scene: Scene, row: Row | None = None, label: str = "点这里进台账") -> str:
    """A one-time link into the pages for this person; empty where there are none."""
    if not scene.house.public_url or scene.who.person_id is None:
        return ""
    token = scene.house.draw_token()
    link = logins.make_link(scene.db, token, scene.who.person_id, scene.now, scene.house.clocks.login_link)
    to = f"?to=/console/hazards/{row['number']}" if row is not None and row["number"] else ""
    return f'<a href="{scene.house.public_url}/login/{link}{to}">{label}</a>'
