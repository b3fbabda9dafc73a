"""Reading a menu as the platform tells it, and telling ours from somebody else's."""

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.menu import MENU

Button = Mapping[str, Any]


def our_names() -> list[str]:
    return [str(button["name"]) for button in _leaves(MENU["button"])]


def shown_names(facts: Mapping[str, Any]) -> list[str]:
    """The names people see in the account now."""
    return [str(button.get("name", "")) for button in _leaves(_buttons(facts))]


def strangers(facts: Mapping[str, Any]) -> list[str]:
    """Names of buttons that were never ours, as the platform told the menu."""
    ours = {_mark(button) for button in _leaves(MENU["button"])}
    return [str(b.get("name", "")) for b in _leaves(_buttons(facts)) if _mark(b) not in ours]


def _mark(button: Button) -> str:
    """What a button does; its name may change from version to version."""
    return str(button.get("key") or button.get("url") or button.get("value") or button.get("name"))


def _buttons(facts: Mapping[str, Any]) -> list[Button]:
    info = facts.get("selfmenu_info") if facts.get("is_menu_open", 1) else None
    found = info.get("button") if isinstance(info, Mapping) else None
    return [button for button in found if isinstance(button, Mapping)] if isinstance(found, list) else []


def _leaves(buttons: Any) -> Iterator[Button]:
    """The buttons one can tap; the platform wraps the children in ``list``, we do not."""
    for button in buttons:
        children = button.get("sub_button") or []
        children = children.get("list", []) if isinstance(children, Mapping) else children
        yield from _leaves(children) if children else [button]
