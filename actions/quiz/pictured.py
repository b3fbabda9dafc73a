"""The words of a question with a picture: right is what the class is called and what helps, wrong is what others say."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from models.base import Row
from rules.kinds import OTHER, Kind, plain_name
from rules.quiz.question import LETTERS, Question
from rules.quiz.question import Kind as Form

WRONG_ONES = 3
WHAT, HELPS = "这张照片里，隐患是什么？", "照片里是“{what}”，应该怎么改？"
UNCLEAR = frozenset({OTHER, "MGMT", "OUTS"})
"""Classes that no picture shows."""

TOPICS: Mapping[str, str] = {
    **dict.fromkeys(("FIRE_EXIT", "FIRE_EQUIP", "FIRE_SYS", "FIRE_BLDG", "EBIKE"), "消防"),
    **dict.fromkeys(("SPECIAL", "MEDGAS"), "特种设备"),
    "ELEC": "电气",
    "GAS_KITCHEN": "燃气",
    "DEVICE": "医学装备",
    "FLOOD": "防汛",
    "OCC": "职业健康",
    "MEDWASTE": "医疗废物",
    "BIOLAB": "生物安全",
    "RAD": "放射",
    "HAZCHEM": "危险化学品",
    "WORK": "动火作业",
}
OF_ALL = "安全责任"
"""The topic of what has none of its own."""


def questions_of(
    row: Row, kind: Kind, kinds: Sequence[Kind], measure: str, chance: Random
) -> Iterator[tuple[str, Question]]:
    """The questions of one hazard, by what its code ends with."""
    what, others = plain_name(row["description"], kind), _others(row["description"], kind, kinds)
    shared = {"topics": (TOPICS.get(kind.code, OF_ALL),), "level": 1}
    names = list(dict.fromkeys(other.plain for other in others if other.plain != what))
    if len(names) < WRONG_ONES:
        return
    yield "w", _single(WHAT, what, names, f"这一类叫“{kind.name}”，看见就拍下来报。", shared, chance)
    wrong = [other.usual.measure for other in others if not _alike(other.usual.measure, measure)]
    if measure and len(set(wrong)) >= WRONG_ONES:
        why = (
            f"弄好之前：{kind.usual.contingency}。"
            if kind.usual.contingency
            else "改完拍一张，请人看过才算完。"
        )
        yield "h", _single(HELPS.format(what=what), measure, wrong, why, shared, chance)


def _single(
    asks: str, right: str, wrong: Sequence[str], why: str, shared: dict[str, object], chance: Random
) -> Question:
    others = [each for each in dict.fromkeys(wrong) if each and each != right]
    options = [right, *chance.sample(others, WRONG_ONES)]
    chance.shuffle(options)
    letter = LETTERS[options.index(right)]
    return Question(Form.SINGLE, asks, tuple(options), letter, why=why, **shared)  # type: ignore[arg-type]


def _others(said: str, kind: Kind, kinds: Sequence[Kind]) -> list[Kind]:
    """Classes that this hazard surely is not: of another everyday group, and no word of theirs was said."""
    apart = (other for other in kinds if other.menu != kind.menu and other.code not in UNCLEAR)
    return [other for other in apart if not any(word in said for word in other.words)]


def _alike(one: str, other: str) -> bool:
    """Whether two measures share two letters in a row: 停用检修 beside 请电工检修 would both be right."""
    return not one or any(one[at : at + 2] in other for at in range(len(one) - 1))
