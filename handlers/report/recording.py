"""The sentence becomes a row: what people read when a hazard has got its number."""

from actions import alarms, nameless
from actions import hazards as act
from actions.places import Where, at_department
from bot.flow import ANY, Flow, chosen
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, called, hazard_of, phones, short, thanks, who_looks
from handlers.report.steps import DONE, FIXED, MORE, PLACE
from models import hazards, photos
from models.base import Row
from rules.danger import Alarm, Danger, alarm
from rules.first_look import said_fixed
from rules.hazard import Status

flow = Flow()

OFFERS = {1: "more", 2: "change", 3: "withdraw", 4: "fixed"}


def record(scene: Scene, hazard_id: int, words: str) -> Turn:
    """The reporter's sentence: the row gets words, place, kind and number, and the person one answer."""
    db, now = scene.db, scene.now
    where = _where(scene, words)
    row = act.describe(db, hazard_id, words, where, scene.house.kinds, scene.inbound.created_at)
    cry = alarm(words)
    if row["status"] == Status.DRAFT:
        row = act.report(db, hazard_id, now, scene.house.clocks)
    if cry is not None:
        return _cried(scene, row, cry)
    if not where.text:
        return ask_place(scene, row)
    return _maybe_fixed(scene, row) if said_fixed(words) else answer(scene, row)


def _maybe_fixed(scene: Scene, row: Row) -> Turn:
    """我拖了：whoever says 我 has done it; of anybody else's deed one asks."""
    if any(word in row["description"] for word in ("我", "俺", "咱")):
        return about(row, lines("手真快！拍一张弄好后的样子？", "没法拍就说一句怎么弄的。"), goto=FIXED)
    since = scene.inbound.created_at.timestamp()
    said = lines(f"记好了，{row['number']}号。听着是已经弄好了？", "1是，我弄好的 2还没有")
    return about(row, said, goto=DONE, choices={1: "fixed", 2: "still_there"}, since=since)


@flow.on(ANY, chosen("still_there"))
def still_there(scene: Scene) -> Turn:
    """还没有：an ordinary hazard."""
    return answer(scene, hazard_of(scene))


def _cried(scene: Scene, row: Row, cry: Alarm) -> Turn:
    """Sure words alarm at once; unsure ones are asked, and alarm nobody yet."""
    if not cry.sure:
        return _is_it_now(scene, row, cry.danger)
    alarms.raise_alarm(scene.db, row, scene.now, scene.house.clocks)
    return danger_answer(scene, row, cry.danger)


def _where(scene: Scene, words: str) -> Where:
    who = scene.who
    return scene.house.places.locate(
        scene.db,
        words,
        scene.now,
        home_id=who.home_id,
        department_id=who.department_id,
        scanned=who.place_id,
    )


def answer(scene: Scene, row: Row) -> Turn:
    """记好了：at most four lines; who looks by when, and what the reporter may still do."""
    count = photos.count_photos(scene.db, row["id"])
    place, plain = short(row["place_text"]), row["plain"]
    number = f"{row['number']}号"
    if row["anonymous"]:
        return nameless_answer(scene, row)
    if not count:
        return _done(
            scene,
            row,
            f"记好了，{number}：{place}，{plain}。",
            "方便就发张照片，弄得快；没有也行。",
            who_looks(scene, row),
            "1补充 2改 3撤回 4我弄好了 5不是报隐患",
        )
    pictures = f"照片{count}张" if count < 3 else f"{count}张照片都在"
    last = "1补充 2改 3撤回 4我弄好了"
    if not scene.who.is_bound and not scene.who.self_name:
        place_line = f"{place}，{plain}，{pictures}。{_todo(scene, row)}"
        return _done(
            scene,
            row,
            f"记好了，{number}，谢谢你。",
            place_line,
            "说下科室和姓名，好了告诉你；不说也行。",
            last,
        )
    return _done(
        scene,
        row,
        f"记好了，{number}。{thanks(scene, row)}",
        f"{place}，{plain}，{pictures}。",
        who_looks(scene, row),
        last,
    )


def _todo(scene: Scene, row: Row) -> str:
    return "放进安全员待办。" if act.officers_for(scene.db, row) else "已进台账。"


def _done(scene: Scene, row: Row, *said: str) -> Turn:
    offers = OFFERS | ({5: "forget"} if "5不是报隐患" in said[-1] else {})
    since = scene.inbound.created_at.timestamp()
    return about(row, lines(*said), goto=DONE, choices=offers, since=since)


