"""多少人？a code, a number, the sign-in sheet, or nothing for now. The routes of deeds stand in the same flow."""

import re
from dataclasses import replace

from bot.flow import chosen, kind, text_where
from bot.turn import Scene, Turn
from handlers.plan.asking import HOLDS, PEOPLE, go_on, is_fresh, once
from handlers.plan.mending import flow
from handlers.plan.telling import HEADS, Telling, telling_of
from handlers.plan.written import recorded
from handlers.report.opening import photo_first, words_first
from rules.plan.spoken.head_counts import is_rough

__all__ = ["flow", "not_a_number"]


@flow.on(PEOPLE, chosen("deed_code"))
def show_code(scene: Scene) -> Turn:
    """1放个码：recorded now, and people scan."""
    return once(scene, telling_of(scene.about), wants_code=True)


@flow.on(PEOPLE, chosen("deed_heads"))
def ask_heads(scene: Scene) -> Turn:
    """2写人数."""
    return Turn("多少人？写个数就行，例：42", PEOPLE, {**scene.about, "writes": True}, until=HOLDS)


@flow.on(PEOPLE, chosen("deed_list"))
def ask_list(scene: Scene) -> Turn:
    """3发签到表照片."""
    said_ = "把签到表拍下来发给我。人数写在照片后面也行，例：42"
    return Turn(said_, PEOPLE, {**scene.about, "writes": True, "shows": True}, until=HOLDS)


_AN_OFFER = re.compile(r"\s*[123]\s*")


@flow.on(PEOPLE, text_where("42人", HEADS.fullmatch))
def heads_told(scene: Scene) -> Turn:
    """42：that many, without names; 2, hours after it was offered, is no head-count."""
    if _AN_OFFER.fullmatch(scene.text) and not scene.about.get("writes"):
        return go_on(scene, telling_of(scene.about))
    return once(scene, replace(telling_of(scene.about), people=int(scene.found["it"][1])))


@flow.on(PEOPLE, kind("image"))
def list_sent(scene: Scene) -> Turn:
    """签到表：recorded with its picture; how many were there may follow. Hours later a photo is a hazard as ever."""
    if not is_fresh(scene) and not scene.about.get("shows"):
        return photo_first(scene)
    return recorded(scene, telling_of(scene.about), has_list=True)


_NOT_COUNTED = re.compile(
    r"(?:人数)?(?:就|先|暂时|那就|这个|真|实在|也|还|我|没手机)*(?:不写|不填|不记(?=人?数)|空着|空|没(?:有)?(?:细|具体)?(?:数|点|统计|清点|人数|算)|跳过|"
    r"不知道|不清楚|不记得|记不清|记不得|忘了|说不准|说不清|以后补|回头补|再补|后补|待定|等会儿?补|明天补)"
    r"(?:过|了|清|人数|多少|有|来了|几个|人|数|呢|啊|吧|再说|[,，。.\s]|回头补|以后补|先不写)*"
)


@flow.on(PEOPLE, text_where("先不写", _NOT_COUNTED.fullmatch))
def without_heads(scene: Scene) -> Turn:
    """先不写、没数：recorded without; 补人数 asks once more before the sheet goes out."""
    if not is_fresh(scene) and not re.search("写|人|数", scene.text):
        return words_first(scene)
    return once(scene, telling_of(scene.about))


def not_a_number(scene: Scene, telling: Telling) -> Turn:
    """三四十、几十人、whatever is no number: asked in other words, and how to go on without."""
    why = "" if is_rough(scene.text) else "没听懂多少人。"
    return go_on(scene, telling, before=f"{why}说个整数就行，比如40；真没数，回 先不写。")
