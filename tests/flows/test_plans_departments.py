"""Which departments came, as 陈静 tells it: none is lost in silence, and 改 says whatever it moved."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from models.base import Db
from models.plan import deeds
from models.units import Unit
from tests.hospital import Hospital, Phone

NOW = datetime(2026, 2, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FOUR = {"内科二病区", "外科三病区", "后勤科", "保卫科"}


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    def more(db: Db) -> None:
        home = hospital.ids["市一院"]
        for name in ("外科三病区", "保卫科"):
            key = hospital.ids[name] = hospital.add(
                db, Unit, code=name, name=name, kind="department", parent_id=home, home_id=home
            )
            db.execute(update(Unit).where(Unit.id == key).values(path=f"/{home}/{key}/"))

    hospital.carry(more)
    hospital.product.clock.now = NOW  # type: ignore[misc]
    return hospital.phone("陈静")


def last(hospital: Hospital) -> tuple[list[str], set[str]]:
    """Who held the deed recorded last, and which departments were there."""

    def look(db: Db) -> tuple[list[str], set[str]]:
        rows = deeds.deeds_of(
            db, hospital.ids["市一院"], datetime(2026, 1, 1).date(), datetime(2027, 1, 1).date()
        )
        row = max(rows, key=lambda one: one["id"])
        there = set(deeds.whole_departments(db, row["id"]))
        return list(row["bodies"]), {
            name for name, key in hospital.ids.items() if key in there and name in FOUR
        }

    found: tuple[list[str], set[str]] = hospital.carry(look)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "记演练 昨天 消防 内科二、外科三、后勤、保卫都参加了 40人",
        "记演练 昨天 消防 40人，内二、外三、后勤和保卫都来了",
        "记演练 昨天 消防 内科二 外科三 后勤 保卫 40人",
    ],
)
def test_all_that_are_named_were_there(hospital: Hospital, chen: Phone, words: str) -> None:
    assert "等4个" not in chen.says(words)
    assert last(hospital) == (["union"], FOUR)


def test_one_that_nobody_knows_is_said_back(hospital: Hospital, chen: Phone) -> None:
    said = chen.says("记演练 昨天 消防 内科二、检验科、后勤都参加了 40人")
    assert "没找到“检验科”，没算进去；写全名再说。错了回 改。" in said
    assert last(hospital)[1] == {"内科二病区", "后勤科"}
    assert chen.says("改").startswith("哪里不对？")
    assert chen.says("影像科也来了") == "没找到“影像科”，没算进去；写全名再说。别的没动。"
    assert last(hospital)[1] == {"内科二病区", "后勤科"}


def test_it_is_said_back_though_the_heads_were_asked_for_in_between(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("记培训 今天 用电 内科二、检验科").startswith("多少人？")
    chen.says("后勤也来了")
    assert "没找到“检验科”" in chen.says("42")
    assert last(hospital)[1] == {"内科二病区", "后勤科"}


def test_names_alone_say_who_came_and_not_who_held_it(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 8人")
    chen.says("改")
    said = chen.says("内科二和后勤").splitlines()
    assert said[0] == "改好了：2月25日 消防 职工安全培训 工会办 内科二病区、后勤科参加 8人"
    assert said[1].startswith("办的没动")
    assert last(hospital)[0] == ["union"]
    assert "谁办的改了：工会→后勤科和内科二病区。" in chen.says("内科二和后勤办的")
    assert last(hospital)[0] == ["department"]


@pytest.mark.parametrize(
    ("words", "moved", "bodies"),
    [
        ("后勤科自己办的", "谁办的改了：工会→后勤科。", ["department"]),
        ("医院办的", "谁办的改了：工会→医院。", ["administration"]),
        ("工会和内科二", "谁办的改了：工会→工会和内科二病区。", ["union", "department"]),
        ("40人", "", ["union"]),
    ],
)
def test_who_held_it_never_moves_in_silence(
    hospital: Hospital, chen: Phone, words: str, moved: str, bodies: list[str]
) -> None:
    chen.says("记演练 昨天 消防 内科二、外科三、后勤、保卫都参加了 20人")
    chen.says("改")
    said = chen.says(words)
    assert said.startswith("改好了")
    assert (moved in said) if moved else ("谁办的" not in said)
    assert last(hospital) == (bodies, FOUR)


def test_what_no_longer_counts_is_said(hospital: Hospital, chen: Phone) -> None:
    chen.says("记演练 昨天 消防 内科二、外科三、后勤、保卫都参加了 20人")
    chen.says("改")
    assert "不再算：外科三病区。" in chen.says("内科二和后勤和保卫")
    chen.says("外科三也来了")
    assert last(hospital)[1] == FOUR
    assert "不再算：后勤科。" in chen.says("后勤没来")
    assert last(hospital) == (["union"], FOUR - {"后勤科"})


def test_a_hazard_after_a_drill_is_still_one(hospital: Hospital, chen: Phone) -> None:
    chen.says("记演练 昨天 消防 内科二参加 20人")
    assert "101号" in chen.says("保卫科门口电线着火了，人都来了")
    assert last(hospital)[1] == {"内科二病区"}


# 多少人


@pytest.mark.parametrize("words", ["大概三四十", "大概五六十人", "四十来个吧", "几十号人"])
def test_a_round_estimate_is_asked_for_one_number(hospital: Hospital, chen: Phone, words: str) -> None:
    chen.says("记培训 昨天 消防")
    assert chen.says(words).splitlines()[0] == "说个整数就行，比如40；真没数，回 先不写。"
    assert "42人" in chen.says("42")


@pytest.mark.parametrize(
    "words", ["先不写", "先不写人数", "没数", "真没数，先不写", "记不清了", "不知道多少人"]
)
def test_without_a_number_it_is_recorded_all_the_same(hospital: Hospital, chen: Phone, words: str) -> None:
    chen.says("记培训 昨天 消防")
    said = chen.says(words)
    assert said.startswith("记好了：2月25日 消防 职工安全培训 工会办")
    assert "人数、签到表照片接着发就记上" in said
    assert "40人" in chen.says("40人")
