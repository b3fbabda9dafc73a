"""The settings as they are written down; nothing is asked of anybody."""

from collections.abc import Iterator

from suishoupai.doctor.finding import BAD, GOOD, WORRY, Finding
from suishoupai.settings import Settings, check_for_serving

LONG_ENOUGH = 32
"""Characters of a secret key nobody guesses; ``openssl rand -hex 32`` makes 64."""


def look(settings: Settings) -> Iterator[Finding]:
    mistakes = check_for_serving(settings)
    for mistake in mistakes:
        yield Finding("settings", BAD, mistake, "改好后运行 suishoupai config check")
    if not mistakes:
        yield Finding("settings", GOOD, "设置没有缺的")
    yield from _key(settings)
    yield from _phone(settings)
    yield from _account(settings)


def _key(settings: Settings) -> Iterator[Finding]:
    length = len(settings.web.secret_key.get_secret_value())
    if 16 <= length < LONG_ENOUGH:
        yield Finding(
            "secret_key",
            WORRY,
            f"web.secret_key 只有{length}个字符",
            "还没开始用就换成 openssl rand -hex 32；已经有不留名的上报就别换",
        )


def _phone(settings: Settings) -> Iterator[Finding]:
    if not settings.hospital.emergency_phone:
        yield Finding(
            "emergency_phone",
            BAD,
            "还没有院内急救电话！着火、触电时，提示里只有119和120",
            "问总务要24小时有人接的号码，填 SSP_HOSPITAL__EMERGENCY_PHONE",
        )


def _account(settings: Settings) -> Iterator[Finding]:
    if settings.wechat.mode != "safe":
        yield Finding(
            "mode", WORRY, "消息没有强制加密", "公众号后台改成“安全模式”，再设 SSP_WECHAT__MODE=safe"
        )
    if not settings.wechat.templates.notice:
        yield Finding(
            "template",
            WORRY,
            "没有设置模板消息：48小时没说过话的安全员收不到提醒",
            "在公众号后台申请一个，填 SSP_WECHAT__TEMPLATES__NOTICE（见 docs/going-live.md）",
        )
    if settings.web.public_url.startswith("http://"):
        yield Finding(
            "https", WORRY, "网址不是 https：微信里打开会提示不安全", "装证书，改 SSP_WEB__PUBLIC_URL"
        )
