"""WeChat's messages, read into our own words, and our answers written in WeChat's. No HTTP here."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.crypto import PrpCrypto
from wechatpy.exceptions import InvalidAppIdException
from wechatpy.replies import TextReply
from wechatpy.utils import WeChatSigner

from bot.turn import Inbound
from rules.words.plain_text import clean, cut

REPLY_BYTES = 1800
TEXT_LIMIT = 5000
"""Characters of a message we read; far more than the platform lets anybody type."""
WORD_LIMIT = 1024
OPENID_LIMIT = 128
SUCCESS = "success"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold."""


class BadMessage(Exception):
    """Not a message of the platform: forged, broken, or for somebody else."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True)
class Envelope:
    """One delivery, opened: its fields, the language it came in, and the cipher the answer must wear."""

    fields: Mapping[str, Any]
    is_json: bool
    cipher: PrpCrypto | None


@dataclass(frozen=True)
class Account:
    """The 公众号 as its console knows it. ``aes_keys`` holds the current key, then the previous one."""

    token: str
    app_id: str = ""
    aes_keys: Sequence[str] = ()
    only_encrypted: bool = False

    def __post_init__(self) -> None:
        if not self.token:
            raise ValueError("without a token anybody could forge messages")


class Reader:
    """Opens deliveries to one account."""

    def __init__(self, account: Account, secret: bytes) -> None:
        self.account = account
        self._secret = secret
        self._ciphers = [PrpCrypto(_aes_key(key)) for key in account.aes_keys]

    def check(self, query: Mapping[str, str], *, encrypted: str = "") -> None:
        """Refuse what the platform did not sign. ``encrypted`` is the cipher text of 安全 mode."""
        given = query.get("msg_signature" if encrypted else "signature", "")
        parts = [query.get("timestamp", ""), query.get("nonce", "")] + ([encrypted] if encrypted else [])
        try:
            wanted = sign(self.account.token, *parts)
        except UnicodeError as error:  # half a character in JSON
            raise BadMessage("unreadable") from error
        if not hmac.compare_digest(wanted.encode(), given.encode()):
            raise BadMessage("signature", 403)

    def open(self, query: Mapping[str, str], body: bytes) -> Envelope:
        """The delivery behind ``body``, checked and decrypted."""
        fields, is_json = parse(body)
        sealed = fields.get("Encrypt")
        if query.get("encrypt_type", "raw") == "aes" and isinstance(sealed, str) and self._ciphers:
            self.check(query, encrypted=sealed)
            return self._decrypt(sealed, is_json=is_json)
        if self.account.only_encrypted:
            raise BadMessage("plain message in safe mode", 403)
        self.check(query)
        return Envelope(fields, is_json, None)

    def read(self, envelope: Envelope, now: datetime) -> Inbound:
        """Our own words for the delivery. ``now`` stands in for a time nobody can read."""
        return _inbound(envelope.fields, self._key(envelope.fields), now)

    def _decrypt(self, sealed: str, *, is_json: bool) -> Envelope:
        trouble = BadMessage("cannot decrypt")
        for cipher in self._ciphers:
            try:
                body = cipher.decrypt(sealed, self.account.app_id).encode()
            except InvalidAppIdException:
                trouble = BadMessage("another account", 403)
            except Exception:  # noqa: S112 - a wrong key fails in seven ways, all of them mean: try the other
                continue
            else:
                return Envelope(parse(body)[0], is_json, cipher)
        raise trouble

    def _key(self, fields: Mapping[str, Any]) -> str:
        """A digest that repeats share and nobody can trace back to a person."""
        names = [_word(fields.get(name)) for name in ("ToUserName", "FromUserName")]
        message = _word(fields.get("MsgId") or fields.get("MsgID"))
        if not message or _word(fields.get("MsgType")).lower() == "event":
            message = _fingerprint(fields)
        return hmac.new(self._secret, "\n".join([*names, message]).encode(), hashlib.sha256).hexdigest()


def _fingerprint(fields: Mapping[str, Any]) -> str:
    """What tells two events of one second apart: everything they say, but not how it was encrypted."""
    plain = {name: value for name, value in fields.items() if name != "Encrypt"}
    try:
        return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()
    except (RecursionError, TypeError, ValueError) as error:
        raise BadMessage("unreadable") from error


def sign(*parts: str) -> str:
    """The platform's signature over these parts, in whatever order they come."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    return str(signer.signature)


