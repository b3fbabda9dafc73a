"""Questions by hand on both databases: versions, four eyes, what is asked and what rests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from actions.quiz import authoring, from_hazards
from bot.writer import open_writer
from models.database import open_writing
from models.photos import Photo
from models.quiz import bank_lists, bank_pages, questions
from models.quiz.bank_lists import ABOVE, ANY, Wanted, Whose
from plans.kinds import load_kinds
from rules.hazard import NotYours, WrongMoment
from rules.quiz.question import Kind, Question
from rules.refusal import Refused
from tests.web.asked import answers, doubt, question
from tests.web.makers import DAY, NOON, Make

ASKED = Question(
    kind=Kind.SINGLE,
    asks="灭火器指针在红区，先做什么？",
    options=("报修更换", "继续使用", "放回原处"),
    right="A",
    topics=("消防",),
)
KINDS = load_kinds()


class Room:
    """A city with two hospitals, two officers, and the bank of the first hospital."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.city = make.unit("市医务工会", "city")
        self.home, self.other = make.unit("市一院", "unit", self.city), make.unit("市二院", "unit", self.city)
        self.li, self.wang = (
            make.person("李红", self.home, "officer"),
            make.person("王强", self.home, "officer"),
        )
        self.bank = Whose(self.home["id"], (self.city["id"], self.home["id"]), (self.home["id"],))

    def does(self, work):
        return self.make.writer.carry(work)

    def write(self, asked=ASKED, **facts):
        return self.does(lambda db: authoring.write(db, self.bank, asked, now=NOON, by=self.li, **facts))

    def correct(self, key, asked):
        return self.does(lambda db: authoring.correct(db, self.bank, key, asked, now=NOON, by=self.wang))

    def approve(self, key, by, seen=""):
        owner = self.bank.owner_id
        return self.does(lambda db: authoring.approve(db, owner, key, seen=seen, now=NOON, by=by))

    def row(self, key):
        return self.does(lambda db: dict(questions.find_question(db, key)))

    def listed(self, **wanted):
        return [
            row["id"]
            for row in self.does(lambda db: bank_lists.find_questions(db, self.bank, Wanted(**wanted))).rows
        ]

    def asked_now(self):
        units = (self.city["id"], self.home["id"])
        return {row["id"] for row in self.does(lambda db: questions.live_of(db, (None, *units)))}


@pytest.fixture
def room(database_url: str, tmp_path: Path) -> Iterator[Room]:
    engine = open_writing(database_url)
    writer = open_writer(engine)
    (tmp_path / "photos").mkdir()
    yield Room(Make(writer, tmp_path / "photos"))
    writer.close()
    engine.dispose()


def test_a_correction_is_a_new_version_and_the_old_one_rests(room):
    first = room.write()
    second = room.correct(first, replace(ASKED, asks="灭火器压力不足，先做什么？"))
    assert room.asked_now() == {second}
    assert (room.row(first)["state"], room.row(first)["asks"]) == ("retired", ASKED.asks)
    assert (room.row(second)["code"], room.row(second)["version"]) == (room.row(first)["code"], 2)
    assert (room.row(second)["made_by_id"], room.row(first)["made_by_id"]) == (room.wang, room.li)
    assert room.listed() == [second]
    assert room.listed(state="retired") == []


def test_who_was_slower_is_told_and_changes_nothing(room):
    first = room.write()
    second = room.correct(first, replace(ASKED, why="红区就是没气了。"))
    with pytest.raises(WrongMoment, match="刚有人改过"):
        room.correct(first, replace(ASKED, why="另一句"))
    assert room.asked_now() == {second}


