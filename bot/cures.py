"""What the platform's error numbers mean, and what to do about each. One table for the doctor, the outbox and pages."""

import re
from dataclasses import dataclass

DESK = "公众号后台“设置与开发-基本配置”"
WAIT = "不用管，过一会儿自己会再试"
OURS = "请把这一行发给开发者"
TALK = "请对方给公众号发一句话（窗口48小时），或设好模板消息 SSP_WECHAT__TEMPLATES__NOTICE"
TEMPLATE = "到公众号后台“模板消息-我的模板”核对编号和栏目，再运行 suishoupai doctor"


@dataclass(frozen=True)
class Trouble:
    """What happened, and the cure, in plain words."""

    what: str
    cure: str


_EVERYWHERE = {
    -1: Trouble("微信平台忙", WAIT),
    45009: Trouble("今天这个接口的次数用完了", "明天0点恢复；急用到公众号后台“接口权限”清零，一个月能清10次"),
    45011: Trouble("一分钟里问得太多", WAIT),
    48001: Trouble("这个公众号没有这个接口的权限", "要用认证过的服务号；认证过期了就去年审"),
    48004: Trouble("这个接口被微信封了", "到公众号后台“通知中心”看原因并申诉"),
    48006: Trouble("清零的次数用完了", "等到明天0点自己恢复"),
    40066: Trouble("网址写错了", "核对 SSP_WECHAT__API_BASE，不写就是对的"),
    43001: Trouble("请求方法不对", OURS),
    43002: Trouble("请求方法不对", OURS),
    47001: Trouble("发去的格式微信读不懂", OURS),
    40033: Trouble("发去的文字编码不对", OURS),
    40035: Trouble("参数不对", OURS),
    50004: Trouble("这个公众号被禁用了", "到公众号后台“通知中心”看原因并申诉"),
    50007: Trouble("这个公众号被封了", "到公众号后台“通知中心”看原因并申诉"),
}

_TOKEN = {
    40001: Trouble(
        "AppSecret 不对，或令牌被别的系统换掉了",
        f"到{DESK}核对 AppSecret；还有别的系统用这个号，请它改用 stable_token（见 docs/taken-account.md）",
    ),
    40002: Trouble("取令牌的写法不对", OURS),
    40013: Trouble("AppID 不对", f"到{DESK}复制 AppID，填到 SSP_WECHAT__APP_ID"),
    40014: Trouble("令牌无效", "会自己重取；一直这样，就是别的系统在用旧的 /token 接口抢令牌"),
    40125: Trouble("AppSecret 不对", f"到{DESK}重置，填到 SSP_WECHAT__APP_SECRET，再重启"),
    40164: Trouble("这台服务器的出口IP不在白名单", f"到{DESK}的“IP白名单”加上原话里的地址，几分钟后生效"),
    40243: Trouble("AppSecret 被冻结了", f"到{DESK}解冻"),
    41001: Trouble("没带令牌", OURS),
    41002: Trouble("没带 AppID", "填 SSP_WECHAT__APP_ID"),
    41004: Trouble("没带 AppSecret", "填 SSP_WECHAT__APP_SECRET"),
    42001: Trouble("令牌过期了", "会自己重取，不用管"),
    89501: Trouble("这个IP要管理员确认", "请公众号管理员在微信里点“确认”"),
    89503: Trouble("这个IP要管理员确认", "请公众号管理员在微信里点“确认”"),
    89506: Trouble("管理员拒绝了这个IP", "一天后再试，或请管理员先把IP加进白名单"),
    89507: Trouble("管理员拒绝了这个IP", "一小时后再试，或请管理员先把IP加进白名单"),
}

_MEDIA = {
    40004: Trouble("素材类型不对", OURS),
    40007: Trouble("照片在微信那边已经没了（只留3天），或是别的公众号的", "请上报人再发一次"),
    41006: Trouble("没说要哪个素材", OURS),
    45001: Trouble("文件太大", "请对方拍小一点再发"),
}

