"""Without a name: said before the sentence, or right after it; the receipt is the only door (receipts.py)."""

from collections.abc import Sequence
from dataclasses import replace

from actions import hazards as act
from actions import nameless, splitting
from bot.flow import ANY, Flow, chosen, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.owner.tasks import tasks_in_hand, which_task
from handlers.phrases import NAMELESS, about, hazard_of
from handlers.report.alarms.burning import burns, keep
from handlers.report.answers import new_receipt, with_split
from handlers.report.beginning import begin, close_name, nameless_before
from handlers.report.opening import words_first, words_follow
from handlers.report.recording import complete, record
from handlers.report.steps import ALBUM, DONE, FIXED, LATE, MORE, PLACE, REWORDS, WHY, WORDS
from models import hazards, history, photos, receipts, reported
from models.base import Row
from rules.hazard import Status
from rules.words.first_look import Look, first_look
from rules.words.nameless_wishes import is_bare_wish, told_besides, wants_name
from rules.words.nameless_words import asks_who_sees, is_afraid, wishes_no_name

flow = Flow()

NAMELESS_WORDS = text_where("匿名", lambda text: is_bare_wish(text) or None)
A_WISH = text_where("别让人知道", lambda text: (wishes_no_name(text) and told_besides(text) is None) or None)
IN_ONE_SENTENCE = text_where("匿名，…", told_besides)
_OPEN = (Status.DRAFT, Status.REPORTED)


@flow.on(WORDS, NAMELESS_WORDS, A_WISH)
@flow.on(ANY, chosen("nameless"))
def take_name_off(scene: Scene) -> Turn:
    """回 9：from here on nothing readable leads back."""
    row = _closed(scene, hazard_of(scene))
    return Turn(
        lines(
            "好，这件不留名：台账、安全员、领导都看不到你。",
            "只留一条封住的线，好把进展给你看。",
            "说一句：在哪里、怎么了？打字好，语音听得出人。",
        ),
        WORDS,
        {"hazard": row["id"]},
        {0: Choice("drop", {"hazard": row["id"]})},
        until=NAMELESS,
        sealed=True,
    )


@flow.on(WORDS, IN_ONE_SENTENCE)
def nameless_sentence(scene: Scene) -> Turn:
    """照片，然后 匿名，4楼药库门没锁: the photo has no name either."""
    _closed(scene, hazard_of(scene))
    return _sealed(words_follow(scene))


@flow.on(ANY, IN_ONE_SENTENCE)
def nameless_told(scene: Scene) -> Turn:
    """匿名 5楼东走廊堆着箱子: another hazard, without a name from the first write."""
    if first_look(scene.found["it"], scene.house.kinds) is not Look.HAZARD:
        return _sealed(words_first(scene))
    waiting = _waiting(scene)
    return record(scene, begin(scene, nudged=False) if waiting is None else int(waiting["id"]), scene.text)


@flow.on(LATE, IN_ONE_SENTENCE)
def nameless_late(scene: Scene) -> Turn:
    """昨天的照片，然后 匿名，…: the sentence that photo lacked, if nobody was sent yet."""
    row = hazard_of(scene)
    if row["description"] or row["status"] not in _OPEN:
        return nameless_told(scene)
    return complete(scene, _closed(scene, row), scene.text)


def _sealed(turn: Turn) -> Turn:
    return turn if turn.stays else replace(turn, sealed=True)


@flow.on(ANY, NAMELESS_WORDS)
def nameless_first(scene: Scene) -> Turn:
    """先说不留名：the report of a moment ago, though the talk has gone on; else the next begins without a name."""
    row = next(iter(reported.reported_by(scene.db, scene.who.id, None, 1)), None)
    if row is not None and scene.now - row["reported_at"] <= scene.house.clocks.grace:
        return nameless_after_all(replace(scene, found={"hazard": row["id"]}))
    turn = _begins_nameless(scene)
    return turn if row is None else replace(turn, say=turn.say.replace("好，这件", "好，下一件", 1))


def _begins_nameless(scene: Scene) -> Turn:
    """The photo that still waits for its sentence, whatever was said in between; else a draft of nothing yet."""
    waiting = _waiting(scene)
    hazard_id = int(waiting["id"]) if waiting is not None else begin(scene, nudged=False)
    if waiting is None:
        act.settle_later(scene.db, hazard_id, scene.now, scene.house.clocks)
    return take_name_off(replace(scene, found={"hazard": hazard_id}))


def _waiting(scene: Scene) -> Row | None:
    return reported.open_draft_of(scene.db, scene.who.id, scene.now - scene.house.clocks.show_draft)


@flow.on(DONE, NAMELESS_WORDS, A_WISH)
@flow.on(LATE, NAMELESS_WORDS, A_WISH)
@flow.on(PLACE, NAMELESS_WORDS, A_WISH)
@flow.on(MORE, NAMELESS_WORDS, A_WISH)
@flow.on(REWORDS, NAMELESS_WORDS, A_WISH)
@flow.on(FIXED, NAMELESS_WORDS, A_WISH)
@flow.on(WHY, NAMELESS_WORDS, A_WISH)
@flow.on(ALBUM, NAMELESS_WORDS, A_WISH)
def nameless_after_all(scene: Scene) -> Turn:
    """报完才说匿名：still in time if nobody was sent, at whatever step of the same report, for all it was split into."""
    row = hazard_of(scene)
    if row["number"] is None:
        return take_name_off(scene) if row["status"] == Status.DRAFT else _begins_nameless(scene)
    if row["anonymous"] or row["status"] not in _OPEN:
        told = _already(row) if row["anonymous"] else _too_late(row)
        return replace(_begins_nameless(scene), say=lines(*told))
    family = [row, *(each for each in splitting.siblings(scene.db, row) if _is_hers(scene, each))]
    seen = any(_was_seen(scene, each) for each in family)
    closed = [_closed(scene, each) for each in family if each["status"] in _OPEN]
    for each in closed:
        receipts.forget_replies(scene.db, f"{each['number']}号")  # an answer of a minute ago thanks by name
    gone = [each for each in family if each["status"] not in _OPEN]
    return _told(scene, closed, gone, seen=seen)


