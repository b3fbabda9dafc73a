"""佐证 on the pages: what is taken, how it is handed out, and to whom."""

import io

import pytest
from PIL import Image

from models.plan import proofs
from tests.plan.test_evidence import office
from tests.web.hall import build

DOCX = office("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def house(desk, make, tmp_path):
    return build(desk, make, tmp_path / "photos")


@pytest.fixture
def union(house):
    return house.sits("陈静")


def photo(colour="red"):
    out = io.BytesIO()
    picture = Image.new("RGB", (900, 600), colour)
    exif = picture.getexif()
    exif[0x010E] = "a secret of the telephone"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def sends(browser, deed_id, *files, what="photo"):
    sent = [(io.BytesIO(content), name) for content, name in files]
    return browser.post(f"/console/deeds/{deed_id}/evidence", data={"files": sent, "what": what})


def proven(house, deed_id):
    return house.carry(lambda db: proofs.evidence_of(db, deed_id))


def test_a_picture_is_made_anew_and_shown(house, union, tmp_path):
    deed_id = house.deed()
    assert sends(union, deed_id, (photo(), "IMG.JPG")).status_code == 302
    (row,) = proven(house, deed_id)
    page = union.get(f"/console/deeds/{deed_id}").text
    assert f"/console/evidence/{row['id']}.jpg" in page
    for url in (f"/console/evidence/{row['id']}", f"/console/evidence/{row['id']}.jpg"):
        answer = union.get(url)
        assert (answer.mimetype, b"secret" in answer.data) == ("image/jpeg", False)
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not list((tmp_path / "photos" / "evidence").rglob("original/*/*"))


def test_a_file_is_only_handed_out_under_a_name_of_ours(house, union):
    deed_id = house.deed()
    sends(union, deed_id, (DOCX, "../关于<培训>的通知.exe"), what="notice")
    (row,) = proven(house, deed_id)
    answer = union.get(f"/console/evidence/{row['id']}")
    assert answer.data == DOCX
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Disposition"].endswith(".docx")
    assert "exe" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert union.get(f"/console/evidence/{row['id']}.jpg").status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "照片.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "a.svg"),
        (b"<html><script>x()</script>", "通知.pdf"),
        (office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "a.xlsx"),
        (b"", "a.jpg"),
    ],
)
def test_what_is_neither_is_turned_away_with_what_is_taken(house, union, content, name):
    deed_id = house.deed()
    answer = sends(union, deed_id, (photo(), "a.jpg"), (content, name))
    assert (answer.status_code, "第2个文件存不了" in answer.text) == (422, True)
    assert not proven(house, deed_id), "all or nothing"


def test_nothing_chosen_too_many_too_large(house, union, monkeypatch):
    deed_id = house.deed()
    assert "先选文件" in sends(union, deed_id).text
    assert "一次最多6个" in sends(union, deed_id, *[(b"x", f"{n}.jpg") for n in range(7)]).text
    assert "这是什么材料" in sends(union, deed_id, (photo(), "a.jpg"), what="x").text
    monkeypatch.setattr("web.console.deeds.brought.LARGEST_FILE", 1_000)
    assert "文件最多" in sends(union, deed_id, (b"%PDF-" + b"x" * 1_000, "a.pdf")).text
    monkeypatch.setattr("web.console.deeds.brought.LARGEST", 1_000)
    assert "照片一张最多" in sends(union, deed_id, (photo(), "a.jpg")).text
    assert not proven(house, deed_id)


def test_the_same_picture_again_is_not_kept_twice(house, union):
    deed_id = house.deed()
    sends(union, deed_id, (photo(), "a.jpg"))
    sends(union, deed_id, (photo(), "b.jpg"), (photo("blue"), "c.jpg"))
    assert "和前面的一样" in union.get(f"/console/deeds/{deed_id}").text
    assert len(proven(house, deed_id)) == 2


def test_who_does_not_see_the_deed_does_not_see_its_proofs(house, union):
    deed_id = house.deed()
    sends(union, deed_id, (photo(), "a.jpg"))
    url = f"/console/evidence/{proven(house, deed_id)[0]['id']}"
    for name in ("李红", "二院主席", "孙玉梅"):
        assert house.sits(name).get(url).status_code == 404, name
        assert house.sits(name).get(f"{url}.jpg").status_code == 404, name
        assert sends(house.sits(name), deed_id, (photo("blue"), "a.jpg")).status_code == 404, name
    assert house.sits("周兰").get(url).status_code == 200
    assert house.app.test_client().get(url).status_code == 401
    assert union.get("/console/evidence/999999").status_code == 404


def test_taken_away_it_is_gone_from_the_page_and_the_disk(house, union, tmp_path):
    deed_id, other = house.deed(), house.deed(title="别的")
    sends(union, deed_id, (photo(), "a.jpg"))
    one = proven(house, deed_id)[0]["id"]
    assert union.post(f"/console/deeds/{other}/evidence/{one}/remove").status_code in (302, 422)
    assert proven(house, deed_id), "not by the address of another deed"
    union.post(f"/console/deeds/{deed_id}/evidence/{one}/remove")
    assert not proven(house, deed_id)
    assert union.get(f"/console/evidence/{one}").status_code == 404
    assert not [path for path in (tmp_path / "photos" / "evidence").rglob("*") if path.is_file()]


def test_a_proof_makes_the_duty_count(house, union):
    deed_id = house.deed(
        kind="consultation-day", happened_on=house.clock().date().replace(month=6, day=16), attested=9
    )
    assert "还差照片" in union.get(f"/console/deeds/{deed_id}").text
    sends(union, deed_id, (photo(), "a.jpg"))
    assert "还差照片" not in union.get(f"/console/deeds/{deed_id}").text


def test_a_picture_that_never_came_is_said(house, union):
    deed_id = house.deed()

    def lose(db):
        return proofs.add_evidence(db, deed_id=deed_id, what="photo", state="gone", added_at=house.clock())

    house.carry(lose)
    assert "没取到，请再发一次" in union.get(f"/console/deeds/{deed_id}").text
