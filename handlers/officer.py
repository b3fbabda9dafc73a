"""安全员: 待办 as a numbered list, a hazard's card, a quick 派单, and the link to the pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import logins
from bot.flow import ANY, Flow, chosen, said, tapped
from bot.turn import Choice, Scene, Turn, lines
from handlers.acquaintance import line_of, to_be_known
from handlers.phrases import ASKED, aside, called, day, days_unseen, hour, short, shown_words, standing, whole
from handlers.report.steps import LISTEN
from models import hazards, photos, units
from models.base import Row
from rules.hazard import NotYours, Status

flow = Flow()

SHOWN = 3
WHOLE = ("unit", "city", "province")
"""Kinds of units whose officers look after a whole hospital."""


@flow.on(ANY, said("待办", "办事", "看待办"), tapped("TODO"))
def todo(scene: Scene) -> Turn:
    """待办：what waits for this officer, the burning things first."""
    if not scene.who.is_officer:
        return Turn("待办是安全员用的。你报的回 我的。", stays=True)
    entries = _entries(scene)
    if not entries:
        return aside(scene, Turn("待办清空，谢谢。台账网页回 台账。"))
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


def empty_or_not(scene: Scene) -> str:
    """The last line after the last hazard: people may still wait to be known."""
    left = len(_entries(scene))
    return f"待办还有{left}件，回 待办 看。" if left else "待办清空，谢谢。"


def _entries(scene: Scene) -> list[Entry]:
    """What burns, then people who wait to be known, then the rest."""
    rows = [
        Entry(todo_line(r, scene), Choice("card", {"hazard": r["id"]}), r["urgent"]) for r in waiting(scene)
    ]
    asking = to_be_known(scene, _departments(scene))
    known = [Entry(line_of(a), Choice("who", {"account": a["id"]})) for a in asking]
    return [*(r for r in rows if r.urgent), *known, *(r for r in rows if not r.urgent)]


def _departments(scene: Scene) -> Sequence[int] | None:
    """The departments this officer looks after; None for the whole hospital."""
    assert scene.who.department_id is not None
    own = units.find_unit(scene.db, scene.who.department_id)
    return None if own["kind"] in WHOLE else units.subtree(scene.db, own["path"])


def waiting(scene: Scene) -> Sequence[Row]:
    """The hazards this officer has to look at."""
    before = scene.now - scene.house.clocks.show_draft
    query = hazards.waiting_for(scene.who.home_id, _departments(scene), before)
    return scene.db.execute(query).mappings().all()


def looks_after(scene: Scene, row: Row) -> bool:
    """Whether this officer may work on the hazard: their department's, or their hospital's."""
    if not scene.who.is_officer or scene.who.department_id is None or row["unit_id"] != scene.who.home_id:
        return False
    departments = _departments(scene)
    return departments is None or row["department_id"] in departments


def todo_line(row: Row, scene: Scene) -> str:
    number, label = row["number"] or "", called(row)
    place = short(row["place_text"], 8)
    gap = " " if label[:1].isdigit() else ""  # 102 and 3楼 are not 1023楼
    days = days_unseen(row, scene)
    late = f"，晚{days}天" if days else ""
    return f"{number}{gap}{label}" + (f"，{place}" if place else "") + ("，急" if row["urgent"] else late)


@flow.on(ANY, chosen("card"))
def card(scene: Scene) -> Turn:
    """看一件：the words, the place, the pictures; then the likeliest move."""
    row = hazards.find_hazard(scene.db, scene.found["hazard"])
    if not looks_after(scene, row):
        raise NotYours(f"{row['number'] or '这一'}号不归你管，我没动它。")
    pictures = photos.photos_of(scene.db, row["id"])
    voices = sum(picture["medium"] == "voice" for picture in pictures)
    if voices and not row["description"] and row["status"] == Status.REPORTED:
        return _voice_card(scene, row)
    when = f"{day(row['recorded_at'], scene)} {hour(row['recorded_at'], scene)}"
    head = f"{row['number'] or ''} {whole(row)}".strip()
    heard = f"，语音{voices}段" if voices else ""
    shown = shown_words(pictures) or "没有照片"
    second = f"{when}本院职工报，{shown}{heard}，{standing(scene, row)}"
    return aside(scene, _with_moves(scene, row, head, second))


def _voice_card(scene: Scene, row: Row) -> Turn:
    """听写：a voice nobody has written down yet."""
    link = login_link(scene, row) or "回 台账 进网页听"
    said_ = lines(
        f"{row['number']}有一段语音：{link}",
        "听完打一句话就行。",
        "听不清回 1，请他再说。2下一件",
    )
    ids = {"hazard": row["id"]}
    choices = {1: Choice("say_again", ids), 2: Choice("next", ids)}
    return Turn(said_, LISTEN, {"card": row["id"]}, choices, until=ASKED)


def _with_moves(scene: Scene, row: Row, head: str, second: str) -> Turn:
    """What an officer may do with a hazard from the chat, the likeliest first."""
    ids = {"hazard": row["id"]}
    moves: list[tuple[str, Choice]] = {
        Status.REPORTED: [("派人", Choice("give", ids | {"again": False}))],
        Status.ASSIGNED: [("改派", Choice("give", ids | {"again": True}))],
        Status.FIXED: [("看过了，销号", Choice("close", ids))],
    }.get(row["status"], [])
    if row["urgent"] and row["status"] == Status.REPORTED and row["responder_id"] is None:
        moves.insert(0, ("我接了，这就去", Choice("go", ids)))
    moves += [("下一件", Choice("next", ids)), ("台账网页看大图", Choice("ledger", ids))]
    if row["status"] == Status.REPORTED:
        moves += [("不是隐患", Choice("no_hazard", ids))]
    if row["status"] in (Status.REPORTED, Status.ASSIGNED):
        moves += [("已经好了", Choice("close_unseen", ids))]
    other = _resembled(scene, row)
    if other is not None:
        moves += [(f"同{other['number']}号", Choice("merge", ids | {"other": other["id"]}))]
    first = 1 if moves[0][1].verb != "next" else 2
    named = [f"{digit}{name}" for digit, (name, _) in enumerate(moves, first)]
    choices = {digit: choice for digit, (_, choice) in enumerate(moves, first)}
    return Turn(lines(head, second, " ".join(named[:3]), " ".join(named[3:])), choices=choices)


def _resembled(scene: Scene, row: Row) -> Row | None:
    """The open hazard this one resembles, while nobody has said what it is."""
    if row["like_id"] is None or row["likeness"] or row["status"] != Status.REPORTED:
        return None
    other = hazards.find_hazard(scene.db, row["like_id"])
    return other if other["status"] in (Status.REPORTED, Status.ASSIGNED, Status.FIXED) else None


@flow.on(ANY, chosen("next"))
def next_card(scene: Scene) -> Turn:
    """下一件：the one after this in the list."""
    if not scene.who.is_officer:
        raise NotYours("待办是安全员用的。你报的回 我的。")
    ids = [row["id"] for row in waiting(scene)]
    here = ids.index(scene.found["hazard"]) if scene.found["hazard"] in ids else -1
    after = ids[here + 1] if here + 1 < len(ids) else None
    if after is None:
        return aside(scene, Turn("到底了，回 待办 从头看。"))
    return card(replace(scene, found={"hazard": after}))


@flow.on(ANY, said("台账", "网页", "台账网页"), tapped("LEDGER"), chosen("ledger"))
def ledger(scene: Scene) -> Turn:
    """台账：a one-time link to the pages, for this person, for ten minutes."""
    if not scene.who.is_officer:
        return Turn("台账给安全员和工会看。你报的回 我的。", stays=True)
    hazard_id = scene.found.get("hazard")
    row = hazards.find_hazard(scene.db, hazard_id) if hazard_id else None
    link = login_link(scene, row)
    if not link:
        return Turn("台账网页还没开通，请信息科设置网址。", stays=True)
    minutes = int(scene.house.clocks.login_link.total_seconds() // 60)
    return Turn(lines(link, f"只给你用，{minutes}分钟内点开，只能用一次。"), stays=True)


def login_link(scene: Scene, row: Row | None = None) -> str:
    """A one-time link into the pages for this person; empty where there are none."""
    if not scene.house.public_url or scene.who.person_id is None:
        return ""
    token = scene.house.draw_token()
    link = logins.make_link(scene.db, token, scene.who.person_id, scene.now, scene.house.clocks.login_link)
    to = f"?to=/console/hazards/{row['number']}" if row is not None and row["number"] else ""
    return f'<a href="{scene.house.public_url}/login/{link}{to}">点这里进台账</a>'
