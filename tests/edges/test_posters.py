"""Posters on paper: the code that is drawn, the names that fit, the files the command writes."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import insert, select, update

from models.places import Place
from models.units import Unit
from reports.posters import Pages, Wall, code_picture, poster, sticker, sticker_sheets
from reports.posters.code import matrix_of
from reports.posters.lettering import fitted, font
from simulator import Box
from suishoupai.cli.importing import places as places_command
from suishoupai.cli.places import file_names
from suishoupai.product import Product
from tests.edges.conftest import SQLITE, open_box
from tests.edges.letters import APP_ID

URL = "http://weixin.qq.com/q/02kZgfwMTm72WWPkovabbI"
EAST = Wall("内科楼5楼东走廊", "内科二病区", "NK-5F-E", URL, "市第一人民医院", "0533-2110119")
LONG = "门诊医技综合楼负1楼核医学科放射性药物储存间与准备间门口（东侧）"
A4, SMALL = (2480, 3508), (1063, 709)
QUIET = 4
"""White modules the standard asks for around a code."""


def look(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def modules(picture: Image.Image, corner: tuple[int, int], room: int, count: int) -> list[list[bool]]:
    """What stands in the middle of every module of a code in this square, quiet zone included."""
    size = room // (count + 2 * QUIET)
    left, top = (edge + (room - size * count) // 2 for edge in corner)
    return [
        [picture.getpixel((left + x * size + size // 2, top + y * size + size // 2)) < 128 for x in lines]
        for y in range(-QUIET, count + QUIET)
        if (lines := range(-QUIET, count + QUIET))
    ]


def wanted(url: str) -> list[list[bool]]:
    """The code with its white frame."""
    matrix = [[bool(dark) for dark in line] for line in matrix_of(url)]
    blank, side = [False] * (len(matrix) + 2 * QUIET), [False] * QUIET
    return [blank] * QUIET + [[*side, *line, *side] for line in matrix] + [blank] * QUIET


@pytest.mark.parametrize("place", [EAST.place, LONG])
@pytest.mark.parametrize(
    ("draw", "size", "corner", "room"),
    [
        (code_picture, (1200, 1200), (0, 0), 1200),
        (poster, A4, (560, 840), 1360),
        (sticker, SMALL, (0, 150), 559),
    ],
)
def test_the_code_on_the_paper_is_the_platforms_with_room_around_it(place, draw, size, corner, room):
    picture = look(draw(Wall(place, "后勤科", "X", URL)))
    assert picture.size == size
    assert modules(picture, corner, room, len(matrix_of(URL))) == wanted(URL)


def test_a_quarter_of_the_code_may_be_scratched_off():
    line = matrix_of(URL)[8]  # the level stands in its first two modules, turned over by the standard's mask
    assert (line[0] ^ 1, line[1] ^ 0) == (1, 1), "not level Q"


def test_a_poster_prints_at_three_hundred_dots_and_weighs_little():
    png = poster(EAST)
    assert round(Image.open(io.BytesIO(png)).info["dpi"][0]) == 300
    assert len(png) < 200_000
    assert poster(EAST) == png


def test_every_word_a_wall_needs_leaves_ink():
    """Without the place, the telephone or the code in small the sheet looks different."""
    for less in (Wall("", *list(vars(EAST).values())[1:]), Wall(**vars(EAST) | {"phone": ""})):
        assert poster(less) != poster(EAST)
        assert sticker(less) != sticker(EAST)
    assert poster(Wall(**vars(EAST) | {"code": "NK-5F-W"})) != poster(EAST)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="gb2312"), min_size=1, max_size=60))
def test_no_name_sticks_out_of_its_room(name):
    size, lines = fitted(name, 800, ((90, 1), (70, 2), (40, 3)))
    assert 1 <= len(lines) <= 3
    assert all(font(size).getlength(line) <= 800 for line in lines)


def test_a_name_breaks_where_people_breathe_and_never_within_a_number():
    _, lines = fitted(LONG, 1100, ((90, 1), (60, 2)))
    assert lines == ["门诊医技综合楼负1楼核医学科", "放射性药物储存间与准备间门口（东侧）"]
    _, lines = fitted("科室ABCDEFGH1234567890室", 900, ((60, 2),))
    assert "ABCDEFGH1234567890" in "|".join(lines)


def test_a_long_code_and_a_long_hospital_do_not_run_into_each_other():
    picture = look(poster(Wall("食堂", "总务科", "X" * 64, URL, "某某市第一人民医院" * 6)))
    foot = picture.crop((A4[0] // 2 - 10, 3320, A4[0] // 2 + 10, A4[1]))
    assert foot.getextrema() == (255, 255)


def test_a_pdf_holds_the_very_pictures(tmp_path: Path):
    with (tmp_path / "a.pdf").open("wb") as file, Pages(file) as pages:
        pages.add(sticker(EAST))
        pages.add(poster(EAST))
    pdf = (tmp_path / "a.pdf").read_bytes()
    assert pdf.count(b"/Type /Page ") == 2
    assert b"/MediaBox [0 0 595.20 841.92]" in pdf
    start = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    assert pdf[start:].startswith(b"xref\n0 9\n")
    for number, line in enumerate(pdf[start:].splitlines()[3:11], 1):
        assert pdf[int(line[:10]) :].startswith(b"%d 0 obj" % number)
    assert unfiltered(pdf, *SMALL) == Image.open(io.BytesIO(sticker(EAST))).tobytes()


def unfiltered(pdf: bytes, width: int, height: int) -> bytes:
    """The palette numbers of the first picture, read back as a PDF reader does."""
    head, _, rest = pdf.partition(b"/Filter /FlateDecode")[2].partition(b"stream\n")
    lines = zlib.decompress(rest[: int(head.rpartition(b"/Length ")[2].split()[0])])
    size = (width + 1) // 2
    assert len(lines) == (size + 1) * height
    above, read = bytearray(size), []
    for at in range(0, len(lines), size + 1):
        line = bytearray(lines[at + 1 : at + 1 + size])
        undo(lines[at], line, above)
        read += [half for byte in line for half in (byte >> 4, byte & 15)][:width]
        above = line
    return bytes(read)


def undo(kind: int, line: bytearray, above: bytearray) -> None:
    """PNG's five ways of telling a line by its neighbours."""
    for x in range(len(line)):
        left, up, corner = (line[x - 1], above[x], above[x - 1]) if x else (0, above[x], 0)
        guesses = (0, left, up, (left + up) // 2, nearest(left, up, corner))
        line[x] = (line[x] + guesses[kind]) & 255


def nearest(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


def test_ten_stickers_take_two_sheets():
    sheets = list(sticker_sheets([EAST] * 10))
    assert [look(sheet).size for sheet in sheets] == [A4, A4]
    assert [struct.unpack(">II", sheet[16:24]) for sheet in sheets] == [A4, A4]


def test_names_of_files_can_be_read_and_kept_anywhere():
    walls = [Wall(place, "", code, URL) for code, place in (("A/1", "配电间: 东?"), ("a:1", "配电间: 东?"))]
    assert file_names(walls) == ["A-1 配电间- 东-", "a-1 配电间- 东- 2"]
    (name,) = file_names([Wall("很" * 60, "", "X" * 64, URL)])
    assert len(f"{name}.png".encode()) < 255


# The command


@pytest.fixture
def registered(wired: Product, box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Product:
    """A hospital with three places, and a command line that finds it and the platform."""

    def build(db):
        home = db.execute(select(Unit.id)).scalar_one()
        db.execute(update(Unit).values(name="市一院"))
        for code, name in (("A", "配电间"), ("B", "东走廊"), ("C", "食堂/后厨")):
            db.execute(insert(Place), {"code": code, "name": name, "unit_id": home, "home_id": home})

    wired.stores.writer.carry(build)
    wire_up(monkeypatch, wired, box.url)
    return wired


def wire_up(monkeypatch: pytest.MonkeyPatch, product: Product, base: str, app_id: str = APP_ID) -> None:
    settings = {"DATABASE__URL": product.settings.database_url, "DATA_DIR": str(product.settings.data_dir)}
    settings |= {"WECHAT__APP_ID": app_id, "WECHAT__APP_SECRET": "hush", "WECHAT__API_BASE": base}
    for name, value in settings.items():
        monkeypatch.setenv(f"SSP_{name}", value)


def codes(*words: str) -> Result:
    result = CliRunner().invoke(places_command, ["codes", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def kept(product: Product) -> dict[str, str]:
    query = select(Place.code, Place.scan_url).order_by(Place.id)
    rows = product.stores.writer.carry(lambda db: db.execute(query).mappings().all())
    return {row["code"]: row["scan_url"] for row in rows}


def test_codes_come_from_the_platform_and_posters_lie_in_the_folder(registered, box, tmp_path):
    result = codes(str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "3处的海报" in result.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"A 配电间.png", "B 东走廊.png", "C 食堂-后厨.png", "海报.pdf"}
    url = kept(registered)["A"]
    assert url == f"http://weixin.qq.com/q/{box.tickets.of('A')[2:24]}"
    picture = look((tmp_path / "out" / "A 配电间.png").read_bytes())
    assert modules(picture, (560, 840), 1360, len(matrix_of(url))) == wanted(url)


def test_a_second_run_asks_for_nothing(registered, box, tmp_path):
    codes(str(tmp_path / "out"))
    asked = sum(line.kind == "建二维码" for line in box.wire)
    assert codes(str(tmp_path / "out"), "--sticker").exit_code == 0
    assert sum(line.kind == "建二维码" for line in box.wire) == asked == 3
    assert (tmp_path / "out" / "贴纸.pdf").exists()


@SQLITE
def test_one_place_may_be_chosen_and_an_unknown_one_is_named(registered, tmp_path):
    assert codes(str(tmp_path / "out"), "--place", "B").exit_code == 0
    assert [bool(url) for url in kept(registered).values()] == [False, True, False]
    refused = codes(str(tmp_path / "out"), "--place", "Q")
    assert (refused.exit_code, "地点表里没有编码“Q”" in refused.output) == (1, True)


def test_a_run_that_stops_half_way_goes_on_where_it_stopped(registered, box, tmp_path):
    codes(str(tmp_path / "out"), "--place", "A")
    before = kept(registered)["A"]
    box.weather.api_down = True
    stopped = codes(str(tmp_path / "out"))
    assert stopped.exit_code == 1
    assert "连不上微信平台" in stopped.output
    assert "1处的海报" in stopped.output
    assert "还有2处没有码，再运行一次会接着取" in stopped.output
    box.weather.api_down = False
    assert codes(str(tmp_path / "out")).exit_code == 0
    assert kept(registered)["A"] == before
    assert all(kept(registered).values())


@SQLITE
def test_an_account_without_the_right_is_told_which_one_has_it(registered, monkeypatch, tmp_path):
    with open_box(account="subscription") as small:
        wire_up(monkeypatch, registered, small.url)
        refused = codes(str(tmp_path / "out"))
    assert refused.exit_code == 1
    assert "要用认证过的服务号" in refused.output
    assert not (tmp_path / "out").exists()


@SQLITE
def test_without_an_account_one_sentence_says_the_cure(registered, monkeypatch, tmp_path):
    wire_up(monkeypatch, registered, "http://127.0.0.1:9", app_id="")
    refused = codes(str(tmp_path / "out"))
    assert refused.exit_code == 1
    assert "公众号还没接通，做不了码：先设置 wechat.app_id" in refused.output


@SQLITE
def test_another_account_gets_codes_of_its_own(registered, box, tmp_path):
    registered.stores.writer.carry(lambda db: db.execute(update(Place).values(scan_url="old")).rowcount)
    codes(str(tmp_path / "out"))
    assert set(kept(registered).values()) == {"old"}
    assert codes(str(tmp_path / "out"), "--again").exit_code == 0
    assert "old" not in kept(registered).values()


@SQLITE
def test_an_empty_register_says_what_to_import(wired, box, monkeypatch, tmp_path):
    wire_up(monkeypatch, wired, box.url)
    assert "suishoupai places import" in codes(str(tmp_path)).output