def nameless_answer(scene: Scene, row: Row) -> Turn:
    """没留名：the receipt is the only door to what becomes of it."""
    digits = scene.house.draw_digits(nameless.RECEIPT_DIGITS)
    shown = nameless.give_receipt(scene.db, row["id"], digits, scene.house.seal)
    said = (
        f"记好了，{row['number']}号，没留名。",
        f"你的回执：{shown}，截个图。",
        f"想看进展，回 查{digits}。我不主动找你。",
        "1补充 2改 3撤回",
    )
    since = scene.inbound.created_at.timestamp()
    offers = {digit: OFFERS[digit] for digit in (1, 2, 3)}
    return about(row, lines(*said), goto=DONE, choices=offers, since=since)


def ask_place(scene: Scene, row: Row) -> Turn:
    """哪里：the words name no place; the row stands all the same."""
    first = f"{row['number']}号先记下：{called(row)}。在哪里呢？"
    last = "发位置、扫墙上的码也行。"
    since = scene.inbound.created_at.timestamp()
    if not scene.who.department:
        return about(
            row, lines(first, "打字告诉我，比如：门诊楼2楼抽血处旁边", last), goto=PLACE, since=since
        )
    said = lines(first, f"1{scene.who.department} 2别处，打字告诉我", last)
    return about(row, said, goto=PLACE, choices={1: "here", 2: "elsewhere"}, since=since)


@flow.on(ANY, chosen("here"))
def here(scene: Scene) -> Turn:
    """就在本科室：the reporter's own department is the place."""
    row = hazard_of(scene)
    assert scene.who.department_id is not None
    act.set_place(scene.db, row["id"], at_department(scene.db, scene.who.department_id), scene.now)
    return answer(scene, hazards.find_hazard(scene.db, row["id"]))


@flow.on(ANY, chosen("elsewhere"))
def elsewhere(scene: Scene) -> Turn:
    """别处：typed, sent or scanned."""
    said = lines("在哪里？打字、发位置、扫墙上的码都行。", "例：门诊楼2楼抽血处旁边")
    return about(hazard_of(scene), said, goto=PLACE)


WARNINGS = {
    Danger.FIRE: ("先撤，叫上旁边的人，随手关门！", "打{phones}，我不会替你打。", "119"),
    Danger.GAS: ("先离开，叫人出来，别碰开关、别点火！", "到外面打{phones}，我不会替你打。", "119"),
    Danger.SHOCK: ("别用手拉人！先拉闸断电。", "打{phones}，我不会替你打。", "120"),
    Danger.PEOPLE: ("先顾好人，叫上旁边的人！", "打{phones}，我不会替你打。", "120"),
}


def danger_answer(scene: Scene, row: Row, danger: Danger) -> Turn:
    """急：safety first, then the telephones in full, then the number."""
    first, call, dial = WARNINGS[danger]
    where = "人安全了再说：哪里？有没有人困住？" if danger is Danger.FIRE else "人安全了再说在哪里。"
    call = call.format(phones=phones(scene.house, dial))
    if row["anonymous"] and row["receipt_hash"] is None:
        digits = scene.house.draw_digits(nameless.RECEIPT_DIGITS)
        where = (
            f"没留名，回执：{nameless.give_receipt(scene.db, row['id'], digits, scene.house.seal)}，截个图。"
        )
    since = scene.inbound.created_at.timestamp()
    return about(
        row, lines(first, call, f"已记成{row['number']}号，标了“急”。", where), goto=MORE, since=since
    )


def _is_it_now(scene: Scene, row: Row, danger: Danger) -> Turn:
    """拿不准：recorded at once, then one question."""
    said = lines(
        f"{row['number']}号先记下了。是正在发生吗？",
        "1正在冒烟、漏、着火、有人伤",
        "2没有，是怕以后出事",
        f"正在发生就先撤，打{phones(scene.house)}",
    )
    ids = {"hazard": row["id"]}
    choices = {1: Choice("happening", ids | {"danger": danger.value}), 2: Choice("not_yet", ids)}
    since = scene.inbound.created_at.timestamp()
    return Turn(said, DONE, {**ids, "since": since}, choices, until=AFTER, sealed=row["anonymous"])


@flow.on(ANY, chosen("happening"))
def happening(scene: Scene) -> Turn:
    """正在发生：now it is an emergency."""
    row = hazard_of(scene)
    alarms.raise_alarm(scene.db, row, scene.now, scene.house.clocks)
    return danger_answer(scene, row, Danger(scene.found["danger"]))


@flow.on(ANY, chosen("not_yet"))
def not_yet(scene: Scene) -> Turn:
    """怕以后出事：an ordinary hazard after all."""
    row: Row = hazard_of(scene)
    alarms.calm(scene.db, row, scene.now)
    row = hazards.find_hazard(scene.db, row["id"])
    return answer(scene, row) if row["place_text"] else ask_place(scene, row)
