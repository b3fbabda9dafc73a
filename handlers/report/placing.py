"""Where it is: asked, typed, corrected. What is sent or scanned is pointing."""

import re
from dataclasses import replace

from actions import hazards as act
from actions.places import Where, at_department, at_place
from bot.flow import A_NUMBER, ANY, Flow, chosen, kind, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, is_another, looked_at, short
from handlers.report.again import heard_already, is_again
from handlers.report.alarms.whereabouts import tell_where
from handlers.report.beginning import begin
from handlers.report.doubt import not_sure
from handlers.report.leaving import fixed
from handlers.report.opening import with_late_pictures
from handlers.report.own import own_card
from handlers.report.recording import complete, hide_ward, record, settled
from handlers.report.steps import DONE, LATE, MORE, PLACE
from handlers.report.unplaced import where_again
from handlers.report.wording import words_for
from models import hazards
from models.base import Row
from rules.alarms.news import is_whereabouts
from rules.places.finer_places import says_only_where
from rules.places.no_places import one_more, says_no_place, somebody_does
from rules.places.place_changes import carried, corrected, correction
from rules.places.place_words import is_common, is_place_only, read
from rules.words.bare_words import is_bare
from rules.words.first_look import Look, first_look, said_fixed
from rules.words.suggesting import suggest

flow = Flow()

_OUR_WARD = re.compile(r"(?:就?在?|就是)?(?:我们|咱们?|本)(?:科室?|病区|病房|这儿|这里|这)[里内]?[。.!！]*")

_SAYS_WHERE = re.compile(r"(?:就|是|我|还)*(?:在|位于).{1,14}")

_TELLING = (Look.HAZARD, Look.REPAIR, Look.SHORT)


@flow.on(ANY, chosen("change_place"))
def change_place(scene: Scene) -> Turn:
    """改地点：typed, sent or scanned."""
    said = lines("在哪里？打字、发位置、扫墙上的码都行。", "例：门诊楼2楼抽血处旁边")
    return about(hazard_of(scene), said, goto=PLACE, changing=True)


@flow.on(PLACE, A_NUMBER)
def bare_room(scene: Scene) -> Turn:
    """302：while a place is asked, a bare number may be a room; read back. The number just given is no room."""
    row, number = hazard_of(scene), scene.found["number"]
    asked = [row, *(hazards.find_hazard(scene.db, each) for each in scene.about.get("siblings", ()))]
    if (given := next((each for each in asked if each["number"] == number), None)) is not None:
        return replace(own_card(scene, given), keeps=True, sealed=bool(row["anonymous"]))
    ids = {"hazard": row["id"], "room": f"{number}病房"}
    return Turn(
        lines(f"{number}是病房吗？", f"1是{number}病房 2我要看{number}号"),
        PLACE,
        scene.about,
        {1: Choice("room", ids), 2: Choice("look", {"number": number})},
        until=AFTER,
        sealed=row["anonymous"],
    )


@flow.on(ANY, chosen("room"))
def room(scene: Scene) -> Turn:
    """是病房：the room is the place, in the reporter's department if we know it."""
    row = hazard_of(scene)
    text = f"{scene.who.department}{scene.found['room']}"
    where = scene.house.places.locate(
        scene.db, text, scene.now, home_id=row["unit_id"], department_id=looked_at(scene), scanned=None
    )
    return placed(scene, row["id"], where if where.text else Where(text, None, where.department_id))


@flow.on(PLACE, kind("text"))
def typed_place(scene: Scene) -> Turn:
    """打字说地点：taken as it is written when the register does not know it; a hazard is a hazard."""
    said, row = read(scene.text), hazard_of(scene)
    if is_again(scene, row):
        return heard_already(scene, row)
    if _OUR_WARD.fullmatch(scene.text) and scene.who.department_id is not None:
        return placed(scene, row["id"], at_department(scene.db, scene.who.department_id))
    if said_fixed(scene.text):
        return fixed_meanwhile(scene)
    look = first_look(scene.text, scene.house.kinds)
    if _says_nothing_of_it(scene, row, look):
        return where_again(row["number"])
    if (more := one_more(scene.text)) is not None and _is_told(scene, more):
        return _one_more(scene, more)
    if look is not Look.HAZARD and somebody_does(scene.text):
        return _of_somebody(scene) if look is Look.PERSON else _one_more(scene, scene.text)
    if look is Look.HAZARD and not _SAYS_WHERE.fullmatch(scene.text) and (said.what or not said.place):
        return _told_better(scene)
    turn = placed(scene, row["id"], where := _finer(scene, place_or_words(scene)))
    return turn if where.place_id or not _has_register(scene) else _as_written(turn, where)