_TALK = {
    40003: Trouble("对方没关注公众号，或不是这个公众号的人", "请对方重新关注；换过公众号的要重新绑定"),
    40008: Trouble("这种消息发不了", OURS),
    43004: Trouble("对方没关注公众号", "请对方关注公众号；先打电话"),
    43019: Trouble("对方在公众号的黑名单里", "到公众号后台“用户管理-黑名单”移出"),
    44004: Trouble("内容是空的", OURS),
    45002: Trouble("内容太长", OURS),
    45015: Trouble("对方超过48小时没说过话", TALK),
    45047: Trouble("对方说话以后能发的5条用完了", TALK),
    48002: Trouble("对方关掉了“接收消息”", "请对方在公众号的设置里打开；先打电话"),
}

_TEMPLATES = {
    40036: Trouble("模板编号长短不对", TEMPLATE),
    40037: Trouble("模板编号不对，或模板被删了", TEMPLATE),
    40165: Trouble("小程序的页面不对", OURS),
    43101: Trouble("对方不收公众号的通知", "请对方在公众号的设置里打开“接收通知”；先打电话"),
    43107: Trouble("通知功能被微信封了", "到公众号后台“通知中心”看原因并申诉"),
    43116: Trouble("模板被微信收回了", "到公众号后台重新申请一个模板"),
    47003: Trouble(
        "模板的栏目对不上",
        "核对 SSP_WECHAT__TEMPLATES__WHAT、WHO、WHEN、LACK（suishoupai doctor 会说差在哪）",
    ),
}

_MENU = {
    40016: Trouble("菜单按钮太多：最上一排最多3个", OURS),
    40017: Trouble("菜单按钮的种类不对", OURS),
    40018: Trouble("菜单名字太长或是空的", OURS),
    40019: Trouble("菜单按钮的代号太长", OURS),
    40020: Trouble("菜单里的网址太长", OURS),
    40023: Trouble("二级菜单最多5个", OURS),
    40025: Trouble("二级菜单名字太长或是空的", OURS),
    40054: Trouble("菜单里的网址不对", "核对 SSP_WEB__PUBLIC_URL"),
    46003: Trouble("还没有菜单", "运行 suishoupai menu"),
    65307: Trouble("菜单是空的", OURS),
}

_CODES = {
    40053: Trouble("二维码的参数不对", OURS),
    45029: Trouble("永久二维码用完了（最多10万个）", "先别再做新的；请开发者看"),
}

TROUBLES = _EVERYWHERE | _TOKEN | _MEDIA | _TALK | _TEMPLATES | _MENU | _CODES

_MARKS = (
    ("user block", 43101),
    ("user refuse", 43101),
    ("unsubscribe", 43004),
    ("not follow", 43004),
    ("system fail", -1),
    ("busy", -1),
)
"""Words of the platform's late receipts and of its busy days, which come without a number."""

_SILENCE = Trouble("微信平台没回话", "看服务器能不能访问 api.weixin.qq.com 的443端口；会自己再试")
_NUMBER = re.compile(r"(?<!\d)-1(?!\d)|(?<!\d)\d{5}(?!\d)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_BROKEN_LINE = re.compile(
    r"\b(Timeout|SSLError|ConnectTimeout|ReadTimeout|ConnectionError|\w*ProtocolError|HTTPError)\b"
)


def trouble_of(reason: int | str) -> Trouble | None:
    """The line of the table for an error number, or for a sentence that holds one."""
    text = str(reason)
    for number in _NUMBER.findall(text):
        if int(number) in TROUBLES:
            return TROUBLES[int(number)]
    if _BROKEN_LINE.search(text):
        return _SILENCE
    lower = text.lower()
    return next((TROUBLES[code] for mark, code in _MARKS if mark in lower), None)


def in_words(reason: int | str) -> str:
    """One sentence with its cure; what is Chinese already, or empty, stays as it is."""
    found = trouble_of(reason)
    if found:
        return f"{found.what}：{found.cure}"
    text = str(reason)
    return text if not text or _CHINESE.search(text) else f"微信平台不答应（{text}）：{OURS}"
