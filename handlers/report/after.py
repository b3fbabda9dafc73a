"""What a reporter may do after the number: add, change, take back, say that it is fixed."""

from datetime import UTC, datetime

from actions import hazards as act
from actions.places import Where, at_place
from bot.flow import A_NUMBER, ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.phrases import AFTER, about, hazard_of, short
from handlers.report.opening import photo_first, send_along, words_first
from handlers.report.recording import answer
from handlers.report.steps import DONE, FIXED, MORE, PLACE, REWORDS, WHY
from models import hazards, history, photos, places
from rules.hazard import Status
from rules.kinds import by_menu
from rules.place_words import is_place_only, read

flow = Flow()

PICTURE = kind("image", "video", "shortvideo")


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


@flow.on(MORE, kind("voice"))
def more_voice(scene: Scene) -> Turn:
    """补语音：kept beside the row."""
    row = hazard_of(scene)
    send_along(scene, row["id"], medium="voice")
    return about(row, f"语音放进{row['number']}号了，安全员会听。", goto=DONE, since=0)


@flow.on(MORE, kind("text"))
def more_words(scene: Scene) -> Turn:
    """补一句：one more sentence, and the place if it names one."""
    row = hazard_of(scene)
    if not row["place_text"] and read(scene.text).place:
        act.set_place(scene.db, row["id"], _said_place(scene), scene.now)
    act.add_words(scene.db, row, scene.text, scene.now)
    return about(row, _added(scene, row["id"]), goto=DONE, since=scene.about.get("since") or 0)


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


@flow.on(ANY, chosen("change_place"))
def change_place(scene: Scene) -> Turn:
    """改地点：typed, sent or scanned."""
    said = lines("在哪里？打字、发位置、扫墙上的码都行。", "例：门诊楼2楼抽血处旁边")
    return about(hazard_of(scene), said, goto=PLACE, changing=True)


@flow.on(PLACE, A_NUMBER)
def bare_room(scene: Scene) -> Turn:
    """302：while a place is asked, a bare number may be a room; read back."""
    row, number = hazard_of(scene), scene.found["number"]
    ids = {"hazard": row["id"], "room": f"{number}病房"}
    return Turn(
        lines(f"{number}是病房吗？", f"1是{number}病房 2我要看{number}号"),
        PLACE,
        scene.about,
        {1: Choice("room", ids), 2: Choice("look", {"number": number})},
        until=AFTER,
        sealed=row["anonymous"],
    )


@flow.on(ANY, chosen("room"))
def room(scene: Scene) -> Turn:
    """是病房：the room is the place, in the reporter's department if we know it."""
    row = hazard_of(scene)
    text = f"{scene.who.department}{scene.found['room']}"
    where = scene.house.places.locate(
        scene.db, text, scene.now, home_id=row["unit_id"], department_id=scene.who.department_id, scanned=None
    )
    return _placed(scene, row["id"], where if where.text else Where(text, None, where.department_id))


@flow.on(PLACE, kind("text"))
def typed_place(scene: Scene) -> Turn:
    """打字说地点：taken as it is written when the register does not know it."""
    where = _said_place(scene)
    return _placed(scene, hazard_of(scene)["id"], where)


@flow.on(PLACE, kind("location"))
def sent_place(scene: Scene) -> Turn:
    """发位置：coordinates are kept, the label is the place."""
    row, inbound = hazard_of(scene), scene.inbound
    act.set_coordinates(scene.db, row["id"], inbound.latitude, inbound.longitude)
    return _placed(scene, row["id"], Where(inbound.text or "地图上的位置"))


@flow.on(PLACE, kind("event.scan", "event.subscribe", "event.scancode_waitmsg"))
def scanned_place(scene: Scene) -> Turn:
    """扫墙上的码：the register knows where it hangs."""
    place = places.find_place_by_code(scene.db, scene.inbound.event_key.removeprefix("qrscene_"))
    if place is None:
        return Turn(lines("这个码我不认得，可能旧了。", "你说一句在哪里就行，一样报。"), stays=True)
    return _placed(scene, hazard_of(scene)["id"], at_place(scene.db, place["id"]))


@flow.on(DONE, kind("location"))
def location_after(scene: Scene) -> Turn:
    """报完发位置：it belongs to what was just reported."""
    return sent_place(scene)


@flow.on(PLACE, PICTURE)
def photo_meanwhile(scene: Scene) -> Turn:
    """还没说地点又来照片：it joins the same hazard while the question stands."""
    row = hazard_of(scene)
    since = datetime.fromtimestamp(scene.about.get("since", 0), UTC)
    if scene.inbound.created_at - since > scene.house.clocks.join:
        return photo_first(scene)
    first = photos.count_photos(scene.db, row["id"]) == 0
    send_along(scene, row["id"])
    return Turn(f"照片放进{row['number']}号了。还差一句：在哪里？", stays=True) if first else SILENCE


def _said_place(scene: Scene) -> Where:
    """The place in the words; words the register does not know are taken as they are."""
    where = _said_place_of(scene, scene.text)
    return where if where.place_id or not scene.text else Where(scene.text[:60], None, where.department_id)


def _placed(scene: Scene, hazard_id: int, where: Where) -> Turn:
    act.set_place(scene.db, hazard_id, where, scene.now)
    row = hazards.find_hazard(scene.db, hazard_id)
    if scene.about.get("changing"):
        return about(
            row, f"改好了：{short(where.text)}，{row['plain'] or '说不准'}。别的没动。", goto=DONE, since=0
        )
    return answer(scene, row)


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
    return Turn(said, DONE, {"hazard": row["id"], "since": 0}, choices, until=AFTER, sealed=row["anonymous"])


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
    return about(hazard_of(scene), "重新说一句：在哪里、怎么了？", goto=REWORDS)


