"""One photo of a telephone made ready to serve: ours, libvips, and Pillow as one writes it first."""

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from PIL import Image, ImageOps

from bench import guests
from bot.pictures import LARGE, QUALITY, SMALL, develop

WIDTH, HEIGHT = 4000, 3000
Job = Callable[[bytes], Any]


def measure(*, times: int, only: str = "") -> list[dict[str, object]]:
    """Milliseconds a photo, all ways in turn."""
    photo = telephone_photo()
    jobs: dict[str, Job] = {"ours, with look-alike hash": develop, "naive Pillow": naive}
    if guests.is_here("pyvips"):
        jobs["libvips"] = libvips()
    seen: dict[str, list[float]] = {name: [] for name in jobs if only in name}
    for _ in range(times + 1):
        for name, spent in seen.items():
            spent.append(_milliseconds(jobs[name], photo))
    return [
        {"name": name, "ms": statistics.median(spent[1:]), "min": min(spent[1:]), "max": max(spent[1:])}
        for name, spent in seen.items()
    ]


def _milliseconds(job: Job, photo: bytes) -> float:
    start = time.perf_counter()
    job(photo)
    return (time.perf_counter() - start) * 1000


def telephone_photo() -> bytes:
    """12 megapixels with noise, lying on its side, with the place it was taken in its EXIF."""
    noise = Image.effect_noise((WIDTH // 8, HEIGHT // 8), 90).resize(
        (WIDTH, HEIGHT), Image.Resampling.BICUBIC
    )
    shade = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture = Image.merge("RGB", (noise, shade, Image.blend(noise, shade, 0.5)))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (36.0, 48.0, 0.0), 3: "E", 4: (118.0, 3.0, 0.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def naive(content: bytes) -> tuple[bytes, bytes]:
    """Decode everything, turn everything, shrink twice from the full size."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    return _shrunk(picture, LARGE), _shrunk(picture, SMALL)


def _shrunk(picture: Image.Image, size: int) -> bytes:
    copy, out = picture.copy(), io.BytesIO()
    copy.thumbnail((size, size), Image.Resampling.LANCZOS)
    copy.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def libvips() -> Job:
    """The same with libvips, one thread as for the others."""
    os.environ.setdefault("VIPS_CONCURRENCY", "1")
    sys.path.append(str(guests.FOLDER / "pyvips"))
    image = import_module("pyvips").Image

    def job(content: bytes) -> tuple[bytes, bytes]:
        large = image.thumbnail_buffer(content, LARGE, height=LARGE, size="down").copy_memory()
        small = large.thumbnail_image(SMALL, height=SMALL)
        return tuple(one.jpegsave_buffer(Q=QUALITY, keep="none") for one in (large, small))

    return job
