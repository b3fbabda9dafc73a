"""记好了: what people read when a hazard has got its number; at most four lines, only what is true."""

from collections.abc import Sequence
from typing import Any

from actions import nameless
from actions.looking import officers_for
from actions.places import Where, at_place
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, called, short, thanks, who_looks
from handlers.report.steps import DONE, PLACE
from models import photos
from models.base import Row

OFFERS = {1: "more", 2: "change", 3: "withdraw", 4: "fixed"}
LAST = "1补充 2改 3撤回 4我弄好了"
ALBUM = 2
"""So many pictures may show several places."""


def answer(scene: Scene, row: Row) -> Turn:
    """记好了：who looks by when, and what the reporter may still do."""
    if row["anonymous"]:
        return receipt_answer(scene, row)
    count = photos.count_photos(scene.db, row["id"])
    if not count:
        return _words_alone(scene, row)
    number, facts = f"{row['number']}号", f"{short(row['place_text'])}，{row['plain']}，{_pictures(count)}。"
    last, offers = LAST, dict(OFFERS)
    if count >= ALBUM:
        last, offers = f"{LAST} 5不是同一处", OFFERS | {5: "split_album"}
    if not (scene.who.is_bound or scene.who.self_name or scene.who.is_ward):
        who = "说下科室和姓名，好了告诉你；不说也行。"
        return done(
            scene, row, f"记好了，{number}，谢谢你。", facts + _todo(scene, row), who, last, offers=offers
        )
    first = f"记好了，{number}。{thanks(scene, row)}"
    return done(scene, row, first, facts, who_looks(scene, row), last, offers=offers)


def _words_alone(scene: Scene, row: Row) -> Turn:
    return done(
        scene,
        row,
        f"记好了，{row['number']}号：{short(row['place_text'])}，{row['plain']}。",
        "方便就发张照片，弄得快；没有也行。",
        who_looks(scene, row),
        f"{LAST} 5不是报隐患",
        offers=OFFERS | {5: "forget"},
    )


def _pictures(count: int) -> str:
    return f"照片{count}张" if count <= ALBUM else f"{count}张照片都在"


def _todo(scene: Scene, row: Row) -> str:
    return "放进安全员待办。" if officers_for(scene.db, row) else "已进台账。"


def done(scene: Scene, row: Row, *said: str, offers: dict[int, str]) -> Turn:
    """The report is done; pictures that come within two minutes still join it."""
    return about(row, lines(*said), goto=DONE, choices=offers, since=since(scene))


def since(scene: Scene) -> float:
    """The moment of the sentence, from which late pictures are counted."""
    return scene.inbound.created_at.timestamp()


def receipt_answer(scene: Scene, row: Row) -> Turn:
    """没留名：the receipt is the only door to what becomes of it."""
    if row["receipt_hash"] is not None:
        return done(scene, row, f"{row['number']}号改好了。回执还是那张。", "1补充 2改 3撤回", offers=FEWER)
    shown, digits = new_receipt(scene, row)
    if row["pieces"]:
        told = f"记好了，{row['number']}号，没留名。"
        return with_split(
            row, (told, f"你的回执：{shown}，截个图。", f"想看进展，回 查{digits}。我不主动找你。")
        )
    where = "" if row["place_text"] else "在哪里？再说一句。"
    said = (
        f"记好了，{row['number']}号，没留名。{where}",
        f"你的回执：{shown}，截个图。",
        f"想看进展，回 查{digits}。我不主动找你。",
        "1补充 2改 3撤回",
    )
    goto = DONE if row["place_text"] else PLACE
    return about(row, lines(*said), goto=goto, choices=FEWER, since=since(scene))


def with_split(row: Row, told: Sequence[str]) -> Turn:
    """几件事，没留名：the same split as with a name; all of them are found by the one receipt."""
    count = len(row["pieces"])
    where = "" if row["place_text"] else "在哪里？"
    said = lines(*told, f"{where}听着是{count}件：1分成{count}个号 2就一件")
    goto = DONE if row["place_text"] else PLACE
    return about(row, said, goto=goto, choices={1: "split_words", 2: "keep_one"}, since=0)


FEWER = {digit: OFFERS[digit] for digit in (1, 2, 3)}
"""What a nameless reporter may do; to have fixed it would tell who it was."""


def new_receipt(scene: Scene, row: Row) -> tuple[str, str]:
    """A receipt as people read it, and its bare digits."""
    digits = scene.house.draw_digits(nameless.RECEIPT_DIGITS)
    return nameless.give_receipt(scene.db, row["id"], digits, scene.house.seal), digits


def ask_place(scene: Scene, row: Row, **ids: Any) -> Turn:
    """哪里：the words name no place; the row stands all the same."""
    first = f"{row['number']}号先记下：{called(row)}。在哪里呢？"
    last = "发位置、扫墙上的码也行。"
    if not scene.who.department:
        said = lines(first, "打字告诉我，比如：门诊楼2楼抽血处旁边", last)
        return about(row, said, goto=PLACE, since=since(scene), **ids)
    said = lines(first, f"1{scene.who.department} 2别处，打字告诉我", last)
    return about(row, said, goto=PLACE, choices={1: "here", 2: "elsewhere"}, since=since(scene), **ids)


def ask_which_place(scene: Scene, row: Row, where: Where) -> Turn:
    """码和话对不上：what was said holds, unless the person says otherwise."""
    assert where.instead_of is not None
    code = at_place(scene.db, where.instead_of).text
    said = lines(
        f"{row['number']}号记下了。码是{short(code, 12)}，话里是{short(where.text, 12)}。按哪个？",
        f"1 {short(where.text)}",
        f"2 {short(code)}",
        "不回就按你说的。",
    )
    ids = {"hazard": row["id"]}
    choices = {1: Choice("as_said", ids), 2: Choice("as_scanned", ids | {"place": where.instead_of})}
    return Turn(
        said, DONE, {**ids, "since": since(scene)}, choices, until=AFTER, sealed=bool(row["anonymous"])
    )
