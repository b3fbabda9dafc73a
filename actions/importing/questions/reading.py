"""All questions of a file together: every line accounted for, questions that stand twice found."""

from collections.abc import Iterable
from dataclasses import replace

from actions.importing.questions.raw import BAD, MOST_ROWS, REPEATED, Raw, Reading, Taken, Understood
from actions.importing.questions.understanding import understand
from rules.quiz.question import Question
from rules.quiz.sameness import bare, digest_of, is_same_asked, shown_answer
from rules.refusal import Refused

NEIGHBOURS = 100
"""One stem above more questions than that is a file somebody made to be slow."""


def reading_of(parts: Iterable[Taken]) -> Reading:
    """What the parts of a file say. Refuses a file with no question or with too many."""
    taken = list(parts)
    raws = [raw for part in taken for raw in part.raws]
    if len(raws) > MOST_ROWS:
        raise Refused(f"一次最多导入{MOST_ROWS}道题，这个文件有{len(raws)}道，请分成几个文件")
    if not raws:
        raise Refused(no_question([note for part in taken for note in part.notes]))
    notes = tuple(note for part in taken for note in part.notes)
    return Reading(tuple(_once(raws)), sum(part.skipped for part in taken), notes)


def no_question(notes: list[str]) -> str:
    """Why nothing could be read, and what to do."""
    if notes:
        return f"没有找到题目。{notes[0]}"
    return "没有找到题目。表格请在最上面一行写上：题型、题干、选项A、选项B、选项C、选项D、答案；文字请一题一题写，题号在前"


def _once(raws: Iterable[Raw]) -> list[Understood]:
    """Each question once: a repeat is counted, two that contradict each other are both refused."""
    rows: list[Understood] = []
    seen: dict[str, int] = {}
    by_stem: dict[str, list[int]] = {}
    for row in map(understand, raws):
        rows.append(row)
        if row.question is None or row.fate == BAD:
            continue
        digest = digest_of(row.question)
        if (first := seen.setdefault(digest, len(rows) - 1)) != len(rows) - 1:
            rows[-1] = replace(row, fate=REPEATED).noted(f"和{rows[first].line}一样，只算一次")
            continue
        beside = by_stem.setdefault(bare(row.question.asks), [])
        _contradict(rows, beside[-NEIGHBOURS:])
        beside.append(len(rows) - 1)
    return rows


def _contradict(rows: list[Understood], earlier: Iterable[int]) -> None:
    """Blame the last row and every earlier one that asks the same and says otherwise."""
    mine = rows[-1].question
    assert mine is not None
    for at in earlier:
        theirs = rows[at].question
        if theirs is not None and is_same_asked(mine, theirs):
            here, there = rows[-1].line, rows[at].line
            rows[-1] = rows[-1].blamed(_said(there, theirs, mine))
            rows[at] = rows[at].blamed(_said(here, mine, theirs))


def _said(line: str, theirs: Question, mine: Question) -> str:
    one, other = shown_answer(theirs), shown_answer(mine)
    differs = f"那里答案是{one}，这里是{other}" if one != other else "选项却不一样"
    return f"和{line}题干一样，{differs}，请只留对的一道"
