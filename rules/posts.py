"""Posts as a roll writes them: which of them lead a department or a hospital."""

import re

TITLES = ("科长", "主任", "护士长", "院长", "主席", "书记", "部长", "处长", "经理", "负责人")
"""How somebody is called who leads."""

_LEADS = re.compile(rf"(?:{'|'.join(TITLES)})(?!.?[医护技药]师|助理|秘书)")


def leads(post: str) -> bool:
    """护士长、安全员 leads; 副主任医师 is a title, 院长助理 somebody else."""
    return _LEADS.search(post) is not None
