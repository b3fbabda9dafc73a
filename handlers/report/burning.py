"""While something burns: what is told afterwards belongs to it, and what is asked is answered with what to do."""

import re
from datetime import timedelta

from actions import hazards as act
from actions.alarm_places import tell_who_goes
from bot.turn import Scene, Turn, lines
from handlers.phrases import ASKED, about, phones
from handlers.report.emergency import warning
from handlers.report.steps import DONE
from handlers.report.wording import words_of
from models import people
from models.base import Row
from rules.bare_words import is_fine
from rules.danger import Danger, alarm, goes_on
from rules.first_look import Look, first_look
from rules.hazard import Status
from rules.place_words import read
from rules.plain_text import unannounced

LASTS = timedelta(hours=2)
"""How long words may still tell of the same emergency."""
TO_FLEE = (Danger.FIRE, Danger.GAS)
A_CRY = 10
"""Characters of a question that tells nothing: 怎么办, 还有多久到."""

_ASKS = re.compile(
    r"怎么办|咋办|怎么弄|往哪|去哪|多久|什么时候|几点[来到]|没人[来接]|来了[吗没]|到了[吗没]|有人(?:来|接|管)[吗没]|来人|救命|快来|快点"
)
_PEOPLE = re.compile(
    r"困|没(?:有)?(?:出来|跑出|撤)|受伤|伤了|倒[下地了]|[昏晕]|里面还?有人|还有人|[跑走]不动|下不来|动不了"
)
_NO_PEOPLE = re.compile(r"没有?人(?:困|被困|受?伤|在里面)|人都?(?:出来|撤)")
_OUT = re.compile(r"灭了|灭掉|扑灭|控制住|不冒(?:烟|火)?了|不漏了|关(?:上|掉|了).{0,4}阀")

_MISTAKEN = re.compile(r"误会|误报|假的|看错|虚惊|不是(?:着?火|烟)|演习|演练|蒸汽|水汽")


def burns(scene: Scene, row: Row) -> bool:
    """Whether the alarm of this row is still fresh."""
    is_open = row["urgent"] and row["status"] == Status.REPORTED and row["reported_at"] is not None
    return bool(is_open and scene.now - row["reported_at"] <= LASTS)


def asks_for_help(scene: Scene, row: Row) -> Turn | None:
    """怎么办、还没人来: who goes, and what to do; anything else is no such question."""
    asks = burns(scene, row) and len(scene.text) <= A_CRY and _ASKS.search(scene.text)
    return who_comes(scene, row) if asks else None


def who_comes(scene: Scene, row: Row) -> Turn:
    """Who goes there, and what to do until then; nobody may believe that we have called."""
    goes = people.find_person(scene.db, row["responder_id"]) if row["responder_id"] is not None else None
    first = f"{goes['name']}接了，正在去。" if goes is not None else "还没有人接。"
    cry = alarm(row["description"])
    if cry is not None and cry.danger not in TO_FLEE:
        advice, call, dial = warning(cry.danger, row["description"])
        return Turn(
            lines(first + advice, call.format(phones=phones(scene.house, dial))), stays=True, repeats=True
        )
    said = lines(
        f"{first}你先撤到安全的地方，叫上旁边的人。",
        f"打{phones(scene.house)}，我不会替你打。",
        "别回去拿东西。",
    )
    return Turn(said, stays=True, repeats=True)


def told_meanwhile(scene: Scene, row: Row) -> Turn | None:
    """有人没出来、火灭了: kept with what burns."""
    if not burns(scene, row) or _may_burn_elsewhere(scene.text):
        return None
    is_idle = first_look(scene.text, scene.house.kinds) in (Look.OTHER, Look.SHORT)
    is_about_it = goes_on(scene.text) or _OUT.search(scene.text) or is_fine(scene.text)
    return keep(scene, row) if is_about_it or (is_idle and is_fresh(scene, row)) else None


def _may_burn_elsewhere(text: str) -> bool:
    """走廊有糊味, after 氧气房漏气: asked about by itself; 护士站还有人困着 is of the same."""
    return bool(alarm(text) is not None and read(text).place and not _PEOPLE.search(text))


def is_fresh(scene: Scene, row: Row) -> bool:
    """Whether words that name no place still belong to the alarm."""
    return burns(scene, row) and bool(scene.now - row["reported_at"] <= ASKED)


def keep(scene: Scene, row: Row) -> Turn:
    """The words stay with what burns; the answer says what to do now.

    Whoever goes there hears of people, and that it was a mistake.
    """
    act.add_words(scene.db, row, unannounced(words_of(scene)), scene.now)
    in_there = bool(_PEOPLE.search(scene.text)) and not _NO_PEOPLE.search(scene.text)
    is_mistaken = _MISTAKEN.search(scene.text) is not None
    if in_there or is_mistaken:
        tell_who_goes(scene.db, row, scene.now)
    number = row["number"]
    if in_there:
        said = lines(
            f"记到{number}号里了。告诉来的人，别自己进去。", f"打{phones(scene.house)}说清里面有人。"
        )
    elif is_mistaken:
        said = lines(f"记到{number}号里了，来的人会看到。", f"真没事：回 {number} 再选撤回。")
    elif _OUT.search(scene.text) or is_fine(scene.text):
        said = f"记到{number}号里了。先别进去，等来的人看过。"
    else:
        said = f"记到{number}号里了。先顾人，别回去拿东西。"
    return about(row, said, goto=DONE, since=scene.about.get("since") or 0)
