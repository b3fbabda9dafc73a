"""What whoever composes the box may hand it for its page: people, places, templates."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Role(NamedTuple):
    """A person whose phone stands on the page from the start."""

    name: str
    title: str = ""
    following: bool = True


class Place(NamedTuple):
    """A code on a wall."""

    scene: str
    label: str


class Template(NamedTuple):
    """A message template the account has been granted: field names such as thing1, and their labels."""

    template_id: str
    title: str = "提醒"
    fields: Mapping[str, str] = MappingProxyType({})
