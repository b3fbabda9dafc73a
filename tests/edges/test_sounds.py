"""Voices: heard in any browser where the machine has ffmpeg, never lost where it has none, harmless whatever they are."""

import math
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import sounds
from bot.sounds import HEADS, LONGEST, NotAVoice, amr_seconds, find_ffmpeg, hear
from simulator import Box
from simulator.sound import amr
from suishoupai.product import Product
from tests.edges.conftest import SQLITE
from tests.edges.sent import carry, errands, rows, send

FFMPEG = shutil.which("ffmpeg")
REAL = pytest.mark.skipif(FFMPEG is None, reason="this machine has no ffmpeg")


def decoded(sound: bytes, *how: str) -> bytes:
    """What a listener's machine makes of it: 16-bit samples, 8,000 a second."""
    command = [
        FFMPEG,
        "-v",
        "quiet",
        *how,
        "-i",
        "pipe:0",
        "-ar",
        "8000",
        "-ac",
        "1",
        "-f",
        "s16le",
        "pipe:1",
    ]
    return subprocess.run(command, input=sound, capture_output=True, check=True).stdout


def loudest(sound: bytes) -> int:
    samples = decoded(sound)
    return max(abs(sample) for (sample,) in struct.iter_unpack("<h", samples))


def hum(seconds: float, height: int) -> bytes:
    """A steady tone as WAV."""
    wave = [round(height * math.sin(at * 2 * math.pi * 300 / 8000)) for at in range(int(seconds * 8000))]
    samples = struct.pack(f"<{len(wave)}h", *wave)
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def encoded(seconds: float, *how: str) -> bytes:
    command = [FFMPEG, "-v", "quiet", "-i", "pipe:0", *how, "pipe:1"]
    return subprocess.run(command, input=hum(seconds, 9000), capture_output=True, check=True).stdout


def wide(seconds: int) -> bytes:
    """AMR wide-band of the lowest rate."""
    return b"#!AMR-WB\n" + (b"\x04" + bytes(range(17))) * (50 * seconds)


def program(folder: Path, script: str) -> str:
    """Something that stands where ffmpeg should."""
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    find_ffmpeg.cache_clear()
    yield
    find_ffmpeg.cache_clear()


# From the chat to the officer's ear


@REAL
def test_a_voice_lies_there_as_it_came_and_as_browsers_play_it(wired: Product, box: Box) -> None:
    said = amr(6)
    send(wired, box.shelf.put("voice", said, "voice/amr").media_id, kind="voice", Format="amr")
    carry(wired)
    (row,) = rows(wired)
    assert (row["state"], row["seconds"], row["bytes"]) == ("ready", 6.0, len(said))
    assert wired.shelf.path(row["id"], "voice").read_bytes() == said
    copy = wired.shelf.path(row["id"], "playable")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert len(decoded(copy.read_bytes())) / 16000 == pytest.approx(6, abs=0.2)


@SQLITE
@pytest.mark.usefixtures("bare_machine")
def test_without_ffmpeg_a_voice_is_kept_as_it_came(wired: Product, box: Box) -> None:
    said = amr(6)
    send(wired, box.shelf.put("voice", said, "voice/amr").media_id, kind="voice", Format="amr")
    carry(wired)
    (row,) = rows(wired)
    assert (row["state"], row["seconds"]) == ("ready", 6.0), "the length needs no ffmpeg"
    assert wired.shelf.path(row["id"], "voice").read_bytes() == said
    assert wired.shelf.path(row["id"], "playable") is None


@SQLITE
@pytest.mark.parametrize("sound", [b"", b"#!AMR\n", b"<html>404</html>", b"\xff\xd8\xff" + bytes(90)])
def test_what_nobody_could_hear_is_gone_and_its_reporter_is_asked(
    wired: Product, box: Box, sound: bytes
) -> None:
    send(wired, box.shelf.put("voice", sound, "voice/amr").media_id, kind="voice", Format="amr")
    carry(wired)
    (row,) = rows(wired)
    assert row["state"] == "gone"
    assert row["reason"].startswith("不是语音")
    assert wired.shelf.path(row["id"], "voice") is None
    assert len(errands(wired, "photo_gone")) == 1


@SQLITE
def test_a_voice_that_was_withdrawn_leaves_no_copy_either(wired: Product, box: Box, tmp_path: Path) -> None:
    (row,) = send(wired, box.shelf.put("voice", amr(2), "voice/amr").media_id, kind="voice", Format="amr")
    carry(wired)
    wired.shelf.remove(row["id"])
    assert not [path for path in wired.settings.photos_dir.rglob("*") if path.is_file()]


# Kinds of voice


@REAL
@pytest.mark.parametrize(
    ("name", "seconds"), [("narrow", 3), ("wide", 3), ("speex", 2), ("opus", 2), ("mp3", 2), ("wav", 2)]
)
def test_every_kind_of_voice_can_be_played_and_its_length_is_known(name: str, seconds: int) -> None:
    sound = {
        "narrow": lambda: amr(3),
        "wide": lambda: wide(3),
        "speex": lambda: encoded(2, "-c:a", "libspeex", "-f", "ogg"),
        "opus": lambda: encoded(2, "-c:a", "libopus", "-f", "ogg"),
        "mp3": lambda: encoded(2, "-c:a", "libmp3lame", "-f", "mp3"),
        "wav": lambda: hum(2, 9000),
    }[name]()
    heard = hear(sound, FFMPEG)
    assert heard.seconds == pytest.approx(seconds, abs=0.3)
    assert len(decoded(heard.playable, "-f", "mp3")) / 16000 == pytest.approx(seconds, abs=0.3)


