"""Where it burns, told after the alarm: b1 水泵房 is the place, and whoever goes there hears it."""

import re
from dataclasses import replace

from actions import hazards as act
from actions.alarm_places import tell_who_goes
from actions.places import Where
from bot.turn import Scene, Turn
from handlers.phrases import about, looked_at, short
from handlers.report.alarms.safety import meanwhile
from handlers.report.recording import hide_ward
from handlers.report.steps import DONE
from handlers.report.wording import words_for
from models import hazards
from models.base import Row
from rules.alarms.danger import alarm
from rules.alarms.news import but_whereabouts, is_whereabouts
from rules.places.finer_places import narrowed, says_only_where, with_the_rest
from rules.places.place_changes import correction, other_site
from rules.places.place_words import read
from rules.words.look_vocabulary import WRONG
from rules.words.plain_text import unannounced

_THE_LIFT = re.compile(r"(?:电梯|轿厢)(?:里[面头边]?|间)?|里[面头边]")
_A_PLACE = 18
_A_NAME = 6
"""Characters a place may have beside its words: b1, 消防水泵房."""
_TELLS = re.compile(
    "[有在被着了把没不是也怎咋老总又太全都躲转移到打擦跳摆放堆乱误拿搬挡堵撤跑逃松响闪滑冒烫晃缺裂破]"
)
_PLAINLY = re.compile("不是|不对|错|更正|改")
_ENDS_WHERE = re.compile(
    r"(?:房|室|间|楼|层|厅|区|库|站|口|院|门|科|台|道|梯|廊|处|堂|场|井|舱|中心|ICU|(?<=[房室间楼层厅区库站口院门科台道梯廊])(?:里|内|外|旁边?|那边?|这边?|边上|对面|附近|下面|上面))[。.!！]*$",
    re.IGNORECASE,
)


def only_where(text: str) -> bool:
    """在外科楼三楼, 负一楼 消防水泵房: a place and nothing that is wrong there, whatever things its name speaks of."""
    if says_only_where(text):
        return True
    said = read(text)
    if len(text) > _A_PLACE or not said.place or alarm(text):
        return False
    if len(said.what) > _A_NAME or _TELLS.search(said.what):
        return False
    return bool(_ENDS_WHERE.search(text.strip())) and not WRONG.search(text)


def corrects(text: str) -> bool:
    """不是9楼是11楼, in so many words."""
    return bool(_PLAINLY.search(text) and correction(text))


def place_in(text: str) -> str:
    """The place in the words; the lift itself is none."""
    return _THE_LIFT.sub("", read(text).place)


def is_elsewhere(row: Row, text: str) -> bool:
    """Whether the words name another site than that of the row: 食堂 and 氧气房."""
    return other_site(row["place_text"], read(text).place)


def tell_where(scene: Scene, row: Row) -> Turn:
    """It is the place of the row, with the words that were said, and whoever goes there hears it."""
    act.add_words(scene.db, row, unannounced(words_for(scene, row)), scene.now)
    is_kept = _is_of_people(scene, row)
    note_place(scene, row, is_all=True)
    row = hazards.find_hazard(scene.db, row["id"])
    last = meanwhile(row) if row["urgent"] else ""
    told = f"记下了，{row['number']}号在{short(row['place_text'])}"
    kept = f"记到{row['number']}号里了" if is_kept else told
    said = f"{kept}。{last}"
    return about(row, said, goto=DONE, since=scene.about.get("since") or 0)


def note_place(scene: Scene, row: Row, *, is_all: bool) -> None:
    """The place in the words, as part of the one known so far. ``is_all``: the words are nothing else."""
    if _is_of_people(scene, row):
        return
    words = correction(scene.text) or but_whereabouts(scene.text)
    where = _narrowed(scene, row, words, is_all=is_all)
    if not where.text or where.text == row["place_text"]:
        return
    act.set_place(scene.db, row["id"], where, scene.now)
    row = hazards.find_hazard(scene.db, row["id"])
    if row["anonymous"]:
        row = hide_ward(scene, row)
    tell_who_goes(scene.db, row, scene.now)


def _is_of_people(scene: Scene, row: Row) -> bool:
    """我在外科楼下面, where it is known already where it burns."""
    return bool(row["place_text"]) and is_whereabouts(scene.text, is_known=True)


def _narrowed(scene: Scene, row: Row, words: str, *, is_all: bool) -> Where:
    home = scene.who.home_id
    where = scene.house.places.locate(
        scene.db, words, scene.now, home_id=home, department_id=looked_at(scene), scanned=None
    )
    said, known = read(words), row["place_text"]
    if where.place_id is not None:
        return replace(where, text=with_the_rest(where.text, said.place))
    is_plain = says_only_where(words) or is_whereabouts(words, is_known=True)
    is_named = is_all and bool(said.what) and not is_plain
    # 负一楼 消防水泵房: its name says more than its place
    phrase = words.strip()[:60] if is_named and said.place not in known else said.place
    text = narrowed(known, phrase)
    stays = row["place_id"] if known and text.startswith(known) else None
    return replace(where, text=text, place_id=stays)
