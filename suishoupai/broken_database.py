"""What a database says when it cannot go on, in words and with the cure. For the commands and the doctor."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Ailment:
    """What is wrong, what helps, and the words of the database or of the system that it is known by."""

    said: str
    cure: str
    signs: str


FULL = Ailment(
    "盘写不进去了，多半是满了",
    "df -h 看哪个盘满了，腾地方：旧备份、系统日志；腾好再来一次",
    r"disk I/O error|disk is full|No space left|quota exceeded|could not keep this",
)
DENIED = Ailment(
    "有文件读不到或写不进",
    "数据文件夹和里面的文件都要归运行随手拍的用户：chown -R suishoupai: 数据文件夹",
    r"readonly database|unable to open database file|Read-only file system|Permission denied: '",
)
OF_DATABASES = (
    Ailment(
        "数据库文件坏了",
        "停服务，先把数据文件夹原样留一份，再用最近的备份恢复（docs/operations.md 第八节）",
        r"malformed|not a database",
    ),
    Ailment("数据库正忙", "别的命令还在写，过一会儿再来一次", r"database is locked"),
    Ailment(
        "PostgreSQL 的用户或密码不对",
        "核对 SSP_DATABASE__URL；密码里字母数字以外的都写成 % 的样子，例如 @ 写 %40",
        r'password authentication failed|no password supplied|role ".*" does not exist',
    ),
    Ailment(
        "PostgreSQL 里没有这个库",
        "核对 SSP_DATABASE__URL 末尾的库名；还没建就建：runuser -u postgres -- createdb --owner suishoupai 库名",
        r'database ".*" does not exist',
    ),
    Ailment(
        "PostgreSQL 连不上",
        "它在运行吗：systemctl status postgresql；再核对 SSP_DATABASE__URL 的地址和端口",
        r"connection refused|resolve host|translate host|timeout expired|timed out|connection failed",
    ),
)


def ailment_of(error: BaseException) -> Ailment | None:
    """The one whose words are in the error; None for what nobody knows."""
    said = str(error.__cause__ or error)
    possible = (FULL, DENIED) if isinstance(error, OSError) else (FULL, DENIED, *OF_DATABASES)
    return next((one for one in possible if re.search(one.signs, said, re.IGNORECASE)), None)
