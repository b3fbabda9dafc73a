"""The lines of a history, told in plain Chinese without betraying who reported."""

from collections.abc import Mapping
from typing import Any

from rules.hazard import Part
from web.words.facts import corrected_words

TOLD = {
    "open": "{who}开始报",
    "report": "{who}报",
    "take_up": "{who}又接着报",
    "drop": "{who}不报了",
    "withdraw": "{who}撤回",
    "words": "{who}改了说法",
    "add": "{who}补充",
    "place": "{who}改了地点",
    "kind": "{who}改了像什么",
    "urgent": "{who}说正在发生，标成急",
    "calm": "{who}说只是担心，不算急",
    "fix_on_spot": "{who}说当场弄好了",
    "heard": "{who}听了语音，写的是",
    "ask": "{who}问上报人",
    "answer": "{who}答",
    "like": "{who}对过",
    "split": "{who}分开",
    "patrol": "{who}巡查时记的",
    "respond": "{who}接了，正在去",
    "assign": "{who}派单",
    "reassign": "{who}改派",
    "fix": "{who}说弄好了",
    "send_back": "{who}退回去重弄",
    "close": "{who}验收，销号",
    "merge": "{who}并案",
    "reject": "{who}看过，不算隐患",
    "redirect": "{who}转报修",
    "reopen": "{who}说没弄好，请再看看",
    "look": "{who}看了上报人的名字",
    "purge": "{who}叫人马上清掉照片",
    "cover": "{who}遮住了照片上不该露的",
    "uncover": "{who}把照片恢复了原样",
    "original": "{who}看了照片的原图",
    "redact": "{who}遮了照片上的一处",
    "not_mine": "{who}说不归自己管",
    "hand_up": "{who}往上交",
    "verify": "{who}看过，弄好了，销号",
    "refuse": "{who}不同意销号，退回去重弄",
    "progress": "{who}说在弄",
    "ask_longer": "{who}想延期",
    "extend": "{who}改了期限",
    "keep_day": "{who}没准延期，还按原来的日子",
    "fill_in": "{who}写了五落实",
    "set_level": "{who}定了级别",
    "set_facts": "{who}改了登记",
    "invite": "{who}请上报人看一眼",
    "propose": "{who}记下",
    "list": "{who}记下",
    "delist": "{who}记下",
    "notify": "{who}出了",
    "deliver": "{who}送达",
    "scheme": "{who}收到",
    "urge": "{who}催了一下",
    "draft_card": "{who}写了一张卡片",
    "approve_card": "{who}同意发出卡片",
    "refuse_card": "{who}没同意发出卡片",
    "post_card": "{who}把卡片发出去了",
}
PARTS: Mapping[str, str] = {
    Part.OFFICER: "安全员",
    Part.OWNER: "责任人",
    Part.UNION: "工会",
    Part.SYSTEM: "随手拍",
}
SOMEBODY = "本院职工"
NAMELESS = "没留名的职工"


def reporter_words(row: Mapping[Any, Any]) -> str:
    """Who reported, as everybody may read it."""
    return NAMELESS if row["anonymous"] else SOMEBODY


def deed_words(line: Mapping[Any, Any], hazard: Mapping[Any, Any], photos: int) -> str:
    """One history line without its time; ``photos`` is how many came before the fixing.

    What the house did by itself is told by the words it left.
    """
    if line["part"] == Part.SYSTEM and line["text"]:
        return str(line["text"])
    told = TOLD.get(line["verb"], "{who}改了一处").format(who=_who(line, hazard))
    if line["verb"] in ("fix", "progress") and line["part"] == Part.OFFICER:
        told = f"{_who(line, hazard)}替责任人记：{told.removeprefix(_who(line, hazard)).removeprefix('说')}"
    if line["verb"] == "report" and photos:
        told += f"，照片{photos}张"
    text = corrected_words(line["text"]) if line["verb"] == "set_facts" else line["text"]
    return f"{told}：{text}" if text else told


def _who(line: Mapping[Any, Any], hazard: Mapping[Any, Any]) -> str:
    """The name of an officer or owner; whoever acted as anything else stays unnamed."""
    if line["part"] not in PARTS:
        return reporter_words(hazard)
    return line["person_name"] or PARTS[line["part"]]
