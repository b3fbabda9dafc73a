"""Cards to pass on: a good practice, or an exposure. Each is one picture about one hazard, without people."""

from reports.cards.card import Card, card

__all__ = ["Card", "card"]
