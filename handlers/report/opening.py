"""Photo first or words first: how a report begins, and how late pictures find their hazard."""

from dataclasses import replace
from datetime import UTC, datetime

from actions import hazards as act
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.owner.tasks import tasks_in_hand, which_task
from handlers.phrases import AFTER, NAMELESS, about, days_ago, hazard_of, hour, is_another, reporter_of
from handlers.report.again import heard_already, is_again
from handlers.report.answering import answer_to_officer
from handlers.report.beginning import FILMS, begin, close_name, nameless_before, same_breath, send_along
from handlers.report.doubt import not_sure
from handlers.report.recording import complete, record
from handlers.report.steps import DONE, LATE, WORDS
from models import hazards, photos, reported
from models.base import Row
from rules.alarms.danger import alarm
from rules.words.denials import is_bare_denial
from rules.words.first_look import Look, first_look
from rules.words.suggesting import suggest

flow = Flow()

PAIR = 2
_A_KNOWN_WORD = 1.0  # what suggest() scores for a word of two characters
_A_SIGH = 6
"""Characters of words that tell nothing, before it is said what they were asked for."""

PICTURE = kind("image")
FILM = kind(*FILMS)


@flow.on(WORDS, PICTURE, FILM)
def another_photo(scene: Scene) -> Turn:
    """连发：more pictures of the same place, often all sent in one go."""
    row = hazard_of(scene)
    if scene.now - row["recorded_at"] > scene.house.clocks.show_draft and not row["anonymous"]:
        return photo_first(scene)  # without a name it would be the name's
    before = photos.last_taken(scene.db, row["id"])
    send_along(scene, row["id"])
    if before and abs(scene.inbound.created_at - before) <= scene.house.clocks.nudge / 30:
        return SILENCE
    return Turn(
        lines("这张也收到了。还差一句：在哪里、怎么了？", "例：三楼东楼梯口堆着纸箱", "发错了回 0"),
        WORDS,
        scene.about,
        {0: Choice("drop", {"hazard": row["id"]})},
        until=NAMELESS if row["anonymous"] else AFTER,
        sealed=row["anonymous"],
    )


@flow.on(DONE, PICTURE, FILM)
def late_photo(scene: Scene) -> Turn:
    """照片后到：a picture taken up to two minutes after the words joins the row already reported."""
    clocks = scene.house.clocks
    after = scene.inbound.created_at - datetime.fromtimestamp(scene.about["since"], UTC)
    if after > clocks.join or (scene.who.is_on_round and after > clocks.breath):
        return photo_first(scene)
    row = hazard_of(scene)
    before, last = photos.count_photos(scene.db, row["id"]), photos.last_taken(scene.db, row["id"])
    photo_id = send_along(scene, row["id"])
    if before == 0:
        return Turn(f"照片放进{row['number']}号了。", stays=True, repeats=True)
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


def part_picture(scene: Scene, row: Row, photo_id: int) -> Row:
    """A picture becomes a hazard of its own, without a name where it had none."""
    hazard_id = act.part_picture(scene.db, photo_id, reporter_of(scene), scene.now, scene.house.clocks)
    if row["anonymous"]:
        close_name(scene, hazard_id)
    return hazards.find_hazard(scene.db, hazard_id)


@flow.on(ANY, chosen("part"))
def part(scene: Scene) -> Turn:
    """另一处：the last picture becomes a hazard of its own."""
    row = hazard_of(scene)
    photo = photos.find_photo(scene.db, scene.found["photo"])
    is_there = photo is not None and photo["hazard_id"] == row["id"]
    if not is_there or photos.count_photos(scene.db, row["id"]) < PAIR:  # the same file, sent twice
        said = lines(f"这张{row['number']}号里有了，没记第二遍。", "要是另一处，说一句在哪里、怎么了。")
        return Turn(said, stays=True)
    row = part_picture(scene, row, scene.found["photo"])
    return about(row, "好，单独记。这一处在哪里、怎么了？说一句。", goto=WORDS)


@flow.on(ANY, PICTURE, FILM)
def photo_first(scene: Scene) -> Turn:
    """拍照：a photo out of the blue opens a report."""
    hazard_id = begin(scene, nudged=True)
    has_picture = scene.inbound.kind == "image" or bool(scene.inbound.cover_id)
    if has_picture:
        send_along(scene, hazard_id)
    if nameless_before(scene) is not None:
        return _still_nameless(scene, hazards.find_hazard(scene.db, hazard_id), has_picture=has_picture)
    if has_picture and (mine := tasks_in_hand(scene)):
        return which_task(scene, hazard_id, mine)
    if scene.who.is_on_round:
        row = hazards.find_hazard(scene.db, hazard_id)
        return about(row, "收到，说一句：在哪里、怎么了？", goto=WORDS)
    return Turn(
        _received(scene, has_picture=has_picture),
        WORDS,
        {"hazard": hazard_id},
        {9: Choice("nameless", {"hazard": hazard_id}), 0: Choice("drop", {"hazard": hazard_id})},
        until=AFTER,
    )


def _still_nameless(scene: Scene, row: Row, *, has_picture: bool) -> Turn:
    """刚报了没留名的，又发一张：it is nameless, too, and says so."""
    is_film = scene.inbound.kind != "image"
    got = ("视频封面记下了" if has_picture else "视频我存不住") if is_film else "照片收到"
    said = lines(
        f"{got}，这件也不留名。",
        "说一句：在哪里、怎么了？打字好，语音听得出人。",
        "要留名先回 留名，发错了回 0",
    )
    return about(row, said, goto=WORDS, choices={0: "drop"}, until=NAMELESS)


