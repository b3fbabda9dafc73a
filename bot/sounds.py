"""Proving that bytes are a voice, and making the copy a browser can play. Where voices lie is not known here."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

HEADS: dict[bytes, tuple[str, str] | None] = {
    b"#!AMR": ("amr", "amrnb,amrwb"),
    b"OggS": ("ogg", "speex,libspeex,opus,libopus,vorbis"),
    b"RIFF": ("wav", "pcm_s16le,pcm_u8,pcm_alaw,pcm_mulaw"),
    b"ID3": ("mp3", "mp3float,mp3"),
    b"\xff\xfb": ("mp3", "mp3float,mp3"),
    b"\xff\xf3": ("mp3", "mp3float,mp3"),
    b"#!SILK": None,
    b"\x02#!SILK": None,
    b"Speex": None,
}
"""How a voice begins; the one reader ffmpeg may use for it and the decoders, or None: it reads no such thing."""

RATE = 3_000
"""Bytes a second of the copy: 24 kbit/s without variation, so that its length in seconds is its length in bytes."""
LONGEST = 300
"""Seconds. The platform's voices end after 60; what is longer is kept as it came."""
PATIENCE = 8.0
"""Seconds for one copy. With the download before it, it must end within a courier's lease."""

NARROW = (13, 14, 16, 18, 20, 21, 27, 32, 6, *(1,) * 7)
WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, *(1,) * 6)
"""Bytes of one AMR frame by its type, head byte included."""
FRAME_SECONDS = 0.02
FOREIGN_BITS = 0x83
"""What is never set in the head byte of a frame."""

# A microphone in a fist beside a fan: even the voice out, lift the quiet no more than eightfold.
EVEN = "highpass=f=80,dynaudnorm=f=150:g=5:p=0.9:m=8"

GUARDED = ("-hide_banner", "-nostdin", "-loglevel", "quiet", "-max_alloc", "50000000", "-threads", "1")
GIVEN = (
    f"-map 0:a:0 -map_metadata -1 -t {LONGEST} -af {EVEN} -ac 1 -ar 16000"
    f" -c:a libmp3lame -b:a {RATE * 8} -write_xing 0 -id3v2_version 0 -f mp3"
).split()


class NotAVoice(Exception):
    """These bytes are nothing anybody could hear."""


@dataclass(frozen=True)
class Heard:
    """What is known of a voice: a copy for browsers (MP3, mono) and its length; None where nobody could tell."""

    playable: bytes | None
    seconds: float | None


@cache
def find_ffmpeg() -> str | None:
    """Where this machine keeps ffmpeg; looked for once."""
    return shutil.which("ffmpeg")


def hear(content: bytes, ffmpeg: str | None) -> Heard:
    """Prove, copy and measure a voice. NotAVoice for what is none; whatever else goes wrong, it is kept as it came."""
    head = next((head for head in HEADS if content.startswith(head)), None)
    if head is None:
        raise NotAVoice("starts like no voice")
    seconds = amr_seconds(content)
    if seconds == 0:
        raise NotAVoice("a head and nothing behind it")
    reader = HEADS[head]
    playable = _copy(content, ffmpeg, *reader) if ffmpeg and reader else None
    return Heard(playable, seconds or (round(len(playable) / RATE, 2) if playable else None))


def amr_seconds(content: bytes) -> float | None:
    """The length of an AMR file by its frames; None for anything else, or where no frame follows a frame."""
    mark = content.partition(b"\n")[0]
    sizes = {b"#!AMR": NARROW, b"#!AMR-WB": WIDE}.get(mark)
    if sizes is None:
        return None
    at, frames = len(mark) + 1, 0
    while at < len(content):
        if content[at] & FOREIGN_BITS:
            return None
        at += sizes[content[at] >> 3]
        frames += at <= len(content)  # half a frame at the end is not heard
    return round(frames * FRAME_SECONDS, 2)


def _copy(content: bytes, ffmpeg: str, reader: str, decoders: str) -> bytes | None:
    """The same voice as MP3, or None. ffmpeg sees these bytes and nothing else: no files, no network, no secrets."""
    allowed = ["-protocol_whitelist", "pipe", "-format_whitelist", reader, "-codec_whitelist", decoders]
    command = [ffmpeg, *GUARDED, *allowed, "-f", reader, "-i", "pipe:0", *GIVEN, "pipe:1"]
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments; the voice goes through the pipe
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    is_whole = done.returncode == 0 and 0 < len(done.stdout) < LONGEST * RATE
    return done.stdout if is_whole else None
