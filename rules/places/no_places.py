"""Words that are no place though a place was asked for: 还有灯也不亮 tells of more, 就是刚才语音说的 points back."""

import re

_MORE = re.compile(
    r"(?:另外|此外|再就是|还有(?![一二三四五六七八九十\d]?[层楼]上?$)|还有个?就?是|再有就?是?|对了|哦对|顺便|顺便说一下|再说一个|再报一个|再一个)"
    r"(?:一?[个件处点])?(?:就是|是)?[,，:：、 ]*"
)
_POINTS_BACK = re.compile(
    r"(?:我|就是|就|都|在|跟|和|同|按|照|是|不是|已经|上面|前面|刚才|刚刚|之前|那个?|这个?|[,，。 ])*"
    r"(?:(?:语音|照片|图片?|视频)(?:里|上|中)?(?:都|也|就|不是)*(?:有|看得[到见]|能看[到见]|看看?)|(?:语音|照片|图片?|视频|话)?(?:里|上|中)?(?:都|已经|也|就|不是)*(?:我)?(?:说|讲|发|写|拍|录|报)(?:得|的|过)?(?:很)?(?:清楚|明白)?)(?:了|的|过|那个|那里|那儿|地方|啊|呀|吗|[,，。.!！ ])*"
)
_NAME = r"[\u4e00-\u9fff]{2,6}?"
_DOES = r"(?:弄|修|处理|看看?|办|管|去|来|吧|就行|一下|[。.!！ ])"
_WHOSE = re.compile(
    rf"(?:这个?|这件|那个?|它|请|麻烦|[,， ])+(?:直接|就|先)?(?:转|交|派)?(?:给|归|让|叫|找|通知|告诉){_NAME}{_DOES}*|"
    rf"(?:直接|就|先)?(?:转给|交给|派给|通知|告诉){_NAME}{_DOES}*|(?:给|让|叫|找){_NAME}{_DOES}+"
)
_PEOPLE = r"(?:病人家?属?|患者|家属|陪护|陪人|小孩子?|孩子|学生|实习生|护[士工]|医生|大夫|保安|保洁|阿姨|师傅|工人|大[爷妈]|老[人头太]+|[男女]的|有人|电工|厨师|司机|外卖员?|快递员?|访客)们?"
_ACTS = r"(?:抽烟|吸烟|睡觉|睡着|煮|做饭|炒菜|烧|烤|玩|打牌|打麻将|打架|打闹|充电|跑|追|爬|喝酒|洗|晾|躺|打地铺|摆摊|踢球|骑|滑|焊|切割|刷漆|施工|点|倒|扔|吵)"
# 护工在楼梯间抽烟, 3楼保安在睡觉: somebody at something; 病人睡觉的地方 is where they are.
_SOMEBODY_DOES = re.compile(
    rf"[^，。的]{{0,8}}?(?:有?[一两几]?个)?{_PEOPLE}(?:们|又|都|老是?|还|正|总是?|天天|经常)*在[^，。]{{0,8}}?{_ACTS}(?![^，。]{{0,4}}(?:的|那[里边儿]|处|地方|旁边|门口))[^，。]{{0,6}}[啊呢了。!！]*"
)
_A_PHRASE = 16


def one_more(text: str) -> str | None:
    """What follows 还有、另外 in front; None where neither stands."""
    lead = _MORE.match(text.strip())
    rest = text.strip()[lead.end() :] if lead else ""
    return rest or None


def somebody_does(text: str) -> bool:
    """病人家属在病房煮面, told where a place was asked: a matter of its own."""
    return bool(_SOMEBODY_DOES.fullmatch(text.strip()))


def says_no_place(text: str) -> bool:
    """就是刚才语音说的, 照片里有, 这个给王强: nobody could walk there."""
    tidy = text.strip()
    return len(tidy) <= _A_PHRASE and bool(_POINTS_BACK.fullmatch(tidy) or _WHOSE.fullmatch(tidy))
