"""The doctor on this machine: settings, disk, backup, officers, what came in, the address and its certificate."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from prometheus_client import generate_latest
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from suishoupai import app, keeping
from suishoupai.doctor import BAD, GOOD, WORRY, Finding, examine, machine
from suishoupai.figures import Figures
from suishoupai.settings import Settings, load
from tests.commands.conftest import from_newer, only_sqlite
from tests.commands.examined import NOBODY, seen, settings
from tests.commands.pretend import certificate, serving
from tests.conftest import NOON
from tests.hospital import Hospital


def test_what_the_sheet_lacks(place: Path) -> None:
    chosen = settings(place, web={"secret_key": "sixteen letters!"}, hospital={})
    found = seen(chosen)
    assert (found["emergency_phone"].state, "！" in found["emergency_phone"].said) == (BAD, True)
    assert (found["secret_key"].state, "16个字符" in found["secret_key"].said) == (WORRY, True)
    assert found["settings"].state == GOOD


def test_an_old_database_is_named_with_its_command(tmp_path: Path) -> None:
    found = seen(settings(tmp_path / "nothing"))
    assert (found["database"].state, "db upgrade" in found["database"].cure) == (BAD, True)


def test_a_folder_everybody_may_enter_is_noticed(place: Path) -> None:
    place.chmod(0o755)
    assert "chmod 700" in seen(settings(place))["privacy"].cure
    place.chmod(0o700)
    assert "privacy" not in seen(settings(place))


@pytest.mark.parametrize(("days", "state"), [(None, WORRY), (0, GOOD), (2, GOOD), (3, WORRY)])
def test_how_old_the_last_backup_is(place: Path, days: int | None, state: str) -> None:
    chosen = settings(place)
    if days is not None:
        keeping.backup(chosen, place / "all.tar", now=NOON - timedelta(days=days))
    assert seen(chosen)["backup"].state == state


def test_without_ffmpeg_voices_can_only_be_downloaded(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = seen(settings(place))["ffmpeg"]
    assert (found.state, "apt install ffmpeg" in found.cure) == (WORRY, True)


@only_sqlite
def test_officers_without_wechat_are_named(hospital: Hospital) -> None:
    chosen = hospital.product.settings
    assert seen(chosen)["officers"].state == BAD
    hospital.phone("李红")
    found = seen(chosen)["officers"]
    assert (found.state, found.said) == (WORRY, "2位安全员里1位还没绑微信：孙丽")
    hospital.phone("孙丽")
    assert seen(chosen)["officers"].state == GOOD


@only_sqlite
def test_when_the_platform_was_last_heard(hospital: Hospital) -> None:
    chosen = hospital.product.settings
    assert (seen(chosen)["heard"].state, "taken-account" in seen(chosen)["heard"].cure) == (WORRY, True)
    hospital.phone("张敏").says("你好")
    found = seen(chosen)["heard"]
    assert (found.state, "03月02日 12:00" in found.said) == (GOOD, True)
    hospital.product.clock.forward(days=8)  # type: ignore[attr-defined]
    (later,) = [f for f in examine(chosen, now=hospital.now, port=NOBODY) if f.about == "heard"]
    assert later.state == WORRY


@only_sqlite
def test_why_notices_did_not_arrive_is_said_once_with_the_count(hospital: Hospital) -> None:
    hospital.phone("张敏").shows_photo(media_id="gone")
    hospital.mouth.gone.add("gone")
    hospital.phone("张敏").says("三楼东楼梯口堆着纸箱")
    hospital.forward(seconds=1)
    found = seen(hospital.product.settings)["failures"]
    assert (found.state, "1件" in found.said, "只留3天" in found.said) == (WORRY, True, True)


@only_sqlite
def test_the_running_service_tells_what_it_took_and_refused(hospital: Hospital) -> None:
    product = hospital.product
    with serving(app.front(product), now=NOON) as url:
        chosen, port = (
            product.settings.model_copy(update={"web": _web(product.settings, url)}),
            int(url.rpartition(":")[2]),
        )
        found = seen(chosen, port=port)
        assert (found["service"].state, found["address"].state, found["callback"].state) == (GOOD, GOOD, GOOD)
        assert "收下0条" in found["service"].said
        assert "signatures" not in found
        forged = chosen.model_copy(
            update={"wechat": chosen.wechat.model_copy(update={"token": _secret("other")})}
        )
        refused = seen(forged, port=port)["callback"]
        assert (refused.state, "重启" in refused.cure) == (BAD, True)
        assert "signatures" not in seen(chosen, port=port)  # that was the doctor itself
        forged_query = {"signature": "forged", "timestamp": "1772424000", "nonce": "n"}
        requests.get(f"{url}/wechat", params=forged_query, timeout=5)
        assert "signatures" not in seen(chosen, port=port)  # whoever only asks brought nothing
        requests.post(
            f"{url}/wechat", params=forged_query, data="<xml><ToUserName>a</ToUserName></xml>", timeout=5
        )
        forgery = seen(chosen, port=port)["signatures"]
        assert (forgery.state, "1条消息签名不对" in forgery.said) == (BAD, True)


@contextmanager
def figures(taken: int = 0, unread: int = 0, refused: int = 0) -> Iterator[int]:
    """A service that has counted so many deliveries; its port."""
    told = Figures(lambda: 0, lambda: 0.0)
    for status, number in ((200, taken), (400, unread), (403, refused)):
        for _ in range(number):
            told.seen("text" if status == 200 else "bad", status)
    with serving(Response(generate_latest(told.registry)), now=NOON) as url:
        yield int(url.rpartition(":")[2])


@pytest.mark.parametrize(
    ("taken", "unread", "state"), [(0, 1, BAD), (0, 3, BAD), (40, 3, WORRY), (40, 1, None), (40, 0, None)]
)
def test_messages_that_cannot_be_decrypted_name_the_key(
    place: Path, taken: int, unread: int, state: str | None
) -> None:
    with figures(taken=taken, unread=unread) as port:
        found = seen(settings(place), port=port).get("cipher")
    assert (found and found.state) == state
    if found:
        assert f"{unread}条消息解不开" in found.said
        assert "SSP_WECHAT__AES_KEY" in found.cure
        assert "EncodingAESKey" in found.cure


def test_folders_that_take_everything_are_told_so(place: Path) -> None:
    (place / "photos" / "1600" / "000").mkdir(parents=True)
    before = sorted(place.rglob("*"))
    assert writable(place).state == GOOD
    assert sorted(place.rglob("*")) == before


def test_photos_that_cannot_be_written_name_the_folder_and_its_owner(place: Path) -> None:
    (place / "photos").write_text("no folder at all")
    found = writable(place)
    assert (found.state, str(place / "photos") in found.said) == (BAD, True)
    assert f"chown -R {getpass.getuser()}: {place / 'photos'}" in found.cure


@pytest.mark.parametrize("shut", [".", "suishoupai.db", "photos/evidence", "photos/1600", "photos/1600/001"])
def test_every_folder_that_is_written_to_is_tried(place: Path, shut: str) -> None:
    for folder in ("photos/evidence/original/000", "photos/1600/000", "photos/1600/001"):
        (place / folder).mkdir(parents=True)

    def try_out(path: Path) -> None:
        if path == place / shut:
            raise PermissionError(13, "Permission denied")

    found = writable(place, try_out=try_out)
    assert (found.state, str(place / shut) in found.said) == (BAD, True)


def test_a_full_disk_is_not_called_a_wrong_owner(place: Path) -> None:
    def try_out(path: Path) -> None:
        raise OSError(28, "No space left on device")

    assert writable(place, try_out=try_out).state == GOOD


def test_a_full_disk_gets_no_praise_for_taking_an_empty_file(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    found = {finding.about: finding for finding in machine.look(settings(place), NOON)}
    assert (found["disk"].state, "不到1MB" in found["disk"].said) == (BAD, True)
    assert "writable" not in found


def writable(place: Path, **more: Any) -> Finding:
    (found,) = [f for f in machine.look(settings(place), NOON, **more) if f.about == "writable"]
    return found


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ("disk I/O error", "腾地方"),
        ("database or disk is full", "腾地方"),
        ("attempt to write a readonly database", "chown"),
        ("database disk image is malformed", "备份恢复"),
    ],
)
def test_a_database_that_cannot_go_on_names_its_own_cure(
    place: Path, monkeypatch: pytest.MonkeyPatch, said: str, cure: str
) -> None:
    def fails(_: object) -> bool:
        raise OperationalError("select", None, Exception(said)) from Exception(said)

    monkeypatch.setattr("suishoupai.doctor.version.is_current", fails)
    found = seen(settings(place))["database"]
    assert (found.state, said in found.said, cure in found.cure) == (BAD, True, True)
    assert "db upgrade" not in found.cure


def test_a_database_of_a_newer_program_wants_that_program(place: Path) -> None:
    from_newer(place / "suishoupai.db")
    found = seen(settings(place))["database"]
    assert (found.state, "更新的版本（9999" in found.said, "新版程序" in found.cure) == (BAD, True, True)
    assert "db upgrade" not in found.said + found.cure


def _web(chosen: Settings, url: str) -> Any:
    return chosen.web.model_copy(update={"public_url": url})


def _secret(text: str) -> Any:
    return load(wechat={"token": text}).wechat.token


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (Response("bad", 502), BAD, "502"),
        (Response("<html>医院官网</html>"), BAD, "不是随手拍"),
        (Response("", 301, {"Location": "https://example.cn/"}), BAD, "跳到别处"),
    ],
)
def test_what_the_public_address_answers(place: Path, answer: Response, state: str, said: str) -> None:
    with serving(answer, now=NOON) as url:
        found = seen(settings(place, web={"public_url": url}))["address"]
    assert (found.state, said in found.said) == (state, True)


def test_an_address_that_does_not_answer_from_here_may_still_be_right(place: Path) -> None:
    assert seen(settings(place))["address"].state == WORRY


@pytest.mark.parametrize(
    ("days", "state", "said"), [(-3, BAD, "过期3天"), (10, WORRY, "还有10天"), (200, GOOD, "2026-09-18")]
)
def test_the_certificate_and_who_signed_it(place: Path, days: int, state: str, said: str) -> None:
    tls = certificate(place, ends_in=timedelta(days=days, hours=-1 if days < 0 else 1), now=NOON)
    with serving(Response("ok"), now=NOON, tls=tls) as url:
        found = seen(settings(place, web={"public_url": url}))
    assert (found["certificate"].state, said in found["certificate"].said) == (state, True)
    assert (found["address"].state, "中间证书" in found["address"].cure) == (
        BAD,
        True,
    )  # nobody vouches for it
