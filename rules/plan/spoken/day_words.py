"""What somebody says about a day that is being prepared or held (咨询日): where, in what forms, who, what was handed out."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rules.plan.spoken.asked_words import read_asked, read_unanswered
from rules.plan.spoken.head_counts import number_of
from rules.plan.spoken.hour_words import read_hour, says_it_begins, without_hours
from rules.plan.spoken.post_words import post_name, read_posts

FORMS: Mapping[str, tuple[str, ...]] = {
    "stand": ("展台", "摆台", "咨询台", "摊位"),
    "exhibition": ("展览", "展示", "展板"),
    "talk": ("讲堂", "讲座", "专家讲", "宣讲"),
    "grassroots": ("基层", "卫生院", "乡镇"),
    "clinics": ("诊所", "社区"),
}
"""B62: 咨询展台、展览展示、专家讲堂、走进基层医疗机构、进社区诊所."""
FORM_NAMES = {
    "stand": "展台",
    "exhibition": "展览",
    "talk": "专家讲堂",
    "grassroots": "走进基层",
    "clinics": "进社区诊所",
}
MATERIALS: Mapping[str, tuple[str, ...]] = {
    "posters": ("海报", "横幅", "标语"),
    "film": ("宣传片", "片子", "视频"),
    "leaflets": ("资料", "传单", "折页", "手册"),
}
MATERIAL_NAMES = {"posters": "海报", "film": "宣传片", "leaflets": "资料"}
SHOWN = 24
"""Letters of a question and its answer that are said back."""

_NUMBER = r"(\d{1,5})"
_SPOKEN = r"([一二两三四五六七八九十百千零\d]{1,7})"
_ABOUT = r"(?:了|大概|大约|约摸?|差不多|得有|有|能有|总共|一共|共|小|快|近|\s)*"
_PEOPLE = re.compile(
    rf"(?:来了|参加|共|有)?\s*{_NUMBER}\s*(?:多|余|来)?(?:个|名|位|号)?(?:人次|人|群众|职工)"
    rf"|(?:来了?|到了?|参加|现场){_ABOUT}{_SPOKEN}\s*(?:多|余|来)?(?:个|名|位|号)?(?:人次|人|群众|职工)"
)
_THINGS = r"(?:宣传)?(?:资料|传单|折页|手册|单页|册子|材料|宣传页|彩页)"
_SHEETS = re.compile(
    rf"(?P<out>发放|散发|派发|发出去?|发完|发掉|发了|发)?了?\s*(?:{_THINGS})?\s*(?:一共|总共|共)?\s*{_NUMBER}\s*(?:多|余)?\s*(?:份|张|本|册)"
)
_SHEETS_OUT = re.compile(
    rf"(?:{_THINGS}\s*)?(?:发放|散发|派发|发)(?:出去|出|完|掉|了)+{_ABOUT}{_SPOKEN}(?:多|来|余)?\s*(?:份|张|本|册)?(?=$|[\s,，。;；、])"
)
_READY = re.compile(
    rf"(?:印刷?|打印|复印|备|准备|订|定制?|做|买|领|搬|带|运|到|加印)(?:好|了|来|回|出来|到|下|[一共]|总共)*\s*(?:{_THINGS})?\s*$"
)
_LEFT = re.compile(rf"(?:剩|还有|富余)(?:下|了)?\s*(?:{_THINGS})?\s*$")
_LEFT_BEHIND = re.compile(r"\s*(?:还)?没(?:有)?发|\s*剩")
_READY_BEHIND = re.compile(
    rf"\s*(?:的)?(?:{_THINGS})?\s*(?:都|已经?|全)*\s*(?:印|打印|备|准备|订|做好|买|领|到(?:货|了|位))"
)
_ASKED = re.compile(
    rf"(?:答了|解答|回答|答疑|咨询){_ABOUT}{_SPOKEN}\s*(?:多|余|来)?\s*(?:个|条|次|人|道)?(?:问题|次|条)?"
)
_LEADER = re.compile(r"(?:由|让)?([\u4e00-\u9fff]{2,4}?)(?:来)?(?:负责(?!人)|牵头|管)")
_PLACE = re.compile(
    r"([\u4e00-\u9fff\dA-Za-z]{1,10}(?:大厅|门口|广场|楼前|院内|走廊|会议室|多功能厅|礼堂|食堂|中心|病区|候诊区|一楼|二楼|门诊))"
)
_PLACE_LEADING = re.compile(r"^(?:地点|就?在|放在|设在)[:：]?")


_PENDING = re.compile(
    r"(?P<first>海报|横幅|标语|宣传片|片子|视频|资料|传单|折页|手册|展板)(?:还|都|也|一直|暂时|目前|今天|[,，]|的|\s)*(?:没有?|未|在)(?:来得及)?"
    r"(?:做|印|打印|制作|挂|贴|备|准备|买|到|弄|定|订|拿|领|送|取|录|拍|剪|好|有|设计)(?:来|出来|好|完|上|到位?|货|齐|着)*(?:呢|呀|啊)?(?=$|[\s,，。;；、!！])"
    r"|(?:还|都|也)?(?:没有?|未|差|缺|少)(?:来得及)?(?:做|印|打印|制作|挂|贴|备|准备|买|弄|定|订|拿|领)?(?:好|完|出)?(?P<last>海报|横幅|标语|宣传片|资料|传单|折页|手册)(?:呢)?(?=$|[\s,，。;；、!！])"
)
"""横幅还没做、还缺海报: not ready."""


def without_pending(text: str) -> str:
    """The text without what is not ready yet."""
    return _PENDING.sub("", text).strip(" ，,。;；、!！")


def read_day_words(text: str, *, before: bool = False, known: Iterable[str] = ()) -> dict[str, Any]:
    """Whatever is said of the day, by name; nothing is guessed.

    ``place`` and ``leader`` are words; ``forms``, ``materials`` lists of codes; ``posts`` code or words to names; ``begins`` the hour; ``pending`` what is not ready; ``people``,
    ``leaflets`` (handed out), ``printed`` (ready) and ``questions`` numbers; ``answered`` what was asked and answered, in words; ``asked`` what nobody could answer.
    ``before`` the day, 资料300份 lie ready. ``known``: names of the roll.
    """
    if asked := read_asked(text):
        return {"answered": asked.words}
    if unanswered := read_unanswered(text):
        return {"asked": unanswered}
    pending = [hit["first"] or hit["last"] for hit in _PENDING.finditer(text)]
    text, begins = _begins(_PENDING.sub("，", text), before=before)
    text, found = _numbers(text, before=before)
    found |= begins | ({"pending": pending} if pending else {})
    if found.pop("left", None) or "printed" in found:
        text += "，资料"
    text, who = _who(text, known)
    found |= who | _what(text)
    if place := _PLACE.search(text):
        found["place"] = _PLACE_LEADING.sub("", place[1])
    return found


def _numbers(text: str, *, before: bool) -> tuple[str, dict[str, Any]]:
    """The text without its head-counts, and these; what was printed is not handed out."""
    found: dict[str, Any] = {}
    for name, pattern in (("questions", _ASKED), ("people", _PEOPLE)):
        if hit := pattern.search(text):
            number = number_of(next(filter(None, hit.groups())))
            if number is None:
                continue
            found[name] = number
            text = text[: hit.start()] + "，" + text[hit.end() :]
    if (hit := _SHEETS_OUT.search(text)) and (number := number_of(hit[1])):
        found["leaflets"] = number
        text = text[: hit.start()] + "，" + text[hit.end() :]
    hits = list(_SHEETS.finditer(text))
    for hit in hits:
        found.setdefault(_what_of(hit, before=before), int(hit[2]))
    for hit in reversed(hits):
        text = text[: hit.start()] + "，" + text[hit.end() :]
    return text, found


def _what_of(hit: re.Match[str], *, before: bool) -> str:
    """leaflets: handed out; printed: 资料印了300份 lie there, and nobody has them yet; left: nobody took them."""
    if hit["out"]:
        return "leaflets"
    ahead = hit.string[: hit.start(2)]
    behind = hit.string[hit.end() :]
    if _LEFT.search(ahead) or _LEFT_BEHIND.match(behind):
        return "left"
    ready = _READY.search(ahead) or _READY_BEHIND.match(behind)
    return "printed" if ready or before else "leaflets"


def _begins(text: str, *, before: bool) -> tuple[str, dict[str, str]]:
    """The hour it begins at; 10点来了20人 on the day begins nothing."""
    hour = read_hour(text) if before or says_it_begins(text) else ""
    return (without_hours(text), {"begins": hour}) if hour else (text, {})


def _who(text: str, known: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """Who stands where, and who is in charge."""
    who = read_posts(text, known)
    found: dict[str, Any] = {"posts": who.posts} if who.posts else {}
    if who.leader:
        return who.rest, found | {"leader": who.leader}
    hit = None if who.posts else _LEADER.search(who.rest)
    return (who.rest.replace(hit[0], "，"), {"leader": hit[1]}) if hit else (who.rest, found)


def _what(text: str) -> dict[str, Any]:
    """In what forms; else what of the material is ready."""
    if forms := _coded(text, FORMS):
        return {"forms": forms}
    ready = _coded(text, MATERIALS)
    return {"materials": ready} if ready else {}


def _coded(text: str, listed: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [code for code, words in listed.items() if any(word in text for word in words)]


def said_back(told: Mapping[str, Any]) -> str:
    """What was understood, in words: ``门诊大厅，展台、专家讲堂，陈静负责``."""
    parts = [told.get("begins", ""), told.get("place", "")]
    parts += ["、".join(FORM_NAMES[code] for code in told.get("forms", ()))]
    parts += [f"{told['leader']}负责" if "leader" in told else ""]
    parts += [f"{name}{post_name(post)}" for post, name in told.get("posts", {}).items()]
    ready = "、".join(MATERIAL_NAMES[code] for code in told.get("materials", ()))
    amount = f"{told['printed']}份" if "printed" in told else ""
    parts += [f"{ready}备好了{amount}" if ready else ""]
    parts += [f"{'、'.join(dict.fromkeys(told['pending']))}还没好" if told.get("pending") else ""]
    counted = (("people", "来了", "人"), ("leaflets", "发了", "份"), ("questions", "答了", "个"))
    parts += [f"{before}{told[name]}{after}" for name, before, after in counted if name in told]
    parts += [f"答：{_short(told['answered'])}" if "answered" in told else ""]
    parts += [f"问：{_short(told['asked'])}，还没答" if "asked" in told else ""]
    return "，".join(part for part in parts if part)


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


_HOW_MANY = r"(?:大概|大约|约|差不多|得有|有|共|一共)?\s*[\d一二两三四五六七八九十百千]{1,7}\s*(?:多|来|余)?"
_FIGURES = re.compile(
    rf"(?:(?:来了|(?:资料|单子|传单|折页|手册)?(?:发了|发出去|发完)|答了){_HOW_MANY}(?:个|号|名|位)?(?:人次|人|份|张|本|个|条)?(?:问题)?[\s,，、。]*)+"
)
"""As the house itself says it: 来了120人，发了300份，答了15个; or in round numbers: 来了两百号人."""


def are_figures(text: str) -> bool:
    """Whether nothing else is told than how many came, what was handed out and how much was answered."""
    return bool(_FIGURES.fullmatch(text.strip()))
