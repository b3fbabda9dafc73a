"""A document that is brought in: kept as it is, by version, for the right units, and never less than what it follows."""

import pytest

from actions.plan import loading
from actions.plan.book import PlanBook
from models.plan import plans
from plans.loading import FOLDER, read_plan
from plans.official import Plan as Written
from plans.ruled import ruled
from rules.refusal import Refused
from tests.documents import READ_ONCE
from tests.plan.homes import LATE, NOON, opened

TEXT = (FOLDER / "anquanyue.plan.yaml").read_text(encoding="utf-8")


@pytest.fixture
def homes(database_url, tmp_path):
    with opened(database_url, tmp_path) as found:
        yield found


@pytest.fixture
def book():
    return PlanBook(READ_ONCE["load_plans"]())


@pytest.fixture
def written():
    return read_plan("a.yaml", TEXT.replace("plan: anquanyue", "plan: our-month"))


@pytest.fixture
def load(homes):
    def one(plan, unit="city", at=NOON):
        return homes.do(lambda db: loading.load(db, plan, homes.units[unit]["id"], at, homes.people["郑会"]))

    return one


def live(homes, code="our-month"):
    rows = homes.do(lambda db: plans.versions_of(db, code))
    return [(row["version"], row["state"]) for row in rows]


def test_what_is_kept_loads_back_as_it_was(load, written, homes):
    load(written)
    row = homes.do(lambda db: plans.live_plans(db)[0])
    again = Written.model_validate(row["body"])
    assert again == written
    assert ruled(again) == ruled(written)
    assert loading.digest_of(again) == row["digest"]


def test_the_fingerprint_is_of_the_content_and_not_of_the_file(written):
    same = read_plan("b.yaml", "# 说明\n" + TEXT.replace("plan: anquanyue", "plan: our-month"))
    assert loading.digest_of(same) == loading.digest_of(written)
    other = written.model_copy(update={"short": "别的"})
    assert loading.digest_of(other) != loading.digest_of(written)


def test_the_same_code_again_retires_the_version_before(load, written, homes):
    load(written)
    with pytest.raises(Refused, match="一模一样"):
        load(written, at=LATE)
    load(written.model_copy(update={"title": "第二版"}), at=LATE)
    assert live(homes) == [(2, "live"), (1, "retired")]
    load(written)
    assert live(homes) == [(3, "live"), (2, "retired"), (1, "retired")]


def test_a_code_of_another_unit_is_not_taken_over(load, written, homes):
    load(written)
    with pytest.raises(Refused, match="别的单位"):
        load(written.model_copy(update={"title": "x"}), "home")
    assert live(homes) == [(1, "live")]


def test_it_holds_for_the_unit_and_below_and_for_nobody_beside(load, written, homes, book):
    load(written, "home")

    def follows(unit):
        return {plan.code for plan in homes.do(lambda db: book.of(db, homes.units[unit]))}

    assert "our-month" in follows("home")
    assert "our-month" not in follows("second") | follows("city")


def test_only_who_stands_above_all_replaces_what_was_shipped(book, homes):
    shipped = read_plan("a.yaml", TEXT)
    for unit, refused in (("home", True), ("city", False)):
        look = homes.do(lambda db, unit=unit: loading.look_at(db, book, shipped, homes.units[unit]))
        assert bool(look.wrong) == refused
    with pytest.raises(Refused, match="由市医务工会来换"):
        homes.do(
            lambda db: loading.bring_in(db, book, shipped, homes.units["home"], NOON, homes.people["陈静"])
        )


def test_a_word_of_the_addresses_is_no_code(written, homes, book):
    mine = written.model_copy(update={"plan": "mine"})
    look = homes.do(lambda db: loading.look_at(db, book, mine, homes.units["home"]))
    assert look.wrong == ("代码不能叫 mine，换一个。",)


def test_a_local_document_drops_nothing_of_the_one_it_follows(written, homes, book):
    local = written.model_copy(update={"plan": "local", "parent": "anquanyue"})
    unit = homes.units["home"]
    assert homes.do(lambda db: loading.look_at(db, book, local, unit)).wrong == ()
    fewer = local.model_copy(update={"duties": local.duties[:-1]})
    wrong = homes.do(lambda db: loading.look_at(db, book, fewer, unit)).wrong
    assert len(wrong) == 1
    assert local.duties[-1].needs in wrong[0]
    orphan = local.model_copy(update={"parent": "nowhere"})
    assert "不在系统里" in homes.do(lambda db: loading.look_at(db, book, orphan, unit)).wrong[0]
