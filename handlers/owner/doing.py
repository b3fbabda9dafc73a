"""责任人说进展: 弄好了, 在弄, 来不及, 不归我, 往上交."""

import re
from datetime import timedelta

from actions import owning as act
from actions.looking import above, officers_for
from actions.moving import By
from bot.flow import ANY, Flow, chosen, kind, said, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.owner.after import pictures_waiting, take_pictures
from handlers.owner.tasks import days_left, is_owner, task_line, tasks_in_hand
from handlers.phrases import ASKED, aside, short, shown_words, whole
from handlers.report.beginning import send_along
from handlers.report.opening import words_first
from handlers.report.steps import AFTER_PHOTO, LATER, MENDED, UP, WHOSE
from models import hazards, people, photos
from models.base import Row
from rules.clocks import day_of
from rules.days import read_day
from rules.first_look import Look, first_look
from rules.hazard import NotYours, Part, Status

flow = Flow()

_DONE = r"(?:都|已经|已)?(?:弄|修|换|整改|处理|清理|搞|做|清|装|补|擦|拖|搬)?(?:好|完|走|掉|定|成)了?(?:[。.!！了啦]|完毕|完成)*|搞定了?|完成了?|整改完毕|办完了?|整改完成"
_OWN_WORDS = re.compile(
    rf"(?P<number>\d{{3,9}})\s*号?[\s,，:：]*(?:(?P<done>{_DONE})|(?P<doing>在弄|在办|在修|正在弄|正在办|在处理|已经在弄)"
    r"|(?P<not_mine>不归我们?管?|不是我们?的|不归我们?科)|(?P<up>往上交|上交|弄不了|解决不了|往上报)"
    r"|(?P<later>(?:等|来不及|延期|要到|晚点|缺|没到).{0,30}))[。.!！]*"
)
_BARE_DONE = re.compile(rf"(?:{_DONE})[。.!！]*")


@flow.on(ANY, chosen("task"))
def task(scene: Scene) -> Turn:
    """Y2：the owner's own card."""
    return task_card(scene, _own(scene))


def task_card(scene: Scene, row: Row) -> Turn:
    """What it is, until when, how; five digits."""
    due = f"{row['due_on'].month}/{row['due_on'].day}"
    how = f"怎么弄：{short(row['measure'], 16)}。" if row["measure"] else ""
    told = shown_words(photos.photos_of(scene.db, row["id"]))
    address = scene.house.link_to(row["id"], scene.now)
    link = f'照片：<a href="{address}">点这里看</a>' if address and told.endswith("张") else told
    ids = {"hazard": row["id"]}
    verbs = {1: "mended", 2: "on_the_way", 3: "too_short", 4: "not_mine", 5: "hand_up"}
    return aside(
        scene,
        Turn(
            lines(
                f"{row['number']} {whole(row, 30)}，{due}，{days_left(scene, row)}。",
                f"{how}{link}",
                "1弄好了 2在弄 3来不及 4不归我",
                "5弄不了，往上交",
            ),
            choices={digit: Choice(verb, ids) for digit, verb in verbs.items()},
        ),
    )


def _own(scene: Scene, hazard_id: int | None = None) -> Row:
    """The hazard, if it is this person's (or of somebody they stand in for)."""
    row = hazards.find_hazard(scene.db, hazard_id or scene.found["hazard"])
    if not is_owner(scene, row) or row["status"] != Status.ASSIGNED:
        raise NotYours(f"{row['number']}号现在不在你手上，我没动它。\n回 待办 看你手上的。")
    return row


def _by(scene: Scene) -> By:
    return By(Part.OWNER, scene.who.person_id)


def reads_own_words(scene: Scene, row: Row, text: str) -> Turn | None:
    """112弄好了, 112等配件3月9日, 112不归我: what an owner says beside a number; None for anything else."""
    told = _OWN_WORDS.fullmatch(text.strip())
    if told is None or not is_owner(scene, row) or row["status"] != Status.ASSIGNED:
        return None
    if told["done"]:
        return mended_words(scene, row)
    if told["doing"]:
        return _noted(scene, row, text)
    if told["later"]:
        return _longer(scene, row, told["later"])
    return _whose(row) if told["not_mine"] else _up(scene, row)


@flow.on(ANY, chosen("mended"))
def mended(scene: Scene) -> Turn:
    """弄好了：a picture from the same spot, or a sentence."""
    return mended_words(scene, _own(scene))


