"""整改 from the page of a hazard: what the owner says, or an officer for the owner who telephoned."""

from werkzeug.wrappers import Response

from actions import owning
from models import people
from models.base import Db, Row
from rules.refusal import Refused
from web import uploads
from web.console.days import day_of
from web.console.doing import do, row_for, still
from web.console.doorkeeper import console, guest_view
from web.console.forms import day_typed, optional, typed
from web.console.hazard import facts
from web.desk import this_desk
from web.rights import Deed
from web.work import carry

LONGEST = 200
PHOTOS = "photos"


@console.post("/hazards/<int(max=999999999):number>/progress")
def progress(number: int) -> Response:
    """在弄：how far it is."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "progress")
        owning.progress(db, row, typed("words", LONGEST, "弄到哪了？写一句。"), now, desk.clocks, by=by)
        return "记下了。"

    return do(number, Deed.PROGRESS, work, owner_too=True)


@console.post("/hazards/<int(max=999999999):number>/fix")
def fix(number: int) -> Response:
    """弄好了：with pictures of it, a sentence, or both."""
    row = row_for(number, Deed.PROGRESS, owner_too=True)
    how, sent = optional("words", LONGEST), uploads.pictures_sent(PHOTOS)
    if not (how or sent):
        raise Refused("拍一张弄好后的照片，或者写一句怎么弄的。")
    return _fixed(row, how, sent)


def _fixed(row: Row, how: str, sent: list[uploads.Sent]) -> Response:
    """The bytes first, then the move and the pictures together; what is refused leaves neither."""
    now, view = this_desk().clock(), guest_view()
    if not sent:
        return _say_fixed(row, how, [], [])
    shelf = uploads.shelf_here()

    def announce(db: Db) -> list[int]:
        held = facts.hold(db, view, row["id"])
        if held is None:
            raise Refused("台账里没有这一件了。")
        still(db, held, "fix")
        return uploads.announce(db, row["id"], len(sent), now)

    ids = carry(announce)
    try:
        for photo_id, one in zip(ids, sent, strict=True):
            uploads.put(shelf, photo_id, one)
        return _say_fixed(row, how, ids, sent)
    finally:
        uploads.sweep(shelf, ids)


def _say_fixed(row: Row, how: str, ids: list[int], sent: list[uploads.Sent]) -> Response:
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, held: Row) -> str:
        owning.fix(db, held, how, now, desk.clocks, by=still(db, held, "fix"))
        uploads.arrived(db, ids, sent, now)
        return f"{held['number']}号记成弄好了，等人看过就销号。"

    return do(row["number"], Deed.PROGRESS, work, owner_too=True)


@console.post("/hazards/<int(max=999999999):number>/hand_up")
def hand_up(number: int) -> Response:
    """往上交：to the head of the next tier, with a letter."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "hand_up")
        why = typed("words", LONGEST, "为什么弄不了？写一句，通知书上要写。")
        after = owning.hand_up(db, row, why, now, desk.clocks, by=by)
        head = people.find_person(db, after["owner_id"])
        return f"{number}号交到{head['name']}，通知书出好了。他接手前先把现场看住。"

    return do(number, Deed.PROGRESS, work, owner_too=True)


@console.post("/hazards/<int(max=999999999):number>/ask_longer")
def ask_longer(number: int) -> Response:
    """来不及：the owner asks for another day."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "ask_longer")
        until = day_typed("due_on", "要到哪天？选个日子再点。", first=desk.today())
        why = typed("words", LONGEST, "为什么来不及？写一句。")
        owning.ask_longer(db, row, until, why, now, desk.clocks, by=by)
        return f"跟安全员说了，等点头；点头前还按{day_of(row['due_on'])}。"

    return do(number, Deed.PROGRESS, work, owner_too=True)


@console.post("/hazards/<int(max=999999999):number>/not_mine")
def not_mine(number: int) -> Response:
    """不归我：back to the officers."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "not_mine")
        owning.not_mine(db, row, optional("words", LONGEST), now, desk.clocks, by=by)
        return "退给安全员重派了。"

    return do(number, Deed.PROGRESS, work, owner_too=True)
