"""The sections of ``config.yaml``: what each may hold. How a single value is written stands in ``values``."""

from datetime import time, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from rules.hazard import Tier
from suishoupai.values import (
    Address,
    AesKey,
    ClockTime,
    Copied,
    CopiedSecret,
    DatabaseAddress,
    Key,
    Phone,
    Shelf,
    Token,
)


class Section(BaseModel):
    """A part of the file in which an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Templates(Section):
    """Template ids, and what the fields of the one notice template are called in this account's library."""

    notice: Copied = ""
    what: Copied = "thing1"
    who: Copied = "thing2"
    when: Copied = "time3"
    lack: Copied = "thing4"


class WeChat(Section):
    """The 公众号."""

    token: Token = None
    app_id: Copied = ""
    app_secret: CopiedSecret = SecretStr("")
    aes_key: AesKey = None
    previous_aes_key: AesKey = None
    mode: Literal["any", "safe"] = "any"
    max_skew: timedelta = timedelta(hours=1)
    api_base: Address = "https://api.weixin.qq.com"
    templates: Templates = Templates()


class Hospital(Section):
    """Telephones that stand in the texts people read."""

    emergency_phone: Phone = ""
    union_phone: Phone = ""
    union_name: str = ""
    repair_phone: Phone = ""


class Database(Section):
    """Where everything is kept; empty means a SQLite file in ``data_dir``."""

    url: DatabaseAddress = ""


class Photos(Section):
    """Where pictures are kept; empty means a folder in ``data_dir``."""

    url: Shelf = ""


class Web(Section):
    """The pages."""

    secret_key: Key = SecretStr("")
    public_url: Address = ""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    threads: int = Field(default=16, ge=2, le=64)


class Waits(Section):
    """The clocks of a report."""

    grace: timedelta = timedelta(minutes=2)
    join: timedelta = timedelta(minutes=2)
    choices: timedelta = timedelta(minutes=30)
    place: timedelta = timedelta(minutes=10)
    nudge: timedelta = timedelta(minutes=30)
    show_draft: timedelta = timedelta(hours=2)
    settle_draft: timedelta = timedelta(hours=24)
    login_link: timedelta = timedelta(minutes=10)
    look: timedelta = timedelta(hours=4)
    quiet_from: ClockTime = time(21, 30)
    quiet_to: ClockTime = time(7, 30)
    night_look: ClockTime = time(10, 0)


class Loop(Section):
    """How fast what is reported has to be put right. Days are working days."""

    days: int = Field(default=3, ge=0, le=365)
    days_major: int = Field(default=1, ge=0, le=365)
    days_of: dict[str, int] = {}
    progress: timedelta = timedelta(days=7)
    progress_major: timedelta = timedelta(days=3)
    silence: int = Field(default=1, ge=1, le=30)
    speak_at: ClockTime = time(9, 0)
    blocks: int = Field(default=3, ge=1, le=30)
    scheme: int = Field(default=5, ge=1, le=90)
    propose: int = Field(default=1, ge=1, le=30)
    box: dict[Tier, int] = {}
