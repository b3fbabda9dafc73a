"""Uploads between the look at them and the tap that brings them in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rules.refusal import Refused
from tests.web.makers import NOON, make_pages
from web.console.kept_files import keep, kept


def test_another_house_on_the_machine_sweeps_nothing_here(desk, tmp_path):
    """A trial beside the real one goes by a clock of its own."""
    other = replace(desk, waiting=tmp_path / "other")
    with make_pages(desk).app_context():
        token = keep(1, "签到.xlsx", b"names", NOON)
    with make_pages(other).app_context():
        keep(1, "签到.xlsx", b"others", NOON + timedelta(days=300))
    with make_pages(desk).app_context():
        assert kept(1, token, NOON) == ("签到.xlsx", b"names")


def test_after_an_hour_it_is_gone_and_nobody_else_gets_it(desk):
    with make_pages(desk).app_context():
        token = keep(1, "签到.xlsx", b"names", NOON)
        with pytest.raises(Refused):
            kept(2, token, NOON)
        with pytest.raises(Refused):
            kept(1, token, NOON + timedelta(minutes=61))
