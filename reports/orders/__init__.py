"""隐患整改通知书: the union's numbered letter to the administration, as docx. Numbering and delivery live elsewhere."""

from reports.orders.letter import letter
from reports.orders.order import Order

__all__ = ["Order", "letter"]
