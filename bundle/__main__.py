"""``python -m bundle``: what ``make bundle`` calls."""

import platform
import sys
import time
from pathlib import Path

import click

from bundle.lock import CannotPack
from bundle.packing import pack
from bundle.wheels import Target

THIS = f"{sys.version_info.major}.{sys.version_info.minor}"


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"), show_default=True
)
@click.option("--python", default=THIS, show_default=True, help="服务器上的 Python，如 3.12")
@click.option("--machine", default=platform.machine(), show_default=True, help="服务器上 uname -m 的结果")
def main(out: Path, python: str, machine: str) -> None:
    """把源码和所有的包打成一个文件，带到不能上网的服务器上装。"""
    began = time.monotonic()
    try:
        packed = pack(Path(__file__).resolve().parent.parent, out, Target(python, machine), click.echo)
    except CannotPack as why:
        raise click.ClickException(str(why)) from None
    seconds = time.monotonic() - began
    click.echo(
        f"做好了：{packed.file}，{packed.wheels}个包，{packed.size / 1e6:.0f} MB，用了{seconds:.0f}秒。"
    )


if __name__ == "__main__":
    main()