def test_nothing_changed_makes_no_version(room):
    first = room.write()
    with pytest.raises(Refused, match="没有什么要改的"):
        room.correct(first, ASKED)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(ASKED, right=""), "没有答案"),
        (replace(ASKED, right="AB"), "只能有一个答案"),
        (replace(ASKED, right="D"), "没有这个选项"),
        (replace(ASKED, options=("报修",), right="A"), "至少要2个选项"),
        (replace(ASKED, options=("报修", "报修"), right="A"), "两个选项一样"),
        (replace(ASKED, topics=()), "知识点至少勾一个"),
        (replace(ASKED, level=0), "重新选一下"),
        (replace(ASKED, valid_from=NOON.date(), valid_until=(NOON - DAY).date()), "比生效的还早"),
    ],
)
def test_what_cannot_be_asked_is_not_written(room, wrong, said):
    with pytest.raises(Refused, match=said):
        room.write(wrong)
    assert room.asked_now() == set()


def test_the_same_question_stands_once_whatever_the_order_of_its_options(room):
    room.write()
    turned = replace(ASKED, options=("放回原处", "继续使用", "报修更换"), right="C")
    with pytest.raises(Refused, match="一模一样的一道"):
        room.write(turned)
    room.write(replace(ASKED, right="B"))


def test_first_words_corrected_away_may_be_written_again(room):
    first = room.write()
    room.correct(first, replace(ASKED, asks="别的问法"))
    again = room.write()
    assert room.row(again)["code"] != room.row(first)["code"]


def test_a_stopped_question_rests_until_it_is_brought_back(room):
    first = room.write()
    owner = room.bank.owner_id
    room.does(lambda db: authoring.stop(db, owner, first, now=NOON, by=room.wang))
    assert (room.asked_now(), room.listed(state="retired")) == (set(), [first])
    with pytest.raises(WrongMoment, match="已经停用了"):
        room.does(lambda db: authoring.stop(db, owner, first, now=NOON, by=room.li))
    with pytest.raises(Refused, match="去恢复它"):
        room.write()
    room.does(lambda db: authoring.bring_back(db, owner, first, now=NOON, by=room.li))
    assert room.asked_now() == {first}


def test_nobody_touches_the_question_of_somebody_else(room):
    shipped, citys = question(room.make, None), question(room.make, room.city["id"])
    for key in (shipped, citys):
        for work in (
            lambda db, key=key: authoring.stop(db, room.bank.owner_id, key, now=NOON, by=room.li),
            lambda db, key=key: authoring.correct(db, room.bank, key, ASKED, now=NOON, by=room.li),
            lambda db, key=key: authoring.approve(db, room.bank.owner_id, key, seen="", now=NOON, by=room.li),
        ):
            with pytest.raises(NotYours):
                room.does(work)
    assert room.asked_now() == {shipped, citys}
    room.does(lambda db: authoring.stop(db, None, shipped, now=NOON, by=room.li))
    assert room.asked_now() == {citys}


def test_a_draft_is_rewritten_in_place_and_asked_once_approved(room):
    draft = room.write(state="draft")
    assert (room.asked_now(), room.listed(state="draft")) == (set(), [draft])
    assert room.correct(draft, replace(ASKED, why="没气了")) == draft
    assert room.row(draft)["made_by_id"] == room.wang
    room.approve(draft, room.li)
    assert room.asked_now() == {draft}


def test_doubts_are_counted_and_settled_over_all_versions_for_ones_own_people(room):
    first = room.write()
    doubt(room.make, room.home["id"], first, "30日还是15日？")
    doubt(room.make, room.other["id"], first)
    second = room.correct(first, replace(ASKED, why="没气了"))
    assert room.listed(state=ANY, doubted=True) == [second]
    assert room.does(lambda db: bank_lists.count_states(db, room.bank))["doubted"] == 1
    told = room.does(
        lambda db: authoring.settle(db, [first, second], room.bank.below, "改题", now=NOON, by=room.li)
    )
    assert told == 1
    assert room.listed(state=ANY, doubted=True) == []
    open_still = room.does(lambda db: authoring.waiting(db, [first], [room.other["id"]]))
    assert open_still == 1


