"""安全员: 待办 as a numbered list, a hazard's card, a quick 派单, and the link to the pages."""

from collections.abc import Sequence
from dataclasses import replace

from actions import logins
from bot.flow import ANY, Flow, chosen, said, tapped
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import aside, called, day, hour, short, standing, whole
from models import hazards, photos, units
from models.base import Row
from rules.hazard import Status

flow = Flow()

SHOWN = 3
WHOLE = ("unit", "city", "province")
"""Kinds of units whose officers look after a whole hospital."""


@flow.on(ANY, said("待办", "办事", "看待办"), tapped("TODO"))
def todo(scene: Scene) -> Turn:
    """待办：what waits for this officer, the burning things first."""
    if not scene.who.is_officer:
        return Turn("待办是安全员用的。你报的回 我的。", stays=True)
    rows = waiting(scene)
    if not rows:
        return Turn("待办清空，谢谢。台账网页回 台账。")
    urgent = sum(row["urgent"] for row in rows)
    head = f"待办{len(rows)}件" + (f"，{urgent}件急：" if urgent else "：")
    shown, choices = rows[:SHOWN], {}
    for digit, row in enumerate(shown, 1):
        choices[digit] = Choice("card", {"hazard": row["id"]})
    listed = [f"{digit}) {todo_line(row)}" for digit, row in enumerate(shown, 1)]
    last, offers = len(shown) + 1, []
    if more := len(rows) - len(shown):
        choices[last] = Choice("card", {"hazard": rows[SHOWN]["id"]})
        offers, last = [f"{last})后面{more}件"], last + 1
    choices[last] = Choice("ledger")
    listed[-1] = " ".join([listed[-1], *offers, f"{last})台账网页"])
    return aside(scene, Turn(lines(head, *listed), choices=choices))


def waiting(scene: Scene) -> Sequence[Row]:
    """The hazards this officer has to look at."""
    who, before = scene.who, scene.now - scene.house.clocks.show_draft
    assert who.department_id is not None
    own = units.find_unit(scene.db, who.department_id)
    departments = None if own["kind"] in WHOLE else units.subtree(scene.db, own["path"])
    query = hazards.waiting_for(who.home_id, departments, before)
    return scene.db.execute(query).mappings().all()


def looks_after(scene: Scene, row: Row) -> bool:
    """Whether this officer may work on the hazard: their department's, or their hospital's."""
    if not scene.who.is_officer or scene.who.department_id is None or row["unit_id"] != scene.who.home_id:
        return False
    own = units.find_unit(scene.db, scene.who.department_id)
    return own["kind"] in WHOLE or row["department_id"] in units.subtree(scene.db, own["path"])


def todo_line(row: Row) -> str:
    number = row["number"] or ""
    place = short(row["place_text"], 10)
    return f"{number}{called(row)}" + (f"，{place}" if place else "") + ("，急" if row["urgent"] else "")


@flow.on(ANY, chosen("card"))
def card(scene: Scene) -> Turn:
    """看一件：the words, the place, the pictures; then the likeliest move."""
    row = hazards.find_hazard(scene.db, scene.found["hazard"])
    count = photos.count_photos(scene.db, row["id"])
    when = f"{day(row['recorded_at'], scene)} {hour(row['recorded_at'], scene)}"
    head = f"{row['number'] or ''} {whole(row)}".strip()
    second = f"{when}本院职工报，照片{count}张，{standing(scene, row)}"
    offers, choices = _moves(row)
    return aside(scene, Turn(lines(head, second, offers), choices=choices))


def _moves(row: Row) -> tuple[str, dict[int, Choice]]:
    """What an officer may do with a hazard from the chat, the likeliest first."""
    ids = {"hazard": row["id"]}
    choices = {2: Choice("next", ids), 3: Choice("ledger", ids)}
    first = {Status.REPORTED: "1派人 ", Status.ASSIGNED: "1改派 "}.get(row["status"], "")
    if first:
        choices[1] = Choice("give", ids | {"again": row["status"] == Status.ASSIGNED})
    return f"{first}2下一件 3台账网页看大图", choices


@flow.on(ANY, chosen("next"))
def next_card(scene: Scene) -> Turn:
    """下一件：the one after this in the list."""
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
    if not scene.house.public_url:
        return Turn("台账网页还没开通，请信息科设置网址。", stays=True)
    token, person_id = scene.house.draw_token(), scene.who.person_id
    assert person_id is not None
    link = logins.make_link(scene.db, token, person_id, scene.now, scene.house.clocks.login_link)
    hazard_id = scene.found.get("hazard")
    number = hazards.find_hazard(scene.db, hazard_id)["number"] if hazard_id else None
    to = f"?to=/console/hazards/{number}" if number else ""
    minutes = int(scene.house.clocks.login_link.total_seconds() // 60)
    url = f"{scene.house.public_url}/login/{link}{to}"
    return Turn(
        lines(f'<a href="{url}">点这里进台账</a>', f"只给你用，{minutes}分钟内点开，只能用一次。"), stays=True
    )
