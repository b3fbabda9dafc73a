"""Which pictures somebody means."""

import pytest

from rules.which_ones import which_ones


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("4-6", [4, 5, 6]),
        ("4 5 6", [4, 5, 6]),
        ("４－６", [4, 5, 6]),
        ("4、5、6", [4, 5, 6]),
        ("4，6", [4, 6]),
        ("第4到第6张", [4, 5, 6]),
        ("四到六", [4, 5, 6]),
        ("4~6张", [4, 5, 6]),
        ("456", [4, 5, 6]),
        ("3", [3]),
        ("第三张", [3]),
        ("6-4", [4, 5, 6]),
        ("1-2，5", [1, 2, 5]),
        ("最后两张", None),
        ("三楼东楼梯口", None),
        ("112", None),
        ("", None),
    ],
)
def test_numbers_of_pictures(said: str, meant: list[int] | None) -> None:
    assert which_ones(said) == meant
