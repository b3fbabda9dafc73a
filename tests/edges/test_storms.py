"""Everything at once: repeats, bursts and races, on both databases and with the real writer."""

import random
from functools import partial

import pytest
from sqlalchemy import text

from tests.edges.conftest import Door, said
from tests.edges.letters import fields, query, write
from tests.edges.together import at_once
from tests.hospital import Hospital

WORDS = "外科楼3楼东通道堆满纸箱"


def photo(nth: int, openid: str, door: Door) -> dict[str, object]:
    return fields("image", openid=openid, at=door.product.clock(), MediaId=f"m{openid}{nth}", PicUrl="")


@pytest.mark.parametrize("kind", ["text", "image", "event"])
def test_six_copies_at_once_are_one_message(door: Door, hospital: Hospital, kind: str) -> None:
    own = {
        "text": {"Content": WORDS},
        "image": {"MediaId": "m", "PicUrl": ""},
        "event": {"Event": "subscribe"},
    }
    asked, body = query(), write(fields(kind, **own[kind]))
    replies = at_once([lambda: door.posts(asked, body)] * 6)
    assert len({reply.text for reply in replies}) == 1
    assert said(replies[0])
    assert len(hospital.rows()) == (0 if kind == "event" else 1)
    assert len(hospital.photos(1)) == (1 if kind == "image" else 0)


def test_six_copies_of_a_refusal_are_one_sentence(door: Door, hospital: Hospital) -> None:
    body = write(fields("text", Content="查00000000"))
    replies = at_once([lambda: door.posts(query(), body)] * 6)
    assert len({reply.text for reply in replies}) == 1


def test_nine_photos_at_once_from_somebody_new(door: Door, hospital: Hospital) -> None:
    for who in ("oNew1", "oNew2", "oNew3"):
        sent = [photo(nth, who, door) for nth in range(9)]
        answers = [said(reply) for reply in at_once([lambda f=f: door.plain(f) for f in sent])]
        assert sum(map(bool, answers)) == 1
        row = hospital.rows()[-1]
        assert len(hospital.photos(row["id"])) == 9
    assert len(hospital.rows()) == 3


def test_six_new_people_at_once_get_six_numbers(door: Door, hospital: Hospital) -> None:
    answers = at_once([lambda n=n: door.says(WORDS, openid=f"oNew{n}") for n in range(6)])
    assert all("记好了" in answer for answer in answers)
    numbers = [row["number"] for row in hospital.rows()]
    assert len(set(numbers)) == 6


@pytest.mark.parametrize("seed", range(8))
def test_photos_and_their_sentence_in_any_order_each_three_times(
    door: Door, hospital: Hospital, seed: int
) -> None:
    """Within a second WeChat may send nine photos and the words in any order, and each of them again."""
    rng = random.Random(seed)
    for nth in range(6):
        _burst(door, hospital, rng, f"oBurst{nth}")


def _burst(door: Door, hospital: Hospital, rng: random.Random, who: str) -> None:
    sent = [photo(n, who, door) for n in range(9)] + [fields("text", openid=who, Content=WORDS)]
    deliveries = [write(facts) for facts in sent * 3]
    rng.shuffle(deliveries)
    before = len(hospital.rows())
    replies = {body: set() for body in deliveries}
    for chunk in (deliveries[n : n + 6] for n in range(0, len(deliveries), 6)):
        for body, reply in zip(
            chunk, at_once([lambda b=b: door.posts(query(), b) for b in chunk]), strict=True
        ):
            replies[body].add(said(reply))
    assert all(len(words) == 1 for words in replies.values()), "a repeat was answered differently"
    (row,) = hospital.rows()[before:]
    assert len(hospital.photos(row["id"])) == 9
    assert (row["status"], row["description"]) == ("reported", WORDS)
    spoken = {word for words in replies.values() for word in words} - {""}
    assert len(spoken) <= 2, spoken


def test_two_officers_give_the_same_hazard_away_at_once(door: Door, hospital: Hospital) -> None:
    li, sun = hospital.phone("李红"), hospital.phone("孙丽")
    for number in range(101, 106):
        hospital.phone("张敏").says(f"外科楼{number - 100}楼东通道堆满纸箱")
        hospital.product.clock.forward(hours=1)
        order = f"派 {number} 王强 3天"
        li.says(order)
        sun.says(order)
        answers = at_once([partial(li.says, "1"), partial(sun.says, "1")])
        won = [answer for answer in answers if answer.startswith(f"派了：{number}→王强")]
        lost = [answer for answer in answers if "刚派给王强，你这次没动它" in answer]
        assert (len(won), len(lost)) == (1, 1), answers
        faster = "李红" if answers.index(won[0]) == 0 else "孙丽"
        assert lost[0].startswith(f"{number}号{faster}刚派给王强")
    for row in hospital.rows():
        assert row["status"] == "assigned"
        assert [line["verb"] for line in hospital.history(row["id"])].count("assign") == 1
    assert len(hospital.errands("tell_owner")) == 5


def test_photos_of_many_people_at_once_do_not_mix(door: Door, hospital: Hospital) -> None:
    sent = [photo(nth, f"oP{who}", door) for who in range(6) for nth in range(4)]
    random.Random(1).shuffle(sent)
    at_once([lambda f=f: door.plain(f) for f in sent])

    def owners(db):
        joined = "select c.openid, p.media_id from photo p join hazard h on h.id = p.hazard_id"
        return db.execute(text(f"{joined} join conversation c on c.id = h.reporter_id")).all()

    found = hospital.carry(owners)
    assert len(found) == 24
    assert all(media_id.startswith(f"m{openid}") for openid, media_id in found)
    assert len(hospital.rows()) == 6
