"""像重大: first safe, then decided; the list is cited, a person decides, and the reporter never reads of it."""

from actions import deciding
from actions.looking import head_of
from actions.moving import By
from bot.flow import ANY, Flow, chosen
from bot.turn import Choice, Scene, Turn, lines
from handlers.officer.parts import by, mine
from handlers.phrases import aside
from models import hazards
from models.base import Row
from rules.blocks import Block, State, state_of
from rules.hazard import NotYours, Part, Status
from rules.major import Item, resembling

flow = Flow()

ANYTHING = ("先停用", "派人看住")


def is_in_question(row: Row) -> bool:
    """It sounds grave, nobody has said so or not, and nothing was done to make it safe."""
    undecided = row["level"] == "major" and row["level_by_id"] is None
    waits = row["status"] in (Status.REPORTED, Status.ASSIGNED)
    return bool(undecided and waits and state_of(row, Block.CONTINGENCY) is not State.FILLED)


def is_decider(scene: Scene, row: Row) -> bool:
    """Whether this person leads the hospital, and nobody has decided yet."""
    head = head_of(scene.db, row["unit_id"]) if row["level"] == "major" and not row["level_by_id"] else None
    return head is not None and head["id"] == scene.who.person_id


def item_of(scene: Scene, row: Row) -> Item | None:
    return resembling(row["description"], row["category"], scene.house.majors)


def ask(scene: Scene, row: Row, head: str) -> Turn:
    """像重大清单第4条：two things to do at once, and who decides."""
    item = item_of(scene, row)
    first, second = item.actions if item else ANYTHING
    cited = f"像{item.cited}：{item.short}。" if item else "像重大隐患。"
    ids = {"hazard": row["id"]}
    decider = head_of(scene.db, row["unit_id"])
    who = f"由{decider['name']}定：3转给他 4不像" if decider else "由院里定。4不像"
    choices = {
        1: Choice("made_safe", ids | {"how": first}),
        2: Choice("made_safe", ids | {"how": second}),
        4: Choice("not_grave", ids),
        0: Choice("next", ids),
    }
    if decider:
        choices[3] = Choice("to_decider", ids)
    return aside(
        scene, Turn(lines(head, cited, f"先做：1{first} 2{second}", f"定不定{who} 0下一件"), choices=choices)
    )


@flow.on(ANY, chosen("made_safe"))
def made_safe(scene: Scene) -> Turn:
    """已停用：the interim control stands; now it can be given away."""
    row = mine(scene)
    how = scene.found["how"]
    after = deciding.fill_in(scene.db, row, {Block.CONTINGENCY: how}, scene.now, by=by(scene))
    offers = {1: Choice("card", {"hazard": after["id"]}), 0: Choice("leave")}
    if (head := head_of(scene.db, row["unit_id"])) is not None:
        offers[2] = Choice("to_decider", {"hazard": after["id"]})
    last = "1去派人" + (f" 2转给{head['name']}定" if head else "") + " 0到此"
    return aside(scene, Turn(lines(f"{row['number']}记下了：{how}。现场先守住。", last), choices=offers))


@flow.on(ANY, chosen("to_decider"))
def to_decider(scene: Scene) -> Turn:
    """转给他：the head of the hospital is asked."""
    row = mine(scene)
    head = deciding.hand_to_decider(scene.db, row, scene.now, scene.house.clocks, by=by(scene))
    said = f"{row['number']}放进{head['name']}那里了，等他定。"
    choices = {1: Choice("card", {"hazard": row["id"]}), 0: Choice("leave")}
    return aside(scene, Turn(lines(said, "不用等，先派人弄：1去派人 0到此"), choices=choices))


@flow.on(ANY, chosen("not_grave"))
def not_grave(scene: Scene) -> Turn:
    """不像：an ordinary one."""
    row = mine(scene)
    deciding.set_level(scene.db, row, "general", scene.now, scene.house.clocks, by=by(scene))
    choices = {1: Choice("card", {"hazard": row["id"]}), 0: Choice("leave")}
    return aside(scene, Turn(lines(f"{row['number']}按一般的办。", "1去派人 0到此"), choices=choices))


def decide(scene: Scene, row: Row, head: str) -> Turn:
    """定不定：the head of the hospital's own card."""
    item = item_of(scene, row)
    cited = f"像{item.cited}：{item.short}。" if item else "像重大隐患。"
    ids = {"hazard": row["id"], "item": item.cited if item else ""}
    safe = f"现场：{row['contingency']}。" if state_of(row, Block.CONTINGENCY) is State.FILLED else ""
    choices = {1: Choice("is_grave", ids), 2: Choice("is_not_grave", ids)}
    return aside(scene, Turn(lines(head, f"{cited}{safe}", "1定为重大 2不是重大"), choices=choices))


@flow.on(ANY, chosen("is_grave"))
def is_grave(scene: Scene) -> Turn:
    """定为重大：the union hears that it is to be proposed for 挂牌督办."""
    row = _to_decide(scene)
    item = scene.found["item"]
    who = By(Part.OFFICER, scene.who.person_id)
    deciding.set_level(scene.db, row, "major", scene.now, scene.house.clocks, by=who, item=item)
    return Turn(
        lines(f"{row['number']}定为重大。五落实齐了，工会去提请挂牌督办。", f"看走到哪了，回 {row['number']}")
    )


@flow.on(ANY, chosen("is_not_grave"))
def is_not_grave(scene: Scene) -> Turn:
    """不是重大."""
    row = _to_decide(scene)
    who = By(Part.OFFICER, scene.who.person_id)
    deciding.set_level(scene.db, row, "general", scene.now, scene.house.clocks, by=who)
    return Turn(f"{row['number']}按一般的办。安全员接着弄。")


def _to_decide(scene: Scene) -> Row:
    row = hazards.find_hazard(scene.db, scene.found["hazard"])
    if not is_decider(scene, row):
        raise NotYours(f"{row['number']}号有人定过了，我没动它。")
    return row
