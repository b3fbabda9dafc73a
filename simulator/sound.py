"""A ready voice message: valid AMR narrow-band bytes one can hear. Nothing is recorded here."""

import shutil
import subprocess

HEAD = b"#!AMR\n"
QUIET = bytes.fromhex("3c9117 16be66 79e1e0 01e7af f00000 008000".replace(" ", "")).ljust(32, b"\0")

# Frames of 4.75 kbit/s, the clearest of some thousands that were tried: said over and over, each hums one note.
G, B, D, HIGH_G = (
    bytes.fromhex(frame)
    for frame in (
        "0491b33d9ae83cdde0d3bd00c4",
        "0478542470e27fc647f632765c",
        "04ac4a248d27f45ec735bcf42a",
        "04c51f1025fe1ac81287272f1a",
    )
)
FRAMES_A_SECOND = 50
SECOND = tuple(frame for note in (G, B, D, HIGH_G) for frame in (note,) * 10 + (QUIET,) * 2) + (QUIET,) * 2
"""Four notes going up, a fifth of a second each."""

WAV_HEAD = 44
"""Bytes before the first sample."""
PATIENCE = 10.0
"""Seconds for making one voice playable."""


def amr(seconds: int) -> bytes:
    """So many seconds of a small tune in AMR."""
    assert len(SECOND) == FRAMES_A_SECOND
    return HEAD + b"".join(SECOND) * seconds


def as_wav(sound: bytes) -> bytes | None:
    """AMR as browsers play it; None without ffmpeg, or for what is no voice."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        return None
    taken = ["-protocol_whitelist", "pipe", "-f", "amr", "-i", "pipe:0", "-t", "70"]
    command = [ffmpeg, "-nostdin", "-loglevel", "quiet", *taken, "-bitexact", "-f", "wav", "pipe:1"]
    try:
        done = subprocess.run(command, input=sound, stdout=subprocess.PIPE, timeout=PATIENCE, check=True)  # noqa: S603 - our own arguments
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if len(done.stdout) > WAV_HEAD else None
