"""Where it is, without words: a position, a code on the wall, and a photo that comes while the place is asked."""

from datetime import UTC, datetime

from actions import hazards as act
from actions.alarm_places import tell_who_goes
from actions.places import Where, at_place
from bot.flow import Flow, kind
from bot.turn import SILENCE, Scene, Turn
from handlers.phrases import about, hazard_of, short, unknown_code
from handlers.report.beginning import send_along
from handlers.report.opening import photo_first
from handlers.report.placing import placed
from handlers.report.steps import DONE, MORE, PLACE
from models import photos, places
from rules.places.place_words import is_common

flow = Flow()

PICTURE = kind("image", "video", "shortvideo")


@flow.on(PLACE, kind("location"))
def sent_place(scene: Scene) -> Turn:
    """发位置：coordinates are kept, the label is the place."""
    row, inbound = hazard_of(scene), scene.inbound
    act.set_coordinates(scene.db, row["id"], inbound.latitude, inbound.longitude)
    if row["place_text"] and not is_common(row["place_text"]):  # words are finer than a pin on the map
        said = f"位置收到，{row['number']}号还按{short(row['place_text'])}。"
        return about(row, said, goto=DONE, since=0)
    return placed(scene, row["id"], Where(inbound.text or "地图上的位置"))


@flow.on(PLACE, kind("event.scan", "event.subscribe", "event.scancode_waitmsg"))
def scanned_place(scene: Scene) -> Turn:
    """扫墙上的码：the register knows where it hangs."""
    place = places.find_place_by_code(scene.db, scene.inbound.event_key.removeprefix("qrscene_"))
    if place is None:
        return unknown_code(scene)
    return placed(scene, hazard_of(scene)["id"], at_place(scene.db, place["id"]))


@flow.on(DONE, kind("location"))
def location_after(scene: Scene) -> Turn:
    """报完发位置：it belongs to what was just reported."""
    return sent_place(scene)


@flow.on(PLACE, PICTURE)
def photo_meanwhile(scene: Scene) -> Turn:
    """还没说地点又来照片：it joins the same hazard while the question stands."""
    row = hazard_of(scene)
    since = datetime.fromtimestamp(scene.about.get("since", 0), UTC)
    waits = scene.house.clocks.breath if scene.who.is_on_round else scene.house.clocks.join
    if scene.inbound.created_at - since > waits:
        return photo_first(scene)
    first = photos.count_photos(scene.db, row["id"]) == 0
    send_along(scene, row["id"])
    return (
        Turn(f"照片放进{row['number']}号了。还差一句：在哪里？", stays=True, repeats=True)
        if first
        else SILENCE
    )


@flow.on(MORE, kind("location"))
def location_meanwhile(scene: Scene) -> Turn:
    """人安全了发位置：coordinates are kept; the label is the place where none was told."""
    row, inbound = hazard_of(scene), scene.inbound
    act.set_coordinates(scene.db, row["id"], inbound.latitude, inbound.longitude)
    if not row["place_text"]:
        act.set_place(scene.db, row["id"], Where(inbound.text or "地图上的位置"), scene.now)
        tell_who_goes(scene.db, row, scene.now)
    return about(row, f"位置收到，放进{row['number']}号了。", goto=DONE, since=scene.about.get("since") or 0)
