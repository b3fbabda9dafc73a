"""A choice in words instead of its digit: 补充, 地点写错了, 不是同一处, 别人报过了; said right after the report."""

import re
from collections.abc import Callable
from dataclasses import replace

from actions import hazards as act
from bot.flow import Flow, kind, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import about, hazard_of, short
from handlers.report import album, alike, own
from handlers.report.after import KIND, change, change_kind, change_words, kind_chosen, more, same_again
from handlers.report.alarms.burning import asks_for_help, told_of_the_doubted
from handlers.report.alarms.emergency import maybe
from handlers.report.answering import answer_to_officer
from handlers.report.leaving import WHY_BACK, is_nothing, seal, take_back, withdraw
from handlers.report.opening import late_pictures, part
from handlers.report.placing import change_place
from handlers.report.steps import DONE, LATE, MORE, PLACE, REWORDS
from handlers.report.wording import words_for
from models import photos
from rules.hazard import Status
from rules.places.place_changes import correction
from rules.words.bare_words import is_here
from rules.words.first_look import Look, first_look

flow = Flow()

_END = r"[了吧呀啊的]*[。.!！~～]*"
_WRONG = r"(?:不对|错了?|有误|[写说弄记填选打]错了?|不准|不是这)"
_ONE = r"(?:同?一个?(?:处|地方|件)|一回事)"
_PICTURE = r"(?:照片|图片?|相片)"
_WISHES = (
    ("more", rf"(?:我|要|再|想)*补(?:充|一?下|一?句|一?张|个|上){{1,2}}(?:一?下|{_PICTURE})?"),
    (
        "change",
        r"(?:我|要|想|能)*(?:修|更)?改(?:一?下)?|(?:信息)?有误|(?:刚才)?[写记弄填]?错|(?:信息)?(?:不对|有错)|"
        r"不是这(?:个|样)(?:意思)?",
    ),
    ("change_place", rf"(?:改一?下?)?(?:地点|位置|地方|楼层?|地址|在哪)(?:改?{_WRONG}|要?改一?下?)?"),
    ("change_kind", rf"(?:改一?下?)?(?:类别|种类|类型|像什么)(?:{_WRONG}|要?改一?下?)?"),
    ("change_words", rf"(?:我?(?:的?话|的?字|说的|内容|描述)|我)(?:{_WRONG}|要?改一?下?)|[说打]错字?"),
    (
        "split",
        rf"(?:这|我|都|其实)*(?:不(?:全|都)?[是在].{{0,6}}?{_ONE}|(?:有|是)*(?:[两二三2几]个?|好几)(?:处|地方|件))",
    ),
    ("another", r"(?:这[是张]?|还有|是)*(?:另(?:外)?|别的?|还有|新的?|再报)一?(?:处|个|件|张)(?:地方|隐患)?"),
    (
        "stands",
        r"(?:怎么|咋|这么久)*(?:还|都)?没有?人(?:来|管|修|弄|看|处理)+(?:啊|呢)?|(?:怎么|咋|还|都)+没(?:来|修|弄|处理|动)(?:好|啊|呢)?|"
        r"(?:请|帮我|能不能|麻烦)*(?:催(?:一?下|催)?|快点[弄修]?)|(?:什么时候|啥时候|几天|多久|谁)(?:能|来|会|去|才)*(?:[修弄]好?|处理|解决)",
    ),
)
_SPLIT = re.compile(rf"不(?:全|都)?[是在]{_ONE}|[两二三2几]个?(?:处|地方|件)|好几处")
_BACK = re.compile(
    rf"(?:刚才|这|那|{_PICTURE}|[张个件条])*[发拍传报点按]错(?:{_PICTURE}|人|地方|东西)?{_END}|"
    rf"(?:算了?)?(?:不要|不报|别报|作废|当我没[说报]){_END}|(?:我?要|请|把它|帮我)*(?:删除?|撤[回销]?)(?:掉|它|这[个件条])?{_END}|"
    rf"(?:我?这?个?)*不是(?:要?报)?隐患{_END}"
)
_REASONS = (
    ("照片里有病人或隐私", re.compile(r"病人|患者|隐私|脸|小?孩|家属|病历|有人|别人的")),
    ("别人报过", re.compile(r"报过|重复|有人报")),
    ("已经没事", re.compile(r"没事|没问题|好了|解决|处理了|修了")),
    ("发错了", re.compile(r"错|误|不是隐患|随便|试")),
)
_KINDS = (
    (9, r"说不[准清好]|不知道|不清楚|都不[是像]|别的|其他"),
    (8, r"电动车|电瓶|充电"),
    (5, r"电梯|设备|锅炉|压力"),
    (2, r"灭火器|消火栓|消防|喷淋|烟感"),
    (1, r"通道|出口|楼梯|堵|门"),
    (4, r"燃气|氧气|煤气|气"),
    (3, r"电|插座|线|开关|灯"),
    (6, r"滑|掉|摔|砸|水"),
    (7, r"针|感染|锐器|医废|垃圾"),
)
_A_WORD = 12
_WRONG_BECAUSE = re.compile(r"(?:信息|上面|刚才)?(?:有误|报错了?|写错了?|不对)[,，:：。 ]+(.{2,60})")


def _wish(text: str) -> str | None:
    """The choice these words stand for, if they say nothing else."""
    tidy = text.strip()
    if len(tidy) > 2 * _A_WORD:
        return None
    return _splits(tidy) or next(
        (verb for verb, said in _WISHES if re.fullmatch(f"(?:{said}){_END}", tidy)), None
    )


