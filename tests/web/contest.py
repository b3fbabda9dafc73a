"""A live contest for the tests of its pages: a host before the big screen, telephones by page and by chat."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import event, insert, select
from werkzeug.test import Client, TestResponse

from models import prepared
from models.conversations import Conversation
from models.logins import LoginLink
from models.quiz import stages
from models.quiz.sittings import TABLE as SITTINGS
from rules.quiz.paper import Purpose
from rules.quiz.question import Kind
from suishoupai.app import front
from suishoupai.product import links_of
from tests.hospital import Phone
from tests.quiz.school import School, words_for
from web.console.papers import index as papers
from web.console.papers import results as papers_results
from web.console.stage import page as stage
from web.h5 import live
from web.login import digest_of

assert all((papers, papers_results, stage, live))  # reading them puts their addresses on the pages

NUMBERS = count(1)

THREE = [{"count": 3, "kinds": ["single"]}]
JSON = {"Accept": "application/json"}


def token_in(page: TestResponse) -> str:
    """What the forms of a page prove themselves with; nothing where there are none."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    return found[1] if found else ""


class Overheard:
    """A connection of the driver that notes what it is asked."""

    def __init__(self, driver: Any, asked: list[str]) -> None:
        self._driver, self._asked = driver, asked

    def execute(self, sql: str, *rest: Any) -> Any:
        self._asked.append(sql)
        return self._driver.execute(sql, *rest)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)


class Host:
    """A browser in which somebody sits before the big screen."""

    def __init__(self, contest: "Contest", who: str) -> None:
        self.contest = contest
        self.client = Client(contest.app)
        link = contest.login(who)
        self.client.post(link, data={"csrf_token": token_in(self.client.get(link))})
        self.path = f"/console/papers/{contest.paper}/stage"

    def moves_to(self, app: Any) -> None:
        self.client.application = app

    def opens(self) -> TestResponse:
        return self.client.get(self.path)

    def sends(self, path: str, **form: str) -> TestResponse:
        return self.client.post(self.path + path, data={"csrf_token": token_in(self.opens()), **form})

    def presses(self, seen: str = "") -> TestResponse:
        """Presses on from what stands, or from what was seen a while ago."""
        return self.sends("/next", seen=seen or self.seen())

    def seen(self) -> str:
        return str(re.search(r'name="seen" value="([^"]+)"', self.opens().text)[1])  # type: ignore[index]

    def state(self, etag: str = "") -> TestResponse:
        return self.client.get(f"{self.path}/state", headers={"If-None-Match": etag} if etag else {})


class Handset:
    """The page of one telephone."""

    def __init__(self, contest: "Contest", phone: Phone) -> None:
        self.contest, self.phone = contest, phone
        self.client = Client(contest.app)
        self.path = contest.link(phone)

    def moves_to(self, app: Any) -> None:
        self.client.application = app

    def opens(self) -> TestResponse:
        return self.client.get(self.path)

    def words(self) -> str:
        """What a person reads."""
        part = self.opens().text.split("data-part>")[1].split('<p class="live-trouble"')[0]
        return " ".join(re.sub(r"<[^>]*>", " ", part).split())

    def state(self, etag: str = "") -> TestResponse:
        return self.client.get(f"{self.path}/state", headers={"If-None-Match": etag} if etag else {})

    def form(self, *, right: bool) -> dict[str, Any]:
        asked = self.contest.asked(self.phone)
        words = words_for(asked, right=right)
        if asked.question.kind == Kind.FILL:
            return {"words": words}
        return {"choice": list({"对": "T", "错": "F"}.get(words, words))}

    def answers(self, position: int, *, right: bool = True, headers: Any = None) -> TestResponse:
        data = self.form(right=right)
        return self.client.post(f"{self.path}/answers/{position}", data=data, headers=headers)


class Contest:
    """三题单选 at 市一院; the host is 陈静 of the union."""

    def __init__(self, school: School, **facts: Any) -> None:
        self.school, self.hospital = school, school.hospital
        given = {"purpose": Purpose.LIVE, "parts": THREE, "title": "消防现场赛", "shuffled": False}
        self.paper = school.paper(**(given | facts))
        self.wall: list[tuple[str, int]] = []
        self.serve(create_scene=self._code)

    def serve(self, **facts: Any) -> None:
        """The pages anew, as after a restart; what browsers open from now on they open there."""
        self.app = front(self.hospital.product, **facts)

    def _code(self, scene: str, seconds: int = 0) -> str:
        self.wall.append((scene, seconds))
        return f"http://weixin.qq.com/q/{scene}"

    def login(self, who: str) -> str:
        """A link that lets somebody into the console once."""
        token = f"token-{next(NUMBERS)}"
        facts = {"digest": digest_of(token), "person_id": self.hospital.ids[who]}
        facts |= {"expires_at": self.hospital.now + timedelta(minutes=10)}
        self.hospital.carry(lambda db: db.execute(insert(LoginLink).values(**facts)).rowcount)
        return f"/login/{token}"

    def host(self, who: str = "陈静") -> Host:
        return Host(self, who)

    def begins(self, seconds: int = 20) -> Host:
        """The lobby stands."""
        host = self.host()
        assert host.sends("", seconds=str(seconds)).status_code == 302
        return host

    @contextmanager
    def spied(self, asked: list[str]) -> Iterator[None]:
        """Every statement of the readers."""
        engine = self.hospital.product.stores.reading

        def hear(*facts: Any) -> None:
            asked.append(str(facts[2]))

        event.listen(engine, "before_cursor_execute", hear)
        plain = prepared._driver
        prepared._driver = lambda db: Overheard(plain(db), asked)
        try:
            yield
        finally:
            prepared._driver = plain
            event.remove(engine, "before_cursor_execute", hear)

    @property
    def stage(self) -> Any:
        return self.hospital.carry(lambda db: stages.find_stage(db, self.paper))

    def asked(self, phone: Phone) -> Any:
        position = self.stage["position"]
        assert position, "nothing was asked yet: wait for the screen to show it"
        return self.school.sitting(phone).asked[position - 1]

    def comes(self, name: str) -> Phone:
        """Somebody sends the digits."""
        phone = self.hospital.phone(name)
        assert phone.says(f"现场{self.stage['code']}").startswith("进来了")
        return phone

    def link(self, phone: Phone) -> str:
        mine = select(SITTINGS.c.id).join(Conversation, Conversation.id == SITTINGS.c.account_id)
        of_paper = mine.where(Conversation.openid == phone.openid, SITTINGS.c.paper_id == self.paper)
        key = self.hospital.carry(lambda db: db.execute(of_paper).scalar_one())
        links = links_of(self.hospital.product.settings)
        return urlsplit(links.to_live(key, self.hospital.now)).path

    def handset(self, name: str) -> Handset:
        """Somebody sends the digits and taps the link."""
        return Handset(self, self.comes(name))
