"""The stories that come with the box; whoever composes it may bring others."""

from ..story import Step, Story, jumps, tells

NIGHT_NURSE = Story(
    "夜班护士",
    (
        tells("夜班。张敏去取药，三楼东楼梯口被推车和纸箱堵住了。她拍一张。"),
        Step("张敏", "shows", ("通道被堵",)),
        tells("再说一句话，就是一件。"),
        Step("张敏", "says", ("三楼东楼梯口堆着纸箱，门都推不开",)),
        tells("两分钟里她可以补充、改、撤回。两分钟一过，安全员李红的手机才响。"),
        jumps(3),
        tells("李红得空了，问一声待办。"),
        Step("李红", "says", ("待办",)),
        Step("李红", "says", ("1",)),
    ),
)
NINE_AT_ONCE = Story(
    "九张连发",
    (
        tells("张敏一次选了九张照片。微信把它们当九条消息，各走各的。"),
        Step("张敏", "shows", tuple(f"通道被堵/{n}" for n in range(1, 10))),
        tells("她只说一句话。"),
        Step("张敏", "says", ("外科楼3楼东走廊堆满了纸箱，床都推不过去",)),
        tells("九张照片，一件事，一个号。"),
        Step("", "pauses"),
    ),
)
STRANGER_AT_THE_WALL = Story(
    "保洁陌生人扫码",
    (
        tells("保洁王桂英从没用过这个公众号，也不在花名册上。她看见墙上的码，扫了一下。"),
        Step("王桂英", "scans", ("",)),
        tells("没有人先问她是谁。她拍一张，戴着手套，就按住说话。"),
        Step("王桂英", "shows", ("地面有水",)),
        Step("王桂英", "speaks", ("6",)),
        tells("想留个名就留，不留也行。"),
        Step("王桂英", "says", ("保洁 王桂英",)),
        tells("李红的待办里多了一件“认人”，点一下。"),
        Step("李红", "says", ("待办",)),
        Step("李红", "says", ("1",)),
        Step("李红", "says", ("1",)),
    ),
    newcomers={"王桂英": "保洁"},
)
THIRTY_SECONDS = Story(
    "安全员30秒",
    (
        tells("张敏报一件：护士站的插座插满了，摸着发烫。"),
        Step("张敏", "shows", ("插座插满",)),
        Step("张敏", "says", ("内科二病区护士站插座插满了，摸着发烫",)),
        jumps(3),
        tells("李红发三条，只打数字：待办，看第1件，就这样派。"),
        Step("李红", "says", ("待办",)),
        Step("李红", "says", ("1",)),
        Step("李红", "says", ("1",)),
        jumps(1),
        tells("王强那边响了，他回号看是什么。"),
        Step("王强", "says", ("{号}",)),
    ),
)

BASEMENT = Story(
    "地下室",
    (
        tells("张敏报了一件，李红派给了地下室的王强。"),
        Step("张敏", "shows", ("通道被堵",)),
        Step("张敏", "says", ("三楼东楼梯口堆着纸箱",)),
        jumps(3),
        Step("李红", "says", ("{号}",)),
        Step("李红", "says", ("1",)),
        jumps(1),
        tells("王强信号不好：先发了照片，才想起来说是哪一件。照片会等着号。"),
        Step("王强", "shows", ("通道清好",)),
        Step("王强", "says", ("{号}弄好了",)),
        tells("没有多出一件新的。李红看前后照片，点一下销号，张敏知道弄好了。"),
        jumps(3),
        Step("李红", "says", ("{号}",)),
        Step("李红", "says", ("1",)),
        jumps(1),
    ),
)

VOICE_IS_ENOUGH = Story(
    "语音就够了",
    (
        tells("张敏戴着手套：一张照片，六秒语音，不打一个字。"),
        Step("张敏", "shows", ("通道被堵",)),
        Step("张敏", "speaks", ("6",)),
        Step("张敏", "says", ("1",)),
        tells("李红听完打一句话；张敏看得到写的是什么。"),
        Step("李红", "says", ("{号}",)),
        Step("李红", "says", ("楼梯口堆着纸箱",)),
        jumps(1),
    ),
)
GAS = Story(
    "氧气房漏气",
    (
        tells("氧气房呲呲响。第一句是离开，第二句是电话；已经记下，标了急。"),
        Step("张敏", "says", ("氧气房漏气呲呲响",)),
        tells("李红的手机马上响，夜里也响。五分钟没人接，张敏会再听到一次。"),
        jumps(6),
        tells("李红接了，回号就行。张敏看得到是谁在去。"),
        Step("李红", "says", ("{号}",)),
    ),
)
SEVERAL = Story(
    "一句话三件事",
    (
        tells("一张照片，一句话，说了三件事。"),
        Step("张敏", "shows", ("灭火器被挡",)),
        Step("张敏", "says", ("灭火器过期了，旁边插座松，走廊还堆着床",)),
        tells("先记成一件，不耽误。她回个1，就分成三个号，照片三个号里都有。"),
        Step("张敏", "says", ("1",)),
    ),
)

STORIES = (
    NIGHT_NURSE,
    VOICE_IS_ENOUGH,
    NINE_AT_ONCE,
    SEVERAL,
    STRANGER_AT_THE_WALL,
    GAS,
    THIRTY_SECONDS,
    BASEMENT,
)
