"""Asking the platform for the codes on the walls, and its refusals in the words of whoever can cure them."""

from collections.abc import Callable

from bot.trouble import PlatformDown, PlatformError
from rules.refusal import Refused

NOT_WIRED = (
    "公众号还没接通，做不了码：先设置 wechat.app_id 和 SSP_WECHAT__APP_SECRET，再运行 suishoupai doctor"
)

CURES = {
    40001: "AppSecret 不对，请到公众号后台“设置与开发-基本配置”重新复制",
    40013: "AppID 不对，请到公众号后台“设置与开发-基本配置”核对",
    40053: "这个编码公众号不收，请在地点表里换成64个字以内的字母、数字",
    40125: "AppSecret 不对，请到公众号后台“设置与开发-基本配置”重新复制",
    40164: "这台服务器的出口IP不在白名单，请到公众号后台“基本配置-IP白名单”加上",
    45009: "今天的接口次数用完了，明天再来，已经拿到的都在",
    45011: "问得太快了，过一分钟再来，已经拿到的都在",
    45029: "永久码的数量到上限了（最多10万个）",
    48001: "这个公众号没有带参数二维码的权限，要用认证过的服务号",
}
OTHERWISE = "请把这一行发给公众号管理员"


def in_words(ask: Callable[[str], str]) -> Callable[[str], str]:
    """The same question; what goes wrong is ``Refused``, in Chinese and with the cure."""

    def asked(scene: str) -> str:
        try:
            return ask(scene)
        except PlatformError as error:
            cure = CURES.get(error.code, f"{OTHERWISE}：{error.message}")
            raise Refused(f"“{scene}”的码没拿到，微信平台不答应（{error.code}）：{cure}") from None
        except PlatformDown:
            raise Refused(f"“{scene}”的码没拿到，连不上微信平台，过一会儿再来；已经拿到的都在") from None

    return asked
