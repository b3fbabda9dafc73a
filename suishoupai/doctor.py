"""What the doctor looks at, and the cure for each complaint, in the words of an IT person's day."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from bot.trouble import PlatformDown, PlatformError
from migrations import version
from models.conversations import Conversation
from models.database import open_reading
from models.people import Person
from suishoupai.product import backlog, make_platform, wall_clock
from suishoupai.settings import Settings, check_for_serving
from suishoupai.stores import Stores, stores

GOOD, WORRY, BAD = "好", "留意", "要改"
ROOM = 2 * 1024**3
"""Bytes free below which photos will soon not fit."""

CURES = {
    40001: "AppSecret 不对，或刚在公众号后台重置过：到“设置与开发-基本配置”重新复制",
    40013: "AppID 不对：到“设置与开发-基本配置”核对",
    40125: "AppSecret 不对：到“设置与开发-基本配置”重置后填到 SSP_WECHAT__APP_SECRET",
    40164: "这台服务器的出口IP不在白名单：到“基本配置-IP白名单”加上下面提示里的地址",
    40243: "AppSecret 被冻结：到“设置与开发-基本配置”解冻",
    48001: "这个公众号没有这个接口的权限：要用认证过的服务号",
    45009: "今天的接口次数用完了：明天恢复，或到后台清零",
}


@dataclass(frozen=True)
class Finding:
    """One thing the doctor saw."""

    state: str
    said: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything, one after the other; each check stands for itself."""
    yield from _settings(settings)
    yield from _disk(settings)
    if not version.is_current(open_reading(settings.database_url)):
        yield Finding(BAD, "数据库不是这个版本的：运行 suishoupai db upgrade")
        return
    with stores(settings) as opened:
        yield from _people(opened.reading)
        yield from _outbox(opened)
        yield from _wechat(settings, opened)


def _settings(settings: Settings) -> Iterator[Finding]:
    for mistake in check_for_serving(settings):
        yield Finding(BAD, mistake)
    if not settings.hospital.emergency_phone:
        yield Finding(
            BAD, "还没设置院内急救电话 hospital.emergency_phone：着火、触电的提示里现在只有119和120"
        )
    if settings.wechat.mode != "safe":
        yield Finding(WORRY, "消息没有强制加密：公众号后台改成“安全模式”，再设 wechat.mode 为 safe")
    if not settings.wechat.templates.notice:
        yield Finding(WORRY, "没有设置模板消息 wechat.templates.notice：48小时没说过话的安全员收不到提醒")
    if settings.web.public_url.startswith("http://"):
        yield Finding(WORRY, "网址不是 https：微信里打开会提示不安全")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir if settings.data_dir.exists() else settings.data_dir.parent
    free = shutil.disk_usage(folder).free
    room = f"数据盘还有{free / 1024**3:.1f}GB"
    yield Finding(WORRY, f"{room}，照片快放不下了") if free < ROOM else Finding(GOOD, room)


def _people(reading: Engine) -> Iterator[Finding]:
    with reading.connect() as db:
        everybody = db.execute(select(func.count()).select_from(Person)).scalar_one()
        officers = db.execute(
            select(func.count()).where(Person.role == "officer", Person.active)
        ).scalar_one()
        bound = db.execute(
            select(func.count())
            .select_from(Person)
            .join(Conversation, Conversation.person_id == Person.id)
            .where(Person.role == "officer")
        ).scalar_one()
    if not everybody:
        yield Finding(WORRY, "花名册还是空的：suishoupai roster import 花名册.xlsx")
    elif not officers:
        yield Finding(BAD, "花名册里没有安全员（岗位写“安全员”）：报上来没有人看")
    else:
        state = GOOD if bound == officers else WORRY
        yield Finding(state, f"花名册{everybody}人，安全员{officers}人，绑了微信的{bound}人")


def _outbox(opened: Stores) -> Iterator[Finding]:
    count, late = backlog(opened, wall_clock)
    if late > 300:
        yield Finding(BAD, f"有{count}件提醒该送没送，最早的晚了{int(late // 60)}分钟：服务在运行吗？")
    else:
        yield Finding(GOOD, "没有积压的提醒")


def _wechat(settings: Settings, opened: Stores) -> Iterator[Finding]:
    platform = make_platform(settings, opened, wall_clock)
    if platform is None:
        yield Finding(BAD, "没有设置 wechat.app_id 和 SSP_WECHAT__APP_SECRET：取不了照片，也发不了提醒")
        return
    yield _ask(platform.callback_addresses, "微信平台接通了，令牌正常")


def _ask(question: Callable[[], object], good: str) -> Finding:
    try:
        question()
    except PlatformError as error:
        cure = CURES.get(error.code, "请把这一行发给公众号管理员")
        return Finding(BAD, f"微信平台不答应（{error.code}）：{cure}。原话：{error.message}")
    except PlatformDown as down:
        return Finding(BAD, f"连不上微信平台（{down}）：服务器要能访问 api.weixin.qq.com 的443端口")
    return Finding(GOOD, good)
