"""合格证: a picture of a fixed shape, everything on it inside the frame, and a code that slips of the pen do not pass."""

from datetime import date
from io import BytesIO
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from actions.quiz.certifying import SIGNS, code_of, half_name, is_whole, read_code, score_words, spaced
from reports.certificates import Certificate, certificate, written
from reports.certificates.certificate import CODE_AT, CODE_ROOM, laid_out
from reports.certificates.ground import ground
from reports.posters.code import QUIET, matrix_of
from reports.posters.lettering import BOLD, font
from rules.refusal import Refused

LEFT, RIGHT, TOP, LOW = 80, 1000, 80, 1458
LACKED = "\U0003134f"
"""A letter of the newest tables: the font has none."""
LONG = "齐鲁石化医院集团有限公司淄博市临淄区中心医院（东院区）"
NASTY: dict[str, dict[str, Any]] = {
    "two letters": {},
    "a long name": {"name": "阿卜杜热合曼·买买提吐尔逊江"},
    "a longer name": {"name": "Maria Fernanda da Conceição Oliveira dos Santos e Albuquerque" * 2},
    "rare letters": {"name": "龘𠮷" + LACKED},
    "pictures": {"name": "张😀敏\u200b\x00", "title": "消防😀考试", "hospital": "🏥市一院"},
    "nothing": {"name": "", "title": "", "hospital": "", "issuer": ""},
    "a hospital of twenty letters": {"hospital": LONG[:20], "issuer": LONG[:20] + "工会委员会"},
    "a longer hospital": {"hospital": LONG * 2, "issuer": LONG * 2 + "工会委员会"},
    "an endless title": {"title": "全员消防安全与医疗废物安全知识考试" * 9, "score": "100分"},
    "a long address": {"check_url": f"https://{'ssp.' * 20}hospital.cn/check/7K4M92QXPLC8W"},
}


def a_certificate(**changed: Any) -> Certificate:
    facts: dict[str, Any] = {
        "what": "安全知识考试",
        "hospital": "市一院",
        "name": "张敏",
        "title": "2026年全员消防安全考试",
        "score": "92.5分",
        "day": date(2026, 11, 12),
        "code": "7K4M 92QX PLC8W",
        "check_url": "https://ssp.your-hospital.cn/check/7K4M92QXPLC8W",
        "issuer": "市一院工会委员会",
    }
    return Certificate(**facts | changed)


def seen(**changed: Any) -> Image.Image:
    return Image.open(BytesIO(certificate(a_certificate(**changed)))).convert("RGB")


def box(words: Any) -> tuple[float, float, float, float]:
    """Where the ink of a line lies, by the font's own measures."""
    stroke = words.size / BOLD if words.style.bold else 0
    left, top, right, low = font(words.size).getbbox(
        words.text, anchor=words.style.anchor, stroke_width=stroke
    )
    return words.at[0] + left, words.at[1] + top, words.at[0] + right, words.at[1] + low


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("changed", NASTY.values(), ids=NASTY)
def test_every_certificate_is_a_small_png_of_the_shape_of_a4(changed):
    png = certificate(a_certificate(**changed))
    picture = Image.open(BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1080, 1528))
    assert len(png) <= 200_000
    assert picture.size[1] / picture.size[0] == pytest.approx(297 / 210, abs=0.001)


@pytest.mark.parametrize("changed", NASTY.values(), ids=NASTY)
def test_all_words_are_inside_the_frame_and_none_on_top_of_another(changed):
    boxes = [box(words) for words in laid_out(a_certificate(**changed)) if words.text]
    for left, top, right, low in boxes:
        assert left >= LEFT
        assert right <= RIGHT
        assert top >= TOP
        assert low <= LOW
    code = (*CODE_AT, CODE_AT[0] + CODE_ROOM, CODE_AT[1] + CODE_ROOM)
    for one, other in combinations([*boxes, code], 2):
        assert apart(one, other), (one, other)


@given(*(st.text(max_size=60) for _ in range(4)))
def test_whatever_is_written_stays_inside(name, title, hospital, issuer):
    facts = a_certificate(name=name, title=title, hospital=hospital, issuer=issuer)
    for words in laid_out(facts):
        left, _, right, _ = box(words)
        assert left >= LEFT
        assert right <= RIGHT


def test_nothing_is_drawn_over_the_frame():
    wide = seen(name=LONG * 3, hospital=LONG * 2, issuer=LONG * 2, title=LONG * 9)
    drawn = ImageChops.difference(wide, seen(name="", hospital="", issuer="", title="")).getbbox()
    assert drawn is not None
    assert drawn[0] >= LEFT
    assert drawn[2] <= RIGHT
    assert wide.crop((0, 0, 1080, TOP)).tobytes() == seen().crop((0, 0, 1080, TOP)).tobytes()


def test_the_paper_is_white_and_bears_no_seal():
    picture = seen()
    assert {picture.getpixel((x, y)) for x in (5, 1075) for y in (5, 700, 1520)} == {(255, 255, 255)}
    red, green, _ = picture.split()
    assert ImageChops.subtract(red, green).getextrema()[1] < 60, "something red stands on the paper"


@pytest.mark.parametrize("field", ["what", "hospital", "name", "title", "score", "code", "issuer"])
def test_every_fact_leaves_ink(field):
    assert certificate(a_certificate(**{field: "别的"})) != certificate(a_certificate())


