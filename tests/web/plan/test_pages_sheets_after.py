"""After a sheet went out: its receipt, the way between what was returned and its next draft, and what it had left out."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import update

from bot.shelf import Folder
from models.hazards import Hazard
from models.plan import proofs
from tests.web.february import at, desk_at


@pytest.fixture
def house(desk, wall, tmp_path):
    return replace(desk_at(desk, wall), proofs=Folder(tmp_path / "evidence"))


def photo(colour="red"):
    out = io.BytesIO()
    picture = Image.new("RGB", (900, 600), colour)
    exif = picture.getexif()
    exif[0x010E] = "a secret of the telephone"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def with_files(*files, **said):
    return said | {"files": [(io.BytesIO(content), name) for content, name in files]}


def receipts(land, sheet):
    return land.carry(lambda db: [dict(row) for row in proofs.evidence_of_sheet(db, sheet)])


def test_the_receipt_comes_with_the_sheet_and_is_made_anew(land, chen, sun):
    sheet = land.draft()
    form = with_files((photo(), "IMG.JPG"), how="offline")
    answer = chen.post(f"/console/sheets/{sheet}/send", data=form, follow_redirects=True)
    assert "回执也存好了" in answer.text
    (row,) = receipts(land, sheet)
    url = f"/console/evidence/{row['id']}"
    assert f'<img src="{url}.jpg" alt="回执"' in answer.text
    shown = chen.get(url)
    assert (shown.mimetype, b"secret" in shown.data) == ("image/jpeg", False)
    assert sun.get(url).status_code == 404, "a receipt is the unit's own"


def test_what_is_no_receipt_keeps_the_sheet_a_draft(land, chen):
    sheet = land.draft()
    form = with_files((b"MZ\x90\x00", "照片.jpg"), how="offline")
    answer = chen.post(f"/console/sheets/{sheet}/send", data=form)
    assert (answer.status_code, "第1个文件存不了" in answer.text) == (422, True)
    assert land.row(sheet)["state"] == "draft"


def test_the_receipt_that_comes_later_is_added(land, chen):
    sheet = land.draft()
    way = f"/console/sheets/{sheet}/receipt"
    early = chen.post(way, data=with_files((photo(), "a.jpg")), follow_redirects=True)
    assert "还没报出，报了再存回执" in early.text
    assert not receipts(land, sheet)
    chen.post(f"/console/sheets/{sheet}/send", data={"how": "offline"})
    assert "还没有回执照片" in chen.get(f"/console/sheets/{sheet}").text
    for said in ("回执存好了", "没再存"):
        answer = chen.post(way, data=with_files((photo(), "a.jpg")), follow_redirects=True)
        assert said in answer.text
    assert len(receipts(land, sheet)) == 1
    many = with_files(*[(photo((40 * n, 0, 0)), f"{n}.jpg") for n in range(6)])
    assert "最多存6份回执，已经有1份" in chen.post(way, data=many, follow_redirects=True).text
    assert len(receipts(land, sheet)) == 1


def test_what_was_returned_leads_to_its_draft_and_back(land, chen, sun):
    sheet = land.send()
    sun.post(f"/console/sheets/{sheet}/return", data={"why": "第3格不对"})
    page = chen.get(f"/console/sheets/{sheet}").text
    link = re.search(r'<a href="(/console/sheets/\d+)">去新的一稿，改好再报</a>', page)
    assert link, "the way to the next draft"
    draft = chen.get(link[1]).text
    assert re.search(rf'上级退回了：第3格不对\s*<a href="/console/sheets/{sheet}">看退回的那份</a>', draft)
    assert "去新的一稿" not in sun.get(f"/console/sheets/{sheet}").text


def test_what_was_left_out_then_is_still_said_when_it_counts_now(land, chen, wall):
    sheet = land.draft()
    waiting = land.hazard(103, date(2016, 2, 25), "灯不亮", status="reported")
    chen.post(f"/console/sheets/{sheet}/send", data={"how": "system"})
    wall.now = at(29, 9, 0)

    known = {"status": "assigned", "assigned_at": at(29, 8, 0), "owner_id": land.people[0]}
    known["due_on"] = date(2016, 4, 1)

    def confirm(db):
        return db.execute(update(Hazard).where(Hazard.id == waiting).values(**known)).rowcount

    land.carry(confirm)
    page = chen.get(f"/console/sheets/{sheet}?cell=T9").text
    assert "没计入1：待核实" in page
    assert "灯不亮" in page


def test_what_is_missing_of_a_cadre_leads_to_the_page_of_cadres(land, sun, chen):
    city = land.draft(unit=land.city)
    for cell, way in (("T7", "/console/cadres"), ("T8", "/console/cadres/visits/new")):
        assert (
            f'href="{way}"' in sun.get(f"/console/sheets/{city}?cell={cell}").text.partition('id="opened"')[2]
        )
    duty = sun.get("/console/plans/chabaocu/care-visits").text
    assert 'href="/console/cadres/visits/new?kind=care-visit"' in duty
    form = sun.get("/console/cadres/visits/new?kind=care-visit").text
    assert re.search(r'value="care-visit"[^>]*checked', form)
    assert "/console/deeds/new?kind=care-visit" in chen.get("/console/plans/chabaocu/care-visits").text


def test_the_page_prints_the_form(land, chen):
    page = chen.get(f"/console/sheets/{land.draft()}").text
    assert re.search(r'<link rel="stylesheet" media="print" href="[^"]*sheet_print.css', page)
    assert re.search(r"<button[^>]*data-print hidden>打印</button>", page)
