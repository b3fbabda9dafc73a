"""What the platform accepts as values of template and subscription messages (47003 otherwise)."""

import re
from collections.abc import Mapping

from ..refusal import Refusal

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
TIME = r"(\d{4}[年/-]\d{1,2}[月/-]\d{1,2}日?\s*)?\d{1,2}:\d{2}(:\d{2})?"
DATE = r"\d{4}[年/-]\d{1,2}([月/-]\d{1,2}日?|月)?(\s*\d{1,2}:\d{2}(:\d{2})?)?"
SHAPES = {
    "thing": r".{1,20}",
    "number": r"-?[\d.]{1,32}",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r"[^\w\s]{1,5}",
    "character_string": r"[\x21-\x7e]{1,32}",
    "time": rf"({TIME}|{DATE})(\s*~\s*({TIME}|{DATE}))?",
    "date": rf"{DATE}(\s*~\s*{DATE})?",
    "amount": r"[¥$]?\d{1,10}(\.\d{1,2})?元?",
    "phone_number": r"[\d+\-() ]{1,17}",
    "car_number": r"[\w\u4e00-\u9fff]{1,8}",
    "name": r"([\u4e00-\u9fff·]{1,10}|[A-Za-z .\u4e00-\u9fff]{1,20})",
    "phrase": r"[\u4e00-\u9fff]{1,5}",
    "const": r".{1,20}",
}
KEY = re.compile(r"([a-z_]+?)\d*")


def check_values(data: Mapping[str, object], wanted: Mapping[str, str]) -> dict[str, str]:
    """The plain values by key; refuses with 47003 naming the first key that will not do."""
    values = {key: _value(key, entry) for key, entry in data.items()}
    for key in wanted:
        if key not in values:
            raise Refusal(47003, f"data.{key}.value is empty")
    return values


def _value(key: str, entry: object) -> str:
    value = str(entry.get("value", "")) if isinstance(entry, Mapping) else ""
    if not value:
        raise Refusal(47003, f"data.{key}.value is empty")
    if CONTROL.search(value) or not _fits(key, value):
        raise Refusal(47003, f"data.{key}.value invalid")
    return value


def _fits(key: str, value: str) -> bool:
    kind = KEY.fullmatch(key)
    shape = SHAPES.get(kind[1]) if kind else None
    return shape is None or re.fullmatch(shape, value) is not None
