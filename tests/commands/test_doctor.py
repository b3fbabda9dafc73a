"""The doctor: each complaint in one line with its cure, and nothing said that was not seen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handlers.menu import MENU
from suishoupai.cli import main
from suishoupai.doctor import BAD, GOOD, WORRY
from suishoupai.settings import Settings
from tests.commands.examined import seen, settings
from tests.commands.pretend import FIELDS, HEALTHY, Platform, serving
from tests.conftest import NOON


@contextmanager
def with_platform(place: Path, *, fast: float = 0, **said: Any) -> Iterator[tuple[Settings, Platform]]:
    platform = Platform(**{name.replace("__", "/"): facts for name, facts in said.items()})
    with serving(platform, now=NOON - timedelta(seconds=fast)) as base:
        yield settings(place, base), platform


def test_a_healthy_account_is_told_so(place: Path) -> None:
    with with_platform(place) as (chosen, _):
        found = seen(chosen)
    assert [found[about].state for about in ("token", "clock", "template")] == [GOOD, GOOD, GOOD]
    assert "四个栏目都对得上" in found["template"].said


@pytest.mark.parametrize(
    ("code", "words", "cure"),
    [
        (40164, "invalid ip 203.0.113.7, not in whitelist", "白名单"),
        (40125, "invalid appsecret", "SSP_WECHAT__APP_SECRET"),
        (40013, "invalid appid", "SSP_WECHAT__APP_ID"),
        (40243, "secret frozen", "解冻"),
        (89503, "need admin", "管理员"),
    ],
)
def test_a_refused_token_names_its_cure(place: Path, code: int, words: str, cure: str) -> None:
    with with_platform(place, stable_token={"errcode": code, "errmsg": words}) as (chosen, platform):
        found = seen(chosen)["token"]
    assert found.state == BAD
    assert cure in found.cure
    assert words in found.said  # the address to put on the list stands in the platform's own words
    assert "menu/create" not in platform.asked


def test_a_secret_that_went_wrong_is_noticed_while_yesterdays_token_is_still_good(place: Path) -> None:
    with with_platform(place) as (chosen, platform):
        assert seen(chosen)["token"].state == GOOD
        platform.said |= {"stable_token": {"errcode": 40125, "errmsg": "invalid appsecret"}}
        found = seen(chosen)["token"]
    assert (found.state, "SSP_WECHAT__APP_SECRET" in found.cure) == (BAD, True)
    assert "getcallbackip" in platform.asked  # the first time, with the token that is kept since


def test_no_way_to_the_platform(place: Path) -> None:
    found = seen(settings(place))["token"]
    assert (found.state, "443" in found.cure) == (BAD, True)


@pytest.mark.parametrize(
    ("fast", "state", "said"),
    [(0, GOOD, "准"), (90, WORRY, "快了90秒"), (-400, WORRY, "慢了400秒"), (4000, BAD, "退回")],
)
def test_a_wrong_clock(place: Path, fast: float, state: str, said: str) -> None:
    with with_platform(place, fast=fast) as (chosen, _):
        found = seen(chosen)["clock"]
    assert (found.state, said in found.said) == (state, True)


def told_menu(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"is_menu_open": 1, "selfmenu_info": {"button": list(buttons)}}


def as_the_platform_tells(menu: Any) -> dict[str, Any]:
    """Children wrapped in ``list``, as the platform gives them back."""
    rows = [
        row | ({"sub_button": {"list": row["sub_button"]}} if "sub_button" in row else {})
        for row in menu["button"]
    ]
    return told_menu(*rows)


TAKEN = told_menu(
    {"name": "预约挂号", "type": "view", "url": "https://gh.example.cn/"},
    {
        "name": "查报告",
        "sub_button": {"list": [{"name": "检验报告", "type": "view", "url": "https://gh.example.cn/lis"}]},
    },
)


@pytest.mark.parametrize(
    ("menu", "state", "said"),
    [
        ({"is_menu_open": 0}, WORRY, "还没有菜单"),
        (as_the_platform_tells(MENU), GOOD, "随手拍的"),
        (told_menu({"name": "报隐患", "type": "click", "key": "REPORT"}), WORRY, "旧的"),
        (TAKEN, WORRY, "预约挂号、检验报告"),
    ],
)
def test_whose_menu_hangs_there(place: Path, menu: Any, state: str, said: str) -> None:
    with with_platform(place, get_current_selfmenu_info=menu) as (chosen, _):
        found = seen(chosen)["menu"]
    assert (found.state, said in found.said) == (state, True)
    assert ("taken-account" in found.cure) == (menu is TAKEN)


def templates(content: str, template_id: str = "TPL") -> dict[str, Any]:
    return {"template_list": [{"template_id": template_id, "title": "隐患处理通知", "content": content}]}


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (templates(FIELDS, "OTHER"), BAD, "没有模板 TPL（现有：隐患处理通知）"),
        ({"template_list": []}, BAD, "一个也没有"),
        (templates(FIELDS.replace("thing4", "thing9")), BAD, "还差什么=thing9"),
        (templates(FIELDS + "\n备注:{{thing5.DATA}}"), WORRY, "thing5"),
    ],
)
def test_the_template_is_compared_field_by_field(place: Path, answer: Any, state: str, said: str) -> None:
    with with_platform(place, template__get_all_private_template=answer) as (chosen, _):
        found = seen(chosen)["template"]
    assert (found.state, said in found.said) == (state, True)
    assert found.cure


def test_the_setting_of_a_wrong_field_is_named(place: Path) -> None:
    answer = templates(FIELDS.replace("thing2", "name2"))
    with with_platform(place, template__get_all_private_template=answer) as (chosen, _):
        assert seen(chosen)["template"].cure == "改 SSP_WECHAT__TEMPLATES__WHO（现在是 thing2）"


def test_an_account_without_the_right_is_told_to_certify(place: Path) -> None:
    refused = {"errcode": 48001, "errmsg": "api unauthorized"}
    with with_platform(place, template__get_all_private_template=refused) as (chosen, _):
        found = seen(chosen)["template"]
    assert (found.state, "认证" in found.cure) == (BAD, True)


def run(chosen: Settings, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    wechat = chosen.wechat
    for name, value in {
        "DATA_DIR": str(chosen.data_dir),
        "WECHAT__TOKEN": "shhh",
        "WECHAT__APP_ID": wechat.app_id,
        "WECHAT__APP_SECRET": "s",
        "WECHAT__API_BASE": wechat.api_base,
    }.items():
        monkeypatch.setenv(f"SSP_{name}", value)
    return CliRunner().invoke(main, list(words))


def test_one_line_each_or_json(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with with_platform(place) as (chosen, _):
        spoken = run(chosen, monkeypatch, "doctor", "--port", "1")
        told = json.loads(run(chosen, monkeypatch, "doctor", "--port", "1", "--json").output)
    assert spoken.exit_code == 1
    lines = spoken.output.splitlines()
    assert all(line.startswith(("[好] ", "[留意] ", "[要改] ")) for line in lines[:-1])
    assert lines[-1].startswith("要改")
    assert len(told) == len(lines) - 1
    assert {"about", "state", "said", "cure"} == set(told[0])
    assert all(finding["cure"] for finding in told if finding["state"] != GOOD)
    assert "good" not in spoken.output  # the token itself is nobody's business


def test_the_menu_of_the_registration_system_is_left_alone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with with_platform(place, get_current_selfmenu_info=TAKEN) as (chosen, platform):
        refused = run(chosen, monkeypatch, "menu")
        assert (refused.exit_code, "预约挂号" in refused.output, "--replace" in refused.output) == (
            1,
            True,
            True,
        )
        assert "menu/create" not in platform.asked
        assert run(chosen, monkeypatch, "menu", "--replace").exit_code == 0
        assert "menu/create" in platform.asked


def test_a_refused_menu_says_why(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = {"errcode": 48001, "errmsg": "api unauthorized"}
    with with_platform(place, menu__create=refusal) as (chosen, _):
        refused = run(chosen, monkeypatch, "menu")
    assert (refused.exit_code, "认证过的服务号" in refused.output) == (1, True)


def test_a_platform_without_that_page_still_takes_the_menu(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = {name: said for name, said in HEALTHY.items() if name != "get_current_selfmenu_info"}
    with with_platform(place) as (chosen, platform):
        platform.said = unknown
        assert run(chosen, monkeypatch, "menu").exit_code == 0
