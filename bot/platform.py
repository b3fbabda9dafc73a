"""The one client of the platform's HTTP API: a token everybody shares, time limits, one bounded retry."""

import json
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bot.tokens import TokenShelf
from bot.trouble import PlatformDown, PlatformError
from bot.writer import Writer

T = TypeVar("T")

TIMEOUT = (5.0, 15.0)
"""Seconds to connect, and to wait for each piece of the answer."""

PICTURE_BYTES = 12 * 1024 * 1024
PATIENCE = 20.0
"""Seconds for a whole picture; less than a courier's lease, however slowly the bytes drip."""
PIECE = 64 * 1024
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
PICTURE_HOSTS = (".qpic.cn", ".qlogo.cn")
NO_ANSWER = (requests.RequestException, HTTPError, OSError, ValueError, KeyError)
"""What a broken answer raises: lines that break, HTML where JSON was promised."""


class Limited(HTTPAdapter):
    """Every request gets a time limit; only a connection that never stood is tried again."""

    def __init__(self) -> None:
        super().__init__(max_retries=Retry(connect=1, read=False, status=0, redirect=0, backoff_factor=0.2))

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs["timeout"] = kwargs.get("timeout") or TIMEOUT
        return super().send(request, *args, **kwargs)


class _Client(WeChatClient):  # type: ignore[misc]
    """wechatpy's client with our token and without its endless retry."""

    def __init__(self, app_id: str, secret: str, api_base: str, take_token: Callable[[], str]) -> None:
        self._take_token = take_token
        super().__init__(app_id, secret, auto_retry=False)
        self.API_BASE_URL = f"{api_base}/cgi-bin/"
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, Limited())

    @property
    def access_token(self) -> str:
        return self._take_token()


class Platform:
    """What the house asks of WeChat. Raises ``PlatformError`` and ``PlatformDown``, nothing else."""

    def __init__(
        self, app_id: str, secret: str, api_base: str, *, writer: Writer, clock: Callable[[], datetime]
    ) -> None:
        self._app_id = app_id
        self._secret = secret
        self._base = api_base
        self.tokens = TokenShelf(app_id, writer, self._fetch_token, clock)
        self._client = _Client(app_id, secret, api_base, self.tokens.take)

    def send_text(self, openid: str, text: str) -> Mapping[str, Any]:
        """A customer-service message; only inside the person's window."""
        return self._ask(lambda: self._client.message.send_text(openid, text))

    def send_template(
        self, openid: str, template_id: str, data: Mapping[str, str], *, url: str = "", once: str = ""
    ) -> Mapping[str, Any]:
        """A template message; ``once`` lets the platform drop a repeat within ten minutes."""
        body: dict[str, Any] = {"touser": openid, "template_id": template_id, "url": url}
        body["data"] = {name: {"value": value} for name, value in data.items()}
        if once:
            body["client_msg_id"] = once[:32]
        return self._ask(lambda: self._client.post("message/template/send", data=body))

    def create_menu(self, menu: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._ask(lambda: self._client.menu.create(menu))

    def create_scene(self, scene: str, seconds: int = 0) -> str:
        """The address a QR code must hold so that scanning it tells us ``scene``, 1 to 64 letters.

        It holds for so many seconds (a month at most), or for ever: of those there are a hundred thousand in all.
        """
        wanted: dict[str, Any] = {"action_info": {"scene": {"scene_str": scene}}}
        lasting = {"action_name": "QR_LIMIT_STR_SCENE"}
        wanted |= {"action_name": "QR_STR_SCENE", "expire_seconds": seconds} if seconds else lasting
        return self._ask(lambda: str(self._client.post("qrcode/create", data=wanted)["url"]))

    def callback_addresses(self) -> Mapping[str, Any]:
        """The platform's own addresses; the cheapest question that needs a good token."""
        return self._ask(lambda: self._client.get("getcallbackip"))

    def download(self, media_id: str) -> bytes:
        """What was sent along. An error comes as JSON with status 200, so the content decides."""

        def fetch() -> bytes:
            params = {"access_token": self.tokens.take(), "media_id": media_id}
            return self._bytes(f"{self._base}/cgi-bin/media/get", params)

        return self._ask(fetch)

    def download_picture(self, url: str) -> bytes:
        """A picture by its address, for accounts without the right to download; only from the platform's hosts."""
        host = urlsplit(url).hostname or ""
        if not host.endswith(PICTURE_HOSTS) and host != urlsplit(self._base).hostname:
            raise PlatformError(40007, "not an address of the platform")
        try:
            return self._bytes(url, {})
        except WeChatClientException as error:
            raise _said_no(error) from None
        except NO_ANSWER as error:
            answer = getattr(error, "response", None)
            if answer is not None and answer.status_code in (requests.codes.not_found, requests.codes.gone):
                raise PlatformError(40007, "no such picture") from None
            raise PlatformDown(type(error).__name__) from None

    def _bytes(self, url: str, params: Mapping[str, str]) -> bytes:
        # A redirect could lead anywhere, with our token in its Referer or into the hospital's own network.
        with self._client._http.get(url, params=params, stream=True, allow_redirects=False) as answer:
            answer.raise_for_status()
            if answer.status_code != requests.codes.ok:
                raise requests.HTTPError("no picture here")
            content = _read(answer)
        if content[:1] == b"{":
            raise _refusal(json.loads(content), "no picture")
        return content

    def _fetch_token(self, force: bool) -> dict[str, Any]:  # noqa: FBT001 - the shape tokens.Fetch asks for
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        answer = self._client._http.post(f"{self._base}/cgi-bin/stable_token", json=body)
        said: object = answer.json()
        if not isinstance(said, dict) or "access_token" not in said:
            raise _refusal(said, "no token")
        return said

    def _ask(self, request: Callable[[], T]) -> T:
        """Ask once, and once more with a new token if the old one was refused."""
        try:
            used = self.tokens.take()  # now: by the time of a refusal another thread may hold a better one
            try:
                return request()
            except WeChatClientException as error:
                if error.errcode not in TOKEN_REFUSED:
                    raise
                self.tokens.refused(used)
                return request()
        except WeChatClientException as error:
            raise _said_no(error) from None
        except NO_ANSWER as error:
            # The address of a failed request holds the token: only the kind of failure goes on.
            raise PlatformDown(type(error).__name__) from None


def _refusal(said: object, otherwise: str) -> WeChatClientException:
    """The platform's own words for what went wrong, if it found any."""
    facts = said if isinstance(said, dict) else {}
    return WeChatClientException(facts.get("errcode", -1), facts.get("errmsg", otherwise))


def _said_no(error: WeChatClientException) -> PlatformError | PlatformDown:
    if not isinstance(error.errcode, int) or error.errcode == -1:
        return PlatformDown(f"busy: {error.errmsg}"[:80])
    return PlatformError(error.errcode, str(error.errmsg)[:200])


def _read(answer: requests.Response) -> bytes:
    """All of a picture, as long as it is neither too large nor too slow."""
    end, content = time.monotonic() + PATIENCE, bytearray()
    while piece := answer.raw.read1(PIECE, decode_content=True):
        content += piece
        if len(content) > PICTURE_BYTES:
            raise PlatformError(45001, "too large")
        if time.monotonic() > end:
            raise requests.Timeout("too slow")
    return bytes(content)
