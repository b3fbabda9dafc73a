"""Routes: which handler answers what, at which step. Declared, ordered, printable, checked at the start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.turn import IDLE, Choice, Inbound, Scene, Turn
from rules.words.choice_words import read_digit, read_number, read_yes

ANY = "*"

CHOICE, EXACT, KIND, REST = range(4)
"""The most exact match wins: an offered digit, then words and numbers, then the kind of message, then the rest."""

TEXT = ("text",)

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
    kinds: tuple[str, ...] = ()
    """Nothing but messages of these kinds can match (one ending in ``.``: all that begin so); empty: any may."""
    words: tuple[str, ...] = ()
    """Exactly these whole texts match."""
    verb: str = ""
    """Exactly the digit that was offered for this verb matches."""


def kind(*kinds: str) -> Match:
    """A message or event of one of these kinds; a kind ending in ``.`` means all that begin so."""

    families = tuple(k for k in kinds if k.endswith("."))

    def look(heard: Heard) -> Found | None:
        is_it = heard.inbound.kind in kinds or heard.inbound.kind.startswith(families)
        return {} if is_it else None

    return Match("/".join(kinds), look, KIND, kinds)


def said(*words: str) -> Match:
    """Exactly one of these words."""

    def look(heard: Heard) -> Found | None:
        return {} if heard.word in words else None

    return Match("/".join(words[:3]), look, kinds=TEXT, words=words)


def text_where(name: str, read: Callable[[str], Any], *, rank: int = EXACT) -> Match:
    """A text in which ``read`` finds something; the finding is ``found["it"]``. ``rank`` KIND: if nothing exact is heard."""

    def look(heard: Heard) -> Found | None:
        it = read(heard.inbound.text) if heard.inbound.kind == "text" else None
        return None if it is None or it is False else {"it": it}

    return Match(name, look, rank, kinds=TEXT)


def tapped(*keys: str) -> Match:
    """A tap on the menu."""
    return Match(
        "menu " + "/".join(keys),
        lambda heard: {} if heard.inbound.kind == "event.click" and heard.inbound.event_key in keys else None,
        kinds=("event.click",),
    )


def chosen(verb: str) -> Match:
    """A digit that the last reply offered for this verb; its ids are found."""

    def look(heard: Heard) -> Found | None:
        return heard.chosen.ids if heard.chosen and heard.chosen.verb == verb else None

    return Match(f"choice {verb}", look, CHOICE, TEXT, verb=verb)


A_NUMBER = Match(
    "number", lambda heard: None if heard.number is None else {"number": heard.number}, kinds=TEXT
)
A_DIGIT = Match("digit", lambda heard: None if heard.digit is None else {"digit": heard.digit}, kinds=TEXT)
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


class _Index:
    """The routes of one step for one sort of message: by what a digit was offered for, by whole words, and the rest in order."""

    def __init__(self, routes: list[Route]) -> None:
        self._offered: dict[str, Route] = {}
        self._words: dict[str, tuple[int, Route]] = {}
        self._asked: list[tuple[int, Route]] = []
        for place, route in enumerate(routes):
            if route.match.verb:
                self._offered.setdefault(route.match.verb, route)
            elif route.match.words:
                for word in route.match.words:
                    self._words.setdefault(word, (place, route))
            else:
                self._asked.append((place, route))

    def find(self, heard: Heard) -> tuple[Route, Found] | None:
        """What looking at every route in turn would find first."""
        if heard.chosen is not None and (route := self._offered.get(heard.chosen.verb)):
            return route, heard.chosen.ids
        until, said_ = self._words.get(heard.word or "", (None, None))
        for place, route in self._asked:
            if until is not None and place > until:
                break
            if (found := route.match.look(heard)) is not None:
                return route, found
        return (said_, {}) if said_ is not None else None


def _may_be(match: Match, *, is_text: bool) -> bool:
    """Whether a text, or a message that is none, can match at all."""
    if not match.kinds:
        return True
    return "text" in match.kinds if is_text else match.kinds != TEXT


class Switchboard:
    """Finds the most exact route; among equals one of this very step, then the one declared first.

    ``plain`` names the verbs that may be chosen by 是 (True) or 没有 (False) as well.
    """

    def __init__(self, flows: Iterable[Flow], plain: Mapping[str, bool] | None = None) -> None:
        self._plain = plain or {}
        declared = (route for flow in flows for route in flow.routes)
        self.routes = sorted(declared, key=lambda route: (route.match.rank, route.step == ANY))
        self.steps = {route.step for route in self.routes} - {ANY} | {IDLE}
        self._text = {step: _Index(self._heard_at(step, is_text=True)) for step in self.steps}
        self._other = {step: _Index(self._heard_at(step, is_text=False)) for step in self.steps}
        caught = {route.step for route in self.routes if route.match is ANYTHING}
        if ANY not in caught and (silent := self.steps - caught):
            raise ValueError(f"steps that could leave a person without an answer: {silent}")

    def play(self, scene: Scene, choices: Mapping[str, Any], *, lapsed: bool) -> Turn:
        """The turn of the handler that answers this scene."""
        heard = hear(scene.inbound, {} if lapsed else choices, self._plain)
        if (hit := self.find(scene.step, heard)) is None:
            raise LookupError(f"no route for {scene.inbound.kind} at {scene.step}")
        route, found = hit
        return route.handler(replace(scene, found=found))

    def find(self, step: str, heard: Heard) -> tuple[Route, Found] | None:
        """The route that answers what was heard at this step, and what it found."""
        index = self._text if heard.inbound.kind == "text" else self._other
        return index[step].find(heard)

    def _heard_at(self, step: str, *, is_text: bool) -> list[Route]:
        here = (route for route in self.routes if route.step in (ANY, step))
        return [route for route in here if _may_be(route.match, is_text=is_text)]

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
