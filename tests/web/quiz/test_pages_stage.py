"""现场: the big screen and telephones, without a browser. What a browser does stands in test_pages_stage_browser."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import case, select, update
from werkzeug.test import Client

from actions.quiz import examining, staging
from actions.quiz.learner import Learner
from bot.links import EXAM, LIVE
from bot.trouble import PlatformDown
from models.people import Person
from models.quiz import boards, papers, results, sittings, stages
from models.quiz.questions import TABLE as QUESTIONS
from models.units import Unit
from rules.refusal import Refused
from suishoupai.product import links_of
from tests.quiz.school import School
from tests.web.contest import JSON, Contest, Host
from web.console.stage import page as page_of_the_stage

MIXED = [
    {"count": 1, "kinds": ["multiple"]},
    {"count": 1, "kinds": ["judge"]},
    {"count": 1, "kinds": ["fill"]},
]


@pytest.fixture
def school(hospital):
    return School(hospital)


@pytest.fixture
def contest(school):
    return Contest(school)


def read(contest, work):
    return contest.hospital.carry(work)


def answers_of(contest):
    query = select(sittings.ANSWERS).order_by(sittings.ANSWERS.c.sitting_id, sittings.ANSWERS.c.position)
    return read(contest, lambda db: db.execute(query).mappings().all())


# A whole evening


def test_two_pages_one_chat_and_a_late_comer_to_the_end(contest):
    host = contest.begins()
    zhang, li = contest.handset("张敏"), contest.handset("李红")
    sun = contest.comes("孙丽")
    contest.hospital.forward(seconds=2)
    lobby = host.opens().text
    assert f"现场{contest.stage['code']}" in lobby
    assert re.search(r"<b>3</b>人到了.*内科二病区 <b>3</b>人", lobby, re.S)
    assert "进来了" in zhang.words()
    host.presses()
    contest.hospital.forward(seconds=2)
    assert zhang.answers(1).status_code == 303
    contest.hospital.forward(seconds=2)
    assert sun.says(contest.asked(sun).shown_right) == "第1题收到，看大屏幕。"
    assert li.answers(1, right=False).status_code == 303
    assert "收到" in zhang.words()
    contest.hospital.forward(seconds=2)
    assert re.search(r"答了 <b>3</b>/3人", host.opens().text)
    host.presses()
    assert "3人答，<b>2</b>人对" in host.opens().text
    assert (zhang.words()[:2], li.words()[:2]) == ("对了", "不对")
    host.presses()
    wang = contest.handset("王强")
    contest.hospital.forward(seconds=1)
    for handset in (wang, zhang):
        handset.answers(2)
    host.presses()
    host.presses()
    contest.hospital.forward(seconds=21)
    assert "时间到" in wang.words()
    host.presses()
    assert "这题没答" in wang.words()
    host.presses()
    assert zhang.words().startswith("第1名 3题对2题，共4人参加。")
    assert wang.words().startswith("第2名 3题对1题")
    assert li.words().startswith("谢谢参加 3题对0题")
    end = host.opens().text
    first, second, third = re.findall(r'class="who">([^<]*)<', end)
    assert (first, second, third) == ("内科二病区的一位同事", "后勤科的一位同事", "内科二病区的一位同事")
    assert not any(name in end for name in ("张敏", "李红", "王强", "孙丽"))
    assert "内科二病区 <small>3人</small>" in end
    assert "后勤科 <small>" not in end  # one person's average is that person's mark
    assert zhang.client.post(f"{zhang.path}/name", data={"shows": "1"}).status_code == 303
    contest.hospital.forward(seconds=2)
    assert 'class="who">内科二病区 张敏<' in host.opens().text
    zhang.client.post(f"{zhang.path}/name", data={"shows": "0"})
    assert "张敏" not in host.opens().text
    assert (
        read(contest, lambda db: results.find_result(db, contest.paper, contest.hospital.ids["张敏"]))[
            "points"
        ]
        == 2
    )


def test_whoever_is_not_among_the_first_is_asked_for_no_name(contest):
    host = contest.begins()
    handsets = [contest.handset(name) for name in ("张敏", "孙丽", "王强", "李红")]
    host.presses()
    for handset in handsets:
        contest.hospital.forward(seconds=1)
        handset.answers(1)
    host.sends("/end")
    assert ["写你的名字" in handset.words() for handset in handsets] == [True, True, True, False]
    assert handsets[3].words().startswith("第4名")


def test_an_evening_that_ends_early_counts_what_was_asked(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    zhang.answers(1)
    host.sends("/end")
    assert zhang.words().startswith("第1名 1题对1题，共1人参加。")
    assert "1人一起答了1题，全场答对100%" in host.opens().text
    empty = Contest(contest.school, title="没开始")
    lobby = empty.begins()
    sun = empty.handset("孙丽")
    lobby.sends("/end")
    assert "谢谢大家" in lobby.opens().text
    assert sun.words() == "谢谢参加 共1人参加。"


def test_equal_answers_in_equal_time_are_an_equal_place(contest):
    host = contest.begins()
    zhang, li, wang = (contest.handset(name) for name in ("张敏", "李红", "王强"))
    host.presses()
    zhang.answers(1)
    li.answers(1)
    contest.hospital.forward(seconds=1)
    wang.answers(1)
    host.sends("/end")
    assert [each.words()[:3] for each in (zhang, li, wang)] == ["第1名", "第1名", "第3名"]


def test_other_kinds_of_questions(school):
    contest = Contest(school, parts=MIXED)
    host = contest.begins()
    zhang, li = contest.handset("张敏"), contest.handset("李红")
    for position in (1, 2, 3):
        host.presses()
        kind = contest.asked(zhang.phone).question.kind
        fields = {"multiple": "确定", "judge": "对 错", "fill": "答案 交"}
        assert fields[kind] in zhang.words()
        zhang.answers(position)
        li.answers(position, right=False)
        assert "收到" in zhang.words()
        host.presses()
        assert (zhang.words()[:2], li.words()[:2]) == ("对了", "不对")
        assert "2人答，<b>1</b>人对" in host.opens().text
        assert "没这个数" not in host.opens().text  # nobody's words stand on the big screen
    host.presses()
    assert zhang.words().startswith("第1名 3题对3题")


# One step at a time


def test_two_hosts_who_press_at_once_go_one_step(contest):
    chen = contest.begins()
    other = contest.host()
    for _ in range(6):
        seen = chen.seen()
        chen.presses(seen)
        other.presses(seen)  # saw the same a moment ago
    stage = contest.stage
    assert (stage["phase"], stage["position"]) == ("shown", 3)


@pytest.mark.parametrize("seen", ["", "lobby-1", "asking-0", "nonsense", "over-3"])
def test_a_step_from_elsewhere_is_no_step(contest, seen):
    host = contest.begins()
    host.sends("/next", seen=seen)
    assert contest.stage["phase"] == "lobby"


def test_the_same_stands_there_when_it_is_loaded_anew(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    for _ in range(7):
        contest.hospital.forward(seconds=2)
        pages = [re.sub(r'value="[^"]{40,}"', "", host.opens().text) for _ in range(2)]
        assert pages[0] == pages[1]
        assert zhang.words() == zhang.words()
        host.presses()
    assert contest.stage["phase"] == "over"
    host.presses("over-3")
    assert contest.stage["phase"] == "over"


def test_who_opens_the_lobby_twice_finds_the_first_one(contest):
    host = contest.begins()
    code, fixed = (
        contest.stage["code"],
        read(contest, lambda db: papers.find_paper(db, contest.paper))["fixed"],
    )
    contest.host().sends("", seconds="10")
    assert (contest.stage["code"], contest.stage["seconds"]) == (code, 20)
    assert read(contest, lambda db: papers.find_paper(db, contest.paper))["fixed"] == fixed
    assert host.opens().status_code == 200


def test_digits_that_are_taken_are_drawn_again_and_free_afterwards(school, monkeypatch):
    drawn = iter(["4321", "4321", "8765"])
    monkeypatch.setattr(page_of_the_stage, "draw_digits", lambda count: next(drawn))
    first, second = Contest(school), Contest(school, title="另一场")
    host = first.begins()
    second.begins()
    assert (first.stage["code"], second.stage["code"]) == ("4321", "8765")
    host.sends("/end")
    assert read(first, lambda db: stages.stage_called(db, "4321")) is None
    monkeypatch.setattr(page_of_the_stage, "draw_digits", lambda count: "4321")
    third = Contest(school, title="第三场")
    third.begins()
    assert third.stage["code"] == "4321"


# The code to scan


def test_the_code_to_scan_is_asked_once_and_passes(contest):
    host = contest.begins()
    assert contest.wall == [(f"live-{contest.stage['code']}", 7 * 24 * 3600)]
    picture = host.client.get(f"{host.path}/code.png")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    host.sends("/code")
    assert len(contest.wall) == 1


def test_without_the_platform_there_are_words(contest):
    def is_down(scene, seconds=0):
        raise PlatformDown("away")

    contest.serve(create_scene=is_down)
    host = contest.host()
    host.sends("", seconds="20")
    page = host.opens().text
    assert "没有码也能开" in page
    assert f'公众号里发</small><b class="code">现场{contest.stage["code"]}' in page
    assert "code.png" not in page
    assert host.client.get(f"{host.path}/code.png").status_code == 404
    contest.serve(create_scene=None)
    assert f"现场{contest.stage['code']}" in contest.host().opens().text


# What cannot be opened


@pytest.mark.parametrize(
    ("facts", "code", "said"),
    [
        ({"purpose": "exam"}, 404, "不是现场竞赛"),
        ({"state": "draft"}, 200, "还没发布"),
        ({"state": "withdrawn"}, 200, "撤回或者定稿"),
    ],
)
def test_only_a_published_live_paper_has_a_stage(school, facts, code, said):
    contest = Contest(school, **facts)
    page = contest.host().opens()
    assert (page.status_code, said in page.text) == (code, True)
    assert 'name="seconds"' not in page.text


@pytest.mark.parametrize(
    ("facts", "form", "said"),
    [
        ({"parts": [{"count": 500, "kinds": ["fill"], "topics": ["消防"]}]}, "20", "题不够，开不了场"),
        ({}, "7", "一题给几秒？选一个。"),
        ({}, "", "一题给几秒？选一个。"),
        ({"closes_at": None}, "20", "截止时间过了"),
    ],
)
def test_what_is_refused_comes_back_with_its_sentence(school, facts, form, said):
    if "closes_at" in facts:
        facts = {"closes_at": school.hospital.now - timedelta(minutes=1)}
    contest = Contest(school, **facts)
    answer = contest.host().sends("", seconds=form)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert contest.stage is None


@pytest.mark.parametrize("who", ["李红", "张敏"])
def test_only_who_makes_papers_stands_before_the_screen(contest, who):
    contest.begins()
    stranger = Host(contest, who)
    assert stranger.opens().status_code == 403
    assert stranger.state().status_code == 403
    assert stranger.client.get(f"{stranger.path}/code.png").status_code == 403
    assert Client(contest.app).get(stranger.path).status_code == 401


def test_people_of_other_units_do_not_come_in(contest):
    contest.begins()
    paper = read(contest, lambda db: papers.find_paper(db, contest.paper))
    other = Learner(None, contest.hospital.ids["张敏"], paper["unit_id"] + 90, units=(paper["unit_id"] + 90,))
    bank = contest.hospital.product.house.bank
    with pytest.raises(Refused, match="别的单位"):
        read(
            contest,
            lambda db: staging.come_in(db, contest_stage(db, contest), other, bank, contest.hospital.now),
        )


def contest_stage(db, contest):
    return stages.find_stage(db, contest.paper)


# Answers


def test_what_was_meant_for_another_kind_of_question_is_late(school):
    contest = Contest(school, parts=MIXED)
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    meant = zhang.form(right=True)
    for _ in range(2):
        host.presses()
    answer = zhang.client.post(f"{zhang.path}/answers/1", data=meant)
    assert (answer.status_code, answer.headers["Location"][-9:]) == (303, "came=late")
    assert answers_of(contest) == []


def test_the_first_answer_counts_and_a_repeat_changes_nothing(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    contest.hospital.forward(seconds=3)
    first = zhang.answers(1, headers=JSON)
    assert (first.json["key"], first.json["said"]) == ("kept-1", "")
    again = zhang.answers(1, right=False, headers=JSON)
    assert again.json["said"] == "这题答过了，第一次的算。"
    (row,) = answers_of(contest)
    assert (row["right"], row["took_ms"]) == (True, 3000)


def test_what_comes_late_is_no_answer_to_the_next_question(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    assert (
        zhang.client.post(f"{zhang.path}/answers/1", data={"choice": "A"})
        .headers["Location"]
        .endswith("came=early")
    )
    for _ in range(3):
        host.presses()
    assert contest.stage["position"] == 2
    late = zhang.answers(1, headers=JSON)
    assert (late.json["key"], late.json["said"]) == ("ask-2", "这题时间到了，等下一题。")
    contest.hospital.forward(seconds=20)
    assert zhang.answers(2, headers=JSON).json["key"] == "late-2"
    assert zhang.answers(99).headers["Location"].endswith("came=late")
    assert answers_of(contest) == []


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 400),
        ({"choice": "H"}, 400),
        ({"choice": ["A", "B"]}, 400),
        ({"choice": "<script>"}, 400),
        ({"words": "A"}, 400),
        ({"choice": "A"}, 303),
    ],
)
def test_only_answers_are_taken(contest, form, code):
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    assert zhang.client.post(f"{zhang.path}/answers/1", data=form).status_code == code
    assert len(answers_of(contest)) == (code == 303)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_nothing_is_taken_from_other_sites(contest, headers, code):
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    assert zhang.answers(1, headers=headers).status_code == code
    assert zhang.client.post(f"{zhang.path}/name", data={"shows": "1"}, headers=headers).status_code == code


def test_what_is_no_form_is_refused(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    kind = {"content_type": "application/x-www-form-urlencoded"}
    assert (
        zhang.client.post(f"{zhang.path}/answers/1", data=b"choice=" + b"A" * 10_000_000, **kind).status_code
        == 413
    )
    assert zhang.client.post(f"{zhang.path}/answers/1", data=b"choice=%ff", **kind).status_code == 400
    assert answers_of(contest) == []


def test_an_address_is_worth_one_sitting_for_a_day(contest, clock):
    contest.begins()
    zhang = contest.handset("张敏")
    links, now = links_of(contest.hospital.product.settings), contest.hospital.now
    key = contest.school.sitting(zhang.phone).id
    for token in ("made-up", links.sign(EXAM, key, now), "%ff%fe", "a" * 3000):
        for path in ("", "/state"):
            assert zhang.client.get(f"/h5/live/{token}{path}").status_code == 410
        assert zhang.client.post(f"/h5/live/{token}/answers/1", data={"choice": "A"}).status_code == 410
        assert zhang.client.post(f"/h5/live/{token}/name", data={"shows": "1"}).status_code == 410
    assert zhang.client.get(f"/h5/live/{links.sign(LIVE, 999, now)}").status_code == 404
    clock.forward(days=1, seconds=1)
    assert "现场加大屏幕上的四位数" in zhang.opens().text


def test_practice_and_exams_have_no_such_page(school, contest):
    li = school.hospital.phone("李红")
    li.says("答题")
    links = links_of(school.hospital.product.settings)
    practice = links.sign(LIVE, school.sitting(li).id, school.hospital.now)
    school.paper(title="普通考试")
    li.says("考试")
    li.says("1")
    exam = links.sign(LIVE, school.sitting(li).id, school.hospital.now)
    for token in (practice, exam):
        assert Client(contest.app).get(f"/h5/live/{token}").status_code == 404


def test_after_its_paper_ran_out_nothing_more_is_written(contest, clock):
    """Whoever never ended the evening: the clock hands in, and no answer comes after that."""
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    key = contest.school.sitting(zhang.phone).id
    read(contest, lambda db: sittings.change_sitting(db, key, handed_in_at=clock()))
    assert zhang.answers(1).headers["Location"].endswith("came=late")
    assert answers_of(contest) == []


def test_an_evening_may_run_longer_than_its_paper(school, clock):
    contest = Contest(school, closes_at=school.hospital.now + timedelta(minutes=5))
    host = contest.begins()
    zhang = contest.handset("张敏")
    contest.hospital.forward(minutes=10)
    bank = contest.hospital.product.house.bank
    read(contest, lambda db: examining.finish_late(db, bank, clock()))
    host.presses()
    zhang.answers(1)
    host.presses()
    assert zhang.words().startswith("对了")


# Nothing of what is right leaves the house too early


def test_what_is_right_is_nowhere_before_it_is_shown(school):
    """Two evenings that differ only in what is right look the same, byte for byte."""
    contest = Contest(school, parts=[{"count": 1, "kinds": ["single"]}])
    host = contest.begins()
    zhang, li = contest.handset("张敏"), contest.handset("李红")
    host.presses()
    zhang.answers(1, right=False)
    contest.hospital.forward(seconds=2)
    before = _everything(host, zhang, li)

    def turn_round(db):
        facts = {"accepted": ["绝密"], "why": "绝密", "law": "绝密", "article": "绝密"}
        other = case((QUESTIONS.c.right == "A", "B"), else_="A")
        db.execute(update(QUESTIONS).where(QUESTIONS.c.kind == "single").values(right=other, **facts))
        db.execute(update(sittings.ANSWERS).values(right=True))
        return 1

    contest.hospital.carry(turn_round)
    contest.hospital.product.house.bank.forget()
    contest.serve(create_scene=None)  # nothing kept in memory hides it
    for each in (host, zhang, li):
        each.moves_to(contest.app)
    assert _everything(host, zhang, li) == before
    assert "绝密" not in before
    host.presses()
    assert "绝密" in host.opens().text


def _everything(host, *handsets):
    pages = [
        host.opens(),
        host.state(),
        *(page for each in handsets for page in (each.opens(), each.state())),
    ]
    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}
    told = "".join(f"{page.headers.get('ETag', '')}{page.text}" for page in pages)
    return re.sub(r'name=\\?"csrf_token\\?" value=\\?"[^"]*"', "", told)


def test_while_a_question_is_open_nobody_sees_what_others_took(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    zhang.answers(1)
    contest.hospital.forward(seconds=2)
    page = host.opens().text
    assert "答了 <b>1</b>/1人" in page
    assert 'class="took"' not in page


# A city plays


def test_a_city_counts_hospitals_and_not_departments(school, contest):
    """Hospitals stand in the lobby, among the first, and with their averages; the host sits in the city's union."""
    hospital = school.hospital

    def build(db):
        ids = hospital.ids
        city = hospital.add(db, Unit, code="C", name="市医务工会", kind="city")
        db.execute(update(Unit).where(Unit.id == city).values(path=f"/{city}/"))
        other = hospital.add(db, Unit, code="EY", name="市二院", kind="unit", parent_id=city)
        db.execute(update(Unit).where(Unit.id == other).values(path=f"/{city}/{other}/", home_id=other))
        for unit in (ids["市一院"], ids["内科二病区"], ids["后勤科"]):
            db.execute(update(Unit).where(Unit.id == unit).values(path=f"/{city}" + Unit.path))
        ids["周总"] = hospital.add(db, Person, name="周总", unit_id=city, home_id=city, role="union")
        ids["刘洋"] = hospital.add(db, Person, name="刘洋", unit_id=other, home_id=other)
        return city

    city = read(contest, build)
    evening = Contest(school, unit_id=city)
    host = evening.host("周总")
    assert host.sends("", seconds="20").status_code == 302
    handsets = [evening.handset(name) for name in ("张敏", "王强", "李红", "刘洋")]
    hospital.forward(seconds=2)
    assert re.findall(r"<li>(\S+) <b>(\d)</b>人", host.opens().text) == [("市一院", "3"), ("市二院", "1")]
    host.presses()
    for handset in handsets:
        hospital.forward(seconds=1)
        handset.answers(1)
    host.sends("/end")
    page = host.opens().text
    assert re.findall(r'class="who">([^<]*)<', page) == ["市一院的一位同事"] * 3
    assert "市一院 <small>3人</small>" in page
    assert "市二院 <small>" not in page
    assert evening.host("陈静").opens().status_code == 403  # the paper is the city's


