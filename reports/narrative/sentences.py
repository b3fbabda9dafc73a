"""The sentences that all narrative reports share: trainings, drills, hazards, coverage, quizzes, tasks. Their order is not decided here."""

from collections.abc import Sequence

from reports.bulletin.month import folded
from reports.narrative.facts import Deed, Hazards, Quiz, Share, Task
from reports.narrative.report import Figures
from reports.narrative.words import (
    NOTHING,
    Words,
    cell,
    counted,
    line,
    names,
    paragraph,
    short_day,
    told,
)

MOST_DEEDS = 10
MOST_CATEGORIES = 5


def deeds(verb: str, done: Sequence[Deed] | None, noun: str, measure: str) -> Words:
    """How many there were and how many heads were counted at them: 组织安全培训7场，参加450人次。"""
    if done is None:
        return Words("", (f"{noun}的{measure}数和人次",))
    said = Words(f"{verb}{noun}{len(done)}{measure}")
    return told(said, _heads(done, noun, measure))


def _heads(done: Sequence[Deed], noun: str, measure: str) -> Words:
    heads = [deed.people for deed in done if deed.people is not None]
    lacking = len(done) - len(heads)
    if not lacking:
        return Words(f"参加{sum(heads)}人次") if done else NOTHING
    gap = (f"{lacking}{measure}{noun}的人数",)
    return Words(f"其中{len(heads)}{measure}有人数，共{sum(heads)}人次" if heads else "", gap)


def deed_table(done: Sequence[Deed] | None) -> list[Figures]:
    """Day, what and how many people of the largest ones in order of their days; nothing when there were none."""
    largest = sorted(done or (), key=lambda deed: -(deed.people or 0))[:MOST_DEEDS]
    rows = [
        (short_day(deed.day), line(deed.what) or "没写内容", cell(deed.people))
        for deed in sorted(largest, key=lambda deed: deed.day)
    ]
    return [Figures(("日期", "内容", "人数"), rows)] if rows else []


def more_than_shown(done: Sequence[Deed] | None) -> Words:
    """Said before a table that leaves some out."""
    if len(done or ()) <= MOST_DEEDS:
        return NOTHING
    return Words(f"下表列出其中人数较多的{MOST_DEEDS}项。")


def found(hazards: Hazards) -> Words:
    """The loop in figures: found, closed, late."""
    return told(
        counted("查出安全隐患", hazards.found, "处", "查出隐患数"),
        counted("整改完成并销号", hazards.closed, "处", "整改完成数"),
        counted("超过整改期限还没有完成的", hazards.overdue, "处", "超期隐患数"),
    )


def grave(hazards: Hazards) -> Words:
    """Major ones and those the authority keeps on its list."""
    return told(
        counted("重大隐患", hazards.major, "处", "重大隐患数"),
        counted("挂牌督办", hazards.listed, "处", "挂牌督办数"),
    )


def category_table(hazards: Hazards) -> list[Figures]:
    """The five most frequent categories and the rest together; nothing when nothing was found."""
    rows = [
        (line(name), str(count))
        for name, count in folded(hazards.by_category, fewest=1, most=MOST_CATEGORIES)
    ]
    return [Figures(("查出较多的隐患类别", "处数"), rows)] if rows else []


def coverage(reached: Share, member: str) -> Words:
    """How many members took part, and who did not yet."""
    if reached.done is None or reached.whole is None:
        return Words("", (f"已开展活动的{member}数",))
    said = Words(f"应开展活动的{member}{reached.whole}个，已开展{reached.done}个")
    missing = names(reached.missing)
    return told(said, Words(f"还没有开展的：{missing}") if missing else NOTHING, joint="；")


def quizzes(taken: Sequence[Quiz] | None) -> Words:
    """What was sat, by whom, and how many passed."""
    if taken is None:
        return Words("", ("知识考试（竞赛）参加情况",))
    if not taken:
        return Words("组织知识考试（竞赛）0次。")
    return paragraph(*map(_quiz, taken))


def _quiz(quiz: Quiz) -> Words:
    name = line(quiz.name)
    counts = told(
        counted("应参加", quiz.turnout.whole, "人", f"“{name}”应参加人数"),
        counted("参加", quiz.turnout.done, "人", f"“{name}”参加人数"),
        counted("合格", quiz.passed, "人", f"“{name}”合格人数"),
    )
    return Words(f"“{name}”{counts.said}" if counts.said else "", counts.unknown)


def share(before: str, part: Share, words: tuple[str, str], name: str) -> Words:
    """``before`` the whole, then the part, each in front of one of ``words``: 共18周，有活动记录的16周。"""
    if part.done is None or part.whole is None:
        return Words("", (name,))
    between, measure = words
    return Words(f"{before}{part.whole}{measure}，{between}{part.done}{measure}。")


def tasks(listed: Sequence[Task]) -> tuple[list[Figures], Words]:
    """Every duty of the plan beside what was done of it, and what nobody knows."""
    rows = [
        (task.clause, line(task.what), str(task.wanted), cell(task.done) + _short_of(task.done, task.wanted))
        for task in listed
    ]
    unknown = tuple(f"“{line(task.what)}”的完成次数" for task in listed if task.done is None)
    table = [Figures(("方案条目", "任务", "要求次数", "完成次数"), rows)] if rows else []
    return table, Words("", unknown)


def _short_of(done: int | None, wanted: int) -> str:
    return f"（还差{wanted - done}）" if done is not None and done < wanted else ""
