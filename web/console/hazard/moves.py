"""What officers do with a hazard from its page: listen, ask, answer an alarm, decide."""

from flask import request
from werkzeug.wrappers import Response

from actions import alarms, listening, questions, verdicts
from models.base import Db, Row
from rules.hazard import NotYours, WrongMoment
from rules.refusal import Refused
from web.console.doing import do, while_open
from web.console.doorkeeper import console, guest_scope, guest_view
from web.console.forms import typed
from web.desk import this_desk
from web.rights import Deed

LONGEST_REASON = 100
AGAIN = "语音没听清，请再说一遍：在哪里、怎么了？打字也行。"
REASONS = ("现场没有", "归别处管（城管、物业）")
"""The usual reasons why something is no hazard; one's own words stand before them."""


@console.post("/hazards/<int(max=999999999):number>/heard")
def heard(number: int) -> Response:
    """听写：what the voice says, in words."""
    desk, now, officer_id = this_desk(), this_desk().clock(), guest_view().person_id
    scope = guest_scope()

    def work(db: Db, row: Row) -> str:
        words = _heard_words(row)
        while_open(row)
        if not scope.may_listen(row):
            raise NotYours("没留名的语音只给安全员听，让安全员来写。")
        listening.write_down(db, row, words, now, desk.clocks, desk.kinds, officer_id=officer_id)
        return "写好了。上报人会看到这句话。" if row["reporter_id"] else "写好了，进台账了。"

    return do(number, Deed.HEAR, work)


def _heard_words(row: Row) -> str:
    """What was typed, or what stands there already where the voice says the same."""
    said = str(row["description"])
    is_short = 0 < len(said) <= listening.LONGEST
    if "same" in request.form and is_short:
        return said
    return typed("words", listening.LONGEST, "听完写一句：在哪里、怎么了。")


@console.post("/hazards/<int(max=999999999):number>/ask")
def ask(number: int) -> Response:
    """问上报人：one question, also where nobody may know who that is."""
    now, officer_id = this_desk().clock(), guest_view().person_id
    unclear = "unclear" in request.form

    def work(db: Db, row: Row) -> str:
        while_open(row)
        words = AGAIN if unclear else typed("words", questions.LONGEST, "要问什么？写一句再点。")
        questions.ask(db, row, words, now, this_desk().clocks, officer_id=officer_id)
        return "问出去了，答了就在下面的经过里。" if row["reporter_id"] else "记下了，他查回执时看得到。"

    return do(number, Deed.ASK, work)


@console.post("/hazards/<int(max=999999999):number>/respond")
def respond(number: int) -> Response:
    """我接了：somebody goes to what burns."""
    now, officer_id = this_desk().clock(), guest_view().person_id

    def work(db: Db, row: Row) -> str:
        while_open(row)
        if not row["urgent"]:
            raise WrongMoment("这一件没标急，不用接。")
        if not alarms.respond(db, row, officer_id, now):
            raise WrongMoment("有人先接了，看上面是谁。")
        return "你接了，上报人会知道有人去。路上小心。" if row["reporter_id"] else "你接了，路上小心。"

    return do(number, Deed.RESPOND, work)


@console.post("/hazards/<int(max=999999999):number>/redirect")
def redirect_it(number: int) -> Response:
    """转报修：a matter for the workshop."""
    now, officer_id = this_desk().clock(), guest_view().person_id

    def work(db: Db, row: Row) -> str:
        verdicts.redirect(db, row, now, this_desk().clocks, officer_id=officer_id)
        return "转报修了，上报人会知道。" if row["reporter_id"] else "转报修了。"

    return do(number, Deed.REDIRECT, work)


@console.post("/hazards/<int(max=999999999):number>/reject")
def reject(number: int) -> Response:
    """不是隐患：with the reason its reporter will read."""
    now, officer_id = this_desk().clock(), guest_view().person_id

    def work(db: Db, row: Row) -> str:
        verdicts.reject(db, row, _reason(), now, this_desk().clocks, officer_id=officer_id)
        return "记成不是隐患了，上报人会看到这个原因。" if row["reporter_id"] else "记成不是隐患了。"

    return do(number, Deed.REJECT, work)


def _reason() -> str:
    usual = request.form.get("usual", "")
    if usual in REASONS and not request.form.get("words", "").strip():
        return usual
    try:
        return typed("words", LONGEST_REASON, "")
    except Refused:
        raise Refused("为什么不是隐患？选一条或写一句，上报人会看到。") from None
