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
        tells("没有人先问她是谁。她拍一张。"),
        Step("王桂英", "shows", ("地面有水",)),
        Step("王桂英", "says", ("开水间门口一地水，差点滑倒",)),
        tells("想留个名就留，不留也行。"),
        Step("王桂英", "says", ("保洁 王桂英",)),
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
        tells("李红看待办，看第1件，派给王强。"),
        Step("李红", "says", ("待办",)),
        Step("李红", "says", ("1",)),
        Step("李红", "says", ("1",)),
        Step("李红", "says", ("王强 明天 换插座",)),
        jumps(1),
        tells("王强那边响了，他回号看是什么。"),
        Step("王强", "says", ("{号}",)),
    ),
)

STORIES = (NIGHT_NURSE, NINE_AT_ONCE, STRANGER_AT_THE_WALL, THIRTY_SECONDS)
