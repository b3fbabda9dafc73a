"""While something burns: what is told afterwards belongs to it, and what is asked is answered with what to do."""

import re
from datetime import timedelta

from actions import hazards as act
from actions.alarm_places import tell_who_goes
from bot.turn import Scene, Turn, lines
from handlers.phrases import ASKED, about, is_apart, phones
from handlers.report.alarms.asked import calls_out, direct, is_question, knows_nothing, only_asks
from handlers.report.alarms.emergency import NOW, asked_now, told_now
from handlers.report.alarms.safety import ADVICE, TO_FLEE, in_need, meanwhile, no_alarm, plight_of
from handlers.report.alarms.whereabouts import is_elsewhere, note_place, only_where, tell_where
from handlers.report.steps import DONE
from handlers.report.wording import words_of
from models import hazards, people
from models.base import Row
from rules.alarms.danger import alarm, goes_on
from rules.alarms.plight import Plight, are_in_there, is_hurt, is_lifeless, plight, shuts_in_oneself
from rules.hazard import Status
from rules.places.place_words import read
from rules.words.bare_words import is_fine
from rules.words.first_look import Look, first_look
from rules.words.plain_text import unannounced

LASTS = timedelta(hours=2)
"""How long words may still tell of the same emergency."""
BELONGING = (Plight.SHUT_IN, Plight.LIFELESS, Plight.HURT)
"""What comes over people in a fire, or from a shock; a fight, a lift or a leap is an alarm of its own."""
ALONE = (Plight.LIFT, Plight.SHUT_IN, Plight.TAKEN)
"""有人喝农药 has nothing to do with these."""

_THE_LIFT = re.compile(r"(?:电梯|轿厢)(?:里[面头边]?|间)?|里[面头边]")
_OUT = re.compile(r"灭了|灭掉|扑灭|控制住|不冒(?:烟|火)?了|不漏了|关(?:上|掉|了).{0,4}阀")
_EASED = re.compile(
    r"出来了|救出|打完|停手|不打了|(?:人|他|她|^)(?:已经|都)?走了|制服|带走|醒了|缓过来|下来了|断(?:了)?电了?|拉了?闸"
)
_MISTAKEN = re.compile(r"误会|误报|假的|看错|虚惊|不是(?:着?火|烟)|演习|演练|蒸汽|水汽")


def burns(scene: Scene, row: Row) -> bool:
    """Whether the alarm of this row is still fresh."""
    is_open = row["urgent"] and row["status"] == Status.REPORTED and row["reported_at"] is not None
    return bool(is_open and scene.now - row["reported_at"] <= LASTS)


def is_fresh(scene: Scene, row: Row) -> bool:
    """Whether words that name no place still belong to the alarm."""
    return burns(scene, row) and bool(scene.now - row["reported_at"] <= ASKED)


def asks_for_help(scene: Scene, row: Row) -> Turn | None:
    """怎么办、能坐电梯吗、我出不去了、里面还有个老人: answered with what to do; anything else is no such thing."""
    if not burns(scene, row):
        return None
    if not is_fresh(scene, row) or plight_of(row) is None:
        return who_comes(scene, row) if calls_out(scene.text) else None
    if is_in_need(scene.text) and not only_asks(scene.text) and _belongs(scene, row):
        return keep(scene, row)
    if calls_out(scene.text) or (is_question(scene.text) and not _tells_of_elsewhere(scene)):
        if not row["place_text"]:
            note_place(scene, row, is_all=False)
        return who_comes(scene, row)
    if only_where(scene.text) and not is_elsewhere(row, scene.text):
        return tell_where(scene, row)
    is_unknown = knows_nothing(scene.text)
    return Turn(f"没事。{meanwhile(row)}", stays=True, repeats=True) if is_unknown else None


def who_comes(scene: Scene, row: Row) -> Turn:
    """Who goes there, and what to do until then; nobody may believe that we have called."""
    first, kind = _who_goes(scene, row), plight_of(row)
    say = direct(scene.text, kind) if plight(scene.text) is not kind else ""
    if kind is None:
        said = no_alarm(row, scene.house)
    elif kind in TO_FLEE and not say:
        flee = f"{first}你先撤到安全的地方，叫上旁边的人。"
        ring = f"打{phones(scene.house)}，我不会替你打。"
        said = lines(flee, ring, "别回去拿东西。")
    else:
        fits = ADVICE[kind]
        said = lines(say, first + fits.first, fits.rings(scene.house))
    return Turn(said, stays=True, repeats=True)


def _who_goes(scene: Scene, row: Row) -> str:
    """Nobody was called as long as it is asked whether it happens at all."""
    if row["responder_id"] is None:
        return "" if scene.about.get("asked") == NOW else "还没有人接。"
    return f"{people.find_person(scene.db, row['responder_id'])['name']}接了，正在去。"


