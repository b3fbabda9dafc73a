"""Findings in the language of inspection reports, in our own words; each is read as the class an officer would choose."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from plans.kinds import load_kinds
from rules.kinds import Kind
from rules.words.suggesting import suggest

KINDS = load_kinds()
REACHED = 0.97


def findings() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    code = ""
    for line in Path(__file__).with_name("inspections.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            code = line.removeprefix("== ")
        elif line:
            texts[code].append(line)
    return texts


FINDINGS = findings()


def test_there_are_findings_of_every_class() -> None:
    assert set(FINDINGS) == {kind.code for kind in KINDS} - {"OTHER"}
    assert sum(map(len, FINDINGS.values())) >= 150


def test_findings_are_read_as_the_class_an_officer_would_choose() -> None:
    astray = [
        (code, suggest(text, KINDS).code, text)
        for code, texts in FINDINGS.items()
        for text in texts
        if suggest(text, KINDS).code != code
    ]
    assert 1 - len(astray) / sum(map(len, FINDINGS.values())) >= REACHED, astray


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("疏散指示灯不亮", "FIRE_SYS"),
        ("楼梯间里充电", "EBIKE"),
        ("配电箱进水", "ELEC"),
        ("吸氧床边有人吸烟", "MEDGAS"),
        ("厕所有人吸烟", "FIRE_BLDG"),
        ("工人高处没系安全带", "WORK"),
        ("锅炉压力表不归零", "SPECIAL"),
        ("灭火器压力表坏了", "FIRE_EQUIP"),
        ("电梯困人了", "SPECIAL"),
        ("电梯口地上有水", "BLDG"),
    ],
)
def test_what_is_easily_confused_is_told_apart(text: str, code: str) -> None:
    assert suggest(text, KINDS).code == code


@pytest.mark.parametrize(
    "text",
    [
        "疏散门被焊死",
        "自动喷水灭火系统停用",
        "消防控制室值班人员未持证",
        "两台电梯超期未检验",
        "食堂可燃气体报警装置失效",
        "外包单位未签订安全管理协议",
        "动火作业未办理审批手续",
        "有限空间作业前未检测",
        "配电房积水",
    ],
)
def test_a_grave_finding_is_for_the_officer_to_look_at(text: str) -> None:
    assert suggest(text, KINDS).level == "major"


@pytest.mark.parametrize(
    "text",
    [
        "灭火器压力不足且未定期点检",
        "常闭式防火门处于开启状态",
        "燃气报警器有一只螺丝松了",
        "安全出口标识脱落",
        "疏散门未上锁",
        "电梯按钮面板松动",
        "动火作业审批培训未做",
    ],
)
def test_an_everyday_finding_is_not(text: str) -> None:
    assert suggest(text, KINDS).level == "general"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("放射科技师没戴剂量计", "occupational"),
        ("受检者未配备铅围裙", "accident"),
        ("打磨岗位粉尘没有除尘", "occupational"),
        ("脚手架晃得厉害", "accident"),
        ("未安排员工职业健康体检", "occupational"),
    ],
)
def test_harm_to_the_staff_is_told_from_accidents_within_a_class(text: str, kind: str) -> None:
    assert suggest(text, KINDS).kind == kind


def test_words_said_together_speak_for_a_class_and_may_turn_its_kind() -> None:
    pets = Kind("PETS", "动物", "有猫狗", (), ("狗",), (), (), occupational=False, menu=9)
    wards = Kind("WARD", "病房", "病房", (), ("病房",), (), (), occupational=False, menu=9)
    sure = replace(pets, sure=(("狗|猫", "病房|诊室"),), other_kind=(("咬|抓",),))
    assert suggest("病房进来一只猫", (pets, wards)).code == "WARD"
    assert suggest("病房进来一只猫", (sure, wards)).code == "PETS"
    assert suggest("病房的狗咬了护士", (sure, wards)).kind == "occupational"
    assert suggest("病房进来一只狗", (sure, wards)).kind == "accident"


def test_an_empty_alternative_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kinds.yaml"
    path.write_text(
        "kinds:\n  - {code: OTHER, name: 其他, plain: 别的, menu: 9, sure: [[火|]]}\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="旁边空着"):
        load_kinds(path)
