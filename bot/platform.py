"""The one client of the platform's HTTP API: a token everybody shares, time limits, one bounded retry."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
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
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
PICTURE_HOSTS = (".qpic.cn", ".qlogo.cn")


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
        return self._ask(lambda: self._bytes(url, {}))

    def _bytes(self, url: str, params: Mapping[str, str]) -> bytes:
        with self._client._http.get(url, params=params, stream=True) as answer:
            answer.raise_for_status()
            content: bytes = answer.raw.read(PICTURE_BYTES + 1, decode_content=True)
        if len(content) > PICTURE_BYTES:
            raise PlatformError(45001, "too large")
        if content[:1] == b"{":
            said = json.loads(content)
            raise WeChatClientException(said.get("errcode", -1), said.get("errmsg", "no picture"))
        return content

    def _fetch_token(self, force: bool) -> dict[str, Any]:  # noqa: FBT001 - the shape tokens.Fetch asks for
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        answer = self._client._http.post(f"{self._base}/cgi-bin/stable_token", json=body)
        said: dict[str, Any] = answer.json()
        if "access_token" not in said:
            raise WeChatClientException(said.get("errcode", -1), said.get("errmsg", "no token"))
        return said

    def _ask(self, request: Callable[[], T]) -> T:
        """Ask once, and once more with a new token if the old one was refused."""
        try:
            try:
                return request()
            except WeChatClientException as error:
                if error.errcode not in TOKEN_REFUSED:
                    raise
                self.tokens.refused(self.tokens.take())
                return request()
        except WeChatClientException as error:
            raise _said_no(error) from None
        except (requests.RequestException, OSError, ValueError, KeyError) as error:
            # The address of a failed request holds the token: only the kind of failure goes on.
            raise PlatformDown(type(error).__name__) from None


def _said_no(error: WeChatClientException) -> PlatformError | PlatformDown:
    if error.errcode in (None, -1):
        return PlatformDown(f"busy: {error.errmsg}"[:80])
    return PlatformError(int(error.errcode), str(error.errmsg)[:200])
