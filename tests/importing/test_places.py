"""Places come with the names people really say."""

from models.places import Place
from tests.importing.tables import PLACES, complaints, counts, run, xlsx


def test_places_know_their_aliases_and_who_looks_after_them(hospital, kept, unit):
    assert run("places", xlsx(hospital / "p.xlsx", PLACES)).exit_code == 0
    door = kept(Place)[0]
    assert door["aliases"] == ["东门", "急诊口", "东侧门"]
    assert (door["unit_id"], door["home_id"]) == (unit("ZW")["id"], unit("H1")["id"])
    assert counts("places", hospital / "p.xlsx") == (0, 0, 2, 0)


def test_aliases_are_parted_by_whatever_people_put_between(hospital, kept):
    rows = [PLACES[0], ["A-03", "食堂", "ZW", "饭堂/餐厅;二楼 小食堂、饭堂，食堂"]]
    run("places", xlsx(hospital / "p.xlsx", rows))
    assert kept(Place)[0]["aliases"] == ["饭堂", "餐厅", "二楼", "小食堂"]


def test_a_place_changes_and_keeps_its_aliases_when_the_column_is_missing(hospital, kept):
    run("places", xlsx(hospital / "p.xlsx", PLACES))
    rows = [["地点编码", "地点", "责任科室"], ["ａ-01", "门诊东大门", "内二科"]]
    result = run("places", xlsx(hospital / "q.xlsx", rows), "--dry-run")
    assert "名称：门诊东门 → 门诊东大门；单位：总务科 → 内二科" in result.stdout
    assert counts("places", hospital / "q.xlsx") == (0, 1, 0, 0)
    assert kept(Place)[0]["aliases"] == ["东门", "急诊口", "东侧门"]
    assert len(kept(Place)) == 2


def test_one_code_for_two_places_is_refused(hospital):
    rows = [*PLACES, ["a-01", "西门", "ZW", ""]]
    assert "编码“a-01”和第2行重复，内容却不一样" in complaints("places", xlsx(hospital / "p.xlsx", rows))[4]
