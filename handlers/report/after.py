"""What a reporter may do after the number: add, change the kind or the words, say it again."""

from actions import hazards as act
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, is_another, short
from handlers.report.again import heard_already, is_again
from handlers.report.alarms.burning import asks_for_help, is_fresh, keep, told_meanwhile
from handlers.report.alarms.safety import meanwhile
from handlers.report.answering import answer_to_officer
from handlers.report.beginning import begin, send_along
from handlers.report.leaving import is_nothing
from handlers.report.opening import late_pictures, part_picture, with_late_pictures
from handlers.report.placing import fixed_meanwhile, place_or_words, said_place
from handlers.report.recording import record
from handlers.report.steps import DONE, MORE, REWORDS
from handlers.report.wording import words_for, words_of
from models import hazards, history, photos
from models.base import Row
from rules.alarms.danger import alarm, goes_on
from rules.alarms.news import is_whereabouts
from rules.hazard import Status
from rules.kinds import by_menu
from rules.places.place_changes import corrected
from rules.places.place_changes import correction as correction_in
from rules.places.place_words import read
from rules.words.bare_words import is_bare
from rules.words.first_look import Look, first_look, said_fixed
from rules.words.plain_text import unannounced
from rules.words.suggesting import suggest

flow = Flow()

PICTURE = kind("image", "video", "shortvideo")
KIND = "kind"
"""What was asked: of which kind it is."""
SHORTEST = 2
"""Characters of a sentence."""


@flow.on(ANY, chosen("more"))
def more(scene: Scene) -> Turn:
    """补充：a photo, a voice or a sentence more."""
    row = hazard_of(scene)
    said = lines(f"想补什么？照片、语音、一句话都行，放进{row['number']}号。", "不补了回 0")
    return about(row, said, goto=MORE, choices={0: "enough"})


@flow.on(ANY, chosen("enough"))
def enough(scene: Scene) -> Turn:
    """不补了：leave it as it is."""
    return about(hazard_of(scene), "好，没动。", goto=DONE, since=0)


@flow.on(MORE, PICTURE)
def more_photo(scene: Scene) -> Turn:
    """补照片：the first of a burst is answered, the others join silently."""
    row = hazard_of(scene)
    last = photos.last_taken(scene.db, row["id"])
    since = scene.about.get("since")
    send_along(scene, row["id"])
    if scene.about.get("added") and last and abs(scene.inbound.created_at - last) <= scene.house.clocks.join:
        return SILENCE
    return about(row, _added(scene, row["id"]), goto=MORE, choices={0: "enough"}, added=True, since=since)


@flow.on(MORE, kind("text"))
def more_words(scene: Scene) -> Turn:
    """补一句：one more sentence, and the place if it names one."""
    row = hazard_of(scene)
    if is_again(scene, row):
        return heard_already(scene, row)
    is_news = row["urgent"] and is_whereabouts(scene.text, is_known=True)
    if row["place_text"] and is_another(scene, row) and not is_news:
        return with_late_pictures(scene, row)
    if (said := asks_for_help(scene, row) or _says_nothing(scene, row)) is not None:
        return said
    if not row["place_text"] and read(scene.text).place:
        act.set_place(scene.db, row["id"], place_or_words(scene), scene.now)
    if row["urgent"]:
        return _kept_or_apart(scene, row) if _may_be_elsewhere(scene, row) else keep(scene, row)
    act.add_words(scene.db, row, unannounced(words_for(scene, row)), scene.now)
    return about(row, _added(scene, row["id"]), goto=DONE, since=scene.about.get("since") or 0)


def _may_be_elsewhere(scene: Scene, row: Row) -> bool:
    """五楼灭火器被挡, after 食堂着火了: it may belong to the fire, or be something one passes by."""
    is_hazard = first_look(scene.text, scene.house.kinds) is Look.HAZARD and not goes_on(scene.text)
    is_other = suggest(scene.text, scene.house.kinds).code != row["category"]
    return bool(row["urgent"] and not row["anonymous"] and is_hazard and is_other and read(scene.text).place)


