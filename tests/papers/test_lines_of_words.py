"""How words wrap on a telephone's sheet."""

from hypothesis import given
from hypothesis import strategies as st

from reports.drawn import Look, drawable, wrapped
from reports.posters.lettering import font

LOOK = Look(40)


def test_punctuation_never_begins_a_line_and_numbers_stay_whole():
    text = "东楼梯口堆着三十七个纸箱，人要侧着身子才过得去，12345678号；着火时（夜里）病床推不出来。"
    for width in range(200, 900, 37):
        lines = wrapped(text, LOOK, width, most=30)
        assert not any(line[0] in "，。；）" or line[-1] == "（" for line in lines)
        assert "".join(lines) == text
        assert any("12345678" in line for line in lines)


def test_one_forgotten_sign_gets_company():
    text = "人要侧着身子才过得去，着火时病床推不出来。"
    assert min(map(len, wrapped(text, LOOK, 40 * (len(text) - 2)))) > 3


@given(st.text(max_size=80), st.integers(120, 900), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text, width, most):
    lines = wrapped(text, LOOK, width, most)
    assert len(lines) <= most
    assert all(font(LOOK.size).getlength(line) <= width for line in lines)


def test_what_is_cut_says_so():
    assert wrapped("长" * 100, LOOK, 400, 2)[-1].endswith("…")
    assert not wrapped("短", LOOK, 400, 2)[-1].endswith("…")


def test_only_what_the_font_knows_is_drawn():
    assert drawable("换好了😀👨‍👩‍👧，谢谢❤️\n第二行") == "换好了，谢谢 第二行" or "😀" not in drawable(
        "换好了😀"
    )
    assert drawable("①②℃㎡") == "①②℃㎡"
