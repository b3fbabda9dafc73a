"""The doctor on this machine: settings, disk, backup, officers, what came in, the address and its certificate."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wrappers import Response

from suishoupai import app, keeping
from suishoupai.doctor import BAD, GOOD, WORRY, examine
from suishoupai.settings import Settings, load
from tests.commands.conftest import only_sqlite
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
        counted = seen(chosen, port=port)["signatures"]
        assert (counted.state, "1条消息签名不对" in counted.said) == (BAD, True)


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
