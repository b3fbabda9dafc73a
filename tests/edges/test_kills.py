"""Killed without warning, over and over: what was acknowledged is there, once. ``SSP_KILLS=200`` kills longer."""

import os
import random
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from simulator import Box
from tests.edges.crowd import Report, Sender
from tests.edges.letters import APP_ID, TOKEN
from tests.edges.serving import Part, environment, free_port, wait_until_ready
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

SENDERS = 3
SETTLED_WITHIN = 120.0
COUNT = "select count(*) from"


@dataclass
class Scene:
    """A product that is being killed, and the platform it fetches pictures from."""

    url: str
    folder: Path
    box: Box
    web: Part
    courier: Part
    port: int
    fetched: dict[str, list[float]] = field(default_factory=dict)

    @property
    def parts(self) -> list[Part]:
        return [self.web] if self.web is self.courier else [self.web, self.courier]

    def start(self) -> None:
        for part in self.parts:
            if part.process is None:
                part.start()

    def kill(self) -> None:
        for part in self.parts:
            part.kill()


@contextmanager
def scene(url: str, folder: Path, *, apart: bool) -> Iterator[Scene]:
    """Nothing runs yet; ``apart`` gives the courier a process of its own."""
    box, port = Box("", token=TOKEN, app_id=APP_ID, app_secret="hush"), free_port()
    box.start()
    settings = {"SSP_WECHAT__APP_ID": APP_ID, "SSP_WECHAT__APP_SECRET": "hush", "SSP_WECHAT__TOKEN": TOKEN}
    settings |= {"SSP_WECHAT__API_BASE": box.url, "SSP_DATABASE__URL": url}
    around = environment(folder, **settings)
    serve = ("--port", str(port))
    web = Part((*serve, "--only", "web") if apart else serve, around, folder)
    courier = Part(("--only", "courier"), around, folder) if apart else web
    made = Scene(url, folder, box, web, courier, port)
    _watch(made)
    try:
        yield made
    finally:
        made.kill()
        box.stop()


def _watch(made: Scene) -> None:
    """Note when each picture was asked for."""
    get = made.box.shelf.get

    def noted(media_id: str):
        made.fetched.setdefault(media_id, []).append(time.monotonic())
        return get(media_id)

    made.box.shelf.get = noted


def kill_often(made: Scene, kills: int, rng: random.Random) -> list[Report]:
    """So many deaths while people report; then everybody finishes, and everything is fetched."""
    stopped = threading.Event()
    senders = [Sender(name, made.port, made.box, stopped) for name in range(1, SENDERS + 1)]
    threads = [threading.Thread(target=sender.run) for sender in senders]
    made.start()
    wait_until_ready(made.port)
    for thread in threads:
        thread.start()
    for _ in range(kills):
        _kill_once(made, rng)
    stopped.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "somebody is still waiting for an answer"
    assert not [complaint for sender in senders for complaint in sender.complaints]
    assert sum(sender.repeats for sender in senders)
    return [report for sender in senders for report in sender.reports]


def _kill_once(made: Scene, rng: random.Random) -> None:
    """At any moment: mostly while it works, sometimes while it only just starts."""
    time.sleep(rng.uniform(0.05, 0.5))
    for part in rng.choice(([made.web], [made.courier], made.parts)):
        part.kill()
    made.start()
    if rng.random() < 0.85:
        wait_until_ready(made.port)


def settle(made: Scene, engine: Engine) -> None:
    """All die once more, half a minute passes for their claims, and the next ones carry what is left."""
    made.kill()
    with engine.begin() as db:
        db.execute(text("update outbox set lease_until = posted_at where state = 'claimed'"))
    made.start()
    end = time.monotonic() + SETTLED_WITHIN
    while _count(engine, "photo where state = 'waiting'"):
        assert time.monotonic() < end, "pictures still wait"
        time.sleep(0.1)


def _count(engine: Engine, what: str) -> int:
    with engine.connect() as db:
        return int(db.execute(text(f"{COUNT} {what}")).scalar_one())


def check(made: Scene, engine: Engine, reports: list[Report]) -> None:
    """Every acknowledged message had its effect, exactly once."""
    with engine.connect() as db:
        rows = db.execute(
            text(
                "select c.openid, h.number, h.description, h.status, p.original_sha256, p.state, p.id, p.sha256,"
                " p.media_id from conversation c join hazard h on h.reporter_id = c.id"
                " join photo p on p.hazard_id = h.id order by p.id"
            )
        ).all()
    wanted = {(r.openid, r.words, picture) for r in reports for picture in r.pictures}
    assert len(rows) == len(wanted)
    assert {(row[0], row[2], row[4]) for row in rows} == wanted
    assert {row[3] for row in rows} == {"reported"}
    assert {(row[5], row[8]) for row in rows} == {("ready", "")}
    assert _count(engine, "hazard") == len(reports) == len({row[1] for row in rows})
    for verb in ("open", "report"):
        assert _count(engine, f"history where verb = '{verb}'") == len(reports)
    _check_shelf(made, rows)
    assert "no answer" not in (made.folder / "log").read_text()


def _check_shelf(made: Scene, rows: list) -> None:
    """Each picture lies on the shelf once, whole; half-written files are swept away."""
    shelf = made.folder / "data" / "photos"
    for row in rows:
        for size, digest in (("original", row[4]), ("1600", row[7])):
            content = (shelf / size / f"{row[6] // 1000:03}" / str(row[6])).read_bytes()
            assert sha256(content).hexdigest() == digest
    assert len([path for path in shelf.rglob("*") if path.is_file()]) == 3 * len(rows)


def check_fetches(made: Scene) -> int:
    """A picture is asked for twice only where a death lies between; how many were."""
    deaths = made.courier.killed_at
    twice = [pair for times in made.fetched.values() for pair in pairwise(times)]
    for first, second in twice:
        assert any(first - 0.5 <= death <= second for death in deaths), "fetched twice without need"
    return len(twice)


@contextmanager
def reading(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def run(made: Scene, kills: int, seed: int) -> None:
    began = time.monotonic()
    reports = kill_often(made, kills, random.Random(seed))
    with reading(made.url) as engine:
        settle(made, engine)
        made.kill()
        check(made, engine, reports)
    again = check_fetches(made)
    messages = sum(len(report.pictures) + 1 for report in reports)
    print(  # noqa: T201 - the figures of a long run
        f"\n{kills} kills, {messages} messages, {len(reports)} hazards, {len(made.fetched)} pictures, "
        f"{again} fetched again, {time.monotonic() - began:.0f} s"
    )


def test_killed_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(sqlite_template, tmp_path / "data" / "suishoupai.db")
    url = f"sqlite:///{tmp_path / 'data' / 'suishoupai.db'}"
    with scene(url, tmp_path, apart=False) as made:
        run(made, int(os.environ.get("SSP_KILLS", "10")), seed=1)


def test_web_and_courier_killed_on_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    with postgres.database() as url, scene(url, tmp_path, apart=True) as made:
        run(made, int(os.environ.get("SSP_KILLS", "5")), seed=2)
