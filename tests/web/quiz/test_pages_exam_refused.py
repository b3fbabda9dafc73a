"""考试 as a page, and those who mean harm or are just confused: forged, foreign, late, too large, no form at all."""

from bot.links import EXAM, HAZARD
from models.quiz import papers
from rules.quiz.paper import Purpose
from suishoupai.product import links_of
from tests.web import examinee
from tests.web.examinee import JSON, MIXED

school, begins, browser_of_forms = examinee.school, examinee.begins, examinee.browser_of_forms

FORM = {"content_type": "application/x-www-form-urlencoded"}
SITES = [
    ({}, 303),
    ({"Origin": "http://localhost"}, 303),
    ({"Origin": "http://127.0.0.1:1"}, 303),
    ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://[broken"}, 403),
    ({"Origin": "http://localhost.evil.example"}, 403),
    ({"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
]
SENT = [
    (1, {"choice": "H"}, 400),
    (1, {"choice": ["A", "B"]}, 400),
    (1, {"choice": "AB"}, 400),
    (1, {"choice": "a"}, 400),
    (3, {"choice": ["A", "T"]}, 400),
    (5, {"choice": "A"}, 400),
    (5, {"choice": ["T", "F"]}, 400),
    (7, {"words": "字" * 61}, 400),
    (7, {"words": "\x00\x07 \u200b"}, 303),
]


def test_nothing_is_taken_from_other_sites(begins):
    exam = begins()
    for position, (headers, code) in enumerate(SITES, 1):
        assert exam.answers(position, headers=headers).status_code == code, headers
        assert (exam.given(position) is not None) is (code == 303), headers
    for headers, _ in SITES[4:]:
        assert exam.browser.post(f"{exam.path}/end", data={"sure": "1"}, headers=headers).status_code == 403
    assert exam.row["handed_in_at"] is None


def test_an_address_is_worth_one_sitting_for_a_day(begins, clock, hospital):
    exam = begins()
    links = links_of(hospital.product.settings)
    key, now = exam.row["id"], hospital.now
    for token in ("made-up", exam.path[-40:], links.sign(HAZARD, key, now), "%ff%fe", "%00", "a" * 3000):
        for answer in (
            exam.browser.get(f"/h5/exam/{token}"),
            exam.browser.get(f"/h5/exam/{token}/state"),
            exam.browser.post(f"/h5/exam/{token}/answers/1", data={"choice": "A"}),
            exam.browser.post(f"/h5/exam/{token}/end", data={"sure": "1"}),
        ):
            assert (answer.status_code, "回 考试 接着考" in answer.text) == (410, True)
    assert exam.browser.get(f"/h5/exam/{links.sign(EXAM, 999, now)}").status_code == 404
    assert exam.browser.post(f"/h5/exam/{links.sign(EXAM, 999, now)}/end").status_code == 404
    clock.forward(days=1, seconds=1)
    assert exam.opens().status_code == 410
    assert exam.row["handed_in_at"] is None


def test_practice_and_live_contests_have_no_page(begins, hospital, school):
    exam = begins()
    zhang = hospital.phone("李红")
    zhang.says("答题")
    token = links_of(hospital.product.settings).sign(EXAM, school.sitting(zhang).id, hospital.now)
    hospital.carry(lambda db: papers.change_paper(db, exam.paper, purpose=Purpose.LIVE))
    for path in (f"/h5/exam/{token}", exam.path):
        assert exam.browser.get(path).status_code == 404
        assert exam.browser.post(f"{path}/answers/1", data={"choice": "A"}).status_code == 404
        assert exam.browser.post(f"{path}/end", data={"sure": "1"}).status_code == 404


def test_there_are_no_other_positions(begins):
    exam = begins()
    for position in ("0", "21", "999999999999999999999", "-1", "1.5", "x"):
        assert exam.posts(position, {"choice": "A"}).status_code == 404, position
        assert 'data-at="1"' in exam.opens(f"?at={position}").text, position
    assert exam.answered == []


def test_only_answers_are_taken(begins):
    exam = begins(parts=MIXED, shuffled=False)
    for position, form, code in SENT:
        assert exam.posts(position, form).status_code == code, form
    assert exam.answered == []
    exam.posts(3, {"choice": ["B", "A", "B"]})
    exam.posts(7, {"words": " 三\x00十 "})
    assert (exam.given(3), exam.given(7)) == ("AB", "三十")


def test_what_is_no_form_is_refused(begins):
    exam = begins(parts=MIXED, shuffled=False)
    for path in ("/answers/7", "/end"):
        large = exam.browser.post(exam.path + path, data=b"sure=1&words=" + b"a" * 10_000_000, **FORM)
        assert (large.status_code, "太大了" in large.text) == (413, True)
        for body in (b"sure=1&words=\xff", b"sure=1&words=%ff%fe"):
            broken = exam.browser.post(exam.path + path, data=body, **FORM)
            assert (broken.status_code, "没认出来" in broken.text) == (400, True)
    assert (exam.answered, exam.row["handed_in_at"]) == ([], None)


def test_after_the_end_nothing_is_written(begins):
    exam = begins()
    exam.answers(1)
    exam.hands_in(sure="1")
    row = exam.answered
    assert exam.answers(1, right=False, headers=JSON).status_code == 409
    assert exam.answers(2).headers["Location"].endswith("late=2")
    assert exam.answered == row
    assert "已经交了，第2题没再改。" in exam.opens("?late=2").text


def test_words_and_marks_are_escaped(begins):
    page = begins(title='<b onclick="x">卷</b>').opens('?again="><script>alert(1)</script>').text
    assert "<b onclick" not in page
    assert "<script>" not in page