def _says_nothing_of_it(scene: Scene, row: Row, look: Look) -> bool:
    """谢谢, 王, 就这里; in an alarm also where people went."""
    is_news = row["urgent"] and is_whereabouts(scene.text, is_known=False)
    is_no_place = is_bare(scene.text) or says_no_place(scene.text)
    return bool(is_news or is_no_place or look in (Look.COURTESY, Look.QUESTION))


def fixed_meanwhile(scene: Scene) -> Turn:
    """我拖了，还没说在哪：kept with the row, and the after-photo is asked for."""
    row = hazard_of(scene)
    act.add_words(scene.db, row, words_for(scene, row), scene.now)
    return fixed(scene)


def _is_told(scene: Scene, words: str) -> bool:
    return first_look(words, scene.house.kinds) in _TELLING and not is_place_only(words)


def _one_more(scene: Scene, words: str) -> Turn:
    """还有灯也不亮: another hazard, with a number of its own; that the first still lacks its place is said with it."""
    row = hazard_of(scene)
    turn = record(scene, begin(scene, nudged=False), words)
    first, *rest = turn.say.split("\n")
    if turn.goto == PLACE and turn.about.get("hazard") != row["id"]:  # both are asked about at once
        both = {"siblings": [*scene.about.get("siblings", ()), row["id"]]}
        return replace(turn, about={**turn.about, **both})
    return replace(turn, say=lines(first, *rest[:2], f"{row['number']}号还差个地方，回 {row['number']} 补。"))


def _of_somebody(scene: Scene) -> Turn:
    """护工在楼梯间抽烟: what is said of people has its answer, and the first still waits for its place."""
    turn, row = not_sure(scene, Look.PERSON), hazard_of(scene)
    first, *rest = turn.say.split("\n")
    return replace(turn, say=lines(first, *rest[:2], f"{row['number']}号还差个地方：在哪里？"))


def _told_better(scene: Scene) -> Turn:
    """A whole sentence instead of a place: the words the row was waiting for, or another hazard."""
    row = hazard_of(scene)
    if first_look(row["description"], scene.house.kinds) is not Look.HAZARD:
        return complete(scene, row, scene.text)
    if scene.about.get("denied") and suggest(scene.text, scene.house.kinds).code == row["category"]:
        act.set_words(scene.db, row["id"], words_for(scene, row), scene.now)
        return placed(scene, row["id"], said_place(scene, scene.text))
    if not row["anonymous"] or is_another(scene, row) or not read(scene.text).place:
        return with_late_pictures(scene, row)
    act.add_words(scene.db, row, words_for(scene, row), scene.now)
    return placed(scene, row["id"], said_place(scene, scene.text))


@flow.on(ANY, chosen("here"))
def here(scene: Scene) -> Turn:
    """就在本科室：the reporter's own department is the place."""
    if scene.who.department_id is None:  # somebody else has taken the name meanwhile
        return elsewhere(scene)
    return placed(
        scene, hazard_of(scene)["id"], _finer(scene, at_department(scene.db, scene.who.department_id))
    )


@flow.on(ANY, chosen("elsewhere"))
def elsewhere(scene: Scene) -> Turn:
    """别处：typed, sent or scanned."""
    said = lines("在哪里？打字、发位置、扫墙上的码都行。", "例：门诊楼2楼抽血处旁边")
    return about(hazard_of(scene), said, goto=PLACE, since=scene.about.get("since", 0))


@flow.on(ANY, chosen("as_said"))
def as_said(scene: Scene) -> Turn:
    """按话里的：it stands already."""
    return settled(scene, hazard_of(scene))


