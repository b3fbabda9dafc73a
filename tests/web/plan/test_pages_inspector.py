"""督导通行证: an inspector looks for three days without an account, draws rows with a seed, and reads no name anywhere."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import text

from actions.plan.figures import sheets
from actions.plan.figures.frames import asked_on
from models.plan import passes
from rules.plan.draw import pick
from tests.web.inspected import build, closed_hazards, deed, proof, with_plan
from tests.web.makers import DAY, NOON, TODAY, ZONE, make_pages, sits_down

NAMES = ("张敏", "王强", "周兰", "陈静", "13905331234")
TABLE = "tables/chabaocu/monthly-table/2016-03-30"


@pytest.fixture
def city(make):
    return build(make)


@pytest.fixture
def desk(desk, make, city):
    return with_plan(desk)


@pytest.fixture
def app(desk):
    return make_pages(desk)


@pytest.fixture
def union(app, make, city):
    return sits_down(app, make)(city.union)


@pytest.fixture
def code(union):
    page = union.post("/console/passes", data={"holder": "省医务工会 王督导"}).text
    return re.search(r"/h5/inspector/([\w-]+)", page)[1]


@pytest.fixture
def looks(app, code):
    """An inspector's telephone: no cookie, only the address."""
    browser = app.test_client()

    def get(path="", **query):
        return browser.get(f"/h5/inspector/{code}{'/' + path if path else ''}", query_string=query)

    return get


def at(desk, when):
    return make_pages(replace(desk, clock=lambda: when)).test_client()


def sent(desk, city, formal=date(2016, 3, 30)):
    """The table of a day, handed in at noon."""
    plan = desk.plans.shipped[[plan.code for plan in desk.plans.shipped].index("chabaocu")]
    asked = asked_on(plan, plan.form("monthly-table"), formal)

    def work(db):
        unit = dict(
            db.execute(text("select * from unit where id = :id"), {"id": city.first["id"]}).mappings().one()
        )
        sheet = sheets.draft(db, asked, unit, NOON, city.union)
        sheets.send(db, sheet, asked, unit, how="offline", now=NOON, by_id=city.union, today=TODAY, zone=ZONE)

    desk.writer.carry(work)


def test_the_link_is_shown_once_and_only_its_digest_is_kept(union, code, desk):
    assert code not in union.get("/console/passes").text
    with desk.reading.connect() as db:
        rows = passes.passes_of(db, 4) or [
            dict(row) for row in db.execute(text("select * from pass")).mappings()
        ]
    assert code not in str(rows)
    assert len(rows[0]["digest"]) == 64


@pytest.mark.parametrize("holder", ["", "王", "王" * 21])
def test_a_pass_is_for_somebody(holder, union):
    answer = union.post("/console/passes", data={"holder": holder})
    assert (answer.status_code, "给谁的" in answer.text) == (422, True)


def test_on_the_fourth_day_it_is_politely_over(looks, code, desk):
    assert looks().status_code == 200
    almost, over = NOON + 3 * DAY - timedelta(minutes=1), NOON + 3 * DAY
    assert at(desk, almost).get(f"/h5/inspector/{code}").status_code == 200
    answer = at(desk, over).get(f"/h5/inspector/{code}")
    assert (answer.status_code, "谢谢您来督导" in answer.text) == (410, True)


def test_an_ended_pass_opens_nothing(union, looks):
    assert union.post("/console/passes/1/end").status_code == 302
    for path in ("", TABLE, "hazards/1", "photos/1/320"):
        assert looks(path).status_code == 410


def test_every_page_is_noted(union, looks, make, city):
    closed_hazards(make, city, 1)
    looks()
    looks(TABLE)
    looks(f"{TABLE}/T9", seed="31")
    looks("hazards/1")
    log = union.get("/console/passes/1").text
    for said in ("首页", "集中行动情况统计表 2016-03-30", "T9 抽样，种子31", "台账 101号"):
        assert said in log


def test_whoever_tries_codes_is_stopped(app):
    browser = app.test_client()
    codes = [browser.get(f"/h5/inspector/guess-{n}").status_code for n in range(31)]
    assert codes == [404] * 30 + [429]


