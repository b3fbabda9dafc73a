"""The questions of the pages, asked of both databases."""

import pytest

from bot.writer import open_writer
from models.database import open_reading, open_writing
from tests.web.makers import make_desk
from tests.web.story import tell


@pytest.fixture
def desk(database_url, tmp_path):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos")
    writer.close()
    writing.dispose()
    reading.dispose()


def test_every_page_is_answered_on_both_databases(make, sits):
    story = tell(make)
    for person in (story.officer, story.ward_officer, story.city_union):
        browser = sits(person)
        urls = [f"/console/?show={show}" for show in ("mine", "overdue", "urgent", "unreached", "all")]
        urls += [
            "/console/?show=mine&before=1.900",
            "/console/?show=all&before=0.20",
            "/console/?q=纸箱&status=closed",
        ]
        urls += [f"/console/hazards/{story.open_number}", f"/console/hazards/{story.closed_number}"]
        for url in urls:
            assert browser.get(url).status_code == 200, url
    assert "外科 张敏" in sits(story.ward_officer).post(f"/console/hazards/{story.open_number}/name").text
