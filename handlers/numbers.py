"""号就是门: a number opens a hazard with the moves this person may make: one's own, a task, an alarm, or none."""

import re
from dataclasses import replace

from actions import alarms
from actions import hazards as act
from actions.looking import officers_for
from actions.verifying import was_invited
from bot.flow import A_NUMBER, ANY, Flow, chosen, said, text_where
from bot.turn import Scene, Turn, lines
from handlers.officer import card, grave, parts
from handlers.officer.todo import waiting
from handlers.owner import doing, typed
from handlers.owner.after import pictures_waiting, take_pictures
from handlers.owner.tasks import is_owner
from handlers.phrases import (
    aside,
    hazard_of,
    whole,
)
from handlers.report import own
from handlers.report.leaving import too_late, withdraw
from handlers.report.opening import words_first
from models import hazards, outbox, people
from models.base import Row
from rules.hazard import Status
from rules.words.which_ones import numbered_wish

flow = Flow()

_WITH_NUMBER = re.compile(
    r"(\d{3,9})\s*号?[\s,，:：]*(?:(?:已经|都|已)?(?:弄|修|换|处理|整改|清|做|装|搬|擦|拖)?(?:好|完|走)了?|搞定|完成|撤回|补充|催一?下?|怎么样|进度|到哪|"
    r"在弄|在办|在修|正在弄|正在办|在处理|不归我|不是我们?的|(?:应该|应|该|得|要)?归|往上交|上交|往上报|弄不了|解决不了|等|来不及|延期|要到|晚点|缺|没到).{0,30}"
)


_EACH = re.compile(r"(?<!\d)[1-9]\d{2,5}(?!\d)")
_ALL_BACK = re.compile(
    r"(?:我|想|要|请|麻烦|帮忙?我?|把|将|撤[销回掉]?|删[除掉]?)*(?:[1-9]\d{2,5}号?[\s,，、和跟与]*)+(?:这?[两三四几]个|这?[两三四几]件)?"
    r"(?:我|也|都|全|给|想|要|请|帮我|一起)*(?:撤[销回掉]?|删[除掉]?|不要|取消)?(?:了|吧|一下|谢谢|[。.!！，,\s])*"
)


@flow.on(ANY, text_where("删109", lambda text: _number_after(text, "删")))
def delete(scene: Scene) -> Turn:
    """删109：take back by number."""
    row = hazards.find_by_number(scene.db, scene.who.home_id, scene.found["it"])
    if row is None or not own.is_mine(scene, row):
        return Turn(f"没找到你报的{scene.found['it']}号。回 我的 看你报的。", stays=True)
    if row["status"] not in (Status.DRAFT, Status.REPORTED):
        return Turn(too_late(scene, row), stays=True)
    act.withdraw(scene.db, row, "发错了", scene.now, private=True)
    return Turn(lines(f"{row['number']}号撤回了，照片也封起来了。", "要报再发照片。"))


def _number_after(text: str, word: str) -> int | None:
    rest = text.removeprefix(word).strip().removesuffix("号")
    return int(rest) if text.startswith(word) and rest.isdecimal() and len(rest) in range(3, 10) else None


def reads(text: str) -> tuple[int, str] | None:
    """A number and what is wished with it: as an owner writes it, or anybody."""
    own = _WITH_NUMBER.fullmatch(text.strip())
    return (int(own[1]), "own") if own else numbered_wish(text)


@flow.on(ANY, text_where("112弄好了", reads))
def number_and_word(scene: Scene) -> Turn:
    """112弄好了、112撤回：the number opens it, with the moves of the moment."""
    told, wish = scene.found["it"]
    row = hazards.find_by_number(scene.db, scene.who.home_id, told)
    answer = typed.reads_own_words(scene, row, scene.text) if row is not None else None
    if answer is not None or row is None:
        return answer or number(replace(scene, found={"number": told}))
    about_it = replace(scene, found={"hazard": row["id"]})
    if wish == "withdraw" and own.is_mine(scene, row):
        return withdraw(about_it)
    if wish == "urge" and row["status"] == Status.ASSIGNED and own.is_mine(scene, row):
        return own.urge(about_it)
    return number(replace(scene, found={"number": told}))


def _several(text: str) -> list[int] | None:
    """101和102都撤回: more than one number, all of them to be taken back."""
    told = [int(number) for number in _EACH.findall(text)]
    is_wished = len(told) > 1 and re.search("撤|删|不要|取消", text) and _ALL_BACK.fullmatch(text.strip())
    return told if is_wished else None


@flow.on(ANY, text_where("101、102都撤回", _several))
def one_by_one(scene: Scene) -> Turn:
    """101、102都撤回：each asks why, so one after the other."""
    first, *rest = scene.found["it"]
    behind = "、".join(map(str, rest))
    return Turn(f"一件一件来：先回 {first} 再选撤回，然后是{behind}。", stays=True, repeats=True)


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
    if own.is_mine(scene, row) and (row["status"] in ENDED or was_invited(scene.db, row["id"])):
        return aside(scene, own.own_card(scene, row))
    if parts.looks_after(scene, row):
        return card.card(replace(scene, found={"hazard": row["id"]}))
    return aside(scene, own.own_card(scene, row)) if own.is_mine(scene, row) else _strangers(row, scene)


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


@flow.on(ANY, chosen("go"))
def go(scene: Scene) -> Turn:
    """我接了：from the list, as by the number."""
    row = hazard_of(scene)
    return _goes(scene, row) if parts.looks_after(scene, row) else number(_opened(scene, row))


@flow.on(ANY, said("到了", "我到了", "到现场了", "到现场", "已经到了", "我到现场了"))
def arrived(scene: Scene) -> Turn:
    """到了：whoever took the alarm reads what can be done there."""
    mine = [row for row in waiting(scene) if row["urgent"] and row["responder_id"] == scene.who.person_id]
    if scene.who.person_id is None or not mine:
        return words_first(scene)
    return number(_opened(scene, mine[0]))


def _opened(scene: Scene, row: Row) -> Scene:
    return replace(scene, found={"number": row["number"]})


def _for_others(row: Row) -> str:
    return {
        Status.REPORTED: "等安全员看",
        Status.ASSIGNED: "有人在办",
        Status.FIXED: "弄好了，等人看一眼",
        Status.CLOSED: "弄好了",
    }.get(Status(row["status"]), "不在台账里了")
