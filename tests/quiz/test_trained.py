"""受训职工人数：an exam counts only where the union made it part of a training; practice never does."""

from datetime import timedelta

from models.quiz.trained import trained_between
from tests.quiz.school import School


def counted(school: School) -> set[int]:
    hospital = school.hospital
    units = [hospital.ids["市一院"]]
    start, end = hospital.now - timedelta(days=1), hospital.now + timedelta(days=1)
    found: set[int] = hospital.carry(lambda db: trained_between(db, units, start, end))
    return found


def sits(school: School, who: str) -> None:
    phone = school.hospital.phone(who)
    for words in ("考试", "1", "交卷", "1"):
        phone.says(words)


def test_an_exam_counts_each_person_once_and_only_as_training(school: School) -> None:
    hospital = school.hospital
    school.paper(is_training=True, attempts=3)
    for _ in range(2):
        sits(school, "张敏")
    sits(school, "李红")
    assert counted(school) == {hospital.ids["张敏"], hospital.ids["李红"]}


def test_an_exam_by_itself_trains_nobody(school: School) -> None:
    school.paper()
    sits(school, "张敏")
    assert counted(school) == set()


def test_practice_trains_nobody(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    for _ in range(5):
        school.answers(zhang)
    assert counted(school) == set()
