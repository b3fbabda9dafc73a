"""While something burns: what is told afterwards belongs to it, and what is asked is answered with what to do."""

import re
from datetime import timedelta

from actions import hazards as act
from actions.alarm_places import tell_who_goes
from bot.turn import Scene, Turn, lines
from handlers.phrases import ASKED, about, is_apart, phones
from handlers.report.alarms.asked import calls_out, direct, is_question, knows_nothing, only_asks
from handlers.report.alarms.emergency import NOW, asked_now, told_now
from handlers.report.alarms.passing import is_passed_by, kept_or_apart
from handlers.report.alarms.safety import ADVICE, TO_FLEE, in_need, meanwhile, no_alarm, plight_of
from handlers.report.alarms.whereabouts import (
    corrects,
    is_elsewhere,
    note_place,
    only_where,
    place_in,
    tell_where,
)
from handlers.report.steps import DONE
from handlers.report.wording import words_for
from models import hazards, people
from models.base import Row
from rules.alarms.danger import alarm, goes_on
from rules.alarms.news import has_come, is_eased, is_put_out, is_whereabouts, spreads
from rules.alarms.plight import (
    Plight,
    are_in_there,
    has_fallen,
    is_hurt,
    is_lifeless,
    is_of_nobody,
    plight,
    shuts_in_oneself,
)
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

_MISTAKEN = re.compile(r"误会|(?<![老总常经爱])误报|假的|看错|虚惊|不是(?:着?火|烟)|演习|演练|蒸汽|水汽")


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
    if is_fresh(scene, row) and _is_news(scene, row):
        return keep(scene, row)
    if not is_fresh(scene, row) or plight_of(row) is None:
        return who_comes(scene, row) if calls_out(scene.text) else None
    if calls_out(scene.text) or (is_question(scene.text) and not _tells_of_elsewhere(scene)):
        if not row["place_text"]:
            note_place(scene, row, is_all=False)
        return who_comes(scene, row)
    if corrects(scene.text) or (only_where(scene.text) and not is_elsewhere(row, scene.text)):
        return tell_where(scene, row)
    if knows_nothing(scene.text):
        return Turn(f"没事。{meanwhile(row)}", stays=True, repeats=True)
    return kept_or_apart(scene, row) if is_passed_by(scene, row) else None


def _is_news(scene: Scene, row: Row) -> bool:
    """Somebody in need, where people went, that it spreads or help has come: of this alarm, and never its place."""
    text, kind = scene.text, plight_of(row)
    if kind is not None and needs_help(text, kind) and not only_asks(text) and _belongs(scene, row):
        return True
    if is_question(text) or calls_out(text) or corrects(text):
        return False
    if is_whereabouts(text, is_known=bool(row["place_text"])) or has_come(text):
        return True
    return kind is not None and alarm(text) is None and (is_put_out(text) or _is_over(text, kind))


def _is_over(text: str, kind: Plight) -> bool:
    """孩子找到了, 劝开了; what burns has to be put out."""
    return kind not in TO_FLEE and is_eased(text)


def who_comes(scene: Scene, row: Row) -> Turn:
    """Who goes there, and what to do until then; nobody may believe that we have called."""
    first, kind = _who_goes(scene, row), plight_of(row)
    if _is_told(scene.text, kind) and not is_question(scene.text):
        return Turn(_kept(scene, row), stays=True, repeats=True)
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


def _is_told(text: str, kind: Plight | None) -> bool:
    """It is out, no one hurt, no one hurt, 人掉到一楼了: a cry by its words, and news by what they say."""
    has_fallen_now = kind is Plight.LEAP and has_fallen(text)
    return has_fallen_now or is_put_out(text) or is_of_nobody(text) or has_come(text)


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
    if kind is None or kind is not plight(scene.text):
        return False
    return spreads(scene.text) or not place_in(scene.text)


def told_of_the_doubted(scene: Scene, row: Row) -> Turn | None:
    """冒烟了, 里面有人, while it is asked whether it is happening."""
    if not asked_now(scene, row):
        return None
    is_cry = (cry := alarm(scene.text)) is not None and cry.sure and is_the_same(scene, row)
    is_it = is_cry or (is_in_need(scene.text) and not is_question(scene.text) and _belongs(scene, row))
    return told_now(scene, row) if is_it else None


def _belongs(scene: Scene, row: Row) -> bool:
    """Whether people in need are those of this alarm: at no other place, or shut in where one has to flee."""
    kind, told, place = plight_of(row), plight(scene.text), place_in(scene.text)
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
    is_about_it = goes_on(scene.text) or is_put_out(scene.text) or is_fine(scene.text)
    return keep(scene, row) if is_about_it or (is_idle and is_fresh(scene, row)) else None


def _may_burn_elsewhere(text: str) -> bool:
    """走廊有糊味, after 氧气房漏气: asked about by itself; 护士站还有人困着 is of the same."""
    is_cry = alarm(text) is not None and not spreads(text)
    return bool(is_cry and read(text).place and not are_in_there(text))


def _tells_of_elsewhere(scene: Scene) -> bool:
    """五楼走廊灭火器过期了怎么办: a hazard with a place, and no question about this alarm."""
    is_hazard = first_look(scene.text, scene.house.kinds) is Look.HAZARD
    return bool(is_hazard and place_in(scene.text) and not are_in_there(scene.text))


def is_in_need(text: str) -> bool:
    """Whether somebody has to be fetched, or to be helped at once."""
    return shuts_in_oneself(text) or are_in_there(text) or is_lifeless(text) or is_hurt(text)


def needs_help(text: str, kind: Plight) -> bool:
    """Whether somebody is in need, or has fallen where somebody meant to leap."""
    return is_in_need(text) or (kind is Plight.LEAP and has_fallen(text))


def keep(scene: Scene, row: Row) -> Turn:
    """The words stay with what burns; the answer says what to do now.

    Whoever goes there hears of people, and that it was a mistake.
    """
    act.add_words(scene.db, row, unannounced(words_for(scene, row)), scene.now)
    if not row["place_text"]:
        note_place(scene, row, is_all=False)
    if is_in_need(scene.text) or spreads(scene.text) or _MISTAKEN.search(scene.text):
        tell_who_goes(scene.db, hazards.find_hazard(scene.db, row["id"]), scene.now)
    asked = {fact: scene.about[fact] for fact in ("asked", "danger") if asked_now(scene, row)}
    return about(row, _kept(scene, row), goto=DONE, since=scene.about.get("since") or 0, **asked)


def _kept(scene: Scene, row: Row) -> str:
    """记到N号里了, and the deed that fits what was told."""
    kept, kind = f"记到{row['number']}号里了", plight_of(row)
    if kind is not None and needs_help(scene.text, kind):
        deed, ring = in_need(scene.text, kind, scene.house)
        return lines(f"{kept}。{deed}", ring)
    if _MISTAKEN.search(scene.text):
        return lines(f"{kept}，来的人会看到。", f"真没事：回 {row['number']} 再选撤回。")
    if has_come(scene.text):
        return f"{kept}。{'跟来的人说清在哪、里面还有没有人。' if kind in TO_FLEE else '听来的人安排。'}"
    is_calm = is_fine(scene.text) or (kind is not None and _is_over(scene.text, kind))
    if is_put_out(scene.text) or is_calm:
        wait = "先别进去，等来的人看过。" if kind is None or kind in TO_FLEE else "等来的人看过。"
        return f"{kept}。{wait}"
    return f"{kept}。{meanwhile(row)}"
