"""A believable hospital on 2 March 2016: enough rows, pictures and troubles to fill every page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.web.makers import DAY, HOUR, MINUTE, NOON, Make

ROWS = (
    ("楼梯口堆纸箱", "三楼东楼梯口堆着纸箱，推车过不去", "外科楼3楼东楼梯口", "FIRE_EXIT", "通道被堵"),
    ("插座松动发烫", "治疗室靠窗的插座松了，插上去发烫", "内科楼5楼治疗室", "ELEC", "用电不安全"),
    ("消火栓被柜子挡住", "药房对面消火栓被铁皮柜挡住一半", "门诊2楼药房对面", "FIRE_EQUIP", "消防器材问题"),
    ("地面湿滑没放牌子", "拖完地没放小心地滑的牌子，有个老人差点摔了", "门诊1楼大厅", "BLDG", "地滑掉东西"),
    ("锐器盒满了没换", "锐器盒满到口子上了，针头露在外面", "急诊科抢救室", "OCC", "针刺感染风险"),
    ("电动车在楼道充电", "宿舍楼一层楼道里有三辆电动车拉线充电", "2号宿舍楼1层", "EBIKE", "电动车乱停充"),
    ("氧气瓶没固定", "氧气瓶靠墙立着，没有链子也没有架子", "呼吸科库房", "MEDGAS", "氧气不安全"),
    (
        "常闭防火门用灭火器顶着",
        "防火门一直用灭火器顶开，说是推车方便",
        "外科楼7楼西侧",
        "FIRE_BLDG",
        "容易起火",
    ),
)


@dataclass(frozen=True)
class Story:
    """The people one can be, and hazards one can open."""

    officer: int
    ward_officer: int
    union: int
    city_union: int
    nurse: int
    nurse_two: int
    open_number: int
    closed_number: int
    home: dict[str, Any]
    surgery: dict[str, Any]
    repairs: dict[str, Any]


def tell(make: Make) -> Story:
    city = make.unit("淄博市医务工会", "city")
    home = make.unit("市第一人民医院", "unit", city)
    surgery, clinic, repairs = (make.unit(n, "department", home) for n in ("外科", "门诊部", "后勤科"))
    officer = make.person("周兰", home, "officer", phone="13905330012")
    li = make.person("李红", surgery, "officer", phone="13905330045")
    wang = make.person("王强", repairs, "staff", phone="13905330078")
    nurse, nurse_two = make.person("张敏", surgery, "staff"), make.person("刘静", surgery, "staff")
    union = make.person("陈静", home, "union")
    above = make.person("孙玉梅", city, "union")
    talk = make.conversation(nurse)
    people = {"reporter_id": talk, "person_id": nurse, "owner_id": wang}
    for at, number in enumerate(range(103, 148)):
        _one(make, home, number, at, people | {"department_id": (surgery, clinic)[at % 2]["id"]})
    open_number, closed_number = 150, 149
    _closed(make, home, closed_number, people | {"department_id": surgery["id"]}, li)
    last = _open(make, home, open_number, people | {"department_id": surgery["id"]}, li)
    make.photo(make.hazard(home, None, "", department_id=surgery["id"], at=NOON - 3 * HOUR))
    make.notice(last, li, reason="failed:user block", done_at=NOON - 5 * MINUTE)
    make.notice(last, wang, reason="45015 response out of time limit", done_at=NOON - 3 * MINUTE)
    make.notice(last, officer, "done", result={"msgid": 1, "status": "success"}, done_at=NOON - 4 * MINUTE)
    return Story(
        officer, li, union, above, nurse, nurse_two, open_number, closed_number, home, surgery, repairs
    )


def _one(make: Make, home: Any, number: int, at: int, people: dict[str, Any]) -> None:
    brief, words, place, category, plain = ROWS[at % len(ROWS)]
    came = NOON - (46 - at) * 5 * HOUR
    facts: dict[str, Any] = {
        "brief": brief,
        "place_text": place,
        "category": category,
        "plain": plain,
        "at": came,
    }
    facts |= {"department_id": people["department_id"]} if at % 7 == 3 else people
    facts |= {"anonymous": at % 7 == 3, "urgent": at % 11 == 4}
    kind = at % 5
    if kind in (0, 1) and at % 7 != 3:
        facts |= {"status": "assigned", "due_on": date(2016, 2, 28) if kind else date(2016, 3, 4)}
    elif kind == 2:
        facts |= {"status": "closed", "closed_at": NOON - DAY}
    elif kind == 3:
        facts |= {"status": "fixed"}
    hazard = make.hazard(home, number, words, **facts)
    state = ("ready", "ready", "ready", "waiting", "ready", "sealed")[at % 6]
    make.photo(hazard, state=state)


def _open(make: Make, home: Any, number: int, people: dict[str, Any], li: int) -> int:
    facts = people | {
        "status": "assigned",
        "due_on": date(2016, 3, 4),
        "urgent": True,
        "place_id": make.place("东楼梯口", home),
    }
    make.hazard(
        home, 148, "安全出口指示灯不亮", place_id=facts["place_id"], place_text="外科楼3楼", at=NOON - 2 * DAY
    )
    hazard = make.hazard(
        home, number, "三楼东楼梯口堆着十几个纸箱，担架推不过去，旁边就是配电箱。", brief="楼梯口堆纸箱",
        place_text="外科楼3楼东楼梯口", category="FIRE_EXIT", plain="通道被堵", at=NOON - 26 * HOUR, **facts,
    )  # fmt: skip
    make.photo(hazard, taken_at=NOON - 26 * HOUR)
    make.photo(hazard, taken_at=NOON - 26 * HOUR + MINUTE)
    make.photo(hazard, taken_at=NOON - 26 * HOUR + MINUTE, state="waiting")
    voice = make.photo(hazard, medium="voice", taken_at=NOON - 25 * HOUR)
    (make.folder / f"{voice}.mp3").write_bytes(b"ID3" + bytes(2000))
    make.line(hazard, "report", "reporter", people["person_id"], at=NOON - 26 * HOUR)
    make.line(hazard, "add", "reporter", people["person_id"], at=NOON - 25 * HOUR, text="一段语音")
    make.line(hazard, "assign", "officer", li, at=NOON - 24 * HOUR, text="王强，3/4前")
    return hazard


def _closed(make: Make, home: Any, number: int, people: dict[str, Any], li: int) -> None:
    hazard = make.hazard(
        home, number, "治疗室靠窗的插座松了，插上去发烫", brief="插座松动发烫", place_text="内科楼5楼治疗室",
        category="ELEC", plain="用电不安全", status="closed", closed_at=NOON - 2 * HOUR, at=NOON - 2 * DAY, **people,
    )  # fmt: skip
    make.photo(hazard, taken_at=NOON - 2 * DAY)
    make.photo(hazard, taken_at=NOON - DAY, stage="after")
    make.line(hazard, "report", "reporter", people["person_id"], at=NOON - 2 * DAY)
    make.line(hazard, "close", "officer", li, at=NOON - 2 * HOUR)
