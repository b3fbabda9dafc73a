"""The configuration: ``config.yaml``, overridden by the environment. Every mistake is told at once."""

import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

from suishoupai.sections import Database, Hospital, Loop, Photos, Waits, Web, WeChat
from suishoupai.values import Zone

CONFIG_VARIABLE = "SSP_CONFIG"
DEFAULT_FILE = "config.yaml"


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
    timezone: Zone = "Asia/Shanghai"

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
