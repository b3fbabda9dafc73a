"""The platform's numbers in words: none that we can meet is missing, and each says what to do."""

import json

import pytest
from click.testing import CliRunner

from bot.cures import TROUBLES, in_words, trouble_of
from simulator.refusal import WORDS
from suishoupai.cli import main
from tests.commands.conftest import only_sqlite
from tests.hospital import Hospital

NOT_OURS = {
    40009,  # uploading pictures
    40029,  # logging in to a mini-program
    40163,
    41005,  # uploading
    41008,
    44001,
}
"""Numbers of calls the product never makes."""


@pytest.mark.parametrize("code", sorted(set(WORDS) - NOT_OURS))
def test_every_refusal_we_can_meet_has_words_and_a_cure(code: int) -> None:
    trouble = TROUBLES[code]
    assert trouble.what
    assert trouble.cure
    assert len(trouble.what) <= 32
    assert "系统" not in trouble.what[:2]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (45015, "48小时"),
        ("客服消息：45015 response out of time limit rid: 65f2a1b3-1c2d3e4f-99887766", "48小时"),
        ("模板消息：43004 require subscribe", "没关注"),
        ("failed:user block", "不收公众号的通知"),
        ("failed: system failed", "微信平台忙"),
        ("busy: system error", "微信平台忙"),
        ("-1 system error", "微信平台忙"),
        ("ConnectTimeout", "443"),
        ("40007 invalid media_id", "再发一次"),
    ],
)
def test_a_reason_of_the_outbox_is_understood(reason: int | str, said: str) -> None:
    assert said in in_words(reason)


@pytest.mark.parametrize("reason", ["", "过了时候", "没有设置公众号的密钥"])
def test_what_is_plain_already_stays(reason: str) -> None:
    assert in_words(reason) == reason


def test_a_number_nobody_knows_is_passed_on() -> None:
    assert "99999 strange" in in_words("99999 strange")
    assert trouble_of("99999 strange") is None


def test_a_number_inside_a_longer_one_is_not_a_code() -> None:
    assert trouble_of("rid 400134500199") is None


@only_sqlite
def test_the_outbox_says_why_in_words(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    hospital.mouth.gone.add("gone")
    hospital.phone("张敏").shows_photo(media_id="gone")
    hospital.forward(seconds=1)
    monkeypatch.setenv("SSP_DATABASE__URL", hospital.product.settings.database_url)
    (row,) = [
        row
        for row in json.loads(CliRunner().invoke(main, ["outbox", "list", "--json"]).output)
        if row["kind"] == "fetch_photo"
    ]
    assert (row["reason"][:5], "请上报人再发一次" in row["why"]) == ("40007", True)
