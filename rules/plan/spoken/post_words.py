"""Who does what on a day that is prepared (咨询日): 李红负责答疑, 许峰搬桌子, 陈静负责. What else is said of the day is day_words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rules.words.name_words import SURNAMES

POSTS: Mapping[str, tuple[str, ...]] = {
    "answers": ("答疑", "解答", "咨询岗", "回答问题", "答题"),
    "photos": ("拍照", "照相", "摄影", "拍片"),
    "hands": (
        *("发资料", "发放", "发传单", "发单子", "发折页", "发手册", "发宣传", "发材料", "发单页", "派发"),
        *("散发", "发册子"),
    ),
}
POST_NAMES = {"answers": "答疑", "photos": "拍照", "hands": "发资料"}

_VERBS = (
    r"(?:搬|抬|摆|布置|看(?!病|见|到|了)|守|值守|维持|维护|发|拿|取|领|带|接待?|送|引导|导引|登记|签到|记录|写|录|拍|摄|主持|讲|量|测|协助|帮忙|打印|"
    r"印|贴|挂|收|打扫|迎|保障|调试|巡|教|演示|示范|答|解答|咨询岗|照相|派|散|做|弄|盯|倒水|解说|放)(?![了过完好着])"
)
_FILL = r"(?:来|去|就|一起|都|也|主要|总|全面|还是)*"
_NO_NAME = re.compile(
    r"方[案便法面式]|高[处空压温]|白[板纸天]|万[一人]|常[用在]|金属|石头|龙头|贺卡|段落|文[件字稿]|马[上路]|于是|许多|何时|程序|夏天|温馨|田|江边|钱款|安全|范围|史料|"
    r"于|任[何务]|易|汤|顾问|黄[色牌]|雷|毛|康复|钟|曾经"
)
_OF_ALL = re.compile(
    r"(?:全面|总体|总的?|统筹|现场|整个|整体|全场|全部|所有|全盘|这[事天次场个块]|咨询日|活动|组织|协调|总协调|牵头|的事|工作|的|吧|了|啊)*"
)
_CLAUSE = re.compile(r"[^\s，,。;；！!]+")


@dataclass
class Who:
    """Code or words of a post to names, with 、 between them; who is in charge; the text without what was understood."""

    posts: dict[str, str] = field(default_factory=dict)
    leader: str = ""
    rest: str = ""


def read_posts(text: str, known: Iterable[str] = ()) -> Who:
    """Who stands where; ``known``: names of the roll, which may be of any letters."""
    who, pattern = Who(rest=text), _pattern(known)
    for clause in _CLAUSE.finditer(text):
        for piece in _pieces(clause[0], pattern):
            _take(who, piece)
    for code, words in POSTS.items():
        if code not in who.posts and (name := _name_beside(who.rest, words)):
            who.posts[code] = name
    return who


def _pattern(known: Iterable[str]) -> re.Pattern[str]:
    listed = [re.escape(name) for name in sorted(known, key=len, reverse=True)]
    name = "(?:" + "|".join([*listed, rf"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}?"]) + ")"
    return re.compile(
        rf"(?:由|让|请|叫|还有|然后|再)?(?P<names>{name}(?:[、和跟与]{name})*){_FILL}"
        rf"(?:(?P<takes>负责(?!人)|牵头|管)(?P<what>.{{0,12}})|(?P<does>{_VERBS}.{{0,10}}))"
    )


def _pieces(clause: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """张敏、李红答疑 is one, 张敏拍照、李红答疑 two."""
    apart = [pattern.fullmatch(piece) for piece in clause.split("、")]
    found = apart if all(apart) else [pattern.fullmatch(clause)]
    yield from (hit for hit in found if hit and not _NO_NAME.match(hit["names"]))


def _take(who: Who, hit: re.Match[str]) -> None:
    names = re.sub("[和跟与]", "、", hit["names"])
    what = (hit["what"] or "").strip("：:") if hit["takes"] else hit["does"]
    who.rest = who.rest.replace(hit[0], "，", 1)
    if hit["takes"] and _OF_ALL.fullmatch(what):
        who.leader = names
        return
    for post in _codes(what) or [_own(what)]:
        who.posts[post] = names


def _codes(what: str) -> list[str]:
    return [code for code, words in POSTS.items() if any(word in what for word in words)]


def _own(what: str) -> str:
    """A post of its own words; a thing alone is looked after: 管桌椅."""
    what = re.sub("(?:吧|的事|啊|呢)$", "", what)
    return what if re.match(_VERBS, what) else f"管{what}"


def post_name(post: str) -> str:
    """What people read of a post."""
    return POST_NAMES.get(post, post)


def _name_beside(text: str, words: tuple[str, ...]) -> str:
    """``答疑 李红`` and ``李红答疑``."""
    for word in words:
        after = re.search(
            rf"{word}[:：\s]*(?:岗|由|是|让|的)*\s*([\u4e00-\u9fff]{{2,3}})(?=$|[\s,，、。;；])", text
        )
        before = re.search(rf"(?:^|[\s,，、。;；])([\u4e00-\u9fff]{{2,3}}){word}", text)
        if hit := after or before:
            return str(hit[1])
    return ""
