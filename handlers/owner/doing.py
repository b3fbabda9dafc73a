"""责任人说进展: 弄好了, 在弄, 来不及, 不归我, 往上交."""

import re
from datetime import timedelta

from actions import owning as act
from actions.looking import officers_for
from bot.flow import ANY, Flow, chosen, kind, said, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.owner.after import pictures_waiting, take_pictures
from handlers.owner.tasks import as_owner, days_left, own_task, task_line, tasks_in_hand
from handlers.phrases import ASKED, aside, short, shown_words, whole
from handlers.report import patrol
from handlers.report.beginning import send_along
from handlers.report.opening import words_first
from handlers.report.steps import AFTER_PHOTO, LATER, MENDED
from models import hazards, photos
from models.base import Row
from rules.clocks import day_of
from rules.days import read_day
from rules.words.first_look import Look, first_look
from rules.words.task_words import NOT_YET

flow = Flow()

DONE = r"(?:都|已经|已)?(?:弄|修|换|整改|处理|清理|搞|做|清|装|补|擦|拖|搬)?(?:好|完|走|掉|定|成)了?(?:[。.!！了啦]|完毕|完成)*|搞定了?|完成了?|整改完毕|办完了?|整改完成"
_BARE_DONE = re.compile(rf"(?:{DONE})[。.!！]*")


@flow.on(ANY, chosen("task"))
def task(scene: Scene) -> Turn:
    """Y2：the owner's own card."""
    return task_card(scene, own_task(scene))


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


@flow.on(ANY, chosen("mended"))
def mended(scene: Scene) -> Turn:
    """弄好了：a picture from the same spot, or a sentence."""
    return mended_words(scene, own_task(scene))


def mended_words(scene: Scene, row: Row) -> Turn:
    """弄好了: with the photo that was sent before, if one waits; else it is asked for."""
    waiting = pictures_waiting(scene)
    if waiting is not None:
        return take_pictures(scene, waiting, row)
    act.progress(scene.db, row, "说弄好了，照片还没到", scene.now, scene.house.clocks, by=as_owner(scene))
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
    """弄好了, without a number: of what is in hand; 完 on a round ends it."""
    if scene.who.is_on_round:
        return patrol.end(scene)
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
    row = own_task(scene, scene.about["hazard"])
    polite = first_look(scene.text, scene.house.kinds) is Look.COURTESY or scene.text.startswith("[")
    if polite or len(scene.text.strip()) < 2:  # 收到 or a face says nothing of how
        return Turn("拍一张发来，或说一句怎么弄的，我就记成弄好了。", stays=True, repeats=True)
    if NOT_YET.search(scene.text):
        return noted(scene, row, scene.text)
    act.fix(scene.db, row, scene.text[:100], scene.now, scene.house.clocks, by=as_owner(scene))
    return Turn(waits_for(scene, row))


@flow.on(AFTER_PHOTO, kind("voice"))
def told_aloud(scene: Scene) -> Turn:
    """没法拍，说一句：a voice says how as well; the officer hears it."""
    row = own_task(scene, scene.about["hazard"])
    send_along(scene, row["id"], medium="voice", stage="after")
    act.fix(
        scene.db, row, scene.text[:100] or "用语音说的", scene.now, scene.house.clocks, by=as_owner(scene)
    )
    return Turn(waits_for(scene, row))


def waits_for(scene: Scene, row: Row) -> str:
    """Y4：who looks before it is closed."""
    told = [o for o in officers_for(scene.db, row) if o["id"] != row["owner_id"]]
    who = told[0]["name"] if told else "另一个人"
    return f"{row['number']}收到，等{who}看。看过就销号。"


@flow.on(ANY, chosen("on_the_way"))
def on_the_way(scene: Scene) -> Turn:
    """在弄：noted."""
    return noted(scene, own_task(scene), "在弄")


def noted(scene: Scene, row: Row, words: str) -> Turn:
    after = act.progress(scene.db, row, words[:100], scene.now, scene.house.clocks, by=as_owner(scene))
    said_ = f"好，记下了。{row['number']}号{_due(after)}前，{days_left(scene, after)}。"
    return Turn(lines(said_, f"弄好了回 {row['number']}，拍一张。"))


def _due(row: Row) -> str:
    return f"{row['due_on'].month}/{row['due_on'].day}"


@flow.on(ANY, chosen("too_short"))
def too_short(scene: Scene) -> Turn:
    """Y6：来不及: until when, and why?"""
    row = own_task(scene)
    asked = lines(f"{row['number']}要到哪天？写日期，再说一句为什么。", "例：3月9日 等配件", "不改了回 0")
    return Turn(asked, LATER, {"hazard": row["id"]}, {0: Choice("leave")}, until=ASKED)


@flow.on(LATER, kind("text"))
def later_typed(scene: Scene) -> Turn:
    """3月9日 等配件."""
    return longer(scene, own_task(scene, scene.about["hazard"]), scene.text)


def longer(scene: Scene, row: Row, words: str) -> Turn:
    """Y7：asked for; until somebody nods the old day holds."""
    when = read_day(words, day_of(scene.now, scene.house.clocks))
    if when.day is None:
        asked = lines("哪天能好？写日期，例：3月9日 等配件", "不改了回 0")
        return Turn(asked, LATER, {"hazard": row["id"]}, {0: Choice("leave")}, until=ASKED)
    why = when.rest.strip(" ，,。到要")[:60] or "来不及"
    act.ask_longer(scene.db, row, when.day, why, scene.now, scene.house.clocks, by=as_owner(scene))
    told = officers_for(scene.db, row)
    who = told[0]["name"] if told else "安全员"
    return Turn(f"跟{who}说了，等他点头；点头前还按{_due(row)}。")


@flow.on(AFTER_PHOTO, said("取消", "算了", "0"))
def not_now(scene: Scene) -> Turn:
    """先不拍：nothing was moved."""
    return Turn(f"好，{_number(scene)}还在你手上。")


def _number(scene: Scene) -> str:
    return f"{hazards.find_hazard(scene.db, scene.about['hazard'])['number']}号"
