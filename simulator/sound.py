"""A ready voice message: valid AMR narrow-band bytes, silent. Nothing is recorded here."""

FRAME = bytes.fromhex("3c9117 16be66 79e1e0 01e7af f00000 008000".replace(" ", "")).ljust(32, b"\0")
FRAMES_A_SECOND = 50


def amr(seconds: int) -> bytes:
    """So many seconds of quiet in AMR 12.2."""
    return b"#!AMR\n" + FRAME * (FRAMES_A_SECOND * seconds)
