"""自己报的一件: where it stands, and what its reporter may still do: urge it, open it again, say that it is right or not."""

from collections.abc import Sequence

from actions import hazards as act
from actions import questions, verifying
from actions.moving import By
from actions.verifying import was_invited
from bot.flow import ANY, Flow, chosen
from bot.turn import Scene, Turn, lines
from handlers.phrases import about, day, days_unseen, hazard_of, own_link, short, shown_words, standing, whole
from handlers.report.answers import FEWER
from handlers.report.steps import ANSWER, DONE, MORE
from models import hazards, history, people, photos, reported
from models.base import Row
from rules.clocks import day_of
from rules.hazard import Part, Status

flow = Flow()


def own_card(scene: Scene, row: Row) -> Turn:
    """The reporter's own card: where it stands, and what one may still do."""
    question = questions.open_question(scene.db, row["id"])
    if question:
        asked = lines(f"{row['number']}号安全员问：“{short(question, 60)}”", "直接在这儿答，打字、照片都行。")
        return about(row, asked, goto=ANSWER)
    turn = turned(scene, row)
    head = f"{row['number']}号 {whole(row, 30 if turn else 40)}"
    link, told = own_link(scene, row), shown_words(photos.photos_of(scene.db, row["id"]))
    pictures = f"照片：{link}" if link and told.endswith("张") else told and f"{told}。"
    offer, verbs = OWN_MOVES.get(row["status"], ("要报新的，直接发照片。", {}))
    if row["anonymous"] and row["status"] == Status.REPORTED:
        offer, verbs = "1补充 2改 3撤回", FEWER
    if row["status"] == Status.MERGED:
        into = hazards.find_hazard(scene.db, row["merged_into"])
        return own_card(scene, into) if into["status"] == Status.CLOSED else _joined(scene, row, into)
    if row["status"] == Status.FIXED and not row["fixed_on_spot"] and not row["anonymous"]:
        offer, verbs = "去看过的话：1好了 2没好 3补充", {1: "saw_good", 2: "saw_bad", 3: "more"}
    said_ = lines(head, _stands(scene, row, turn), pictures, offer)
    return about(row, said_, goto=DONE, choices=verbs, since=0)


def _joined(scene: Scene, row: Row, into: Row) -> Turn:
    """并了的：where the other one stands."""
    head = f"{row['number']}号和{into['number']}号并在一起了，算你一起报的。"
    return about(row, lines(head, _stands(scene, into), f"细的回 {into['number']}"), goto=DONE, since=0)


OWN_MOVES: dict[str, tuple[str, dict[int, str]]] = {
    Status.REPORTED: ("1补充 2改 3撤回 4我弄好了", {1: "more", 2: "change", 3: "withdraw", 4: "fixed"}),
    Status.ASSIGNED: ("1补充 2催一下", {1: "more", 2: "urge"}),
    Status.FIXED: ("1补充", {1: "more"}),
    Status.CLOSED: ("1没弄好 2又犯了", {1: "reopen", 2: "reopen"}),
    Status.REJECTED: ("1不同意，请再看看", {1: "reopen"}),
    Status.REDIRECTED: ("1不同意，请再看看", {1: "reopen"}),
}


def stands(scene: Scene, row: Row) -> str:
    """Where it stands, in everyday words; also that somebody goes on with it, or somebody else."""
    return _onward(scene, row, turned(scene, row))


def _onward(scene: Scene, row: Row, turn: Row | None) -> str:
    if turn is None or row["status"] != Status.ASSIGNED:
        return standing(scene, row)
    unit, due = people.find_person(scene.db, row["owner_id"])["unit_name"], row["due_on"]
    goes_on = f"换{unit}办" if turn["verb"] == "reassign" else f"{unit}接着弄"
    return f"{goes_on}，{due.month}/{due.day}前"


def turned(scene: Scene, row: Row) -> Row | None:
    """The last thing said of a hazard in hand, if it sent it back or gave it to somebody else. Nobody was rung for it."""
    if row["status"] not in (Status.REPORTED, Status.ASSIGNED):
        return None
    lines_ = history.history_of(scene.db, row["id"])
    last = next((at for at in range(len(lines_) - 1, -1, -1) if _counts(lines_, at)), None)
    return lines_[last] if last is not None and lines_[last]["verb"] in BACK else None


def _counts(told: Sequence[Row], at: int) -> bool:
    """Whether a line says who has it now; the same person with another day does not."""
    line = told[at]
    if line["verb"] != "reassign":
        return line["verb"] in (*BACK, "assign", "hand_up", "not_mine")
    before = [earlier["facts"].get("owner_id") for earlier in told[:at]]
    return bool(line["facts"]["owner_id"] != next((owner for owner in reversed(before) if owner), None))


