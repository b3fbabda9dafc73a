"""号就是门: a number opens a hazard with the moves this person may make: one's own, a task, an alarm, or none."""

import re
from dataclasses import replace

from actions import alarms, questions, verifying
from actions import hazards as act
from actions.looking import officers_for
from actions.moving import By
from actions.verifying import was_invited
from bot.flow import A_NUMBER, ANY, Flow, chosen, text_where
from bot.turn import Scene, Turn, lines
from handlers.officer import card, grave, parts
from handlers.owner import doing
from handlers.owner.after import pictures_waiting, take_pictures
from handlers.owner.tasks import is_owner
from handlers.phrases import (
    about,
    aside,
    day,
    days_unseen,
    hazard_of,
    own_link,
    short,
    shown_words,
    standing,
    whole,
)
from handlers.report.answers import FEWER
from handlers.report.leaving import too_late, withdraw
from handlers.report.steps import ANSWER, DONE, MORE
from models import hazards, outbox, people, photos
from models.base import Row
from rules.hazard import Part, Status
from rules.which_ones import numbered_wish

flow = Flow()

_WITH_NUMBER = re.compile(
    r"(\d{3,9})\s*号?[\s,，:：]*(?:(?:已经|都|已)?(?:弄|修|换|处理|整改|清|做|装|搬|擦|拖)?(?:好|完|走)了?|搞定|完成|撤回|补充|催一?下?|怎么样|进度|到哪|"
    r"在弄|在办|在修|正在弄|正在办|在处理|不归我|不是我们?的|往上交|上交|往上报|弄不了|解决不了|等|来不及|延期|要到|晚点|缺|没到).{0,30}"
)


@flow.on(ANY, text_where("删109", lambda text: _number_after(text, "删")))
def delete(scene: Scene) -> Turn:
    """删109：take back by number."""
    row = hazards.find_by_number(scene.db, scene.who.home_id, scene.found["it"])
    if row is None or not _is_mine(scene, row):
        return Turn(f"没找到你报的{scene.found['it']}号。回 我的 看你报的。", stays=True)
    if row["status"] not in (Status.DRAFT, Status.REPORTED):
        return Turn(too_late(scene, row), stays=True)
    act.withdraw(scene.db, row, "发错了", scene.now, private=True)
    return Turn(lines(f"{row['number']}号撤回了，照片也封起来了。", "要报再发照片。"))


def _number_after(text: str, word: str) -> int | None:
    rest = text.removeprefix(word).strip().removesuffix("号")
    return int(rest) if text.startswith(word) and rest.isdecimal() and len(rest) in range(3, 10) else None


def _reads(text: str) -> tuple[int, str] | None:
    """A number and what is wished with it: as an owner writes it, or anybody."""
    own = _WITH_NUMBER.fullmatch(text.strip())
    return (int(own[1]), "own") if own else numbered_wish(text)


@flow.on(ANY, text_where("112弄好了", _reads))
def number_and_word(scene: Scene) -> Turn:
    """112弄好了、112撤回：the number opens it, with the moves of the moment."""
    told, wish = scene.found["it"]
    row = hazards.find_by_number(scene.db, scene.who.home_id, told)
    own = doing.reads_own_words(scene, row, scene.text) if row is not None else None
    if own is not None or row is None:
        return own or number(replace(scene, found={"number": told}))
    about_it = replace(scene, found={"hazard": row["id"]})
    if wish == "withdraw" and _is_mine(scene, row):
        return withdraw(about_it)
    if wish == "urge" and row["status"] == Status.ASSIGNED and _is_mine(scene, row):
        return urge(about_it)
    return number(replace(scene, found={"number": told}))


@flow.on(ANY, A_NUMBER, chosen("look"))
def number(scene: Scene) -> Turn:
    """号就是门：a number opens that hazard for this person."""
    row = hazards.find_by_number(scene.db, scene.who.home_id, scene.found["number"])
    if row is None:
        return Turn(f"没找到{scene.found['number']}号。回 我的 看你报的。", stays=True)
    if _is_called(scene, row):
        return _goes(scene, row)
    if grave.is_decider(scene, row):
        return grave.decide(scene, row, card.head_of(scene, row))
    if is_owner(scene, row) and row["status"] == Status.ASSIGNED:
        return _task(scene, row)
    if _is_mine(scene, row) and (row["status"] in ENDED or was_invited(scene.db, row["id"])):
        return aside(scene, _own(scene, row))
    if parts.looks_after(scene, row):
        return card.card(replace(scene, found={"hazard": row["id"]}))
    return aside(scene, _own(scene, row)) if _is_mine(scene, row) else _strangers(row, scene)


ENDED = (Status.CLOSED, Status.MERGED, Status.REJECTED, Status.REDIRECTED)
"""An officer who reported it speaks of these as its reporter: there is nothing to work on."""


def _strangers(row: Row, scene: Scene) -> Turn:
    """What anybody may know of a hazard that is not theirs."""
    if row["anonymous"]:
        return Turn(f"{row['number']}号没留名，想看进展，回 查 加回执。", stays=True)
    if row["urgent"] and row["responder_id"] is not None and row["status"] == Status.REPORTED:
        goes = people.find_person(scene.db, row["responder_id"])
        return Turn(f"{row['number']}号{goes['name']}接了，正在去。", stays=True)
    if is_owner(scene, row):
        return Turn(f"{row['number']}号是你弄的：{_for_others(row)}。", stays=True)
    if scene.who.is_officer:
        who = next((o["name"] for o in officers_for(scene.db, row)), "别的安全员")
        return Turn(f"{row['number']}号归{who}管，{_for_others(row)}。", stays=True)
    return Turn(f"{row['number']}号不是你报的，只能说：{_for_others(row)}。", stays=True)


