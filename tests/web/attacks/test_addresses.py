"""Hostile addresses: words in the query, ways out of the house, ways into its folders, and a host that is not ours."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models.hazards import Hazard
from tests.web.attacks.land import addresses, sits
from tests.web.attacks.test_words import Reader
from tests.web.makers import make_pages

NAMES = (
    *("show", "q", "unit", "to", "month", "months", "place", "spot", "status", "category", "tier", "source"),
    *(
        "kind",
        "cause",
        "again",
        "found",
        "closed",
        "before",
        "page",
        "year",
        "day",
        "good",
        "waiting",
        "number",
    ),
    *("next", "download", "person", "name", "what"),
)
WORDS = "<x-77 onx=1>'\"</textarea></title></script>{{7*191}}"
ELSEWHERE = (
    *(
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/console/",
        "///evil.example",
    ),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "/console/\r\nSet-Cookie: a=b"),
    *(
        "%0d%0aSet-Cookie:a=b",
        "/console/%0d%0aX:y",
        "/console/../../evil",
        "/console/\t//evil.example",
        " //evil.example",
    ),
    *(
        "/console/@evil.example",
        "http:/console/",
        "/console/\u2028",
        "/console\\@evil.example",
        "//evil.example/console/",
    ),
)


def test_a_query_is_words_wherever_it_is_shown(land, app, desk, enters):
    browser, shown = enters(land.story.union), 0
    for endpoint, url in addresses(app, desk, land):
        answer = browser.get(url.partition("?")[0], query_string=dict.fromkeys(NAMES, WORDS))
        assert answer.status_code < 500, url
        assert "1337" not in answer.text if answer.mimetype == "text/html" else True
        if answer.mimetype == "text/html":
            assert (Reader(answer.text).bad, "<x-77" in answer.text) == ([], False), (endpoint, url)
            shown += "&lt;x-77" in answer.text
        assert not [value for _, value in answer.headers if "<x-77" in value], url
    assert shown > 1


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_door_leads_out_of_the_house(to, app, make, home):
    """By a link, at the desk, and for who is inside already: Location is a path of our own, in one line."""
    li = make.person("李红", home, "officer")
    browser = app.test_client()
    link = make.link(li, "abc")
    answers = [browser.post(link, query_string={"to": to})]
    answers += [browser.get(door, query_string={"to": to}) for door in ("/login", link)]
    for answer in answers:
        where = answer.headers["Location"]
        assert answer.status_code == 302
        assert where.startswith("/console/"), where
        assert "//" not in where
        assert "evil" not in where or where.startswith("/console/")
        assert not {"\r", "\n", "\\", "\t"} & set(where)
        assert "a=b" not in answer.headers.get("Set-Cookie", "")


WALKS = (
    *(
        "../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "..%252f..%252fetc",
        "original",
        "bare",
        "voice",
        "playable",
    ),
    *("320%00", "320.jpg", "%2e%2e", "..\\..\\x", "1600/../original", "320/", "0320", "320%20", "ORIGINAL"),
)


@pytest.mark.parametrize("size", WALKS)
def test_a_size_is_one_of_two_words(size, land, desk, make):
    """Neither the original of a picture nor a file beside it is reached by its address."""
    assert desk.shelf
    for kept in ("original", "bare", "1600", "320"):
        desk.shelf.put(land.photo_id, kept, b"\xff\xd8\xff KEPT")
    browser = sits(make_pages(replace(desk, picture=desk.shelf.path)), make, land.story.officer)
    assert b"KEPT" in browser.get(f"/console/photos/{land.photo_id}/320").data
    for start in (f"/console/photos/{land.photo_id}", f"/console/photos/1/../{land.photo_id}"):
        answer = browser.get(f"{start}/{size}")
        assert answer.status_code in (404, 308), start
        assert b"KEPT" not in answer.data
        assert b"root:" not in answer.data


@pytest.mark.parametrize(
    "number", ["0", "-1", "9" * 40, "1e3", "1;drop table photo", "0x1", "1.0", " 1", "%31%00"]
)
def test_a_number_in_an_address_is_a_number(number, land, enters):
    browser = enters(land.story.officer)
    for url in ("/console/photos/{}/320", "/console/hazards/{}", "/console/people/{}", "/console/drafts/{}"):
        assert browser.get(url.format(number)).status_code in (403, 404), url


@pytest.mark.parametrize(
    "path",
    [
        "../templates/house.html",
        "..%2ftemplates%2fhouse.html",
        "../pages.py",
        "%2e%2e/pages.py",
        "/etc/passwd",
    ],
)
def test_the_folder_of_styles_has_no_way_up(path, app):
    answer = app.test_client().get(f"/static/{path}")
    assert answer.status_code in (404, 308)
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "header", ["Host", "X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"]
)
def test_no_answer_names_a_host_somebody_else_told(header, land, desk, make):
    """Links to people are made of public_url; pages know paths only."""
    told = "host=evil.example" if header == "Forwarded" else "evil.example"
    for proxies in (0, 1):
        app = make_pages(replace(desk, trusted_proxies=proxies))
        browser = sits(app, make, land.story.officer) if header != "Host" else app.test_client()
        for url in ("/", "/console/", "/login", "/console/places", "/login/made-up", "/console/hazards/300"):
            answer = browser.get(url, headers={header: told})
            assert "evil.example" not in answer.text, url
            assert "evil.example" not in str(answer.headers), url
    assert desk.links
    assert desk.links.to_hazard(1, desk.clock()).startswith("https://ssp.example.cn/h5/")


SQL = (
    "' or 1=1 --",
    "'; drop table hazard; --",
    '" or ""="',
    "%' or '1'='1",
    "\\",
    "%",
    "_",
    "a' union select password from person --",
)


@pytest.mark.parametrize("words", SQL)
def test_a_search_finds_words_and_asks_nothing_else(words, land, desk, enters):
    with desk.reading.connect() as db:
        before = db.execute(select(func.count()).select_from(Hazard)).scalar()
    browser = enters(land.story.officer)
    for name in ("q", "place", "spot", "unit", "show", "before", "found", "cause"):
        assert browser.get("/console/", query_string={name: words}).status_code == 200, name
    page = browser.get("/console/", query_string={"q": words, "show": "all"}).text
    assert "300</b>" not in page
    assert "scrypt:" not in page
    for url in (
        "/console/places",
        "/console/wall",
        "/console/dashboard",
        "/console/ledger.xlsx",
        "/console/calendar",
    ):
        assert browser.get(url, query_string={"q": words, "show": words}).status_code in (200, 302, 404), url
    with desk.reading.connect() as db:
        assert db.execute(select(func.count()).select_from(Hazard)).scalar() == before


@pytest.mark.parametrize(
    "name", ["外科\r\nSet-Cookie: a=b", "外科\n\n<script>", '外科"; filename="x.exe', "../../外科"]
)
def test_the_name_of_a_file_is_one_line(name, make, land, enters):
    """Whatever a department is called in a roll: no header grows a second line."""
    unit = make.unit(name, "department", land.story.home)
    officer = make.person("某人", unit, "officer")
    answer = enters(officer).get("/console/ledger.xlsx?show=all")
    assert answer.status_code == 200
    assert "a=b" not in str(answer.headers.get("Set-Cookie", ""))
    told = answer.headers["Content-Disposition"]
    assert told.startswith("attachment; filename")
    assert not {"\r", "\n"} & set(told)
