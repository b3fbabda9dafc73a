"""A platform and a web server that say what a test tells them, on loopback."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from werkzeug.wrappers import Request, Response

from tests.served import Quiet, Served

FIELDS = "事项:{{thing1.DATA}}\n谁:{{thing2.DATA}}\n时间:{{time3.DATA}}\n还差什么:{{thing4.DATA}}"
HEALTHY: dict[str, Any] = {
    "stable_token": {"access_token": "good", "expires_in": 7200},
    "getcallbackip": {"ip_list": ["127.0.0.1"]},
    "get_current_selfmenu_info": {"is_menu_open": 0},
    "template/get_all_private_template": {
        "template_list": [{"template_id": "TPL", "title": "安全提醒", "content": FIELDS}]
    },
    "menu/create": {"errcode": 0, "errmsg": "ok"},
}


class Dated(Quiet):
    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.server.now, usegmt=True)  # type: ignore[attr-defined]


@contextmanager
def serving(app: Callable[..., Any], *, now: datetime, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A WSGI application on a loopback port whose clock shows ``now``; its address."""
    with Served(app, tls=tls, handler=Dated) as served:
        served.server.now = now  # type: ignore[attr-defined]
        yield served.url


class Platform:
    """Says what it was told to say; remembers what was asked."""

    def __init__(self, **said: Any) -> None:
        self.said = HEALTHY | said
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = Request(environ).path.removeprefix("/cgi-bin/")
        self.asked.append(path)
        body = self.said.get(path, {"errcode": 40066, "errmsg": "invalid url"})
        return Response(json.dumps(body), mimetype="application/json")(environ, start_response)


def certificate(folder: Path, *, ends_in: timedelta, now: datetime) -> ssl.SSLContext:
    """A self-signed certificate of 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before((now - timedelta(days=400)).astimezone(UTC))
        .not_valid_after((now + ends_in).astimezone(UTC))
        .sign(key, SHA256())
    )
    pem = signed.public_bytes(Encoding.PEM)
    pem += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "pem")
    return context
