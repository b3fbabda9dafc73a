"""What stands beside a question: topics, posts, how hard it is, the law and its article, days."""

import re
from dataclasses import dataclass
from datetime import date

from rules.quiz.question import POSTS, TOPICS
from rules.words.plain_text import clean

_BETWEEN = re.compile(r"[、,，;；/|\n\t]+|\s{2,}")
_TOPIC_WORDS = {
    "消防": ("灭火", "火灾", "疏散"),
    "燃气": ("煤气", "天然气"),
    "危险化学品": ("危化", "化学品", "易制毒"),
    "特种设备": ("电梯", "锅炉", "压力容器", "气瓶"),
    "医学装备": ("医疗设备", "医疗器械", "医用设备"),
    "防汛": ("汛", "台风"),
    "电气": ("用电", "触电"),
    "动火作业": ("动火", "焊"),
    "职业健康": ("职业病", "职业卫生", "劳动防护"),
    "医疗废物": ("医废",),
    "生物安全": ("实验室", "病原"),
    "放射": ("辐射",),
    "应急与报告": ("应急", "事故报告", "事故调查"),
    "工会与权利": ("工会", "权利", "权益"),
    "举报": ("吹哨",),
    "教育培训": ("培训",),
    "安全法制": ("法律", "法规", "法制", "法治"),
}
_POST_WORDS = {
    "临床": ("护士", "护理", "医生", "医师", "医护"),
    "医技": ("检验", "影像", "药剂", "药师", "超声", "病理"),
    "后勤": ("保洁", "保安", "维修", "工勤", "总务", "电工", "物业"),
    "管理": ("干部", "领导", "负责人", "安全员", "行政", "主任"),
    "食堂": ("厨", "配餐"),
    "外协": ("外包", "第三方", "外委"),
}
_EVERYBODY = {"全体", "全员", "所有", "不限", "通用", "全院", "人人", "职工", "公共", "全部"}
_LEVELS = (
    (1, {"1", "易", "简单", "容易", "较易", "低", "初级", "基础", "一级", "人人要会", "★", "入门", "easy", "low", "初", "*"}),
    (2, {"2", "中", "一般", "中等", "适中", "普通", "中级", "二级", "应该知道", "★★", "medium", "normal", "middle", "**"}),
    (3, {"3", "4", "5", "难", "困难", "较难", "偏难", "高", "高级", "三级", "管理人员", "★★★", "★★★★", "★★★★★", "hard",
         "high", "difficult", "很难", "***"}),
)  # fmt: skip
_ARTICLE = re.compile(r"第\s*[\d零〇一二三四五六七八九十百千]+\s*条.*", re.DOTALL)
_YEAR = re.compile(r"[(（]\s*((?:19|20)\d\d)[^)）]*[)）]")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
LONGEST = 40


@dataclass(frozen=True)
class Basis:
    """What a question rests on."""

    law: str = ""
    article: str = ""
    version: str = ""


def topics_of(text: str) -> tuple[str, ...]:
    """Topics by our names where we know them, as written where we do not."""
    return tuple(dict.fromkeys(topic for word in _words(text) if (topic := _topic(word))))


def known_topics(text: str) -> tuple[str, ...]:
    """The topics of ours that words name; the name of a sheet or a chapter often names none."""
    return tuple(topic for topic in topics_of(text) if topic in TOPICS)


def _topic(word: str) -> str:
    if word in TOPICS:
        return word
    named = next((topic for topic in TOPICS if topic in word), "")
    meant = (topic for topic, words in _TOPIC_WORDS.items() if any(each in word for each in words))
    return named or next(meant, word)


def posts_of(text: str) -> tuple[tuple[str, ...], list[str]]:
    """The posts, and the words that name none of ours; no posts means everybody."""
    found, strange = set(), []
    for word in _words(text):
        if any(each in word for each in _EVERYBODY):
            return (), []
        post = _post(word)
        found.add(post) if post else strange.append(word)
    return tuple(post for post in POSTS if post in found), strange


def _post(word: str) -> str:
    named = next((post for post in POSTS if post in word), "")
    return named or next((p for p, words in _POST_WORDS.items() if any(each in word for each in words)), "")


def level_of(text: str) -> int | None:
    """1 to 3; None when the words say nothing we know."""
    word = re.sub(r"\s|\.0$|难度|级$|题$|☆", "", clean(text)).casefold()
    return next((level for level, words in _LEVELS if word in words), None)


def basis_of(law: str, article: str, version: str) -> Basis:
    """“《安全生产法》（2021）第三条” taken apart; a column of its own wins."""
    law, article, version = (" ".join(clean(each).split()) for each in (law, article, version))
    found = _ARTICLE.search(law)
    if found and not article:
        law, article = law[: found.start()], found[0]
    year = _YEAR.search(law)
    if year and not version:
        law, version = law.replace(year[0], ""), year[1]
    return Basis(law.strip(" 《》,，、:："), article.strip(" ,，。"), version)


def day_of(text: str) -> date | None:
    """A day however written; None when it is none."""
    found = _DAY.fullmatch(clean(text))
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    return [word[:LONGEST] for each in _BETWEEN.split(clean(text)) if (word := each.strip(" []【】\"'#"))]
