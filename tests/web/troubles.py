"""Everything an officer may be asked to do, once each, in the hospital of the story."""

from dataclasses import dataclass

from tests.web.makers import DAY, HOUR, MINUTE, NOON, Make
from tests.web.story import Story

VOICE = b"ID3" + bytes(2000)


@dataclass(frozen=True)
class Troubles:
    """The numbers of hazards, and the account of a stranger."""

    voice: int = 160
    like: int = 161
    again: int = 162
    pieces: int = 163
    burning: int = 164
    fixed: int = 165
    nameless: int = 166
    sealed: int = 167
    stranger: int = 0


def add_troubles(make: Make, story: Story) -> Troubles:
    talk = make.conversation(story.nurse_two)
    usual = {"department_id": story.surgery["id"], "reporter_id": talk, "person_id": story.nurse_two}
    home = story.home
    voice = make.hazard(home, 160, "", at=NOON - 40 * MINUTE, place_text="外科楼2楼换药室", **usual)
    make.photo(voice)
    heard = make.photo(voice, medium="voice", seconds=6.2)
    (make.folder / f"{heard}.mp3").write_bytes(VOICE)
    first = make.hazard(
        home, 151, "3楼东楼梯口堆着十几个纸箱", brief="楼梯口堆纸箱", place_text="外科楼3楼东楼梯口",
        at=NOON - DAY, **usual,
    )  # fmt: skip
    make.photo(first)
    like = make.hazard(
        home,
        161,
        "东楼梯那儿又是纸箱",
        place_text="外科楼3楼东楼梯口",
        like_id=first,
        at=NOON - 30 * MINUTE,
        **usual,
    )
    make.photo(like)
    old = make.hazard(
        home, 152, "换药室插座松动", status="closed", closed_at=NOON - 30 * DAY, at=NOON - 45 * DAY, **usual
    )
    make.photo(old)
    again = make.hazard(home, 162, "换药室插座又松了", like_id=old, at=NOON - 25 * MINUTE, **usual)
    make.photo(again)
    pieces = ["灭火器过期了", "旁边插座松", "走廊还堆着床"]
    make.photo(
        make.hazard(
            home, 163, "，".join(pieces), brief="灭火器过期", pieces=pieces, at=NOON - 20 * MINUTE, **usual
        )
    )
    burning = make.hazard(
        home, 164, "地下室配电间进水了", brief="配电间进水", place_text="地下室B区配电间", urgent=True,
        at=NOON - 12 * MINUTE, **usual,
    )  # fmt: skip
    make.photo(burning)
    fixed = make.hazard(
        home,
        165,
        "地上有水我拖了",
        status="fixed",
        fixed_at=NOON - HOUR,
        fixed_on_spot=True,
        at=NOON - HOUR,
        **usual,
    )
    make.photo(fixed, stage="after")
    nameless = make.hazard(
        home, 166, "配药间门锁坏了", department_id=story.surgery["id"], anonymous=True, at=NOON - 15 * MINUTE
    )
    make.line(nameless, "ask", "officer", story.ward_officer, text="东边那间还是西边那间？")
    sealed = make.hazard(
        home,
        167,
        "病房门口堆杂物",
        status="withdrawn",
        reason="照片里有病人或隐私",
        at=NOON - 10 * MINUTE,
        **usual,
    )
    make.photo(sealed, state="sealed", reason="照片里有病人或隐私")
    make.notice(sealed, None, "waiting", kind="purge_photos", due_at=NOON + 20 * HOUR)
    make.notice(None, story.union, kind="remind", payload=REMINDER, reason="没绑定微信")
    said = {"self_name": "保洁 王桂英", "self_unit_id": story.surgery["id"], "self_said_at": NOON - HOUR}
    stranger = make.conversation(**said)
    make.photo(make.hazard(home, 168, "5楼走廊地滑", department_id=story.surgery["id"], reporter_id=stranger))
    make.person("王桂英", story.repairs, "staff")
    return Troubles(stranger=stranger)


REMINDER = {"what": "{month}月查保促统计表", "formal": "2016-03-30", "target": "2016-03-29", "guessed": False}
