"""Figures of papers: who could sit, who sat, who did not, and the newest answers; on both databases."""

from random import Random

import pytest
from sqlalchemy import select, update

from models.people import Person
from models.quiz import figures
from models.quiz.results import rank_of
from models.units import Unit
from tests.quiz.papers import Sat, add_bank, add_paper, sit

NAMES = ("张敏", "李红", "孙丽", "王强", "陈静")


@pytest.fixture
def carry(hospital):
    return hospital.carry


@pytest.fixture
def asked(carry, hospital):
    return carry(lambda db: add_bank(db, hospital.now))[:4]


@pytest.fixture
def home(hospital):
    return hospital.ids["市一院"]


@pytest.fixture
def path(carry, home):
    return carry(lambda db: db.execute(select(Unit.path).where(Unit.id == home)).scalar_one())


@pytest.fixture
def paper(carry, hospital, home, asked):
    """张敏 all right, 李红 half and then all, 王强 nothing."""
    paper_id = carry(lambda db: add_paper(db, home, hospital.now))
    for name, given in (("张敏", "AAAA"), ("李红", "AABB"), ("王强", "BBBB"), ("李红", "AAAA")):
        carry(
            lambda db, name=name, given=given: sit(
                db, paper_id, asked, Sat(hospital.ids[name], given), hospital.now
            )
        )
    return paper_id


def test_the_roll_is_who_could_have_sat(carry, hospital, home, path):
    assert carry(lambda db: figures.staff_by_home(db, path)) == {home: 5}
    ward, store = hospital.ids["内科二病区"], hospital.ids["后勤科"]
    assert carry(lambda db: figures.staff_by_unit(db, home)) == {ward: 3, store: 1, home: 1}


def test_who_left_or_has_another_post_is_not_waited_for(carry, hospital, home, path):
    def change(db):
        db.execute(update(Person).where(Person.name == "孙丽").values(active=False))
        return db.execute(update(Person).where(Person.name == "王强").values(post="后勤、临床")).rowcount

    carry(change)
    assert carry(lambda db: figures.staff_by_home(db, path)) == {home: 4}
    assert carry(lambda db: figures.staff_by_home(db, path, ["后勤"])) == {home: 1}
    assert carry(lambda db: figures.staff_by_home(db, path, ["食堂"])) == {}


def test_departments_and_the_hospital_add_up_to_the_same(carry, hospital, home, path, paper):
    whole = carry(lambda db: dict(figures.turnout_by_home(db, paper, path)[home]))
    parts = carry(lambda db: [dict(row) for row in figures.turnout_by_unit(db, paper, home).values()])
    assert {name: sum(part[name] for part in parts) for name in figures.COUNTED} == {
        name: whole[name] for name in figures.COUNTED
    }
    assert [whole[name] for name in figures.COUNTED] == [3, 2, 2000]


def test_points_are_those_of_everybodys_best_sitting(carry, hospital, home, path, paper):
    assert carry(lambda db: figures.shares_of_homes(db, paper, path)) == {1000: 2, 0: 1}
    ward = [hospital.ids["内科二病区"]]
    assert carry(lambda db: figures.shares_of_units(db, paper, home, ward)) == {1000: 2}
    assert carry(lambda db: rank_of(db, paper, 0)) == 3


def test_who_has_not_sat_is_named_once_and_only_below(carry, hospital, home, path, paper):
    def names(below):
        return carry(lambda db: [row["name"] for row in figures.not_yet(db, paper, below, home, (), 10)])

    assert sorted(names(path)) == ["孙丽", "陈静"]
    assert names(f"{path}{hospital.ids['内科二病区']}/") == ["孙丽"]


def test_the_list_of_everybody_has_those_too_who_sat_and_left(carry, hospital, home, path, paper):
    carry(lambda db: db.execute(update(Person).values(active=False)).rowcount)
    rows = carry(lambda db: [dict(row) for row in figures.everybody(db, paper, path, home, (), 10)])
    assert {row["name"]: row["sittings"] for row in rows} == {"张敏": 1, "李红": 2, "王强": 1}


def test_answers_are_those_of_the_newest_sittings(carry, hospital, home, paper, asked):
    newest = figures.Sample(paper, 2)
    found = carry(lambda db: [tuple(row) for row in figures.answers_of(db, newest)])
    assert carry(lambda db: figures.count_sample(db, newest)) == 2
    assert sorted({(share, given, bool(right)) for _, share, given, right, _ in found}) == [
        (0, "B", False),
        (1000, "A", True),
    ]
    assert sum(times for *_, times in found) == 8
    elsewhere = figures.Sample(paper, 9, home, [hospital.ids["后勤科"]])
    assert carry(lambda db: figures.count_sample(db, elsewhere)) == 1


def test_a_question_left_open_is_not_forgotten(carry, hospital, home, paper, asked):
    carry(lambda db: sit(db, paper, asked, Sat(hospital.ids["孙丽"], ("A", "", "A", "")), hospital.now))
    found = carry(lambda db: list(figures.left_open(db, figures.Sample(paper, 9))))
    assert sorted(found) == [(asked[1], 500), (asked[3], 500)]


def test_counters_and_a_count_of_all_results_agree_whatever_people_do(
    carry, hospital, home, path, paper, asked
):
    """Thirty more sittings by chance: the figures of the page are those one would count by hand."""
    chance, best = Random(5), {"张敏": 1000, "李红": 1000, "王强": 0}
    for _ in range(30):
        name, given = chance.choice(NAMES), [chance.choice("AB") for _ in asked]
        carry(lambda db, n=name, g=given: sit(db, paper, asked, Sat(hospital.ids[n], g), hospital.now))
        best[name] = max(best.get(name, 0), given.count("A") * 250)
    row = carry(lambda db: dict(figures.turnout_by_home(db, paper, path)[home]))
    passed = sum(share >= 600 for share in best.values())
    assert [row[name] for name in figures.COUNTED] == [len(best), passed, sum(best.values())]
    shares = carry(lambda db: figures.shares_of_homes(db, paper, path))
    assert shares == {share: list(best.values()).count(share) for share in set(best.values())}


def test_the_list_of_papers_says_how_many_sat_each(carry, hospital, home, paper):
    other = carry(lambda db: add_paper(db, home, hospital.now))
    assert carry(lambda db: figures.people_sat(db, [paper, other])) == {paper: 3}
