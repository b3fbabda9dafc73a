"""派错了：what was given to the wrong one a moment ago is given anew."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.flow import Flow, text_where
from bot.turn import IDLE, Scene, Turn
from handlers.officer.assigning import order_in_words
from handlers.officer.parts import works_the_ledger
from handlers.plan.handing import handed_last, take_back
from handlers.report.opening import words_first
from handlers.report.steps import ASSIGN
from models import people, worklists

flow = Flow()

LATELY = timedelta(hours=1)
_WRONG = re.compile(
    r"(?:哎呀?|坏了|不对|不好意思|等等|等一下)?[\s,，!！。]*我?(?:刚才|刚刚|刚)?(?:派|给|转|交|分)错(?:人)?[了啦]?[\s,，。!！]*"
    r"|(?:不是|不该|不应该)(?:派|给|交)给?[他她](?:的)?[。!！]*"
)


@flow.on(ASSIGN, text_where("派错了", lambda text: _WRONG.fullmatch(text.strip())))
@flow.on(IDLE, text_where("派错了", lambda text: _WRONG.fullmatch(text.strip())))
def misgiven(scene: Scene) -> Turn:
    """派错了：the last hazard this officer gave away within the hour, and who should have it; else a duty of a plan."""
    me = scene.who.person_id
    if me is None or not works_the_ledger(scene):
        return words_first(scene)
    row = worklists.last_given(scene.db, scene.who.home_id, me, scene.now - LATELY)
    if row is None and handed_last(scene):
        return take_back(scene)
    if row is None:
        return Turn("这一小时没有你派的。回 待办 看手上的。", stays=True)
    owner = people.find_person(scene.db, row["owner_id"])
    asked = order_in_words(scene, row, "", again=True)
    whom = asked.say.replace(f"{row['number']}派给谁", "改派给谁", 1)
    return replace(asked, say=f"{row['number']}现在归{owner['name']}，{whom}")
