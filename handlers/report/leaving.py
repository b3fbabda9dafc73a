"""Taking it back, and saying that it is fixed already."""

import re
from dataclasses import replace

from actions import hazards as act
from actions.looking import officers_for
from bot.flow import ANY, Flow, chosen, kind, text_where
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, is_another, standing
from handlers.report.beginning import ended, send_along
from handlers.report.opening import photo_first, words_first
from handlers.report.steps import DONE, FIXED, LATE, MORE, PLACE, WHY, WORDS
from handlers.report.wording import words_for, words_of
from models import photos, reported
from models.base import Row
from rules.hazard import Status
from rules.words.bare_words import is_fine
from rules.words.first_look import Look, first_look
from rules.words.picture_words import tells_of_people

flow = Flow()


PICTURE = kind("image", "video", "shortvideo")
IN_PICTURE = text_where("照片里有病人", tells_of_people)
WHY_BACK = "why"
"""What was asked: why it is taken back."""


@flow.on(ANY, chosen("withdraw"))
def withdraw(scene: Scene) -> Turn:
    """撤回：why?"""
    row = hazard_of(scene)
    if row["status"] not in (Status.DRAFT, Status.REPORTED):
        return about(row, too_late(scene, row), goto=DONE, since=0)
    asked = lines(
        f"撤回{row['number']}号，为什么？",
        "1发错了 2已经没事 3别人报过",
        "4照片里有病人或隐私（马上封起来）",
        "不撤了回 0",
    )
    verbs = {1: "take_back", 2: "take_back", 3: "take_back", 4: "seal"}
    reasons = {1: "发错了", 2: "已经没事", 3: "别人报过", 4: "照片里有病人或隐私"}
    choices = {d: Choice(verbs[d], {"hazard": row["id"], "reason": reasons[d]}) for d in verbs}
    choices[0] = Choice("enough", {"hazard": row["id"]})
    about_ = {"hazard": row["id"], "since": 0, "asked": WHY_BACK}
    return Turn(asked, DONE, about_, choices, until=AFTER, sealed=row["anonymous"])


@flow.on(WORDS, text_where("这里没事", is_fine))
def nothing_wrong(scene: Scene) -> Turn:
    """拍了又说没事：no row; the photo can be taken up again."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, "已经没事", scene.now)
    last = "下一处接着拍，查完回 完。" if scene.who.is_on_round else ""
    said = lines("好，没事就不记，照片24小时后清掉。", last, "点错了回 接着")
    about_ = {"dropped": row["id"]}
    return Turn(said, about=about_, until=scene.house.clocks.show_draft, sealed=row["anonymous"])


@flow.on(WORDS, IN_PICTURE)
@flow.on(DONE, IN_PICTURE)
@flow.on(LATE, IN_PICTURE)
@flow.on(PLACE, IN_PICTURE)
@flow.on(MORE, IN_PICTURE)
def private(scene: Scene) -> Turn:
    """照片里有病人：said in plain words, it is sealed as well."""
    row = hazard_of(scene)
    if photos.count_photos(scene.db, row["id"]) == 0:
        return which_picture(scene)
    if row["status"] not in (Status.DRAFT, Status.REPORTED):
        return about(row, too_late(scene, row), goto=DONE, since=0)
    return seal(replace(scene, found={"hazard": row["id"], "reason": "照片里有病人或隐私"}))


@flow.on(ANY, IN_PICTURE)
def which_picture(scene: Scene) -> Turn:
    """照片里有病人，可不知道说的哪一件：the last one with pictures is asked about, else its number."""
    row = reported.last_with_pictures(scene.db, scene.who.id, scene.now - AFTER)
    if row is not None:
        reason = {"hazard": row["id"], "reason": "照片里有病人或隐私"}
        choices = {1: Choice("seal", reason), 2: Choice("mine")}
        number = f"{row['number']}号" if row["number"] else "刚才"
        return Turn(f"是{number}的照片吗？1是，马上封起来 2不是", scene.step, choices=choices, keeps=True)
    said = lines("哪一件的照片？回号，再选撤回、选4，马上封起来。", "回 我的 看是哪个号。")
    return Turn(said, stays=True)


def too_late(scene: Scene, row: Row) -> str:
    """Why a row can no longer be taken back."""
    return f"{row['number']}号{standing(scene, row)}，撤不了了。\n想说什么，回 {row['number']} 补一句。"


@flow.on(ANY, chosen("take_back"))
def take_back(scene: Scene) -> Turn:
    """撤回了：the number and the reason stay, nobody walks for nothing."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, scene.found["reason"], scene.now)
    still = "再报的也不留名，要留名先回 留名。" if row["anonymous"] else "想再报，直接发照片。"
    return ended(row, lines(f"{row['number']}号撤回了，没人会跑一趟。", still))


