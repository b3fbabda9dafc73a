"""What an officer finds filled in before she sends a hazard out: measure, money, interim control, days and cause."""

from pathlib import Path

import pytest

from plans.kinds import load_kinds
from rules.kinds import Kind, cause_of
from rules.words.suggesting import suggest
from rules.words.usual import CAUSE_NAMES, Cause, Usual, measure_for

KINDS = load_kinds()
BY_CODE = {kind.code: kind for kind in KINDS}


def kind_of(text: str) -> Kind:
    return BY_CODE[suggest(text, KINDS).code]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_class_has_its_defaults_and_they_fit_a_chat_line(kind: Kind) -> None:
    usual = kind.usual
    for measure in (usual.measure, *(measure for _, measure in usual.measure_when)):
        assert 1 <= len(measure) <= 8
        assert "，" not in measure, "it stands last in a line of commas"
    assert 1 <= len(usual.funds) <= 8
    assert 1 <= len(usual.contingency) <= 14
    assert 0 <= usual.days <= 5, "a common hazard is put right within a week"
    assert kind.cause in CAUSE_NAMES


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("3楼东楼梯口堆纸箱", "清走堆物"),
        ("安全出口锁了", "打开门锁"),
        ("灭火器过期了", "更换灭火器"),
        ("灭火器被柜子挡住了", "清走遮挡物"),
        ("消火栓没水", "维修消火栓"),
        ("插座发烫", "更换插座"),
        ("私拉乱接电线", "拆除乱接电线"),
        ("氧气瓶没固定", "加链固定气瓶"),
        ("食堂没装燃气报警", "装好燃气报警器"),
        ("锐器盒满了", "更换锐器盒"),
        ("井盖没了", "补装井盖"),
        ("新来的没培训", "补做培训"),
    ],
)
def test_the_measure_speaks_of_what_was_seen(text: str, measure: str) -> None:
    assert measure_for(text, kind_of(text).usual) == measure


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("有人在楼梯间抽烟", "不安全"),
        ("楼道里充电瓶车", "不安全"),
        ("私拉乱接电线", "不安全"),
        ("灭火器没压力", "不稳定"),
        ("插座松了", "不稳定"),
        ("天花板要掉了", "不稳定"),
        ("消控室没人值班", "不协调"),
        ("新来的没培训", "不协调"),
        ("外包公司没签安全协议", "不协调"),
    ],
)
def test_the_cause_is_one_of_the_three_lenses(text: str, cause: str) -> None:
    assert CAUSE_NAMES[cause_of(text, kind_of(text))] == cause


def written(folder: Path, more: str) -> Path:
    path = folder / "kinds.yaml"
    path.write_text(
        f"kinds:\n  - {{code: OTHER, name: 其他, plain: 别的隐患, menu: 9{more}}}\n", encoding="utf-8"
    )
    return path


def test_a_file_from_before_loads_with_nothing_filled_in(tmp_path: Path) -> None:
    (other,) = load_kinds(written(tmp_path, ""))
    assert other.usual == Usual("", "", "", 5)
    assert other.cause is Cause.UNSTABLE
    assert measure_for("地滑", other.usual) == ""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (", usual: {measure: 把所有东西都搬走而且再也不要放回来}", "最多12个字"),
        (", usual: {funds: 从明年的大修预算里出}", "最多8个字"),
        (", usual: {contingency: 3}", "不是文字"),
        (", usual: {days: 3天}", "工作日"),
        (", usual: {days: 90}", "0 到 30"),
        (", usual: {money: 无}", "不认得“money”"),
        (", usual: 清走", "usual 要写成一组"),
        (", usual: {measure_when: 清走}", "measure_when 要写成"),
        (", usual: {measure_when: {84: 清走}}", "84"),
        (", cause: 人", "unsafe、unstable、uncoordinated"),
        (", cause_when: {锁: 人}", "只能写"),
        (", cause_when: [锁]", "cause_when 要写成"),
    ],
)
def test_a_mistake_in_the_defaults_is_told_with_its_class(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as raised:
        load_kinds(written(tmp_path, more))
    assert "第1类（OTHER）" in str(raised.value)
