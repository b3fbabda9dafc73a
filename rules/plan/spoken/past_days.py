"""A day gone by as cadres say it: 昨天, 上周三, 25号, 去年12月30日. Days to come are read in rules.days."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from rules.days import SaidDay, count
from rules.words.plain_text import clean

_Meaning = Callable[[re.Match[str], date], date | None]

FURTHEST = 400
"""Days; what lies further back is a slip of the finger."""

_NAMED = {
    3: "大前[天日]",
    2: "前天|前日(?!常)|前儿个?|前晚",
    1: "昨[天日晚夜早个]|昨儿个?|昨[上下]午|寻日|琴日",
    0: "今[天日早晨晚朝个]|今儿个?|今[上下]午|刚才|刚刚",
    -1: "明[天日早晚]|明儿个?",
    -2: "(?<!大)后天",
    -3: "大后天",
}
"""How many days ago each name is; names of days to come are read so that they can be called odd."""
_WEEKDAYS = "一二三四五六日"
_CN = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_NUMBER = rf"(?:\d{{1,2}}|{_CN})"
_DAY = rf"(?<![\d.]){_NUMBER}"
_YEAR = r"(?P<year>(?<!\d)(?:20)?\d\d\s*年|(?<!\d)20\d\d(?=\s*[-/.])|今年|本年|去年|上年|前年)"
# 2月25人 is a month and a head-count, 3.5小时 and 1/2的人 are no dates, 25号楼 is a house.
_NO_UNIT = (
    r"(?!\s*(?:[\d:：%％.]|个?(?:人|小时|学时|课时|钟头|名|位|床|楼|层|栋|点|分|元|万|次|场|期|份|级|版|寸|米|"
    r"公斤|瓶|台|间|室|病|的|部)))"
)
_NO_HOUSE = (
    r"(?!\s*(?:大?楼|院|库|门|病|床|会议|仓|电?梯|机|厅|手术|诊|线|文|房|教室|岗|车|柜|配电|窗|口|公告|令|区|栋|人|"
    r"[内以之]?[内前]|常|均|程))"
)
_THEME = r"(?!\s*(?:安全生产|安全|消防)?(?:宣传|咨询|主题|消防日|活动))"
_END = rf"(?:\s*[日号]{_NO_HOUSE}|{_NO_UNIT})"
_FIRST_DAY = rf"(?:{_NUMBER}\s*[日号]?\s*[-~～—至到]+\s*(?={_NUMBER}\s*[日号]))?"
# 2月25日至26日 was done on its last day.
_MONTH_AND_DAY = rf"(?P<month>{_DAY})\s*月\s*{_FIRST_DAY}(?P<day>{_NUMBER}){_END}"
_SHORT = rf"(?<![\d./-])(?P<month>\d{{1,2}})(?P<mark>[./·])(?P<day>\d{{1,2}})(?:[日号]|(?![./-]){_NO_UNIT}){_THEME}"
_SOME_YEAR = rf"{_YEAR}\s*[-/.]?\s*(?P<month>{_NUMBER})\s*[月/.-]\s*(?P<day>{_NUMBER})(?!\d)\s*[日号]?"
_COMPACT = r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"
_SOME_MONTH = rf"(?P<said>上上|上|本|这|当)个?月\s*份?(?P<day>{_NUMBER})\s*[号日]{_NO_HOUSE}"
_BARE = rf"(?<![第月\d.:：/-])(?<![一二三四五六七八九十])(?P<day>{_NUMBER})\s*[号日]{_NO_HOUSE}"
_WEEKDAY = (
    r"(?<![每一两几单双\d])(?P<said>下下|下|上上|上|本|这)?(?<!每)个?(?:周|星期|礼拜)"
    r"(?P<day>[一二三四五六日天])(?!次|场|[至到-])"
)
_AGO = rf"(?<!\d)(?P<days>\d{{1,3}}|{_CN}|两)\s*天\s*[之以]?前"
_CLOCK = re.compile(
    r"(?:[上下中]午|早上|晚上|凌晨|傍晚|早晨)\s*\d{1,2}[.:：点时](?:\d{1,2}分?|半)?|(?<!\d)\d{1,2}[:：]\d\d(?!\d)"
)


def read_past_day(text: str, today: date) -> SaidDay:
    """The first day named in ``text``, the last one of that name up to ``today``; to come or long ago is odd."""
    words = " ".join(clean(text).split())
    found = min(_days_in(words, today), key=lambda hit: (hit[0], -hit[1]), default=None)
    if found is None:
        return SaidDay(None, words)
    start, end, day = found
    rest = " ".join(f"{words[:start]} {words[end:]}".split())
    odd = day is None or not today - timedelta(days=FURTHEST) <= day <= today
    return SaidDay(None if odd else day, rest, odd)


def _days_in(words: str, today: date) -> Iterator[tuple[int, int, date | None]]:
    """Where a day stands and which it is; None: there is no such day."""
    timeless = _CLOCK.sub(lambda clock: "#" * len(clock[0]), words)
    for pattern, meaning in _READERS:
        for hit in pattern.finditer(timeless):
            if not _is_fraction(hit):
                yield hit.start(), hit.end(), meaning(hit, today)


def _is_fraction(hit: re.Match[str]) -> bool:
    """19.30 and 42/50 are no days of any month; 2月30日 is meant as one."""
    said = hit.groupdict()
    return bool(said.get("mark")) and not (1 <= int(said["month"]) <= 12 and 1 <= int(said["day"]) <= 31)


def _said_ago(days: int) -> _Meaning:
    return lambda hit, today: today - timedelta(days=days)


def _days_ago(hit: re.Match[str], today: date) -> date | None:
    return today - timedelta(days=count(hit["days"]))


def _on_weekday(hit: re.Match[str], today: date) -> date | None:
    """周三 is the last one up to today, 上周三 the one of last week, 这周三 may be still to come."""
    weekday = _WEEKDAYS.index(hit["day"].replace("天", "日"))
    weeks = {"上": -1, "上上": -2, "下": 1, "下下": 2}.get(hit["said"] or "", 0)
    day = today + timedelta(days=weekday - today.weekday(), weeks=weeks)
    return day if hit["said"] or day <= today else day - timedelta(weeks=1)


def _with_year(hit: re.Match[str], today: date) -> date | None:
    said = hit["year"]
    spoken = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2}
    year = today.year - spoken[said[0]] if said[0] in spoken else int(re.sub(r"\D", "", said)) % 100 + 2000
    return _date(year, count(hit["month"]), count(hit["day"]))


def _in_month(hit: re.Match[str], today: date) -> date | None:
    """2月25日 without a year: the last one up to today, were it years ago as 29 February may be."""
    month, day = count(hit["month"]), count(hit["day"])
    named = (_date(year, month, day) for year in range(today.year, today.year - 9, -1))
    return next((one for one in named if one and one <= today), None)


def _of_said_month(hit: re.Match[str], today: date) -> date | None:
    back = {"上": 1, "上上": 2}.get(hit["said"], 0)
    return _date(*_month_before(today, back), count(hit["day"]))


def _bare(hit: re.Match[str], today: date) -> date | None:
    """25号: the last one up to today; a month without a 31st is passed over."""
    months = (_month_before(today, back) for back in range(3))
    days = (_date(year, month, count(hit["day"])) for year, month in months)
    return next((one for one in days if one and one <= today), None)


def _month_before(today: date, back: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 - back, 12)
    return today.year + years, month + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], _Meaning], ...] = (
    (re.compile(_SOME_YEAR), _with_year),
    (re.compile(_COMPACT), _with_year),
    (re.compile(_MONTH_AND_DAY), _in_month),
    (re.compile(_SHORT), _in_month),
    (re.compile(_SOME_MONTH), _of_said_month),
    (re.compile(_WEEKDAY), _on_weekday),
    (re.compile(_AGO), _days_ago),
    (re.compile(_BARE), _bare),
    *((re.compile(f"(?<![以之提目当])(?:{words})"), _said_ago(days)) for days, words in _NAMED.items()),
)
