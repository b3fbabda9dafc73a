"""Questions of the unit's own closed hazards: the list of what is worth one, and the tap that makes it."""

from flask import render_template, request, url_for

from actions.quiz import from_hazards
from web.console.doorkeeper import console, guest_scope
from web.console.questions.bank import Answer, answered, me, worker
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

LAST_PAGE = 999


@console.get("/questions/from-hazards")
def hazard_questions() -> str:
    """Closed hazards with a picture, the newest first."""
    bank, page = worker(Deed.PICTURED), _page()
    found, has_more = from_hazards.candidates(reading(), bank.owner_id, this_desk().kinds, page)
    return render_template(
        "question/hazards.html",
        found=found,
        page=page,
        has_more=has_more,
        scope=guest_scope(),
    )


@console.post("/questions/from-hazards/<int(max=999999999999):hazard_id>")
def make_hazard_question(hazard_id: int) -> Answer:
    """出题: two drafts for somebody else to look at."""
    bank, desk, by = worker(Deed.PICTURED), this_desk(), me().id
    clear = request.form.get("clear") == "1"

    def work() -> tuple[str, str]:
        ids = carry(
            lambda db: from_hazards.make(
                db, bank.owner_id, hazard_id, desk.kinds, clear=clear, now=desk.clock(), by=by
            )
        )
        said = f"出了{len(ids)}道，在草稿里。字可以改；等另一个人看过就用。"
        return said, url_for("console.question", question_id=ids[0])

    return answered(work, hazard_questions, url_for("console.hazard_questions"))


def _page() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
