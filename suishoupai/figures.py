"""Figures for Prometheus: what came in, what waits."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.core import GaugeMetricFamily, Metric

KINDS = frozenset(
    {
        "text",
        "image",
        "voice",
        "video",
        "shortvideo",
        "location",
        "link",
        "file",
        "event.subscribe",
        "event.scan",
    }
    | {
        "event.unsubscribe",
        "event.click",
        "event.view",
        "event.location",
        "event.templatesendjobfinish",
        "bad",
        "check",
    }
)


class Figures:
    """The registry of one process. ``waiting`` counts errands due, ``lag`` is how late the oldest is.

    ``skew`` is by how much the platform's clock and ours differed at the last delivery.
    """

    def __init__(self, waiting: Callable[[], int], lag: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
        self.skew: Callable[[], timedelta | None] = lambda: None
        self._waiting = waiting
        self._lag = lag
        self._received = Counter(
            "ssp_messages", "Deliveries of the platform", ["kind", "status"], registry=self.registry
        )
        self.registry.register(self)

    def seen(self, kind: str, status: int) -> None:
        """One delivery; kinds nobody knows share a name, or a forger could fill the memory."""
        self._received.labels(kind if kind in KINDS else "other", str(status)).inc()

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterable[Metric]:
        """What waits right now."""
        yield GaugeMetricFamily("ssp_outbox_due", "Errands that are due", value=self._waiting())
        yield GaugeMetricFamily("ssp_outbox_lag_seconds", "Age of the oldest due errand", value=self._lag())
        if (skew := self.skew()) is not None:
            told = "Our clock minus the platform's"
            yield GaugeMetricFamily("ssp_skew_seconds", told, value=skew.total_seconds())
