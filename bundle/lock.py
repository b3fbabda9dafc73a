"""What of ``requirements.lock`` a server needs: the product with its useful extras, none of the tools."""

from collections.abc import Iterable, Mapping
from configparser import ConfigParser
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("postgres", "heic")
"""What a hospital may want later and could not fetch then."""


class CannotPack(Exception):
    """Why no bundle can be made, in one sentence."""


@dataclass(frozen=True)
class Pin:
    """One line of the lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def holds(self, environment: Mapping[str, str]) -> bool:
        """Whether this pin is meant for such a Python."""
        return not self.marker or Marker(self.marker).evaluate(dict(environment))

    def line(self) -> str:
        return " \\\n    ".join(
            [f"{self.name}=={self.version}", *(f"--hash={digest}" for digest in self.hashes)]
        )


def environment_of(python: str) -> dict[str, str]:
    """This machine, but with Python ``3.x``."""
    known = {name: str(value) for name, value in default_environment().items()}
    return known | {"python_version": python, "python_full_version": f"{python}.99"}


def read_pins(lock: str) -> list[Pin]:
    """Every pin of a hashed lock."""
    whole = lock.replace("\\\n", " ")
    return [_pin(line) for line in whole.splitlines() if line.strip() and not line.startswith("#")]


def _pin(line: str) -> Pin:
    words = line.split("--hash=")
    asked = Requirement(words[0].strip())
    (version,) = [specifier.version for specifier in asked.specifier]
    marker = str(asked.marker) if asked.marker else ""
    return Pin(canonicalize_name(asked.name), version, marker, tuple(word.strip() for word in words[1:]))


def wanted(setup: Path) -> list[Requirement]:
    """What ``setup.cfg`` asks for, with the extras of a server."""
    config = ConfigParser()
    config.read(setup, encoding="utf-8")
    lines = config["options"]["install_requires"].splitlines()
    for extra in EXTRAS:
        lines += config["options.extras_require"][extra].splitlines()
    return [Requirement(line) for line in lines if line.strip()]


def closure(asked: Iterable[Requirement], environment: Mapping[str, str]) -> set[str]:
    """The names of everything these need, as the packages installed here declare it."""
    found: set[tuple[str, frozenset[str]]] = set()
    waiting = list(asked)
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key not in found:
            found.add(key)
            waiting += _needs(requirement, environment)
    return {name for name, _ in found}


def _needs(requirement: Requirement, environment: Mapping[str, str]) -> list[Requirement]:
    try:
        declared = metadata.requires(requirement.name) or []
    except metadata.PackageNotFoundError:
        raise CannotPack(f"这里没有装 {requirement.name}，先运行一次 make run") from None
    needed = [Requirement(line) for line in declared]
    return [each for each in needed if _is_needed(each, requirement.extras, environment)]


def _is_needed(each: Requirement, extras: set[str], environment: Mapping[str, str]) -> bool:
    if each.marker is None:
        return True
    return any(each.marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras))


def pins_for_server(root: Path, python: str) -> list[Pin]:
    """The pins a server with this Python needs, in the order of the lock."""
    environment = environment_of(python)
    names = closure(wanted(root / "setup.cfg"), environment)
    pins = [pin for pin in read_pins((root / "requirements.lock").read_text()) if pin.holds(environment)]
    if missing := names - {pin.name for pin in pins}:
        raise CannotPack(f"requirements.lock 里没有 {'、'.join(sorted(missing))}，先运行 make lock")
    return [pin for pin in pins if pin.name in names]
