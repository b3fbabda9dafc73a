"""Photos, an order, ledger lines, a month and a card to begin with; every test changes what it is about."""

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from reports.bulletin import Month
from reports.cards import Card
from reports.ledger_book import Line
from reports.orders import Order

RED, BLUE = (230, 20, 20), (20, 20, 230)
NASTY = ("=1+1", "+86", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")')
BROKEN = (b"", b"no picture", b"\xff\xd8\xff\xe0 cut off")


def photo(colour: tuple[int, int, int] = RED, size: tuple[int, int] = (320, 240)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def order(**changed: Any) -> Order:
    facts: dict[str, Any] = {
        "hospital": "市第一人民医院",
        "union": "市第一人民医院工会委员会",
        "number": "市一院工隐通〔2026〕3号",
        "hazard_number": 112,
        "place": "外科楼3楼东楼梯口",
        "description": "防火门闭门器坏了，门一直开着。",
        "found_on": date(2026, 11, 3),
        "kind_name": "事故隐患",
        "level_name": "一般",
        "why": "专用件要等六周。",
        "so_far": "移走了顶门的灭火器。",
        "interim": "夜间保安每2小时巡一次。",
        "tier_name": "单位行政",
        "addressee": "院长办公室",
        "plan_due_on": date(2026, 11, 29),
        "written_on": date(2026, 11, 22),
        "written_by": "李红",
    }
    return Order(**facts | changed)


def ledger_line(order: int = 1, **changed: Any) -> Line:
    facts: dict[str, Any] = {
        "order": order,
        "number": str(100 + order),
        "found_on": date(2026, 11, 3),
        "source": "职工代表巡查",
        "category": "疏散通道与出口",
        "kind": "事故隐患",
        "level": "一般",
        "place": "外科楼3楼东楼梯口",
        "description": "堆着纸箱",
        "unit": "后勤保障科",
        "owner": "王强",
        "measures": "清走，画黄线",
        "funds": "无需资金",
        "due_on": date(2026, 11, 10),
        "contingency": "每班看一次",
        "progress": "已清走",
        "fixed_on": date(2026, 11, 8),
        "closed_on": None,
        "checked_by": "",
        "listed": "",
        "tier": "科室",
        "status": "待验收",
    }
    return Line(**facts | changed)


def month(**changed: Any) -> Month:
    facts: dict[str, Any] = {
        "hospital": "市一院",
        "year": 2026,
        "month": 11,
        "found": 43,
        "closed": 39,
        "overdue": 0,
        "open": 4,
        "by_kind": [("通道被堵", 12), ("插座电线", 8)],
        "by_place": [("外科楼", 9), ("门诊楼", 7), ("心内科", 2)],
        "good": ["楼梯口的纸箱清走了"],
        "waiting": ["应急灯在等配件"],
    }
    return Month(**facts | changed)


def a_card(**changed: Any) -> Card:
    facts: dict[str, Any] = {
        "kind": "practice",
        "title": "楼梯口通了",
        "wrong": "堆着纸箱",
        "right": "清走了，画了黄线",
        "days": 2,
        "place": "外科楼3楼东楼梯口",
        "before": None,
        "after": None,
        "hospital": "市一院",
    }
    return Card(**facts | changed)


def looked_at(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def where(picture: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """The box around everything close to this colour."""
    bands = picture.split()
    near = [
        band.point([255 * (abs(level - wanted) < 30) for level in range(256)])
        for band, wanted in zip(bands, colour, strict=True)
    ]
    both = Image.composite(near[0], Image.new("L", picture.size), near[1])
    return Image.composite(both, Image.new("L", picture.size), near[2]).getbbox()
