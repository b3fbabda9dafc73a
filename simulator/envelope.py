"""How a message is written, signed and sealed on its way, and how a sealed answer is opened."""

import hashlib
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException

Mode = Literal["plain", "compatible", "safe"]
PushFormat = Literal["xml", "json"]
HEADERS = {"User-Agent": "Mozilla/4.0", "Accept": "*/*", "Pragma": "no-cache", "Connection": "Keep-Alive"}


class Unreadable(Exception):
    """An answer that the platform cannot read; says why in Chinese."""


@dataclass(frozen=True)
class Letter:
    """One signed request, ready to be posted as often as needed."""

    query: str
    headers: dict[str, str]
    body: bytes
    readable: str


def signature(*parts: str) -> str:
    """Hex SHA-1 over the sorted parts, as everywhere on the platform."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - prescribed


def to_xml(fields: Mapping[str, object]) -> str:
    """The fields as the platform writes them: numbers bare, words in CDATA."""
    return "<xml>" + "\n".join(_element(name, value) for name, value in fields.items()) + "\n</xml>"


def _element(name: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return "".join(_element(name, item) for item in value)
    if isinstance(value, Mapping):
        inner: object = "".join(_element(key, item) for key, item in value.items())
    elif isinstance(value, int | float):
        inner = value
    else:
        inner = "<![CDATA[" + str(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"
    return f"<{name}>{inner}</{name}>"


def to_json(fields: Mapping[str, object]) -> str:
    """The same fields in the JSON push format."""
    return json.dumps(fields, ensure_ascii=False)


def _read_xml(text: str) -> dict[str, object]:
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - from the account on trial, on the loopback
    except ElementTree.ParseError as error:
        raise Unreadable(f"不是合格的XML：{error}") from error
    if root.tag != "xml":
        raise Unreadable("XML的根不是<xml>")
    names = [child.tag for child in root]
    if len(names) != len(set(names)):
        raise Unreadable("XML里有重复的字段")
    return {child.tag: _value(child) for child in root}


def _value(element: ElementTree.Element) -> object:
    if len(element) == 0:
        return element.text or ""
    if all(child.tag == "item" for child in element):
        return [_value(child) for child in element]
    return {child.tag: _value(child) for child in element}


class Seal:
    """Signs and encrypts as the console's settings say."""

    def __init__(
        self, token: str, app_id: str, aes_key: str | None, mode: Mode, push_format: PushFormat
    ) -> None:
        if mode != "plain" and not aes_key:
            raise ValueError("兼容 and 安全 mode need an EncodingAESKey")
        self.token, self.mode, self.push_format = token, mode, push_format
        self._crypto = WeChatCrypto(token, aes_key, app_id) if aes_key else None

    def wrap(
        self, fields: Mapping[str, object], openid: str, *, timestamp: int, rng: random.Random
    ) -> Letter:
        """The signed request for these fields."""
        write = to_xml if self.push_format == "xml" else to_json
        readable = write(fields)
        query, nonce = self.sign(timestamp, rng)
        query["openid"] = openid
        body: Mapping[str, object] = fields
        if self.mode != "plain":
            encrypt, msg_signature = self._encrypt(readable, str(timestamp), nonce)
            query |= {"encrypt_type": "aes", "msg_signature": msg_signature}
            kept = fields if self.mode == "compatible" else {"ToUserName": fields["ToUserName"]}
            body = {**kept, "Encrypt": encrypt}
        content_type = "text/xml" if self.push_format == "xml" else "application/json"
        headers = {**HEADERS, "Content-Type": content_type}
        return Letter(urlencode(query), headers, write(body).encode(), readable)

    def sign(self, timestamp: int, rng: random.Random) -> tuple[dict[str, str], str]:
        """The three signed query fields, and the nonce among them."""
        nonce = str(rng.randrange(10**8, 10**10))
        signed = signature(self.token, str(timestamp), nonce)
        return {"signature": signed, "timestamp": str(timestamp), "nonce": nonce}, nonce

    def read(self, body: bytes) -> dict[str, object]:
        """The fields of an answer, opened if it was sealed; raises Unreadable."""
        fields = self._parse(body)
        if "Encrypt" in fields:
            return self._parse(self._decrypt(fields).encode())
        if self.mode == "safe":
            raise Unreadable("安全模式下回复没有加密")
        return fields

    def _parse(self, body: bytes) -> dict[str, object]:
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            raise Unreadable("回复不是UTF-8") from error
        if text.startswith("<"):
            return _read_xml(text)
        if self.push_format == "json" and text.startswith("{"):
            return _read_json(text)
        raise Unreadable("回复既不是success，也不是XML" + ("" if text[:1] != "{" else "（是JSON）"))

    def _encrypt(self, text: str, timestamp: str, nonce: str) -> tuple[str, str]:
        assert self._crypto is not None
        sealed = str(self._crypto.encrypt_message(text, nonce, timestamp))
        found = re.search(r"<Encrypt><!\[CDATA\[(.*?)\]\]></Encrypt>", sealed)
        assert found is not None
        return found[1], signature(self.token, timestamp, nonce, found[1])

    def _decrypt(self, fields: Mapping[str, object]) -> str:
        if self._crypto is None:
            raise Unreadable("明文模式下回复加密了")
        stamp, nonce = str(fields.get("TimeStamp", "")), str(fields.get("Nonce", ""))
        try:
            return str(
                self._crypto.decrypt_message(dict(fields), str(fields.get("MsgSignature", "")), stamp, nonce)
            )
        except InvalidSignatureException as error:
            raise Unreadable("回复的MsgSignature不对") from error
        except InvalidAppIdException as error:
            raise Unreadable("回复里的appid不对") from error
        except Exception as error:  # damaged ciphertext raises half a dozen kinds
            raise Unreadable(f"回复解不开：{type(error).__name__}") from error


def _read_json(text: str) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"不是合格的JSON：{error}") from error
    if not isinstance(fields, dict):
        raise Unreadable("JSON不是一个对象")
    return fields
