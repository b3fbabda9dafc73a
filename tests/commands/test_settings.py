"""The configuration: every mistake at once, and the traps of YAML."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from sqlalchemy.engine import make_url

from suishoupai.settings import Misconfigured, Settings, check_for_serving, load


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSP_CONFIG", str(tmp_path / "config.yaml"))
    return tmp_path / "config.yaml"


def mistakes(config: Path, text: str) -> str:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured) as said:
        load()
    return "\n".join(said.value.mistakes)


def test_every_mistake_is_told_at_once(config: Path) -> None:
    told = mistakes(
        config,
        "wechat: {appid: x, mode: secure, aes_key: short}\nwaits: {quiet_to: 7:30}\nhospital: {emergency_phone: 05332110}\n",
    )
    for part in (
        "wechat.appid：没有这个设置",
        "wechat.mode：只能是 any 或 safe",
        "EncodingAESKey 应是43位",
        "waits.quiet_to：时间请加引号",
        "emergency_phone：电话请加引号",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("wechat: {app_id: 公众号后台的AppID}", "wechat.app_id"),
        ("wechat: {app_id: wx 0123}", "wechat.app_id"),
        ("wechat: {app_secret: 公众号后台的AppSecret}", "wechat.app_secret"),
        ("wechat: {templates: {notice: 模板编号}}", "wechat.templates.notice"),
        ("web: {public_url: 'https://ssp.你们医院.cn'}", "web.public_url"),
        ("web: {secret_key: 用 openssl rand -hex 32 生成}", "web.secret_key"),
        ("database: {url: 'postgresql://suishoupai:密码@127.0.0.1/suishoupai'}", "database.url"),
    ],
)
def test_words_of_the_guide_are_not_taken_for_values(config: Path, line: str, name: str) -> None:
    assert mistakes(config, line + "\n").startswith(f"{name}：还是说明书里的")


@pytest.mark.parametrize("app_id", ["wx0123456789abcdef", "gh_test-1", ""])
def test_accounts_of_any_shape_are_taken(config: Path, app_id: str) -> None:
    config.write_text(f"wechat: {{app_id: '{app_id}'}}\n", encoding="utf-8")
    assert load().wechat.app_id == app_id


def test_an_at_sign_in_the_password_of_the_database_says_how_it_is_written(config: Path) -> None:
    told = mistakes(config, "database: {url: 'postgresql://suishoupai:y@z@127.0.0.1/ssp'}\n")
    assert "%40" in told
    assert "y@z" not in told
    config.write_text("database: {url: 'postgresql://suishoupai:y%40z@127.0.0.1/ssp'}\n", encoding="utf-8")
    assert make_url(load().database_url).password == "y@z"


def test_a_sexagesimal_time_is_refused_not_guessed(config: Path) -> None:
    assert "时间请加引号" in mistakes(config, "waits: {quiet_from: 22:30}\n")


@pytest.mark.parametrize("text", ["- a list\n", "a: [\n", "just words\n"])
def test_what_is_no_configuration_is_told_in_words(config: Path, text: str) -> None:
    assert mistakes(config, text)


def test_the_environment_overrides_the_file_and_secrets_stay_hidden(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text(
        'hospital: {emergency_phone: "1", union_name: "陈静"}\ndata_dir: "data"\n', encoding="utf-8"
    )
    monkeypatch.setenv("SSP_HOSPITAL__EMERGENCY_PHONE", "0533-2110119")
    monkeypatch.setenv("SSP_WECHAT__TOKEN", "tokentoken")
    settings = load()
    assert (settings.hospital.emergency_phone, settings.hospital.union_name) == ("0533-2110119", "陈静")
    assert "tokentoken" not in repr(settings)
    assert settings.data_dir == config.parent / "data"


def test_serving_needs_a_token_a_secret_and_an_address() -> None:
    told = "\n".join(check_for_serving(load()))
    assert all(name in told for name in ("wechat.token", "web.secret_key", "web.public_url"))


def test_a_file_that_is_named_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSP_CONFIG", str(tmp_path / "nowhere.yaml"))
    with pytest.raises(Misconfigured, match="不存在"):
        load()


def names(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from names(info.annotation, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def test_every_setting_is_explained() -> None:
    page = Path("docs/settings.md").read_text(encoding="utf-8")
    assert [name for name in names(Settings) if f"| `{name}` |" not in page] == []
