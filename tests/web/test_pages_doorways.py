"""Every address of the house, walked by everybody: who gets in, who is turned away. A new address needs a line here."""

from dataclasses import replace

import pytest

from tests.quiz.papers import add_paper
from tests.web.asked import question
from tests.web.february import FORM, add_sheet
from tests.web.makers import NOON, make_pages, sits_down

OFFICERS, UNION, ADMIN, ABOVE = {"department", "hospital"}, {"union"}, {"admin"}, {"above"}
GROUPS = {
    "above": ABOVE,
    "everybody": {"stranger", "staff"} | OFFICERS | UNION | ADMIN | ABOVE,
    "seated": OFFICERS | UNION | ADMIN | ABOVE,
    "house": OFFICERS | UNION | ADMIN,
    "lines": OFFICERS | UNION,
    "officers": OFFICERS,
    "union": UNION,
    "whole": {"hospital"} | UNION,
    "keepers": UNION | ADMIN,
    "examiners": UNION | ADMIN | ABOVE,
    "makers": {"hospital"} | UNION | ADMIN,
    "bank": {"hospital"} | UNION | ADMIN | ABOVE,
}
TABLE = """
demo.pose                  everybody
door.door                  everybody
door.mark                  everybody
check.ask                  everybody
check.shown                everybody
h5.certificate_page        everybody
h5.certificate_picture     everybody
h5.exam                    everybody
h5.exam_answer             everybody
h5.exam_end                everybody
h5.exam_state              everybody
h5.hazard                  everybody
h5.mine                    everybody
h5.picture                 everybody
login.desk_door            everybody
login.enter                everybody
login.enter_at_desk        everybody
login.knock                everybody
login.leave                everybody
login.password_page        seated
login.keep_password        seated
probes.alive               everybody
probes.figures             everybody
probes.ready               everybody
static                     everybody
console.ledger             seated
console.hazard             seated
console.draft              seated
console.photo              seated
console.places             seated
console.places_pdf         seated
console.place_picture      seated
console.calendar_page      seated
console.called             house
console.known              house
console.look               house
console.heard              house
console.respond            house
console.fetch_place_codes  house
console.dashboard_page     seated
console.wall               seated
console.chart              seated
console.ledger_book        seated
console.ask                lines
console.urge               lines
console.extend             lines
console.keep_day           lines
console.fill_in            lines
console.correct            lines
console.invite             lines
console.reopen             lines
console.write_letter       lines
console.delivered          lines
console.scheme             lines
console.print_letter       lines
console.draft_card         lines
console.posted_card        lines
console.card_picture       lines
console.notice             lines
console.notice_picture     lines
console.cover              lines
console.keep_boxes         lines
console.original           lines
console.likeness           officers
console.merge              officers
console.redirect_it        officers
console.reject             officers
console.close              officers
console.split              officers
console.assign             officers
console.choose_orders      officers
console.give_all           officers
console.reassign           officers
console.send_back          lines
console.progress           officers
console.fix                officers
console.hand_up            officers
console.ask_longer         officers
console.not_mine           officers
console.level              officers
console.refuse             union
console.approve_card       union
console.refuse_card        union
console.propose            whole
console.put_on_list        whole
console.not_listed         whole
console.delist             whole
console.purge              keepers
console.people             keepers
console.person             keepers
console.change             keepers
console.unbind             keepers
console.say_day            keepers
console.papers             seated
console.paper              seated
console.paper_points       seated
console.not_yet            seated
console.paper_items        seated
console.results_book       seated
console.new_paper          examiners
console.make_paper         examiners
console.paper_what         examiners
console.keep_what          examiners
console.paper_questions    examiners
console.take_mixture       examiners
console.keep_parts         examiners
console.pick_questions     examiners
console.keep_picked        examiners
console.unpick_all         examiners
console.paper_terms        examiners
console.keep_terms         examiners
console.paper_preview      examiners
console.publish_paper      examiners
console.throw_away         examiners
console.close_later        examiners
console.withdraw_paper     examiners
console.freeze_paper       examiners
console.paper_others       examiners
console.exempt_from        examiners
console.stage              examiners
console.open_stage         examiners
console.stage_state        examiners
console.stage_code         examiners
console.fetch_stage_code   examiners
console.press_on           examiners
console.end_stage          examiners
console.questions          seated
console.question           seated
console.question_picture   seated
console.new_question       bank
console.write_question     bank
console.edit_question      bank
console.correct_question   bank
console.stop_question      bank
console.question_back      bank
console.approve_question   bank
console.settle_doubts      bank
console.import_questions   bank
console.read_questions     bank
console.questions_read     bank
console.bring_questions    bank
console.question_book      bank
console.hazard_questions   makers
console.make_hazard_question makers
h5.question_picture        everybody
console.deeds              seated
console.deed               seated
console.new_deed           seated
console.record_deed        seated
console.edit_deed          seated
console.correct_deed       seated
console.say_heads          seated
console.void_deed          seated
console.add_people         seated
console.not_there          seated
console.deed_code          seated
console.open_deed_code     seated
console.end_deed_code      seated
console.deed_code_state    seated
console.keep_evidence      seated
console.evidence_file      seated
console.evidence_picture   seated
console.remove_evidence    seated
console.sign_in_list       seated
console.sign_in_form       seated
console.read_sign_in_list  seated
console.sign_in_read       seated
console.bring_sign_in_list seated
h5.attend                  everybody
h5.attend_in               everybody
h5.sheet                   everybody
h5.sheet_said              everybody
console.sheets_page        examiners
console.open_sheet         examiners
console.sheet              examiners
console.sheet_book         examiners
console.sheet_paper        examiners
console.sheet_signed       keepers
console.send_sheet         keepers
console.keep_receipt       keepers
console.agree_to_sheet     keepers
console.explain_sheet      keepers
console.correct_sheet      keepers
console.accept_sheet       above
console.return_sheet       above
console.sheet_board        above
console.sheet_options      examiners
console.decide_options     examiners
h5.live                    everybody
h5.live_state              everybody
h5.live_answer             everybody
h5.live_name               everybody
console.plans              seated
console.my_duties          seated
console.plan               seated
console.duty               seated
console.matrix             house
console.missing            house
console.excused_page       house
console.excuse             keepers
console.count_again        keepers
console.sign_plan          examiners
console.lead_plan          examiners
console.urge_signing       above
console.name_owner         examiners
console.own_day            examiners
console.plan_owners        examiners
console.hand_out           examiners
console.own_quota          examiners
console.duty_off           examiners
console.load_plan          examiners
console.read_plan_file     examiners
console.plan_read          examiners
console.start_plan         examiners
console.plan_template      examiners
console.cadres             above
console.set_care           above
console.end_care           above
console.draws              above
console.announce_draw      above
console.draw_page          seated
console.do_draw            above
console.new_visit          above
console.keep_visit         above
console.visit              above
console.seen               above
console.keep_points        above
console.keep_finding       above
console.findings           seated
console.answer_finding     house
console.close_finding      above
console.send_finding_back  above
console.passes             keepers
console.make_pass          keepers
console.pass_log           keepers
console.end_pass           keepers
console.folder             keepers
console.folder_zip         keepers
console.reports            examiners
console.report_file        examiners
console.hand_in_report     examiners
console.take_report_back   examiners
h5.inspector               everybody
h5.inspector_table         everybody
h5.inspector_cell          everybody
h5.inspector_hazard        everybody
h5.inspector_photo         everybody
"""
WHO = {line.split()[0]: GROUPS[line.split()[1]] for line in TABLE.strip().splitlines()}
SEATS = {
    "staff": ("surgery", "staff"),
    "department": ("surgery", "officer"),
    "hospital": ("home", "officer"),
    "union": ("home", "union"),
    "admin": ("home", "admin"),
    "above": ("city", "union"),
}


