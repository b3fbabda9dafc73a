"""A hospital that holds examinations."""

import pytest

from tests.hospital import Hospital
from tests.quiz.school import School


@pytest.fixture
def school(hospital: Hospital) -> School:
    return School(hospital)