def test_the_list_is_narrowed_by_everything_at_once(room):
    shipped = question(room.make, None, law="消防法", level=2, topics=["消防", "燃气"])
    citys = question(room.make, room.city["id"], kind="judge", right="T", options=[], topics=["燃气"])
    question(room.make, room.other["id"])
    own = room.write()
    assert room.listed() == [own, citys, shipped]
    assert room.listed(topic="燃气") == [citys, shipped]
    assert room.listed(topic="燃") == []
    assert room.listed(kind="judge") == [citys]
    assert (room.listed(law="消防法"), room.listed(level=2)) == ([shipped], [shipped])
    assert (room.listed(source="shipped"), room.listed(source=ABOVE)) == ([shipped], [citys])
    assert room.listed(source="written") == [own]
    assert room.listed(words="报修 红区") == [own, shipped]
    assert room.listed(words="100%") == []
    assert room.does(lambda db: bank_lists.laws_in(db, room.bank)) == ["消防法"]


def test_how_a_question_was_answered_lately(room):
    key, unasked = room.write(), room.write(replace(ASKED, right="B"))
    answers(room.make, room.home["id"], key, True, True, False)
    answers(room.make, room.other["id"], key, False)
    found = room.does(lambda db: bank_pages.asked_lately(db, room.bank, [key, unasked]))
    assert (found[key].times, found[key].right, found[key].percent) == (3, 2, 67)
    assert unasked not in found


@pytest.fixture
def closed(room):
    """A closed hazard of the first hospital with a picture; the reporter wrote more than may be told."""

    def one(words="3号楼楼梯口堆纸箱，张敏说的", **facts):
        usual = {"status": "closed", "closed_at": NOON, "category": "FIRE_EXIT", "place_text": "3号楼楼梯口"}
        covered = facts.pop("redacted_at", NOON)
        key = room.make.hazard(room.home, next(room.make.ids) + 200, words, **(usual | facts))
        return key, room.make.photo(key, redacted_at=covered, boxes=[[0.1, 0.1, 0.2, 0.2]] if covered else [])

    return one


def make_of(room, key, *, clear=False):
    owner = room.home["id"]
    return room.does(lambda db: from_hazards.make(db, owner, key, KINDS, clear=clear, now=NOON, by=room.li))


def test_a_closed_hazard_makes_two_drafts_that_name_nobody_and_no_place(room, closed):
    room.make.person("张敏", room.home)
    key, photo = closed(measure="请张敏清走3号楼的纸箱")
    what, helps = (room.row(made) for made in make_of(room, key))
    assert (what["options"][" ABCD".index(what["right"]) - 1], what["state"]) == ("通道被堵", "draft")
    assert helps["options"][" ABCD".index(helps["right"]) - 1] == "清走堆物"
    for row in (what, helps):
        said = "".join([row["asks"], row["why"], row["code"], *row["options"]])
        assert (row["photo_id"], len(set(row["options"])), row["topics"]) == (photo, 4, ["消防"])
        for told in ("张敏", "3号楼", "楼梯口"):
            assert told not in said
    assert room.asked_now() == set()


def test_a_plain_measure_is_kept_as_it_was_written(room, closed):
    key, _ = closed(measure="立刻搬走并贴警示")
    helps = room.row(make_of(room, key)[1])
    assert "立刻搬走并贴警示" in helps["options"]


def test_of_a_nameless_report_nothing_remains(room, closed):
    key, _ = closed(anonymous=True, receipt_hash="secret", seal="sealed")
    for made in make_of(room, key):
        row = room.row(made)
        assert row["made_by_id"] == room.li
        assert "secret" not in str(row)
        assert "sealed" not in str(row)


