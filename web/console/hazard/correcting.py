"""What an officer knows better than the report: how grave it is, where it came from, what it is about."""

from collections.abc import Mapping
from functools import cache

from flask import request
from werkzeug.wrappers import Response

from actions import deciding
from models.base import Db, Row
from plans.major import load_major
from rules.major import Item
from rules.refusal import Refused
from web.console.doing import do, still
from web.console.doorkeeper import console
from web.console.forms import as_seen, optional
from web.desk import this_desk
from web.rights import Deed
from web.words.facts import CAUSE_WORDS, KINDS, SOURCES, level_words

LONGEST = 60
CORRECTED = ("source", "kind", "category", "cause", "contractor", "urgent")


@cache
def major_items() -> tuple[Item, ...]:
    """The published lists of major hazards."""
    return load_major()


@console.post("/hazards/<int(max=999999999):number>/level")
def level(number: int) -> Response:
    """算不算重大：a person decides, and may name the item of the list."""
    desk, now = this_desk(), this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "set_level")
        as_seen(db, row, "level", "major_item")
        wanted = request.form.get("level", "")
        if wanted not in deciding.LEVELS:
            raise Refused("定成一般还是重大？选一个再点。")
        item = _item(request.form.get("item", "")) if wanted == "major" else ""
        deciding.set_level(db, row, wanted, now, desk.clocks, by=by, item=item)
        return f"{number}号定为{level_words(wanted)}。" + _next(wanted)

    return do(number, Deed.LEVEL, work)


def _item(said: str) -> str:
    found = [item for item in major_items() if item.id == said]
    return f"{found[0].cited} {found[0].short}" if found else ""


def _next(wanted: str) -> str:
    return (
        "先让人停用、看住；责任、时限、预案写上就能派，五落实写全才能提请挂牌。" if wanted == "major" else ""
    )


@console.post("/hazards/<int(max=999999999):number>/facts")
def correct(number: int) -> Response:
    """改登记：source, kind, class, cause, contractor, urgency."""
    now = this_desk().clock()

    def work(db: Db, row: Row) -> str:
        by = still(db, row, "set_facts")
        as_seen(db, row, *CORRECTED)
        facts = {name: value for name, value in _said().items() if value != row[name]}
        if not facts:
            return "和原来一样，没有要改的。"
        deciding.set_facts(db, row, facts, now, by=by)
        return "登记改好了。"

    return do(number, Deed.FACTS, work)


def _said() -> dict[str, object]:
    """What was chosen and typed, as far as the form asked for it."""
    choices: Mapping[str, Mapping[str, str]] = {
        "source": {str(key): name for key, name in SOURCES.items()},
        "kind": KINDS,
        "category": {kind.code: kind.name for kind in this_desk().kinds} | {"OTHER": "其他"},
        "cause": CAUSE_WORDS,
        "urgent": {"True": "急", "False": "不急"},
    }
    said: dict[str, object] = {}
    for name, known in choices.items():
        if name in request.form:
            value = request.form[name]
            if value not in known:
                raise Refused("没有这个选项，刷新一下再选。")
            said[name] = value == "True" if name == "urgent" else value
    return said | ({"contractor": optional("contractor", LONGEST)} if "contractor" in request.form else {})