@flow.on(ANY, chosen("as_scanned"))
def as_scanned(scene: Scene) -> Turn:
    """按码上的：the place of the code."""
    row = hazard_of(scene)
    act.set_place(scene.db, row["id"], at_place(scene.db, scene.found["place"]), scene.now)
    return settled(scene, hazards.find_hazard(scene.db, row["id"]))


@flow.on(MORE, text_where("only a place", says_only_where))
def told_where(scene: Scene) -> Turn:
    """人安全了说在哪里：it is the place of the row, and whoever goes there hears it."""
    row = hazard_of(scene)
    if is_again(scene, row):
        return heard_already(scene, row)
    return tell_where(scene, row)


def _finer(scene: Scene, where: Where) -> Where:
    """5楼, after 走廊灯坏了: the corridor of that floor; 四楼东楼梯口, instead of 外科楼3楼东楼梯口: of the same house."""
    known = hazard_of(scene)["place_text"]
    if scene.about.get("changing") and where.place_id is None and where.text:
        return replace(where, text=corrected(known, where.text))
    is_part = known and is_common(known) and known not in where.text and where.place_id is None
    return (
        replace(where, text=f"{where.text}{known}") if is_part and not scene.about.get("changing") else where
    )


def place_or_words(scene: Scene) -> Where:
    """The place in the words; words the register does not know are taken as they are, without 有误，是."""
    words = correction(scene.text) or scene.text
    where = said_place(scene, words)
    is_whole = where.place_id is not None or not words or is_place_only(words)
    return where if is_whole else Where(words[:60], None, where.department_id)


def placed(scene: Scene, hazard_id: int, where: Where) -> Turn:
    """The row stands there, and so do those that were split off it; what is still to be said of it."""
    siblings = scene.about.get("siblings", ())
    act.set_place(scene.db, hazard_id, where, scene.now)
    for each in siblings:
        act.set_place(scene.db, each, _with_its_own(where, hazards.find_hazard(scene.db, each)), scene.now)
    *_, row = [_without_a_ward(scene, each) for each in (*siblings, hazard_id)]
    if siblings:
        numbers = f"{row['number']}号和分出来的{len(siblings)}件"
        return about(row, f"好，{numbers}都在{short(where.text)}。", goto=DONE, since=0)
    if row["brief"] == "一段语音" and not row["description"]:
        return about(
            row, f"好，{row['number']}号在{short(where.text)}。安全员听了写给你看。", goto=LATE, since=0
        )
    if scene.about.get("changing"):
        return about(
            row, f"改好了：{short(where.text)}，{row['plain'] or '说不准'}。别的没动。", goto=DONE, since=0
        )
    return settled(scene, row, was_asked=True)


def _without_a_ward(scene: Scene, hazard_id: int) -> Row:
    """The row as it stands; of one without a name, with no ward that only the reporter tells."""
    row = hazards.find_hazard(scene.db, hazard_id)
    return hide_ward(scene, row) if row["anonymous"] else row


def _with_its_own(where: Where, row: Row) -> Where:
    """5楼开水间 for several at once: whichever said 走廊 stays in the corridor of that floor."""
    own = row["place_text"]
    if not own or own in where.text:
        return where
    return replace(where, text=carried(where.text, own), place_id=None)


def _has_register(scene: Scene) -> bool:
    return bool(scene.house.places.spots(scene.db, scene.who.home_id, scene.now))


def _as_written(turn: Turn, where: Where) -> Turn:
    """地点簿里没有：written as it was said; the officer compares."""
    first, *rest = turn.say.split("\n")
    if not first.startswith("记好了"):
        return turn
    number = first.split("，")[1].split("号")[0]
    place = f"{short(where.text)}，"  # said once is enough
    kept = [line.removeprefix(place) for line in rest if not line.startswith("方便就")]
    written = f"照你说的写：“{short(where.text, 14)}”，安全员会对一对。"
    return replace(turn, say=lines(f"记好了，{number}号。{written}", *kept))


def said_place(scene: Scene, words: str) -> Where:
    who = scene.who
    return scene.house.places.locate(
        scene.db, words, scene.now, home_id=who.home_id, department_id=looked_at(scene), scanned=None
    )
