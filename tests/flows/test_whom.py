"""谁：whose duty a notice is about and whom it reaches, in one field of the template."""

import pytest

from handlers.notices.speaking import FIELD, whom


@pytest.mark.parametrize(
    ("unit", "name", "field"),
    [
        ("市一院", "陈静", "市一院 陈静"),
        ("市第一人民医院等3家", "孙玉梅", "市第一人民医院等3家 孙玉梅"),
        ("山东第一医科大学附属省立医院（东院）", "孙玉梅", "山东第一医科大学附属省立医院… 孙玉梅"),
        ("山东第一医科大学附属省立医院等3家", "孙玉梅", "山东第一医科大学附属省立…等3家 孙玉梅"),
        ("市高等医专附院", "陈静", "市高等医专附院 陈静"),
        ("", "陈静", "陈静"),
    ],
)
def test_for_whom_it_is_fits_into_the_field(unit: str, name: str, field: str) -> None:
    """Twenty characters are the platform's; the name stands whole."""
    assert whom(unit, name) == field
    assert len(field) <= FIELD
