"""一件的卡片: words, pictures, what was done with such things before, and the moves of the moment as digits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from actions.assigning import Proposal, propose
from actions.listing import stands
from actions.same_eye import flags_of
from actions.verifying import mended_by, was_invited
from bot.flow import ANY, Flow, chosen, said
from bot.turn import Choice, Scene, Turn, lines
from handlers.officer import grave
from handlers.officer.parts import mine, part, works_the_ledger
from handlers.officer.todo import login_link, waiting
from handlers.owner.tasks import days_left
from handlers.phrases import ASKED, aside, day, hour, short, shown_words, standing, whole
from handlers.report.steps import LISTEN
from models import hazards, listings, people, photos
from models.base import Row
from rules.hazard import NotYours, Part, Status

flow = Flow()

HEAD, SHORTEST = 24, 8
CHARACTERS = 100
"""A bubble is read at a glance."""

_TAG = re.compile("<[^>]*>")

OPEN = (Status.REPORTED, Status.ASSIGNED, Status.FIXED)


@dataclass(frozen=True)
class Offer:
    """One move of a card: its name, and what its digit does."""

    name: str
    choice: Choice


@flow.on(ANY, chosen("card"))
def card(scene: Scene) -> Turn:
    """看一件：the words, the place, the pictures; then the likeliest move."""
    row = mine(scene)
    if _waits_for_ears(scene, row):
        return _voice_card(scene, row)
    if part(scene) is Part.UNION:
        return _union_card(scene, row)
    if grave.is_in_question(row):
        return grave.ask(scene, row, head_of(scene, row))
    return {
        Status.REPORTED: _new_card,
        Status.ASSIGNED: _given_card,
        Status.FIXED: _fixed_card,
    }.get(row["status"], _other_card)(scene, row)


def _waits_for_ears(scene: Scene, row: Row) -> bool:
    """A voice nobody has written down yet."""
    if row["description"] or row["status"] != Status.REPORTED:
        return False
    return any(picture["medium"] == "voice" for picture in photos.photos_of(scene.db, row["id"]))


def head_of(scene: Scene, row: Row, longest: int = HEAD) -> str:
    """Number, words and pictures in one line."""
    pictures = photos.photos_of(scene.db, row["id"])
    told = shown_words(pictures)
    voices = sum(picture["medium"] == "voice" for picture in pictures)
    heard = f" 语音{voices}段" if voices else ""
    link = login_link(scene, row, told) if told.endswith("张") else ""
    several = f"（像是{len(row['pieces'])}件）" if row["pieces"] else ""
    return f"{row['number'] or ''} {whole(row, longest)}{several} {link or told or '没照片'}{heard}".strip()


def _new_card(scene: Scene, row: Row) -> Turn:
    """待核实：what was done with such things before; 1 does it again. Each digit always means the same."""
    proposal = propose(scene.db, row, scene.house.kinds, scene.now, scene.house.clocks)
    ids = {"hazard": row["id"]}
    orders = _order_offers(row, proposal)
    if _burns(row):
        orders = {1: Offer("我接了，这就去", Choice("go", ids)), 2: orders[1]}
    offers = {
        **orders,
        4: Offer("不是隐患", Choice("no_hazard", ids)),
        **_same_offer(scene, row),
        6: Offer("不急了" if row["urgent"] else "要紧", Choice("press", ids)),
        7: Offer("已经好了", Choice("close_unseen", ids)),
        8: Offer("退给上报人补", Choice("ask_more", ids)),
    }
    back = f"{short(row['reason'], 14)}。" if row["reason"].startswith("不归我") else ""
    if back:  # whose it is matters more than how it is usually done
        proposal = replace(proposal, measure="")
    return _card(scene, row, back + suggested(proposal), offers)


def _burns(row: Row) -> bool:
    return bool(row["urgent"] and row["responder_id"] is None)


def suggested(proposal: Proposal) -> str:
    """建议：who, working days, how."""
    due = f"{proposal.days}个工作日({proposal.due_on.month}/{proposal.due_on.day})"
    how = f"，{short(proposal.measure, 10)}" if proposal.measure else ""
    if proposal.owner is None:
        return f"还没有人可建议。一般{due}{how}"
    return f"建议：{proposal.owner['unit_name']} {proposal.owner['name']}，{due}{how}"


def order_ids(row: Row, proposal: Proposal) -> dict[str, object]:
    """What a choice remembers of an order."""
    return {
        "hazard": row["id"],
        "person": proposal.owner["id"] if proposal.owner else None,
        "due": proposal.due_on.isoformat(),
        "measure": proposal.measure,
        "again": row["status"] == Status.ASSIGNED,
    }


def _order_offers(row: Row, proposal: Proposal) -> dict[int, Offer]:
    ids = order_ids(row, proposal)
    if proposal.owner is None:
        return {1: Offer("派人", Choice("give", ids))}
    return {
        1: Offer("就这样派", Choice("give_to", ids)),
        2: Offer("改人", Choice("give", ids)),
        3: Offer("改日期", Choice("other_day", ids)),
    }


def _same_offer(scene: Scene, row: Row) -> dict[int, Offer]:
    """同108号：the open hazard this one resembles, while nobody has said what it is."""
    if row["like_id"] is None or row["likeness"]:
        return {}
    other = hazards.find_hazard(scene.db, row["like_id"])
    if other["status"] not in OPEN:
        return {}
    ids = {"hazard": row["id"], "other": other["id"]}
    return {5: Offer(f"同{other['number']}号", Choice("merge", ids))}


def _given_card(scene: Scene, row: Row) -> Turn:
    """待整改：who has it, for how long; what they ask for."""
    owner = people.find_person(scene.db, row["owner_id"])
    ids = {"hazard": row["id"]}
    late = f"{owner['unit_name']}{owner['name']}在办，{row['due_on'].month}/{row['due_on'].day}前，{days_left(scene, row)}"
    asks = row["asked_due_on"]
    if asks is not None:
        late = f"{owner['name']}要到{asks.month}/{asks.day}：{short(row['asked_why'], 16) or '来不及'}"
    offers = _numbered(
        Offer("改派", Choice("give", ids | {"again": True})),
        Offer("催", Choice("urge_owner", ids)),
        Offer("改日期", Choice("move_day", ids)),
        Offer("不是隐患", Choice("no_hazard", ids)),
    ) | {7: Offer("已经好了", Choice("close_unseen", ids))}
    if asks:
        answers = {1: Offer("准", Choice("extend", ids)), 2: Offer("不准", Choice("keep_day", ids))}
        offers = answers | {3: offers[3], 4: offers[1]}
    return _card(scene, row, late, offers)


def _fixed_card(scene: Scene, row: Row) -> Turn:
    """待验收：before and after, and another pair of eyes."""
    ids = {"hazard": row["id"]}
    after = [p for p in photos.photos_of(scene.db, row["id"]) if p["stage"] == "after"]
    who = "上报人当场" if row["fixed_on_spot"] else f"{_owner_name(scene, row)}说"
    link = login_link(scene, row, "前后照片") if after else "没拍整改后照片"
    how = f"：{short(row['measure'], 14)}" if row["fixed_on_spot"] and row["measure"] else ""
    seen = "，已请上报人看" if was_invited(scene.db, row["id"]) else ""
    odd = flags_of(scene.db, row["id"]) if after else []
    seen += f"，{odd[0]}" if odd else ""
    head = f"{row['number']} {whole(row, 22)}"
    second = f"{who}弄好了{how}，{link}{seen}"
    offers = _numbered(Offer("看过了，销号", Choice("close", ids)), Offer("退回", Choice("send_back", ids)))
    if _may_invite(row):
        offers[3] = Offer("请上报人看一眼", Choice("invite", ids))
    return _card(scene, row, second, offers, head=head)


def _owner_name(scene: Scene, row: Row) -> str:
    return str(people.find_person(scene.db, row["owner_id"])["name"]) if row["owner_id"] else "有人"


def _may_invite(row: Row) -> bool:
    known = row["person_id"]
    return (
        row["reporter_id"] is not None
        and not row["fixed_on_spot"]
        and (known is None or known != mended_by(row))
    )


def _other_card(scene: Scene, row: Row) -> Turn:
    """销号的、并了的、没说明的：only where it stands."""
    when = f"{day(row['recorded_at'], scene)} {hour(row['recorded_at'], scene)}"
    return _card(scene, row, f"{when}本院职工报，{standing(scene, row)}", {})


def _union_card(scene: Scene, row: Row) -> Turn:
    """工会：watches, urges, gives another day, refuses a closure; the administration moves it."""
    ids = {"hazard": row["id"]}
    offers = {
        Status.ASSIGNED: [Offer("催", Choice("urge_owner", ids)), Offer("准延期", Choice("move_day", ids))],
        Status.FIXED: [Offer("退回，没弄好", Choice("send_back", ids))],
        Status.CLOSED: [Offer("不同意销号", Choice("send_back", ids))],
    }.get(row["status"], [])
    if row["status"] == Status.FIXED and _may_invite(row):
        offers = [*offers, Offer("请上报人看一眼", Choice("invite", ids))]
    listed = stands(listings.listing_of(scene.db, row["id"]))
    return _card(scene, row, f"{standing(scene, row)}{f'，{listed}' if listed else ''}", _numbered(*offers))


def _card(scene: Scene, row: Row, second: str, offers: Mapping[int, Offer], *, head: str = "") -> Turn:
    """Two lines of what it is, two of what one may do; 0 leads on."""
    named = [f"{digit}{offer.name}" for digit, offer in offers.items()] + ["0下一件"]
    choices = {digit: offer.choice for digit, offer in offers.items()}
    choices[0] = Choice("next", {"hazard": row["id"]})
    half = len(named) if len(named) <= 4 else (len(named) + 1) // 2
    rest = (second, " ".join(named[:half]), " ".join(named[half:]))
    room = CHARACTERS - sum(map(len, rest))
    said_ = lines(head or _head_within(scene, row, room), *rest)
    return aside(scene, Turn(said_, about={"card": row["id"]}, choices=choices, until=ASKED))


def _head_within(scene: Scene, row: Row, room: int) -> str:
    """The first line; its words give way where the moves need the room. Addresses are not read, so not counted."""
    head = head_of(scene, row)
    over = len(_TAG.sub("", head)) - room
    return head_of(scene, row, max(len(whole(row, HEAD)) - over, SHORTEST)) if over > 0 else head


def _numbered(*offers: Offer) -> dict[int, Offer]:
    return dict(enumerate(offers, 1))


def _voice_card(scene: Scene, row: Row) -> Turn:
    """听写：a voice nobody has written down yet."""
    link = login_link(scene, row) or "回 台账 进网页听"
    lasts = sum(p["seconds"] or 0 for p in photos.photos_of(scene.db, row["id"]) if p["medium"] == "voice")
    long = f"({round(lasts)}秒)" if lasts else ""
    said_ = lines(
        f"{row['number']}有一段语音{long}：{link}", "听完打一句话就行。", "听不清回 1，请他再说。2下一件"
    )
    ids = {"hazard": row["id"]}
    choices = {1: Choice("say_again", ids), 2: Choice("next", ids)}
    return Turn(said_, LISTEN, {"card": row["id"]}, choices, until=ASKED)


@flow.on(ANY, chosen("next"), said("下一件"))
def next_card(scene: Scene) -> Turn:
    """下一件：the one after this in the list."""
    if not works_the_ledger(scene):
        raise NotYours("待办是安全员用的。你报的回 我的。")
    ids = [row["id"] for row in waiting(scene)]
    here = ids.index(scene.found["hazard"]) if scene.found.get("hazard") in ids else -1
    after = ids[here + 1] if here + 1 < len(ids) else None
    if after is None:
        return aside(scene, Turn("到底了，回 待办 从头看。"))
    return card(replace(scene, found={"hazard": after}))
