"""The commands. Each lives in a file of its own, loaded when it is called."""

from importlib import import_module

import click

from suishoupai import logs

COMMANDS = {
    "serve": ("serving", "serve", "运行随手拍：网页、定时和投递"),
    "demo": ("demo", "demo", "演示：带盒子里的微信，不用公众号"),
    "db": ("database", "db", "数据库"),
    "config": ("checking", "config", "设置"),
    "doctor": ("checking", "doctor", "检查设置和微信平台"),
    "menu": ("checking", "menu", "把菜单放到公众号里"),
    "units": ("importing", "units", "单位和科室"),
    "roster": ("importing", "roster", "花名册"),
    "places": ("importing", "places", "地点"),
    "questions": ("questions", "questions", "题库"),
    "accounts": ("accounts", "accounts", "登录链接"),
    "plan": ("plans", "plan", "方案：检查、看、比较、空表"),
    "forms": ("forms", "forms", "报表：导出一期，收别处报来的"),
    "ledger": ("ledger", "ledger", "台账"),
    "audit": ("audit", "audit", "核对台账的经过有没有被改过"),
    "outbox": ("mailing", "outbox_", "发件箱"),
    "courier": ("mailing", "courier", "投递一次"),
    "tick": ("mailing", "tick", "走一拍定时"),
    "routes": ("talking", "routes", "打印整个对话的路线"),
    "backup": ("keeping", "backup", "备份数据库和照片"),
    "restore": ("keeping", "restore", "从备份恢复"),
}


class Lazy(click.Group):
    """Loads a command's module only when that command is called: ``serve`` must not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"suishoupai.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, said) for name, (_, _, said) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """随手拍：把随手拍的隐患变成台账里的一行，一直盯到销号。"""
    logs.set_up()
