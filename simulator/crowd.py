"""Everybody who has a phone, and the numbers the platform knows them by."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .phone import Phone
from .settings import Role

if TYPE_CHECKING:
    from .box import Box


class Crowd:
    """The cast, and whoever came later."""

    def __init__(self, box: "Box", cast: Sequence[Role]) -> None:
        self._box, self._cast = box, cast
        self._phones: dict[str, Phone] = {}
        for role in cast:
            self.phone(role.name, role.title, following=role.following)

    def phone(self, name: str, title: str = "", *, following: bool = True) -> Phone:
        """The phone of this person, made on the first call."""
        phone = self._phones.get(name)
        if phone is None:
            phone = self._phones.setdefault(name, Phone(self._box, name, title, following=following))
        return phone

    def everybody(self) -> list[Phone]:
        """All phones, in the order they were made."""
        return list(self._phones.values())

    def find(self, openid: object, *, mini: bool = False) -> Phone | None:
        """Whose number this is, for the account or for the mini-program."""
        for phone in self.everybody():
            if openid == (phone.mini_openid if mini else phone.openid):
                return phone
        return None

    def go_home(self) -> None:
        """Only the cast stays, as on the first day."""
        self._phones = {role.name: self._phones[role.name] for role in self._cast}
        for phone in self.everybody():
            phone.reset()