def _task(scene: Scene, row: Row) -> Turn:
    """A number within half an hour of a picture says which task the picture is of; else the owner's card."""
    waiting = pictures_waiting(scene)
    return take_pictures(scene, waiting, row) if waiting is not None else doing.task_card(scene, row)


def _is_called(scene: Scene, row: Row) -> bool:
    """Whether something burns, nobody goes yet, and this person was called."""
    who = scene.who.person_id
    if who is None or not row["urgent"] or row["status"] != Status.REPORTED or row["responder_id"]:
        return False
    return who in outbox.told_of(scene.db, row["id"])


def _goes(scene: Scene, row: Row) -> Turn:
    """接了：this one goes, and the reporter reads who."""
    assert scene.who.person_id is not None
    if not alarms.respond(scene.db, row, scene.who.person_id, scene.now):
        return Turn(f"{row['number']}号已经有人接了。", stays=True)
    told = "会告诉上报人是你在去。" if row["reporter_id"] is not None else "没留名，告诉不了上报人。"
    return Turn(
        lines(f"好，{row['number']}号你接了，{told}", whole(row), f"到了再回 {row['number']}。"), stays=True
    )


def _own(scene: Scene, row: Row) -> Turn:
    """The reporter's own card: where it stands, and what one may still do."""
    question = questions.open_question(scene.db, row["id"])
    if question:
        asked = lines(f"{row['number']}号安全员问：“{short(question, 60)}”", "直接在这儿答，打字、照片都行。")
        return about(row, asked, goto=ANSWER)
    head = f"{row['number']}号 {whole(row)}"
    link, told = own_link(scene, row), shown_words(photos.photos_of(scene.db, row["id"]))
    pictures = f"照片：{link}" if link and told.endswith("张") else told and f"{told}。"
    offer, verbs = OWN_MOVES.get(row["status"], ("要报新的，直接发照片。", {}))
    if row["anonymous"] and row["status"] == Status.REPORTED:
        offer, verbs = "1补充 2改 3撤回", FEWER
    if row["status"] == Status.MERGED:
        into = hazards.find_hazard(scene.db, row["merged_into"])
        return _own(scene, into) if into["status"] == Status.CLOSED else _joined(scene, row, into)
    if row["status"] == Status.FIXED and not row["fixed_on_spot"] and not row["anonymous"]:
        offer, verbs = "去看过的话：1好了 2没好 3补充", {1: "saw_good", 2: "saw_bad", 3: "more"}
    said_ = lines(head, _stands(scene, row), pictures, offer)
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


def _stands(scene: Scene, row: Row) -> str:
    if row["status"] == Status.MERGED:
        into = hazards.find_hazard(scene.db, row["merged_into"])
        return f"和{into['number']}号并在一起了，算你一起报的：{standing(scene, into)}"
    today = scene.now.astimezone(scene.house.clocks.zone).date()
    late = (today - row["due_on"]).days if row["due_on"] and row["status"] == Status.ASSIGNED else 0
    reported = f"{day(row['reported_at'], scene)}报，{standing(scene, row)}"
    if days_unseen(row, scene) is not None:
        return f"{reported}，说好的时间过了，对不住。"
    if row["status"] in (Status.REJECTED, Status.REDIRECTED) and row["reason"]:
        return f"{reported}：{short(row['reason'], 20)}"
    return f"{reported}，超了{late}天。对不住，我们盯着。" if late > 0 else reported


@flow.on(ANY, chosen("go"))
def go(scene: Scene) -> Turn:
    """我接了：from the list, as by the number."""
    row = hazard_of(scene)
    return _goes(scene, row) if parts.looks_after(scene, row) else number(_opened(scene, row))


def _opened(scene: Scene, row: Row) -> Scene:
    return replace(scene, found={"number": row["number"]})


@flow.on(ANY, chosen("urge"))
def urge(scene: Scene) -> Turn:
    """催一下：once a day."""
    row = hazard_of(scene)
    if not act.urge(scene.db, row, scene.now, scene.house.clocks):
        return about(row, f"{row['number']}号今天催过了，一天催一次。", goto=DONE, since=0)
    today = scene.now.astimezone(scene.house.clocks.zone).date()
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


def _for_others(row: Row) -> str:
    return {
        Status.REPORTED: "等安全员看",
        Status.ASSIGNED: "有人在办",
        Status.FIXED: "弄好了，等人看一眼",
        Status.CLOSED: "弄好了",
    }.get(Status(row["status"]), "不在台账里了")


def _is_mine(scene: Scene, row: Row) -> bool:
    if row["anonymous"]:  # the receipt lets anybody ask and answer, not move it
        return bool(scene.about.get("hazard") == row["id"]) and scene.step != ANSWER
    mine = row["person_id"] is not None and row["person_id"] == scene.who.person_id
    return bool(mine or row["reporter_id"] == scene.who.id) or hazards.has_joined(
        scene.db, row["id"], scene.who.id, scene.who.person_id
    )
