"""匿名 said alone, or in one sentence with a hazard: 匿名 5楼东走廊堆着箱子; and 留名, which takes it back."""

import re

from rules.alarms.danger import alarm
from rules.places.place_words import read
from rules.words.look_vocabulary import WRONG
from rules.words.thing_vocabulary import things

_A_WISH = 16
_SEP = r"[\s,，。.、;；:：!！~～…()（）\-—]"
_SAID = r"(?:匿[名明铭民]|[昵尼逆溺]名)"
_THING = r"(?:举报|意见|投诉|上报)?(?:信|箱|电话|账号|号码|问卷|用户|投票|函|卡|者|贴|帖)"  # 匿名信箱 is a box on the wall
_NO_NAME = (
    rf"(?:{_SAID}(?!{_THING})|(?:不|别|不要|不想|不用|不能|不愿意?|无需)(?:再)?(?:(?:留|署)(?:上|下)?(?:我的?|我们的?|俺的?)?(?:名字?|姓名|真名)"
    r"|(?:写|登|记|透露|公开|泄露|暴露|出现)(?:上|下|出)?(?:我的?|我们的?|俺的?)(?:名字?|姓名|真名|信息))"
    r"|(?:别|不要|不想|不能)(?:再)?说(?:出)?(?:是|出)?我(?:说|报|讲|举报)?的?"
    r"|(?:别|不要|不想|不能|千万别)(?:再)?(?:让|给|被|叫).{0,8}?(?:知道|看到|看见|晓得|发现)(?:是|到)?我(?:的?名字?)?(?:说|报|讲|举报|反映|上报)?的?"
    r"|(?:别|不要|不想|不能|千万别)(?:再)?(?:让|给|被|叫)(?:别?人|领导|主任|护士长|科长|院长|同事|他们|大家|科里|任何人)(?:知道|晓得)"
    r"|(?:请|帮我?|替我|给我|麻烦|要|能)+保密)"
)
_BEFORE = r"(?:我|俺|想要?|要|就|请|麻烦|帮我?|还是|那就?|这[个件条]?|可以|能|给我|算了|申请|选择?|用|你们?|[,， ])*"
_AFTER = r"(?:上报|举报|报告|反映|反馈|报|说(?=一?[下句个件])|的)?(?:一?[下个条件句])?(?:隐患|事情?|问题|情况)?(?:一?下)?"
_POLITE = r"(?:吧|哈|啊|呀|哦|噢|了|好吗|谢谢|多谢|拜托|感谢|辛苦)*"
_WHOLE = re.compile(rf"{_SEP}*{_BEFORE}{_NO_NAME}{_AFTER}{_SEP}*{_POLITE}{_SEP}*")
_SPACED = re.compile(rf"(?:^|(?<={_SEP})){_BEFORE}{_NO_NAME}{_AFTER}{_POLITE}(?={_SEP}|$){_SEP}*{_POLITE}")
_FIRST = re.compile(rf"^{_BEFORE}{_NO_NAME}{_AFTER}")
_LAST = re.compile(rf"{_BEFORE}{_NO_NAME}{_AFTER}{_SEP}*{_POLITE}{_SEP}*$")
_EDGES = " \t\n,，。.、;；:：!！~～()（）-—"
_ASKS = re.compile(
    r"[吗么嘛呢?？][。!！]*$|怎么(?!办$)|如何|咋|会不会|能不能|可不可以|是不是|有没有|行不行|查(?:得|不)?(?:到|出)"
)
_NAMED = re.compile(
    rf"{_SEP}*(?:算了|还是|那就?|我|俺|想|要|就|改成?|可以|给我|不用匿名了?|不匿名了?|没事|[,，。 ])*"
    r"(?:(?P<number>[1-9][0-9]{2,5})号?(?:的)?(?:还是|要|改成?|就)*)?"
    r"(?:留(?:我的?)?名字?|实名|署名|写(?:上)?我的?名字|(?:不|别|取消|不要|不用)匿名)(?:上报|举报|报)?"
    rf"(?:吧|了|哈|啊|呀|哦|的|也行|就行)*{_SEP}*"
)


_FACES = re.compile(r"^(?:\[\w{1,6}\]|[^\w?？])+|(?:\[\w{1,6}\]|[^\w?？。.!！)）])+$")
"""🙃匿名 and [流泪]匿名 are no less a wish: what stands in front of or behind the words is no part of them."""


def is_bare_wish(text: str) -> bool:
    """匿名, 我要匿名, 匿名吧, 匿明: and nothing else."""
    tidy = _FACES.sub("", text)
    return len(tidy) <= _A_WISH and _WHOLE.fullmatch(tidy) is not None


def told_besides(text: str) -> str | None:
    """What is told in one sentence with the wish, without it; None where there is no wish, or nothing besides.

    A question about being nameless is no wish.
    """
    tidy = _FACES.sub("", text)
    if is_bare_wish(tidy) or not _LAST_OR_ANY.search(tidy):
        return None
    for shape, joint in ((_SPACED, "，"), (_FIRST, ""), (_LAST, "")):
        found = shape.search(tidy)
        if found is None:
            continue
        before, after = (
            tidy[: found.start()].rstrip(_EDGES),
            tidy[found.end() :].removeprefix("吗").lstrip(_EDGES + "?？"),
        )
        rest = f"{before}{joint}{after}" if before and after else before or after
        if _tells(rest):
            return rest
    return None


_LAST_OR_ANY = re.compile(_NO_NAME)


def wants_name(text: str) -> int | None:
    """留名, 算了 留名吧: 0; 101留名: 101; None for anything else."""
    tidy = _FACES.sub("", text)
    found = _NAMED.fullmatch(tidy) if len(tidy) <= _A_WISH else None
    return None if found is None else int(found["number"] or 0)


def _tells(rest: str) -> bool:
    """Whether a place, a thing or something wrong is told, and nothing asked."""
    if len(rest) < 3 or _ASKS.search(rest):
        return False
    return bool(read(rest).place or things(rest) or alarm(rest) or WRONG.search(rest))