@pytest.fixture
def app(desk):
    return make_pages(replace(desk, is_demo=True))


@pytest.fixture
def units(make):
    city = make.unit("市医务工会", "city")
    home = make.unit("市一院", "unit", city)
    return {"city": city, "home": home, "surgery": make.unit("外科", "department", home)}


@pytest.fixture
def there(make, units):
    """What stands behind the numbers of the addresses."""
    make.person("李红", units["surgery"], "officer")
    facts = {"department_id": units["surgery"]["id"]}
    hazard = make.hazard(units["home"], 201, **facts)
    make.hazard(units["home"], 202, **facts)
    make.line(hazard, "report", "reporter")
    return {
        "number": 201,
        "paper_id": make.writer.carry(lambda db: add_paper(db, units["home"], NOON)),
        "hazard_id": make.hazard(units["home"], None, at=NOON.replace(year=2015), **facts),
        "photo_id": make.photo(hazard),
        "place_id": make.place("楼梯口", units["surgery"]),
        "person_id": make.person("张敏", units["surgery"]),
        "account_id": make.conversation(
            self_name="王姐", self_unit_id=units["surgery"]["id"], self_said_at=NOON
        ),
        "question_id": question(make, units["home"]["id"]),
        "sheet_id": add_sheet(make, units["home"]),
    }