def _splits(text: str) -> str | None:
    """不是同一处, in a few words."""
    return "split" if len(text) <= _A_WORD and _SPLIT.search(text) else None


@flow.on(DONE, text_where("发错了", _BACK.fullmatch))
@flow.on(LATE, text_where("发错了", _BACK.fullmatch))
@flow.on(PLACE, text_where("发错了", _BACK.fullmatch))
@flow.on(MORE, text_where("发错了", _BACK.fullmatch))
@flow.on(REWORDS, text_where("发错了", _BACK.fullmatch))
def back(scene: Scene) -> Turn:
    """发错了、不要了：taken back; asked why, it is the answer."""
    return _why(scene) or withdraw(scene)


@flow.on(DONE, text_where("补充、改、不是同一处", _wish))
@flow.on(REWORDS, text_where("补充、改、不是同一处", _wish))
@flow.on(PLACE, text_where("不是同一处", _splits))
def in_words(scene: Scene) -> Turn:
    """补充、改、地点写错了：as by the digit that was offered."""
    return _why(scene) or DEEDS[scene.found["it"]](replace(scene, found={}))


@flow.on(DONE, kind("text"))
def answered(scene: Scene) -> Turn:
    """别人报过了、像是电：the answer to what was asked, in words; else something more, or something new."""
    if scene.about.get("asked") == KIND and len(scene.text) <= _A_WORD:
        menu = next((digit for digit, words in _KINDS if re.search(words, scene.text)), None)
        if menu is not None and first_look(scene.text, scene.house.kinds) is not Look.HAZARD:
            return kind_chosen(replace(scene, found={**_it(scene), "menu": menu}))
    row = hazard_of(scene)
    told = maybe(scene, row) or told_of_the_doubted(scene, row) or _why(scene) or asks_for_help(scene, row)
    return told or _leaves_it(scene) or _is_here(scene) or _says_why_wrong(scene) or same_again(scene)


def _leaves_it(scene: Scene) -> Turn | None:
    """没有、不用了: no more to say; 谢谢 has an answer of its own."""
    if not is_nothing(scene) or first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return None
    answer = answer_to_officer(scene, first_look(scene.text, scene.house.kinds))
    return answer or Turn(f"好，{hazard_of(scene)['number']}号没动。", stays=True, repeats=True)


def _is_here(scene: Scene) -> Turn | None:
    """就这里, though nothing was asked: where the row says it is."""
    row = hazard_of(scene)
    if not is_here(scene.text) or not row["place_text"]:
        return None
    return Turn(f"好，{row['number']}号写的是{short(row['place_text'])}。", stays=True, repeats=True)


def _says_why_wrong(scene: Scene) -> Turn | None:
    """有误，灯是好的: kept for the officer, with the ways to change it; a place is a correction."""
    told = _WRONG_BECAUSE.fullmatch(scene.text.strip())
    row = hazard_of(scene)
    if told is None or correction(scene.text) or first_look(told[1], scene.house.kinds) is Look.HAZARD:
        return None
    act.add_words(scene.db, row, words_for(scene, row), scene.now)
    said = lines(f"写到{row['number']}号里了，安全员看得到。", "1再补 2改 3撤回")
    return about(row, said, goto=DONE, choices={1: "more", 2: "change", 3: "withdraw"}, since=0)


def _it(scene: Scene) -> dict[str, int]:
    return {"hazard": scene.about["hazard"]}


def _why(scene: Scene) -> Turn | None:
    """The reason, where one was asked for."""
    if scene.about.get("asked") != WHY_BACK or len(scene.text) > _A_WORD:
        return None
    if re.match(r"不撤|别撤|不了|不用|没事了?不撤|留着", scene.text):
        return about(hazard_of(scene), "好，没动。", goto=DONE, since=0)
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return None
    reason = next((name for name, words in _REASONS if words.search(scene.text)), None)
    if reason is None or hazard_of(scene)["status"] not in (Status.DRAFT, Status.REPORTED):
        return None
    deed = seal if reason.startswith("照片") else take_back
    return deed(replace(scene, found={**_it(scene), "reason": reason}))


def split(scene: Scene) -> Turn:
    """不是同一处：of a likeness that was named, of pictures, or one more place."""
    row = hazard_of(scene)
    if row["like_id"] is not None and not row["likeness"]:
        return alike.other(replace(scene, found=_it(scene)))
    if len(album.pictures_of(scene, row)) > 1:
        return album.as_said(replace(scene, found=_it(scene)))
    return another(scene)


def another(scene: Scene) -> Turn:
    """另一处：the picture that had just joined, or one still to come."""
    row = hazard_of(scene)
    late = late_pictures(scene, row)
    if late and photos.count_photos(scene.db, row["id"]) > 1:
        return part(replace(scene, found={**_it(scene), "photo": late[-1]["id"]}))
    said = lines("好，另一处单独记。", "拍一张发来，再说一句在哪里、怎么了。")
    return Turn(said)


def stands(scene: Scene) -> Turn:
    """催一下、什么时候修：where it stands, and 催一下 where somebody has it."""
    row = hazard_of(scene)
    if (asked := asks_for_help(scene, row)) is not None:
        return asked
    if row["status"] == Status.ASSIGNED and "催" in scene.text:
        return own.urge(replace(scene, found=_it(scene)))
    return own.own_card(scene, row)


DEEDS: dict[str, Callable[[Scene], Turn]] = {
    "more": more,
    "change": change,
    "change_place": change_place,
    "change_kind": change_kind,
    "change_words": change_words,
    "split": split,
    "another": another,
    "stands": stands,
}
