"""The sections of ``config.yaml``: what each may hold, and what is said of a value that cannot be meant."""

import re
from datetime import time, timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from rules.hazard import Tier


def _clock_time(value: object) -> object:
    """``22:30`` without quotes is the number 1350 to YAML: ask for the quotes instead of guessing."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d{2}", value):
        hour, minute = value.split(":")
        return f"{int(hour):02}:{minute}"
    if isinstance(value, time):
        return value
    raise ValueError("时间请加引号，例如 '07:30'")


def _phone(value: object) -> object:
    """``0533-1234`` is text to YAML, but ``05331234`` is a number that has lost its zero."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError("电话请加引号，例如 '0533-2110119'")
    return value


def _aes_key(value: SecretStr | None) -> SecretStr | None:
    secret = value.get_secret_value() if value else ""
    if secret and not re.fullmatch(r"[A-Za-z0-9]{43}", secret):
        raise ValueError("EncodingAESKey 应是43位字母和数字，请从公众号后台原样复制")
    return value if secret else None


def _token(value: SecretStr | None) -> SecretStr | None:
    secret = value.get_secret_value() if value else ""
    if secret and not re.fullmatch(r"[A-Za-z0-9]{3,32}", secret):
        raise ValueError("Token 应是3到32位字母和数字，与公众号后台一致")
    return value if secret else None


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"没有“{value}”这个时区，国内请写 Asia/Shanghai") from error
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise ValueError("应是完整网址，例如 https://ssp.example-hospital.cn")
    return value.rstrip("/")


def _shelf(value: str) -> str:
    if value and not value.startswith("file:"):
        raise ValueError("照片现在只能放在文件夹里，写 file: 加路径")
    return value


ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Phone = Annotated[str, BeforeValidator(_phone)]
AesKey = Annotated[SecretStr | None, AfterValidator(_aes_key)]
Address = Annotated[str, AfterValidator(_web_address)]


Zone = Annotated[str, AfterValidator(_zone)]


class Section(BaseModel):
    """A part of the file in which an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Templates(Section):
    """Template ids, and what the fields of the one notice template are called in this account's library."""

    notice: str = ""
    what: str = "thing1"
    who: str = "thing2"
    when: str = "time3"
    lack: str = "thing4"


class WeChat(Section):
    """The 公众号."""

    token: Annotated[SecretStr | None, AfterValidator(_token)] = None
    app_id: str = ""
    app_secret: SecretStr = SecretStr("")
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

    url: str = ""


class Photos(Section):
    """Where pictures are kept; empty means a folder in ``data_dir``."""

    url: Annotated[str, AfterValidator(_shelf)] = ""


class Web(Section):
    """The pages."""

    secret_key: SecretStr = SecretStr("")
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
