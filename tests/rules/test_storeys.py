"""Storeys in Arabic figures, beside what is no storey."""

import pytest

from rules.places.storeys import arabic_floors


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("三层东", "3楼东"),
        ("外科楼十二楼", "外科楼12楼"),
        ("3F走廊", "3楼走廊"),
        ("地下一层", "负1楼"),
        ("内科二5楼开水间", "内科二5楼开水间"),
        ("外科三3楼走廊", "外科三3楼走廊"),
        ("2号楼三楼", "2号楼3楼"),
        ("三楼梯口", "三楼梯口"),
    ],
)
def test_the_numeral_of_a_ward_is_no_part_of_the_floor(said: str, read: str) -> None:
    assert arabic_floors(said) == read
