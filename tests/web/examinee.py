"""张敏 in an exam: what she sends by the forms of the page, right or wrong on purpose."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from actions.quiz.sitting import Asked
from models.quiz import sittings
from rules.quiz.question import Kind
from suishoupai.app import front
from tests.hospital import Hospital
from tests.quiz.school import School, words_for
from web.h5 import exam as page_of_exams

assert page_of_exams  # reading it puts its addresses on the pages

JSON = {"Accept": "application/json"}
MIXED = [{"count": 2, "kinds": [kind]} for kind in ("single", "multiple", "judge", "fill")]
"""Positions 1 to 8, where they are not shuffled."""


class Exam:
    """A person has begun in the chat and tapped the link."""

    def __init__(self, school: School, browser: Client, who: str = "张敏", **facts: Any) -> None:
        self.school, self.browser = school, browser
        self.paper = school.paper(**facts)
        self.phone = school.hospital.phone(who)
        self.phone.says("考试")
        self.path = path_in(self.phone.says("1"))

    @property
    def asked(self) -> list[Asked]:
        return list(self.school.sitting(self.phone).asked)

    @property
    def row(self) -> Any:
        return self.school.sitting(self.phone).row

    @property
    def answered(self) -> list[dict[str, Any]]:
        """The rows as they stand."""
        key = self.row["id"]
        rows = self.school.hospital.carry(lambda db: sittings.answers_of(db, key))
        return [dict(row) for row in rows]

    def given(self, position: int) -> str | None:
        return self.asked[position - 1].given

    def form(self, position: int, *, right: bool = True) -> dict[str, Any]:
        """What the form of this question sends."""
        asked = self.asked[position - 1]
        words = words_for(asked, right=right)
        if asked.question.kind == Kind.FILL:
            return {"words": words}
        return {"choice": list({"对": "T", "错": "F"}.get(words, words))}

    def posts(self, position: Any, form: Any, **facts: Any) -> TestResponse:
        return self.browser.post(f"{self.path}/answers/{position}", data=form, **facts)

    def answers(self, position: int, *, right: bool = True, headers: Any = None, **more: Any) -> TestResponse:
        return self.posts(position, self.form(position, right=right) | more, headers=headers)

    def hands_in(self, **form: str) -> TestResponse:
        return self.browser.post(f"{self.path}/end", data=form)

    def whole(self, wrong: tuple[int, ...] = ()) -> None:
        for asked in self.asked:
            self.answers(asked.position, right=asked.position not in wrong)
        self.hands_in(sure="1")

    def opens(self, query: str = "") -> TestResponse:
        return self.browser.get(self.path + query)


def path_in(said: str) -> str:
    """Where the link in a bubble leads."""
    found = re.search(r'href="(http[^"]+/h5/exam/[^"]+)"', said)
    assert found, said
    return urlsplit(found[1]).path


@pytest.fixture
def school(hospital: Hospital) -> School:
    return School(hospital)


@pytest.fixture
def browser_of_forms(hospital: Hospital) -> Client:
    return Client(front(hospital.product))


@pytest.fixture
def begins(school: School, browser_of_forms: Client) -> Any:
    return lambda **facts: Exam(school, browser_of_forms, **facts)