def is_of_this(scene: Scene, row: Row) -> bool:
    """我们被堵在里面了, 没呼吸了: a cry of people in need that belongs to this alarm."""
    told = plight(scene.text)
    if told is Plight.HURT and plight_of(row) in ALONE and not is_hurt(scene.text):
        return False
    return (told in BELONGING or is_the_same(scene, row)) and _belongs(scene, row)


def is_the_same(scene: Scene, row: Row) -> bool:
    """着火了 after 冒烟了: the same cry again; with a place, as 食堂也着火了, it is an alarm of its own."""
    kind = plight_of(row)
    return kind is not None and kind is plight(scene.text) and not _place_in(scene.text)


def told_of_the_doubted(scene: Scene, row: Row) -> Turn | None:
    """冒烟了, 里面有人, while it is asked whether it is happening."""
    if not asked_now(scene, row):
        return None
    is_cry = (cry := alarm(scene.text)) is not None and cry.sure and is_the_same(scene, row)
    is_it = is_cry or (is_in_need(scene.text) and not is_question(scene.text) and _belongs(scene, row))
    return told_now(scene, row) if is_it else None


def _place_in(text: str) -> str:
    """The place in the words; the lift itself is none."""
    return _THE_LIFT.sub("", read(text).place)


def _belongs(scene: Scene, row: Row) -> bool:
    """Whether people in need are those of this alarm: at no other place, or shut in where one has to flee."""
    kind, told, place = plight_of(row), plight(scene.text), _place_in(scene.text)
    if kind is None or told not in (None, kind, *BELONGING) or (told is kind and "也" in scene.text):
        return False
    is_inside = are_in_there(scene.text) or shuts_in_oneself(scene.text)
    if kind in TO_FLEE and is_inside and told in (None, Plight.SHUT_IN):
        return True
    return not place or not is_apart(scene, row, place)


def told_meanwhile(scene: Scene, row: Row) -> Turn | None:
    """有人没出来、火灭了: kept with what burns."""
    if not burns(scene, row) or _may_burn_elsewhere(scene.text):
        return None
    is_idle = first_look(scene.text, scene.house.kinds) in (Look.OTHER, Look.SHORT)
    is_about_it = goes_on(scene.text) or _OUT.search(scene.text) or is_fine(scene.text)
    return keep(scene, row) if is_about_it or (is_idle and is_fresh(scene, row)) else None


def _may_burn_elsewhere(text: str) -> bool:
    """走廊有糊味, after 氧气房漏气: asked about by itself; 护士站还有人困着 is of the same."""
    return bool(alarm(text) is not None and read(text).place and not are_in_there(text))


def _tells_of_elsewhere(scene: Scene) -> bool:
    """五楼走廊灭火器过期了怎么办: a hazard with a place, and no question about this alarm."""
    is_hazard = first_look(scene.text, scene.house.kinds) is Look.HAZARD
    return bool(is_hazard and _place_in(scene.text) and not are_in_there(scene.text))


def is_in_need(text: str) -> bool:
    """Whether somebody has to be fetched, or to be helped at once."""
    return shuts_in_oneself(text) or are_in_there(text) or is_lifeless(text) or is_hurt(text)


def keep(scene: Scene, row: Row) -> Turn:
    """The words stay with what burns; the answer says what to do now.

    Whoever goes there hears of people, and that it was a mistake.
    """
    act.add_words(scene.db, row, unannounced(words_of(scene)), scene.now)
    if not row["place_text"]:
        note_place(scene, row, is_all=False)
    if is_in_need(scene.text) or _MISTAKEN.search(scene.text):
        tell_who_goes(scene.db, hazards.find_hazard(scene.db, row["id"]), scene.now)
    asked = {fact: scene.about[fact] for fact in ("asked", "danger") if asked_now(scene, row)}
    return about(row, _kept(scene, row), goto=DONE, since=scene.about.get("since") or 0, **asked)


def _kept(scene: Scene, row: Row) -> str:
    """记到N号里了, and the deed that fits what was told."""
    kept, kind = f"记到{row['number']}号里了", plight_of(row)
    if kind is not None and is_in_need(scene.text):
        deed, ring = in_need(scene.text, kind, scene.house)
        return lines(f"{kept}。{deed}", ring)
    if _MISTAKEN.search(scene.text):
        return lines(f"{kept}，来的人会看到。", f"真没事：回 {row['number']} 再选撤回。")
    is_calm = is_fine(scene.text) or (kind not in TO_FLEE and _EASED.search(scene.text))
    if _OUT.search(scene.text) or is_calm:
        wait = "先别进去，等来的人看过。" if kind is None or kind in TO_FLEE else "等来的人看过。"
        return f"{kept}。{wait}"
    return f"{kept}。{meanwhile(row)}"
