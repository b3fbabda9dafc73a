"""What the inspector's folder holds. How it is named, listed and packed stands in the files beside this one."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """One paper: the name people know it by, with its ending (签到表.pdf), and a word about it for the index."""

    name: str
    content: bytes
    about: str = ""


@dataclass(frozen=True)
class Part:
    """One check point. ``missing`` names what should be there and is not; ``asks`` is the official wording."""

    name: str
    files: Sequence[File] = ()
    missing: Sequence[str] = ()
    asks: str = ""


@dataclass(frozen=True)
class Folder:
    """The whole folder of one unit and time."""

    title: str
    parts: Sequence[Part]
