"""The month's notice as words for a WeChat group: short, plain, warm."""

from collections.abc import Sequence

from reports.bulletin.month import Counts, Month, kinds, places
from rules.words.plain_text import clean

MOST_SENTENCES = 4
LONGEST_SENTENCE = 40
THANKS = "谢谢每一位停下来看一眼的同事。"
CALL = "看到不安全，随手拍一张。"


def text(month: Month) -> str:
    """The whole message; the last line invites."""
    parts = (
        f"【{clean(month.hospital)}随手拍】{month.year}年{month.month}月",
        found_words(month),
        state_words(month),
        _counted("最多的", kinds(month)),
        _counted("常出现在", places(month)),
        _listed("弄好了的：", month.good),
        _listed("还在办的：", month.waiting),
        THANKS + CALL,
    )
    return "\n".join(part for part in parts if part)


def found_words(month: Month) -> str:
    """What was found and put right in the month."""
    if not month.found and not month.closed:
        return "这个月没有新报的隐患。"
    if not month.found:
        return f"这个月没有新报的，之前的弄好了{month.closed}处。"
    if not month.closed:
        return f"大家发现了{month.found}处不安全，正在一处一处办。"
    return f"大家发现了{month.found}处不安全，弄好了{month.closed}处。"


def state_words(month: Month) -> str:
    """What still waits, and whether something is late."""
    if not month.open:
        return "手上没有没办完的。"
    late = f"其中{month.overdue}处超期，工会在盯着。" if month.overdue else "这个月没有超期的。"
    return f"还有{month.open}处在办，{late}"


def short(sentence: str) -> str:
    """One sentence on one line, without its full stop; … where it would be too long for a notice."""
    words = " ".join(clean(sentence).split()).rstrip("。；;. ")
    return words if len(words) <= LONGEST_SENTENCE else f"{words[: LONGEST_SENTENCE - 1]}…"


def chosen(sentences: Sequence[str]) -> list[str]:
    """The first few sentences that say something."""
    return [said for sentence in sentences if (said := short(sentence))][:MOST_SENTENCES]


def _counted(what: str, counts: Counts) -> str:
    return f"{what}：" + "、".join(f"{clean(name)}{count}" for name, count in counts) if counts else ""


def _listed(head: str, sentences: Sequence[str]) -> str:
    said = chosen(sentences)
    return "\n".join([head, *(f"· {sentence}" for sentence in said)]) if said else ""