def _kept_or_apart(scene: Scene, row: Row) -> Turn:
    """Kept with what burns, and a number of its own with one digit; its picture goes along."""
    act.add_words(scene.db, row, unannounced(words_for(scene, row)), scene.now)
    late = late_pictures(scene, row)
    ids = {"hazard": row["id"], "words": words_of(scene), "photo": late[-1]["id"] if late else None}
    said = lines(f"记到{row['number']}号里了。{meanwhile(row)}", "要是另一处的事，回 1 单独记。")
    since = scene.about.get("since") or 0
    return Turn(said, DONE, {"hazard": row["id"], "since": since}, {1: Choice("apart", ids)}, until=AFTER)


def _says_nothing(scene: Scene, row: Row) -> Turn | None:
    """不补了、谢谢、王：nothing is written; while something burns all but 谢谢 is, and the question stands."""
    if row["urgent"]:
        is_thanks = first_look(scene.text, scene.house.kinds) is Look.COURTESY
        again = f"{meanwhile(row)}人安全了再说：在哪里、还有没有人？"
        return Turn(again, stays=True, repeats=True) if is_thanks else None
    if is_nothing(scene):
        return about(row, "好，没动。", goto=DONE, since=0)
    more_of_it = "想补什么？多说几个字，或发张照片。不补了回 0"
    return Turn(more_of_it, stays=True, repeats=True) if is_bare(scene.text) else None


def _added(scene: Scene, hazard_id: int) -> str:
    row = hazards.find_hazard(scene.db, hazard_id)
    count = photos.count_photos(scene.db, hazard_id)
    said = 1 + sum(line["verb"] == "add" for line in history.history_of(scene.db, hazard_id))
    sentences = said if row["description"] else 0
    return f"补好了。{row['number']}号现在照片{count}张、话{sentences}句。"


@flow.on(ANY, chosen("change"))
def change(scene: Scene) -> Turn:
    """改：place, kind or words."""
    row = hazard_of(scene)
    said = lines(
        f"{row['number']}号改哪样？",
        f"1地点：{short(row['place_text']) or '还没说'}",
        f"2像什么：{row['plain'] or '说不准'} 3我说的话",
        "不改了回 0",
    )
    verbs = {1: "change_place", 2: "change_kind", 3: "change_words", 0: "enough"}
    return about(row, said, goto=DONE, choices=verbs, since=0)


@flow.on(ANY, chosen("change_kind"))
def change_kind(scene: Scene) -> Turn:
    """改类别：nine groups in everyday words."""
    row = hazard_of(scene)
    said = lines(
        "更像哪种？1通道出口 2灭火器消火栓",
        "3电 4燃气氧气 5电梯设备 6地滑掉东西",
        "7针刺感染 8电动车 9说不准",
        "说不准也没事，安全员会看。",
    )
    choices = {digit: Choice("kind", {"hazard": row["id"], "menu": digit}) for digit in range(1, 10)}
    choices[0] = Choice("enough", {"hazard": row["id"]})
    about_ = {"hazard": row["id"], "since": 0, "asked": KIND}
    return Turn(said, DONE, about_, choices, until=AFTER, sealed=row["anonymous"])


@flow.on(ANY, chosen("kind"))
def kind_chosen(scene: Scene) -> Turn:
    """选类别：kept for the officer, who decides."""
    row, found = hazard_of(scene), by_menu(scene.found["menu"], scene.house.kinds)
    if found is not None:
        act.set_kind(scene.db, row["id"], found, scene.now)
        row = hazards.find_hazard(scene.db, row["id"])
    place = short(row["place_text"]) or "地点还没说"
    return about(row, f"改好了：{place}，{row['plain']}。别的没动。", goto=DONE, since=0)


@flow.on(ANY, chosen("change_words"))
def change_words(scene: Scene) -> Turn:
    """改说的话：the sentence anew."""
    said = lines("重新说一句：在哪里、怎么了？", "不改了回 0")
    return about(hazard_of(scene), said, goto=REWORDS, choices={0: "enough"})


@flow.on(REWORDS, kind("text"))
def reworded(scene: Scene) -> Turn:
    """新的一句：replaces the words, and the place if it names another one; 谢谢 and 不改了 replace nothing."""
    row = hazard_of(scene)
    if is_nothing(scene) or len(scene.text.strip()) < SHORTEST:
        return about(row, "好，没动，还是原来那句。", goto=DONE, since=0)
    words = words_for(scene, row)
    act.set_words(scene.db, row["id"], words, scene.now)
    where = said_place(scene, scene.text)
    moved = bool(where.text) and where.text != row["place_text"]
    if moved:
        act.set_place(scene.db, row["id"], where, scene.now)
    rest = f"地点是{short(where.text)}。" if moved else "别的没动。"
    said = f"改好了。{row['number']}号写的是：“{short(words, 40)}”。{rest}"
    return about(row, said, goto=DONE, since=0)