USUAL = {
    "draw_id": 1,
    "inspection_id": 1,
    "finding_id": 1,
    "care_id": 1,
    "pass_id": 1,
    "plan": "chabaocu",
    "report": "phase-report",
    "cell": "T9",
    "name": "flow",
    "letter_id": 1,
    "card_id": 1,
    "token": "made-up",
    "code": "made-up",
    "size": "320",
    "what": "poster",
    "day": "2016-03-04",
    "filename": "house.css",
    "position": 1,
    "deed_id": 1,
    "evidence_id": 1,
    "duty": "drills",
    "row_id": 1,
    "form": FORM,
    "formal": "2016-02-29",
}
KEYED = {"h5.exam_answer", "h5.exam_end", "h5.live_answer", "h5.live_name", "h5.attend_in", "h5.sheet_said"}
"""Posts whose address is the key: there is no cookie that a form from elsewhere could borrow."""


def addresses(app, there):
    """Every address with every method it takes, numbers filled in; going out comes last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == "login.leave", rule.rule))
    with app.test_request_context():
        for rule in rules:
            values = {name: (USUAL | there)[name] for name in rule.arguments}
            if rule.endpoint == "h5.picture":
                values["number"] = 1
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, app.url_map.bind("localhost").build(rule.endpoint, values)


def test_every_address_stands_in_the_table(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(WHO)


@pytest.mark.parametrize("role", ["stranger", *SEATS])
def test_everybody_gets_in_where_they_may_and_nowhere_else(role, app, make, there, units):
    where, part = SEATS.get(role, ("", ""))
    who = make.person("某人", units[where], part) if role in SEATS else None
    browser = sits_down(app, make)(who) if who else app.test_client()
    for endpoint, method, url in addresses(app, there):
        code = browser.open(url, method=method).status_code
        if endpoint == "login.enter_at_desk":  # asks for a number and a password; nobody sent any
            assert code == 401
        elif role in WHO[endpoint]:
            assert code not in (401, 403), (endpoint, method)
        else:
            assert code in (401, 403, 404), (endpoint, method)
        assert code < 500, (endpoint, method)


def test_nothing_is_changed_by_a_form_from_elsewhere(desk, make, there, units):
    """Whatever the address: without the token of our own page a post is refused before anything is asked."""
    app = make_pages(replace(desk, is_demo=True))
    browser = sits_down(app, make)(make.person("周兰", units["home"], "officer"))
    app.config["WTF_CSRF_ENABLED"] = True
    for endpoint, method, url in addresses(app, there):
        if method == "POST" and endpoint not in KEYED:
            answer = browser.post(url)
            assert (answer.status_code, "刷新一下" in answer.text) == (400, True), endpoint


def test_no_page_runs_what_is_not_ours(app, make, there, units):
    """Strict policy on every answer, and neither scripts nor styles inside the pages."""
    browser = sits_down(app, make)(make.person("陈静", units["home"], "union"))
    for endpoint, method, url in addresses(app, there):
        answer = browser.open(url, method=method)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'unsafe" not in policy, endpoint
        assert "default-src 'none'" in policy, endpoint
        if answer.mimetype == "text/html":
            assert "'unsafe-inline'" not in policy, endpoint
            for bad in ("<style", " style=", "<script>", " onclick=", " onload=", "javascript:"):
                assert bad not in answer.text, (endpoint, bad)