def parse(body: bytes) -> tuple[Mapping[str, Any], bool]:
    """The fields of an XML or JSON body, and whether it was JSON."""
    # People's words come with control characters and broken UTF-8; that must not cost them their message.
    text = body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    is_json = text.startswith("{")
    try:
        if is_json:
            fields = json.loads(text, strict=False)
        else:
            fields = (xmltodict.parse(_UNWRITABLE.sub("", text)) or {}).get("xml")
    except (ValueError, ExpatError, RecursionError, UnicodeError, AttributeError) as error:
        raise BadMessage("unreadable") from error
    if not isinstance(fields, Mapping):
        raise BadMessage("unreadable")
    return fields, is_json


def write(say: str, inbound_fields: Mapping[str, Any], *, now: datetime, is_json: bool = False) -> str:
    """A passive text reply to a delivery; silence is the word ``success``."""
    if not say:
        return SUCCESS
    head = {
        "ToUserName": _shut(_word(inbound_fields.get("FromUserName"))),
        "FromUserName": _shut(_word(inbound_fields.get("ToUserName"))),
        "CreateTime": int(now.timestamp()),
    }
    content = harmless(say)
    if is_json:
        return json.dumps(head | {"MsgType": "text", "Content": content}, ensure_ascii=False)
    reply = TextReply(
        source=head["FromUserName"], target=head["ToUserName"], content=content, time=head["CreateTime"]
    )
    return str(reply.render())


def harmless(text: str) -> str:
    """A text that fits into a reply and cannot break out of its CDATA section."""
    return cut(_shut(clean(text)), REPLY_BYTES)


def _shut(text: str) -> str:
    return text.replace("]]>", "]]＞")


def seal(reply: str, envelope: Envelope, account: Account, *, timestamp: str, nonce: str) -> str:
    """The reply under the cipher that opened the delivery, in the platform's envelope."""
    assert envelope.cipher is not None
    encrypted = envelope.cipher.encrypt(reply, account.app_id)
    sealed = encrypted.decode() if isinstance(encrypted, bytes) else str(encrypted)
    signature = sign(account.token, timestamp, nonce, sealed)
    fields: dict[str, Any] = {
        "Encrypt": sealed,
        "MsgSignature": signature,
        "TimeStamp": timestamp,
        "Nonce": nonce,
    }
    if envelope.is_json:
        return json.dumps(fields | {"TimeStamp": int(timestamp)})
    return str(xmltodict.unparse({"xml": fields}, full_document=False))


def decrypt_echo(reader: Reader, query: Mapping[str, str]) -> str:
    """The answer to the platform's first question, when it verifies our address."""
    reader.check(query)
    return query.get("echostr", "")


def _inbound(fields: Mapping[str, Any], key: str, now: datetime) -> Inbound:
    kind = _word(fields.get("MsgType")).lower()
    event = _word(fields.get("Event")).lower()
    sent = fields.get("SendLocationInfo")
    location = sent if isinstance(sent, Mapping) else fields
    scan = fields.get("ScanCodeInfo")
    return Inbound(
        key=key,
        openid=_openid(fields.get("FromUserName")),
        kind=f"event.{event}" if kind == "event" else kind or "unknown",
        created_at=_moment(fields.get("CreateTime"), now),
        text=clean(_text(fields.get("Content") or fields.get("Recognition") or location.get("Label"))),
        media_id=_word(fields.get("MediaId")),
        cover_id=_word(fields.get("ThumbMediaId")),
        picture_url=_word(fields.get("PicUrl")),
        event_key=_word(scan.get("ScanResult") if isinstance(scan, Mapping) else fields.get("EventKey")),
        status=_word(fields.get("Status")),
        message_id=_word(fields.get("MsgID") or fields.get("MsgId")),
        latitude=_number(location.get("Location_X"), 90),
        longitude=_number(location.get("Location_Y"), 180),
        tapped=_word(fields.get("bizmsgmenuid")),
    )


def _openid(value: object) -> str:
    """The account's name with us. One longer than any real one would not fit into an index."""
    word = _word(value)
    if len(word) > OPENID_LIMIT:
        raise BadMessage("openid")
    return word


def _text(value: object) -> str:
    """A field as text, cut to what we read; nested or doubled fields count as absent."""
    return str(value).strip()[:TEXT_LIMIT] if isinstance(value, str | int | float) else ""


def _word(value: object) -> str:
    """A field that is one word to us: an id, a kind, an address. Nothing unprintable survives."""
    text = _text(value)[:WORD_LIMIT]
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _moment(value: object, now: datetime) -> datetime:
    seconds = _word(value)
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > 10:
        return now
    return datetime.fromtimestamp(int(seconds), UTC)


def _number(value: object, limit: float) -> float | None:
    try:
        number = float(_word(value))
    except ValueError:
        return None
    return number if abs(number) <= limit else None


def _aes_key(key: str) -> bytes:
    return base64.b64decode(key + "=")