def test_five_rows_by_seed_are_the_same_for_everybody(looks, make, city):
    hazards = closed_hazards(make, city, 12)
    first, again = looks(f"{TABLE}/T9", seed="二月 26").text, looks(f"{TABLE}/T9", seed="二月  26").text
    drawn = re.findall(r"/hazards/(\d+)", first)
    assert drawn == [str(key) for key in pick(hazards, 5, "二月 26")]
    assert drawn == re.findall(r"/hazards/(\d+)", again)
    assert "从12条里抽到5条" in first
    assert drawn != re.findall(r"/hazards/(\d+)", looks(f"{TABLE}/T9", seed="别的").text)


def test_what_was_sent_stands_beside_what_is(looks, make, city, desk):
    closed_hazards(make, city, 3)
    sent(desk, city)
    closed_hazards(make, city, 1, first_number=201)
    page = looks(TABLE).text
    row = re.search(r'class="other">.*?查出安全隐患数</a></th><td>(\d+)</td><td>(\d+)</td>', page, re.S)
    assert row.groups() == ("3", "4")
    assert "201 第" not in looks(f"{TABLE}/T9").text
    assert "201 第" in looks(f"{TABLE}/T9", **{"as": "now"}).text
    assert "线下报" in looks().text


def test_a_row_opens_to_pictures_blocks_and_an_unbroken_history(looks, make, city):
    hazard = closed_hazards(make, city, 1)[0]
    page = looks(f"hazards/{hazard}").text
    assert len(re.findall(r'alt="整改[前后]"', page)) == 2
    for said in ("责任", "措施", "资金", "时限", "预案", "外科，责任人已定", "安全员验收，销号"):
        assert said in page
    for photo in re.findall(r'src="([^"]*/photos/[^"]*)"', page):
        assert looks(photo.split("/", 4)[4]).mimetype == "image/jpeg"


def test_a_history_that_was_changed_is_said(looks, make, city, desk):
    hazard = closed_hazards(make, city, 1)[0]
    desk.writer.carry(
        lambda db: db.execute(text("update history set text = '别的' where verb = 'fix'")).rowcount
    )
    page = looks(f"hazards/{hazard}").text
    assert "无人改动" not in page
    assert "对不上" in page


def test_an_untouched_history_is_said(looks, make, city, desk):
    """A row as its history tells it: nobody changed anything past it."""
    facts = {"person_id": city.nurse, "reported_at": NOON, "status": "reported"}
    hazard = make.hazard(city.first, 101, "堵了", **facts)
    make.line(hazard, "report", "reporter", city.nurse, status="reported")
    assert "自立案起无人改动 ✓" in looks(f"hazards/{hazard}").text


def test_no_name_stands_on_any_page(looks, make, city, desk):
    hazards = closed_hazards(make, city, 6)
    training = deed(make, city.first["id"], "training", "张敏讲消防", attested=3)
    proof(make, training)
    sent(desk, city)
    pages = [looks(), looks(TABLE), looks(f"{TABLE}/T9", seed="1"), looks(f"hazards/{hazards[0]}")]
    pages += [looks(f"{TABLE}/T{n}") for n in range(1, 12)]
    for page in pages:
        assert page.status_code == 200, page.request.path
        for name in NAMES:
            assert name not in page.text, (page.request.path, name)


def test_every_page_carries_the_watermark_and_no_page_is_kept(looks, make, city):
    hazard = closed_hazards(make, city, 1)[0]
    for path in ("", TABLE, f"{TABLE}/T9", f"hazards/{hazard}"):
        answer = looks(path)
        assert "省医务工会 王督导 2016-3-2</text>" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "<form" not in answer.text or 'method="post"' not in answer.text


@pytest.mark.parametrize(
    "facts", [{"state": "sealed"}, {"state": "waiting"}, {"state": "purged"}, {"medium": "voice"}]
)
def test_what_is_sealed_or_a_voice_is_not_shown(facts, looks, make, city):
    hazard = closed_hazards(make, city, 1)[0]
    photo = make.photo(hazard, **facts)
    assert looks(f"photos/{photo}/320").status_code == 404
    assert f"photos/{photo}/" not in looks(f"hazards/{hazard}").text


@pytest.mark.parametrize("size", ["original", "bare", "voice", "../320"])
def test_only_served_copies_are_handed_out(size, looks, make, city):
    closed_hazards(make, city, 1)
    assert looks(f"photos/1/{size}").status_code == 404


def test_the_other_hospital_stays_closed(looks, make, city):
    other = make.hazard(city.second, 300, "别家的事")
    photo = make.photo(other)
    assert looks(f"hazards/{other}").status_code == 404
    assert looks(f"photos/{photo}/320").status_code == 404


