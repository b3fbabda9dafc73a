"""合格证 of one sitting, for whoever holds its address: the picture to keep, and the page around it."""

import hashlib
from http import HTTPStatus

from flask import Response, abort, make_response, render_template, request

from actions.quiz.certifying import Standing, certified, certify, score_words, spaced, standing_of
from bot.links import EXAM
from models.base import Row
from reports.certificates import Certificate, certificate, written
from rules.quiz.paper import Purpose
from rules.words.plain_text import clean
from web.desk import this_desk
from web.h5.door import h5
from web.reading import reading
from web.work import carry

TOO_OLD = "这个链接只管一天，过期了。在公众号里回 我的成绩，再点新的。"
NOT_YET = "考试交卷、及格了，这里才有合格证。在公众号里回 考试。"
WITHDRAWN = "这次考试后来撤回了，没有合格证。有疑问，问本院工会。"
PASSED = {Purpose.EXAM: "安全知识考试", Purpose.CONTEST: "安全知识竞赛"}


@h5.get("/exam/<token>/certificate")
def certificate_page(token: str) -> Response:
    """The picture with what to do with it. The whole name stands here: it is the person's own page."""
    facts = _certificate(token)
    lacks = written(facts.name) != " ".join(clean(facts.name).split())
    response = make_response(render_template("h5_certificate.html", facts=facts, token=token, lacks=lacks))
    response.headers["Cache-Control"] = "no-store"
    return response


@h5.get("/exam/<token>/certificate.png")
def certificate_picture(token: str) -> Response:
    """The picture. It is not drawn again for a browser that has the same one."""
    facts = _certificate(token)
    response = Response(mimetype="image/png")
    response.set_etag(hashlib.sha256(repr(facts).encode()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        response.set_data(certificate(facts))
    return response


def _certificate(token: str) -> Certificate:
    row, desk = _row(token), this_desk()
    assert desk.links is not None
    return Certificate(
        what=PASSED[row["purpose"]],
        hospital=row["hospital"],
        name=row["name"],
        title=row["title"],
        score=score_words(row["share"]),
        day=row["best_at"].astimezone(desk.zone).date(),
        code=spaced(row["code"]),
        check_url=f"{desk.links.public_url}/check/{row['code']}",
        issuer=_issuer(row["issuer"]),
    )


def _issuer(unit: str) -> str:
    """Whose seal belongs there: the union of the unit that made the paper."""
    return unit if unit.endswith(("工会", "工会委员会")) else f"{unit}工会委员会"


def _row(token: str) -> Row:
    """The passed result behind an address, with its code; the first to ask for it has it drawn."""
    sitting_id = _opened(token)
    row = certified(reading(), sitting_id)
    if row is not None and standing_of(row) == Standing.WITHDRAWN:
        abort(410, WITHDRAWN)
    if row is not None and not row["code"]:
        row = carry(lambda db: certify(db, sitting_id, this_desk().draw_token))
    return row if row is not None and row["code"] else abort(404, NOT_YET)


def _opened(token: str) -> int:
    desk = this_desk()
    key = desk.links.read(EXAM, token, desk.clock()) if desk.links else None
    return abort(410, TOO_OLD) if key is None else key
