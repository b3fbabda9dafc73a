"""Routes: which handler answers what, at which step. Declared, ordered, printable, checked at the start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.turn import IDLE, Choice, Inbound, Scene, Turn
from rules.choice_words import read_digit, read_number, read_yes

ANY = "*"

CHOICE, EXACT, KIND, REST = range(4)
"""The most exact match wins: an offered digit, then words and numbers, then the kind of message, then the rest."""

Handler = Callable[[Scene], Turn]
Found = Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """A message as the routes see it: read once, asked often."""

    inbound: Inbound
    chosen: Choice | None = None
    digit: int | None = None
    number: int | None = None
    word: str | None = None
    """The whole text without its ending, of a message that is text."""


@dataclass(frozen=True)
class Match:
    """A question about a message; answers with what it found, or None."""

    name: str
    look: Callable[[Heard], Found | None]
    rank: int = EXACT


def kind(*kinds: str) -> Match:
    """A message or event of one of these kinds; a kind ending in ``.`` means all that begin so."""

    families = tuple(k for k in kinds if k.endswith("."))

    def look(heard: Heard) -> Found | None:
        is_it = heard.inbound.kind in kinds or heard.inbound.kind.startswith(families)
        return {} if is_it else None

    return Match("/".join(kinds), look, KIND)


def said(*words: str) -> Match:
    """Exactly one of these words."""

    def look(heard: Heard) -> Found | None:
        return {} if heard.word in words else None

    return Match("/".join(words[:3]), look)


def text_where(name: str, read: Callable[[str], Any]) -> Match:
    """A text in which ``read`` finds something; the finding is ``found["it"]``."""

    def look(heard: Heard) -> Found | None:
        it = read(heard.inbound.text) if heard.inbound.kind == "text" else None
        return None if it is None or it is False else {"it": it}

    return Match(name, look)


def tapped(*keys: str) -> Match:
    """A tap on the menu."""
    return Match(
        "menu " + "/".join(keys),
        lambda heard: {} if heard.inbound.kind == "event.click" and heard.inbound.event_key in keys else None,
    )


def chosen(verb: str) -> Match:
    """A digit that the last reply offered for this verb; its ids are found."""

    def look(heard: Heard) -> Found | None:
        return heard.chosen.ids if heard.chosen and heard.chosen.verb == verb else None

    return Match(f"choice {verb}", look, CHOICE)


A_NUMBER = Match("number", lambda heard: None if heard.number is None else {"number": heard.number})
A_DIGIT = Match("digit", lambda heard: None if heard.digit is None else {"digit": heard.digit})
ANYTHING = Match("anything", lambda _: {}, REST)


@dataclass(frozen=True)
class Route:
    """One line of the conversation."""

    step: str
    match: Match
    handler: Handler

    @property
    def line(self) -> str:
        told = (self.handler.__doc__ or "").strip().splitlines()[0]
        return f"{self.step:<16} {self.match.name:<28} {self.handler.__name__:<24} {told}"


class Flow:
    """The routes of one conversation, in the order they are tried."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def on(self, step: str, *matches: Match) -> Callable[[Handler], Handler]:
        """Register a handler for a step and any of the matches (none: everything)."""

        def register(handler: Handler) -> Handler:
            self.routes += [Route(step, match, handler) for match in matches or (ANYTHING,)]
            return handler

        return register


class Switchboard:
    """Finds the most exact route; among equals one of this very step, then the one declared first.

    ``plain`` names the verbs that may be chosen by 是 (True) or 没有 (False) as well.
    """

    def __init__(self, flows: Iterable[Flow], plain: Mapping[str, bool] | None = None) -> None:
        self._plain = plain or {}
        declared = (route for flow in flows for route in flow.routes)
        self.routes = sorted(declared, key=lambda route: (route.match.rank, route.step == ANY))
        self.steps = {route.step for route in self.routes} - {ANY} | {IDLE}
        self._at = {step: self._heard_at(step) for step in self.steps}
        caught = {route.step for route in self.routes if route.match is ANYTHING}
        if ANY not in caught and (silent := self.steps - caught):
            raise ValueError(f"steps that could leave a person without an answer: {silent}")

    def play(self, scene: Scene, choices: Mapping[str, Any], *, lapsed: bool) -> Turn:
        """The turn of the handler that answers this scene."""
        heard = hear(scene.inbound, {} if lapsed else choices, self._plain)
        for route in self._at[scene.step]:
            if (found := route.match.look(heard)) is not None:
                return route.handler(replace(scene, found=found))
        raise LookupError(f"no route for {scene.inbound.kind} at {scene.step}")

    def _heard_at(self, step: str) -> list[Route]:
        return [route for route in self.routes if route.step in (ANY, step)]

    def table(self) -> str:
        """The whole conversation, one route a line."""
        return "\n".join(route.line for route in self.routes)


def _plainly(text: str, choices: Mapping[str, Any], plain: Mapping[str, bool]) -> Any:
    """The choice that means 是 or 没有, if exactly one of the offered does."""
    yes = read_yes(text) if choices else None
    meant = [choice for choice in choices.values() if plain.get(choice[0]) is yes and yes is not None]
    return meant[0] if len(meant) == 1 else None


def hear(inbound: Inbound, choices: Mapping[str, Any], plain: Mapping[str, bool]) -> Heard:
    """Read digits, numbers and tapped links against the choices that still hold; 是 and 没有 where one may say so."""
    if inbound.kind != "text":
        return Heard(inbound)
    digit = read_digit(inbound.tapped or inbound.text)
    offered = choices.get(str(digit)) if digit is not None else _plainly(inbound.text, choices, plain)
    return Heard(
        inbound,
        chosen=Choice(*offered) if offered else None,
        digit=digit,
        number=read_number(inbound.text),
        word=inbound.text.strip("。.!！ ~").lower(),
    )
