"""整改通知书 from the page of a hazard: written, printed, delivered, and answered with a 整改方案."""

from collections.abc import Sequence

from flask import abort
from werkzeug.wrappers import Response

from actions import letters
from actions.letters import number_of
from models import letters as kept
from models import people, photos
from models.base import Db, Row
from models.units import find_unit
from reports.orders import Order, letter
from rules.refusal import Refused
from web.console.doing import UNSEEN, by_me, do, row_for, still
from web.console.doorkeeper import console
from web.console.forms import typed
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.facts import KINDS, level_words, tier_words

LONGEST, LONGEST_SCHEME, LONGEST_NAME = 200, 1000, 20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PHOTOS = 2


@console.post("/hazards/<int(max=999999999):number>/letter")
def write_letter(number: int) -> Response:
    """出通知书."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "notify")
        why = typed("words", LONGEST, "为什么不能及时整改？写一句，通知书上要写。")
        letter_id = letters.write(db, row, why, now, desk.clocks, by=by)
        return f"通知书{number_of(_found(db, letter_id))}出好了，打印盖章，送到了回来记一下。"

    return do(number, Deed.LETTER, work)


def _found(db: Db, letter_id: int) -> Row:
    return kept.find_letter(db, letter_id) or abort(404, UNSEEN)


@console.post("/hazards/<int(max=999999999):number>/letters/<int(max=999999999):letter_id>/delivered")
def delivered(number: int, letter_id: int) -> Response:
    """送达：who signed for it."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        name = typed("received_by", LONGEST_NAME, "谁签收的？写上名字再点。")
        letters.deliver(db, row, letter_id, name, now, by=by_me("notify", row))
        return f"记下了，{name}签收。"

    return do(number, Deed.LETTER, work)


@console.post("/hazards/<int(max=999999999):number>/letters/<int(max=999999999):letter_id>/scheme")
def scheme(number: int, letter_id: int) -> Response:
    """整改方案来了."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        words = typed("scheme", LONGEST_SCHEME, "方案怎么说？写几句再点。")
        found = _found(db, letter_id)
        if found["hazard_id"] == row["id"] and found["scheme"] == words:
            raise Refused("方案和记下的一样，没再记。")
        letters.file_scheme(db, row, letter_id, words, now, by=by_me("notify", row))
        return "整改方案记下了。"

    return do(number, Deed.LETTER, work)


@console.get("/hazards/<int(max=999999999):number>/letters/<int(max=999999999):letter_id>.docx")
def print_letter(number: int, letter_id: int) -> Response:
    """The letter as a Word file."""
    row, db = row_for(number, Deed.LETTER), reading()
    found = kept.find_letter(db, letter_id)
    if found is None or found["hazard_id"] != row["id"]:
        abort(404, UNSEEN)
    answer = Response(letter(_order(db, row, found)), mimetype=DOCX)
    answer.headers["Content-Disposition"] = f"attachment; filename=letter-{found['year']}-{found['seq']}.docx"
    return answer


def _order(db: Db, row: Row, found: Row) -> Order:
    hospital = find_unit(db, row["unit_id"])["name"]
    written = found["written_at"].astimezone(this_desk().zone).date()
    writer = people.find_person(db, found["written_by_id"])["name"] if found["written_by_id"] else ""
    return Order(
        hospital=hospital,
        union=f"{hospital}工会委员会",
        number=f"工隐通{number_of(found)}",
        hazard_number=row["number"],
        place=row["place_text"] or row["department_name"] or "",
        description=row["description"],
        found_on=row["happened_on"],
        kind_name=KINDS[row["kind"]],
        level_name=level_words(row["level"]),
        why=found["why"],
        so_far=row["measure"],
        interim=row["contingency"],
        tier_name=tier_words(found["tier"]) if found["tier"] else "",
        addressee=hospital,
        plan_due_on=found["scheme_due_on"],
        written_on=written,
        written_by=writer,
        photos=_pictures(db, row),
    )


def _pictures(db: Db, row: Row) -> Sequence[bytes]:
    """The first pictures of before that may be shown."""
    shown = [p for p in photos.photos_of(db, row["id"]) if p["stage"] == "before" and p["state"] == "ready"]
    paths = [this_desk().picture(p["id"], "1600") for p in shown if p["medium"] != "voice"]
    return [path.read_bytes() for path in paths[:PHOTOS] if path]
