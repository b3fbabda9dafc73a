"""Every address of the sheets with a real draft behind it, walked from every seat."""

import pytest

from tests.web import test_pages_doorways as doorways
from tests.web.february import FORM, Seated, Wall, desk_at, settle
from tests.web.makers import make_pages

SEATS = {name: seat for name, seat in doorways.SEATS.items() if name != "staff"}


@pytest.mark.parametrize("seat", SEATS)
def test_every_address_of_the_sheets_answers_each_seat_as_the_table_says(seat, desk, make):
    wall = Wall()
    house = desk_at(desk, wall)
    land, app = settle(make, house, wall), make_pages(house)
    where, role = SEATS[seat]
    units = {"surgery": land.surgery, "home": land.home, "city": land.city}
    there = {"sheet_id": land.draft(), "form": FORM, "formal": "2016-02-29"}
    if seat == "above":
        land.send()
    who = Seated(app, make, wall, make.person("某人", units[where], role))
    bind, tried = app.url_map.bind("localhost"), 0
    for rule in [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/console/sheets")]:
        url = bind.build(rule.endpoint, {name: there[name] for name in rule.arguments})
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            code = who.open(url, method=method).status_code
            allowed = seat in doorways.WHO[rule.endpoint]
            assert (code not in (401, 403)) == allowed, (rule.endpoint, method, code)
            assert code < 500, (rule.endpoint, method)
            tried += 1
    assert tried >= 15
