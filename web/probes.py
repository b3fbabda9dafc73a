"""What machines ask: alive, ready, and the figures."""

from ipaddress import ip_address

import structlog
from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from web.desk import Health, this_desk

LATEST = 60.0
"""Seconds after which a courier that did not come counts as gone."""

probes = Blueprint("probes", __name__)
log = structlog.get_logger()


@probes.get("/healthz")
def alive() -> Response:
    return Response("ok\n", mimetype="text/plain")


@probes.get("/readyz")
def ready() -> tuple[Response, int]:
    """Whether messages can be served; what is wrong is named."""
    wrong = wrongs(_health())
    return jsonify(ready=not wrong, wrong=wrong), 503 if wrong else 200


@probes.get("/metrics")
def figures() -> Response:
    """The figures, for this machine only: nobody beyond it needs to know them."""
    registry = this_desk().figures
    if registry is None or not _from_here():
        abort(404)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def wrongs(health: Health) -> list[str]:
    """What keeps us from serving, in words for the log of whoever asks."""
    found = [] if health.database else ["database does not answer"]
    if health.courier_lag > LATEST:
        found.append(f"courier is {health.courier_lag:.0f} s late")
    return found


def _health() -> Health:
    try:
        return this_desk().health()
    except Exception:
        log.exception("health unknown")
        return Health(database=False)


def _from_here() -> bool:
    """Loopback, and not a proxy on this machine that speaks for somebody else."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and ip_address(request.remote_addr or "0.0.0.0").is_loopback
