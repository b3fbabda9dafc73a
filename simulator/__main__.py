"""``python -m simulator --webhook URL``: the box alone, for developers of any account."""

import argparse
import time

from .box import Box

CAST = (("张敏", "护士"), ("李红", "安全员"), ("王强", "后勤"))
PLACES = (("5F-EAST", "内科楼5楼东走廊"), ("3F-STAIR", "外科楼3楼东楼梯口"))


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    says = argparse.ArgumentParser(prog="python -m simulator", description="盒子里的微信")
    says.add_argument("--webhook", required=True, help="公众号收消息的地址")
    says.add_argument("--port", type=int, default=0, help="页面和接口的端口，默认挑一个空的")
    says.add_argument("--token", default="simulator-token")
    says.add_argument("--app-id", default="wx0123456789abcdef")
    says.add_argument("--app-secret", default="simulator-secret")
    says.add_argument("--aes-key", help="43位的EncodingAESKey")
    says.add_argument("--mode", choices=("plain", "compatible", "safe"), default="plain")
    says.add_argument("--push-format", choices=("xml", "json"), default="xml")
    says.add_argument("--account", choices=("service", "subscription", "uncertified"), default="service")
    return says


def main() -> None:
    """Run until Ctrl-C."""
    asked = vars(parser().parse_args())
    port = asked.pop("port")
    box = Box(cast=CAST, places=PLACES, **asked)
    box.start(port)
    print(f"{box.url}/", flush=True)  # noqa: T201 - the address is the output
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        box.stop()


if __name__ == "__main__":
    main()
