"""What people without a plan write, by what it is. No sentence here names a real person."""

HAZARDS = (
    "三楼东楼梯口堆着纸箱",
    "门诊楼2楼消火栓被柜子挡住了",
    "内科楼5楼东走廊地上有水很滑",
    "外科楼3楼治疗室插座松动发烫",
    "地下室B区配电箱进水了",
    "急诊科门口安全出口被锁住了",
)
"""A thing that is wrong, and where."""
NOWHERE = ("灭火器没压力", "插线板发烫", "锐器盒满了针头露在外面", "安全出口的灯不亮", "我把地上的水拖了")
"""Hazards without a place."""
SEVERAL = (
    "灭火器过期了，旁边插座松，走廊还堆着床",
    "5楼开水间插座冒火星，门口地滑，应急灯也不亮",
)
CRIES = ("五楼配电间着火了", "氧气房漏气呲呲响", "有人触电了倒在地上")
UNSURE = ("走廊有糊味", "配电间好像有烟味")
SENTENCES = HAZARDS + NOWHERE + SEVERAL + CRIES + UNSURE
"""What must stand in the ledger once it was answered with a number."""

COURTESIES = ("谢谢", "好的", "👍", "在吗", "你好", "好的谢谢")
QUESTIONS = ("灭火器多久检查一次？", "谁会看到是我报的？", "有奖吗", "针扎了手怎么办", "怎么用")
COMPLAINTS = ("食堂太咸了", "停车位太少", "夜班费怎么又少了")
REPAIRS = ("空调坏了", "打印机没墨了", "水龙头滴水")
ACCUSATIONS = ("护士长又在玩手机", "保安睡觉没人管")
NAMES = ("保洁 王桂英", "我是内科 张敏", "我是家属", "我叫刘静")
BINDINGS = (
    "绑定",
    "绑定 张敏 020153",
    "张敏 020153",
    "绑定 张敏 999999",
    "王强 030001",
    "李红 020001",
    "孙丽 123456",
    "解绑",
    "不是我",
    "我是谁",
)
NAMELESS = ("匿名", "不留名", "别让人知道是我")
STOPS = ("取消", "接着", "删", "停", "算了", "撤回", "不派了")
ROUNDS = ("巡查", "互查", "完", "查完了")
WARDS = ("公用", "不公用", "内科二病区", "后勤科", "没有这个科", "病区")
LISTS = ("待办", "我的", "台账", "帮助", "菜单")
PLACES = ("门诊楼2楼抽血处旁边", "不对，是四楼", "我们科", "不知道", "302", "五楼东走廊", "老药房后面")
ORDERS = ("王强 3天", "王强 3天 清走", "没有这个人", "孙丽 明天", "现场没有", "王强 2月30日")
PARTS = ("4-6", "2", "1 2", "2-9", "第2张", "1-99")
NONSENSE = (
    "asdf",
    "……",
    "😂😂😂",
    "12350",
    "99999999",
    "查4821",
    "0533-2110119",
    "<a href='x'>",
    "￥%#",
    "一",
)
PRIVATE = ("照片里拍到病人了", "照片里有孩子的脸")

LINES = ("老药房\n后面", "三楼走廊\n\n地上有水很滑", "灭火器\n没压力", "绑定\n张敏\n020153")
"""Phones with a return key."""

TALK = (
    COURTESIES
    + QUESTIONS
    + COMPLAINTS
    + REPAIRS
    + ACCUSATIONS
    + NAMES
    + NAMELESS
    + STOPS
    + ROUNDS
    + WARDS
    + LISTS
    + PLACES
    + ORDERS
    + PARTS
    + NONSENSE
    + PRIVATE
    + LINES
)

OPENINGS = (
    SENTENCES + COMPLAINTS + REPAIRS + BINDINGS + WARDS + NAMELESS + ("待办", "待办", "????", "302", "匿名")
)
"""What leads to a reply that offers something."""
ANSWERS = SENTENCES + PLACES + PARTS + NAMES + STOPS + ORDERS + NAMELESS + COURTESIES + PRIVATE + LINES
"""What may follow a choice."""
ABOUT_A_NUMBER = (
    "{}",
    "{}",
    "{}",
    "{}弄好了",
    "{}撤回",
    "删{}",
    "派 {} 王强 3天",
    "改派 {} 孙丽 明天",
    "回{}号",
)
"""What people write about a number they have read somewhere."""

KEYS = ("REPORT", "MINE", "BIND", "HELP", "TODO", "LEDGER", "OLD")
CODES = ("5FE", "9ZZ", "")
THINGS = ("link", "file", "miniprogrampage", "music", "hologram")
EVENTS = ("VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "view_miniprogram")
LABELS = ("人民路1号", "")
