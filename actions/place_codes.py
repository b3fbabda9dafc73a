"""Getting the codes for the walls: one question per place, each answer kept before the next is asked."""

from collections.abc import Callable, Iterable
from functools import partial

from actions.importing.writing import Carry
from models.base import Row
from models.places import keep_scan_url

TAKEN = "编码和另一家医院的重了，扫了会算到那边；请在地点表里换一个编码"


def lacking(places: Iterable[Row], *, again: bool = False) -> list[Row]:
    """The places whose code is still to be asked for; all that can have one, when everything is asked again."""
    return [place for place in places if can_have_code(place) and (again or not place["scan_url"])]


def can_have_code(place: Row) -> bool:
    """Whether scanning the code would lead here, and not to an older place with the same one."""
    return not place["code_means_another"]


def fetch_codes(places: Iterable[Row], ask: Callable[[str], str], carry: Carry) -> None:
    """Ask for the code of each place and keep it. What ``ask`` raises ends it; nothing kept before is lost."""
    for place in places:
        scan_url = ask(place["code"])  # no transaction is open while the platform thinks
        carry(partial(keep_scan_url, place_id=place["id"], scan_url=scan_url))
