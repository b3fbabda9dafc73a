"""The demo hospital as data: its account, its people, its places."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plans.loading import load_duties
from rules.plan.dues import dues
from rules.plan.duty import Duty

TOKEN = "demotoken"  # noqa: S105 - the box and the demo product share it on one machine
APP_ID = "wxdemo0000000001"
APP_SECRET = "demosecret"  # noqa: S105
TEMPLATE = "NOTICE"
SEED = 616

ABOVE = (("SHENG", "省医务工会", "province"), ("SHI", "市医务工会", "city"))
"""The unions above, the farthest first."""
HOSPITAL = ("SYY", "市第一人民医院")
OTHER_HOSPITAL = ("EYY", "市第二人民医院")
CADRES = (
    # name, staff number, telephone, unit, post, role
    ("孙玉梅", "900001", "0533-2110001", "SHI", "市医务工会干事", "union"),
    ("周兰", "800001", "0533-2110200", "EYY", "工会干事", "union"),
)
DEEDS = (
    # kind, days ago, about, who held it, departments, people by name, heads without names
    ("training", 24, ("fire",), ("union", "department"), ("NK2",), ("张敏", "李红", "王强"), None),
    ("drill", 10, ("fire", "escape"), ("union",), ("NK2", "WK3", "BW"), ("张敏", "李红", "孙涛"), 6),
)
"""What was done lately, so that the plan's pages have something to show."""
DEPARTMENTS = (
    # code, name, telephone
    ("NK2", "内科二病区", "0533-2110205"),
    ("WK3", "外科三病区", "0533-2110303"),
    ("HQ", "后勤科", "0533-2110123"),
    ("BW", "保卫科", "0533-2110119"),
)

ROLL = (
    # name, staff number, telephone, department, post, role
    ("张敏", "020153", "", "NK2", "护士", "staff"),
    ("李红", "020001", "0533-2110120", "NK2", "护士长、安全员", "officer"),
    ("孙丽", "020002", "0533-2110121", "NK2", "护士、安全员", "officer"),
    ("王强", "040007", "0533-2110123", "HQ", "电工", "staff"),
    ("许峰", "040001", "0533-2110129", "HQ", "科长", "staff"),
    ("孙涛", "050001", "0533-2110119", "BW", "科长", "staff"),
    ("周平", "010002", "0533-2110118", "SYY", "安全员", "officer"),
    ("陈静", "010001", "0533-2110088", "SYY", "工会干事", "union"),
    ("赵卫国", "010000", "0533-2110100", "SYY", "分管院长", "staff"),
)

ROUTES = (
    # class, who puts it right, working days, how
    ("FIRE_EXIT", "王强", 3, "清走"),
    ("ELEC", "王强", 3, "更换插座"),
    ("BLDG", "王强", 3, "铺防滑垫"),
    ("FIRE_EQUIP", "孙涛", 3, "更换灭火器"),
)
"""What was chosen before, so that the first card already proposes somebody."""

PLACES = (
    # code, name, department, other names
    ("NK-5F-E", "内科楼5楼东走廊", "NK2", ["5楼东走廊"]),
    ("NK-5F-KS", "内科楼5楼开水间", "NK2", ["5楼开水间"]),
    ("WK-3F-E", "外科楼3楼东楼梯口", "NK2", ["3楼东楼梯口"]),
    ("MZ-2F-CX", "门诊楼2楼抽血处", "BW", ["抽血处"]),
)

PHONES = (("张敏", "护士"), ("李红", "安全员"), ("王强", "后勤"), ("陈静", "工会"))

EXAM = {
    "title": "全员安全知识考试",
    "state": "published",
    "fixed": [],
    "parts": [
        {"count": 5, "kinds": ["single"], "levels": [1, 2]},
        {"count": 2, "kinds": ["multiple"], "levels": [1, 2]},
        {"count": 3, "kinds": ["judge"], "levels": [1, 2]},
    ],
}
EXAM_DAYS = timedelta(days=30)
"""Ten questions, no clock, one sitting."""

HOUR = time(8, 30)
"""When everybody is awake, and the reminders of a day have come."""

CHIPS = ("三楼东楼梯口堆着纸箱", "5楼开水间插座发烫", "待办", "答题", "我的", "帮助")


def start_of_story(zone: ZoneInfo) -> datetime:
    """Half past eight this morning: the clock of the demo starts where everybody is awake."""
    today = datetime.now(UTC).astimezone(zone).date()
    return datetime.combine(today, HOUR, zone)


def milestones(start: datetime) -> list[tuple[str, datetime]]:
    """Days worth jumping to: the last day of the next February's table, and the next 16 June."""
    duties = {duty.code: duty for duty in load_duties()}
    days = [_next(duties["monthly-table"], 2, start), _next(duties["consultation-day"], 6, start)]
    return [(_label(day), datetime.combine(day, HOUR, start.tzinfo)) for day in days if day]


def _next(duty: Duty, month: int, start: datetime) -> date | None:
    """The next such day whose hour is still to come: the clock of the box only goes forward.

    None in years before the document that asks for it.
    """
    coming = (due.formal for year in (start.year, start.year + 1) for due in dues(duty, year))
    later = (day for day in coming if datetime.combine(day, HOUR, start.tzinfo) > start)
    return next((day for day in later if day.month == month), None)


def _label(day: date) -> str:
    said = f"到{day.month}/{day.day}"
    return f"{said}（没有29日）" if (day.month, day.day) == (2, 28) else said
