"""Take all pictures anew, or only those scenes whose names are given."""

import sys

from camera import demo, lens
from camera.box import Box
from camera.officer import OFFICER
from camera.staff import STAFF
from camera.studio import Studio
from camera.union import UNION

SCENES = STAFF | OFFICER | UNION


def main(*names: str) -> None:
    """Play the scenes, one after the other."""
    with demo.running() as address, lens.ready() as eye:
        studio = Studio(Box(address), eye)
        for name in names or SCENES:
            studio.begin()
            SCENES[name](studio)
        for picture, size in eye.taken.items():
            sys.stdout.write(f"{size:7,} {picture}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
