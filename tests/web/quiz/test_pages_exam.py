"""考试 as a page: what the house answers. The browser and those who mean harm have files of their own."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update
from werkzeug.test import Client

from models.quiz import papers, sittings
from models.quiz.questions import TABLE as QUESTIONS
from rules.quiz.paper import Review
from suishoupai.app import front
from suishoupai.product import links_of
from tests.web import examinee
from tests.web.examinee import JSON, MIXED, path_in
from web.h5 import exam as page_of_exams

school, begins, browser_of_forms = examinee.school, examinee.begins, examinee.browser_of_forms


def shown(page):
    """The one question before the person."""
    return re.findall(r'<form class="one" id="q(\d+)"[^>]*autocomplete="off">', page.text)


def at(answer):
    return re.search(r"[?&]at=(\w+)", answer.headers["Location"])[1]


def test_a_whole_paper_by_plain_forms(begins):
    exam = begins(parts=MIXED)
    assert shown(exam.opens()) == ["1"]
    for position in range(1, 9):
        answer = exam.answers(position, go="next")
        assert answer.status_code == 303
        assert at(answer) == (str(position + 1) if position < 8 else "end")
    assert "8题都答了。" in exam.opens("?at=end").text
    assert exam.hands_in(sure="1").status_code == 303
    page = exam.opens().text
    assert re.search(r"<b>100</b>分.*<h2>过了</h2>", page, re.S)
    assert "100分" in exam.phone.says("考试")


def test_one_resumes_where_one_stopped_whichever_door_was_used(begins, school):
    exam = begins()
    exam.answers(1)
    assert "\n2/20 " in exam.phone.says("接着答")
    for _ in range(3):
        school.answers(exam.phone)
    assert shown(exam.opens()) == ["5"]
    exam.answers(5, right=False)
    assert "\n6/20 " in exam.phone.says("接着答")
    state = exam.browser.get(f"{exam.path}/state").json
    assert sorted(state["given"], key=int) == ["1", "2", "3", "4", "5"]
    assert state["over"] is False


def test_buttons_lead_on_back_and_anywhere_and_marks_travel(begins):
    exam = begins()
    assert at(exam.answers(5, go="back")) == "4"
    assert at(exam.answers(1, go="back")) == "1"
    assert at(exam.answers(2, go="17")) == "17"
    assert at(exam.answers(2, go="end")) == "end"
    marked = exam.answers(6, go="again", again="3")
    assert "at=6&again=3.6" in marked.headers["Location"]
    assert "标了再看：第3、6题。" in exam.opens("?at=end&again=3.6.77.x").text
    assert "again=3&" in exam.answers(6, go="again", again="3.6").headers["Location"] + "&"


def test_nothing_chosen_passes_over_a_question_and_undoes_nothing(begins):
    exam = begins()
    exam.answers(1)
    kept = exam.given(1)
    for position in (1, 2):
        answer = exam.browser.post(f"{exam.path}/answers/{position}", data={"go": "next"})
        assert at(answer) == str(position + 1)
    assert (exam.given(1), exam.given(2)) == (kept, None)


def test_handing_in_names_what_is_missing_first(begins):
    exam = begins()
    for position in (*range(1, 3), *range(4, 7), *range(8, 21)):
        exam.answers(position)
    assert at(exam.hands_in()) == "end"
    assert "还有2题没答：第3、7题。交了算错。" in exam.opens("?at=end").text
    assert exam.row["handed_in_at"] is None
    exam.hands_in(sure="1")
    assert "20题对18题" in exam.opens().text
    again = exam.hands_in(sure="1")  # a second tap shows the same
    assert (again.status_code, exam.row["right"]) == (303, 18)


def test_a_repeat_changes_nothing_and_what_was_late_on_its_way_undoes_nothing(begins, school, clock):
    exam = begins(minutes=30)
    start = int(clock.now.timestamp() * 1000)
    clock.forward(minutes=2)
    right, wrong = exam.form(1), exam.form(1, right=False)
    said = exam.posts(1, right | {"at": start + 60_000}, headers=JSON).json
    row = exam.answered
    for _ in range(3):
        again = exam.posts(1, right | {"at": start + 60_000}, headers=JSON)
        assert (again.json, exam.answered) == (said, row)
    older = exam.posts(1, wrong | {"at": start + 30_000}, headers=JSON)
    assert (older.json["saved"], older.json["given"], exam.answered) == (False, said["given"], row)
    newer = exam.posts(1, wrong | {"at": start + 90_000}, headers=JSON)
    assert (newer.json["saved"], newer.json["given"]) == (True, {"1": wrong["choice"][0]})


def test_a_wrong_clock_of_the_phone_changes_nothing(begins, clock):
    exam = begins(minutes=30)
    start = clock.now
    clock.forward(minutes=10)
    for position, said in enumerate(("0", "9" * 14, "9" * 40, "-5", "now", "１２３", ""), 1):
        answer = exam.answers(position, headers=JSON, at=said).json
        assert (answer["saved"], answer["left"]) == (True, 20 * 60), said
    assert all(start <= row["answered_at"] <= clock.now for row in exam.answered)


def test_the_time_is_ours_and_the_house_hands_in(begins, clock):
    exam = begins(minutes=30)
    exam.answers(1)
    assert re.search(r"还剩 <b data-clock>30:00</b>", exam.opens().text)
    clock.forward(minutes=26)
    assert ("还剩4分钟" in exam.opens().text, exam.browser.get(f"{exam.path}/state").json["left"]) == (
        True,
        240,
    )
    clock.forward(minutes=4)
    late = exam.answers(2, headers=JSON, at=int((clock.now - timedelta(minutes=3)).timestamp() * 1000))
    assert (late.status_code, late.json["over"], late.json["saved"]) == (409, True, False)
    page = exam.opens("?late=2").text
    assert "时间到了，替你交的，答过的都算。第2题没来得及记。" in page
    assert "20题对1题" in page
    assert exam.given(2) is None


@pytest.mark.parametrize("door", ["", "/state"])
def test_looking_after_the_end_hands_in_and_leaving_never_does(begins, clock, door):
    exam = begins(minutes=30)
    exam.answers(1)
    for _ in range(3):
        clock.forward(minutes=9)
        exam.browser.get(exam.path + door)
    assert exam.row["handed_in_at"] is None
    clock.forward(minutes=3)
    exam.browser.get(exam.path + door)
    row = exam.row
    assert (row["handed_in_by"], row["seconds"], row["right"]) == ("clock", 1800, 1)


def test_a_window_without_a_clock_shows_its_day_and_no_clock(begins):
    page = begins().opens().text
    assert "3月9日周一12:00关" in page
    assert "data-clock" not in page


def test_other_terms_of_a_person_count(school, browser_of_forms, hospital):
    """Whoever has more minutes than everybody has a clock where others have none."""
    paper = school.paper()
    facts = {"person_id": hospital.ids["张敏"], "unit_id": None, "minutes": 45, "note": "手伤了"}
    facts |= {
        "opens_at": None,
        "closes_at": None,
        "attempts": None,
        "made_at": hospital.now,
        "made_by_id": None,
    }
    hospital.carry(lambda db: papers.exempt(db, paper_id=paper, **facts))
    phone = hospital.phone("张敏")
    phone.says("考试")
    assert "<b data-clock>45:00</b>" in browser_of_forms.get(path_in(phone.says("1"))).text


def test_what_is_right_is_nowhere_before_it_is_handed_in(begins, school):
    """Two sittings that differ only in what is right look the same, byte for byte."""
    exam = begins(parts=MIXED, shuffled=False)
    exam.answers(1, right=False)
    form = exam.form(1, right=False) | {"at": 1}
    before = _everything(exam, form)

    def turn_round(db):
        db.execute(
            update(QUESTIONS).values(accepted=["绝密"], why="绝密", law="绝密", article="绝密", fact="绝密")
        )
        db.execute(update(QUESTIONS).where(QUESTIONS.c.kind == "judge").values(right="F"))
        db.execute(update(QUESTIONS).where(QUESTIONS.c.kind == "single").values(right="C"))
        db.execute(update(sittings.ANSWERS).values(right=True))
        return 1

    school.hospital.carry(turn_round)
    school.hospital.product.house.bank.forget()
    assert _everything(exam, form) == before
    assert "绝密" not in before


def _everything(exam, form):
    pages = [exam.opens(query) for query in ("", "?at=1", "?at=end")] + [
        exam.browser.get(f"{exam.path}/state")
    ]
    pages.append(exam.posts(1, form, headers=JSON))
    assert [page.headers["Cache-Control"] for page in pages] == ["no-store"] * 5
    assert not any("ETag" in page.headers or "Set-Cookie" in page.headers for page in pages)
    return "".join(f"{page.headers}{page.text}" for page in pages)


@pytest.mark.parametrize(
    ("review", "days", "seen", "said"),
    [
        (Review.AFTER, 0, True, ""),
        (Review.CLOSED, 0, False, "答案3月3日周二12:00后能看。"),
        (Review.CLOSED, 1, True, ""),
        (Review.NEVER, 1, False, "这份卷子不公布答案。"),
    ],
)
def test_what_may_be_reviewed_and_when(begins, clock, hospital, review, days, seen, said):
    exam = begins(parts=MIXED, review=review, closes_at=hospital.now + timedelta(days=1))
    exam.whole(wrong=(1, 8))
    clock.forward(days=days)
    links = links_of(hospital.product.settings)
    page = exam.browser.get(urlsplit(links.to_exam(exam.row["id"], clock.now)).path).text
    assert ("错了2题" in page, "答对的6题" in page) == (seen, seen)
    assert said in page
    for asked in exam.asked:
        assert (asked.question.asks in page and asked.question.why in page) is seen
    if seen:
        assert f"《{exam.asked[0].question.law}》{exam.asked[0].question.article}：" in page


def test_answers_stay_hidden_while_the_same_paper_is_sat_again(begins):
    exam = begins(review=Review.AFTER, attempts=2)
    exam.whole(wrong=(1,))
    assert "还能再考，取最好的一次" in exam.opens().text
    exam.phone.says("考试")
    exam.phone.says("1")
    page = exam.opens().text
    assert "你正在再考这一份，交了再看答案。" in page
    assert "错了1题" not in page


def test_who_passed_finds_the_certificate_where_there_is_one(begins, monkeypatch):
    exam = begins()
    exam.whole()
    monkeypatch.setattr(
        page_of_exams, "CERTIFICATES", ("nothing", "state")
    )  # "state" stands for any page below
    assert f'href="{exam.path}/state">看合格证' in exam.opens().text
    monkeypatch.setattr(page_of_exams, "CERTIFICATES", ("nothing",))
    assert "看合格证" not in exam.opens().text


def test_a_withdrawn_paper_says_so(begins, hospital):
    exam = begins()
    hospital.carry(lambda db: papers.change_paper(db, exam.paper, state=papers.WITHDRAWN))
    assert "这份卷子收回了，不用再答。" in exam.opens().text
    exam.hands_in(sure="1")
    assert "这份卷子收回了，不用再答；交了的留着。" in exam.opens().text


def test_two_doors_at_once_lose_nothing(begins, school):
    """Twelve taps from two windows, each sent twice, while the chat answers as well."""
    exam = begins()
    forms = {position: exam.form(position) for position in range(4, 16)}
    pages = front(
        school.hospital.product
    )  # made once: werkzeug compiles its rules, which threads cannot do at once

    def tap(position):
        client = Client(pages)
        return client.post(f"{exam.path}/answers/{position}", data=forms[position], headers=JSON).json[
            "saved"
        ]

    with ThreadPoolExecutor(6) as pool:
        taps = pool.map(tap, [*forms, *forms])
        for _ in range(3):
            school.answers(exam.phone)
        assert all(taps)
    assert [row["position"] for row in exam.answered] == list(range(1, 16))
    assert all(row["right"] for row in exam.answered)


def test_a_page_is_small_and_an_answer_cheap(begins, hospital, database_url):
    exam = begins(parts=[{"count": 20}], minutes=30)
    page = exam.opens()
    folder = Path(page_of_exams.__file__).parents[1] / "static"
    static = [(folder / name).read_bytes() for name in ("house.css", "exam.css", "exam.js")]
    assert sum(len(gzip.compress(part)) for part in [page.data, *static]) < 20_000
    if not database_url.startswith("sqlite"):
        return
    said = []
    form, other = exam.form(1), exam.form(1, right=False)
    hospital.carry(lambda db: db.connection.driver_connection.set_trace_callback(said.append))
    exam.posts(1, form)
    first = _statements(said)
    exam.posts(1, other)
    assert (first, _statements(said) - first) == (4, 5)
    hospital.carry(lambda db: db.connection.driver_connection.set_trace_callback(None))


def _statements(said):
    return sum(words.startswith(("SELECT", "INSERT", "UPDATE")) for words in said)


def test_a_place_is_told_to_oneself_and_names_only_of_those_who_agreed(begins, hospital):
    exam = begins(ranking="own")
    li = hospital.phone("李红")
    for words in ("考试", "1", "交卷", "1"):
        li.says(words)
    exam.whole()
    page = exam.opens().text
    assert "本院第1名" in page
    assert "一位同事" in page
    assert "李红" not in page


def test_nobody_is_ranked_unless_it_was_wished(begins):
    exam = begins()
    exam.hands_in(sure="1")
    assert "本院第" not in exam.opens().text
