"""Ready pictures by name, drawn when first asked for, and small copies of any picture for the page."""

from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from .brush import HEIGHT, WIDTH, to_jpeg
from .hazards import (
    blocked_exit,
    clear_exit,
    crowded_socket,
    full_sharps_box,
    hidden_extinguisher,
    tidy_socket,
    wet_floor,
)


class Ready(NamedTuple):
    """A picture's name and the sentences that go with it."""

    name: str
    sentences: tuple[str, ...]


READY = (
    Ready("通道被堵", ("三楼东楼梯口堆着纸箱，门都推不开", "安全出口被纸箱堵住了，推不开门")),
    Ready("灭火器被挡", ("内科楼5楼东走廊的灭火器被柜子挡住了", "灭火器让柜子挡着，够不着")),
    Ready("插座插满", ("护士站的插座插满了，摸着发烫", "值班室插线板有糊味，插头都变色了")),
    Ready("地面有水", ("开水间门口一地水，差点滑倒", "门诊一楼走廊漏水，地很滑")),
    Ready("锐器盒满了", ("治疗室的锐器盒满了，针头都冒出来了", "处置室锐器盒没换，容易扎手")),
    Ready("通道清好", ("清走了，门能推开", "弄好了")),
    Ready("插座换好", ("换好了，只留一个插头", "弄好了")),
)
DRAWN = {
    "通道被堵": blocked_exit,
    "灭火器被挡": hidden_extinguisher,
    "插座插满": crowded_socket,
    "地面有水": wet_floor,
    "锐器盒满了": full_sharps_box,
    "通道清好": clear_exit,
    "插座换好": tidy_socket,
}
THUMBNAIL = 320  # pixels, the longer side


@lru_cache(maxsize=64)
def ready_picture(name: str) -> bytes:
    """JPEG of 1600×1200; ``name/3`` is the same thing from a third angle. KeyError for unknown names."""
    base, _, angle = name.partition("/")
    if not angle:
        return DRAWN[base]()
    return _from_angle(ready_picture(base), int(angle))


def _from_angle(data: bytes, nth: int) -> bytes:
    """Step closer and aside, so that no two pictures are alike."""
    with Image.open(BytesIO(data)) as picture:
        width = round(WIDTH * (0.94 - 0.045 * (nth % 5)))
        height = round(width * HEIGHT / WIDTH)
        left = round((WIDTH - width) * ((nth * 37) % 100) / 100)
        top = round((HEIGHT - height) * ((nth * 61) % 100) / 100)
        return to_jpeg(picture.crop((left, top, left + width, top + height)).resize((WIDTH, HEIGHT)))


def as_chat_sends(data: bytes) -> bytes:
    """What a chat makes of a picture: JPEG, upright, nothing of the camera in it. Other bytes stay as they are."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return to_jpeg(ImageOps.exif_transpose(picture), 88)
    except (OSError, ValueError, Image.DecompressionBombError):
        return data


def thumbnail(data: bytes) -> bytes | None:
    """A small JPEG of any picture; none if the bytes are no picture."""
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.draft("RGB", (THUMBNAIL, THUMBNAIL))
            picture.thumbnail((THUMBNAIL, THUMBNAIL))
            return to_jpeg(picture, 82)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
