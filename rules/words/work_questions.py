"""还有几件没整改, 灭火器那件弄好没, 谁还没签收: questions about the work itself. They tell of no hazard, and are no place."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rules.alarms.danger import alarm
from rules.words.plain_text import clean


class About(StrEnum):
    """What is asked about."""

    FIGURES = "figures"
    ONE = "one"
    MINE = "mine"
    IN_HAND = "in hand"
    STILL = "still"
    DUTIES = "duties"
    UNSIGNED = "unsigned"
    UNEXAMINED = "unexamined"
    UNTRAINED = "untrained"
    EXPORT = "export"


@dataclass(frozen=True)
class Asked:
    """A question about the work; ``what`` is the hazard as it is called, where one is asked about."""

    about: About
    what: str = ""


LONGEST = 24
"""Letters; who says more tells something."""

_WHERE = r"(?:(?:我们?|咱们?|俺们?)?(?:全院|医院|科里|科室|单位|这里|病区|[院科])?里?的?)"
_WHEN = r"(?:现在|目前|眼下|今天|昨天|今年|本年|(?:这|本|上)个?(?:月|周|季度|星期)|一共|总共|到底)"
_FIRST = rf"(?:{_WHERE}{_WHEN}?|{_WHEN}{_WHERE})(?:还|都|总|已经|共)*"
_MANY = r"(?:多少|几|哪些|哪几|啥|什么)(?:个|件|条|处|项)?"
_THING = r"(?:的)?(?:隐患|问题|事)?"
_NOT = r"(?:还|都)*(?:没有|没|未)"
_DONE = r"(?:整改|弄|解决|处理|修|销号|关|办|完成|闭环|改|验收|派)(?:完|好)?(?:的|了)*"
_HOW_IS_IT = (
    r"(?:现在|到底)?(?:是)?(?:谁在?(?:弄|管|修|处理|负责|跟)|(?:弄|修|处理|解决|整改|换|清|办|改|搬)(?:好|完|得|掉|走)?了?(?:没有|没|吗|怎么样|咋样)了?"
    r"|到哪(?:里|儿|一?步)?了?|怎么样了?|咋样了?|(?:有)?(?:什么|啥)?(?:进展|消息|动静|下文)(?:没有|没|吗)?|有人(?:弄|管|修|处理|接|看)了?(?:吗|没有|没))"
)
_PIECE = r"(?:那|这)(?:一)?(?:个|件|条|处|边)?(?:事|隐患|问题)?"
_WHO = r"(?:还有)?(?:谁|哪些|哪个|哪几个?|哪家)(?:家|个)?(?:单位|科室?|人|病区|部门)?"

_PATTERNS: tuple[tuple[About, str], ...] = (
    (About.FIGURES, rf"{_FIRST}(?:有)?{_MANY}{_THING}{_NOT}{_DONE}"),
    (About.FIGURES, rf"{_FIRST}{_NOT}{_DONE}(?:隐患)?(?:有|还有|剩)?(?:{_MANY})"),
    (
        About.FIGURES,
        rf"{_FIRST}(?:有没有|有|是不是有)?(?:{_MANY})?(?:逾期|超期)了?的?(?:有)?(?:{_MANY})?{_THING}(?:没有|吗|么)?",
    ),
    (
        About.FIGURES,
        rf"(?:把)?{_FIRST}(?:逾期|超期|没整改|没销号|没弄好)的?{_THING}(?:都)?(?:发|给|让)我看看?(?:一?下)?",
    ),
    (
        About.FIGURES,
        rf"{_FIRST}(?:一共|总共)?(?:查出|查了|发现|报|上报|整改|销号|弄好|有|新增|收到|排查)(?:上来)?了?{_MANY}{_THING}了?",
    ),
    (
        About.FIGURES,
        rf"{_FIRST}(?:整改率|销号率|完成率|按时率|及时率|隐患数)(?:是|有|到|达到)?(?:多少|几|怎么样|咋样)?了?",
    ),
    (
        About.FIGURES,
        rf"{_WHEN}?(?:哪个?|谁|哪些)(?:科室?|部门|病区|人|个人|家)?(?:的)?(?:隐患|报的?|报得|逾期的?|上报的?)最多",
    ),
    (About.FIGURES, rf"{_WHEN}?(?:有|来)(?:没有)?新的?(?:隐患|上报)?(?:吗|没有|没|么)?"),
    (
        About.FIGURES,
        r"[\u4e00-\u9fff]{1,6}(?:科|病区)(?:现在|这个?月|本月)?(?:有|报了?)?(?:多少|几)(?:个|件|条)(?:隐患)?了?",
    ),
    (About.FIGURES, rf"{_WHEN}(?:有|报了?|是)?(?:多少|几)(?:个|件|条)(?:隐患)?了?"),
    (
        About.MINE,
        r"(?:我|俺|上次我|我上次|我昨天|我之前|我前天)(?:报|发|拍|反映|说)(?:的|了|过的)?(?:那个|那件|这个|那些|照片|隐患|问题|事)*(?:怎么|咋|为什么|为啥)?"
        rf"(?:(?:还|都|一直)*没有?人?(?:管|理|来|弄|处理|回音|消息|动静|下文|反应|弄好|解决)|有人(?:管|弄|处理|看)(?:吗|没有|没|了吗)|{_HOW_IS_IT})",
    ),
    (About.ONE, rf"(?P<what>[\u4e00-\u9fffA-Za-z0-9]{{1,10}}?){_PIECE}{_HOW_IS_IT}"),
    (
        About.ONE,
        r"(?P<what>[\u4e00-\u9fffA-Za-z0-9]{1,12}?)(?:的|现在)*(?:弄|修|处理|解决|整改|换|清)(?:好|完)了?(?:没有|没|吗)",
    ),
    (
        About.MINE,
        r"(?:怎么|为什么|为啥|咋)(?:还|都|一直)*没有?人?(?:管|理|来|弄|处理|解决)我(?:报|发|拍|反映|说)的(?:那个|那件|隐患|问题|事)*",
    ),
    (
        About.ONE,
        r"(?P<what>[\u4e00-\u9fff]{2,4}?)(?:手上|手里|那边|那里)(?:还|都)?(?:有|剩)?(?:多少|几|哪些)(?:个|件|条)?(?:隐患|没弄完?|没弄好)?",
    ),
    (About.ONE, r"(?P<what>[\u4e00-\u9fff]{2,4}?)(?:弄|办|修|处理|整改|干)得?(?:怎么样|咋样|到哪)了?"),
    (
        About.IN_HAND,
        r"我(?:手上|手里|这里|这边)?(?:还|都)?(?:有|剩)?(?:多少|几|哪些|啥|什么)(?:个|件|条)?(?:活|隐患|事)?(?:没弄完?|没弄好|没办|要弄|要办)?|哪(?:件|个)(?:最)?(?:急|先弄|要先弄)",
    ),
    (
        About.UNSIGNED,
        rf"(?:方案)?{_WHO}(?:方案)?{_NOT}签收?(?:方案)?(?:的|了)?|没签收的(?:名单|有谁|有哪些|是谁)?",
    ),
    (
        About.UNEXAMINED,
        rf"(?:考试)?{_WHO}{_NOT}(?:参加)?(?:考试|考|交卷|答题|答完|考完|及格)(?:的|了)?|没考(?:试)?的(?:人)?(?:名单|有谁|有哪些|是谁)?|考试?(?:情况|结果|成绩单)(?:怎么样|咋样)?",
    ),
    (
        About.UNTRAINED,
        rf"{_WHO}{_NOT}(?:参加)?(?:培训|受训|参训|演练|学习|训)过?(?:的|了)?|没(?:参加)?(?:培训|受训|参训|演练)过?的(?:人|科室)?(?:名单|有谁|有哪些|是谁)?",
    ),
    (
        About.DUTIES,
        r"(?:我们?|咱们?|工会|接下来|最近|近期|眼下|后面|(?:这|本|下)个?(?:月|周|季度|星期)|这几天|今年|今天|还|都)*(?:有|要|该|需要|得)*(?:什么|啥|哪些|几件)(?:事|活|任务|材料|工作|表|东西)?(?:要|该|需要|得|是)?"
        r"(?:还)?(?:没|没有|未)?(?:办|做|交|报|干|弄|完成|报送|上报)(?:的|了|完)*",
    ),
    (
        About.DUTIES,
        r"(?:我们?|咱们?|工会)?(?:接下来|最近|近期|眼下|后面|(?:这|本|下)个?(?:月|周|季度|星期)|这几天|今年)(?:还)?(?:要|该|需要|得|有)(?:办|做|交|报|干|弄|完成)?(?:什么|啥|哪些|几件)(?:事|活|任务|材料|工作|表)?",
    ),
    (
        About.EXPORT,
        r"(?:请问|我要|我想|想|要|帮我|给我|麻烦)?(?:把)?(?:隐患)?(?:台账|记录|数据|隐患|明细)?(?:全部|都)?(?:怎么|咋|在哪里?|能不能|可以|能)?(?:导出来?|下载|导一下)(?:一下|成)?(?:隐患)?(?:台账|记录|数据|隐患|明细)?(?:成)?(?:excel|表格?|EXCEL|Excel|xlsx)?",
    ),
)
_STILL = r"(?:上次|上回|之前|昨天|前天|前几天)?我(?:上次|上回|之前|昨天|前天|前几天)?(?:报|发|说|反映)(?:的|过的)(?:那个|那件|那处|这个)?(?P<what>[\u4e00-\u9fffA-Za-z0-9]{1,10}?)(?:怎么|咋|现在|到现在|今天)?(?:还|又|一直|仍然?)(?:没|是|在|那样|这样)?[\u4e00-\u9fff]{0,8}"
_END = r"(?:啊|呀|呢|吗|嘛|哦|的|了|来着|[?？。!！~～,，])*"
_ASKED = tuple(
    (about, re.compile(rf"(?:请问|问一?下|想问一?下)?[,，]?{pattern}{_END}"))
    for about, pattern in (*_PATTERNS, (About.STILL, _STILL))
)
_TELLS = re.compile(
    r"火(?!器|栓|门)|烟|困|伤|晕|摔|倒|漏|坏了|断了|掉了|裂|堵|[0-9一二三四五六七八九十]+(?:楼|层|床|号楼)"
)
"""Words that tell of a hazard rather than ask about one."""


def asked_of_work(text: str) -> Asked | None:
    """The question about the work that this text is as a whole; None for anything else, and for a cry."""
    tidy = "".join(clean(text).split())
    if not tidy or len(tidy) > LONGEST:
        return None
    for about, pattern in _ASKED:
        if (hit := pattern.fullmatch(tidy)) is not None:
            what = hit.groupdict().get("what") or ""
            return None if _TELLS.search(what) or alarm(text) else Asked(about, what)
    return None
