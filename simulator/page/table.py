"""The rest of the table: clock, weather, stories, new phones, and starting again."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ..weather import Weather
from .deeds import Trouble

if TYPE_CHECKING:
    from ..box import Box

FARTHEST = timedelta(days=800)
SWITCHES = {field.name for field in fields(Weather) if field.type is bool or field.type == "bool"}


def add_phone(box: "Box", asked: dict[str, object]) -> dict[str, object]:
    """{name, title}: a stranger's phone."""
    name = str(asked.get("name", "")).strip()[:12]
    if not name:
        raise Trouble("给这部手机起个名字")
    if any(phone.name == name for phone in box.phones):
        raise Trouble(f"{name}已经有手机了")
    box.phone(name, str(asked.get("title", "")).strip()[:12], following=False)
    return {"ok": True}


def move_clock(box: "Box", asked: dict[str, object]) -> dict[str, object]:
    """{forward: seconds} or {to: milliseconds since 1970}; only ahead."""
    if "to" in asked:
        by = datetime.fromtimestamp(float(str(asked["to"])) / 1000, UTC) - box.clock.now()
    else:
        by = timedelta(seconds=float(str(asked["forward"])))
    if by <= timedelta(0):
        raise Trouble("时间只往前走；要从头来，点“重来”")
    if by > FARTHEST:
        raise Trouble("一次最多走两年")
    box.jump(by)
    return {"ok": True}


def set_weather(box: "Box", asked: dict[str, object]) -> dict[str, object]:
    """{switch: true or false} or {offline: [names]}."""
    for name, value in asked.items():
        if name in SWITCHES:
            setattr(box.weather, name, bool(value))
    offline = asked.get("offline")
    if isinstance(offline, list):
        box.weather.offline = {str(name) for name in offline}
    return {"ok": True}


def play(box: "Box", asked: dict[str, object]) -> dict[str, object]:
    """{story} begins one; without it the one that plays ends."""
    name = str(asked.get("story", ""))
    if name:
        box.stage.play(name)
    else:
        box.stage.clear()
    return {"ok": True}


def restart(box: "Box", asked: dict[str, object]) -> dict[str, object]:
    """重来."""
    box.restart()
    return {"ok": True}
