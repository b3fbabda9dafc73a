"""The account at the platform: token, clock, menu, template, and signs that somebody else uses it too."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.cures import in_words
from bot.platform import Platform
from bot.trouble import PlatformDown, PlatformError
from suishoupai.doctor.asking import NO_PAGE, Asking, Said, prove_secret
from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.doctor.menus import our_names, shown_names, strangers
from suishoupai.product import make_platform
from suishoupai.sections import Templates
from suishoupai.settings import Settings
from suishoupai.stores import Stores

SLOW_CLOCK = 60
"""Seconds a clock may be wrong before somebody should set it."""

FIELD = re.compile(r"([^\n{}]*)\{\{\s*(\w+)\.DATA\s*\}\}")
Check = Callable[[Said], Iterator[Finding]]


def look(settings: Settings, opened: Stores, now: datetime) -> Iterator[Finding]:
    platform = make_platform(settings, opened, lambda: now)
    if platform is None:
        said = "没有设置 wechat.app_id 和 SSP_WECHAT__APP_SECRET：取不了照片，也发不了提醒"
        yield Finding("token", BAD, said, "公众号后台“设置与开发-基本配置”里有")
        return
    first = _token(settings, platform)
    yield first
    if first.state != GOOD:
        return
    asking = Asking(settings.wechat.api_base, platform.tokens.take)
    yield from _asked(asking, "getcallbackip", "clock", lambda said: _clock(said, settings, now))
    yield from _asked(asking, "get_current_selfmenu_info", "menu", _menu)
    if settings.wechat.templates.notice:
        templates = settings.wechat.templates
        path = "template/get_all_private_template"
        yield from _asked(asking, path, "template", lambda said: _template(said, templates))


def _token(settings: Settings, platform: Platform) -> Finding:
    """AppID and AppSecret are asked for themselves: a token kept from yesterday is good without them.

    Then through the product's own client, which also mends a token that was refused.
    """
    try:
        prove_secret(settings.wechat)
        platform.callback_addresses()
    except (PlatformError, PlatformDown) as trouble:
        return _refused("token", trouble)
    return Finding("token", GOOD, "微信平台接通了，AppID、AppSecret 对，令牌正常")


def _asked(asking: Asking, path: str, about: str, check: Check) -> Iterator[Finding]:
    try:
        said = asking.ask(path)
    except (PlatformError, PlatformDown) as trouble:
        if getattr(trouble, "code", 0) != NO_PAGE:
            yield _refused(about, trouble)
        return
    yield from check(said)


def _refused(about: str, trouble: PlatformError | PlatformDown) -> Finding:
    if isinstance(trouble, PlatformDown):
        said = f"连不上微信平台（{trouble}）"
        return Finding(about, BAD, said, "服务器要能访问 api.weixin.qq.com 的443端口，问网络管理员")
    what, _, cure = in_words(trouble.code).partition("：")
    return Finding(about, BAD, f"微信平台不答应（{trouble.code}）：{what}。原话：{trouble.message}", cure)


def _clock(said: Said, settings: Settings, now: datetime) -> Iterator[Finding]:
    if said.date is None:
        return
    wrong = round((now - said.date).total_seconds())
    which = "快" if wrong > 0 else "慢"
    if abs(wrong) <= SLOW_CLOCK:
        yield Finding("clock", GOOD, f"服务器的钟准（和微信差{abs(wrong)}秒）")
        return
    is_shut = wrong > settings.wechat.max_skew.total_seconds()
    tail = "，微信的消息全会被当成过期的退回" if is_shut else ""
    said_so = f"服务器的钟{which}了{abs(wrong)}秒{tail}"
    yield Finding(
        "clock",
        BAD if is_shut else WORRY,
        said_so,
        "对时：timedatectl set-ntp true，或问网络管理员要内网时间服务器",
    )


def _menu(said: Said) -> Iterator[Finding]:
    shown = shown_names(said.facts)
    foreign = strangers(said.facts)
    if not shown:
        yield Finding("menu", WORRY, "公众号里还没有菜单", "suishoupai menu")
    elif foreign:
        names = "、".join(foreign[:5])
        cure = "这个号多半接着别的系统：先看 docs/taken-account.md，别急着运行 suishoupai menu，它会整个换掉"
        yield Finding("menu", WORRY, f"公众号里挂着别的菜单：{names}", cure)
    elif shown != our_names():
        yield Finding("menu", WORRY, "公众号里的菜单是旧的", "suishoupai menu")
    else:
        yield Finding("menu", GOOD, "菜单是随手拍的")


def _template(said: Said, ours: Templates) -> Iterator[Finding]:
    listed = {str(each.get("template_id")): each for each in said.facts.get("template_list") or []}
    found = listed.get(ours.notice)
    if found is None:
        titles = "、".join(str(each.get("title", "")) for each in listed.values())[:60] or "一个也没有"
        cure = "到公众号后台“模板消息-我的模板”复制编号，填 SSP_WECHAT__TEMPLATES__NOTICE"
        yield Finding("template", BAD, f"这个公众号里没有模板 {ours.notice}（现有：{titles}）", cure)
        return
    yield _fields(found, ours)


def _fields(found: Mapping[str, Any], ours: Templates) -> Finding:
    labels = {key: label.strip(" ：:") for label, key in FIELD.findall(str(found.get("content", "")))}
    wanted = {"WHAT": ours.what, "WHO": ours.who, "WHEN": ours.when, "LACK": ours.lack}
    wrong = [
        f"SSP_WECHAT__TEMPLATES__{name}（现在是 {key}）" for name, key in wanted.items() if key not in labels
    ]
    has = "、".join(f"{label}={key}" for key, label in labels.items()) or "没有栏目"
    title = found.get("title", "")
    if wrong:
        return Finding("template", BAD, f"模板“{title}”的栏目对不上；它有：{has}", f"改 {'、'.join(wrong)}")
    if spare := sorted(set(labels) - set(wanted.values())):
        cure = "换一个正好四栏的模板，不然可能被拒（47003）"
        return Finding("template", WORRY, f"模板“{title}”还有我们不填的栏目：{'、'.join(spare)}", cure)
    return Finding("template", GOOD, f"模板“{title}”在，四个栏目都对得上")
