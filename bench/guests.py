"""Peers that are no dependency of ours: installed into a folder of their own, for the measurement only."""

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

FOLDER = Path(tempfile.gettempdir()) / "suishoupai-bench-guests"
PACKAGES = {"werobot": "werobot", "pyvips": "pyvips[binary]"}


@cache
def is_here(name: str) -> bool:
    """Whether the peer can take part; says so in a sentence when it cannot."""
    target = FOLDER / name
    if (target / name).is_dir():
        return True
    install = [sys.executable, "-m", "pip", "install", "-q", "--target", str(target), PACKAGES[name]]
    done = subprocess.run(install, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"{name} cannot be installed here and is left out: {done.stderr.strip().splitlines()[-1]}")
    return done.returncode == 0


def environment(name: str) -> dict[str, str]:
    """What lets a process import the peer."""
    return {"PYTHONPATH": str(FOLDER / name)}
