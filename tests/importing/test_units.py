"""The organisation tree comes in whole, or not at all with the reason for every line."""

import pytest
from sqlalchemy import insert

from models.database import open_writing
from models.people import Person
from models.units import Unit
from suishoupai.settings import load
from tests.importing.tables import PEOPLE, UNITS, complaints, counts, figures, run, xlsx


def test_the_tree_stands_with_path_home_and_city(hospital, unit):
    city, home, ward, team = unit("QD"), unit("H1"), unit("NK-2"), unit("HLZ")
    assert team["path"] == f"/{city['id']}/{home['id']}/{ward['id']}/{team['id']}/"
    assert (team["kind"], team["home_id"], team["city_id"]) == ("team", home["id"], city["id"])
    assert (home["home_id"], home["city_id"]) == (home["id"], city["id"])
    assert (city["home_id"], city["city_id"], city["parent_id"]) == (None, city["id"], None)


def test_the_same_file_again_changes_nothing(hospital, kept):
    before = kept(Unit)
    assert counts("units", hospital / "units.xlsx") == (0, 0, 5, 0)
    assert kept(Unit) == before


def test_children_may_stand_before_their_parents(folder, unit):
    assert run("units", xlsx(folder / "u.xlsx", [UNITS[0], *reversed(UNITS[1:])])).exit_code == 0
    assert unit("HLZ")["path"].count("/") == 5


def test_a_trial_run_tells_but_keeps_nothing(folder, kept):
    result = run("units", xlsx(folder / "u.xlsx", UNITS), "--dry-run")
    assert result.exit_code == 0
    assert "会新增：内二科（NK-2）" in result.stdout
    assert "什么也没有写入" in result.stdout
    assert len(kept(Unit)) == 1


def test_a_department_that_moves_takes_its_people_and_everything_below_along(staffed, unit, kept):
    moved = [*UNITS[:3], ["NK-2", "内科二病区", "H2", "科室"], *UNITS[4:], ["H2", "东院区", "QD", "院区"]]
    result = run("units", xlsx(staffed / "moved.xlsx", moved), "--dry-run")
    assert "内科二病区（NK-2） 名称：内二科 → 内科二病区；上级：H1 → H2" in result.stdout
    assert counts("units", staffed / "moved.xlsx") == (1, 1, 4, 0)
    home = unit("H2")
    assert unit("HLZ")["home_id"] == home["id"]
    assert unit("HLZ")["path"].startswith(home["path"])
    homes = {person["name"]: person["home_id"] for person in kept(Person)}
    assert homes["王芳"] == home["id"]
    assert homes["张工"] == unit("H1")["id"]


def test_one_bad_line_keeps_everything_out(folder, kept):
    result = run("units", xlsx(folder / "u.xlsx", [*UNITS, ["X", "某科", "NK2", "科室"]]))
    assert result.exit_code == 1
    assert "第7行：上级编码“NK2”在表里和库里都没有，是不是写错了？最像的是“NK-2”" in result.stderr
    assert len(kept(Unit)) == 1


def test_bad_lines_may_be_skipped_with_what_hangs_on_them(folder, kept):
    rows = [*UNITS, ["X", "某科", "NK9", "科室"], ["Y", "某组", "X", "班组"]]
    result = run("units", xlsx(folder / "u.xlsx", rows), "--skip-bad")
    assert result.exit_code == 0
    assert "第8行：上级“X”（第7行）有问题，先改好那一行" in result.stderr
    assert {unit["code"] for unit in kept(Unit)} == {"default", "QD", "H1", "NK-2", "HLZ", "ZW"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "某科", "H1", "科室"], "没有填编码，请补上"),
        (["X", "", "H1", "科室"], "没有填名称"),
        (["X", "某科", "H1", "车间"], "类型“车间”认不得，请写：省、市、单位、科室、班组"),
        (["X", "某科", "", "科室"], "科室要写上级编码"),
        (["X", "某院", "NK-2", "医院"], "单位“某院”不能放在科室“内二科”下面"),
        (["X", "某科", "X", "科室"], "绕成了圈：X → X"),
        (["nk-２", "内三科", "H1", "科室"], "编码“nk-２”和第4行重复，内容却不一样"),
        (["=A1", "某科", "H1", "科室"], "编码是一个还没算出结果的公式"),
        (["2026-03-01", "某科", "H1", "科室"], "被 Excel 改成了日期"),
        (["X", "某" * 70, "H1", "科室"], "名称太长，最多60个字"),
    ],
)
def test_every_bad_line_says_what_to_do(folder, row, said):
    assert said in complaints("units", xlsx(folder / "u.xlsx", [*UNITS, row]))[7]