def same_again(scene: Scene) -> Turn:
    """报完又说一句：the same words again, a correction of the place, or something new."""
    row = hazard_of(scene)
    fresh = row["reported_at"] and scene.now - row["reported_at"] <= scene.house.clocks.join
    if is_again(scene, row):
        return heard_already(scene, row)
    if fresh and (correction := correction_in(scene.text)):
        where = said_place(scene, corrected(row["place_text"], correction))
        act.set_place(scene.db, row["id"], where, scene.now)
        row = hazards.find_hazard(scene.db, row["id"])
        return Turn(
            f"改成{short(row['place_text'])}了，{row['number']}号别的没动。", stays=True, repeats=True
        )
    if _is_announced(scene):
        return more_words(scene)
    if (told := _while_it_burns(scene, row)) is not None:
        return told
    if _is_fixed_now(scene, row):
        return fixed_meanwhile(scene)
    if fresh and _goes_on(scene, row):
        return _one_more_sentence(scene, row)
    heard = None if fresh else answer_to_officer(scene, first_look(scene.text, scene.house.kinds))
    return heard or with_late_pictures(scene, row)


def _while_it_burns(scene: Scene, row: Row) -> Turn | None:
    """What is asked or told while something burns; another place is another hazard."""
    if (asked := asks_for_help(scene, row)) is not None:
        return asked
    if is_another(scene, row):
        return None
    if is_fresh(scene, row) and not row["anonymous"] and _is_placeless(scene):
        return _one_more_sentence(scene, row)
    return told_meanwhile(scene, row)


def _is_placeless(scene: Scene) -> bool:
    """是电动车电池: a hazard by its words, at no place of its own."""
    is_hazard = first_look(scene.text, scene.house.kinds) is Look.HAZARD
    return is_hazard and not goes_on(scene.text) and not read(scene.text).place


def _is_announced(scene: Scene) -> bool:
    """补充一下，…: more about the same thing, in so many words."""
    words = words_of(scene).strip()
    return unannounced(words) != words


def _is_fixed_now(scene: Scene, row: Row) -> bool:
    """我拖了, right after the report; without a name nobody may be told who it was."""
    if row["anonymous"] or row["status"] != Status.REPORTED or not said_fixed(scene.text):
        return False
    return first_look(scene.text, scene.house.kinds) is not Look.HAZARD and not read(scene.text).place


def _goes_on(scene: Scene, row: Row) -> bool:
    """这是三楼的灭火器 … 过期半年了: more about the same thing, soon after, at no place of its own."""
    kinds = scene.house.kinds
    if first_look(scene.text, kinds) is not Look.HAZARD or alarm(scene.text) or read(scene.text).place:
        return False
    was_vague = first_look(row["description"], kinds) is not Look.HAZARD
    return was_vague or suggest(scene.text, kinds).code == row["category"]


def _one_more_sentence(scene: Scene, row: Row) -> Turn:
    """又说一句同一件：joins, and may be taken apart."""
    words = words_for(scene, row)
    act.add_words(scene.db, row, words, scene.now)
    if row["anonymous"]:  # a row of its own would stand under the name, with the same words
        return Turn(f"补到{row['number']}号里了。", DONE, scene.about, until=AFTER, sealed=True)
    ids = {"hazard": row["id"], "words": words}
    said = lines(f"补到{row['number']}号里了。", "要是另一件，回 1 单独记。")
    return Turn(said, DONE, scene.about, {1: Choice("apart", ids)}, until=AFTER)


@flow.on(ANY, chosen("apart"))
def apart(scene: Scene) -> Turn:
    """另一件：the sentence becomes a hazard of its own; it stays where it was, too."""
    if scene.found.get("photo") is None:
        return record(scene, begin(scene, nudged=False), scene.found["words"])
    return record(
        scene, part_picture(scene, hazard_of(scene), scene.found["photo"])["id"], scene.found["words"]
    )
