"""What a report says about the consultation day of 16 June: where, how, what was shown, and the four things kept of it."""

from reports.narrative.facts import Consultation
from reports.narrative.words import NOTHING, Words, counted, line, names, paragraph, short_day, told


def consultation(day: Consultation | None) -> Words:
    """The 16th of June: where, how, what was shown, and the four things kept."""
    if day is None:
        return Words("", ("6·16安全宣传咨询日的情况",))
    return paragraph(_where_and_how(day), _kept(day))


def _where_and_how(day: Consultation) -> Words:
    place, forms, shown = line(day.place), names(day.forms), names(day.shown)
    said = Words(f"{short_day(day.day)}" + (f"在{place}" if place else "") + "开展安全宣传咨询活动")
    how = Words(f"形式有{forms}") if forms else Words("", ("咨询日的活动形式",))
    what = Words(f"现场有{shown}") if shown else NOTHING
    return told(said, how, what)


def _kept(day: Consultation) -> Words:
    return told(
        counted("参加", day.people, "人", "咨询日参加人数"),
        counted("发放资料", day.leaflets, "份", "咨询日发放资料份数"),
        counted("解答问题", day.questions, "个", "咨询日解答问题数"),
        counted("留存照片", day.photos, "张", "咨询日照片张数"),
    )
