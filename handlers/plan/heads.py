"""补人数：the trainings of a sheet of which nobody said how many came, one after the other. The routes of sheets stand in the same flow."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.plan.doing import deeds as act
from actions.plan.doing.headless import session_kinds, without_heads
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked
from bot.flow import Flow, chosen, kind, said, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.plan.parts import today_of, unit_of
from handlers.plan.telling import HEADS, called, in_words
from handlers.report.opening import words_first
from models.base import Row
from models.plan import deeds
from rules.refusal import Refused
from rules.words.first_look import Look, first_look

flow = Flow()

HEAD_COUNT = "sheet.heads"
HOLDS = timedelta(minutes=30)


def asks_of(asked: Asked, built: Built) -> dict[str, Any]:
    """Which trainings a sheet is made of, as a choice keeps it."""
    frame = built.frame
    days = {"first": frame.first.isoformat(), "last": frame.last.isoformat()}
    return {"kinds": session_kinds(asked.form)} | days


@flow.on("sheet.shown", chosen("sheet_heads"))
def heads(scene: Scene) -> Turn:
    """补人数：each training as it stands is asked for; no second one is made of it."""
    return _ask(scene, dict(scene.found), "")


def _ask(scene: Scene, about: dict[str, Any], before: str) -> Turn:
    waiting = _waiting(scene, about)
    if not waiting:
        left = len(about.get("skipped", ()))
        still = f"还有{left}场没有人数，知道了再补。" if left else "人数都有了。"
        return Turn(lines(before, f"{still}回 统计表 看数、报出。"))
    row = waiting[0]
    more = f"（共{len(waiting)}场）" if len(waiting) > 1 else ""
    ask = f"{called(scene, row)}，来了多少人？写个数，例：42{more}"
    choices = {0: Choice("sheet_skip", {**about, "skipped": [*about.get("skipped", ()), row["id"]]})}
    return Turn(
        lines(before, ask, "眼下不知道，回 0"), HEAD_COUNT, {**about, "deed": row["id"]}, choices, until=HOLDS
    )


def _waiting(scene: Scene, about: dict[str, Any]) -> list[Row]:
    first, last = (date.fromisoformat(about[name]) for name in ("first", "last"))
    rows = without_heads(scene.db, unit_of(scene)["id"], about["kinds"], first, last)
    return [row for row in rows if row["id"] not in about.get("skipped", ())]


@flow.on(HEAD_COUNT, chosen("sheet_skip"))
def skip(scene: Scene) -> Turn:
    """眼下不知道：the next one."""
    return _ask(scene, dict(scene.found), "")


@flow.on(HEAD_COUNT, text_where("42人", HEADS.fullmatch))
def told(scene: Scene) -> Turn:
    """42：the head-count of the very training that was asked for."""
    deed_id = int(scene.about["deed"])
    row = deeds.find_deed(scene.db, deed_id)
    assert row is not None
    new = replace(act.as_said(scene.db, row), attested=int(scene.found["it"][1]))
    try:
        act.correct(
            scene.db, deed_id, new, "补人数", scene.now, by_id=scene.who.person_id, today=today_of(scene)
        )
    except Refused as no:
        return Turn(str(no), stays=True, repeats=True)
    return _ask(scene, dict(scene.about), f"补好了：{in_words(scene, deed_id)}")


@flow.on(HEAD_COUNT, said("取消", "算了", "退出", "停", "好了"))
def stop(scene: Scene) -> Turn:
    """算了：what was told stays."""
    return Turn("好。想接着报回 统计表。")


@flow.on(HEAD_COUNT, kind("text"))
def other_words(scene: Scene) -> Turn:
    """A hazard is a hazard; anything else is asked again."""
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    return _ask(scene, dict(scene.about), "没看懂，写个数就行。")
