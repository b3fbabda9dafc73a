"""``routes``: the whole conversation, one route a line."""

import click

from suishoupai.product import switchboard


@click.command()
def routes() -> None:
    """打印整个对话：步骤、听到什么、谁来答。"""
    click.echo(switchboard().table())
