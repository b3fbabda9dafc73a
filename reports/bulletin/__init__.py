"""The month's public notice, as words for a WeChat group and as a picture. It knows no names of people."""

from reports.bulletin.month import Month, folded, warning
from reports.bulletin.picture import picture
from reports.bulletin.words import text

__all__ = ["Month", "folded", "picture", "text", "warning"]
