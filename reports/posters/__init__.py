"""Codes, posters and stickers for the walls, as PNG and as PDF for a printer. Where they hang is not known here."""

from reports.posters.a4 import poster
from reports.posters.code import code_picture
from reports.posters.paper import Wall
from reports.posters.pdf import Pages
from reports.posters.sticker import sticker, sticker_sheets

__all__ = ["Pages", "Wall", "code_picture", "poster", "sticker", "sticker_sheets"]