def _received(scene: Scene, *, has_picture: bool) -> str:
    last = "不留名先回 9，发错了回 0"
    if scene.inbound.kind == "image":
        ask = "发完说一句：在哪里、怎么了？语音也行。"
        return lines("照片收到，还有就接着发。", ask, "例：三楼东楼梯口堆着纸箱", last)
    first = "视频我存不住，封面那一帧记下了。" if has_picture else "视频我存不住，先记下有这么一处。"
    return lines(
        first,
        "再说一句：在哪里、怎么了？有照片更好。",
        "视频先别删，安全员要看会找你。",
        last,
    )


@flow.on(WORDS, kind("text"))
def words_follow(scene: Scene) -> Turn:
    """补一句：the sentence completes the report."""
    row, look = hazard_of(scene), first_look(scene.text, scene.house.kinds)
    if look is Look.COURTESY or is_bare_denial(scene.text):
        return Turn("还差一句：照片里是哪里、怎么了？\n例：三楼东楼梯口堆着纸箱", stays=True, repeats=True)
    if _is_no_sentence(scene, row, look):
        return same_breath(scene, replace(not_sure(scene, look), repeats=True))
    return complete(scene, row, scene.text)


def _is_no_sentence(scene: Scene, row: Row, look: Look) -> bool:
    """护士长拿回扣, 能报销吗: of a person, or a question, with no photo whose sentence it could be."""
    if look is Look.PERSON and suggest(scene.text, scene.house.kinds).score < _A_KNOWN_WORD:
        return True
    is_idle = look in (*ELSEWHERE, Look.QUESTION) and look is not Look.NEEDLE
    return is_idle and photos.count_photos(scene.db, row["id"]) == 0


ELSEWHERE = (Look.COMPLAINT, Look.PERSON, Look.LINK, Look.REWARD, Look.NEEDLE)
"""Words that are surely not what a photo was waiting for."""


@flow.on(LATE, kind("text"))
def late_words(scene: Scene) -> Turn:
    """昨天的照片：words for a photo that settled into the ledger without any."""
    row = hazard_of(scene)
    if is_again(scene, row):
        return heard_already(scene, row)
    look = first_look(scene.text, scene.house.kinds)
    if not row["description"] and _waits_unknown(scene, row, look):
        return _photo_waits(scene, row)
    if row["description"]:
        return words_first(scene)
    if look in ELSEWHERE:  # the photo goes on waiting
        turn = not_sure(scene, look)
        return turn if turn.stays else replace(turn, keeps=True)
    return complete(scene, row, scene.text)


def _waits_unknown(scene: Scene, row: Row, look: Look) -> bool:
    """你好, 困死了: nobody has heard yet that the photo of yesterday waits; said once, a sigh is a sigh."""
    if look in (Look.COURTESY, Look.QUESTION):
        return True
    is_sigh = look is Look.COMPLAINT or (look is Look.OTHER and len(scene.text.strip()) <= _A_SIGH)
    return is_sigh and not scene.about.get("reminded") and photos.count_photos(scene.db, row["id"]) > 0


def _photo_waits(scene: Scene, row: Row) -> Turn:
    """还记得吗：the photo that settled into the ledger still lacks its sentence."""
    at = f"{days_ago(row['recorded_at'], scene)}{hour(row['recorded_at'], scene)}"
    said = lines(
        f"{at}的照片没来得及说，先记成{row['number']}号了。",
        "还记得在哪、怎么了？现在说一句就补上。",
        f"发错了回 删{row['number']}",
    )
    return about(row, said, goto=LATE, reminded=True)


@flow.on(ANY, kind("text"))
def words_first(scene: Scene) -> Turn:
    """说一句：words out of the blue; what sounds like a hazard is recorded at once."""
    look = first_look(scene.text, scene.house.kinds)
    if (answer := answer_to_officer(scene, look)) is not None:
        return answer
    if alarm(scene.text) or look is Look.HAZARD or (look is Look.REPAIR and scene.who.place_id):
        return record(scene, _draft_for(scene), scene.text)
    return same_breath(scene, not_sure(scene, look))


def _draft_for(scene: Scene) -> int:
    """The photo that still waits for its sentence, whatever was said in between; else a new draft."""
    since = scene.now - scene.house.clocks.show_draft
    waiting = reported.open_draft_of(scene.db, scene.who.id, since)
    if waiting is None:
        return begin(scene, nudged=False)
    if nameless_before(scene) is not None:
        close_name(scene, waiting["id"])
    return int(waiting["id"])


def late_pictures(scene: Scene, row: Row) -> list[Row]:
    """What was taken some time after the words, and may show something else."""
    told = row["described_at"]
    taken = [photo for photo in photos.photos_of(scene.db, row["id"]) if photo["medium"] != "voice"]
    return [photo for photo in taken if told and photo["taken_at"] > told + scene.house.clocks.breath]


def with_late_pictures(scene: Scene, row: Row) -> Turn:
    """一边走一边拍：a photo that had joined the last hazard goes with the sentence that tells of another."""
    late = late_pictures(scene, row)
    if not late or not is_another(scene, row):
        return words_first(scene)
    return record(scene, part_picture(scene, row, late[-1]["id"])["id"], scene.text)
