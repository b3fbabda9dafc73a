"""Voices of the box: real ones, which one can hear on its page."""

import array
import shutil
import urllib.error
import urllib.request

import pytest

from simulator.sound import amr, as_wav

REAL = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="this machine has no ffmpeg")


def asked(box, media_id):
    """Type and content of what the page gets for a bubble."""
    with urllib.request.urlopen(f"{box.url}/box/thumb/{media_id}", timeout=5) as answer:
        return answer.headers.get_content_type(), answer.read()


def samples(wav):
    """What comes out of the loudspeaker, 8,000 a second."""
    return array.array("h", wav[wav.index(b"data") + 8 :])


@REAL
def test_a_voice_lasts_as_long_as_it_says_and_can_be_heard():
    heard = samples(as_wav(amr(3)))
    assert len(heard) == 3 * 8000
    for second in range(3):
        assert max(heard[second * 8000 : (second + 1) * 8000]) > 3_000


@REAL
def test_the_page_gets_a_voice_as_browsers_play_it(box):
    phone = box.phone("张敏")
    phone.speaks(2)
    bubble = next(bubble for bubble in phone.screen if bubble.kind == "voice")
    kind, content = asked(box, bubble.picture_url.split("/")[-2])
    assert (kind, len(samples(content))) == ("audio/wav", 16_000)


@pytest.mark.parametrize("sound", [b"#!AMR\n", b"<html>", b"#EXTM3U\nfile:///etc/passwd"])
def test_what_is_no_voice_stays_silent(box, sound):
    media = box.shelf.put("voice", sound, "voice/amr")
    with pytest.raises(urllib.error.HTTPError) as told:
        asked(box, media.media_id)
    told.value.close()
    assert told.value.code == 404


def test_a_machine_without_ffmpeg_says_so(box, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert as_wav(amr(1)) is None
