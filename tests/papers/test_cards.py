"""Cards of exposure and of good practice: one hazard, two photos, no people."""

from io import BytesIO

import pytest
from PIL import Image

from reports.cards import card
from reports.cards.card import days_words
from tests.papers.samples import BLUE, BROKEN, RED, a_card, looked_at, photo, where

TALL, WIDE = (240, 320), (320, 240)


def look(**changed):
    return looked_at(card(a_card(**changed)))


def test_tall_photos_stand_beside_each_other_and_wide_ones_below():
    tall = look(before=photo(RED, TALL), after=photo(BLUE, TALL))
    red, blue = where(tall, RED), where(tall, BLUE)
    assert red[2] <= blue[0]
    assert red[3] == blue[3]
    wide = look(before=photo(RED, WIDE), after=photo(BLUE, WIDE))
    assert where(wide, RED)[3] <= where(wide, BLUE)[1]


@pytest.mark.parametrize("size", [(100, 2000), (2000, 100), TALL, WIDE, (1, 1)])
def test_a_photo_of_any_shape_is_shown_whole(size):
    left, top, right, bottom = where(look(before=photo(BLUE, size)), BLUE)
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.1)
    assert left >= 60
    assert right <= 1020


@pytest.mark.parametrize("broken", BROKEN)
def test_a_missing_or_broken_photo_leaves_no_hole(broken):
    assert card(a_card(before=broken)) == card(a_card())
    only_after = look(before=broken, after=photo(BLUE))
    assert only_after.height < look(before=photo(), after=photo(BLUE)).height


def test_exposure_and_practice_are_told_apart_at_a_glance():
    practice, exposure = look(), look(kind="exposure")
    assert practice.getpixel((5, 5)) != exposure.getpixel((5, 5))


@pytest.mark.parametrize(("days", "said"), [(None, "还在整改"), (0, "当天就弄好了"), (2, "用了2天")])
def test_how_long_it_took_is_said_as_people_say_it(days, said):
    assert days_words(days) == said


def test_every_part_leaves_ink():
    whole = card(a_card())
    for field in ("title", "wrong", "right", "place", "hospital"):
        assert card(a_card(**{field: "别的字"})) != whole, field
    assert card(a_card(days=3)) != whole


def test_what_is_empty_takes_no_room():
    assert look(right="").height < look().height
    assert look(place="").height < look().height


def test_departments_vanish_when_told_so():
    told = a_card(
        title="内科二病区通了",
        wrong="内科二病区门口堵着",
        right="二病区搬走了",
        place="外科楼3楼内科二病区门口",
        leave_out=("二病区", "内科二病区", ""),
    )
    plain = a_card(title="某科室通了", wrong="某科室门口堵着", right="某科室搬走了", place="外科楼3楼门口")
    assert card(told) == card(plain)


def test_emoji_and_control_characters_leave_no_empty_boxes():
    assert card(a_card(title="楼梯口\x00通了😀\u200b")) == card(a_card())


def test_endless_words_stay_on_the_sheet():
    seen = look(title="W" * 300, wrong="长" * 2000, right="http://x.example/" + "y" * 500, place="楼" * 200)
    assert seen.height < 3000
    side = seen.crop((1080 - 50, 400, 1080, seen.height - 250))
    assert side.getcolors(1) is not None, "something sticks out on the right"


def test_two_photos_stay_under_a_megabyte():
    assert len(card(a_card(before=photo(RED, (1600, 1200)), after=photo(BLUE, (1600, 1200))))) < 1_000_000


def test_the_paper_is_white_beside_any_photo():
    blended = BytesIO()
    across, round_ = Image.linear_gradient("L"), Image.radial_gradient("L")
    Image.merge("RGB", [across, round_, across.rotate(90)]).resize((1600, 1200)).save(blended, "JPEG")
    seen = look(before=blended.getvalue())
    assert {seen.getpixel((x, seen.height - 300)) for x in (5, 30, 1075)} == {(255, 255, 255)}
