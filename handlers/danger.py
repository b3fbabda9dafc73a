"""急事: sure words of danger and the numbers people dial, answered before anything else."""

import re

from bot.flow import ANY, Flow, Heard, Match, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import hazard_of
from handlers.report.again import heard_already, is_again
from handlers.report.beginning import begin, send_along
from handlers.report.burning import is_fresh, keep, who_comes
from handlers.report.recording import complete
from handlers.report.steps import DONE, MORE, WORDS
from models import hazards
from rules.danger import alarm, is_emergency_number
from rules.picture_words import tells_of_people
from rules.place_words import read

flow = Flow()


def _dials(heard: Heard) -> dict[str, object] | None:
    return {} if heard.inbound.kind == "text" and is_emergency_number(heard.inbound.text) else None


def _cries(heard: Heard) -> dict[str, object] | None:
    text = heard.inbound.text if heard.inbound.kind in ("text", "voice") else ""
    cry = None if tells_of_people(text) else alarm(text)
    return {} if cry is not None and cry.sure else None


@flow.on(ANY, Match("119/120…", _dials))
def dialled(scene: Scene) -> Turn:
    """打119：nobody may believe that we have called."""
    phone = scene.house.emergency_phone
    house = f"、院内{phone}" if phone else ""
    return Turn(
        lines(
            f"急事先打：着火119，救人120，报警110{house}。",
            "我不会替你打。",
            "人安全了，再拍照片或说一句发给我。",
        ),
        stays=True,
    )


_NO_LINE = re.compile(
    r".{0,6}(?:11[09]|120).{0,4}(?:打不通|占线|没人接|打不出去).{0,6}|"
    r".{0,4}(?:打不通|打不出去|没打通).{0,4}(?:11[09]|120|电话).{0,6}|.{0,6}电话.{0,4}(?:打不通|打不出去|占线).{0,6}"
)


_CALL = re.compile(r"(?:快|赶紧|救命|救人|来人|来个人|帮帮忙|快来|啊|呀|[,，!！。.])+")


@flow.on(ANY, text_where("119打不通", _NO_LINE.fullmatch))
def no_line(scene: Scene) -> Turn:
    """打不通：another number, at once."""
    phone = scene.house.emergency_phone
    first = f"打不通就打院内{phone}，再打120、110。" if phone else "打不通就换着打119、120、110。"
    return Turn(lines(first, "叫上旁边的人一起打，人先撤到安全的地方。"), stays=True)


def _cried_already(scene: Scene) -> Turn | None:
    """着火了, 快来人, cried once more at no other place: one fire is one number."""
    if scene.step not in (MORE, DONE) or "hazard" not in scene.about or scene.inbound.kind != "text":
        return None
    row = hazard_of(scene)
    if scene.step == MORE and is_again(scene, row):
        return heard_already(scene, row)
    if not is_fresh(scene, row) or read(scene.text).place or not _is_the_same(scene.text, row["description"]):
        return None
    if scene.text.strip() not in row["description"].split("；"):
        keep(scene, row)
    return who_comes(scene, row)


def _is_the_same(text: str, told: str) -> bool:
    """着火了 after 冒烟了, and a bare call for help; 有人触电 after 着火了 is an alarm of its own."""
    before, now = alarm(told), alarm(text)
    is_one = before is not None and now is not None and before.danger is now.danger
    return is_one or _CALL.fullmatch(text.strip()) is not None


@flow.on(ANY, Match("cry for help", _cries))
def cry(scene: Scene) -> Turn:
    """着火、漏气、触电：first the person, then the row; of a nameless voice only the words are kept."""
    if (told := _cried_already(scene)) is not None:
        return told
    draft = hazard_of(scene) if scene.step == WORDS else None
    hazard_id = draft["id"] if draft else begin(scene, nudged=False)
    if scene.inbound.kind == "voice" and not (draft and draft["anonymous"]):
        send_along(scene, hazard_id, medium="voice")
    return complete(scene, hazards.find_hazard(scene.db, hazard_id), scene.text)
