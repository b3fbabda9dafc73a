"""Coming in: following, scanning a code on a wall, leaving; and events that need no word."""

import re
from collections.abc import Sequence

from bot.flow import ANY, Flow, chosen, kind, tapped, text_where
from bot.turn import SILENCE, Scene, Turn, lines
from handlers.phrases import called, standing, unknown_code
from handlers.quiz import live
from models import conversations, hazards, outbox, places
from models.base import Row

flow = Flow()

KNOWN_HERE = 2


@flow.on(ANY, kind("event.subscribe"))
def follows(scene: Scene) -> Turn:
    """关注：three sentences and the telephones."""
    conversations.change_conversation(scene.db, scene.who.id, follows=True)
    code = scene.inbound.event_key.removeprefix("qrscene_")
    if code:
        return _at(scene, code, greeting=True)
    if scene.who.is_bound or not scene.who.follows:
        return Turn("又见面了。发照片就能报；回 我的 看以前报的。", stays=True)
    return Turn(
        lines(
            "你好，我是随手拍。哪里不安全，拍张照片发给我。",
            "拍东西，别拍病人和病历。不会打字就发语音。",
            "你的名字只有安全员和工会看得到。",
            _emergency(scene),
        ),
        stays=True,
    )


@flow.on(ANY, kind("event.scan", "event.scancode_waitmsg", "event.scancode_push"))
def scans(scene: Scene) -> Turn:
    """扫墙上的码：the place holds for ten minutes."""
    return _at(scene, scene.inbound.event_key, greeting=False)


def _at(scene: Scene, code: str, *, greeting: bool) -> Turn:
    if code.startswith(live.CODE):
        return live.come_to(scene, code.removeprefix(live.CODE))
    place = places.find_place_by_code(scene.db, code)
    if place is None:
        return unknown_code(scene)
    until = scene.now + scene.house.clocks.place
    conversations.change_conversation(scene.db, scene.who.id, place_id=place["id"], place_until=until)
    here = f"你在：{place['name']}。"
    if greeting:
        said = (f"你好，我是随手拍。{here}", "拍张照片发来，或说一句哪儿不安全。", "拍东西，别拍病人和病历。")
        return Turn(lines(*said, _emergency(scene)), stays=True)
    if scene.who.is_bound and (known := hazards.open_at(scene.db, place["id"], KNOWN_HERE + 1)):
        return _known_here(scene, place, known)
    minutes = int(scene.house.clocks.place.total_seconds() // 60)
    return Turn(lines(here, "拍照发来，或说一句怎么了。", f"{minutes}分钟内报的都算这里。"), stays=True)


def _known_here(scene: Scene, place: Row, known: Sequence[Row]) -> Turn:
    """这里有没弄好的：only for people of the house."""
    more = f"{KNOWN_HERE}件多" if len(known) > KNOWN_HERE else f"{len(known)}件"
    shown = known[:KNOWN_HERE]
    listed = [f"{row['number']}号{called(row)}，{standing(scene, row)}" for row in shown]
    numbers = "或".join(f" {row['number']} " for row in shown).strip()
    return Turn(
        lines(
            f"你在：{place['name']}。这里还有{more}没弄好：",
            *listed,
            f"新的就拍照发来；是老的回 {numbers}",
        ),
        stays=True,
    )


def _emergency(scene: Scene) -> str:
    phone = scene.house.emergency_phone
    return f"急事先打119、120、院内{phone}" if phone else "急事先打119、120"


@flow.on(ANY, kind("event.unsubscribe"))
def leaves(scene: Scene) -> Turn:
    """取消关注：nothing may be sent any more."""
    conversations.change_conversation(scene.db, scene.who.id, follows=False, pushes_left=0)
    return SILENCE


_WANTS = re.compile(r"(?:我|你好)?[,，]?(?:想|要|需要)?(?:上?报)(?:一?个|一下|一件)?隐患[。.!！]*")


@flow.on(ANY, text_where("我要报隐患", _WANTS.fullmatch))
@flow.on(ANY, tapped("REPORT"), chosen("how"))
def taps_report(scene: Scene) -> Turn:
    """菜单 报隐患：how it goes."""
    return Turn(lines("拍张照片发给我，再说一句在哪里、怎么了。", "不方便拍，直接说一句也行。"), stays=True)


@flow.on(ANY, kind("event.templatesendjobfinish"))
def delivered(scene: Scene) -> Turn:
    """模板消息送达与否：the platform's late word."""
    outbox.record_delivery(scene.db, scene.inbound.message_id, scene.inbound.status)
    return SILENCE
