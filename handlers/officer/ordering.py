"""灭火器给孙涛, 103给孙涛, 给孙涛: an order in everyday words; which hazard is meant, and read back before it is done."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.flow import ANY, Flow, chosen, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.officer.assigning import assign_typed, order_in_words
from handlers.officer.parts import looks_after, mine, works_the_ledger
from handlers.officer.todo import todo_line, waiting
from handlers.phrases import aside
from handlers.plan.handing import given
from handlers.plan.handing import hand as hand_duty
from handlers.report.opening import late_words, words_first
from handlers.report.placing import typed_place
from handlers.report.spoken import answered
from handlers.report.steps import ASSIGN, DONE, LATE, PLACE
from models import hazards, people
from models.base import Row
from rules.alarms.danger import alarm
from rules.hazard import Status
from rules.kinds import OTHER
from rules.places.place_words import contradicts, read
from rules.words.name_words import SURNAMES
from rules.words.suggesting import suggest
from rules.words.which_ones import numbered_wish

flow = Flow()

_GIVE = r"(?:就|都|也|先|可以|还是)*(?:派给|交给|转给|分给|派|给|让|叫|请|找)"
_DO = r"(?:去|来|看看|看一下|弄|办|修|换|处理|解决|负责|管|搞|清|清走|整改|搬|挪|撤|拿|补|查|装|走|掉|开|吧|了|一下|就行|跟|的|好)*[。.!！]*"
_DAYS = r"(?:[\s,，]*(?:今天|明天|后天|[0-9一二两三四五六七八九十]+(?:天|个?工作日)|[0-9]{1,2}[月/.][0-9]{1,2}[日号]?|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|月底)(?:内|前|之前|以内)?)?"
_FIRST = f"[{''.join(sorted(SURNAMES))}]"
_WHOM = rf"(?P<whom>(?:[\u4e00-\u9fff]{{2,8}}[科部办])?{_FIRST}[\u4e00-\u9fff]{{1,3}}?)"
_HANDED = re.compile(
    rf"(?:把|将)?(?P<what>[\u4e00-\u9fffA-Za-z0-9]{{0,12}}?)(?:的)?[\s,，]*{_GIVE}{_WHOM}{_DO}{_DAYS}{_DO}"
)
_WHAT = r"(?P<what>[\u4e00-\u9fffA-Za-z0-9]{2,14}?)"
_DOES = r"(?:去|来|负责|过去)(?:弄|办|修|换|处理|解决|管|搞|清|看|查|搬|挪|装|补|整改)?"
# 派孙涛去看看5楼的灭火器, 让孙涛把灭火器换了, 灭火器孙涛去换: the name in front, or without 给.
_OTHERWISE = (
    re.compile(rf"{_GIVE}{_WHOM}(?:去|来|先|赶紧|尽快|抽空)*[把将]{_WHAT}(?:给)?{_DO}{_DAYS}{_DO}"),
    re.compile(
        rf"{_GIVE}{_WHOM}(?:去|来|先|赶紧|尽快|抽空)+(?:弄|办|修|换|处理|解决|管|搞|清|看|查|搬|挪|装|补)+(?:一?下|走|掉|了)?{_WHAT}{_DAYS}"
    ),
    re.compile(rf"{_WHAT}[\s,，]*{_WHOM}{_DOES}(?:一下|看看|走|掉)?{_DAYS}[吧。.!！]*"),
)
_NUMBERED = re.compile(
    rf"(?:把|将)?(?P<number>[1-9]\d{{2,8}})\s*号?[\s,，:：]*(?:{_GIVE})?{_WHOM}{_DO}{_DAYS}{_DO}"
)
_THIS = re.compile(r"(?:(?:这|那)一?(?:个|件|条|处)?|它|刚才(?:那|这)(?:个|件))?")
LONGEST = 30
# What other talks are about, and wishes of a reporter: they are heard where they belong.
_ELSEWHERE = re.compile(
    r"^[我俺]|请假|代班|替班|培训|演练|考试|咨询|方案|统计表|签收|匿名|绑定|待办|帮助|台账|退回|销号|撤"
)


@dataclass(frozen=True)
class Handed:
    """An order as it was said: the number, or what it calls the hazard, and the words that hold the name."""

    number: int | None
    what: str
    words: str


def handed(text: str) -> Handed | None:
    """103给孙涛, 灭火器给孙涛 3天, 这个让王强弄; whether anybody is called so the roll must say."""
    tidy = text.strip()
    if len(tidy) > LONGEST or _ELSEWHERE.search(tidy):
        return None
    numbered = _NUMBERED.fullmatch(tidy)
    hit = numbered or _HANDED.fullmatch(tidy) or _said_otherwise(tidy)
    if hit is None or alarm(tidy) is not None or numbered_wish(tidy) is not None:
        return None
    words = tidy[hit.start("whom") :]
    if numbered:
        return Handed(int(hit["number"]), "", words)
    if hit.start("what") > hit.start(
        "whom"
    ):  # 让孙涛把5楼灭火器换了: of the thing nothing is a name or a day
        words = f"{hit['whom']}{tidy[hit.end('what') :]}"
    return Handed(None, hit["what"], words)


def _said_otherwise(text: str) -> re.Match[str] | None:
    return next((hit for said in _OTHERWISE if (hit := said.fullmatch(text))), None)


_ELSE: dict[str, Callable[[Scene], Turn]] = {
    IDLE: hand_duty,
    DONE: answered,
    LATE: late_words,
    PLACE: typed_place,
    ASSIGN: assign_typed,
}
"""What hears words at a step when they are not what they sounded like."""


def otherwise(scene: Scene) -> Turn:
    """Words that are no order, no question about the work and no number go where they would have gone."""
    return _ELSE.get(scene.step, words_first)(scene)


@flow.on(IDLE, text_where("灭火器给孙涛", handed))
@flow.on(DONE, text_where("灭火器给孙涛", handed))
@flow.on(LATE, text_where("灭火器给孙涛", handed))
@flow.on(PLACE, text_where("灭火器给孙涛", handed))
@flow.on(ASSIGN, text_where("灭火器给孙涛", handed))
def hand_over(scene: Scene) -> Turn:
    """灭火器给孙涛：the one open hazard that fits, else which; anybody else's words go their own way."""
    told: Handed = scene.found["it"]
    is_answer = scene.step == ASSIGN and told.number is None  # whom was asked of one hazard
    if is_answer or not works_the_ledger(scene) or not _names_somebody(scene, told):
        return otherwise(scene)
    if told.number is not None:
        return _of_number(scene, told)
    if _THIS.fullmatch(told.what):
        here = in_view(scene)
        return _read_back(scene, here, told.words) if here is not None else _which(scene, _new(scene), told)
    return _which(scene, [row for row in _new(scene) if fits(scene, row, told.what)], told)


