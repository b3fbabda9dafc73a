"""急事: sure words of danger and the numbers people dial, answered before anything else."""

import re

from bot.flow import ANY, Flow, Heard, Match, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import hazard_of
from handlers.report.again import heard_already, is_again
from handlers.report.alarms.burning import (
    is_fresh,
    is_in_need,
    is_of_this,
    is_the_same,
    keep,
    told_of_the_doubted,
    who_comes,
)
from handlers.report.beginning import begin, send_along
from handlers.report.recording import complete
from handlers.report.steps import DONE, MORE, PLACE, WORDS
from models import hazards
from rules.alarms.danger import alarm, is_emergency_number
from rules.words.picture_words import tells_of_people

flow = Flow()  # at DONE as well: no choice in words may take a cry for itself


def _dials(heard: Heard) -> dict[str, object] | None:
    return {} if heard.inbound.kind == "text" and is_emergency_number(heard.inbound.text) else None


def _cries(heard: Heard) -> dict[str, object] | None:
    text = heard.inbound.text if heard.inbound.kind in ("text", "voice") else ""
    cry = None if tells_of_people(text) else alarm(text)
    return {} if cry is not None and cry.sure else None


@flow.on(DONE, Match("119/120…", _dials))
@flow.on(ANY, Match("119/120…", _dials))
def dialled(scene: Scene) -> Turn:
    """打119：nobody may believe that we have called."""
    phone = scene.house.emergency_phone
    house = f"、院内{phone}" if phone else ""
    return Turn(
        lines(
            f"急事先打：着火119，救人120，报警110{house}。",
            "我不会替你打。",
            "人安全了，再拍照片或说一句发给我。",
        ),
        stays=True,
    )


_LEAD = r"(?:请问|问一?下|想问一?下|那个|哎|快|我想知道|谁知道|咱们?|我们|俺们?|医院|院里|本院|市里|的|一下|[,，])*"
_WHOSE = (
    ("火警", "119", r"火警|消防队?|报火警|着火了?|起火了?|失火了?|火灾|救火"),
    ("急救", "120", r"急救(?:中心)?|救护车|120急救|救人"),
    ("报警", "110", r"报警|公安|警察|派出所|匪警|打架了?"),
    (
        "院内急事",
        "",
        r"保卫[科处部]?|保安(?:[室队部]|亭)?|消控室|消防控制室|监控室|应急|紧急|急事|出了?事|总值班|值班室?|院内(?:急事|紧急|应急)?",
    ),
)
_WHICH = r"(?:多少|几号?|啥|什么|哪个|哪一?个)"
_END = r"(?:来着|啊|呀|呢|了|[?？。.!！])*"


def _asks_for_number(text: str) -> tuple[str, str] | None:
    """火警电话是多少, 保卫科电话, 着火打什么电话: whose number is wanted, and which that is."""
    return next(((name, dial) for name, dial, asked in _ASKED if asked.fullmatch(text.strip())), None)


_ASKED = tuple(
    (
        name,
        dial,
        re.compile(
            rf"{_LEAD}(?:{whose})(?:的|办公室)?(?:电话|号码|热线|座机)+(?:号码?)?(?:是|打)?{_WHICH}?{_END}|"
            rf"{_LEAD}(?:{whose})(?:的话|时候?|的时候|该|要|应该|得|我|怎么)*(?:打|拨|找)(?:电话)?(?:是)?{_WHICH}(?:个)?(?:电话|号码?)?{_END}|"
            rf"{_LEAD}(?:打|拨){_WHICH}(?:电话|号码?)?(?:能|可以|来|是)?(?:叫|报|找)?(?:{whose}){_END}|"
            rf"{_LEAD}(?:怎么|咋)(?:打|联系|找|叫)(?:{whose})(?:的?电话)?{_END}"
        ),
    )
    for name, dial, whose in _WHOSE
)


@flow.on(DONE, text_where("火警电话", _asks_for_number))
@flow.on(ANY, text_where("火警电话", _asks_for_number))
def number_wanted(scene: Scene) -> Turn:
    """火警电话是多少：the number that was asked for, then all of them."""
    name, dial = scene.found["it"]
    phone = scene.house.emergency_phone
    dial = dial or phone
    first = f"{name}打{dial}。" if dial else "院内的急用电话还没登记，问总机。"
    rest = f"着火119，救人120，报警110{f'、院内{phone}' if phone and phone != dial else ''}。"
    return Turn(lines(first, rest, "我不会替你打。"), stays=True)


_NO_LINE = re.compile(
    r".{0,6}(?:11[09]|120).{0,4}(?:打不通|占线|没人接|打不出去).{0,6}|"
    r".{0,4}(?:打不通|打不出去|没打通).{0,4}(?:11[09]|120|电话).{0,6}|.{0,6}电话.{0,4}(?:打不通|打不出去|占线).{0,6}"
)


_CALL = re.compile(r"(?:快|赶紧|救命|救人|来人|来个人|帮帮忙|快来|啊|呀|[,，!！。.])+")


@flow.on(DONE, text_where("119打不通", _NO_LINE.fullmatch))
@flow.on(ANY, text_where("119打不通", _NO_LINE.fullmatch))
def no_line(scene: Scene) -> Turn:
    """打不通：another number, at once."""
    phone = scene.house.emergency_phone
    first = f"打不通就打院内{phone}，再打120、110。" if phone else "打不通就换着打119、120、110。"
    return Turn(lines(first, "叫上旁边的人一起打，人先撤到安全的地方。"), stays=True)


def _cried_already(scene: Scene) -> Turn | None:
    """着火了, 快来人, 我出不去了, cried once more at no other place: one fire is one number."""
    if scene.step not in (MORE, DONE, PLACE) or "hazard" not in scene.about or scene.inbound.kind != "text":
        return None
    row = hazard_of(scene)
    if scene.step == MORE and is_again(scene, row):
        return heard_already(scene, row)
    if (told := told_of_the_doubted(scene, row)) is not None:
        return told
    if not is_fresh(scene, row) or not (
        _calls(scene.text) or is_the_same(scene, row) or is_of_this(scene, row)
    ):
        return None
    if scene.text.strip() in row["description"].split("；"):
        return who_comes(scene, row)
    kept = keep(scene, row)
    return kept if is_in_need(scene.text) else who_comes(scene, row)


def _calls(text: str) -> bool:
    """快来人: a bare call for help."""
    return _CALL.fullmatch(text.strip()) is not None


@flow.on(DONE, Match("cry for help", _cries))
@flow.on(ANY, Match("cry for help", _cries))
def cry(scene: Scene) -> Turn:
    """着火、漏气、触电：first the person, then the row; of a nameless voice only the words are kept."""
    if (told := _cried_already(scene)) is not None:
        return told
    draft = hazard_of(scene) if scene.step == WORDS else None
    hazard_id = draft["id"] if draft else begin(scene, nudged=False)
    row = hazards.find_hazard(scene.db, hazard_id)
    if scene.inbound.kind == "voice" and not row["anonymous"]:
        send_along(scene, hazard_id, medium="voice")
    return complete(scene, hazards.find_hazard(scene.db, hazard_id), scene.text)
