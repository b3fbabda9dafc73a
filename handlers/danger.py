"""急事: sure words of danger and the numbers people dial, answered before anything else."""

import re

from bot.flow import ANY, Flow, Heard, Match, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import hazard_of
from handlers.report.again import heard_already, is_again
from handlers.report.beginning import begin, send_along
from handlers.report.recording import complete
from handlers.report.steps import MORE, WORDS
from models import hazards
from rules.danger import alarm, is_emergency_number
from rules.picture_words import tells_of_people

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


_NO_LINE = re.compile(r".{0,6}(?:11[09]|120).{0,4}(?:打不通|占线|没人接|打不出去).{0,6}")


@flow.on(ANY, text_where("119打不通", _NO_LINE.fullmatch))
def no_line(scene: Scene) -> Turn:
    """打不通：another number, at once."""
    phone = scene.house.emergency_phone
    first = f"打不通就打院内{phone}，再打120、110。" if phone else "打不通就换着打119、120、110。"
    return Turn(lines(first, "叫上旁边的人一起打，人先撤到安全的地方。"), stays=True)


@flow.on(ANY, Match("cry for help", _cries))
def cry(scene: Scene) -> Turn:
    """着火、漏气、触电：first the person, then the row; of a nameless voice only the words are kept."""
    if scene.step == MORE and is_again(scene, told := hazard_of(scene)):
        return heard_already(scene, told)
    draft = hazard_of(scene) if scene.step == WORDS else None
    hazard_id = draft["id"] if draft else begin(scene, nudged=False)
    if scene.inbound.kind == "voice" and not (draft and draft["anonymous"]):
        send_along(scene, hazard_id, medium="voice")
    return complete(scene, hazards.find_hazard(scene.db, hazard_id), scene.text)