@pytest.mark.parametrize("facts", [{"status": "withdrawn"}, {"status": "draft"}])
def test_what_never_was_in_the_ledger_is_not_shown(facts, looks, make, city):
    hazard = make.hazard(city.first, 300, "撤了", **facts)
    assert looks(f"hazards/{hazard}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "tables/chabaocu/monthly-table/2016-03-31",
        "tables/chabaocu/monthly-table/never",
        "tables/chabaocu/nothing/2016-03-30",
        "tables/nothing/monthly-table/2016-03-30",
        "tables/chabaocu/monthly-table/2016-12-30",
        f"{TABLE}/T99",
        "hazards/999",
    ],
)
def test_an_address_that_leads_nowhere(path, looks):
    assert looks(path).status_code == 404


@pytest.mark.parametrize("who", ["officer", "boss", "cadre"])
def test_only_the_union_of_the_hospital_gives_passes(who, app, make, city, code):
    browser = sits_down(app, make)(getattr(city, who))
    for url in ("/console/passes", "/console/passes/1", "/console/plans/folder", "/console/plans/folder.zip"):
        assert browser.get(url).status_code == 403, url
    assert browser.post("/console/passes/1/end").status_code == 403


def test_a_pass_of_another_hospital_is_not_there(app, make, city, code):
    other = sits_down(app, make)(make.person("李工", city.second, "union"))
    assert other.get("/console/passes/1").status_code == 404
    assert other.post("/console/passes/1/end").status_code == 404


# --- the folder ---


def unpacked(browser):
    answer = browser.get("/console/plans/folder.zip")
    assert answer.status_code == 200
    return ZipFile(BytesIO(answer.data))


def test_the_folder_holds_five_parts_and_says_what_is_missing(union, make, city, desk):
    closed_hazards(make, city, 2)
    deed(make, city.first["id"], "training", "消防", attested=42)
    sent(desk, city)
    page = union.get("/console/plans/folder").text
    assert "1场培训的签到表" in page
    assert "查保促行动方案" in page
    archive = unpacked(union)
    names = archive.namelist()
    assert [name.split("/")[0] for name in names if name.endswith("/") or "01 " in name] == [
        "1 方案制定", "2 教育培训", "3 载体作用", "4 闭环管理", "5 长效机制",
    ]  # fmt: skip
    assert sum("整改前" in name for name in names) == 2
    assert any("统计表" in name and name.endswith(".docx") for name in names)
    index = Document(BytesIO(archive.read("目录.docx")))
    assert any("查保促行动方案" in p.text for p in index.paragraphs)


def test_lists_and_ledger_in_the_folder_name_nobody(union, make, city):
    closed_hazards(make, city, 2)
    deed(make, city.first["id"], "training", "消防", attested=42)
    archive = unpacked(union)
    books = [name for name in archive.namelist() if name.endswith(".xlsx")]
    assert len(books) == 2
    for name in books:
        cells = [
            c for sheet in load_workbook(BytesIO(archive.read(name))) for row in sheet.values for c in row
        ]
        said = " ".join(str(cell) for cell in cells if cell is not None)
        assert not [who for who in NAMES if who in said], name
    assert "101" in said or "消防" in said


def test_proofs_are_put_in_and_a_private_talk_is_not(union, make, city, tmp_path, desk):
    scheme = deed(make, city.first["id"], "scheme", "2016年行动方案")
    proof(make, scheme, "scheme", name="方案.pdf", is_picture=False)
    talk = deed(make, city.first["id"], "heart-talk", "夜班太累")
    proof(make, talk)
    page = union.get("/console/plans/folder").text
    assert re.search(r"1 方案制定</span><span>1份", page)
    assert "夜班太累" not in str(unpacked(union).namelist())


def test_a_scheme_without_its_paper_is_missing_its_paper(union, make, city):
    scheme = deed(make, city.first["id"], "scheme", "2016年行动方案")
    assert "查保促行动方案的文件" in union.get("/console/plans/folder").text
    proof(make, scheme, "scheme", name="方案.pdf", is_picture=False)
    assert "查保促行动方案的文件" not in union.get("/console/plans/folder").text


def test_a_folder_stays_small(union, make, city, monkeypatch):
    monkeypatch.setattr("actions.plan.cadres.folding_up.MOST_FILES", 4)
    closed_hazards(make, city, 4)
    assert "还有5份照片装不下" in union.get("/console/plans/folder").text
    assert len([name for name in unpacked(union).namelist() if not name.endswith("/")]) == 4 + 1
