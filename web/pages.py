"""The pages of the house, put together from a desk. Building them opens nothing."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import find_modules, import_string

from web.console.doorkeeper import console
from web.demo import demo
from web.desk import EXTENSION, Desk
from web.door import door_page
from web.errors import init_errors
from web.h5.check import check
from web.h5.door import h5
from web.headers import init_headers
from web.limits import init_limits
from web.login import login
from web.probes import probes
from web.reading import init_reading
from web.uploads import init_uploads
from web.visitors import LONGEST, init_visitors, visitor

LARGEST_FORM = 64 * 1024
STATIC_KEPT = timedelta(hours=1)

# Reading a module adds its routes to the console, or to the pages of reporters.
ROUTES = tuple(
    import_string(name) for pages in ("web.console", "web.h5") for name in find_modules(pages, recursive=True)
)


def create_pages(desk: Desk) -> Flask:
    """The web application. Opens nothing; the first request does."""
    app = Flask("web")
    app.config.update(_settings(desk))
    app.extensions[EXTENSION] = desk
    init_uploads(app)
    CSRFProtect(app)
    init_reading(app)
    init_visitors(app)
    init_headers(app, secure=desk.secure_cookies)
    init_errors(app)
    _add_routes(app, desk)
    init_limits(app)
    app.context_processor(lambda: {"guest": visitor, "desk": desk})
    if desk.trusted_proxies:
        _trust(app, desk.trusted_proxies)
    return app


def _settings(desk: Desk) -> dict[str, object]:
    return {
        "SECRET_KEY": desk.secret_key,
        "PERMANENT_SESSION_LIFETIME": LONGEST,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "ssp",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": desk.secure_cookies,
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "SEND_FILE_MAX_AGE_DEFAULT": STATIC_KEPT,
        # The form holds as long as the session; the browser in WeChat does not always say where it comes from.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def _add_routes(app: Flask, desk: Desk) -> None:
    for blueprint in (door_page, login, console, h5, check, probes):
        app.register_blueprint(blueprint)
    if desk.is_demo:
        app.register_blueprint(demo)


def _trust(app: Flask, proxies: int) -> None:
    """Believe what so many proxies before us say about the caller. No proxy is asked which host was meant."""
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
