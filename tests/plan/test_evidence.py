"""佐证: what a file is by its content, a picture out of the chat, and what becomes of it."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from actions.plan.doing import deeds as act
from actions.plan.doing import evidence
from actions.plan.doing.deeds import Said
from bot.courier import AGAIN
from bot.evidence import EvidenceFetcher
from bot.shelf import Folder
from bot.trouble import PlatformDown, PlatformError
from models import outbox
from models.plan import proofs
from rules.refusal import Refused
from tests.hospital import Hospital, a_picture


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"x")  # of 1980: the same bytes whenever they are made
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 and so on", "pdf"),
        (office("[Content_Types].xml", "word/document.xml"), "docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), None),
        (office("word/document.xml"), None),
        (office("a.exe"), None),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90", None),
        (b"<html><script>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_is_inside_it(content: bytes, kind: str | None) -> None:
    assert evidence.file_kind(content) == kind


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("关于培训的通知.docx", "关于培训的通知.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\签到.pdf", "签到.pdf"),
        ('a"b\r\nc<d>.pdf', "abcd.pdf"),
        ("发票.pdf.exe", "发票pdf.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("", "材料.pdf"),
        ("...", "材料.pdf"),
    ],
)
def test_a_name_is_made_safe(told: str, name: str) -> None:
    assert evidence.plain_name(told, "pdf") == name


@given(st.text(max_size=300))
def test_no_name_climbs_out_or_breaks_a_line(told: str) -> None:
    name = evidence.plain_name(told, "pdf")
    assert name.endswith(".pdf")
    assert len(name) <= evidence.LONGEST_NAME + 4
    assert not set(name) & set('/\\"\r\n\0<>:;')


class Source:
    """Stands for the platform."""

    def __init__(self, content: bytes | Exception) -> None:
        self.content = content

    def download(self, media_id: str) -> bytes:
        if isinstance(self.content, Exception):
            raise self.content
        return self.content

    def download_picture(self, url: str) -> bytes:
        return a_picture()


class Desk:
    """A deed with a picture on its way."""

    def __init__(self, hospital: Hospital, folder: Path) -> None:
        self.hospital, self.now = hospital, hospital.product.clock
        self.shelf = Folder(folder / "evidence")
        today = self.now().date()
        unit, said = hospital.ids["市一院"], Said("training", today, "灭火器")
        self.deed_id = int(
            hospital.carry(lambda db: act.record(db, unit, said, self.now(), None, today=today))
        )

    def sends(self, url: str = "") -> int:
        def add(db: Any) -> int:
            return evidence.add_from_chat(db, self.deed_id, "m1", url, self.now(), by_id=None, what="sign_in")

        return int(self.hospital.carry(add))

    def fetches(self, evidence_id: int, source: Any, stale: timedelta = timedelta(days=3)) -> Any:
        """One try of the courier, signed off."""
        fetcher = EvidenceFetcher(source, self.shelf, self.hospital.product.stores.writer, self.now)
        outcome = fetcher.fetch({"payload": {"evidence": evidence_id}, "stale_at": self.now() + stale})
        if outcome.and_then:
            self.hospital.carry(lambda db: outcome.and_then(db) or True)
        return outcome

    def row(self, evidence_id: int) -> Any:
        return self.hospital.carry(lambda db: proofs.find_evidence(db, evidence_id))


@pytest.fixture
def desk(hospital: Hospital, tmp_path: Path) -> Desk:
    return Desk(hospital, tmp_path)


def test_a_picture_from_the_chat_is_made_anew_and_its_row_knows_it(desk: Desk) -> None:
    one = desk.sends()
    assert desk.fetches(one, Source(a_picture())).state == "done"
    row = desk.row(one)
    assert (row["state"], row["what"], row["media_id"]) == ("ready", "sign_in", "")
    assert row["bytes"] == len(desk.shelf.path(one, "1600").read_bytes())
    assert desk.shelf.path(one, "320")
    assert desk.shelf.path(one, "original") is None
    assert desk.fetches(one, Source(a_picture())).state == "unwanted"


def test_the_errand_waits_for_the_courier(desk: Desk) -> None:
    one = desk.sends()
    query = select(outbox.TABLE).where(outbox.TABLE.c.kind == "fetch_evidence")
    (row,) = desk.hospital.carry(lambda db: db.execute(query).mappings().all())
    assert (row["payload"], row["stale_at"]) == ({"evidence": one}, desk.now() + timedelta(days=3))
    assert desk.row(one)["state"] == "waiting"


def test_the_same_picture_twice_is_kept_once(desk: Desk) -> None:
    first, second = desk.sends(), desk.sends()
    for one in (first, second):
        desk.fetches(one, Source(a_picture()))
    assert [desk.row(one)["state"] for one in (first, second)] == ["ready", "removed"]
    assert desk.shelf.path(second, "1600") is None


@pytest.mark.parametrize("content", [b"no picture", PlatformError(40007, "invalid media_id")])
def test_what_is_no_picture_or_forgotten_is_gone_and_the_page_can_say_so(desk: Desk, content: Any) -> None:
    one = desk.sends()
    assert desk.fetches(one, Source(content)).state == "given_up"
    assert (desk.row(one)["state"], bool(desk.row(one)["reason"])) == ("gone", True)


def test_an_account_without_the_right_takes_the_address(desk: Desk) -> None:
    one = desk.sends(url="http://mmbiz.qpic.cn/x")
    desk.fetches(one, Source(PlatformError(48001, "api unauthorized")))
    assert desk.row(one)["state"] == "ready"


def test_a_platform_that_is_down_is_asked_again_until_it_is_too_late(desk: Desk) -> None:
    one = desk.sends()
    assert desk.fetches(one, Source(PlatformDown("timeout"))).state == AGAIN
    assert desk.row(one)["state"] == "waiting"
    assert desk.fetches(one, Source(PlatformDown("timeout")), timedelta(hours=1)).state == "given_up"
    assert desk.row(one)["state"] == "gone"


def test_what_was_taken_away_meanwhile_leaves_nothing(desk: Desk) -> None:
    one = desk.sends()
    fetcher = EvidenceFetcher(Source(a_picture()), desk.shelf, desk.hospital.product.stores.writer, desk.now)
    outcome = fetcher.fetch({"payload": {"evidence": one}, "stale_at": None})
    assert desk.hospital.carry(lambda db: evidence.remove(db, one))
    desk.hospital.carry(lambda db: outcome.and_then(db) or True)
    assert desk.row(one)["state"] == "removed"
    assert desk.shelf.path(one, "1600") is None


def test_nothing_is_kept_beside_what_is_void_or_full(desk: Desk) -> None:
    for _ in range(evidence.MOST):
        desk.sends()
    with pytest.raises(Refused, match="最多存"):
        desk.sends()
    desk.hospital.carry(lambda db: act.void(db, desk.deed_id, "记错", desk.now(), by_id=None) or True)
    with pytest.raises(Refused, match="作废"):
        desk.sends()
