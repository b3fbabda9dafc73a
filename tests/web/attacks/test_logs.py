"""What stands in the logs after a day of everything going right and wrong: events and ids, nobody's words."""

import io
import json
import logging

import pytest
import structlog
from sqlalchemy.exc import IntegrityError
from werkzeug.test import Client

from suishoupai.app import front

PRIVATE = (
    "三号楼暗道",
    "张敏",
    "周兰",
    "李红",
    "13905330012",
    "我家楼下的桂花开了真香",
    "机密原因",
    "geheim-token",
    "保洁王桂英",
)


@pytest.fixture
def log(monkeypatch):
    """Everything that is logged, as it would be written."""
    written = io.StringIO()
    before = structlog.get_config()
    structlog.configure(
        logger_factory=structlog.WriteLoggerFactory(file=written), cache_logger_on_first_use=False
    )
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    for name in (
        "bot.webhook",
        "bot.dispatch",
        "bot.writer",
        "web.errors",
        "web.login",
        "web.console.house.people",
    ):
        module = __import__(name, fromlist=["log"])
        if hasattr(module, "log"):
            monkeypatch.setattr(module, "log", structlog.get_logger())
    yield written
    logging.getLogger().removeHandler(handler)
    structlog.configure(**before)


def clean(log):
    text = log.getvalue()
    assert not [word for word in PRIVATE if word in text], text[:2000]
    return text


def test_a_day_at_the_pages_leaves_no_words_in_the_log(log, land, make, app, enters):
    browser = enters(land.story.officer)
    browser.post("/console/hazards/164/ask", data={"words": "三号楼暗道在哪？"})
    browser.post("/console/hazards/161/reject", data={"words": "机密原因"})
    browser.get("/console/", query_string={"q": "三号楼暗道"})
    browser.get("/login/geheim-token")
    browser.post("/login/geheim-token")
    browser.post("/login", data={"name": "13905330012", "word": "我家楼下的桂花开了真香"})
    browser.post("/password", data={"password": "我家楼下的桂花开了真香", "again": "我家楼下的桂花开了真香"})
    admin = enters(make.person("管理员甲", land.story.home, "admin"))
    admin.post(
        f"/console/people/{land.story.nurse}",
        data={"role": "officer", "phone": "13905330012", "active": "1", "unit": land.story.surgery["id"]},
    )
    admin.post("/console/calendar/2016-03-04", data={"said": "work", "note": "机密原因"})
    text = clean(log)
    assert "person changed" in text, "the log is read indeed"
    assert "password set" in text


def test_a_page_that_breaks_over_somebodys_words_does_not_write_them_down(log, desk, app, land):
    """The statement may stand in the log; what was to be written must not."""

    @app.get("/breaks")
    def breaks():
        raise IntegrityError(
            "insert into hazard values (?)", {"words": "三号楼暗道"}, Exception("UNIQUE constraint")
        )

    assert app.test_client().get("/breaks").status_code == 500
    text = clean(log)
    assert "page broke" in text
    assert "UNIQUE constraint" in text, "what the one who mends it needs"


def test_every_line_is_one_line_of_json(log, app, land, enters):
    """A word with a line break forges no second entry."""
    browser = enters(land.story.union)
    browser.post("/login", data={"name": 'x"}\n{"event": "forged"}', "word": "y\r\n"})
    browser.get("/login/a%0a%7B%22event%22%3A%22forged%22%7D")
    browser.post("/console/calendar/2016-03-04", data={"said": "rest", "note": '\n{"event":"forged"}'})
    events = [json.loads(line)["event"] for line in log.getvalue().splitlines() if line.startswith("{")]
    assert "calendar changed" in events
    assert "forged" not in events


def test_a_conversation_leaves_no_words_in_the_log(log, hospital):
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三号楼暗道堆满纸箱")
    zhang.says("13905330012")
    hospital.product.courier.until_empty()
    Client(front(hospital.product)).post(
        "/wechat?signature=x&timestamp=1&nonce=1", data="<xml>三号楼暗道</xml>"
    )
    text = clean(log)
    assert zhang.openid not in text
    assert "bad message" in text