_APART = re.compile(r"[\s,，;；。、]+(?=[1-9]\d{2,8}\s*号?)")


def _several(text: str) -> list[str] | None:
    """101给王强，102给孙涛: more than one order in a breath, each with its number."""
    pieces = _APART.split(text.strip())
    is_several = len(pieces) > 1 and all((one := handed(piece)) and one.number for piece in pieces)
    return pieces if is_several else None


@flow.on(IDLE, text_where("101给王强，102给孙涛", _several))
@flow.on(ASSIGN, text_where("101给王强，102给孙涛", _several))
def several(scene: Scene) -> Turn:
    """101给王强，102给孙涛：each is read back before it is done, so they are told one by one."""
    if not works_the_ledger(scene):
        return words_first(scene)
    first, second, *_ = scene.found["it"]
    return Turn(f"一次派一件：先回 {first}，派好了再回 {second}。", stays=True)


def _names_somebody(scene: Scene, told: Handed) -> bool:
    return bool(people.people_mentioned(scene.db, told.words, scene.who.home_id))


def _of_number(scene: Scene, told: Handed) -> Turn:
    row = hazards.find_by_number(scene.db, scene.who.home_id, told.number or 0)
    if row is None:
        return Turn(f"没找到{told.number}号。回 待办 看手上的。", stays=True)
    return _read_back(scene, row, told.words)


def _read_back(scene: Scene, row: Row, words: str) -> Turn:
    return aside(scene, order_in_words(scene, row, words, again=row["status"] == Status.ASSIGNED))


def in_view(scene: Scene) -> Row | None:
    """The hazard whose card was read last, or that was just reported, if it is this officer's to give away."""
    seen = scene.about.get("card") or scene.about.get("hazard")
    row = hazards.find_hazard(scene.db, int(seen)) if seen else None
    is_open = row is not None and row["status"] in (Status.REPORTED, Status.ASSIGNED) and row["number"]
    return row if row is not None and is_open and looks_after(scene, row) else None


def _new(scene: Scene) -> list[Row]:
    """What waits for somebody to be sent."""
    return [row for row in waiting(scene) if row["status"] == Status.REPORTED and row["number"]]


def fits(scene: Scene, row: Row, what: str) -> bool:
    """Whether a hazard may be called so: by its own words, else by its kind."""
    told = f"{row['place_text']}{row['description']}{row['brief']}{row['plain']}"
    said = read(what)
    if said.place and said.what:
        if contradicts(row["place_text"], said.place):
            return False
        what = said.what
    if what in told or what.removesuffix("那个").removesuffix("的") in told:
        return True
    kind = suggest(what, scene.house.kinds).code
    return bool(kind != OTHER and kind == row["category"])


def _which(scene: Scene, rows: Sequence[Row], told: Handed) -> Turn:
    named = [row for row in rows if told.what and told.what in f"{row['description']}{row['brief']}"]
    fit = named or rows
    if len(fit) == 1:
        return _read_back(scene, fit[0], told.words)
    name = people.people_mentioned(scene.db, told.words, scene.who.home_id)[0]["name"]
    if not fit:
        return given(scene) or Turn(
            lines("没对上是哪一件，我没派。", f"回 待办 看号，再写：103 {name}"), stays=True
        )
    shown = fit[:3]
    choices = {d: Choice("hand", {"hazard": r["id"], "words": told.words}) for d, r in enumerate(shown, 1)}
    listed = [f"{d}) {todo_line(row, scene)}" for d, row in enumerate(shown, 1)]
    more = f"，别的写号，例：103 {name}" if len(fit) > len(shown) else ""
    return aside(scene, Turn(lines(f"哪一件给{name}{more}？", *listed), choices=choices))


@flow.on(ANY, chosen("hand"))
def hand(scene: Scene) -> Turn:
    """哪一件给孙涛：chosen, and given."""
    row = mine(scene)
    return _read_back(replace(scene, about={}), row, scene.found["words"])
