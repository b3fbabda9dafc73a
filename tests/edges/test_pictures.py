"""What becomes of bytes that call themselves a picture."""

import random
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from bot.pictures import Developed, NotAPicture, develop
from tests.edges.albums import BAD, GOOD, from_a_telephone, saved, scene, transparent

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def is_like(pixel: tuple[int, ...], colour: str) -> bool:
    red, _, blue = pixel
    return red > blue + 80 if colour == "red" else blue > red + 80


@pytest.mark.parametrize("name", GOOD)
def test_every_usual_kind_becomes_two_jpegs(name: str) -> None:
    made = develop(GOOD[name])
    large, small = opened(made.large), opened(made.small)
    assert (large.format, small.format) == ("JPEG", "JPEG")
    assert large.size == (made.width, made.height)
    assert max(large.size) <= 1600
    assert max(small.size) <= 320
    if name not in ("grey", "black and white", "tiny", "a line"):
        assert is_like(large.getpixel((large.width // 2, large.height // 8)), "red")
        assert is_like(large.getpixel((large.width // 2, large.height * 7 // 8)), "blue")


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_refused(name: str) -> None:
    with pytest.raises(NotAPicture):
        develop(BAD[name])


def test_copies_carry_nothing_of_the_telephone() -> None:
    content = from_a_telephone()
    assert b"SecretPhone" in content
    made = develop(content)
    for copy in (made.large, made.small):
        assert not opened(copy).getexif()
        for trace in (b"Exif", b"Secret", b"ICC_PROFILE", b"http://ns.adobe.com"):
            assert trace not in copy


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright_however_the_telephone_was_held(turn: int) -> None:
    content = from_a_telephone(turn)
    large = opened(develop(content).large)
    wanted = ImageOps.exif_transpose(opened(content))
    assert large.size == wanted.size
    for x, y in ((10, 10), (large.width - 10, 10), (10, large.height - 10)):
        colour = "red" if is_like(wanted.getpixel((x, y)), "red") else "blue"
        assert is_like(large.getpixel((x, y)), colour)


def test_broken_exif_does_not_cost_the_picture() -> None:
    content = bytearray(from_a_telephone(6))
    at = content.index(b"Exif\0\0")
    content[at + 14 : at + 40] = b"\xff" * 26
    assert develop(bytes(content)).width in (300, 400)


def test_transparent_becomes_white() -> None:
    large = opened(develop(transparent()).large)
    assert min(large.getpixel((100, 150))) > 240
    assert is_like(large.getpixel((100, 20)), "red")


def test_the_same_scene_in_another_size_looks_alike() -> None:
    one, two = develop(GOOD["jpeg"]), develop(GOOD["large"])
    assert sum(a == b for a, b in zip(one.bands, two.bands, strict=True)) >= 3


def test_two_thousand_broken_pictures() -> None:
    """Bent in every way, they are a picture or they are not; nothing else comes out."""
    rng = random.Random(1)
    small = (96, 72)
    masters = [from_a_telephone(6, small), saved(scene(size=small), progressive=True)]
    masters += [saved(scene(size=small), form) for form in ("PNG", "WEBP")]
    masters += [saved(scene("P", small), "GIF"), saved(scene(size=small), "WEBP", lossless=True)]
    kept = sum(_survives(_bent(rng.choice(masters), rng)) for _ in range(2000))
    assert 200 < kept < 1800


def _bent(master: bytes, rng: random.Random) -> bytes:
    content = bytearray(master)
    for _ in range(rng.choice((1, 2, 5, 30))):
        at = min(rng.randrange(len(content)), rng.randrange(len(content)))
        content[at] = rng.choice((0, 255, rng.randrange(256)))
    return bytes(content[: rng.randrange(len(content))] if rng.random() < 0.1 else content)


def _survives(content: bytes) -> bool:
    try:
        return isinstance(develop(content), Developed)
    except NotAPicture:
        return False
