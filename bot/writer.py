"""The one writer: everything that changes the database goes through ``carry``.

A work is a function of a connection. It touches only the database, returns plain values and may run twice.
"""

import queue
import threading
import time
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import Any, Protocol, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from models.base import Db
from models.outbox import POSTED

T = TypeVar("T")
Work = Callable[[Db], T]

BATCH = 64
SLOW = 0.05
AGAIN = ("40001", "40P01")
TRIES = 5

log = structlog.get_logger()


class Writer(Protocol):
    """What the house sees of either writer."""

    def carry(self, work: Work[T]) -> T:
        """Do the work in a transaction and return what it returned, after the commit."""

    def close(self) -> None: ...


class _Job:
    """A work that waits, with the context of whoever asked; the lock is open once its outcome is final."""

    __slots__ = ("_final", "context", "outcome", "work")

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.context: Context = copy_context()
        self._final = threading.Lock()  # a Future would be three locks and a list
        self._final.acquire()
        self.outcome: tuple[bool, Any] = (False, None)

    def run(self, db: Db) -> None:
        """Do the work inside a savepoint of its own, so that its failure spoils nobody else's."""
        raw = db.connection.driver_connection
        assert raw is not None
        raw.execute("SAVEPOINT work")
        try:
            self.outcome = (True, self.context.run(self.work, db))
        except BaseException as error:
            if raw.in_transaction:  # a full disk takes the whole transaction away
                raw.execute("ROLLBACK TO work")
            self.outcome = (False, error)
        if raw.in_transaction:
            raw.execute("RELEASE work")

    def tell(self) -> None:
        self._final.release()

    def answer(self) -> Any:
        """What the work returned, as soon as it is told."""
        self._final.acquire()
        done, value = self.outcome
        if not done:
            raise value
        return value


class BatchWriter:
    """The writer of SQLite: one thread takes all works that wait, commits once, then lets the answers go."""

    def __init__(self, engine: Engine, on_posted: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self.on_posted = on_posted
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def carry(self, work: Work[T]) -> T:
        if threading.current_thread() is self._thread:
            raise RuntimeError("a work that waits for a work would wait for ever")
        job = _Job(work)
        self._jobs.put(job)
        return job.answer()  # type: ignore[no-any-return]

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        with self._engine.connect() as db:
            while (job := self._jobs.get()) is not None:
                time.sleep(0)  # whoever is about to ask gets in: fuller batches, fewer commits
                self._carry_all(db, [job, *self._waiting()])

    def _waiting(self) -> list[_Job]:
        """What else stands in the queue; nobody waits for more to come."""
        jobs: list[_Job] = []
        while len(jobs) < BATCH - 1:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            jobs.append(job)
        return jobs

    def _carry_all(self, db: Connection, jobs: list[_Job]) -> None:
        start = time.perf_counter()
        db.info.pop(POSTED, None)
        try:
            if not self._commit_all(db, jobs):
                for job in jobs:
                    self._carry_alone(db, job)
        except BaseException as error:  # a writer that died would leave everybody waiting for ever
            log.exception("the writer stumbled", works=len(jobs))
            for job in jobs:
                job.outcome = (False, error)
        for job in jobs:
            job.tell()
        if db.info.pop(POSTED, None):
            self.on_posted()
        if (seconds := time.perf_counter() - start) > SLOW:
            log.info("slow batch", works=len(jobs), milliseconds=round(seconds * 1000))

    def _commit_all(self, db: Connection, jobs: list[_Job]) -> bool:
        """Everything in one commit. False when the transaction as a whole was lost."""
        raw = db.connection.driver_connection
        assert raw is not None
        try:
            with db.begin():
                for job in jobs:
                    job.run(db)
                    if not raw.in_transaction:
                        raise _LostBatch
            return True
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error, _LostBatch):
            if raw.in_transaction:
                raw.execute("ROLLBACK")  # after a failed COMMIT the driver still holds the transaction
            return False

    def _carry_alone(self, db: Connection, job: _Job) -> None:
        if not self._commit_all(db, [job]) and job.outcome[0]:
            job.outcome = (False, OSError("the database could not keep this"))


class _LostBatch(Exception):
    """SQLite gave up the whole transaction, not only one work."""


class PooledWriter:
    """The writer of PostgreSQL: one transaction per work, tried again when two works got into each other's way."""

    def __init__(self, engine: Engine, on_posted: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self.on_posted = on_posted

    def carry(self, work: Work[T]) -> T:
        for _ in range(TRIES - 1):
            try:
                return self._once(work)
            except (DBAPIError, self._engine.dialect.loaded_dbapi.Error) as error:
                if getattr(getattr(error, "orig", error), "sqlstate", "") not in AGAIN:
                    raise
        return self._once(work)

    def close(self) -> None:
        self._engine.dispose()

    def _once(self, work: Work[T]) -> T:
        with self._engine.begin() as db:
            db.info.pop(POSTED, None)
            value = work(db)
            posted = db.info.pop(POSTED, None)
        if posted:
            self.on_posted()
        return value


def open_writer(engine: Engine) -> BatchWriter | PooledWriter:
    return BatchWriter(engine) if engine.dialect.name == "sqlite" else PooledWriter(engine)
