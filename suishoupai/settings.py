"""The configuration: ``config.yaml``, overridden by the environment. Every mistake is told at once."""

import os
import re
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

from rules.hazard import Tier

CONFIG_VARIABLE = "SSP_CONFIG"
DEFAULT_FILE = "config.yaml"


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


class Settings(BaseSettings):
    """Everything an operator may set."""

    model_config = SettingsConfigDict(
        env_prefix="SSP_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    wechat: WeChat = WeChat()
    hospital: Hospital = Hospital()
    database: Database = Database()
    photos: Photos = Photos()
    web: Web = Web()
    waits: Waits = Waits()
    loop: Loop = Loop()
    data_dir: Path = Path("var")
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"

    @property
    def database_url(self) -> str:
        return self.database.url or f"sqlite:///{self.data_dir / 'suishoupai.db'}"

    @property
    def uses_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def photos_dir(self) -> Path:
        return Path(self.photos.url.removeprefix("file:")) if self.photos.url else self.data_dir / "photos"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the caller says wins, then the environment, then the file."""
        return init_settings, env_settings, _File(settings_cls)


class _File(YamlConfigSettingsSource):
    """``config.yaml``; relative paths in it mean the folder it lies in."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        self.path = Path(os.environ.get(CONFIG_VARIABLE, DEFAULT_FILE))
        if CONFIG_VARIABLE in os.environ and not self.path.exists():
            raise Misconfigured([f"{CONFIG_VARIABLE} 指的文件不存在：{self.path}"])
        super().__init__(settings_cls, yaml_file=self.path)

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        values = yaml.safe_load(file_path.read_text(encoding="utf-8")) or {}
        if not isinstance(values, dict):
            raise Misconfigured([f"{file_path}：最外层应是“名称: 值”的样子"])
        return _beside({str(name): value for name, value in values.items()}, file_path.parent)


def _beside(values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Relative paths in the file mean the folder the file lies in, wherever the command was called."""
    if "data_dir" in values:
        values["data_dir"] = str(folder / str(values["data_dir"]))
    for section, scheme in (("photos", "file:"), ("database", "sqlite:///")):
        url = values[section].get("url") if isinstance(values.get(section), dict) else None
        if isinstance(url, str) and url.startswith(scheme):
            values[section]["url"] = f"{scheme}{folder / url.removeprefix(scheme)}"
    return values


OLD_SCHEMA = "数据库不是这个版本的，请先运行 suishoupai db upgrade"


class Misconfigured(Exception):
    """The configuration cannot be used; ``mistakes`` says each thing that is wrong."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("；".join(mistakes))
        self.mistakes = mistakes


KNOWN = {
    "extra_forbidden": "没有这个设置，是不是拼错了",
    "string_type": "应是文字，数字请加引号",
    "string_pattern_mismatch": "写法不对",
    "int_parsing": "应是整数",
    "literal_error": "只能是 any 或 safe",
}


def load(**given: Any) -> Settings:
    """The settings of this machine. Raises ``Misconfigured`` with every mistake in words."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise Misconfigured([_in_words(dict(e)) for e in error.errors()]) from None
    except yaml.YAMLError as error:
        raise Misconfigured([f"配置文件不是合法的 YAML：{error}"]) from None


def check_for_serving(settings: Settings) -> list[str]:
    """What is missing before strangers may be let in."""
    missing = {
        "wechat.token": settings.wechat.token,
        "web.secret_key": settings.web.secret_key.get_secret_value(),
        "web.public_url": settings.web.public_url,
    }
    mistakes = [f"{name}：还没有设置" for name, value in missing.items() if not value]
    if len(settings.web.secret_key.get_secret_value()) in range(1, 16):
        mistakes.append("web.secret_key：太短，至少16个字符")
    if settings.wechat.mode == "safe" and settings.wechat.aes_key is None:
        mistakes.append("wechat.aes_key：安全模式要有 EncodingAESKey")
    if settings.wechat.aes_key is not None and not settings.wechat.app_id:
        mistakes.append("wechat.app_id：加密消息要用到，还没有设置")
    return mistakes


def _in_words(error: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    said = KNOWN.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
    return f"{where}：{said}"
