"""Carries one message to the webhook: signs it, tries three times, judges the answer, writes the wire."""

import random
from collections.abc import Callable
from datetime import datetime

from .bubble import FAULT, Bubble
from .door import Answer, Door
from .envelope import Letter, Seal, Unreadable
from .job import Job
from .reply import Judge
from .wire import Wire

TRIES = 3


class Courier:
    """Knows the way; has no queue and no threads."""

    def __init__(
        self,
        door: Door,
        seal: Seal,
        judge: Judge,
        wire: Wire,
        *,
        now: Callable[[], datetime],
        rng: random.Random,
    ) -> None:
        self._door, self._seal, self._judge, self._wire = door, seal, judge, wire
        self._now, self._rng = now, rng

    def carry(self, job: Job) -> list[Bubble]:
        """What the person sees of it; every try is the very same request."""
        stamp = int(self._now().timestamp())
        letter = self._seal.wrap(job.fields, job.phone.openid, timestamp=stamp, rng=self._rng)
        for nth in range(1, TRIES + 1):
            answer = self._door.knock(letter, last=nth == TRIES)
            if answer.status is not None:
                return self._judged(job, letter, answer, nth)
            self._note(job, letter, answer, nth, answer.trouble)
        return [self._fault()]

    def _judged(self, job: Job, letter: Letter, answer: Answer, nth: int) -> list[Bubble]:
        try:
            bubbles, said = self._read(job, answer)
        except Unreadable as reason:
            self._note(job, letter, answer, nth, str(reason))
            return [self._fault()]
        self._note(job, letter, answer, nth, "")
        for bubble in bubbles:
            self._note_reply(job, bubble, said, answer.seconds)
        return bubbles

    def _read(self, job: Job, answer: Answer) -> tuple[list[Bubble], str]:
        if answer.status != 200:
            raise Unreadable(f"HTTP状态是{answer.status}")
        account = str(job.fields["ToUserName"])
        return self._judge.read(answer.body, account=account, openid=job.phone.openid, at=self._now())

    def _note(self, job: Job, letter: Letter, answer: Answer, nth: int, trouble: str) -> None:
        self._wire.write(
            self._now(),
            "in",
            job.parcel.label,
            phone=job.phone.name,
            status=f"{answer.shown} 第{nth}次" if nth > 1 else answer.shown,
            seconds=answer.seconds,
            raw=_raw(letter, answer),
            note=trouble or str(job.fields.get("Content", job.fields.get("EventKey", ""))),
            bad=bool(trouble),
        )

    def _note_reply(self, job: Job, bubble: Bubble, said: str, seconds: float) -> None:
        note = bubble.plain or bubble.title
        self._wire.write(
            self._now(), "out", "回复", phone=job.phone.name, status="✓", seconds=seconds, raw=said, note=note
        )

    def _fault(self) -> Bubble:
        return Bubble(self._now(), mine=False, kind="fault", text=FAULT, how="reply")


def _raw(letter: Letter, answer: Answer) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in letter.headers.items())
    sent, got = letter.body.decode(), answer.body.decode(errors="replace")
    opened = f"\n\n——解密后——\n{letter.readable}" if letter.readable != sent else ""
    return f"POST ?{letter.query}\n{headers}\n\n{sent}\n\n——{answer.shown}——\n{got}{opened}"
