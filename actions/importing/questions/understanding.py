"""One written question made into a value: its options, kind and answer, and what is wrong with it
in words.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from actions.importing.findings import SCIENCE, is_nothing
from actions.importing.questions import answers, labels
from actions.importing.questions.old_law import hints_of
from actions.importing.questions.options import checked, cut_off, options_in, without_letters
from actions.importing.questions.raw import BAD, NEW, Raw, Understood
from actions.importing.questions.sections import CHOICE, UNMARKED, kind_in
from actions.importing.questions.stems import Stem, filled_in, for_filling, for_judging, is_picture, read_stem
from actions.importing.questions.tables import spoiled
from rules.quiz.question import LETTERS, MOST, Kind, Question, faults
from rules.quiz.sameness import right_texts
from rules.words.plain_text import clean

LONGEST = 4_000
"""Characters of a cell; nobody writes more, and patterns would take their time over it."""
PICTURE = "[图片]"
NO_STEM = "没有题干；如果题目是一张图片，请把图里的字打出来"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T][\d:.]+)?|\d{1,2}-[A-Z][a-z]{2}")
_ONLY_LETTERS = re.compile(r"[A-H](?:[\s,，、;；]*[A-H])*")
_ONLY_DIGIT = re.compile("[01]")


@dataclass
class _Draft:
    """A question while it is being understood."""

    raw: Raw
    stem: Stem
    options: tuple[str, ...]
    answer: str
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understand(raw: Raw) -> Understood:
    """The question, or why there is none. What a person must mend are faults; notes only ask for a look."""
    if said := _unreadable(raw):
        return Understood(raw.line, None, (said,), fate=BAD, takes=raw.takes)
    draft = _draft(raw)
    question = _beside(draft, _answered(draft, _kind(draft)))
    found = faults(question) if question.asks else [NO_STEM, *faults(question)[1:]]
    wrong = tuple(dict.fromkeys((*draft.wrong, *found)))
    draft.notes += hints_of(
        question.asks, question.law, question.article, question.why, *right_texts(question)
    )
    return Understood(
        raw.line,
        question,
        wrong,
        tuple(draft.notes),
        fate=BAD if wrong else NEW,
        takes=raw.takes,
        silent=_silent(raw, question),
    )


def _unreadable(raw: Raw) -> str:
    """What makes a line no question at all."""
    if is_picture(raw.stem) or not clean(raw.stem):
        return NO_STEM
    named = {"题干": raw.stem, "选项": raw.bunch, "答案": raw.answer, "解析": raw.why}
    named |= {f"选项{letter}": text for letter, text in zip(LETTERS, raw.options, strict=False)}
    if long := next((name for name, text in named.items() if len(text) > LONGEST), ""):
        return f"{long}太长，不像一道题；看看题号和换行"
    if not raw.excel:
        return ""
    return next((f"{name}{said}" for name, text in named.items() if (said := _spoiled(name, text))), "")


def _spoiled(name: str, text: str) -> str:
    if said := spoiled(text):
        return said
    if name in ("题干", "解析"):
        return ""
    if _DATE.fullmatch(clean(text)):
        return f"“{text}”像是被 Excel 改成了日期，请把这一列设成文本格式后重填"
    return f"“{text}”被 Excel 改成了科学计数，请把这一列设成文本格式后重填" if SCIENCE.fullmatch(text) else ""


def _draft(raw: Raw) -> _Draft:
    if not raw.answer.strip() and _ONLY_LETTERS.fullmatch(clean(raw.bunch)):
        raw = replace(raw, answer=raw.bunch, bunch="")
    head, options = _offered(raw)
    stem = read_stem(head.replace(PICTURE, ""), raw.nth)
    options, ticked = checked(options)
    draft = _Draft(raw, stem, options, raw.answer if raw.answer.strip() else stem.answer or ticked)
    if PICTURE in head:
        draft.notes.append("题里的图片没有导入，看看没有图还答不答得了")
    if any(is_picture(option) for option in options if option):
        draft.wrong.append("有的选项是图片，请改成文字")
    return draft


def _offered(raw: Raw) -> tuple[str, tuple[str, ...]]:
    """The stem without options, and the options: in cells of their own, in one, or behind the stem."""
    filled = [cell for cell in raw.options if cell.strip()]
    if len(filled) == 1 and len(options_in(filled[0])) > 1:
        return raw.stem, options_in(filled[0])
    if filled:
        return raw.stem, without_letters(raw.options)
    if raw.bunch:
        return raw.stem, options_in(raw.bunch)
    return cut_off(clean(raw.stem))


def _kind(draft: _Draft) -> Kind:
    """The kind as said on the line, in the stem, or above it; else guessed."""
    raw = draft.raw
    said = kind_in(raw.kind) or draft.stem.kind or ("" if raw.kind else kind_in(raw.heading))
    if UNMARKED.search(clean(raw.kind or raw.heading).replace(" ", "")) and not said:
        draft.wrong.append(
            f"“{clean(raw.kind or raw.heading)[:20]}”不能自动判分，这里收单选、多选、判断、填空"
        )
    if said and said != CHOICE:
        return Kind(said)
    return _guess(draft)


def _guess(draft: _Draft) -> Kind:
    if answers.are_verdicts(draft.options):
        return Kind.JUDGE
    if draft.options:
        letters = answers.letters_of(draft.answer, draft.options)
        return Kind.MULTIPLE if letters and len(letters) > 1 else Kind.SINGLE
    if _sounds_judged(draft):
        return Kind.JUDGE
    return Kind.SINGLE if _ONLY_LETTERS.fullmatch(draft.answer.strip().upper()) else Kind.FILL


def _sounds_judged(draft: _Draft) -> bool:
    answer = clean(draft.answer)
    is_lettered = not _ONLY_LETTERS.fullmatch(answer) and answers.verdict_of(answer) and not answer.isdigit()
    is_figure = bool(_ONLY_DIGIT.fullmatch(answer)) and not draft.stem.blanks
    return answers.is_verdict(answer) or bool(is_lettered) or is_figure


def _answered(draft: _Draft, kind: Kind) -> Question:
    if kind == Kind.JUDGE:
        return _judged(draft)
    return _filled(draft) if kind == Kind.FILL else _chosen(draft, kind)


def _judged(draft: _Draft) -> Question:
    right = answers.verdict_of(draft.answer, draft.options)
    if draft.options and not answers.are_verdicts(draft.options):
        draft.wrong.append("判断题的选项只能是对和错")
    _compare(draft, right, answers.verdict_of(draft.stem.answer, draft.options))
    if right is None:
        draft.wrong.append(f"判断题的答案要写对或错，这里是“{clean(draft.answer)[:20]}”")
    return Question(Kind.JUDGE, for_judging(draft.stem.asks), right=right or "")


def _filled(draft: _Draft) -> Question:
    answer = draft.answer if draft.answer.strip() else "\n".join(draft.options)
    asks, blanks = draft.stem.asks, draft.stem.blanks
    if not answer.strip():
        asks, answer = filled_in(asks)
        blanks = 1 if answer else blanks
    accepted = tuple(text for each in answers.accepted_in(answer) if (text := clean(each).strip("。. ")))
    if blanks > 1:
        draft.wrong.append(f"题里有{blanks}个空，一道填空题只能有一个，请拆成几道")
    return Question(Kind.FILL, for_filling(asks), accepted=accepted)


def _chosen(draft: _Draft, kind: Kind) -> Question:
    options = tuple(" ".join(option.split()) for option in draft.options)
    right = answers.letters_of(draft.answer, options)
    _compare(draft, right, answers.letters_of(draft.stem.answer, options))
    if right is None:
        draft.wrong.append(f"答案“{clean(draft.answer)[:20]}”看不懂，请写选项的字母，例如A或ABD")
    return Question(kind, draft.stem.asks, options[: MOST + 1], right or "")


def _compare(draft: _Draft, written: str | None, inside: str | None) -> None:
    """An answer given away in the stem must be the one beside it."""
    if written and inside and written != inside:
        said = f"题干括号里是{clean(draft.stem.answer)}，答案一栏是{clean(draft.answer)[:20]}，请改成一样的"
        draft.wrong.append(said)


def _beside(draft: _Draft, question: Question) -> Question:
    """The question with all that stands beside it."""
    raw = draft.raw
    posts, strange = labels.posts_of(raw.posts)
    if strange:
        draft.notes.append(f"岗位“{'、'.join(strange)[:40]}”没认出来" + ("" if posts else "，当作人人都问"))
    level = labels.level_of(raw.level)
    if raw.level.strip() and level is None:
        draft.notes.append(f"难度“{clean(raw.level)[:10]}”没认出来，当作1级")
    basis = labels.basis_of(raw.law, raw.article, raw.version)
    return replace(
        question,
        why="" if is_nothing(raw.why) else clean(raw.why),
        law=basis.law,
        article=basis.article,
        version=basis.version,
        topics=labels.topics_of(raw.topics) or labels.known_topics(raw.chapter),
        posts=posts,
        level=level or 1,
        valid_from=_day(draft, raw.since, "生效日期"),
        valid_until=_day(draft, raw.until, "失效日期"),
    )


def _day(draft: _Draft, text: str, name: str) -> date | None:
    day = labels.day_of(text)
    if text.strip() and day is None:
        draft.wrong.append(f"{name}“{clean(text)[:20]}”看不懂，请写成2026-01-31这样")
    return day


def _silent(raw: Raw, question: Question) -> frozenset[str]:
    """The fields that a file says nothing about: what was kept before stays."""
    empty = {
        name
        for name in ("why", "law", "article", "version", "topics", "posts")
        if not getattr(question, name)
    }
    empty |= {
        name for name, text in (("valid_from", raw.since), ("valid_until", raw.until)) if not text.strip()
    }
    if labels.level_of(raw.level) is None:
        empty.add("level")
    return frozenset(empty - ({"posts"} if raw.posts.strip() else set()))
