"""TR4：a deed is written down, and what is said then: what it counts for, how to mend it, where its code is."""

from actions.plan.doing import deeds as act
from actions.plan.doing import half_told, tracing
from bot.turn import Choice, Scene, Turn, lines
from handlers.plan.mending import KEEPS, RECORDED, keep_picture
from handlers.plan.parts import GROUPS_WITH_PEOPLE, plans_of, today_of, unit_of
from handlers.plan.telling import Telling, in_words, kinds_of, not_found, said_of, telling_of
from models.base import Row
from rules.plan.document import Kind
from rules.refusal import Refused


def recorded(scene: Scene, telling: Telling, *, wants_code: bool = False, has_list: bool = False) -> Turn:
    """TR4：记好了, what it counts for, and how to mend it."""
    today, unit = today_of(scene), unit_of(scene)
    told = said_of(scene, telling)
    try:
        deed_id = act.record(scene.db, unit["id"], told, scene.now, scene.who.person_id, today=today)
    except Refused as no:
        return Turn(str(no), stays=True, repeats=True)
    settle(scene, telling)
    choices = _maybe_a_hazard(scene, keep_picture(scene, deed_id, "sign_in")) if has_list else {}
    counts = tracing.counted_in(scene.db, plans_of(scene), unit, deed_id, today)
    one = kinds_of(scene)[telling.kind]
    next_ = _code_line(scene, deed_id) if wants_code else _how_to_mend(told, one, has_list=has_list)
    next_ = f"{missing}错了回 改。" if (missing := not_found(telling.unknown)) and not wants_code else next_
    photo = "拍的是隐患？回 1 单独报。" if choices else ""
    said_ = lines(f"记好了：{in_words(scene, deed_id)}", f"算进：{counts}。" if counts else "", next_, photo)
    return Turn(said_, RECORDED, {"deed": deed_id}, choices, until=KEEPS)


def _maybe_a_hazard(scene: Scene, proof: int) -> dict[int, Choice]:
    """A picture that nobody asked for as the list may show something else."""
    if scene.about.get("shows"):
        return {}
    sent = scene.inbound
    return {1: Choice("deed_hazard", {"proof": proof, "media": sent.media_id, "url": sent.picture_url})}


def settle(scene: Scene, telling: Telling) -> None:
    """It waits no more, nor does what was half told of the same before."""
    person = scene.who.person_id
    if person is None:
        return
    waiting = half_told.waiting(scene.db, person, scene.now)
    numbers = [one["half"] for one in waiting if one["half"] == telling.half or _tells_less(one, telling)]
    half_told.settle(scene.db, person, numbers)


def _tells_less(one: Row, telling: Telling) -> bool:
    """Of the same kind, and nothing that was told of it is told otherwise now."""
    before = telling_of(one)
    same_day = before.day in (None, telling.day)
    return before.kind == telling.kind and same_day and before.topics in ((), telling.topics)


def _how_to_mend(told: act.Said, one: Kind, *, has_list: bool) -> str:
    if has_list:
        return "照片收到了，人数写个数就记上；错了回 改。"
    if one.group == "drill" and not told.departments:
        return "哪些科室来了？回 改 再说，例：内科、外科参加。"
    if one.group in GROUPS_WITH_PEOPLE and told.attested is None:
        return "错了回 改；人数、签到表照片接着发就记上。"
    what = "签到表照片" if one.group in GROUPS_WITH_PEOPLE else "照片"
    return f"错了回 改，发{what}就一起存。"


def _code_line(scene: Scene, deed_id: int) -> str:
    url = scene.house.public_url
    if not url:
        return "签到码要在网页上开，网页还没开通，先写人数。"
    return f'<a href="{url}/console/deeds/{deed_id}/code">打开签到码</a>，大家扫；要投到大屏，回 电脑。'
