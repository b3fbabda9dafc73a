"""Posts as a roll writes them: which of them lead a department or a hospital."""

import re
from collections.abc import Collection

TITLES = ("科长", "主任", "护士长", "院长", "主席", "书记", "部长", "处长", "经理", "负责人")
"""How somebody is called who leads."""

_LEADS = re.compile(rf"(?:{'|'.join(TITLES)})(?!.?[医护技药]师|助理|秘书)")


def leads(post: str) -> bool:
    """护士长、安全员 leads; 副主任医师 is a title, 院长助理 somebody else."""
    return _LEADS.search(post) is not None


FIELDS = {
    "临床": "护士|护师|护理|医师|医生|大夫|护工|规培|助产",
    "医技": "检验|放射|影像|超声|病理|药|技师|技士|医工|设备科",
    "后勤": "电工|水工|木工|瓦工|焊工|维修|锅炉|保洁|保安|司机|后勤|工人|司炉|污水|洗衣|电梯",
    "食堂": "厨|食堂|炊事|面点",
    "管理": "安全员|主席|干事|书记|管理|科员|主任科员",
}
"""Words of posts, by the field of work that questions and papers name."""

OUTSIDE = "外协"


def fields_of(post: str, *, outside: bool = False) -> frozenset[str]:
    """The fields of work of a post; empty where nobody can tell, which means any."""
    found = {field for field, words in FIELDS.items() if re.search(words, post)}
    found |= {"管理"} if leads(post) else set()
    return frozenset(found | ({OUTSIDE} if outside else set()))


def concerns(wanted: Collection[str], fields: Collection[str]) -> bool:
    """Whether something meant for these fields (none: for all) is for somebody of those (none known: take it all)."""
    return not wanted or not fields or not set(wanted).isdisjoint(fields)
