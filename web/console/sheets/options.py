"""口径: what the form does not say and a unit decides, with the default, and who decided when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request, url_for

from actions.plan.figures.frames import options_of
from models.base import Db, Row
from models.plan import choices
from rules.plan.cells import OPTIONS
from rules.plan.document import Form
from rules.refusal import Refused
from web.console.doorkeeper import console, guest_scope
from web.console.forms import optional
from web.console.sheets.found import NOT_YOURS, Answer, form_for, my_id, own_unit, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.words.times import moment_words
from web.work import carry

LONGEST_NOTE = 100


@dataclass(frozen=True)
class Question:
    """One decision: what is asked, the answers, what the plan says, what holds, and the last lines about it."""

    name: str
    asks: str
    answers: Mapping[str, str]
    default: str
    holds: str
    lines: Sequence[str]


@console.get("/sheets/options/<form>")
def sheet_options(form: str) -> str:
    """Every decision about a form."""
    return options_page(_form(form))


@console.post("/sheets/options/<form>")
def decide_options(form: str) -> Answer:
    """What was changed becomes a line with who and when; what stays as it was leaves none."""
    found = _form(form)
    to = url_for("console.sheet_options", form=found.key)
    return tried(lambda: _decide(found), lambda: options_page(found), to)


def _form(key: str) -> Form:
    if not guest_scope().may(Deed.SHEETS):
        abort(403, NOT_YOURS)
    return form_for(key)[1]


def options_page(form: Form) -> str:
    db = reading()
    unit = own_unit(db)
    holds, lines = options_of(db, form, unit["id"]), choices.lines_of(db, unit["id"])
    asked = [_question(form, name, holds, lines) for name in OPTIONS]
    return render_template("sheet/options.html", form=form, unit=unit, asked=asked)


def _question(form: Form, name: str, holds: Mapping[str, str], lines: Sequence[Row]) -> Question:
    asks, answers = OPTIONS[name]
    default = form.defaults.get(name) or next(iter(answers))
    mine = [
        line for line in lines if (line["plan"], line["duty"], line["name"]) == (form.plan, form.code, name)
    ]
    said = [_line(line, answers) for line in reversed(mine)]
    return Question(name, asks, answers, default, holds.get(name) or default, said)


def _line(line: Row, answers: Mapping[str, str]) -> str:
    desk = this_desk()
    when = moment_words(line["at"], desk.clock(), desk.zone)
    said = answers.get(line["value"], "按方案")
    note = f"，{line['note']}" if line["note"] else ""
    return f"{when} {line['by_name'] or '系统'}定的：{said}{note}"


def _decide(form: Form) -> str:
    db, desk, by = reading(), this_desk(), my_id()
    unit = own_unit(db)
    holds, note = options_of(db, form, unit["id"]), optional("note", LONGEST_NOTE)
    changed: dict[str, str] = {}
    for name, (asks, answers) in OPTIONS.items():
        said = request.form.get(name, "")
        if said not in answers:
            raise Refused(f"“{asks}”选一个。")
        if said != (holds.get(name) or next(iter(answers))):
            changed[name] = said

    def work(db: Db) -> int:
        for name, value in changed.items():
            key = (form.plan, form.code, name)
            choices.choose(db, unit["id"], key, value, note=note, now=desk.clock(), by_id=by)
        return len(changed)

    return f"记下了，改了{carry(work)}处。已经报出的不变。" if changed else "没有改动。"