@flow.on(ANY, chosen("seal"))
def seal(scene: Scene) -> Turn:
    """封照片：nobody sees them from now on."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, scene.found["reason"], scene.now, private=True)
    said = ("照片封起来了，现在谁也看不到。", "24小时内彻底清掉。", "那处还不安全的话，重拍一张不带人的。")
    return ended(row, lines(*said))


_NOT_FIXED = re.compile(
    r"(?:还|都|也|我)*没(?:有|能)?(?:弄|修|处理|解决|整|清|搬|好|完|人)?(?:好|完|走|掉|呢|修|弄|处理)*[了啊呢]?[。.!！]*|"
    r"(?:我)?(?:按|点|选|回|发|弄)错了?[。.!！]*|不是(?:我)?(?:弄的|修的|弄好)?了?[。.!！]*|(?:我)?弄不了[。.!！]*"
)
_NOTHING = re.compile(
    r"(?:没有?|不)(?:了|什么|啥|补|说|写|改|用|会|知道|清楚|要)*(?:了|的|啊|呢|的了)?[。.!！]*|(?:就)?(?:这些|这样|算了?)[了吧]?[。.!！]*"
)


def is_nothing(scene: Scene) -> bool:
    """没了、不用了、谢谢：words that would only stain the row."""
    look = first_look(scene.text, scene.house.kinds)
    return look is Look.COURTESY or _NOTHING.fullmatch(scene.text.strip()) is not None


@flow.on(ANY, chosen("fixed"))
def fixed(scene: Scene) -> Turn:
    """我弄好了：an after-photo, or a sentence."""
    row = hazard_of(scene)
    said = lines("手真快！拍一张弄好后的样子？", "没法拍就说一句怎么弄的。还没弄好回 0")
    return about(row, said, goto=FIXED, choices={0: "enough"})


@flow.on(FIXED, PICTURE)
def fixed_photo(scene: Scene) -> Turn:
    """弄好后的照片：the after-photo closes the reporter's part."""
    row = hazard_of(scene)
    send_along(scene, row["id"], stage="after")
    return SILENCE if row["status"] == Status.FIXED else _fixed(scene, "")


@flow.on(FIXED, kind("text"))
def fixed_words(scene: Scene) -> Turn:
    """怎么弄的：a sentence is enough; 还没弄好 and 谢谢 are none."""
    row = hazard_of(scene)
    if _NOT_FIXED.fullmatch(scene.text):
        return about(row, f"好，{row['number']}号还算没弄好，安全员会看。", goto=DONE, since=0)
    if is_another(scene, row):
        return words_first(scene)
    if first_look(scene.text, scene.house.kinds) in (Look.COURTESY, Look.QUESTION):
        said = "怎么弄好的？说一句，或拍一张。还没弄好回 0"
        return about(row, said, goto=FIXED, choices={0: "enough"})
    return _fixed(scene, words_of(scene))


def _fixed(scene: Scene, how: str) -> Turn:
    row = hazard_of(scene)
    act.fix_on_spot(scene.db, row, how, scene.now)
    officers = officers_for(scene.db, row)
    said = lines(
        f"好，{row['number']}号：你当场弄好的，也进台账、也算数。",
        f"{officers[0]['name'] if officers else '安全员'}看一眼就销号。",
        "会再犯的话，说一句为什么；不说回 0",
    )
    return about(row, said, goto=WHY, choices={0: "enough"})


@flow.on(WHY, PICTURE)
def why_photo(scene: Scene) -> Turn:
    """又一张弄好后的照片：joins the after-photos."""
    row = hazard_of(scene)
    if scene.now - row["fixed_at"] > scene.house.clocks.join:
        return photo_first(scene)
    is_first = not any(photo["stage"] == "after" for photo in photos.photos_of(scene.db, row["id"]))
    send_along(scene, row["id"], stage="after")
    said = f"照片放进{row['number']}号了。会再犯的话，说一句为什么；不说回 0"
    return Turn(said, stays=True, repeats=True) if is_first else SILENCE


@flow.on(WHY, kind("text"))
def why(scene: Scene) -> Turn:
    """为什么会再犯：kept with the row; 谢谢 and 没有 are no reason."""
    row = hazard_of(scene)
    if is_nothing(scene):
        return about(row, "好，不写了。", goto=DONE, since=0)
    if is_another(scene, row):
        return words_first(scene)
    act.add_words(scene.db, row, words_for(scene, row), scene.now)
    return about(row, f"记下了，{row['number']}号里写着。", goto=DONE, since=0)
