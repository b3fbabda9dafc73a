"""签到 by the chat: the code on the screen, half a minute at a time, and people the house does not know yet."""

from datetime import timedelta
from typing import Any

import pytest

import handlers
from actions.plan.doing import attending, deeds
from actions.plan.doing.deeds import Said
from bot.dispatch import Dispatch
from bot.flow import Switchboard
from handlers.plan import attending as talk
from models.plan import deeds as kept
from rules.refusal import Refused
from tests.hospital import Hospital


@pytest.fixture
def hall(hospital: Hospital) -> "Hall":
    product = hospital.product
    flows = handlers.FLOWS if talk.flow in handlers.FLOWS else (talk.flow, *handlers.FLOWS)
    product.dispatch = Dispatch(
        product.stores.writer, Switchboard(flows, handlers.PLAIN), product.house, product.clock
    )
    return Hall(hospital)


class Hall:
    """A training that begins now, and its screen."""

    def __init__(self, hospital: Hospital, title: str = "灭火器怎么用") -> None:
        self.hospital = hospital
        self.now = hospital.product.clock
        today = self.now().date()
        said = Said("training", today, title, starts_at=self.now())
        unit, by = hospital.ids["市一院"], hospital.ids["陈静"]
        self.deed_id = int(
            hospital.carry(lambda db: deeds.record(db, unit, said, self.now(), by, today=today))
        )
        hospital.carry(lambda db: attending.open_code(db, self.deed_id, "chance", self.now()) or True)

    @property
    def row(self) -> Any:
        return self.hospital.carry(lambda db: kept.find_deed(db, self.deed_id))

    @property
    def code(self) -> str:
        """What stands on the screen now."""
        digest = self.hospital.product.house.seal.digest
        return attending.code_of(self.row, attending.slot_at(self.now()), digest)

    @property
    def there(self) -> list[tuple[str, bool]]:
        rows = self.hospital.carry(lambda db: kept.there(db, self.deed_id))
        return [(row["name"], row["late"]) for row in rows]


def test_scanning_signs_in_once_however_often(hall: Hall) -> None:
    zhang = hall.hospital.phone("张敏")
    said = zhang.scans(hall.code)
    assert said.startswith("签到了：灭火器怎么用，")
    assert said.endswith("张敏。")
    assert zhang.scans(hall.code).startswith("签过了：")
    assert hall.there == [("张敏", False)]


def test_the_code_before_is_taken_and_a_screenshot_is_not(hall: Hall) -> None:
    code = hall.code
    hall.hospital.forward(seconds=attending.SECONDS)
    assert hall.hospital.phone("张敏").scans(code).startswith("签到了")
    hall.hospital.forward(seconds=attending.SECONDS)
    assert "截图和转发的不算" in hall.hospital.phone("李红").scans(code)
    assert [name for name, _ in hall.there] == ["张敏"]


def test_after_a_quarter_of_an_hour_one_is_late(hall: Hall) -> None:
    hall.hospital.forward(minutes=15)
    assert "迟到" not in hall.hospital.phone("张敏").scans(hall.code)
    hall.hospital.forward(minutes=1)
    assert "记作迟到" in hall.hospital.phone("李红").scans(hall.code)
    assert hall.there == [("张敏", False), ("李红", True)]


@pytest.mark.parametrize(
    "cut", ["att:1:2:" + "0" * 20, "att:999999:1:" + "a" * 20, "att:", "att:x", "att:1:1:зз"]
)
def test_a_made_up_code_signs_nobody_in(hall: Hall, cut: str) -> None:
    assert "认不出来" in hall.hospital.phone("张敏").scans(cut)
    assert hall.there == []


def test_the_code_of_another_training_is_not_its_own(hall: Hall) -> None:
    other = Hall(hall.hospital, "别的培训")
    mark, _, slot, proof = hall.code.split(":")
    forged = f"{mark}:{other.deed_id}:{slot}:{proof}"
    assert "认不出来" in hall.hospital.phone("张敏").scans(forged)
    assert other.there == []


def test_when_the_code_is_taken_down_nobody_comes_in(hall: Hall) -> None:
    code = hall.code
    hall.hospital.carry(lambda db: attending.close_code(db, hall.deed_id, hall.now()) or True)
    assert "签到已经关了" in hall.hospital.phone("张敏").scans(code)
    hall.hospital.carry(lambda db: attending.open_code(db, hall.deed_id, "other", hall.now()) or True)
    assert hall.hospital.phone("张敏").scans(hall.code).startswith("签到了"), "and opened again it goes on"


def test_a_voided_training_has_no_code(hall: Hall) -> None:
    hall.hospital.carry(lambda db: deeds.void(db, hall.deed_id, "记错", hall.now(), by_id=None) or True)
    assert "签到已经关了" in hall.hospital.phone("张敏").scans(hall.code)
    with pytest.raises(Refused, match="作废"):
        hall.hospital.carry(lambda db: attending.open_code(db, hall.deed_id, "x", hall.now()))


def test_somebody_new_says_who_they_are_and_is_signed_in_as_of_the_scan(hall: Hall) -> None:
    phone = hall.hospital.phone("新手机")
    hall.hospital.forward(minutes=14)
    assert "还不知道你是谁" in phone.follows(hall.code)
    hall.hospital.forward(minutes=5)
    assert "写在一起" in phone.says("我来了")
    assert "没对上" in phone.says("张敏 999999")
    said = phone.says("张敏 020153")
    assert said.startswith("签到了：灭火器怎么用，")
    assert "迟到" not in said, "the scan counts, not the typing"
    assert hall.there == [("张敏", False)]


def test_whoever_would_rather_not_leaves_and_may_still_report(hall: Hall) -> None:
    phone = hall.hospital.phone("新手机")
    phone.scans(hall.code)
    assert phone.says("算了").startswith("好，没签。")
    phone.scans(hall.code)
    assert "楼梯口堆纸箱" not in phone.says("二楼楼梯口堆纸箱，推床过不去")
    assert hall.there == []


def test_a_scene_fits_into_what_the_platform_takes(hall: Hall) -> None:
    assert len(attending.code_of({**hall.row, "id": 10**11}, 10**9, lambda words: "f" * 64)) <= 64


def test_a_pass_holds_some_minutes_and_for_one_training(hall: Hall) -> None:
    digest = hall.hospital.product.house.seal.digest
    words = attending.pass_for(hall.row, hall.now(), digest)

    def read(said: str, later: timedelta) -> Any:
        now = hall.now() + later
        return hall.hospital.carry(lambda db: attending.deed_of_pass(db, said, now, digest))

    assert read(words, attending.PASS_HOLDS)["id"] == hall.deed_id
    with pytest.raises(Refused, match="过期"):
        read(words, attending.PASS_HOLDS + timedelta(seconds=1))
    with pytest.raises(Refused, match="认不出来"):
        read(words[:-1] + ("0" if words[-1] != "0" else "1"), timedelta())
