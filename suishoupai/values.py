"""Single values of the configuration: how each may be written, and what is said of one that cannot be meant."""

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr


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


def _copied(value: str) -> str:
    """Ids and names are copied from the console: letters of the guide or a space inside cannot be meant."""
    if not value.isascii() or re.search(r"\s", value):
        raise ValueError("还是说明书里的字，或者多了空格；请从公众号后台原样复制")
    return value


def _copied_secret(value: SecretStr) -> SecretStr:
    _copied(value.get_secret_value())
    return value


def _key(value: SecretStr) -> SecretStr:
    """Only the line of the guide is refused: a key that is in use, whatever it is, has to stay."""
    if "openssl" in value.get_secret_value():
        raise ValueError("还是说明书里的字；运行 openssl rand -hex 32，填它打印的那一行")
    return value


def _database(value: str) -> str:
    """A password with an @ in it would be read as part of the address."""
    named = value.partition("://")[2].rpartition("@")[0]
    if value.startswith("postgresql") and "@" in named:
        raise ValueError("密码里的 @ 要写成 %40（% 写成 %25），不然后半截会当成服务器的名字")
    if named.endswith(":密码"):
        raise ValueError("还是说明书里的“密码”两个字，换成真的密码")
    return value


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
    if not value.isascii() or re.search(r"\s", value):
        raise ValueError("还是说明书里的字，或者多了空格；写备过案的域名（中文域名写 xn-- 开头的样子）")
    return value.rstrip("/")


def _shelf(value: str) -> str:
    if value and not value.startswith("file:"):
        raise ValueError("照片现在只能放在文件夹里，写 file: 加路径")
    return value


ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Phone = Annotated[str, BeforeValidator(_phone)]
AesKey = Annotated[SecretStr | None, AfterValidator(_aes_key)]
Address = Annotated[str, AfterValidator(_web_address)]
Copied = Annotated[str, AfterValidator(_copied)]
CopiedSecret = Annotated[SecretStr, AfterValidator(_copied_secret)]
Zone = Annotated[str, AfterValidator(_zone)]
Token = Annotated[SecretStr | None, AfterValidator(_token)]
Shelf = Annotated[str, AfterValidator(_shelf)]
Key = Annotated[SecretStr, AfterValidator(_key)]
DatabaseAddress = Annotated[str, AfterValidator(_database)]
