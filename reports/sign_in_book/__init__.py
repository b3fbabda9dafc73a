"""签到表 as xlsx: the form to print or fill in, and reading one back. Who the names mean is decided elsewhere."""

from reports.sign_in_book.book import book
from reports.sign_in_book.reading import read_list

__all__ = ["book", "read_list"]
