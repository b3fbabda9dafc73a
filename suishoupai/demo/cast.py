"""The demo hospital as data: its account, its people, its places."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

TOKEN = "demotoken"  # noqa: S105 - the box and the demo product share it on one machine
APP_ID = "wxdemo0000000001"
APP_SECRET = "demosecret"  # noqa: S105
TEMPLATE = "NOTICE"
SEED = 616

HOSPITAL = ("SYY", "市第一人民医院")
DEPARTMENTS = (("NK2", "内科二病区"), ("WK3", "外科三病区"), ("HQ", "后勤科"), ("BW", "保卫科"))

ROLL = (
    # name, staff number, telephone, department, post, role
    ("张敏", "020153", "", "NK2", "护士", "staff"),
    ("李红", "020001", "0533-2110120", "NK2", "护士长、安全员", "officer"),
    ("孙丽", "020002", "0533-2110121", "NK2", "护士、安全员", "officer"),
    ("王强", "040007", "0533-2110123", "HQ", "电工", "staff"),
    ("孙涛", "050001", "0533-2110119", "BW", "科长", "staff"),
    ("周平", "010002", "0533-2110118", "SYY", "安全员", "officer"),
    ("陈静", "010001", "0533-2110088", "SYY", "工会干事", "union"),
)

PLACES = (
    # code, name, department, other names
    ("NK-5F-E", "内科楼5楼东走廊", "NK2", ["5楼东走廊"]),
    ("NK-5F-KS", "内科楼5楼开水间", "NK2", ["5楼开水间"]),
    ("WK-3F-E", "外科楼3楼东楼梯口", "NK2", ["3楼东楼梯口"]),
    ("MZ-2F-CX", "门诊楼2楼抽血处", "BW", ["抽血处"]),
)

PHONES = (("张敏", "护士"), ("李红", "安全员"), ("王强", "后勤"))

CHIPS = ("三楼东楼梯口堆着纸箱", "5楼开水间插座发烫", "待办", "我的", "帮助")


def start_of_story(zone: ZoneInfo) -> datetime:
    """Half past eight this morning: the clock of the demo starts where everybody is awake."""
    today = datetime.now(UTC).astimezone(zone).date()
    return datetime.combine(today, time(8, 30), zone)


def milestones(start: datetime) -> list[tuple[str, datetime]]:
    """Days worth jumping to: the next end of February, the next 16 June."""
    found = []
    for label, month, day in (("到2/28", 2, 28), ("到6/16", 6, 16)):
        year = start.year + (
            start >= datetime(start.year, month, day, tzinfo=start.tzinfo) - timedelta(days=1)
        )
        found.append((label, datetime(year, month, day, 8, 30, tzinfo=start.tzinfo)))
    return found
