"""The public address as the platform would see it: answers, certificate, and the question it asks when it is set."""

import secrets
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import requests
from cryptography import x509

from bot.wechat import sign
from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.settings import Settings

TIMEOUT = (5.0, 8.0)
SOON = timedelta(days=14)
PROXY = "看 nginx 和 systemctl status suishoupai"


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    url = settings.web.public_url
    if not url:
        return
    if url.startswith("https://"):
        yield from _certificate(url, now)
    answers = _answers(url)
    yield answers
    if answers.state == GOOD and settings.wechat.token:
        yield _verification(url, settings.wechat.token.get_secret_value(), now)


def _answers(url: str) -> Finding:
    try:
        answer = requests.get(f"{url}/healthz", timeout=TIMEOUT, allow_redirects=False)
    except requests.exceptions.SSLError:
        return Finding(
            "address", BAD, f"{url} 的证书微信不会认", "证书要带中间证书，域名要一致；用受信任的机构签的"
        )
    except requests.RequestException as error:
        cure = "从院外手机打开试试：能开就不要紧（有的内网绕不回自己）；不能开，问网络管理员443端口和域名"
        return Finding("address", WORRY, f"从这台机器打不开 {url}（{type(error).__name__}）", cure)
    if answer.is_redirect:
        return Finding(
            "address", BAD, f"{url} 会跳到别处，微信不跟着跳", "SSP_WEB__PUBLIC_URL 写跳转以后的网址"
        )
    if answer.status_code != requests.codes.ok:
        return Finding(
            "address",
            BAD,
            f"{url} 打开了，但回的是{answer.status_code}",
            f"反向代理后面的服务没回话：{PROXY}",
        )
    if answer.text.strip() != "ok":
        return Finding(
            "address", BAD, f"{url} 打开的不是随手拍", "核对域名和 nginx 的 server_name、proxy_pass"
        )
    return Finding("address", GOOD, f"{url} 从这里打得开")


def _verification(url: str, token: str, now: datetime) -> Finding:
    """What the platform does when somebody presses 提交."""
    stamp, nonce, echo = str(int(now.timestamp())), secrets.token_hex(8), secrets.token_hex(8)
    query = {"signature": sign(token, stamp, nonce), "timestamp": stamp, "nonce": nonce, "echostr": echo}
    try:
        answer = requests.get(f"{url}/wechat", params=query, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        return Finding("callback", WORRY, f"{url}/wechat 没回话（{type(error).__name__}）", PROXY)
    if answer.text == echo:
        return Finding("callback", GOOD, f"服务器地址 {url}/wechat 通得过微信的验证")
    if answer.status_code == requests.codes.forbidden:
        cure = "正在运行的服务用的是别的 Token：改了设置要重启；或反向代理丢了网址上的参数"
        return Finding("callback", BAD, f"{url}/wechat 说签名不对", cure)
    return Finding(
        "callback",
        BAD,
        f"{url}/wechat 回的不是微信要的（{answer.status_code}）",
        f"反向代理改了内容？{PROXY}",
    )


def _certificate(url: str, now: datetime) -> Iterator[Finding]:
    parts = urlsplit(url)
    try:
        ends = certificate_end(parts.hostname or "", parts.port or 443)
    except (OSError, ValueError):
        return  # whether it answers at all is said by the next line
    left = ends - now
    cure = "换新证书，再 systemctl reload nginx"
    if left < timedelta():
        yield Finding("certificate", BAD, f"https 证书过期{(-left).days}天了，微信进不来", cure)
    elif left < SOON:
        yield Finding("certificate", WORRY, f"https 证书还有{left.days}天到期", cure)
    else:
        yield Finding("certificate", GOOD, f"https 证书到{ends:%Y-%m-%d}")


def certificate_end(host: str, port: int) -> datetime:
    """When the certificate shown there ends, whoever signed it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # we want to read it even when it is bad; nothing is sent
    with (
        socket.create_connection((host, port), timeout=TIMEOUT[0]) as line,
        context.wrap_socket(line, server_hostname=host) as secure,
    ):
        shown = secure.getpeercert(binary_form=True) or b""
    return x509.load_der_x509_certificate(shown).not_valid_after_utc.astimezone(UTC)
