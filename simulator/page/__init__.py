"""The page with the phones: what it shows, what can be done on it. Its look is in ``static``."""

from .desk import answer_page

__all__ = ["answer_page"]
