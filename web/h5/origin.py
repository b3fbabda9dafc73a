"""Where a post comes from, for pages whose address is the key and that need no cookie."""

from urllib.parse import urlsplit

from flask import Request

from web.desk import this_desk


def is_from_here(asking: Request) -> bool:
    """What the browser says of where it comes from; browsers that say nothing hold the address all the same."""
    site, origin = asking.headers.get("Sec-Fetch-Site"), asking.headers.get("Origin")
    if site is not None:
        return site in ("same-origin", "none")
    links = this_desk().links
    ours = {asking.host, urlsplit(links.public_url).netloc if links else asking.host}
    return origin is None or _host_of(origin) in ours


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
