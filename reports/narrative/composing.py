"""The three narrative reports: which sections each has and in which order. The sentences stand in their own files."""

from itertools import chain

from reports.narrative.consultation import consultation
from reports.narrative.facts import Facts
from reports.narrative.figures import figure_table
from reports.narrative.quarter import quarter_name, rest
from reports.narrative.report import Blank, Evidence, Part, Report, Said, Section
from reports.narrative.sentences import (
    category_table,
    coverage,
    deed_table,
    deeds,
    found,
    grave,
    more_than_shown,
    quizzes,
    tasks,
)
from reports.narrative.themes import five, themes
from reports.narrative.words import Words, line, paragraph, span

PRACTICE = "写一两件做得好的事：怎么做的，起了什么作用。"
PROBLEMS = "写存在的主要问题和原因，例如哪些{member}没动起来、哪些隐患为什么没有改完。"
PLANS = "写下一步打算：做什么，谁来做，到什么时候。"
TO_CHECK = "下面这些没有记录，请核实后一并写明："

Piece = tuple[list[Part], Words]
"""Parts of a section, and the words whose gaps a person has to fill."""


def phase_report(facts: Facts) -> Report:
    """集中行动情况报告, of the whole phase: cumulative figures, the three themes, the five 化."""
    body = [
        ("基本情况", [_opening(facts, f"“{facts.campaign}”集中行动情况"), _figures(facts, "so_far")]),
        ("主要工作", [*_by_theme(facts), _tasks(facts)]),
        ("“五化”推进情况", [_lead(name, words) for name, words in five(facts)]),
    ]
    title = f"“{facts.campaign}”集中行动情况报告"
    return _report(facts, title, body, ("做法和成效", "存在的问题", "下一步打算"))


def quarter_report(facts: Facts) -> Report:
    """季度开展情况报告: prints its window, and where the rest of the quarter goes."""
    about = f"{quarter_name(facts.last)}“{facts.campaign}”活动开展情况"
    body = [
        ("基本情况", [_opening(facts, about), _say(rest(facts.last)), _figures(facts, "both")]),
        ("教育培训和应急演练", [_trainings(facts), _drills(facts)]),
        ("隐患排查治理", [_hazards(facts)]),
        ("职工参与", [_say(_joining(facts)), _say(quizzes(facts.quizzes)), _tasks(facts)]),
    ]
    return _report(facts, f"{about}报告", body, ("主要做法", "存在的问题", "下一步打算"))


def month_summary(facts: Facts) -> Report:
    """安全生产月总结: every task of the month, then teaching, drills, the consultation day and the hazards."""
    about = f"{facts.last.year}年“{facts.campaign}”活动"
    body = [
        ("总体情况", [_opening(facts, f"{about}情况"), _figures(facts, "in_period"), _tasks(facts)]),
        ("宣传教育和培训", [_trainings(facts), _say(_joining(facts)), _say(quizzes(facts.quizzes))]),
        ("应急演练", [_drills(facts)]),
        ("“6·16”安全宣传咨询日", [_say(consultation(facts.consultation))]),
        ("隐患排查治理", [_hazards(facts)]),
    ]
    return _report(facts, f"{about}总结", body, ("特色做法", "存在的不足", "下一步打算"))


def _report(
    facts: Facts, title: str, body: list[tuple[str, list[Piece]]], headings: tuple[str, str, str]
) -> Report:
    """The sections that have something to say, the three a person writes, and what proves it."""
    sections = [Section(heading, list(chain.from_iterable(p for p, _ in pieces))) for heading, pieces in body]
    unknown = paragraph(*(words for _, pieces in body for _, words in pieces)).unknown
    hints = (_practice(unknown), PROBLEMS.format(member=facts.member), PLANS)
    written = [Section(heading, [Blank(hint)]) for heading, hint in zip(headings, hints, strict=True)]
    proof = [said for text in facts.evidence if (said := line(text))]
    shown = [section for section in sections if section.parts] + written
    shown += [Section("佐证材料", [Evidence(proof)])] if proof else []
    period = span(facts.first, facts.last)
    unit = line(facts.unit)
    return Report(title, unit, line(facts.to), period, shown, sign=unit, date=facts.written_on)


def _practice(unknown: tuple[str, ...]) -> str:
    return f"{PRACTICE}{TO_CHECK}{'、'.join(unknown)}。" if unknown else PRACTICE


def _say(words: Words) -> Piece:
    return _lead("", words)


def _lead(lead: str, words: Words) -> Piece:
    return ([Said(words.said, lead)] if words.said else []), words


def _opening(facts: Facts, about: str) -> Piece:
    basis = f"按照{line(facts.basis)}要求，" if line(facts.basis) else ""
    verb = "报告" if line(facts.to) else "总结"
    source = f"数字截至{line(facts.as_of)}，来自隐患台账和履职记录。"
    return _say(Words(f"{basis}现将{line(facts.unit)}{about}{verb}如下。{source}"))


def _figures(facts: Facts, which: str) -> Piece:
    table, words = figure_table(facts.figures, which)
    return [*table], words


def _tasks(facts: Facts) -> Piece:
    table, words = tasks(facts.tasks)
    return ([Said("方案各项任务完成情况如下。"), *table] if table else []), words


def _trainings(facts: Facts) -> Piece:
    said = deeds("组织", facts.trainings, "安全培训", "场")
    parts, _ = _say(paragraph(said, more_than_shown(facts.trainings)))
    return [*parts, *deed_table(facts.trainings)], said


def _drills(facts: Facts) -> Piece:
    said = deeds("组织", facts.drills, "应急演练", "次")
    parts, _ = _say(paragraph(said, more_than_shown(facts.drills)))
    return [*parts, *deed_table(facts.drills)], said


def _hazards(facts: Facts) -> Piece:
    said = paragraph(found(facts.hazards), grave(facts.hazards))
    parts, _ = _say(said)
    return [*parts, *category_table(facts.hazards)], said


def _joining(facts: Facts) -> Words:
    return paragraph(
        coverage(facts.reached, facts.member),
        deeds("召开", facts.meetings, "安全会议", "次"),
        deeds("开展", facts.activities, "宣传活动", "项"),
    )


def _by_theme(facts: Facts) -> list[Piece]:
    """明责 holds the teaching, 扩面 who takes part, 提质 the loop."""
    teaching = paragraph(
        deeds("组织", facts.trainings, "安全培训", "场"), deeds("组织", facts.drills, "应急演练", "次")
    )
    joining = paragraph(
        deeds("召开", facts.meetings, "安全会议", "次"),
        deeds("开展", facts.activities, "宣传活动", "项"),
        quizzes(facts.quizzes),
    )
    loop = paragraph(found(facts.hazards), grave(facts.hazards))
    pieces = [_lead(name, words) for name, words in themes(facts, (teaching, joining, loop))]
    return [*pieces, ([*category_table(facts.hazards)], Words(""))]


__all__ = ["month_summary", "phase_report", "quarter_report"]