BACK = ("refuse", "send_back", "reopen", "reassign")
"""What turns a hazard that was thought to be right, or in good hands."""


def _said_by(turn: Row | None) -> str:
    """没弄好: by whom it was said, where the reporter may have read 弄好了 before."""
    if turn is None or turn["verb"] == "reassign" or turn["part"] == Part.REPORTER:
        return ""
    return "工会说没弄好，" if turn["part"] == Part.UNION else "安全员看过，没弄好，"


def _stands(scene: Scene, row: Row, turn: Row | None = None) -> str:
    if row["status"] == Status.MERGED:
        into = hazards.find_hazard(scene.db, row["merged_into"])
        return f"和{into['number']}号并在一起了，算你一起报的：{standing(scene, into)}"
    today = day_of(scene.now, scene.house.clocks)
    late = (today - row["due_on"]).days if row["due_on"] and row["status"] == Status.ASSIGNED else 0
    reported = f"{day(row['reported_at'], scene)}报，{_said_by(turn)}{_onward(scene, row, turn)}"
    if days_unseen(row, scene) is not None:
        return f"{reported}，说好的时间过了，对不住。"
    if row["status"] in (Status.REJECTED, Status.REDIRECTED) and row["reason"]:
        return f"{reported}：{short(row['reason'], 20)}"
    return f"{reported}，超了{late}天。对不住，我们盯着。" if late > 0 else reported


@flow.on(ANY, chosen("urge"))
def urge(scene: Scene) -> Turn:
    """催一下：once a day."""
    row = hazard_of(scene)
    if not act.urge(scene.db, row, scene.now, scene.house.clocks):
        return about(row, f"{row['number']}号今天催过了，一天催一次。", goto=DONE, since=0)
    today = day_of(scene.now, scene.house.clocks)
    left = (row["due_on"] - today).days if row["due_on"] else 0
    time = f"还有{left}天到期。" if left > 0 else "今天到期。" if left == 0 else f"超了{-left}天。"
    return about(row, f"催了，放在在办的人面前。{time}一天催一次。", goto=DONE, since=0)


@flow.on(ANY, chosen("reopen"))
def reopen(scene: Scene) -> Turn:
    """没弄好、不同意：back to the officer, under the same number."""
    row = hazard_of(scene)
    act.reopen(scene.db, row, scene.now, scene.house.clocks)
    row = hazards.find_hazard(scene.db, row["id"])
    said_ = lines(f"{row['number']}号又放回安全员的待办了。", "现在什么样？拍一张或说一句，放进这一件。")
    return about(row, said_, goto=MORE, choices={0: "enough"})


@flow.on(ANY, chosen("saw_good"))
def saw_good(scene: Scene) -> Turn:
    """好了：another pair of eyes; asked for, it closes, unasked the officer reads it."""
    row = hazard_of(scene)
    invited = was_invited(scene.db, row["id"]) and scene.who.person_id is not None
    if not invited:
        said_ = verifying.say_good(scene.db, row, scene.now, by=_reporter(scene))
        return about(row, f"谢谢，记下了：{said_}安全员点头就销号。", goto=DONE, since=0)
    verifying.close(scene.db, row, scene.now, scene.house.clocks, by=_reporter(scene))
    return Turn(f"{row['number']}号销号了，谢谢你跑一趟。")


@flow.on(ANY, chosen("saw_bad"))
def saw_bad(scene: Scene) -> Turn:
    """没好：back to the owner; nobody reads who said so."""
    row = hazard_of(scene)
    why, clocks = "上报人看过，没好", scene.house.clocks
    after = verifying.send_back(scene.db, row, why, scene.now, clocks, by=_reporter(scene))
    said_ = lines(
        f"{after['number']}号退回去接着弄了，不会说是你。", "现在什么样？拍一张或说一句，放进这一件。"
    )
    return about(after, said_, goto=MORE, choices={0: "enough"})


def _reporter(scene: Scene) -> By:
    return By(Part.REPORTER, scene.who.person_id)


def is_mine(scene: Scene, row: Row) -> bool:
    """Whether this account (or the person behind it) reported the hazard, alone or with others."""
    if row["anonymous"]:  # the receipt lets anybody ask and answer, not move it
        return bool(scene.about.get("hazard") == row["id"]) and scene.step != ANSWER
    mine = row["person_id"] is not None and row["person_id"] == scene.who.person_id
    return bool(mine or row["reporter_id"] == scene.who.id) or reported.has_joined(
        scene.db, row["id"], scene.who.id, scene.who.person_id
    )
