"""What comes in and goes out: the last message of the platform, refused signatures, late errands."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests
from sqlalchemy import Engine, func, select

from bot.cures import trouble_of
from models.conversations import WINDOW, Conversation
from models.receipts import Receipt
from suishoupai.doctor import counted
from suishoupai.doctor.failures import given_up_since
from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.product import backlog
from suishoupai.settings import Settings
from suishoupai.stores import Stores

QUIET = timedelta(days=7)
LATE = 300
"""Seconds an errand may be late before somebody should look."""

ONE_MESSAGE = 3
"""So often the platform brings a message nobody answers; fewer is somebody knocking at the door."""

ELSEWHERE = "docs/taken-account.md"


def look(settings: Settings, opened: Stores, now: datetime, port: int) -> Iterator[Finding]:
    last = last_message(opened.reading)
    yield _heard(last, now, settings.zone)
    yield from _service(settings, port, ever_heard=last is not None)
    yield _outbox(opened, now)
    yield from _failures(opened.reading, now)


def last_message(reading: Engine) -> datetime | None:
    """When the platform last brought something, as far as the tables still tell."""
    with reading.connect() as db:
        opened = db.execute(select(func.max(Conversation.window_until))).scalar()
        answered = db.execute(select(func.max(Receipt.at))).scalar()
    found = [answered] if answered else []
    return max([*found, opened - WINDOW]) if opened else max(found, default=None)


def _heard(last: datetime | None, now: datetime, zone: ZoneInfo) -> Finding:
    if last is None:
        cure = f"公众号后台“服务器配置”填好并启用，再用手机发一句话；号已被别的系统占用看 {ELSEWHERE}"
        return Finding("heard", WORRY, "还没有收到过微信的消息", cure)
    said = f"最近一次收到微信的消息：{last.astimezone(zone):%m月%d日 %H:%M}"
    if now - last > QUIET:
        cure = f"用手机发一句话试试；没有回答，就看服务器配置是不是被别的系统改走了（{ELSEWHERE}）"
        return Finding("heard", WORRY, said, cure)
    return Finding("heard", GOOD, said)


def _service(settings: Settings, port: int, *, ever_heard: bool) -> Iterator[Finding]:
    """What the running process counted; only this machine may ask."""
    try:
        found = counted.ask(port)
    except (requests.RequestException, ValueError):
        cure = f"systemctl status suishoupai；换了端口就加 --port（这次看的是{port}）"
        yield Finding("service", WORRY, f"服务没有在这台机器的{port}端口上回话", cure)
        return
    taken, refused = found.of(counted.TAKEN), found.of(counted.REFUSED)
    yield Finding("service", GOOD, f"服务在运行，启动以来收下{taken}条消息")
    yield from _signatures(taken, refused, ever_heard=ever_heard)
    yield from _ciphers(taken, found.of(counted.UNREAD))
    if found.skew is not None:
        yield Finding("skew", GOOD, f"最近一条消息路上用了{found.skew}秒")


def _signatures(taken: int, refused: int, *, ever_heard: bool) -> Iterator[Finding]:
    if refused and not taken:
        cure = f"Token、AppID 和公众号后台一致吗？厂家转发时网址上的参数要原样带着（{ELSEWHERE}）；看看服务器的钟"
        yield Finding(
            "signatures", WORRY if ever_heard else BAD, f"有{refused}条消息签名不对，一条也没收下", cure
        )
    elif refused:
        cure = "少量是网上的扫描，不用管；变多就核对 Token"
        yield Finding("signatures", GOOD, f"挡掉了{refused}条签名不对的（{cure}）")


def _ciphers(taken: int, unread: int) -> Iterator[Finding]:
    """A wrong EncodingAESKey loses every message, and nobody who sent one is told."""
    if not unread or (taken and unread < ONE_MESSAGE):
        return
    tail = "" if taken else "，一条也没收下"
    cure = (
        "SSP_WECHAT__AES_KEY 和公众号后台的 EncodingAESKey 一个字也不能差：从后台重新复制，再重启；"
        "刚换过就把旧的填 SSP_WECHAT__PREVIOUS_AES_KEY"
    )
    yield Finding("cipher", WORRY if taken else BAD, f"有{unread}条消息解不开{tail}，职工得不到回答", cure)


def _outbox(opened: Stores, now: datetime) -> Finding:
    count, late = backlog(opened, lambda: now)
    if late > LATE:
        said = f"有{count}件提醒该送没送，最早的晚了{int(late // 60)}分钟"
        return Finding(
            "outbox", BAD, said, "服务在运行吗：systemctl status suishoupai；原因看 suishoupai outbox list"
        )
    return Finding("outbox", GOOD, "没有积压的提醒")


def _failures(reading: Engine, now: datetime) -> Iterator[Finding]:
    for reason, count in given_up_since(reading, now - timedelta(days=1)).items():
        known: Any = trouble_of(reason)
        if known:
            yield Finding("failures", WORRY, f"一天里{count}件没送到：{known.what}", known.cure)