@pytest.mark.parametrize("head", [b"#!SILK_V3", b"\x02#!SILK_V3", b"Speex   1.2"])
def test_what_ffmpeg_cannot_read_is_kept_without_asking_it(tmp_path: Path, head: bytes) -> None:
    asked = tmp_path / "asked"
    heard = hear(head + bytes(99), program(tmp_path, f"touch {asked}"))
    assert (heard.playable, heard.seconds, asked.exists()) == (None, None, False)


@REAL
def test_a_whisper_is_lifted_and_a_shout_is_not_broken() -> None:
    whisper = hear(hum(3, 900), FFMPEG).playable
    assert loudest(whisper) > 5_000
    assert loudest(hear(hum(3, 32_000), FFMPEG).playable) < 32_767


@REAL
def test_a_minute_is_small_enough_for_a_telephone() -> None:
    heard = hear(amr(60), FFMPEG)
    assert heard.seconds == 60
    assert len(heard.playable) < 200_000


def test_the_length_of_a_broken_off_voice_is_what_can_be_heard() -> None:
    assert amr_seconds(amr(2)[:-5]) == pytest.approx(1.98)
    assert amr_seconds(b"#!AMR\nhello") is None
    assert amr_seconds(b"#!AMR-WB\n" + wide(1)[9:]) == 1.0
    assert amr_seconds(b"OggS") is None


# Hostile voices


@REAL
@pytest.mark.parametrize(
    "words",
    [
        "#!AMR\nffconcat version 1.0\nfile {file}\n",
        "#!AMR\n#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{file}\n#EXT-X-ENDLIST\n",
        "RIFF....WAVEffconcat version 1.0\nfile {file}\n",
        "OggS#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/{file}\n",
        "ID3ffconcat version 1.0\nfile {file}\n",
    ],
)
def test_a_voice_that_names_a_file_hears_nothing_of_it(tmp_path: Path, words: str) -> None:
    """The file is a pipe in which nobody speaks: whoever opened it would wait."""
    pipe = tmp_path / "tune.amr"
    os.mkfifo(pipe)
    heard = hear(words.format(file=pipe).encode(), FFMPEG)
    assert (heard.playable, heard.seconds) == (None, None)


@REAL
@pytest.mark.parametrize("head", [head for head, reader in HEADS.items() if reader])
def test_two_megabytes_of_noise_end_soon_and_stay_small(head: bytes) -> None:
    noise = bytes((at * at * 31 + at // 7) % 256 for at in range(1 << 12)) * 512
    heard = hear(head + b"\n" + noise, FFMPEG)
    assert len(heard.playable or b"") < LONGEST * sounds.RATE


@REAL
def test_half_an_hour_is_kept_rather_than_cut() -> None:
    heard = hear(amr(1800), FFMPEG)
    assert (heard.playable, heard.seconds) == (None, 1800)


@REAL
def test_a_film_in_the_coat_of_a_voice_is_not_opened() -> None:
    film = encoded(2, "-f", "avi")
    assert film.startswith(b"RIFF"), "as a WAV does"
    assert hear(film, FFMPEG).playable is None


def test_ffmpeg_may_read_what_it_is_given_and_nothing_else(tmp_path: Path) -> None:
    told = hear(amr(1), program(tmp_path, 'cat >/dev/null; echo "$@"')).playable.decode()
    before_the_voice = told.partition("-i pipe:0")[0]
    assert "-protocol_whitelist pipe " in before_the_voice
    assert "-format_whitelist amr " in before_the_voice
    assert "-codec_whitelist amrnb,amrwb " in before_the_voice
    assert before_the_voice.endswith("-f amr ")


def test_ffmpeg_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSP_WEB__SECRET_KEY", "hush")
    told = hear(amr(1), program(tmp_path, "cat >/dev/null; env; pwd")).playable
    assert b"hush" not in told
    assert b"SSP_" not in told
    assert told.endswith(b"/\n"), "it stands in no folder of ours"


@pytest.mark.parametrize(
    "script",
    [
        "exec sleep 60",
        "cat >/dev/null; echo half; exit 1",
        "exit 0",
        "kill -9 $$",
        f"cat >/dev/null; exec head -c {LONGEST * 3_000} /dev/zero",
    ],
)
def test_whatever_befalls_ffmpeg_the_voice_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(sounds, "PATIENCE", 0.5)
    heard = hear(amr(2), program(tmp_path, script))
    assert (heard.playable, heard.seconds) == (None, 2.0)


def test_an_ffmpeg_that_was_uninstalled_meanwhile(tmp_path: Path) -> None:
    assert hear(amr(2), str(tmp_path / "away")).seconds == 2.0


def test_what_starts_like_no_voice_never_reaches_ffmpeg(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    with pytest.raises(NotAVoice):
        hear(b"ffconcat version 1.0\nfile x", program(tmp_path, f"touch {asked}"))
    assert not asked.exists()
