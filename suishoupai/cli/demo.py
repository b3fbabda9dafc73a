"""``demo``: the whole product with a WeChat in a box, and no account."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from simulator.box import Box
from simulator.clock import SharedClock
from simulator.settings import Template
from suishoupai.cli.mailing import Instant
from suishoupai.demo import app, cast
from suishoupai.server import STOP, is_taken

ZONE = ZoneInfo("Asia/Shanghai")
PATIENCE = 60.0
FIELDS = {"thing1": "事项", "thing2": "谁", "time3": "时间", "thing4": "还差什么"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option("--port", default=8000, show_default=True, help="监听的端口")
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=Path("var/demo"), show_default=True
)
@click.option("--at", type=Instant(), help="演示从这个时刻开始")
def demo(host: str, port: int, data: Path, at: datetime | None) -> None:
    """演示：带盒子里的微信和一家演示医院，不用公众号。"""
    if is_taken(host, port):
        raise click.ClickException(f"端口 {port} 已被占用，换一个：--port {port + 1}")
    data.mkdir(parents=True, exist_ok=True)
    start = at or cast.start_of_story(ZONE)
    url, key = f"http://{host}:{port}", _secret(data)
    clock = SharedClock(data.resolve() / app.CLOCK_FILE, start)
    box = make_box(url, clock, key, start)
    box.start(0)
    product = _start_product(host, port, data.resolve(), box.url, key)
    threading.Thread(target=_announce, args=(url, box.url, product), daemon=True).start()
    _wait(product, box)


def make_box(url: str, clock: SharedClock, key: str, start: datetime) -> Box:
    """The box of the demo, with levers on the product."""
    return Box(
        f"{url}/wechat",
        token=cast.TOKEN,
        app_id=cast.APP_ID,
        app_secret=cast.APP_SECRET,
        clock=clock,
        seed=cast.SEED,
        cast=cast.PHONES,
        places=[(code, name) for code, name, _, _ in cast.PLACES],
        templates=[Template(cast.TEMPLATE, "安全提醒", FIELDS)],
        chips=cast.CHIPS,
        milestones=cast.milestones(start),
        account_name=f"随手拍·{cast.HOSPITAL[1]}",
        title="随手拍 · 盒子里的微信",
        on_jump=lambda _: _pull(f"{url}/demo/beat", key),
        on_restart=lambda: _pull(f"{url}/demo/again", key),
    )


def _secret(data: Path) -> str:
    """The demo's own secret: kept, so that data of the last run can still be read."""
    path = data / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(24), encoding="ascii")
    return path.read_text(encoding="ascii")


def _start_product(host: str, port: int, data: Path, box_url: str, key: str) -> subprocess.Popen[bytes]:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    own = {app.BOX_VARIABLE: box_url, app.KEY_VARIABLE: key, app.URL_VARIABLE: f"http://{shown}:{port}"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SSP_")}
    command = [sys.executable, "-m", "suishoupai.demo", host, str(port)]
    environment = kept | own | {"SSP_DATA_DIR": str(data), "SSP_CONFIG": os.devnull}
    return subprocess.Popen(command, env=environment)  # noqa: S603 - our own module


def _announce(url: str, box_url: str, product: subprocess.Popen[bytes]) -> None:
    """Say where to look, once there is something to see."""
    give_up = time.monotonic() + PATIENCE
    while product.poll() is None and time.monotonic() < give_up:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=1):  # noqa: S310 - our own address
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    else:
        return
    click.echo(
        f"\n随手拍演示已就绪：\n  {url}/\n  盒子里的微信  {box_url}/\n  台账          {url}/console/\n按 Ctrl-C 停止。\n"
    )


def _pull(url: str, key: str) -> None:
    request = urllib.request.Request(url, method="POST", headers={"X-Demo-Key": key})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30):  # noqa: S310 - our own address
        pass


def _end(product: subprocess.Popen[bytes]) -> None:
    product.terminate()
    try:
        product.wait(timeout=2 * STOP)
    except subprocess.TimeoutExpired:
        product.kill()
        product.wait()


def _wait(product: subprocess.Popen[bytes], box: Box) -> None:
    """Until Ctrl-C, a signal, or the end of the product."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        code = product.wait()
    except (KeyboardInterrupt, SystemExit):
        code = 0
    finally:
        _end(product)
        box.stop()
    sys.exit(code)
