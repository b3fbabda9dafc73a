"""``config check``, ``doctor``, ``menu``: what is wrong, and what to do about it."""

import json
import logging
import sys

import click

from bot.cures import in_words
from bot.platform import Platform
from bot.trouble import PlatformDown, PlatformError
from handlers.menu import MENU
from suishoupai.cli.refusing import refuses
from suishoupai.doctor import BAD, WORRY, Finding, examine
from suishoupai.doctor.asking import NO_PAGE, Asking
from suishoupai.doctor.menus import strangers
from suishoupai.product import make_platform, wall_clock
from suishoupai.settings import Misconfigured, Settings, check_for_serving, load
from suishoupai.stores import stores


@click.group()
def config() -> None:
    """设置。"""


@config.command()
@refuses
def check() -> None:
    """把设置里的错一次说完。"""
    if mistakes := check_for_serving(load()):
        raise Misconfigured(mistakes)
    click.echo("设置没有问题。")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@click.option("--port", default=8000, show_default=True, help="服务在这台机器上的端口")
@refuses
def doctor(as_json: bool, port: int) -> None:
    """检查设置、数据、服务和微信平台，有病说病，怎么治也说。"""
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # a line that does not stand is a finding, not a log
    findings = []
    for finding in examine(load(), now=wall_clock(), port=port):
        findings.append(finding)
        if not as_json:
            click.echo(finding.line())
    if as_json:
        click.echo(json.dumps([finding.plain() for finding in findings], ensure_ascii=False))
    else:
        click.echo(_sum(findings))
    sys.exit(any(finding.state == BAD for finding in findings))


def _sum(findings: list[Finding]) -> str:
    bad, worry = (sum(finding.state == state for finding in findings) for state in (BAD, WORRY))
    return f"要改{bad}项，留意{worry}项。" if bad or worry else "都好。"


@click.command()
@click.option("--replace", is_flag=True, help="公众号里有别的菜单也换掉")
@refuses
def menu(replace: bool) -> None:
    """把菜单放到公众号里；那里有别的系统的菜单就先问。"""
    settings = load()
    with stores(settings) as opened:
        platform = make_platform(settings, opened, wall_clock)
        if platform is None:
            raise Misconfigured(["还没有设置 wechat.app_id 和 SSP_WECHAT__APP_SECRET"])
        try:
            if not replace and (foreign := _foreign(settings, platform)):
                raise click.ClickException(_not_ours(foreign))
            platform.create_menu(MENU)
        except (PlatformDown, PlatformError) as error:
            raise click.ClickException(f"菜单没放上去：{in_words(str(error))}（{error}）") from None
    click.echo("菜单放好了，手机上过几分钟能看到。")


def _foreign(settings: Settings, platform: Platform) -> list[str]:
    try:
        platform.callback_addresses()  # mends a token that was refused
        said = Asking(settings.wechat.api_base, platform.tokens.take).ask("get_current_selfmenu_info")
    except PlatformError as error:
        if error.code == NO_PAGE:
            return []
        raise
    return strangers(said.facts)


def _not_ours(names: list[str]) -> str:
    return (
        f"公众号里挂着别的菜单：{'、'.join(names[:5])}。没有动它。"
        "这个号可能接着挂号系统，先看 docs/taken-account.md；确定要整个换掉，加 --replace"
    )