def mended_words(scene: Scene, row: Row) -> Turn:
    """弄好了: with the photo that was sent before, if one waits; else it is asked for."""
    waiting = pictures_waiting(scene)
    if waiting is not None:
        return take_pictures(scene, waiting, row)
    act.progress(scene.db, row, "说弄好了，照片还没到", scene.now, scene.house.clocks, by=_by(scene))
    ids = {"hazard": row["id"]}
    said_ = (
        f"{row['number']}：站在同一个地方拍一张发来。",
        "没信号先拍着，有信号再发，我认得。",
        "没法拍就说一句怎么弄的。",
    )
    return Turn(lines(*said_), AFTER_PHOTO, ids, {0: Choice("leave")}, until=timedelta(hours=24))


@flow.on(IDLE, text_where("弄好了", _BARE_DONE.fullmatch))
@flow.on(MENDED, text_where("弄好了", _BARE_DONE.fullmatch))
def bare_done(scene: Scene) -> Turn:
    """弄好了, without a number: of what is in hand."""
    mine = tasks_in_hand(scene)
    if not mine:
        return words_first(scene)
    if len(mine) > 1:
        listed = " ".join(f"{d}) {row['number']}" for d, row in enumerate(mine[:9], 1))
        choices = {d: Choice("mended", {"hazard": row["id"]}) for d, row in enumerate(mine[:9], 1)}
        return aside(scene, Turn(lines("哪一件弄好了？", listed), choices=choices))
    choices = {1: Choice("mended", {"hazard": mine[0]["id"]}), 2: Choice("leave")}
    return aside(scene, Turn(f"是{task_line(mine[0], scene)}，弄好了？1是 2不是", choices=choices))


@flow.on(AFTER_PHOTO, kind("text"))
def told_how(scene: Scene) -> Turn:
    """没法拍：a sentence about how it was put right."""
    row = _own(scene, scene.about["hazard"])
    polite = first_look(scene.text, scene.house.kinds) is Look.COURTESY or scene.text.startswith("[")
    if polite or len(scene.text.strip()) < 2:  # 收到 or a face says nothing of how
        return Turn("拍一张发来，或说一句怎么弄的，我就记成弄好了。", stays=True, repeats=True)
    act.fix(scene.db, row, scene.text[:100], scene.now, scene.house.clocks, by=_by(scene))
    return Turn(waits_for(scene, row))


@flow.on(AFTER_PHOTO, kind("voice"))
def told_aloud(scene: Scene) -> Turn:
    """没法拍，说一句：a voice says how as well; the officer hears it."""
    row = _own(scene, scene.about["hazard"])
    send_along(scene, row["id"], medium="voice", stage="after")
    act.fix(scene.db, row, scene.text[:100] or "用语音说的", scene.now, scene.house.clocks, by=_by(scene))
    return Turn(waits_for(scene, row))


def waits_for(scene: Scene, row: Row) -> str:
    """Y4：who looks before it is closed."""
    told = [o for o in officers_for(scene.db, row) if o["id"] != row["owner_id"]]
    who = told[0]["name"] if told else "另一个人"
    return f"{row['number']}收到，等{who}看。看过就销号。"


@flow.on(ANY, chosen("on_the_way"))
def on_the_way(scene: Scene) -> Turn:
    """在弄：noted."""
    return _noted(scene, _own(scene), "在弄")


def _noted(scene: Scene, row: Row, words: str) -> Turn:
    after = act.progress(scene.db, row, words[:100], scene.now, scene.house.clocks, by=_by(scene))
    said_ = f"好，记下了。{row['number']}号{_due(after)}前，{days_left(scene, after)}。"
    return Turn(lines(said_, f"弄好了回 {row['number']}，拍一张。"))


def _due(row: Row) -> str:
    return f"{row['due_on'].month}/{row['due_on'].day}"


@flow.on(ANY, chosen("too_short"))
def too_short(scene: Scene) -> Turn:
    """Y6：来不及: until when, and why?"""
    row = _own(scene)
    asked = lines(f"{row['number']}要到哪天？写日期，再说一句为什么。", "例：3月9日 等配件", "不改了回 0")
    return Turn(asked, LATER, {"hazard": row["id"]}, {0: Choice("leave")}, until=ASKED)


