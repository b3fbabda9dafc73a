"""``routes``: the whole conversation, one route a line."""

import click

import handlers
from bot.flow import Switchboard


@click.command()
def routes() -> None:
    """打印整个对话：步骤、听到什么、谁来答。"""
    click.echo(Switchboard(handlers.FLOWS, handlers.PLAIN).table())