@flow.on(REWORDS, kind("text"))
def reworded(scene: Scene) -> Turn:
    """新的一句：replaces the words, everything else stays."""
    row = hazard_of(scene)
    act.set_words(scene.db, row["id"], scene.text, scene.now)
    return about(
        row, f"改好了。{row['number']}号写的是：“{short(scene.text, 40)}”。别的没动。", goto=DONE, since=0
    )


@flow.on(ANY, chosen("withdraw"))
def withdraw(scene: Scene) -> Turn:
    """撤回：why?"""
    row = hazard_of(scene)
    said = lines(
        f"撤回{row['number']}号，为什么？",
        "1发错了 2已经没事 3别人报过",
        "4照片里有病人或隐私（马上封起来）",
        "不撤了回 0",
    )
    verbs = {1: "take_back", 2: "take_back", 3: "take_back", 4: "seal"}
    reasons = {1: "发错了", 2: "已经没事", 3: "别人报过", 4: "照片里有病人或隐私"}
    choices = {d: Choice(verbs[d], {"hazard": row["id"], "reason": reasons[d]}) for d in verbs}
    choices[0] = Choice("enough", {"hazard": row["id"]})
    return Turn(said, DONE, {"hazard": row["id"], "since": 0}, choices, until=AFTER, sealed=row["anonymous"])


@flow.on(ANY, chosen("take_back"))
def take_back(scene: Scene) -> Turn:
    """撤回了：the number and the reason stay, nobody walks for nothing."""
    row = hazard_of(scene)
    act.withdraw(scene.db, row, scene.found["reason"], scene.now)
    return Turn(lines(f"{row['number']}号撤回了，没人会跑一趟。", "想再报，直接发照片。"))


@flow.on(ANY, chosen("seal"))
def seal(scene: Scene) -> Turn:
    """封照片：nobody sees them from now on."""
    act.withdraw(scene.db, hazard_of(scene), scene.found["reason"], scene.now, private=True)
    return Turn(
        lines("照片封起来了，现在谁也看不到。", "24小时内彻底清掉。", "那处还不安全的话，重拍一张不带人的。")
    )


@flow.on(ANY, chosen("fixed"))
def fixed(scene: Scene) -> Turn:
    """我弄好了：an after-photo, or a sentence."""
    row = hazard_of(scene)
    return about(row, lines("手真快！拍一张弄好后的样子？", "没法拍就说一句怎么弄的。"), goto=FIXED)


@flow.on(FIXED, PICTURE)
def fixed_photo(scene: Scene) -> Turn:
    """弄好后的照片：the after-photo closes the reporter's part."""
    row = hazard_of(scene)
    send_along(scene, row["id"], stage="after")
    return SILENCE if row["status"] == Status.FIXED else _fixed(scene, "")


@flow.on(FIXED, kind("text"))
def fixed_words(scene: Scene) -> Turn:
    """怎么弄的：a sentence is enough."""
    return _fixed(scene, scene.text)


def _fixed(scene: Scene, how: str) -> Turn:
    row = hazard_of(scene)
    act.fix_on_spot(scene.db, row, how, scene.now)
    officers = act.officers_for(scene.db, row)
    said = lines(
        f"好，{row['number']}号：你当场弄好的，也进台账、也算数。",
        f"{officers[0]['name'] if officers else '安全员'}看一眼就销号。",
        "会再犯的话，说一句为什么；不说回 0",
    )
    return about(row, said, goto=WHY, choices={0: "enough"})


@flow.on(WHY, PICTURE)
def why_photo(scene: Scene) -> Turn:
    """又一张弄好后的照片：joins the after-photos."""
    row = hazard_of(scene)
    if scene.now - row["fixed_at"] > scene.house.clocks.join:
        return photo_first(scene)
    send_along(scene, row["id"], stage="after")
    return SILENCE


@flow.on(WHY, kind("text"))
def why(scene: Scene) -> Turn:
    """为什么会再犯：kept with the row."""
    row = hazard_of(scene)
    act.add_words(scene.db, row, scene.text, scene.now)
    return about(row, f"记下了，{row['number']}号里写着。", goto=DONE, since=0)


@flow.on(DONE, kind("text"))
def same_again(scene: Scene) -> Turn:
    """报完又说一句：the same words again, a correction of the place, or something new."""
    row = hazard_of(scene)
    fresh = row["reported_at"] and scene.now - row["reported_at"] <= scene.house.clocks.join
    if row["description"] and scene.text == row["description"]:
        return Turn(f"收到了，这句已经在{row['number']}号里。", stays=True)
    if fresh and (correction := _correction(scene.text)):
        act.set_place(scene.db, row["id"], _said_place_of(scene, correction), scene.now)
        row = hazards.find_hazard(scene.db, row["id"])
        return Turn(f"改成{short(row['place_text'])}了，{row['number']}号别的没动。", stays=True)
    return words_first(scene)


def _correction(text: str) -> str:
    """The place in 不对，是四楼; empty for anything else."""
    words = text.lstrip("不对是错了，,。 ")
    return words if is_place_only(words) else ""


def _said_place_of(scene: Scene, words: str) -> Where:
    who = scene.who
    return scene.house.places.locate(
        scene.db, words, scene.now, home_id=who.home_id, department_id=who.department_id, scanned=None
    )