@flow.on(LATER, kind("text"))
def later_typed(scene: Scene) -> Turn:
    """3月9日 等配件."""
    return _longer(scene, _own(scene, scene.about["hazard"]), scene.text)


def _longer(scene: Scene, row: Row, words: str) -> Turn:
    """Y7：asked for; until somebody nods the old day holds."""
    when = read_day(words, day_of(scene.now, scene.house.clocks))
    if when.day is None:
        asked = lines("哪天能好？写日期，例：3月9日 等配件", "不改了回 0")
        return Turn(asked, LATER, {"hazard": row["id"]}, {0: Choice("leave")}, until=ASKED)
    why = when.rest.strip(" ，,。到要")[:60] or "来不及"
    act.ask_longer(scene.db, row, when.day, why, scene.now, scene.house.clocks, by=_by(scene))
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "安全员"
    return Turn(f"跟{who}说了，等他点头；点头前还按{_due(row)}。")


@flow.on(ANY, chosen("not_mine"))
def not_mine(scene: Scene) -> Turn:
    """Y8：不归我: whose is it?"""
    return _whose(_own(scene))


def _whose(row: Row) -> Turn:
    asked = lines(f"{row['number']}归谁？写科室或名字；", "不知道回 0，退给安全员重派。")
    choices = {0: Choice("nobodys", {"hazard": row["id"]})}
    return Turn(asked, WHOSE, {"hazard": row["id"]}, choices, until=ASKED)


@flow.on(WHOSE, kind("text"))
def whose_typed(scene: Scene) -> Turn:
    """设备科 刘军."""
    return _passed_on(scene, _own(scene, scene.about["hazard"]), scene.text[:40])


@flow.on(ANY, chosen("nobodys"))
def nobodys(scene: Scene) -> Turn:
    """不知道归谁."""
    return _passed_on(scene, _own(scene), "")


def _passed_on(scene: Scene, row: Row, whose: str) -> Turn:
    text = f"不归我，归{whose.removeprefix('归')}" if whose else "不归我"
    act.not_mine(scene.db, row, text, scene.now, scene.house.clocks, by=_by(scene))
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "安全员"
    return Turn(f"{row['number']}退给{who}重派了，不用你管了。")


@flow.on(ANY, chosen("hand_up"))
def hand_up(scene: Scene) -> Turn:
    """弄不了，往上交：why?"""
    return _up(scene, _own(scene))


def _up(scene: Scene, row: Row) -> Turn:
    head = above(scene.db, people.find_person(scene.db, row["owner_id"]))
    who = f"交到{head['unit_name']} {head['name']}" if head else "往上交"
    ids = {"hazard": row["id"]}
    choices = {
        1: Choice("up", ids | {"why": "缺钱"}),
        2: Choice("up", ids | {"why": "缺人手"}),
        3: Choice("up", ids | {"why": "要停用停业才能弄"}),
        0: Choice("leave"),
    }
    asked = lines(f"{row['number']}{who}，差在哪？", "1缺钱 2缺人手 3要停用才能弄", "也能写一句。不交了回 0")
    return Turn(asked, UP, ids, choices, until=ASKED)


@flow.on(ANY, chosen("up"))
def up(scene: Scene) -> Turn:
    """往上交：with one of the usual reasons."""
    return _handed_up(scene, _own(scene), scene.found["why"])


@flow.on(UP, kind("text"))
def up_typed(scene: Scene) -> Turn:
    """往上交：in one's own words."""
    return _handed_up(scene, _own(scene, scene.about["hazard"]), scene.text[:60])


def _handed_up(scene: Scene, row: Row, why: str) -> Turn:
    """Y9：who has it now; the letter; the place is watched until then."""
    after = act.hand_up(scene.db, row, why, scene.now, scene.house.clocks, by=_by(scene))
    head = people.find_person(scene.db, after["owner_id"])
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "工会"
    first = f"{row['number']}交到{head['unit_name']} {head['name']}。出了通知书，{who}去送。"
    return Turn(lines(first, "到他接手前，先把现场看住。"))


@flow.on(AFTER_PHOTO, said("取消", "算了", "0"))
def not_now(scene: Scene) -> Turn:
    """先不拍：nothing was moved."""
    return Turn(f"好，{_number(scene)}还在你手上。")


def _number(scene: Scene) -> str:
    return f"{hazards.find_hazard(scene.db, scene.about['hazard'])['number']}号"
