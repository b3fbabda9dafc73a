"""哪种查: a round begins as the last one did, or as one of the four; 互查 says which department is checked."""

import re
from dataclasses import replace

from bot.flow import ANY, Flow, chosen, kind, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.phrases import ASKED, short
from handlers.report.opening import words_first
from handlers.report.steps import ROUND
from models import conversations, units
from rules.hazard import Source
from rules.rounds import WAYS, Round, read_round
from rules.words.first_look import Look, first_look

flow = Flow()

_BEGIN = re.compile(
    r"(?:开始|我要|来)?(?P<way>巡查|互查|专家查找?|专家检查|职工排查|(?:职工)?代表巡查|(?:班组|科室)互查)(?:开始|了)?"
    r"(?:[\s，,：:查]*(?P<whom>[\u4e00-\u9fff0-9]{1,12}(?:科|部|室|区|组|中心|处|房)))?[。.!！]*"
)
_WAYS = {"专": Source.EXPERT, "职工排": Source.STAFF, "代": Source.DELEGATE, "职工代": Source.DELEGATE}
GO = "拍一处，说一句，就是一件。"


@flow.on(ANY, text_where("巡查/互查", _BEGIN.fullmatch))
def begin(scene: Scene) -> Turn:
    """巡查：one row for each photo and sentence from now on; of which kind is asked once."""
    way, whom = scene.found["it"]["way"], scene.found["it"]["whom"]
    scene = replace(scene, who=replace(scene.who, patrol_since=None))  # what was not ended begins anew
    if way == "巡查":
        return _as_last_time(scene)
    if "互查" in way:
        return _between_departments(scene, whom)
    source = next(source for word, source in _WAYS.items() if way.startswith(word))
    return _started(scene, Round(source))


def _as_last_time(scene: Scene) -> Turn:
    """The kind that was chosen last; the first time it begins all the same, and one may say which it is."""
    kept = conversations.find_conversation(scene.db, scene.who.id)["patrol_source"]
    if (known := read_round(kept)) is not None:
        return _started(scene, known)
    _set(scene, Round(Source.DELEGATE))
    return _which(f"好，巡查开始：{GO}", "不回按3记；查完回 完。")


def _which(first: str, last: str) -> Turn:
    offers = [f"{digit}{name}" for digit, name in enumerate(WAYS.values(), 1)]
    choices = {d: Choice("round", {"source": source}) for d, source in enumerate(WAYS, 1)}
    said_ = lines(first, f"哪种查？{' '.join(offers[:2])}", " ".join(offers[2:]), last)
    return Turn(said_, choices=choices)


@flow.on(ANY, chosen("which_round"))
def which(scene: Scene) -> Turn:
    """换一种."""
    return _which("", "查完回 完。")


@flow.on(ANY, chosen("round"))
def chosen_round(scene: Scene) -> Turn:
    """1到4：the kind of this round, and of those to come."""
    source = Source(scene.found["source"])
    return _between_departments(scene, None) if source is Source.PEER else _started(scene, Round(source))


def _set(scene: Scene, round_: Round) -> None:
    """The round begins, or goes on as one of another kind."""
    since = scene.who.patrol_since or scene.now
    facts = {"patrol_source": str(round_), "patrol_since": since, "place_id": None}
    conversations.change_conversation(scene.db, scene.who.id, **facts)


def _started(scene: Scene, round_: Round) -> Turn:
    _set(scene, round_)
    whom = units.find_unit(scene.db, round_.unit_id)["name"] if round_.unit_id else ""
    name = f"互查{whom}" if whom else WAYS[round_.source]
    said_ = lines(f"好，{name}开始：{GO}", "查完回 完；换一种查回 1。")
    return Turn(said_, choices={1: Choice("which_round")})


def _between_departments(scene: Scene, whom: str | None) -> Turn:
    """互查：which department is checked; without an answer one goes on."""
    unit_id = _department(scene, whom) if whom else None
    if unit_id is not None:
        return _started(scene, Round(Source.PEER, unit_id))
    _set(scene, Round(Source.PEER))
    said_ = lines("好，互查开始。查哪个科室？写科室名，归它的安全员看。", f"也可以直接{GO}", "查完回 完。")
    return Turn(said_, ROUND, until=ASKED)


@flow.on(ROUND, kind("text"))
def whom_typed(scene: Scene) -> Turn:
    """后勤科：the department that is checked."""
    unit_id = _department(scene, scene.text)
    if unit_id is not None:
        return _started(scene, Round(Source.PEER, unit_id))
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    own = scene.who.department and scene.who.department in scene.text
    missing = "互查得查别的科室。" if own else f"没找到“{short(scene.text, 10)}”这个科室。"
    said_ = lines(missing, "写别的科室的全名，或者直接拍。")
    return Turn(said_, stays=True, repeats=True)


def _department(scene: Scene, words: str) -> int | None:
    """The one department that is meant, by its name or by a part of it; none of one's own."""
    told = words.strip(" 。，,.!！查的")
    known = units.departments_of(scene.db, scene.who.home_id)
    others = {name: at for name, at in known.items() if at != scene.who.department_id}
    whole = [at for name, at in others.items() if name in told]
    part = [at for name, at in others.items() if len(told) > 1 and told.removesuffix("科") in name]
    found = whole or part
    return found[0] if len(found) == 1 else None
