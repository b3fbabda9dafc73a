"""看板: every number opens exactly the rows it counts, and nobody's numbers tell of what they may not see."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from random import Random

import pytest

from tests.web.makers import NOON
from web.console.ledger.charts import ticks
from web.console.ledger.tally import last_months, median_days

STATUSES = (
    "reported",
    "assigned",
    "fixed",
    "closed",
    "closed",
    "closed",
    "redirected",
    "rejected",
    "withdrawn",
)


def numbers(page):
    return re.findall(r'class="what"><b>(\d+)</b>', page.text)


def linked(text):
    """Every number of the page that leads somewhere, with its address."""
    found = re.findall(r'<a href="(/console/\?[^"]+)"[^>]*>([\d.]+)</a>', text)
    return [(unescape(link), int(number)) for link, number in found]


@pytest.fixture
def house(make):
    city = make.unit("市医务工会", "city")
    home, other = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    surgery, clinic = make.unit("外科", "department", home), make.unit("门诊", "department", home)
    return {
        "city": city, "home": home, "other": other, "surgery": surgery, "clinic": clinic,
        "team": make.unit("外科一组", "team", surgery),
    }  # fmt: skip


@pytest.fixture
def history(make, house):
    """Fifteen months of forty hazards in every corner of two hospitals."""
    random, owner = Random(11), make.person("王强", house["home"])
    corners = [("home", name) for name in ("surgery", "clinic", "team", "home", None)] + [("other", None)]
    for number in range(101, 141):
        for at, (hospital, department) in enumerate(corners):
            _one(make, random, house, number + 100 * at, (hospital, department), owner)


def _one(make, random, house, number, where, owner):
    hospital, department = where
    came = NOON - timedelta(days=random.randrange(450), hours=random.randrange(20))
    status = random.choice(STATUSES)
    facts = {"status": status, "happened_on": (came + timedelta(hours=8)).date(), "at": came}
    facts |= {
        "category": random.choice(("ELEC", "OCC", "FIRE_EXIT")),
        "tier": random.choice(("post", "unit")),
    }
    facts |= {
        "source": random.choice(("staff", "inspection", "peer")),
        "likeness": random.choice(("", "again")),
    }
    facts |= {
        "cause": random.choice(("unsafe", "unstable", "")),
        "place_text": random.choice(("3楼", "13楼", "")),
    }
    facts["department_id"] = house[department]["id"] if department else None
    if status == "assigned":
        facts |= {"owner_id": owner, "due_on": date(2016, 3, random.choice((1, 2, 20)))}
    if status == "closed":
        facts["closed_at"] = min(NOON, came + timedelta(hours=random.randrange(1, 900)))
    make.hazard(house[hospital], number, **facts)


@pytest.mark.parametrize("months", ["3", "12"])
@pytest.mark.parametrize(
    ("unit", "role"), [("surgery", "officer"), ("home", "officer"), ("home", "union"), ("city", "union")]
)
def test_every_number_opens_the_rows_it_counts(make, house, history, sits, monkeypatch, unit, role, months):
    monkeypatch.setattr("web.console.ledger.rows.PAGE", 1000)
    browser = sits(make.person("某人", house[unit], role))
    found = linked(browser.get(f"/console/dashboard?months={months}").text)
    assert len(found) >= 25
    for link, number in found:
        assert len(numbers(browser.get(link))) == number, link


def test_a_department_counts_its_own_rows_only(make, house, history, sits):
    text = sits(make.person("李红", house["surgery"], "officer")).get("/console/dashboard").text
    assert "门诊" not in text
    assert "没说科室" not in text
    assert text.count("外科") >= 1


def test_those_above_see_hospitals_and_no_departments(make, house, history, sits):
    text = sits(make.person("孙玉梅", house["city"], "union")).get("/console/dashboard").text
    assert '<th scope="row">市二院</th>' in text
    assert '<th scope="row">外科</th>' not in text


def test_what_was_no_hazard_is_counted_apart(make, home, zhou):
    for number, status in enumerate(("reported", "redirected", "redirected", "rejected", "withdrawn"), 101):
        make.hazard(home, number, status=status, source="inspection")
    text = zhou.get("/console/dashboard").text
    said = dict(re.findall(r"<dt>(\w+)</dt><dd>(?:<a[^>]*>)?([\d.–]+)", text))
    assert said == {"发现": "1", "销号": "0", "没办完": "1", "超期": "0", "转报修": "2", "不予受理": "1"}
    assert re.search(r'督导检查</th><td><a href="[^"]+">1</a>', text)


def test_a_merged_hazard_is_the_same_hazard(make, home, zhou):
    target = make.hazard(home, 101)
    make.hazard(home, 102, status="merged", merged_into=target)
    assert re.search(r"<dt>发现</dt><dd><a[^>]*>1</a>", zhou.get("/console/dashboard").text)


def test_found_by_staff_stands_beside_found_by_inspectors(make, home, zhou):
    for number, source in enumerate(("staff", "staff", "inspection", "expert"), 101):
        make.hazard(home, number, source=source)
    text = zhou.get("/console/dashboard").text
    rows = dict(re.findall(r'<th scope="row">(\w+)</th><td>(?:<a[^>]*>)?(\d+)', text))
    assert [rows[name] for name in ("职工排查", "专家查找", "督导检查", "举报")] == ["2", "1", "1", "0"]


def test_a_month_ends_at_midnight_here(make, home, zhou):
    last_night = datetime(2016, 2, 29, 15, 59, tzinfo=UTC)
    for number, closed in ((101, last_night), (102, last_night + timedelta(minutes=1))):
        make.hazard(
            home,
            number,
            status="closed",
            closed_at=closed,
            at=last_night - timedelta(days=2),
            happened_on=date(2016, 2, 27),
        )
    text = zhou.get("/console/dashboard?months=3").text
    for month in ("2016年2月", "2016年3月"):
        assert re.search(month + r"</th><td>.*?</td><td><a[^>]*>1</a></td><td>2</td>", text)


@pytest.mark.parametrize(
    ("took", "middle"),
    [
        ([], None),
        ([(5, 1)], 0.5),
        ([(10, 1), (20, 1), (90, 1)], 2.0),
        ([(10, 3), (500, 2)], 1.0),
        ([(None, 4)], None),
    ],
)
def test_the_middle_of_durations(took, middle):
    assert median_days(took) == middle


def test_months_go_back_over_the_year():
    assert last_months(date(2016, 2, 29), 4) == [
        date(2015, 11, 1),
        date(2015, 12, 1),
        date(2016, 1, 1),
        date(2016, 2, 1),
    ]


def test_an_empty_ledger_says_what_would_come(zhou):
    page = zhou.get("/console/dashboard")
    assert "还没有隐患" in page.text
    assert '<img class="chart"' not in page.text
    assert zhou.get("/console/dashboard/flow.svg").status_code == 404


def test_pictures_are_drawn_without_a_script(make, house, history, sits):
    browser = sits(make.person("周兰", house["home"], "officer"))
    urls = re.findall(r'class="chart" src="([^"]+)"', browser.get("/console/dashboard").text)
    assert len(urls) == 7
    for url in urls:
        picture = browser.get(unescape(url))
        assert picture.mimetype == "image/svg+xml"
        assert picture.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")
        assert b"<script" not in picture.data
        assert b"http" not in picture.data.replace(b"http://www.w3.org/", b"")
    assert "不安全" in unescape(browser.get("/console/dashboard/lenses.svg").text)


def test_words_of_places_cannot_become_markup(make, home, zhou):
    make.hazard(home, 101, likeness="again", place_text="<script>x</script>&")
    text = zhou.get("/console/dashboard").text
    assert "<script>" not in text
    assert b"<script" not in zhou.get("/console/dashboard/places.svg").data
    link = next(link for link, _ in linked(text) if "spot" in link)
    assert numbers(zhou.get(link)) == ["101"]


@pytest.mark.parametrize("path", ["dashboard", "dashboard/flow.svg", "ledger.xlsx"])
def test_strangers_and_reporters_stay_outside(app, make, nurse, sits, path):
    assert app.test_client().get(f"/console/{path}").status_code in (302, 401)
    assert sits(nurse).get(f"/console/{path}").status_code in (302, 403)


@pytest.mark.parametrize("path", ["dashboard?months=x", "dashboard?months=999", "dashboard/x.svg"])
def test_broken_addresses_do_no_harm(zhou, path):
    assert zhou.get(f"/console/{path}").status_code in (200, 404)


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 40, 41, 999, 12_345])
def test_the_lines_of_a_picture_are_whole_and_few(most):
    lines = ticks(most)
    assert lines[0] == 0
    assert lines[-1] >= max(1, most)
    assert lines[-2] < max(1, most)
    assert len(lines) <= 5
    assert all(isinstance(line, int) for line in lines)


def test_one_hazard_is_never_four_tenths_of_one(make, home, zhou):
    make.hazard(home, 101)
    picture = zhou.get("/console/dashboard/flow.svg").text
    lines = re.findall(r'<text[^>]*class="[^"]*">([\d.]+)</text>', picture.split('class="axis y', 1)[1])
    assert lines[:2] == ["0", "1"]
    assert not any("." in line for line in lines)


@pytest.mark.parametrize("name", ["flow", "categories", "lenses"])
def test_letters_of_pictures_can_be_read_on_a_phone(make, house, history, sits, name):
    """334 dots is what a phone of 390 leaves between the edges of a card."""
    picture = sits(make.person("周兰", house["home"], "officer")).get(f"/console/dashboard/{name}.svg").text
    wide = float(re.search(r'viewBox="0 0 (\d+)', picture)[1])
    sizes = re.findall(r"\.(?:axis text|text-overlay text\.value)\{[^}]*font-size:(\d+)px", picture)
    assert sizes
    assert all(float(size) * 334 / wide >= 11 for size in sizes)
    assert "{{" not in picture, "rules for another kind of file do nothing"
