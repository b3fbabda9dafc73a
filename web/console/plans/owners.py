"""分工: every duty of a plan with a field for who has it, handed out in one go."""

from collections.abc import Mapping

from flask import render_template, request, url_for

from actions.plan import deciding
from actions.plan.deciding import Decider
from actions.plan.signing import asked_of
from models.base import Db, Row
from models.plan import choices, signings
from rules.plan.document import Plan
from web.console.doorkeeper import console
from web.console.plans.found import me, my_unit, plan_for
from web.console.plans.people import likely, names_of, person_meant
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry


@console.get("/plans/<code>/owners")
def plan_owners(code: str) -> str:
    """Who has what; an empty field is whoever stands in."""
    return _page(plan_for(code, Deed.DUTIES))


def _page(plan: Plan) -> str:
    db, unit = reading(), my_unit()
    named = _named(db, plan, unit)
    signed = signings.signing_of(db, plan.code, unit["id"])
    stands_in = signed["stand_in_id"] if signed else None
    names = names_of(db, [*named.values(), stands_in])
    return render_template(
        "plan/owners.html",
        plan=plan,
        duties=[(duty, names.get(named.get(duty.code, 0), "")) for duty in asked_of(plan, unit)],
        stands_in=names.get(stands_in or 0, ""),
        likely=likely(db, unit["id"]),
    )


def _named(db: Db, plan: Plan, unit: Row) -> dict[str, int]:
    """Who was named for which duty."""
    decided = choices.choices_of(db, unit["id"])
    mine = {
        duty: value
        for (code, duty, name), value in decided.items()
        if (code, name) == (plan.code, choices.OWNER)
    }
    return {duty: int(value) for duty, value in mine.items()}


@console.post("/plans/<code>/owners")
def hand_out(code: str) -> Answer:
    """Write down whoever changed; all of it or nothing."""
    plan, unit = plan_for(code, Deed.DUTIES), my_unit()
    by, form = Decider(unit, me().id, this_desk().clock()), request.form.to_dict()

    def work() -> str:
        changed = carry(lambda db: _hand_out(db, plan, by, form))
        return f"分好了，{changed}件换了人。" if changed else "没有什么要改的。"

    return tried(work, lambda: _page(plan), url_for("console.plan", code=code))


def _hand_out(db: Db, plan: Plan, by: Decider, form: Mapping[str, str]) -> int:
    named, changed = _named(db, plan, by.unit), 0
    names = names_of(db, named.values())
    for duty in asked_of(plan, by.unit):
        typed = form.get(duty.code)
        if typed is None or typed.strip() == names.get(named.get(duty.code, 0), ""):
            continue
        person = person_meant(db, by.unit["id"], typed)
        deciding.name_owner(db, duty, person["id"] if person else None, by)
        changed += 1
    return changed
