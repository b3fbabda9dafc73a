"""What the pages of papers say: purposes, terms, policies, and where a paper stands. What holds is decided elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from models.base import Row
from models.quiz.papers import DRAFT, WITHDRAWN
from models.quiz.stages import OVER
from rules.quiz.paper import Part, Purpose, Ranking, Review
from rules.quiz.question import CALLED, LEVELS
from web.desk import this_desk
from web.words.times import moment_words

PURPOSES: Mapping[Purpose, tuple[str, str]] = {
    Purpose.EXAM: ("考试", "每人考一次，有及格线；超时的能补一次"),
    Purpose.CONTEST: ("竞赛", "能答几次，取最好的一次"),
    Purpose.LIVE: ("现场", "会场大屏幕出题，大家用手机一起答"),
}
REVIEWS: Mapping[Review, tuple[str, str]] = {
    Review.CLOSED: ("截止以后能看", "错了哪题、为什么；考的时候题不外传"),
    Review.AFTER: ("交卷马上能看", "学得快；后考的人可能先听说答案"),
    Review.NEVER: ("不给看", "只说分数"),
}
RANKINGS: Mapping[Ranking, tuple[str, str]] = {
    Ranking.OFF: ("不排名", "谁的名次都看不到。平时用这个"),
    Ranking.OWN: ("只看自己", "本人问了才知道：自己的名次，和前后各五位"),
    Ranking.OPEN: ("公布前十", "还公布前十名；只写本人同意露名字的，别人写“一位同事”"),
}
POLICY = "名次只是自愿的玩法，不和奖惩挂钩。比科室，看参加率和折算过的平均分。"
TRAINING = (
    "勾上，考过的人会算进报表的“培训职工人数”。只有这场考试真是一次培训的一部分才勾；"
    "练习和竞赛从来不算。发布以后不能改。"
)
LEVEL_WORDS: Mapping[str, str] = {
    "": "难度不限",
    "1": LEVELS[1],
    "12": f"{LEVELS[1]}、{LEVELS[2]}",
    "2": LEVELS[2],
    "23": f"{LEVELS[2]}、{LEVELS[3]}",
    "3": LEVELS[3],
}
FAIR = (
    "平均分是考了的人的实际平均，不到3个人的不写，免得看出是谁。人少的科室，两三个高分就能冲到第一，"
    "所以现场大屏幕和表格里的“折算”当作每个科室另有10个中等水平的人也考了。"
)


def purpose_words(row: Row) -> str:
    return PURPOSES[Purpose(row["purpose"])][0]


def at(moment: datetime) -> str:
    """``3/9 18:00``."""
    desk = this_desk()
    return moment_words(moment, desk.clock(), desk.zone)


def stands(row: Row) -> tuple[str, str]:
    """Where a paper stands, and the tone of it: ``waits``, ``done``, ``ended`` or none."""
    now = this_desk().clock()
    if row["state"] == DRAFT:
        return "草稿", "waits"
    if row["frozen_at"] is not None:
        return "已定稿", "ended"
    if row["state"] == WITHDRAWN:
        return "已撤回", "ended"
    if row["purpose"] == Purpose.LIVE and row.get("stage_phase") == OVER:
        return "办完了", "ended"
    if now < row["opens_at"]:
        return f"{at(row['opens_at'])}开", "waits"
    return (f"{at(row['closes_at'])}关", "done") if now < row["closes_at"] else ("已截止", "ended")


def terms_words(row: Row) -> list[str]:
    """How it is sat, one thing after the other."""
    clock = f"限时{row['minutes']}分钟" if row["minutes"] else "不计时"
    again = f"能考{row['attempts']}次，取最好的" if row["attempts"] > 1 else "考一次"
    daily = [f"每天最多{row['per_day']}次"] if row["per_day"] else []
    resit = [f"超时能补{row['resits']}次"] if row["minutes"] and row["resits"] else []
    return [
        f"{at(row['opens_at'])}到{at(row['closes_at'])}",
        clock,
        *(again, *daily, *resit),
        f"{row['pass_mark']}分及格",
        f"答案{REVIEWS[Review(row['review'])][0]}",
        RANKINGS[Ranking(row["ranking"])][0],
        *(["算培训"] if row["is_training"] else []),
    ]


def recipe_words(parts: Sequence[Part]) -> list[str]:
    """``人人要会：消防单选10道，电气4道``: a line for each level of difficulty."""
    by_level: dict[str, list[str]] = {}
    for part in parts:
        by_level.setdefault("".join(map(str, part.levels)), []).append(_part_words(part))
    return [f"{LEVEL_WORDS.get(level, level)}：{'，'.join(said)}" for level, said in by_level.items()]


def _part_words(part: Part) -> str:
    topics = "、".join(part.topics) or "主题不限"
    kinds = "、".join(CALLED[kind] for kind in part.kinds)
    points = f"（每题{part.points}分）" if part.points > 1 else ""
    return f"{topics}{kinds}{part.count}道{points}"


def other_words(row: Row) -> list[str]:
    """What is different by an exemption."""
    said = [f"{at(row['opens_at'])}开"] if row["opens_at"] else []
    said += [f"{at(row['closes_at'])}关"] if row["closes_at"] else []
    said += [f"限时{row['minutes']}分钟"] if row["minutes"] else []
    return said + ([f"能考{row['attempts']}次"] if row["attempts"] is not None else [])


def took_words(seconds: int | None) -> str:
    """``12分05秒``; nothing where it is not known."""
    if seconds is None:
        return ""
    minutes, left = divmod(int(timedelta(seconds=seconds).total_seconds()), 60)
    return f"{minutes}分{left:02d}秒" if minutes else f"{left}秒"
