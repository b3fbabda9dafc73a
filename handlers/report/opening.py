"""Photo first or words first: how a report begins, and how late pictures find their hazard."""

from datetime import UTC, datetime

from actions import hazards as act
from actions.hazards import Picture
from actions.places import at_place
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, hour, reporter_of
from handlers.report.doubt import not_sure
from handlers.report.recording import nameless_answer, record
from handlers.report.steps import DONE, LATE, WORDS
from models import hazards, photos
from models.base import Row
from rules.danger import alarm
from rules.first_look import Look, first_look

flow = Flow()


PICTURE = kind("image")
FILM = kind("video", "shortvideo")
VOICE = kind("voice")


@flow.on(WORDS, PICTURE, FILM)
def another_photo(scene: Scene) -> Turn:
    """连发：more pictures of the same place, often all sent in one go."""
    row = hazard_of(scene)
    if scene.now - row["recorded_at"] > scene.house.clocks.show_draft:
        return photo_first(scene)
    before = photos.last_taken(scene.db, row["id"])
    send_along(scene, row["id"])
    if before and abs(scene.inbound.created_at - before) <= scene.house.clocks.nudge / 30:
        return SILENCE
    return Turn(
        lines("这张也收到了。还差一句：在哪里、怎么了？", "例：三楼东楼梯口堆着纸箱", "发错了回 0"),
        WORDS,
        scene.about,
        {0: Choice("drop", {"hazard": row["id"]})},
        until=AFTER,
        sealed=row["anonymous"],
    )


@flow.on(DONE, PICTURE, FILM)
def late_photo(scene: Scene) -> Turn:
    """照片后到：a picture taken up to two minutes after the words joins the row already reported."""
    clocks = scene.house.clocks
    after = scene.inbound.created_at - datetime.fromtimestamp(scene.about["since"], UTC)
    if after > clocks.join:
        return photo_first(scene)
    row = hazard_of(scene)
    before, last = photos.count_photos(scene.db, row["id"]), photos.last_taken(scene.db, row["id"])
    photo_id = send_along(scene, row["id"])
    if before == 0:
        return Turn(f"照片放进{row['number']}号了。", stays=True)
    if after <= clocks.breath or (last and abs(scene.inbound.created_at - last) <= clocks.breath):
        return SILENCE
    ids = {"hazard": row["id"], "photo": photo_id}
    return Turn(
        lines(f"这张也放进{row['number']}号了，共{before + 1}张。", "要是另一处，回 1 单独记。"),
        DONE,
        scene.about,
        {1: Choice("part", ids)},
        until=AFTER,
        sealed=row["anonymous"],
    )


@flow.on(ANY, chosen("part"))
def part(scene: Scene) -> Turn:
    """另一处：the last picture becomes a hazard of its own."""
    hazard_id = act.part_picture(
        scene.db, scene.found["photo"], reporter_of(scene), scene.now, scene.house.clocks
    )
    row = hazards.find_hazard(scene.db, hazard_id)
    return about(row, "好，单独记。这一处在哪里、怎么了？说一句。", goto=WORDS)


@flow.on(ANY, PICTURE, FILM)
def photo_first(scene: Scene) -> Turn:
    """拍照：a photo out of the blue opens a report."""
    hazard_id = act.open_draft(scene.db, reporter_of(scene), scene.now, scene.house.clocks)
    send_along(scene, hazard_id)
    first = (
        "照片收到，还有就接着发。" if scene.inbound.kind == "image" else "视频我存不住，封面那一帧记下了。"
    )
    return Turn(
        lines(first, "发完说一句：在哪里、怎么了？", "例：三楼东楼梯口堆着纸箱", "不留名先回 9，发错了回 0"),
        WORDS,
        {"hazard": hazard_id},
        {9: Choice("nameless", {"hazard": hazard_id}), 0: Choice("drop", {"hazard": hazard_id})},
        until=AFTER,
    )


@flow.on(WORDS, kind("text"))
def words_follow(scene: Scene) -> Turn:
    """补一句：the sentence completes the report."""
    if first_look(scene.text, scene.house.kinds) is Look.COURTESY:
        return Turn("还差一句：照片里是哪里、怎么了？\n例：三楼东楼梯口堆着纸箱", stays=True)
    return record(scene, hazard_of(scene)["id"], scene.text)


@flow.on(WORDS, VOICE)
def voice_follows(scene: Scene) -> Turn:
    """语音：a voice completes the report as well; the officer listens."""
    row = hazard_of(scene)
    if row["anonymous"]:
        return _voice_betrays(scene, row)
    return _heard(scene, row["id"])


