"""Speaking to somebody unasked, by whatever reaches them today."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from actions import deputies, logins
from bot.courier import AGAIN, Outcome
from bot.trouble import PlatformDown, PlatformError
from bot.turn import House
from bot.writer import Writer
from models import conversations, people
from models.base import Row
from rules.clocks import day_of, is_quiet, not_at_night

LINK_LASTS = timedelta(hours=12)
"""A notice may lie until the next break; its link works once."""

_SEVERAL = re.compile(r"等\d+家$")
FIELD = 20
"""Characters a template field holds."""


def whom(unit: str, name: str) -> str:
    """``市一院 陈静`` in one field: of a long unit the beginning; the name, and 等3家, always whole."""
    room = FIELD - len(name) - 1
    named, several, rest = unit.rpartition("等") if _SEVERAL.search(unit) else (unit, "", "")
    if len(unit) > room:
        named = named[: max(room - len(several + rest) - 1, 0)].rstrip("（(") + "…"
    shown = named + several + rest
    return f"{shown} {name}" if unit and len(shown) <= room else name


class Mouth(Protocol):
    """How we speak unasked."""

    def send_text(self, openid: str, text: str) -> Mapping[str, Any]: ...

    def send_template(
        self, openid: str, template_id: str, data: Mapping[str, str], *, url: str = "", once: str = ""
    ) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Template:
    """The one template of notices: its id, and what its four fields are called in this account."""

    id: str = ""
    what: str = "thing1"
    who: str = "thing2"
    when: str = "time3"
    lack: str = "thing4"


@dataclass(frozen=True)
class Speaker:
    """Everything a notice needs to be said."""

    writer: Writer
    mouth: Mouth | None
    house: House
    template: Template
    clock: Callable[[], datetime]

    @property
    def is_night(self) -> bool:
        """Whether what is not urgent waits for the morning, though it was due by day and nobody was there to carry it."""
        return is_quiet(self.clock(), self.house.clocks)

    def in_the_morning(self) -> Outcome:
        """Tried again when people are awake."""
        morning = not_at_night(self.clock(), self.house.clocks)
        return Outcome(AGAIN, "夜里不打扰，早上再送", not_before=morning)

    def reach(
        self,
        person_id: int,
        text: str,
        *,
        what: str,
        when: datetime,
        lack: str,
        once: str,
        to: str = "",
        of: str = "",
    ) -> Outcome:
        """To a person of the roll: the text where the window is open, the template where not.

        ``to`` is the page of the console a template opens, for those who may enter it; ``of`` the unit it is about.
        """
        accounts = self.writer.carry(lambda db: conversations.conversations_of(db, person_id))
        if not accounts:
            return Outcome("given_up", "没绑定微信")
        account = accounts[0]
        if conversations.window_is_open(account, self.clock()):
            outcome = self.push(account["id"], text)
            if outcome.state != "given_up":
                return outcome
        if not self.template.id:
            return Outcome("given_up", "48小时内没和公众号说过话，也没有设置模板消息")
        person = self.writer.carry(lambda db: people.find_person(db, person_id))
        data = self._fields(what, whom(of, person["name"]), when, lack)
        url = self._door(person, to or "/console/")
        return self._say(
            lambda mouth: mouth.send_template(account["openid"], self.template.id, data, url=url, once=once),
            "template",
        )

    def deputy_of(self, person_id: int) -> int:
        """Who hears in this person's place today: whoever stands in while they are away."""
        today = day_of(self.clock(), self.house.clocks)
        return int(self.writer.carry(lambda db: deputies.in_place_of(db, person_id, today))["id"])

    def knock(self, account_id: int, name: str, text: str, *, what: str, lack: str) -> Outcome:
        """To an account, whoever holds it: the text where its window is open, the template where not."""
        outcome = self.push(account_id, text)
        if outcome.state != "given_up" or not self.template.id:
            return outcome
        account = self.writer.carry(lambda db: conversations.find_conversation(db, account_id))
        data = self._fields(what, name or "你", self.clock(), lack)
        return self._say(
            lambda mouth: mouth.send_template(account["openid"], self.template.id, data), "template"
        )

    def push(self, account_id: int, text: str) -> Outcome:
        """A customer-service message, if this person's window is open."""
        account = self.writer.carry(lambda db: conversations.find_conversation(db, account_id))
        if not conversations.window_is_open(account, self.clock()):
            return Outcome("given_up", "窗口已关，微信不让发")
        outcome = self._say(lambda mouth: mouth.send_text(account["openid"], text), "custom")
        if outcome.state == "done":
            return Outcome(
                "done", result=outcome.result, and_then=lambda db: conversations.spend_push(db, account_id)
            )
        return outcome

    def _door(self, person: Row, to: str) -> str:
        """A one-time link that lets this person in; nobody else reads their chat. Empty for who has no pages."""
        if person["role"] == "staff" or not self.house.public_url:
            return ""
        token, now, lasts = self.house.draw_token(), self.clock(), LINK_LASTS
        link = self.writer.carry(lambda db: logins.make_link(db, token, person["id"], now, lasts))
        return f"{self.house.public_url}/login/{link}?to={to}"

    def _fields(self, what: str, name: str, when: datetime, lack: str) -> dict[str, str]:
        local = when.astimezone(self.house.clocks.zone)
        return {
            self.template.what: what[:FIELD],
            self.template.who: name[:FIELD],
            self.template.when: local.strftime("%Y-%m-%d %H:%M"),
            self.template.lack: lack[:FIELD],
        }

    def _say(self, send: Callable[[Mouth], Mapping[str, Any]], channel: str) -> Outcome:
        if self.mouth is None:
            return Outcome("given_up", "没有设置公众号的密钥")
        try:
            said = send(self.mouth)
        except PlatformDown as down:
            return Outcome(AGAIN, str(down))
        except PlatformError as error:
            return Outcome("given_up", f"{channel}：{error}")
        result = {"channel": channel, "msgid": str(said.get("msgid", ""))}
        return Outcome("done", result=result)
