"""筛: filters that combine, pages that lose no row, and nobody who sees more than their part of the ledger."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import true

from models.hazards import Hazard
from tests.web.makers import DAY, HOUR, NOON, TODAY
from web.console.chips import View
from web.console.ledger import rows
from web.console.ledger.rows import Wanted, find_rows

STATUSES = ("reported", "assigned", "fixed", "closed", "rejected")


def numbers(page):
    return [int(n) for n in re.findall(r'class="what"><b>(\d+)</b>', page.text)]


def ends(status, owner):
    """What a row of this status cannot be without."""
    due = {"owner_id": owner, "due_on": date(2016, 2, 20)}
    return {"assigned": due, "closed": {"closed_at": NOON - DAY}}.get(status, {})


@pytest.fixture
def units(make, home):
    surgery, clinic = make.unit("外科", "department", home), make.unit("门诊", "department", home)
    return {
        "home": home,
        "surgery": surgery,
        "clinic": clinic,
        "team": make.unit("外科一组", "team", surgery),
    }


@pytest.fixture
def ledger(make, home, units):
    """One row of every status in every corner of the house, and in the hospital beside it."""
    other = make.unit("市二院")
    owner = make.person("王强", home)
    for at, status in enumerate(STATUSES):
        facts = {"status": status, "urgent": at == 0, "level": "major" if at == 1 else "general"}
        facts |= {"category": ("ELEC", "OCC")[at % 2], "source": ("staff", "inspection")[at % 2]}
        facts |= {"tier": ("post", "team")[at % 2], "cause": ("unsafe", "")[at % 2], **ends(status, owner)}
        for hundred, name in ((100, "surgery"), (200, "clinic"), (300, "team"), (400, None)):
            department = units[name]["id"] if name else None
            make.hazard(home, hundred + at, place_text=f"{name}走廊", department_id=department, **facts)
        make.hazard(other, 500 + at, place_text="surgery走廊", **facts)
    return owner


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("unit={surgery}", [100, 101, 102, 103, 104, 300, 301, 302, 303, 304]),
        ("unit={team}", [300, 301, 302, 303, 304]),
        ("unit=none", [400, 401, 402, 403, 404]),
        ("unit={clinic}&status=closed", [203]),
        ("category=ELEC&source=staff&unit={clinic}", [200, 202, 204]),
        ("tier=team&status=open&place=clinic", [201]),
        ("status=counted&unit={team}", [300, 301, 302, 303]),
        ("show=overdue&unit={surgery}", [101, 301]),
        ("show=major&tier=team&unit={team}", [301]),
        ("show=urgent&place=surgery", [100]),
        ("cause=none&unit={team}", [301, 303]),
        ("cause=unsafe&status=open&unit={team}", [300, 302]),
        ("found=2016-03-02_2016-03-02&unit={team}", [300, 301, 302, 303, 304]),
        ("found=2016-03-03_2016-03-31", []),
        ("closed=2016-03-01_2016-03-01&unit={team}", [303]),
        ("closed=2016-02-01_2016-02-29", []),
        ("kind=occupational", []),
        ("q=纸箱&status=rejected&unit={clinic}", [204]),
    ],
)
def test_filters_combine(ledger, units, zhou, asked, found):
    address = asked.format(**{name: unit["id"] for name, unit in units.items()})
    page = zhou.get(f"/console/?{address}")
    assert sorted(numbers(page)) == found
    assert "不筛了" in page.text


@pytest.mark.parametrize(
    "asked",
    ["status=gone", "category=%00", "unit=99999", "unit=x", "found=2016", "closed=9999-12-31_1", "tier="],
)
def test_what_means_nothing_narrows_nothing(ledger, zhou, asked):
    page = zhou.get(f"/console/?show=all&{asked}")
    assert len(numbers(page)) == 20
    assert "不筛了" not in page.text


def test_the_form_keeps_what_was_chosen(ledger, units, zhou):
    text = zhou.get(f"/console/?show=overdue&unit={units['clinic']['id']}&place=<b>走廊&cause=unsafe").text
    assert f'<option value="{units["clinic"]["id"]}" selected>门诊</option>' in text
    assert 'name="place" value="&lt;b&gt;走廊"' in text
    assert '<input type="hidden" name="show" value="overdue">' in text
    assert '<input type="hidden" name="cause" value="unsafe">' in text
    assert "在全部里找" in text


@pytest.mark.parametrize("seat", ["surgery", "clinic"])
def test_a_department_never_sees_others_in_any_filter(ledger, make, units, sits, seat):
    browser = sits(make.person("李红", units[seat], "officer"))
    own = {"surgery": {1, 3}, "clinic": {2}}[seat]
    asked = [f"show={show}" for show in ("mine", "overdue", "urgent", "nobodys", "major", "unreached", "all")]
    asked += [f"show=all&status={status}" for status in ("open", "counted", *STATUSES)]
    asked += [f"show=all&unit={units[name]['id']}" for name in units]
    asked += [
        "unit=none",
        "category=ELEC",
        "source=staff",
        "place=走廊",
        "q=走廊",
        "q=400",
        "again=1",
        "cause=none",
    ]
    asked += [
        "found=2016-03-02_2016-03-02",
        "closed=2016-03-01_2016-03-01",
        "spot=clinic走廊",
        "before=0.9999999",
    ]
    seen = {number for address in asked for number in numbers(browser.get(f"/console/?{address}"))}
    assert seen
    assert {number // 100 for number in seen} == own
    text = browser.get("/console/").text
    assert "市二院" not in text


def test_those_above_see_all_hospitals_and_choose_one(make, sits):
    city = make.unit("市医务工会", "city")
    first, second = make.unit("一院", "unit", city), make.unit("二院", "unit", city)
    make.hazard(make.unit("外地医院"), 300)
    make.hazard(first, 101)
    make.hazard(second, 102, urgent=True)
    above = sits(make.person("孙玉梅", city, "union"))
    assert numbers(above.get("/console/?show=all")) == [102, 101]
    assert numbers(above.get(f"/console/?show=all&unit={first['id']}")) == [101]
    assert numbers(above.get("/console/?show=urgent")) == [102]


@pytest.mark.parametrize(
    "words", ["%", "_", "'", '"', "\\", "<script>", "100%_'", "%' OR 1=1 --", "９９", "²", "\x00", " " * 60]
)
def test_hostile_words_find_only_themselves(make, home, zhou, words):
    make.hazard(home, 112, "楼梯口堆纸箱", place_text="外科楼")
    make.hazard(home, 113, f"有人写了{words}在门上".replace("\x00", ""))
    page = zhou.get("/console/", query_string={"q": words, "show": "all"})
    assert page.status_code == 200
    assert numbers(page) == ([113, 112] if not words.strip() else [113] if words != "\x00" else numbers(page))
    assert "<script>" not in page.text


def test_a_number_alone_finds_the_hazard_that_has_it(make, home, zhou):
    make.hazard(home, 119, "插座松动")
    make.hazard(home, 201, "墙上写着119，电话打不通")
    assert numbers(zhou.get("/console/?q=119")) == [119]
    assert numbers(zhou.get("/console/?q=119号")) == [119]
    assert numbers(zhou.get("/console/?q=墙上 119")) == [201]


def test_a_long_search_goes_on_where_it_ended(make, home, zhou, monkeypatch):
    monkeypatch.setattr(rows, "LOOKED_THROUGH", 10)
    for number in range(101, 131):
        make.hazard(home, number, "插座松动" if number in (105, 128) else "楼梯口堆纸箱")
    seen, url, taps = [], "/console/?q=插座", 0
    while url:
        page = zhou.get(url)
        seen, taps = seen + numbers(page), taps + 1
        further = re.search(r'class="older"><a class="act-second" href="([^"]+)"', page.text)
        url = further and further[1].replace("&amp;", "&")
    assert seen == [128, 105]
    assert taps <= 4


def row_facts():
    """Rows that are alike in everything but their key."""
    return st.tuples(st.sampled_from(STATUSES), st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(row_facts(), max_size=14),
    show=st.sampled_from(["all", "mine", "overdue"]),
    page=st.integers(1, 4),
)
def test_pages_lose_and_double_no_row(desk, make, monkeypatch, told, show, page):
    monkeypatch.setattr(rows, "PAGE", page)
    home = make.unit("市一院")
    owner = make.person("王强", home)
    for number, (status, urgent) in enumerate(told, 101):
        make.hazard(home, number, status=status, urgent=urgent, **ends(status, owner))
    view = View(
        Hazard.unit_id == home["id"], true(), 0, NOON - 2 * HOUR, TODAY, hospitals=(home["id"],) * (page % 2)
    )
    with desk.reading.connect() as db:
        seen, before = _all_pages(db, view, show, page)
    wanted = {"all": STATUSES, "mine": ("reported", "fixed"), "overdue": ("assigned",)}[show]
    assert sorted(seen) == [n for n, (status, _) in enumerate(told, 101) if status in wanted]
    assert before is None


def _all_pages(db, view, show, page):
    seen, before = [], None
    for _ in range(20):
        found, before = find_rows(db, view, Wanted(show, before=before))
        assert len(found) <= page
        seen += [row["number"] for row in found]
        if before is None:
            break
    return seen, before


def test_rows_that_come_meanwhile_move_nothing(desk, make, home, monkeypatch):
    monkeypatch.setattr(rows, "PAGE", 3)
    for number in range(101, 108):
        make.hazard(home, number, urgent=number == 104)
    view = View(Hazard.unit_id == home["id"], true(), 0, NOON - 2 * HOUR, TODAY)
    with desk.reading.connect() as db:
        first, before = find_rows(db, view, Wanted("mine"))
    make.hazard(home, 120, urgent=True)
    make.hazard(home, 121)
    with desk.reading.connect() as db:
        second, _ = find_rows(db, view, Wanted("mine", before=before))
    assert [row["number"] for row in [*first, *second]] == [104, 107, 106, 105, 103, 102]


def moves(page):
    """The one button of each row, and where on its page it leads."""
    said = re.findall(r'<a href="([^"]+)" class="move[^>]*>(\w)</a>', page.text)
    return {int(re.search(r"hazards/(\d+)", link)[1]): word + link.partition("#")[2] for link, word in said}


def test_each_row_has_one_button_for_the_likeliest_move(make, home, sits):
    officer, wang = make.person("周兰", home, "officer"), make.person("王强", home)
    soon = {"status": "assigned", "due_on": TODAY + timedelta(days=3)}
    make.hazard(home, 101)
    make.hazard(home, 102, owner_id=wang, **soon)
    make.hazard(home, 103, owner_id=wang, progress_at=NOON - DAY, **soon)
    make.hazard(home, 104, owner_id=wang, progress_at=NOON - 8 * DAY, **soon)
    make.hazard(home, 105, owner_id=officer, **soon)
    make.hazard(home, 106, status="fixed")
    make.hazard(home, 107, status="closed", closed_at=NOON)
    make.hazard(home, 108, urgent=True)
    page = sits(officer).get("/console/?show=all")
    assert moves(page) == {
        101: "派assign", 102: "催urge", 103: "看", 104: "催urge", 105: "看", 106: "验verify", 107: "看", 108: "接",
    }  # fmt: skip


def test_several_can_be_given_at_once_by_those_who_give(make, home, sits):
    make.hazard(home, 101)
    make.hazard(home, 102, status="fixed")
    text = sits(make.person("周兰", home, "officer")).get("/console/").text
    assert re.findall(r'name="number" value="(\d+)"', text) == ["101"]
    assert '<form id="together" method="post" action="/console/assign">' in text
    assert "一起派" not in sits(make.person("陈管", home, "admin")).get("/console/").text


def test_counting_ends_somewhere(make, home, zhou, monkeypatch):
    monkeypatch.setattr("web.console.chips.MOST", 3)
    for number in range(101, 106):
        make.hazard(home, number, urgent=number < 104)
    text = zhou.get("/console/").text
    assert "等我办 <b>3+</b>" in text
    assert "急 <b>3</b>" in text


def test_chips_that_seldom_matter_come_when_they_do(make, home, zhou):
    make.hazard(home, 101, status="closed", closed_at=NOON, level="major")
    text = zhou.get("/console/").text
    assert "重大" not in re.findall(r"show=\w+\"[^>]*>(\w+)", text)
    assert "没有重大隐患" in zhou.get("/console/?show=major").text
    make.hazard(home, 102, level="major")
    assert numbers(zhou.get("/console/?show=major")) == [102]
    assert "重大 <b>1</b>" in zhou.get("/console/?show=all").text


def test_who_has_left_has_nothing_any_more(make, home, zhou):
    gone = make.person("王强", home, active=False)
    make.hazard(home, 101, status="assigned", owner_id=gone, due_on=TODAY)
    make.hazard(home, 102, status="assigned", owner_id=make.person("刘军", home), due_on=TODAY)
    assert numbers(zhou.get("/console/?show=nobodys")) == [101]


def test_overdue_is_a_question_of_the_date(make, home, zhou):
    wang = make.person("王强", home)
    for number, day in ((101, date(2016, 3, 1)), (102, TODAY), (103, date(2016, 3, 3))):
        make.hazard(home, number, status="assigned", owner_id=wang, due_on=day)
    make.hazard(home, 104, status="fixed", owner_id=wang, due_on=date(2016, 3, 1))
    assert numbers(zhou.get("/console/?show=overdue")) == [101]
    assert re.search(r"<dt>超期</dt><dd><a[^>]*>1</a>", zhou.get("/console/dashboard").text)