def test_a_circle_names_its_way_on_every_line_of_it(folder):
    rows = [*UNITS, ["A", "甲科", "B", "科室"], ["B", "乙科", "A", "科室"]]
    said = complaints("units", xlsx(folder / "u.xlsx", rows))
    assert "A → B → A" in said[7]
    assert "B → A → B" in said[8]


def test_two_roots_are_taken_and_pointed_out(folder):
    notes = figures("units", xlsx(folder / "u.xlsx", [*UNITS, ["H9", "第九医院", "", "医院"]]))["notes"]
    assert "2个没有上级的单位（青岛市卫生健康工会、第九医院）" in notes[0]


def test_the_only_hospital_takes_what_strangers_report(hospital, unit):
    assert unit("H1")["takes_strangers"]
    assert not unit("default")["takes_strangers"]
    run("units", xlsx(hospital / "second.xlsx", [UNITS[0], ["H2", "第二医院", "QD", "医院"]]))
    assert unit("H1")["takes_strangers"]
    assert not unit("H2")["takes_strangers"]


def test_two_hospitals_leave_strangers_where_they_are(folder, unit):
    run("units", xlsx(folder / "u.xlsx", [*UNITS, ["H2", "第二医院", "QD", "医院"]]))
    assert unit("default")["takes_strangers"]


def test_a_built_in_unit_in_use_keeps_its_strangers(folder, unit):
    person = {"name": "甲", "unit_id": unit("default")["id"], "home_id": unit("default")["id"]}
    engine = open_writing(load().database_url)
    with engine.begin() as db:
        db.execute(insert(Person), person)
    engine.dispose()
    run("units", xlsx(folder / "u.xlsx", UNITS))
    assert unit("default")["takes_strangers"]
    assert not unit("H1")["takes_strangers"]


def test_a_hospital_with_people_cannot_become_a_city(staffed):
    rows = [UNITS[0], UNITS[1], ["H1", "第一人民医院", "QD", "市"], *UNITS[3:]]
    assert "不能移到医院外面" in complaints("units", xlsx(staffed / "u.xlsx", rows))[3]


def test_numbers_that_would_clash_stop_a_move(staffed, unit):
    other = [*UNITS, ["H2", "第二医院", "QD", "医院"]]
    assert run("units", xlsx(staffed / "two.xlsx", other)).exit_code == 0
    roster = [PEOPLE[0], ["孙丽", "00153", "", "H2", "护士"]]
    assert run("roster", xlsx(staffed / "r2.xlsx", roster)).exit_code == 0
    moved = [row if row[0] != "NK-2" else ["NK-2", "内二科", "H2", "科室"] for row in other]
    assert "工号“00153”会和那边的人重复" in complaints("units", xlsx(staffed / "m.xlsx", moved))[4]


WITH_PHONES = [
    [*UNITS[0], "电话"],
    [*UNITS[1], ""],
    [*UNITS[2], "0533-2110120"],
    [*UNITS[3], "0533-2110205 转8001"],
    *([*row, ""] for row in UNITS[4:]),
]


def test_a_department_has_a_telephone(folder, unit):
    told = run("units", xlsx(folder / "u.xlsx", WITH_PHONES), "--dry-run").stdout
    assert "会新增：内二科（NK-2） 0533-2110205 转8001" in told
    assert run("units", folder / "u.xlsx").exit_code == 0
    assert (unit("NK-2")["phone"], unit("ZW")["phone"]) == ("0533-2110205 转8001", "")
    assert counts("units", folder / "u.xlsx") == (0, 0, 5, 0)


def test_a_telephone_changes_and_goes_only_when_the_file_says_so(folder, unit):
    run("units", xlsx(folder / "u.xlsx", WITH_PHONES))
    run("units", xlsx(folder / "plain.xlsx", UNITS))
    assert unit("H1")["phone"] == "0533-2110120"
    rows = [WITH_PHONES[0], [*UNITS[2], "8120"], [*UNITS[3], "无"]]
    told = run("units", xlsx(folder / "q.xlsx", rows), "--dry-run").stdout
    assert "第一人民医院（H1） 电话：0533-2110120 → 8120" in told
    assert counts("units", folder / "q.xlsx") == (0, 2, 0, 0)
    assert (unit("H1")["phone"], unit("NK-2")["phone"]) == ("8120", "")


@pytest.mark.parametrize("phone", ["问李主任", "12", "1.3E+10"])
def test_what_cannot_be_dialled_is_asked_back(folder, phone):
    rows = [WITH_PHONES[0], [*UNITS[2][:2], "", UNITS[2][3], phone]]
    assert "电话" in complaints("units", xlsx(folder / "u.xlsx", rows))[2]
