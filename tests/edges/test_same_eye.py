"""Before and after by the same eye: what is seen of a picture taken after is named, and decides nothing."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from actions import hazards as act
from actions.hazards import Picture
from actions.same_eye import flags_of
from bot.covering import cover_files
from bot.pictures import develop
from models import hazards, history, photos
from models.base import Db
from rules.hazard import Part
from rules.likeness import NEAR_BITS, Sight, compare_scenes, distance
from simulator.pictures import as_chat_sends, ready_picture
from tests.hospital import Hospital, Phone

TIDIED = (("通道被堵", "通道清好"), ("插座插满", "插座换好"))
ANGLES = ("", "/1", "/2", "/3", "/4")
BLOCKED, CLEAR, SOCKET = "通道被堵", "通道清好", "插座换好"


@pytest.fixture
def hospital(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Hospital:
    """Pictures are sent by their names; the same name is the same file, with ! behind it one that was sent on."""

    def download(name: str) -> bytes:
        return as_chat_sends(ready_picture(name.removesuffix("!"))) if "!" in name else ready_picture(name)

    monkeypatch.setattr(hospital.mouth, "download", download)
    return hospital


def reports(hospital: Hospital, *names: str, words: str = "三楼东楼梯口堆着纸箱", who: str = "张敏") -> int:
    phone: Phone = hospital.phone(who)
    for name in names:
        phone.shows_photo(name)
    phone.says(words)
    hospital.product.courier.until_empty()
    return int(hospital.rows()[-1]["id"])


def mends(hospital: Hospital, hazard_id: int, name: str, *, ago: timedelta = timedelta(0)) -> None:
    """A picture of what was put right comes, half an hour later."""
    hospital.forward(minutes=30)
    picture = Picture(name, hospital.now - ago, stage="after")
    hospital.carry(lambda db: act.add_picture(db, hazard_id, picture, hospital.now))
    hospital.product.courier.until_empty()


def flags(hospital: Hospital, hazard_id: int) -> list[str]:
    return hospital.carry(lambda db: flags_of(db, hazard_id))


def seen(hospital: Hospital, hazard_id: int) -> list[tuple[str, str]]:
    lines = [line for line in hospital.history(hazard_id) if line["part"] == "system"]
    return [(line["verb"], line["text"]) for line in lines]


# How far pictures are apart.


def bands(name: str) -> tuple[int, ...]:
    return develop(ready_picture(name)).bands


def test_no_tidied_corner_is_called_another_place_from_whatever_angle() -> None:
    for (before, after), one, other in product(TIDIED, ANGLES, ANGLES):
        sight = compare_scenes(bands(after + other), [bands(before + one)])
        assert sight is not Sight.OTHER, (before + one, after + other)
        assert distance(bands(after + other), bands(before + one)) > NEAR_BITS, "tidying can be seen"


@pytest.mark.parametrize(
    ("bits", "sight"),
    [
        (0, "unchanged"),
        (6, "unchanged"),
        (7, "alike"),
        (12, "alike"),
        (13, "unsure"),
        (39, "unsure"),
        (40, "other"),
    ],
)
def test_only_what_is_near_or_very_far_is_named(bits: int, sight: str) -> None:
    before = (0x5555, 0x5555, 0x5555, 0x5555)
    turned = (1 << bits) - 1
    after = tuple(band ^ (turned >> 16 * nth & 0xFFFF) for nth, band in enumerate(before))
    assert compare_scenes(after, [before]) == sight


def test_a_blank_wall_and_a_picture_never_read_tell_nothing() -> None:
    known, far = (0x5555,) * 4, (0xAAAA,) * 4
    for blank in ((0, 0, 1, 0x0300), (None,) * 4):
        assert compare_scenes(blank, [known]) is Sight.UNSURE
        assert compare_scenes(far, [known, blank]) is Sight.UNSURE
    assert compare_scenes(far, []) is Sight.UNSURE
    assert compare_scenes(far, [known]) is Sight.OTHER


# What is named.


def test_a_tidied_corridor_raises_no_flag(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, CLEAR)
    assert (flags(hospital, hazard), seen(hospital, hazard)) == ([], [])


def test_the_picture_of_the_report_sent_as_that_of_the_repair(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, BLOCKED)
    assert flags(hospital, hazard) == ["照片是旧的"]
    assert seen(hospital, hazard) == [("reused", "整改后这张和整改前的是同一个文件")]
    row = hospital.row()
    assert (row["status"], len(hospital.photos(hazard))) == ("reported", 2), "named, and nothing refused"


def test_a_picture_of_another_hazard(hospital: Hospital) -> None:
    reports(hospital, SOCKET, words="护士站插座松了", who="王强")
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, SOCKET)
    assert flags(hospital, hazard) == ["和101号是同一张"]
    assert ("reused", "整改后这张和101号的照片是同一个文件") in seen(hospital, hazard)
    assert hospital.rows()[-1]["like_id"] is None, "what was put right is no likeness of hazards"


def test_a_picture_nearly_that_of_the_report(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, f"{BLOCKED}!")
    assert flags(hospital, hazard) == ["前后几乎一样"]


def far_apart(hospital: Hospital, hazard_id: int) -> None:
    """What the pictures before look like, as far as can be from ``CLEAR``."""
    away = {f"band_{name}": band ^ 0xFFFF for name, band in zip("abcd", bands(CLEAR), strict=True)}

    def work(db: Db) -> None:
        for photo in photos.photos_of(db, hazard_id):
            photos.change_photo(db, photo["id"], **away)

    hospital.carry(work)


def test_another_place_altogether(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    far_apart(hospital, hazard)
    mends(hospital, hazard, CLEAR)
    assert flags(hospital, hazard) == ["不像同一处"]
    assert seen(hospital, hazard) == [("not_alike", "整改后这张看着不像同一处，请看一眼")]


def test_one_picture_of_the_right_place_is_enough(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    far_apart(hospital, hazard)
    mends(hospital, hazard, CLEAR)
    near = {f"band_{name}": band ^ 0x0007 for name, band in zip("abcd", bands("地面有水"), strict=True)}
    first = hospital.photos(hazard)[0]["id"]
    hospital.carry(lambda db: photos.change_photo(db, first, **near))
    mends(hospital, hazard, "地面有水")
    assert seen(hospital, hazard)[-1] == ("seen_alike", "整改后这张像同一处")
    assert flags(hospital, hazard) == []


def test_a_picture_taken_before_the_report(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, CLEAR, ago=timedelta(days=2))
    assert flags(hospital, hazard) == ["照片是旧的"]
    assert ("reused", "整改后这张拍得比整改前的还早") in seen(hospital, hazard)


def test_nothing_before_nothing_to_compare_with(hospital: Hospital) -> None:
    hazard = reports(hospital)
    mends(hospital, hazard, CLEAR)
    assert seen(hospital, hazard) == []


def sent_back(hospital: Hospital, hazard_id: int) -> None:
    add = {"part": Part.OFFICER, "text": "没弄完"}
    hospital.carry(lambda db: history.add_line(db, hazard_id, "send_back", hospital.now, **add))


def test_after_a_return_the_old_flags_are_history(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, BLOCKED)
    sent_back(hospital, hazard)
    assert flags(hospital, hazard) == []


@pytest.mark.parametrize("days", [0, 3])
def test_the_picture_that_was_sent_back_comes_once_more(hospital: Hospital, days: int) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, CLEAR)
    sent_back(hospital, hazard)
    hospital.forward(days=days)
    mends(hospital, hazard, CLEAR)
    assert flags(hospital, hazard) == ["照片是旧的"]


def test_a_picture_sent_twice_at_once_is_one_and_no_reproach(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    mends(hospital, hazard, CLEAR)
    mends(hospital, hazard, CLEAR)
    assert [photo["stage"] for photo in hospital.photos(hazard)] == ["before", "after"]
    assert flags(hospital, hazard) == []


# Without a name.


def reports_nameless(hospital: Hospital, *names: str) -> int:
    phone = hospital.phone("张敏")
    phone.says("匿名")
    return reports(hospital, *names)


def test_a_nameless_row_counts_one_photo_once(hospital: Hospital) -> None:
    hazard = reports_nameless(hospital, BLOCKED, BLOCKED, SOCKET)
    assert hospital.row()["anonymous"]
    assert [photo["state"] for photo in hospital.photos(hazard)] == ["ready", "ready"]
    assert [photo["original_sha256"] for photo in hospital.photos(hazard)] == [None, None]


def test_a_nameless_row_is_compared_with_itself_alone(hospital: Hospital) -> None:
    reports(hospital, SOCKET, words="护士站插座松了", who="王强")
    hazard = reports_nameless(hospital, BLOCKED)
    mends(hospital, hazard, SOCKET)
    assert flags(hospital, hazard) == []
    mends(hospital, hazard, BLOCKED)
    assert flags(hospital, hazard) == ["照片是旧的"]


def test_a_named_repair_never_points_to_a_nameless_row(hospital: Hospital) -> None:
    reports_nameless(hospital, SOCKET)
    hospital.forward(days=4)
    hazard = reports(hospital, BLOCKED, who="王强")
    mends(hospital, hazard, SOCKET)
    assert flags(hospital, hazard) == []


def test_nor_to_one_whose_name_was_taken_off_later(hospital: Hospital) -> None:
    first = reports(hospital, SOCKET, words="护士站插座松了")
    gone = {"anonymous": True, "reporter_id": None, "person_id": None}
    hospital.carry(lambda db: hazards.change_hazard(db, first, **gone))
    hazard = reports(hospital, BLOCKED, who="王强")
    mends(hospital, hazard, SOCKET)
    assert flags(hospital, hazard) == []


# What was covered stays covered.

BOX = (0.0, 0.0, 0.5, 1.0)


def covered(hospital: Hospital, hazard_id: int) -> Any:
    """An officer covers the left half of the first picture."""
    photo = hospital.photos(hazard_id)[0]
    served = cover_files(hospital.product.shelf, [photo["id"]], [BOX])
    facts = {"boxes": [list(BOX)], "redacted_at": hospital.now, "redacted_by_id": hospital.ids["李红"]}
    facts |= {"sha256": served.sha256, "bytes": served.bytes}
    hospital.carry(lambda db: photos.change_photo(db, photo["id"], **facts))
    return hospital.photos(hazard_id)[0]


def is_covered_like(hospital: Hospital, photo: Any, first: Any) -> None:
    shelf = hospital.product.shelf
    for size in ("1600", "320"):
        shown, known = (shelf.path(one["id"], size) for one in (photo, first))
        assert shown
        assert known
        assert shown.read_bytes() == known.read_bytes()
    same = ("boxes", "redacted_at", "redacted_by_id", "sha256", "bytes")
    assert [photo[name] for name in same] == [first[name] for name in same]
    assert photo["state"] == "ready"


@pytest.mark.parametrize("who", ["张敏", "王强"])
def test_the_same_file_reported_again_is_covered_whoever_sends_it(hospital: Hospital, who: str) -> None:
    first = covered(hospital, reports(hospital, BLOCKED))
    hospital.forward(days=2)
    again = reports(hospital, BLOCKED, words="五楼配电间门口堆着东西", who=who)
    (photo,) = hospital.photos(again)
    is_covered_like(hospital, photo, first)
    assert hospital.product.shelf.path(photo["id"], "bare") is not None


def test_the_same_file_as_that_of_the_repair_is_covered(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    first = covered(hospital, hazard)
    mends(hospital, hazard, BLOCKED)
    is_covered_like(hospital, hospital.photos(hazard)[-1], first)
    assert flags(hospital, hazard) == ["照片是旧的"]


def test_nobody_sees_it_before_it_is_covered(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    covered(hospital, reports(hospital, BLOCKED))
    states: list[str] = []

    def slowly(shelf: Any, ids: Any, boxes: Any) -> Any:
        states.append(hospital.photos(hospital.rows()[-1]["id"])[0]["state"])
        return cover_files(shelf, ids, boxes)

    monkeypatch.setattr("bot.fetching.cover_files", slowly)
    again = reports(hospital, BLOCKED, words="五楼配电间门口堆着东西", who="王强")
    assert (states, hospital.photos(again)[0]["state"]) == (["waiting"], "ready")


def test_sealed_while_it_is_being_covered_it_stays_sealed(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    covered(hospital, reports(hospital, BLOCKED))

    def sealed_meanwhile(shelf: Any, ids: Any, boxes: Any) -> Any:
        newest = hospital.rows()[-1]["id"]
        hospital.carry(lambda db: photos.seal_with_copies(db, newest, "有病人"))
        return cover_files(shelf, ids, boxes)

    monkeypatch.setattr("bot.fetching.cover_files", sealed_meanwhile)
    again = reports(hospital, BLOCKED, words="五楼配电间门口堆着东西", who="王强")
    assert hospital.photos(again)[0]["state"] == "sealed"


def test_without_a_name_it_is_covered_too(hospital: Hospital) -> None:
    first = covered(hospital, reports(hospital, BLOCKED, who="王强"))
    hospital.forward(days=2)
    hazard = reports_nameless(hospital, BLOCKED)
    (photo,) = hospital.photos(hazard)
    is_covered_like(hospital, photo, first)
    assert photo["original_sha256"] is None


def test_a_nameless_row_covers_its_own_picture_sent_again(hospital: Hospital) -> None:
    hazard = reports_nameless(hospital, BLOCKED)
    first = covered(hospital, hazard)
    mends(hospital, hazard, BLOCKED)
    is_covered_like(hospital, hospital.photos(hazard)[-1], first)


def test_what_was_uncovered_again_comes_as_it_is(hospital: Hospital) -> None:
    hazard = reports(hospital, BLOCKED)
    first = covered(hospital, hazard)
    bare: dict[str, Any] = {"boxes": [], "redacted_at": None, "redacted_by_id": None}
    hospital.carry(lambda db: photos.change_photo(db, first["id"], **bare))
    again = reports(hospital, BLOCKED, words="五楼配电间门口堆着东西", who="王强")
    assert (hospital.photos(again)[0]["state"], hospital.photos(again)[0]["boxes"]) == ("ready", [])


def test_pieces_of_a_covered_report_know_that_they_are_covered(hospital: Hospital) -> None:
    phone = hospital.phone("张敏")
    phone.shows_photo(BLOCKED)
    phone.says("三楼东走廊灯坏了很黑，四楼西走廊灭火器过期了")
    hospital.product.courier.until_empty()
    first = covered(hospital, hospital.row()["id"])
    phone.says("1")
    hospital.product.courier.until_empty()
    is_covered_like(hospital, hospital.photos(hospital.rows()[-1]["id"])[0], first)
