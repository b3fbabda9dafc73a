"""What machines ask, and what people read when something breaks."""

import re
from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry, Gauge

from tests.web.makers import make_pages, sits_down
from tests.web.story import tell
from web.desk import Health


def broken() -> Health:
    raise OSError("/secret/path is on fire")


def test_alive_without_asking_anybody(desk):
    app = make_pages(replace(desk, health=broken))
    assert app.test_client().get("/healthz").text == "ok\n"


@pytest.mark.parametrize(
    ("health", "status", "wrong"),
    [
        (lambda: Health(database=True, courier_lag=3), 200, []),
        (lambda: Health(database=True, courier_lag=300), 503, ["courier is 300 s late"]),
        (lambda: Health(database=False), 503, ["database does not answer"]),
        (broken, 503, ["database does not answer"]),
    ],
)
def test_ready_names_what_is_wrong(desk, health, status, wrong):
    answer = make_pages(replace(desk, health=health)).test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (status, {"ready": not wrong, "wrong": wrong})


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.8", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.8"}, 404),
    ],
)
def test_figures_are_for_this_machine(desk, address, headers, status):
    registry = CollectorRegistry()
    Gauge("ssp_test", "a figure", registry=registry).set(7)
    browser = make_pages(replace(desk, figures=registry)).test_client()
    answer = browser.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
    assert (answer.status_code, "ssp_test 7.0" in answer.text) == (status, status == 200)


def test_behind_a_proxy_the_caller_is_who_the_proxy_says(desk):
    app = make_pages(replace(desk, figures=CollectorRegistry(), trusted_proxies=1))
    answer = app.test_client().get("/metrics", headers={"X-Forwarded-For": "10.0.0.8"})
    assert answer.status_code == 404


def test_a_broken_page_tells_nothing(desk, app):
    def clock():
        raise RuntimeError("password=hunter2")

    app = make_pages(replace(desk, clock=clock))
    answer = app.test_client().get("/login/x")
    assert answer.status_code == 500
    assert "我这边出了岔子" in answer.text
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text


def test_too_much_at_once_is_said_plainly(desk):
    app = make_pages(desk, csrf=True)
    answer = app.test_client().post("/logout", data={"csrf_token": "x" * 70_000})
    assert (answer.status_code, "太大了" in answer.text) == (413, True)


def test_without_a_telephone_of_the_house_the_console_shouts(desk, make, home):
    officer = make.person("周平", home, role="officer")
    for phone, shouts in (("", True), ("0533-2110119", False)):
        app = make_pages(replace(desk, emergency_phone=phone))
        assert ("还没有院内急救电话" in sits_down(app, make)(officer).get("/console/").text) == shouts


@pytest.mark.parametrize(("method", "url", "status"), [("GET", "/nowhere", 404), ("DELETE", "/", 405)])
def test_a_wrong_address_is_answered_in_chinese(desk, method, url, status):
    app = make_pages(replace(desk, emergency_phone="0533-2110119"))
    answer = app.test_client().open(url, method=method)
    assert answer.status_code == status
    assert 'href="tel:0533-2110119"' in answer.text
    assert "回首页" in answer.text


def test_the_styles_come_from_this_house(app):
    page = app.test_client().get("/").text
    for url in ("/static/house.css", "/static/mark.svg"):
        assert url in page
        answer = app.test_client().get(url)
        assert answer.status_code == 200
        assert "max-age=3600" in answer.headers["Cache-Control"]
        answer.close()


def test_a_page_on_a_basement_telephone_is_light(app, make, sits):
    story = tell(make)
    browser = sits(story.officer)
    page = browser.get("/console/")
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    assert len(styles) == 3
    assert sum(len(browser.get(url).data) for url in styles) <= 26_000
    assert len(page.data) <= 40_000
