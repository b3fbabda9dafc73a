"""明责, 扩面, 提质 and the five 化, as the plan of the campaign asks reports to speak of them."""

from collections.abc import Sequence
from itertools import chain

from reports.narrative.facts import Deed, Facts
from reports.narrative.sentences import coverage, share
from reports.narrative.words import NOTHING, Words, counted, line, names, paragraph, short_day, told

MOST_NAMED = 5
THEMES = ("明责", "扩面", "提质")


def themes(facts: Facts, about: tuple[Words, Words, Words]) -> list[tuple[str, Words]]:
    """Each theme with the deeds that carry its tag, then what ``about`` says of it."""
    done = list(chain.from_iterable(_all(facts)))
    tagged = any(deed.theme for deed in done)
    return [
        (theme, paragraph(_of(theme, done) if tagged else NOTHING, said))
        for theme, said in zip(THEMES, about, strict=True)
    ]


def _all(facts: Facts) -> Sequence[Sequence[Deed]]:
    return [kind or () for kind in (facts.trainings, facts.drills, facts.meetings, facts.activities)]


def _of(theme: str, done: Sequence[Deed]) -> Words:
    """Nought is said too: a theme nobody worked on is what the reader looks for."""
    own = sorted((deed for deed in done if deed.theme == theme), key=lambda deed: deed.day)
    listed = names([f"{short_day(deed.day)}{line(deed.what)}" for deed in own], MOST_NAMED, "项")
    return told(Words(f"围绕“{theme}”开展活动{len(own)}项" + (f"：{listed}" if listed else "")))


def five(facts: Facts) -> list[tuple[str, Words]]:
    """普遍化 制度化 常态化 全员化 长效化, each by what shows it."""
    by = facts.five
    rules = told(counted("制定或修订安全制度、方案、手册", by.rules, "项", "制定或修订的制度项数"))
    recurred = told(counted("整改后在同一处再次发生的隐患", by.recurred, "处", "再次发生的隐患数"))
    return [
        ("普遍化", coverage(facts.reached, facts.member)),
        ("制度化", rules),
        ("常态化", share("统计期共", by.weeks, ("有活动记录的", "周"), "有活动的周数")),
        ("全员化", share("职工", by.staff, ("参加过活动的", "人"), "参加过活动的职工人数")),
        ("长效化", recurred),
    ]
