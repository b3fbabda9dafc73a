"""``accounts``: a way in for the first officer."""

import secrets
from datetime import timedelta

import click

from actions.logins import make_link
from models import people
from models.base import Db
from rules.refusal import Refused
from suishoupai.cli.refusing import refuses
from suishoupai.product import wall_clock
from suishoupai.settings import load
from suishoupai.stores import stores

LASTS = timedelta(minutes=30)


@click.group()
def accounts() -> None:
    """登录链接。"""


@accounts.command()
@click.argument("name")
@refuses
def link(name: str) -> None:
    """给花名册上的 NAME 一个一次性的登录链接。"""
    settings = load()

    def make(db: Db) -> str:
        found = people.people_named(db, name)
        if not found:
            raise Refused(f"花名册上没有“{name}”，先用 suishoupai roster import 导入")
        if len(found) > 1:
            listed = "、".join(f"{p['unit_name']}（工号{p['staff_no'] or '无'}）" for p in found)
            raise Refused(f"有{len(found)}个“{name}”：{listed}。请先在花名册里区分开")
        return make_link(db, secrets.token_urlsafe(24), found[0]["id"], wall_clock(), LASTS)

    with stores(settings) as opened:
        token = opened.writer.carry(make)
    base = settings.web.public_url or "http://127.0.0.1:8000"
    click.echo(f"{base}/login/{token}")
    click.echo("30分钟内打开，只能用一次。", err=True)