def test_the_day_and_the_address_leave_ink_too():
    plain = certificate(a_certificate())
    assert certificate(a_certificate(day=date(2026, 11, 11))) != plain
    assert certificate(a_certificate(check_url="https://x.cn/check/7K4M92QXPLC8X")) != plain


@pytest.mark.parametrize("url", ["https://x.cn/check/7K4M92QXPLC8W", NASTY["a long address"]["check_url"]])
def test_the_code_in_the_corner_holds_the_address_module_by_module(url):
    picture, matrix = seen(check_url=url), matrix_of(url)
    module = CODE_ROOM // (len(matrix) + 2 * QUIET)
    assert module >= 4, "too fine for a telephone"
    left, top = (edge + (CODE_ROOM - module * len(matrix)) // 2 for edge in CODE_AT)
    read = [
        [
            picture.getpixel((left + x * module + module // 2, top + y * module + module // 2))
            for x in range(len(matrix))
        ]
        for y in range(len(matrix))
    ]
    assert [[sum(dot) < 380 for dot in line] for line in read] == [
        [bool(bit) for bit in line] for line in matrix
    ]
    quiet = picture.crop((left - 4 * module, top - 4 * module, left, top + module * len(matrix)))
    assert quiet.getcolors(1) == [(quiet.width * quiet.height, (255, 255, 255))]


def test_a_letter_the_font_lacks_is_seen_to_be_lacking():
    assert written("张" + LACKED) == "张〓"
    assert written("龘𠮷·Ж") == "龘𠮷·Ж"
    assert written(" 张😀敏\u200b ") == "张 敏"
    assert certificate(a_certificate(name="张" + LACKED)) == certificate(a_certificate(name="张〓"))


def test_a_name_is_never_cut():
    for name in ("张", "欧阳娜娜", "阿卜杜热合曼·买买提吐尔逊江", LONG, LONG * 2):
        lines = [words.text for words in laid_out(a_certificate(name=name, hospital="院"))]
        assert name in "".join(lines).replace("\u3000", "")


def test_drawing_twice_gives_the_same_bytes_and_leaves_the_paper_clean():
    before = ground().tobytes()
    assert certificate(a_certificate()) == certificate(a_certificate())
    assert ground().tobytes() == before


# The code


@given(st.text())
def test_a_code_is_thirteen_readable_signs_and_reads_back_however_it_is_typed(token):
    code = code_of(token)
    assert len(code) == 13
    assert not set(code) & set("0O1I")
    assert is_whole(code)
    wide = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in SIGNS})
    for typed in (
        code.lower(),
        spaced(code),
        f" {code[:4]}-{code[4:9].lower()}—{code[9:]} ",
        wide,
        f"编号：{code}",
    ):
        assert read_code(typed) == code


def test_codes_do_not_follow_from_one_another():
    codes = {code_of(str(number)) for number in range(2000)}
    assert len(codes) == 2000
    assert len({code[:2] for code in codes}) > 800
    for place in range(13):
        assert {code[place] for code in codes} == set(SIGNS), place


@pytest.mark.parametrize("token", ["a", "b", "long ago"])
def test_one_wrong_sign_and_two_that_changed_places_never_pass(token):
    code = code_of(token)
    for place, sign in product(range(13), SIGNS):
        changed = code[:place] + sign + code[place + 1 :]
        assert is_whole(changed) == (changed == code)
    for one, other in combinations(range(13), 2):
        signs = list(code)
        signs[one], signs[other] = signs[other], signs[one]
        assert is_whole("".join(signs)) == ("".join(signs) == code)


def a_slip(code: str) -> str:
    return ("3" if code[0] == "2" else "2") + code[1:]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "把合格证左下角的编号写进来"),
        (" - ", "把合格证左下角的编号写进来"),
        ("7K4M92QXPLC8", "一共13位，这里是12位"),
        ("7K4M92QXPLC8WW", "一共13位，这里是14位"),
        ("0K4M92QXPLC8W", "像0的是Q或D。"),
        ("oK4M92QXPLC8W", "像0的是Q或D。"),
        ("iK4M92QXPLC81", "像1的是L或7。"),
        ("10", "像0的是Q或D，像1的是L或7"),
        ("张敏的合格证", "只有数字和英文字母"),
        ("' or 1=1 --", "再对一下"),
        (a_slip(code_of("x")), "有一位抄得不对"),
    ],
)
def test_a_slip_is_told_kindly(typed, said):
    with pytest.raises(Refused, match=said):
        read_code(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_no_code_by_luck(typed):
    with pytest.raises(Refused, match=r"。$"):
        read_code(typed)


# What others see


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张敏", "张**"),
        ("张", "**"),
        ("", "**"),
        ("欧阳修", "欧阳**"),
        ("欧阳", "欧**"),
        ("阿卜杜·买买提", "阿**"),
        ("Alice Smith", "A**"),
        (" 张敏\u200b", "张**"),
        ("𠮷田", "𠮷**"),
    ],
)
def test_the_surname_and_no_more(name, shown):
    assert half_name(name) == shown


@given(st.text(st.characters(exclude_characters="*"), min_size=1))
def test_never_the_whole_name(name):
    assert name not in half_name(name)


@pytest.mark.parametrize(
    ("share", "said"), [(1000, "100分"), (920, "92分"), (925, "92.5分"), (667, "66.7分")]
)
def test_points_are_of_a_hundred(share, said):
    assert score_words(share) == said
