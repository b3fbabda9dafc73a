"""``config check``, ``doctor``, ``menu``: what is wrong, and what to do about it."""

import sys

import click

from bot.trouble import PlatformDown, PlatformError
from handlers.menu import MENU
from suishoupai.cli.refusing import refuses
from suishoupai.doctor import BAD, examine
from suishoupai.product import make_platform, wall_clock
from suishoupai.settings import Misconfigured, check_for_serving, load
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
@refuses
def doctor() -> None:
    """检查设置、数据和微信平台，有病说病，怎么治也说。"""
    findings = list(examine(load()))
    for finding in findings:
        click.echo(f"[{finding.state}] {finding.said}")
    sys.exit(any(finding.state == BAD for finding in findings))


@click.command()
@refuses
def menu() -> None:
    """把菜单放到公众号里。"""
    settings = load()
    with stores(settings) as opened:
        platform = make_platform(settings, opened, wall_clock)
        if platform is None:
            raise Misconfigured(["还没有设置 wechat.app_id 和 SSP_WECHAT__APP_SECRET"])
        try:
            platform.create_menu(MENU)
        except (PlatformDown, PlatformError) as error:
            raise click.ClickException(f"菜单没放上去：{error}") from None
    click.echo("菜单放好了，手机上过几分钟能看到。")
