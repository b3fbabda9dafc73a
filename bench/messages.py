"""Deliveries as the platform would send them, signed and ready for the wire, so that the client costs little."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from wechatpy.crypto import PrpCrypto

TOKEN = "benchmarks"
APP_ID = "wx0123456789abcdef"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_benchmarks"
NONCE = "1320562132"

TROUBLES = (
    "{}楼东楼梯口堆着纸箱",
    "门诊楼{}楼抽血处旁边插座外壳裂了",
    "外科楼{}楼西通道的灭火器过期了",
    "住院部{}楼开水间地上全是水，很滑",
    "{}病区氧气瓶没有固定，靠在墙边",
)


@dataclass(frozen=True)
class Delivery:
    """One message of one person: what makes it different from all others."""

    person: int
    number: int
    text: str = ""

    def xml(self, now: int) -> str:
        body = (
            f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{self.text}]]></Content>"
            if self.text
            else "<MsgType><![CDATA[image]]></MsgType>"
            f"<PicUrl><![CDATA[http://mmbiz.qpic.cn/mmbiz_jpg/{self.number}/0]]></PicUrl>"
            f"<MediaId><![CDATA[media{self.number:020}]]></MediaId>"
        )
        return (
            f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
            f"<FromUserName><![CDATA[{openid(self.person)}]]></FromUserName>"
            f"<CreateTime>{now}</CreateTime>{body}<MsgId>{24_000_000_000_000_000 + self.number}</MsgId></xml>"
        )


def openid(person: int) -> str:
    return f"oBench{person:022}"


def words(number: int) -> str:
    """A sentence about a hazard; no two numbers say the same."""
    return TROUBLES[number % len(TROUBLES)].format(number % 17 + 1) + f"，第{number}处"


def texts(first: int, count: int) -> Iterator[Delivery]:
    """One sentence out of the blue from each of ``count`` persons."""
    return (Delivery(n, n, words(n)) for n in range(first, first + count))


def photos(first: int, count: int) -> Iterator[Delivery]:
    """One photo out of the blue from each of ``count`` persons."""
    return (Delivery(n, n) for n in range(first, first + count))


def reports(count: int) -> list[Delivery]:
    """Two photos and a sentence a person; every tenth delivery comes again two hundred messages later."""
    fresh = [Delivery(n // 3, n, words(n) if n % 3 == 2 else "") for n in range(count)]
    return [fresh[n - 200] if n % 10 == 9 and n >= 200 else delivery for n, delivery in enumerate(fresh)]


def plain(deliveries: Iterable[Delivery]) -> list[bytes]:
    """Requests of 明文 mode."""
    now = int(time.time())
    query = {"signature": sign(TOKEN, str(now), NONCE), "timestamp": now, "nonce": NONCE}
    return [_post(query, delivery.xml(now)) for delivery in deliveries]


def encrypted(deliveries: Iterable[Delivery]) -> list[bytes]:
    """Requests of 安全 mode."""
    now = int(time.time())
    cipher = PrpCrypto(base64.b64decode(AES_KEY + "="))
    return [_sealed(cipher, delivery, now) for delivery in deliveries]


def _sealed(cipher: PrpCrypto, delivery: Delivery, now: int) -> bytes:
    secret = cipher.encrypt(delivery.xml(now), APP_ID).decode()
    query = {
        "signature": sign(TOKEN, str(now), NONCE),
        "timestamp": now,
        "nonce": NONCE,
        "encrypt_type": "aes",
        "msg_signature": sign(TOKEN, str(now), NONCE, secret),
    }
    xml = f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><Encrypt><![CDATA[{secret}]]></Encrypt></xml>"
    return _post(query, xml)


def sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def _post(query: dict[str, object], xml: str) -> bytes:
    body = xml.encode()
    head = (
        f"POST /wechat?{urlencode(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


Corpus = Callable[[int, int], list[bytes]]
"""Requests from a first number on."""

CORPORA: dict[str, Corpus] = {
    "text": lambda first, count: plain(texts(first, count)),
    "photo": lambda first, count: plain(photos(first, count)),
    "encrypted": lambda first, count: encrypted(texts(first, count)),
}