# Cheap


def test_nothing_new_is_an_empty_answer(contest):
    host = contest.begins()
    zhang = contest.handset("张敏")
    for each in (host, zhang):
        first = each.state()
        assert (first.status_code, each.state(first.headers["ETag"]).status_code) == (200, 304)
        assert len(first.data) < 3_000
    etag = zhang.state().headers["ETag"]
    host.presses()
    fresh = zhang.state(etag)
    assert (fresh.status_code, fresh.json["key"]) == (200, "ask-1")
    assert "X-Now" in zhang.state(fresh.headers["ETag"]).headers


def test_a_hundred_polls_in_one_second_ask_the_database_a_little(contest):
    host = contest.begins()
    handsets = [contest.handset(name) for name in ("张敏", "李红", "王强")]
    host.presses()
    for each in handsets:
        each.state()
    asked = []
    spied = contest.spied(asked)
    with spied:
        for _ in range(33):
            for each in handsets:
                each.state()
    assert len(asked) <= 99 * 2 + 8


def test_every_answer_is_counted_by_the_board_of_the_house(contest):
    host = contest.begins()
    zhang, li = contest.handset("张敏"), contest.handset("李红")
    for position in (1, 2, 3):
        host.presses()
        contest.hospital.forward(seconds=1)
        zhang.answers(position, right=position != 2)
        li.answers(position, right=position == 2)
        host.presses()
    host.presses()
    board = read(contest, lambda db: boards.live_board(db, contest.paper, 3))
    assert [(row["right"], row["took_ms"]) for row in board] == [(2, 2000), (1, 1000)]
    assert (zhang.words()[:12], li.words()[:12]) == ("第1名 3题对2题，共2", "第2名 3题对1题，共2")


def test_titles_and_names_are_escaped(school):
    contest = Contest(school, title='<b onclick="x">赛</b>')
    name = "<i>张</i>"
    read(
        contest, lambda db: db.execute(update(Person).where(Person.name == "张敏").values(name=name)).rowcount
    )
    host = contest.begins()
    zhang = contest.handset("张敏")
    host.presses()
    zhang.answers(1)
    zhang_page = zhang.opens().text
    host.sends("/end")
    zhang.client.post(f"{zhang.path}/name", data={"shows": "1"})
    for page in (zhang_page, zhang.opens().text, host.opens().text):
        assert "<b onclick" not in page
        assert name not in page
    assert "&lt;i&gt;张" in host.opens().text