def _voice_betrays(scene: Scene, row: Row) -> Turn:
    """不留名又发语音：a voice tells who speaks; it is kept only if the person says so."""
    ids = {"hazard": row["id"], "media": scene.inbound.media_id}
    choices = {1: Choice("type_it", ids), 2: Choice("voice_anyway", ids), 0: Choice("drop", ids)}
    said = lines("语音听得出是谁，我没放进去。", "1打字说（好） 2就用语音，只给安全员听")
    return Turn(said, WORDS, scene.about, choices, until=AFTER, sealed=True)


@flow.on(ANY, chosen("type_it"))
def type_it(scene: Scene) -> Turn:
    """打字说：nothing of the voice was kept."""
    return about(hazard_of(scene), "好，打字说一句：在哪里、怎么了？", goto=WORDS, choices={0: "drop"})


@flow.on(ANY, chosen("voice_anyway"))
def voice_anyway(scene: Scene) -> Turn:
    """就用语音：the person has decided."""
    row = hazard_of(scene)
    voice = Picture(media_id=scene.found["media"], taken_at=scene.now, medium="voice")
    act.add_picture(scene.db, row["id"], voice, scene.now)
    hazards.change_hazard(scene.db, row["id"], brief="一段语音")
    row = act.report(scene.db, row["id"], scene.now, scene.house.clocks, text="语音")
    return nameless_answer(scene, row)


@flow.on(ANY, VOICE)
def voice_first(scene: Scene) -> Turn:
    """只有语音：a voice alone is a report, too."""
    hazard_id = act.open_draft(scene.db, reporter_of(scene), scene.now, scene.house.clocks, nudged=False)
    return _heard(scene, hazard_id)


@flow.on(LATE, kind("text"))
def late_words(scene: Scene) -> Turn:
    """昨天的照片：words for a photo that settled into the ledger without any."""
    row = hazard_of(scene)
    look = first_look(scene.text, scene.house.kinds)
    if look in (Look.COURTESY, Look.QUESTION):
        return about(
            row,
            lines(
                f"{hour(row['recorded_at'], scene)}的照片没来得及说，先记成{row['number']}号了。",
                "还记得在哪、怎么了？现在说一句就补上。",
                f"发错了回 删{row['number']}",
            ),
            goto=LATE,
        )
    return record(scene, row["id"], scene.text)


@flow.on(ANY, kind("text"))
def words_first(scene: Scene) -> Turn:
    """说一句：words out of the blue; what sounds like a hazard is recorded at once."""
    look = first_look(scene.text, scene.house.kinds)
    if alarm(scene.text) or look is Look.HAZARD or (look is Look.REPAIR and scene.who.place_id):
        return record(scene, _draft_for(scene), scene.text)
    return not_sure(scene, look)


def _draft_for(scene: Scene) -> int:
    """The photo that still waits for its sentence, whatever was said in between; else a new draft."""
    since = scene.now - scene.house.clocks.show_draft
    waiting = hazards.open_draft_of(scene.db, scene.who.id, since)
    if waiting is not None:
        return int(waiting["id"])
    return act.open_draft(scene.db, reporter_of(scene), scene.now, scene.house.clocks, nudged=False)


def _heard(scene: Scene, hazard_id: int) -> Turn:
    """A voice is a sentence: the row gets its number at once, recognised words are kept."""
    send_along(scene, hazard_id, medium="voice")
    if scene.text:
        return record(scene, hazard_id, scene.text)
    if scene.who.place_id is not None:
        act.set_place(scene.db, hazard_id, at_place(scene.db, scene.who.place_id), scene.now)
    hazards.change_hazard(scene.db, hazard_id, brief="一段语音")
    row = act.report(scene.db, hazard_id, scene.now, scene.house.clocks, text="语音")
    if row["anonymous"]:
        return nameless_answer(scene, row)
    said = (
        f"听到了，记成{row['number']}号。安全员会听。",
        "方便再打几个字：在哪里、怎么了？不打也行。",
        "1补充 2改 3撤回 4我弄好了",
    )
    choices = {1: "more", 2: "change", 3: "withdraw", 4: "fixed"}
    since = scene.inbound.created_at.timestamp()
    return about(row, lines(*said), goto=LATE, choices=choices, since=since)


def send_along(scene: Scene, hazard_id: int, *, medium: str = "photo", stage: str = "before") -> int:
    """Keep what the platform said about a picture; the courier fetches it."""
    inbound = scene.inbound
    film = inbound.kind in ("video", "shortvideo")
    picture = Picture(
        media_id=inbound.cover_id if film else inbound.media_id,
        taken_at=inbound.created_at,
        url=inbound.picture_url,
        medium="cover" if film else medium,
        stage=stage,
    )
    return act.add_picture(scene.db, hazard_id, picture, scene.now)
