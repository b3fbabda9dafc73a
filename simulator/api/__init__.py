"""The platform's HTTP API, path by path as the real one has it."""

from .desk import answer_call

__all__ = ["answer_call"]