def _told(scene: Scene, closed: Sequence[Row], gone: Sequence[Row], *, seen: bool) -> Turn:
    """Which ones lost the name, their receipt, who has read it; and that what follows has none either."""
    row = closed[0]
    shown, digits = new_receipt(scene, row)
    kept = f"{_numbers(gone)}已经在办，改不成。" if gone else ""
    whose = "安全员刚才看过你的名字。" if seen else "刚才还没有人看过你的名字。"
    told = (
        f"{_numbers(closed)}改成不留名了。{kept}你的回执：{shown}，截个图。",
        f"想看进展，回 查{digits}。我不主动找你。",
        f"{whose}接着报的也不留名。",
    )
    if len(closed) == 1 and row["pieces"]:
        return with_split(row, told)
    if row["place_text"]:
        return about(row, lines(*told), goto=DONE, since=0)
    rest = {"siblings": scene.about["siblings"]} if scene.about.get("siblings") else {}
    return about(row, lines(*told, "还差个地方：在哪里？"), goto=PLACE, since=0, **rest)


def _numbers(rows: Sequence[Row]) -> str:
    """101号; 101到103号; 101、103号."""
    numbers = sorted(row["number"] for row in rows)
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}到{numbers[-1]}号"
    return f"{'、'.join(map(str, numbers))}号"


def _already(row: Row) -> tuple[str, ...]:
    return f"{row['number']}号本来就没留名。", "再报一件也不留名的，直接发照片、说一句。"


def _too_late(row: Row) -> tuple[str, ...]:
    """派出去了、弄好了：why the name stays, and who reads it."""
    gone = "已经派出去了" if row["status"] == Status.ASSIGNED else "已经有结果了"
    return (
        f"{row['number']}号{gone}，改不成不留名。",
        "名字还是只有安全员和工会看得到。",
        "下一件不留名：直接发照片、说一句。",
    )


@flow.on(ANY, text_where("留名", wants_name))
def named_again(scene: Scene) -> Turn:
    """留名：what comes next is told with the name again; what was nameless stays so."""
    row = nameless_before(scene)
    asked = hazards.find_by_number(scene.db, scene.who.home_id, scene.found["it"])
    if row is None and asked is not None and asked["anonymous"]:
        return Turn(f"{asked['number']}号改不回来了，还是不留名。接着报的留名。", stays=True)
    if row is None:
        return Turn("你没说匿名，报的都留名。名字只有安全员和工会看得到。", stays=True, repeats=True)
    if row["status"] != Status.DRAFT:
        which = f"{row['number']}号" if row["number"] else "刚才那件"
        return Turn(f"好，接着报的留名。{which}还是不留名。")
    nameless.give_name_back(scene.db, row["id"], scene.who.id, scene.who.person_id)
    if photos.count_photos(scene.db, row["id"]) and (mine := tasks_in_hand(scene)):
        return which_task(scene, row["id"], mine)
    row = hazards.find_hazard(scene.db, row["id"])
    return about(
        row, "好，这件留名。说一句：在哪里、怎么了？", goto=WORDS, choices={9: "nameless", 0: "drop"}
    )


@flow.on(
    ANY, text_where("谁会看到", lambda text: (asks_who_sees(text) and told_besides(text) is None) or None)
)
def who_sees(scene: Scene) -> Turn:
    """谁会看到是我、我怕被查：the question behind the silence; answered at any step, nothing moves."""
    row = nameless_before(scene)
    if row is not None:
        which = f"{row['number']}号" if row["number"] else "这件"
        said_ = (
            f"别怕。{which}没有你的名字，台账、安全员、领导都看不到你。",
            "线封着，只有你的回执查得到进展。",
            "打字、别拍到自己，就更稳当。" if row["number"] else "放心说：在哪里、怎么了？打字就好。",
        )
        return Turn(lines(*said_), stays=True, repeats=True)
    said_ = (
        "你的名字只有安全员和工会看得到，别人看到的是“本院职工”。",
        "每看一次都留记录。",
        "不想留名：先回 匿名 再报，或报完说 匿名。",
    )
    return Turn(lines(*said_), stays=True, repeats=True)


@flow.on(ANY, text_where("怕被查", lambda text: is_afraid(text) or None))
def afraid(scene: Scene) -> Turn:
    """我怕：of being known; while something burns, of what burns."""
    row = hazard_of(scene) if scene.about.get("hazard") else None
    return keep(scene, row) if row is not None and burns(scene, row) else who_sees(scene)


def _is_hers(scene: Scene, row: Row) -> bool:
    """Whether a row that was split off still stands under the name of whoever speaks."""
    mine = row["person_id"] is not None and row["person_id"] == scene.who.person_id
    return not row["anonymous"] and bool(mine or row["reporter_id"] == scene.who.id)


def _was_seen(scene: Scene, row: Row) -> bool:
    return any(line["verb"] == "look" for line in history.history_of(scene.db, row["id"]))


def _closed(scene: Scene, row: Row) -> Row:
    if row["status"] in _OPEN and not row["anonymous"]:
        close_name(scene, row["id"])
    return hazards.find_hazard(scene.db, row["id"])
