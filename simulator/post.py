"""The platform's own sending queue: many messages at once, in order or not, once or three times."""

import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from .bubble import Bubble
from .courier import Courier
from .job import Addressee, Job
from .weather import Weather

GATHER = 0.05  # seconds that messages are collected before they are shuffled
APART = 0.004
IDLE = 0.05
WORKERS = 64


class Post:
    """Takes jobs and has them carried by threads of its own."""

    def __init__(
        self,
        courier: Courier,
        weather: Weather,
        *,
        phones: Callable[[], Sequence[Addressee]],
        rng: random.Random,
    ) -> None:
        self._courier, self._weather, self._phones, self._rng = courier, weather, phones, rng
        self._queue: queue.Queue[Job | None] = queue.Queue()
        self._under_way = 0
        self._quiet = threading.Condition()
        self._carriers = ThreadPoolExecutor(WORKERS, thread_name_prefix="box-post")
        self._copies = ThreadPoolExecutor(WORKERS, thread_name_prefix="box-copy")
        self._sorter = threading.Thread(target=self._sort, name="box-sorter", daemon=True)

    def start(self) -> None:
        """Begin to carry."""
        self._sorter.start()

    def stop(self) -> None:
        """Carry nothing more; what is on its way may end by itself."""
        self._queue.put(None)
        self._carriers.shutdown(wait=False, cancel_futures=True)
        self._copies.shutdown(wait=False, cancel_futures=True)

    def take(self, job: Job) -> Future[list[Bubble]]:
        """Queue a job; its future gives the replies it caused."""
        with self._quiet:
            self._under_way += 1
        self._queue.put(job)
        return job.done

    def settle(self, timeout: float) -> bool:
        """Wait until nothing is on its way."""
        with self._quiet:
            return self._quiet.wait_for(lambda: self._under_way == 0, timeout)

    def _sort(self) -> None:
        while True:
            try:
                job = self._queue.get(timeout=IDLE)
            except queue.Empty:
                self._welcome_back()
                continue
            if job is None or not self._hand_out([job]):
                return

    def _welcome_back(self) -> None:
        for phone in self._phones():
            phone.comes_back()

    def _hand_out(self, batch: list[Job]) -> bool:
        if self._weather.shuffle:
            time.sleep(GATHER)
        while not self._queue.empty():
            job = self._queue.get()
            if job is None:
                return False
            batch.append(job)
        if self._weather.shuffle:
            self._rng.shuffle(batch)
        for job in batch:
            self._carriers.submit(self._carry, job)
            time.sleep(APART if self._weather.shuffle else 0)  # so that they arrive in the shuffled order
        return True

    def _carry(self, job: Job) -> None:
        try:
            time.sleep(job.parcel.after + (self._weather.slowness if self._weather.slow else 0))
            bubbles = self._carry_copies(job) if self._weather.repeat else self._courier.carry(job)
            if job.parcel.answered:
                job.phone.receives(bubbles)
            job.done.set_result(bubbles if job.parcel.answered else [])
        except BaseException as error:
            job.done.set_exception(error)
        finally:
            self._one_less()

    def _one_less(self) -> None:
        with self._quiet:
            self._under_way -= 1
            self._quiet.notify_all()

    def _carry_copies(self, job: Job) -> list[Bubble]:
        """Two at once and a late third; the person sees the answer to the first."""
        twin = self._copies.submit(self._courier.carry, job)
        bubbles = self._courier.carry(job)
        twin.result()
        self._courier.carry(job)
        return bubbles