def test_a_face_nobody_looked_for_keeps_a_picture_away(room, closed):
    key, _ = closed(redacted_at=None)
    with pytest.raises(Refused, match="还没遮过"):
        make_of(room, key)
    assert len(make_of(room, key, clear=True)) == 2


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "reported", "closed_at": None}, "要销了号"),
        ({"category": "OTHER"}, "分了类的"),
        ({"category": "MGMT"}, "分了类的"),
    ],
)
def test_what_teaches_nothing_makes_no_question(room, closed, facts, said):
    key, _ = closed(**facts)
    with pytest.raises(WrongMoment, match=said):
        make_of(room, key)
    found = room.does(lambda db: from_hazards.candidates(db, room.home["id"], KINDS, 1))
    assert found == ([], False)


def test_a_hazard_makes_questions_once_and_leaves_the_list(room, closed):
    key, photo = closed()
    found, _ = room.does(lambda db: from_hazards.candidates(db, room.home["id"], KINDS, 1))
    assert [(one.hazard["id"], one.photo["id"], one.what) for one in found] == [(key, photo, "通道被堵")]
    make_of(room, key)
    with pytest.raises(WrongMoment, match="已经出过题"):
        make_of(room, key)
    assert room.does(lambda db: from_hazards.candidates(db, room.home["id"], KINDS, 1)) == ([], False)


def test_another_hospitals_hazard_is_not_there(room, closed):
    key, _ = closed()
    with pytest.raises(WrongMoment):
        room.does(
            lambda db: from_hazards.make(db, room.other["id"], key, KINDS, clear=True, now=NOON, by=room.li)
        )


def test_a_sealed_picture_makes_no_question(room, closed):
    key, photo = closed()
    seal = update(Photo).where(Photo.id == photo).values(state="sealed")
    room.does(lambda db: db.execute(seal).rowcount)
    with pytest.raises(WrongMoment, match="没有能看的照片"):
        make_of(room, key)


def digest(room, photo):
    return room.does(lambda db: db.execute(select(Photo.sha256).where(Photo.id == photo)).scalar_one())


def test_a_picture_is_looked_at_by_a_second_person(room, closed):
    key, photo = closed()
    made = make_of(room, key)[0]
    with pytest.raises(NotYours, match="换个人来看"):
        room.approve(made, room.li, digest(room, photo))
    with pytest.raises(WrongMoment, match="刚有人动过"):
        room.approve(made, room.wang, "another picture")
    room.approve(made, room.wang, digest(room, photo))
    assert room.asked_now() == {made}
    assert room.does(lambda db: from_hazards.picture_of(db, questions.find_question(db, made)))["id"] == photo


def test_who_corrects_a_draft_with_a_picture_does_not_approve_it(room, closed):
    key, photo = closed()
    made = make_of(room, key)[0]
    asked = questions.question_of(room.row(made))
    room.correct(made, replace(asked, why="另一句"))
    with pytest.raises(NotYours):
        room.approve(made, room.wang, digest(room, photo))
    room.approve(made, room.li, digest(room, photo))
    later = room.correct(made, replace(asked, why="又一句"))
    assert room.asked_now() == {made}, "the new words wait for a second person"
    room.approve(later, room.li, digest(room, photo))
    assert room.asked_now() == {later}


def test_a_picture_touched_after_it_was_agreed_to_is_not_shown(room, closed):
    key, photo = closed()
    made = make_of(room, key)[0]
    room.approve(made, room.wang, digest(room, photo))
    touched = update(Photo).where(Photo.id == photo).values(sha256="uncovered", redacted_at=None, boxes=[])
    room.does(lambda db: db.execute(touched).rowcount)
    assert room.does(lambda db: from_hazards.picture_of(db, questions.find_question(db, made))) is None


def test_pages_of_the_bank_hold_thirty(room):
    keys = [question(room.make, None, made_at=NOON + timedelta(minutes=at)) for at in range(31)]
    first = room.does(lambda db: bank_lists.find_questions(db, room.bank, Wanted()))
    assert ([row["id"] for row in first.rows], first.total) == (keys[:0:-1], 31)
    assert first.has_more(1)
    assert room.listed(page=2) == keys[:1]
