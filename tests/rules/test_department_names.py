"""内科二、外科三、后勤、保卫都参加了: which departments are named, which nobody knows, and who held it."""

from datetime import date

import pytest

from rules.plan.spoken.deed_words import SaidDeed, names_departments_alone, read_deed, read_organisers
from rules.plan.spoken.head_counts import is_rough
from tests.rules.test_deed_words import KINDS

TREE = ["内科二病区", "外科三病区", "后勤科", "保卫科"]


def read(text: str, tree: list[str] = TREE) -> SaidDeed:
    return read_deed(text, date(2027, 12, 28), KINDS, tree)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("内科二、外科三、后勤、保卫都参加了", "内科二病区 外科三病区 后勤科 保卫科"),
        ("内科二和后勤", "内科二病区 后勤科"),
        ("内科二和后勤和保卫", "内科二病区 后勤科 保卫科"),
        ("记演练 昨天 消防 内科二，外科三，后勤，保卫 30人", "内科二病区 外科三病区 后勤科 保卫科"),
        ("昨天消防演练，保卫、后勤也来了", "后勤科 保卫科"),
        ("昨天演练 后勤12人 内科二8人", "内科二病区 后勤科"),
        ("昨天消防演练，内二还有后勤，20人", "内科二病区 后勤科"),
        ("昨天后勤自己搞的用电培训", "后勤科"),
    ],
)
def test_every_department_that_was_named_is_kept(text: str, named: str) -> None:
    assert read(text).departments == tuple(named.split())
    assert read(text).unknown == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("内科二、检验科都参加了", "检验科"),
        ("内科二和后勤和保卫", "保卫"),
        ("昨天 消防 内科二、急诊、检验科 20人", "急诊 检验科"),
        ("昨天应急演练，检验、药剂、影像都参加了", "检验 药剂 影像"),
        ("昨天消防演练，内科二、还有检验科，20人", "检验科"),
        ("昨天消防演练 内科二和行政", "行政"),
    ],
)
def test_what_is_on_no_tree_is_known_as_such(text: str, unknown: str) -> None:
    assert read(text, TREE[:3]).unknown == tuple(unknown.split())


@pytest.mark.parametrize(
    "text",
    [
        "昨天全科学习消防",
        "昨天消防培训，医生、护士都来了，30人",
        "今天组织本科室学习消防",
        "昨天在检验科讲试剂 5人",
        "今天晨会 各科 消防 20人",
        "外请专家 专科护士 消防 10人",
        "记培训 昨天 保卫科办的 消防 12人",
        "昨天 消防、用电 全院 120人",
        "昨天设备科讲呼吸机 18人",
        "工会和内科二 昨天 消防 12人",
    ],
)
def test_no_word_is_called_a_department_that_is_none(text: str) -> None:
    assert read(text, TREE[:3]).unknown == ()


@pytest.mark.parametrize(
    ("text", "organisers"),
    [
        ("后勤科自己办的", {"department"}),
        ("内科二和后勤办的", {"department"}),
        ("后勤自行组织的用电培训", {"department"}),
        ("保卫科自己搞的", {"department"}),
        ("保卫科组织内科二消防培训", {"administration"}),
        ("昨天后勤给内科二讲消防 12人", {"administration"}),
        ("工会和保卫科办的", {"union", "administration"}),
        ("内科二、行政都参加了", set()),
    ],
)
def test_an_office_on_the_tree_may_hold_it_for_itself(text: str, organisers: set[str]) -> None:
    assert read(text).organisers == organisers


@pytest.mark.parametrize(
    ("text", "alone"),
    [("内科二和后勤", True), ("内二、行政", True), ("工会和内科二", False), ("医院", False), ("40人", False)],
)
def test_names_of_departments_alone_do_not_say_who_held_it(text: str, alone: bool) -> None:
    assert names_departments_alone(text, TREE) is alone


def test_the_answer_to_who_held_it_with_the_office_beside_a_department() -> None:
    assert read_organisers("内科二和后勤", TREE) == {"department"}


@pytest.mark.parametrize(
    "text", ["大概三四十", "大概五六十人", "四十来个", "几十号人", "二十多", "上百人", "30到40人"]
)
def test_a_round_estimate_is_one(text: str) -> None:
    assert is_rough(text)
    assert read(text).people is None


@pytest.mark.parametrize("text", ["42人", "没数", "消防", "好的"])
def test_and_these_are_none(text: str) -> None:
    assert not is_rough(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("记演练 昨天 停电应急 除了保卫科都来了 33个人", "内科二病区 外科三病区 后勤科"),
        ("除后勤科外都来了", "内科二病区 外科三病区 保卫科"),
        ("除了外科三和保卫，其他科室都参加了", "内科二病区 后勤科"),
        ("全院除保卫科 60人", "内科二病区 外科三病区 后勤科"),
        ("昨天演练 除后勤以外全部参加 40人", "内科二病区 外科三病区 保卫科"),
        ("保卫科除外，都来了", "内科二病区 外科三病区 后勤科"),
        ("昨天疏散演练 保卫科没来，其他科室都来了 33人", "内科二病区 外科三病区 后勤科"),
        ("都来了，就后勤没来", "内科二病区 外科三病区 保卫科"),
        ("除外科三外都来了 20人", "内科二病区 后勤科 保卫科"),
        ("除了保卫科，内科二、后勤都来了", "内科二病区 后勤科"),
        ("除了保卫，后勤也来了", "后勤科 保卫科"),
        ("昨天 除颤仪培训 内科二 20人", "内科二病区"),
        ("昨天 除了消防还讲了用电 20人", ""),
    ],
)
def test_all_but_some_are_all_others(text: str, named: str) -> None:
    heard = read(text)
    assert heard.departments == tuple(named.split())
    assert not heard.everywhere


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("后勤保卫 12人", "后勤科 保卫科"),
        ("内二外三后勤保卫", "内科二病区 外科三病区 后勤科 保卫科"),
        ("内科二外科三后勤", "内科二病区 外科三病区 后勤科"),
        ("昨天演练 保卫后勤内二都参加了 20人", "内科二病区 后勤科 保卫科"),
        ("昨天消防演练 外三保卫 9人", "外科三病区 保卫科"),
    ],
)
def test_names_run_together_are_all_there_and_hold_nothing(text: str, named: str) -> None:
    assert read(text).departments == tuple(named.split())
    assert read(text).organisers == frozenset()


def test_a_service_is_no_two_departments() -> None:
    assert read("昨天后勤保障消防 12人").departments == ()
    assert read("昨天 感染预防 12人", ["感染科", "内科二病区"]).departments == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("内科二 外科三 每科3人", 6),
        ("昨天演练 内科二、外科三、后勤 每个科室来3人", 9),
        ("内二外三 每科派两人", 4),
        ("每个科室来3人", 12),
        ("全院 每科两人", 8),
        ("内科二 外科三 各科3人 共5人", 5),
        ("今天晨会 各科 消防 20人", 20),
    ],
)
def test_so_many_of_each(text: str, people: int) -> None:
    assert read(text).people == people
