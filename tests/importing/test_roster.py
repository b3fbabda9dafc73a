"""The roster comes in again and again; nobody is lost, nobody is mixed up."""

import pytest

from models.people import Person
from tests.importing.tables import PEOPLE, complaints, counts, figures, run, xlsx


def by_name(kept):
    return {person["name"]: person for person in kept(Person)}


def test_people_stand_in_their_department_with_their_part(staffed, kept, unit):
    people = by_name(kept)
    assert {name: person["role"] for name, person in people.items()} == {
        "王芳": "staff", "李红": "officer", "张工": "union", "赵敏": "admin",
    }  # fmt: skip
    assert people["王芳"]["staff_no"] == "00153"
    assert people["王芳"]["unit_id"] == unit("NK-2")["id"]
    assert people["王芳"]["home_id"] == unit("H1")["id"]
    assert people["赵敏"]["staff_no"] is None


def test_the_same_file_again_changes_nothing(staffed, kept):
    before = kept(Person)
    assert counts("roster", staffed / "roster.xlsx") == (0, 0, 4, 0)
    assert kept(Person) == before


def test_a_cadre_of_the_city_is_on_the_roll_of_the_city(staffed, kept, unit):
    file = xlsx(staffed / "r.xlsx", [PEOPLE[0], ["孙玉梅", "90001", "13800000008", "QD", "市医务工会干事"]])
    assert counts("roster", file) == (1, 0, 0, 0)
    cadre = by_name(kept)["孙玉梅"]
    assert (cadre["unit_id"], cadre["home_id"], cadre["role"]) == (
        unit("QD")["id"],
        unit("QD")["id"],
        "union",
    )


def test_a_new_post_and_telephone_are_taken_over(staffed, kept):
    rows = [PEOPLE[0], ["王芳", "００153", "+86 139-0000-0001", "nk-2", "安全员"]]
    result = run("roster", xlsx(staffed / "r.xlsx", rows), "--dry-run")
    assert "王芳（00153） 手机：13800000001 → 13900000001；岗位：护士 → 安全员" in result.stdout
    assert counts("roster", staffed / "r.xlsx") == (0, 1, 0, 0)
    assert by_name(kept)["王芳"]["role"] == "officer"


def test_columns_that_are_missing_leave_what_is_kept(staffed, kept):
    rows = [["姓名", "科室"], ["王芳", "内二科"], ["李 红", "内二科"]]
    assert counts("roster", xlsx(staffed / "r.xlsx", rows)) == (0, 0, 2, 0)
    assert by_name(kept)["李红"]["role"] == "officer"


def test_people_missing_from_the_file_stay_unless_they_are_said_to_have_left(staffed, kept):
    file = xlsx(staffed / "r.xlsx", PEOPLE[:3])
    assert figures("roster", file)["missing"] == 2
    assert all(person["active"] for person in kept(Person))
    assert figures("roster", file, "--leave")["missing"] == 2
    assert {name for name, person in by_name(kept).items() if not person["active"]} == {"张工", "赵敏"}
    assert counts("roster", staffed / "roster.xlsx") == (0, 2, 2, 0)
    assert all(person["active"] for person in kept(Person))


def test_a_hospital_knows_how_many_its_people_are(staffed, kept, unit):
    assert unit("H1")["on_roll"] == 4
    assert counts("roster", xlsx(staffed / "r.xlsx", PEOPLE[:3]), "--leave")
    assert unit("H1")["on_roll"] == 2


def test_skipped_lines_never_count_as_having_left(staffed):
    assert run("roster", staffed / "roster.xlsx", "--leave", "--skip-bad").exit_code == 2


def test_a_number_does_not_pass_to_somebody_else(staffed, kept):
    file = xlsx(staffed / "r.xlsx", [PEOPLE[0], ["陈静", "00153", "", "NK-2", "护士"]])
    assert "工号“00153”原来是“王芳”，这里写的是“陈静”" in complaints("roster", file)[2]
    assert counts("roster", file, "--rename") == (0, 1, 0, 0)
    assert "陈静" in by_name(kept)


def test_a_staff_number_that_comes_later_finds_the_person(staffed, kept):
    file = xlsx(staffed / "r.xlsx", [PEOPLE[0], ["赵敏", "00777", "13800000004", "ZW", "系统管理员"]])
    assert counts("roster", file) == (0, 1, 0, 0)
    assert by_name(kept)["赵敏"]["staff_no"] == "00777"


def test_namesakes_without_staff_number_are_told_apart_by_telephone(hospital, kept):
    rows = [["姓名", "手机", "单位编码"], ["王芳", "13800000001", "NK-2"]]
    assert counts("roster", xlsx(hospital / "a.xlsx", rows)) == (1, 0, 0, 0)
    rows = [rows[0], ["王芳", "13800000009", "NK-2"], rows[1]]
    assert counts("roster", xlsx(hospital / "b.xlsx", rows)) == (1, 0, 1, 0)
    assert {person["phone"] for person in kept(Person)} == {"13800000001", "13800000009"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "00200", "", "NK-2", ""], "没有填姓名，请补上"),
        (["孙丽", "00200", "", "", ""], "没有填单位编码"),
        (["孙丽", "00200", "", "NK2", ""], "单位编码“NK2”在单位表里没有，是不是写错了？最像的是“NK-2”"),
        (["孙丽", "00200", "1380000", "NK-2", ""], "手机“1380000”不对，应是1开头的11位手机号"),
        (["孙丽", "00200", "1.38E+10", "NK-2", ""], "被 Excel 改成了科学计数"),
        (["孙丽", "00153", "", "NK-2", ""], "工号“00153”和第2行重复"),
        (["孙丽", "#N/A", "", "NK-2", ""], "工号是公式的错误结果“#N/A”"),
    ],
)
def test_every_bad_line_says_what_to_do(hospital, row, said):
    assert said in complaints("roster", xlsx(hospital / "r.xlsx", [*PEOPLE, row]))[6]


