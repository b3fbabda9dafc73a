"""隐患排查治理台账 as xlsx, as it is handed in and printed. Which rows stand in it is decided elsewhere."""

from reports.ledger_book.book import book
from reports.ledger_book.line import Line

__all__ = ["Line", "book"]
