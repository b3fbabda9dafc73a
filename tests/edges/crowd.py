"""People who report while the house burns: photos and a sentence each, sent again until somebody answers."""

import http.client
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

from PIL import Image

from simulator import Box
from tests.edges.letters import fields, query, read, write

WORDS = "三楼东楼梯口堆着纸箱，推车也挡着门"


@dataclass
class Report:
    """One person's report: what was sent, and what came back for it."""

    openid: str
    pictures: list[str] = field(default_factory=list)
    """SHA-256 of each picture, in the order they were sent."""
    words: str = ""
    replies: dict[int, str] = field(default_factory=dict)


def picture(number: int) -> bytes:
    """A small picture like no other."""
    drawn = BytesIO()
    Image.new("RGB", (24, 18), (number & 255, number >> 8 & 255, number >> 16 & 255)).save(drawn, "PNG")
    return drawn.getvalue()


@dataclass
class Sender:
    """One line to the product; reports one thing after the other until told to stop."""

    name: int
    port: int
    box: Box
    stopped: threading.Event
    reports: list[Report] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    repeats: int = 0
    line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        rng = random.Random(self.name)
        for number in self._numbers():
            report = Report(f"o{self.name}x{number:06}")
            for nth in range(rng.choice((1, 1, 2, 3))):
                content = picture(self.name << 16 | number << 2 | nth)
                media = self.box.shelf.put_picture(content)
                report.pictures.append(sha256(content).hexdigest())
                self._deliver(report, "image", rng, MediaId=media.media_id, PicUrl="")
            report.words = f"{WORDS}{number}"
            self._deliver(report, "text", rng, Content=report.words)
            self.reports.append(report)
        self._hang_up()

    def _numbers(self) -> Iterator[int]:
        number = 0
        while not self.stopped.wait(0.01):  # a pace, so that fetching keeps up
            number += 1
            yield number

    def _deliver(self, report: Report, kind: str, rng: random.Random, **own: object) -> None:
        """Until it is acknowledged; some are sent again after that, as the platform does."""
        facts = fields(kind, openid=report.openid, at=datetime.now(UTC), **own)
        said = self._insist(facts)
        if rng.random() < 0.2:
            self.repeats += 1
            if (again := self._insist(facts)) != said:
                self.complaints.append(f"{kind}: {said!r}, then {again!r}")

    def _insist(self, facts: dict[str, object]) -> str:
        while True:
            answer = self._post(write(facts))
            if answer is not None:
                return answer if answer == "success" else str(read(answer)["Content"])
            self.stopped.wait(0.02)

    def _post(self, body: bytes) -> str | None:
        """The answer; None when the line broke or the product was not there."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            path = f"/wechat?{query(datetime.now(UTC))}"
            self.line.request("POST", path, body, {"Content-Type": "text/xml"})
            answer = self.line.getresponse()
            said = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self._hang_up()
            return None
        if answer.status != 200:
            self.complaints.append(f"status {answer.status}")
        return said

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None