def test_one_bad_line_keeps_everybody_out_and_is_listed(hospital, kept):
    result = run("roster", xlsx(hospital / "r.xlsx", [*PEOPLE, ["孙丽", "", "12", "NK-2", ""]]))
    assert result.exit_code == 1
    assert result.stderr.startswith("有1行有问题，一行也没有导入")
    assert "第6行：手机“12”不对" in result.stderr
    assert kept(Person) == []
    assert run("roster", hospital / "r.xlsx", "--skip-bad").exit_code == 0
    assert len(kept(Person)) == 4


def test_a_line_that_stands_twice_counts_once(hospital):
    facts = figures("roster", xlsx(hospital / "r.xlsx", [*PEOPLE, PEOPLE[1]]))
    assert (facts["added"], facts["repeated"], facts["bad"]) == (4, 1, [])


def test_two_lines_with_nothing_but_a_name_cannot_be_told_apart(hospital):
    rows = [["姓名", "单位编码"], ["王芳", "NK-2"], ["王芳", "NK-2"]]
    assert "和第2行同名同单位" in complaints("roster", xlsx(hospital / "r.xlsx", rows))[3]


HEADER = ["姓名", "工号", "手机", "单位编码", "岗位", "外协", "值班"]


def flags(kept):
    """Of each person: whether of another firm, whether on duty."""
    return {name: (person["outside"], person["on_duty"]) for name, person in by_name(kept).items()}


def test_people_of_other_firms_and_those_on_duty_are_marked(hospital, kept):
    rows = [
        HEADER,
        ["王桂英", "", "13800000009", "ZW", "保洁", "是", ""],
        ["刘师傅", "", "13800000010", "ZW", "外协电工", "", "√"],
        ["王芳", "00153", "", "NK-2", "护士", "否", "是"],
        ["张敏", "00156", "", "NK-2", "护士", "", ""],
    ]
    told = run("roster", xlsx(hospital / "r.xlsx", rows), "--dry-run").stdout
    assert "表里有外协2人、值班2人" in told
    assert "会新增：刘师傅（13800000010） 外协 值班" in told
    assert run("roster", hospital / "r.xlsx").exit_code == 0
    assert flags(kept) == {
        "王桂英": (True, False), "刘师傅": (True, True), "王芳": (False, True), "张敏": (False, False),
    }  # fmt: skip
    assert by_name(kept)["王桂英"]["staff_no"] is None
    assert counts("roster", hospital / "r.xlsx") == (0, 0, 4, 0)


def test_who_leaves_the_duty_list_is_said_in_words(hospital, kept):
    rows = [HEADER, ["王芳", "00153", "", "NK-2", "护士", "否", "是"]]
    run("roster", xlsx(hospital / "r.xlsx", rows))
    later = xlsx(hospital / "q.xlsx", [HEADER, ["王芳", "00153", "", "NK-2", "护士", "否", ""]])
    assert "值班：是 → 否" in run("roster", later, "--dry-run").stdout
    run("roster", later)
    assert flags(kept) == {"王芳": (False, False)}


def test_a_roster_without_these_columns_leaves_the_marks_alone(hospital, kept):
    run(
        "roster", xlsx(hospital / "r.xlsx", [HEADER, ["刘师傅", "", "13800000010", "ZW", "电工", "是", "是"]])
    )
    plain = [PEOPLE[0], ["刘师傅", "", "13800000010", "ZW", "电工"]]
    assert counts("roster", xlsx(hospital / "q.xlsx", plain)) == (0, 0, 1, 0)
    assert flags(kept) == {"刘师傅": (True, True)}


def test_who_was_of_another_firm_by_post_is_ours_with_a_new_post(hospital, kept):
    run("roster", xlsx(hospital / "r.xlsx", [PEOPLE[0], ["刘师傅", "", "13800000010", "ZW", "外协电工"]]))
    assert flags(kept) == {"刘师傅": (True, False)}
    run("roster", xlsx(hospital / "q.xlsx", [PEOPLE[0], ["刘师傅", "00900", "13800000010", "ZW", "电工"]]))
    assert flags(kept) == {"刘师傅": (False, False)}


def test_somebody_of_another_firm_without_any_number_is_pointed_out(hospital):
    rows = [HEADER, ["王桂英", "", "", "ZW", "保洁", "是", ""]]
    notes = figures("roster", xlsx(hospital / "r.xlsx", rows))["notes"]
    assert "1位外协没有手机也没有工号，微信里认不出来：王桂英" in notes


def test_an_answer_that_is_neither_yes_nor_no_is_asked_back(hospital):
    rows = [HEADER, ["王桂英", "", "13800000009", "ZW", "保洁", "可能", ""]]
    assert "外协“可能”看不懂，请写是或否" in complaints("roster", xlsx(hospital / "r.xlsx", rows))[2]
