"""What the pages of deeds say: groups of kinds, bodies, topics, how many were there. What counts is decided elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from models.base import Row
from rules.plan.document import Kind
from rules.plan.records import ABOVE, ADMINISTRATION, DEPARTMENT, UNION
from rules.plan.spoken.deed_vocabulary import TOPICS
from web.desk import this_desk

GROUPS: Mapping[str, str] = {
    "training": "培训",
    "drill": "演练",
    "meeting": "会议",
    "publicity": "宣传",
    "check": "检查",
    "contest": "竞赛活动",
    "day": "活动日",
    "filing": "文件材料",
    "visit": "走访",
    "inspection": "督导",
    "other": "别的",
}
WITH_PEOPLE = ("training", "drill", "meeting", "day", "contest")
"""Groups of deeds somebody comes to; of the others nobody is asked how many came."""
BODIES: Mapping[str, str] = {
    UNION: "工会",
    DEPARTMENT: "科室",
    ADMINISTRATION: "医院（行政）",
    ABOVE: "上级工会",
}
HOW: Mapping[str, str] = {"scan": "扫码", "list": "签到表", "typed": "添的名字", "import": "签到表"}
FACTS: Mapping[str, str] = {
    "kind": "什么",
    "title": "叫什么",
    "happened_on": "哪天",
    "starts_at": "几点",
    "place": "在哪",
    "topics": "讲了什么",
    "bodies": "谁办的",
    "department_id": "哪个科办的",
    "departments": "整科来的",
    "beside": "一起办的",
    "attested": "没留名的人数",
}
"""What a correction may change, in the words of the page."""
WEEKDAYS = "一二三四五六日"


def grouped(kinds: Iterable[Kind]) -> list[tuple[str, list[Kind]]]:
    """The kinds to choose from, by group in the order in which one looks for them."""
    found: dict[str, list[Kind]] = {group: [] for group in GROUPS}
    for kind in kinds:
        found.setdefault(kind.group, []).append(kind)
    return [(GROUPS.get(group, group), some) for group, some in found.items() if some]


def day_words(day: date) -> str:
    """``3月2日（周三）``; with the year where it is not this one."""
    said = f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
    return said if day.year == this_desk().today().year else f"{day.year}年{said}"


def bodies_words(bodies: Sequence[str], department: str = "") -> str:
    """``工会和外科``."""
    named = [department if body == DEPARTMENT and department else BODIES.get(body, body) for body in bodies]
    return "和".join(named)


def topics_words(topics: Iterable[str]) -> str:
    """``消防、用电``."""
    return "、".join(TOPICS[topic].name for topic in topics if topic in TOPICS)


def heads_words(people: int, attested: int | None) -> str:
    """``签到38人，另有4人没留名``; nothing where nobody said anything."""
    if attested is None:
        return f"{people}人" if people else ""
    if not people:
        return f"{attested}人（没留名）" if attested else "0人"
    return f"{people + attested}人（其中{attested}人没留名）" if attested else f"{people}人"


def lacks_heads(row: Row, group: str, people: int, today: date) -> bool:
    """Whether somebody should still say how many were there."""
    is_asked = group in WITH_PEOPLE and row["happened_on"] <= today and row["voided_at"] is None
    return is_asked and row["attested"] is None and not people
