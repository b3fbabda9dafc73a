"""The things people find broken, by family: two of one family in a sentence are one hazard.

A family with a dot (door.fire) is told apart from its brothers, but not from the plain word (door).
"""

import re
from functools import lru_cache

FAMILIES = {
    "extinguisher": "灭火器 灭火机 灭火瓶 灭火毯 灭火气 灭活器",
    "hydrant": "消火栓 消防栓 消防拴 消防箱 消防柜 水带 消防水枪 消防水",
    "sensing": "烟感 温感 探测器 报警主机 消防主机 主机 手报 手动报警 警铃 声光报警 屏蔽",
    "sprinkler": "喷淋 喷头 喷淋头",
    "emergency": "应急灯 应急照明 应急指示灯",
    "sign": "指示灯 指示牌 疏散指示 出口灯 出口的灯 安全出口灯 标识牌 标志牌 导视牌",
    "warning": "警示灯 红灯 工作灯 门灯",
    "lamp": "灯 灯管 灯泡 床头灯 夜灯 路灯 灯罩 照明 吊灯 日光灯",
    "door": "门 门锁 锁 门把手 把手 合页 闭门器 大门 铁门 木门 侧门 后门 房门 门扇 玻璃门 感应门 自动门 柜门",
    "door.fire": "防火门 消防门 卷帘门 防火卷帘 常闭门",
    "door.exit": "安全出口 紧急出口 逃生门 疏散门 安全门 逃生出口",
    "passage": "消防通道 逃生通道 疏散通道 安全通道 消防车道 急救通道 通道",
    "window": "窗 窗户 窗扇 窗子 限位器 玻璃 防盗窗 窗台 玻璃窗 幕墙",
    "power": "插座 插头 插排 排插 插线板 插板 线板 接线板 拖线板 插孔 充电器 电线 线路 电源线 电缆 线头 地线 飞线 "
    "墙插 地插 接线盒 开关",
    "board": "配电箱 配电柜 电箱 电闸箱 电闸 电表箱 空开 漏保 配电盘",
    "heating": "小太阳 电炉子 电炉 电热毯 取暖器 电暖器 热得快 电磁炉 微波炉 热水壶 电饭锅 电饼铛",
    "bed": "床 病床 床栏 床档 床挡 床轮 床腿 摇把 床护栏 婴儿床 陪护床",
    "rail": "扶手 护栏 栏杆 栏板 围栏 围挡 防护栏 护网",
    "floor": "地砖 地面 门槛 地板 地胶 台阶 瓷砖 坑 地毯 防滑条 防滑垫 地滑 坡道 斜坡",
    "ceiling": "吊顶 天花板 天花 顶棚 房顶 屋顶 墙皮 墙面 外墙 墙砖 外墙皮 雨棚 保温层 棚顶",
    "plumbing": "水管 水龙头 龙头 地漏 下水道 下水 洗手池 水池 水槽 拖把池 马桶 便池 暖气管 暖气 热水器 开水器 饮水机 蒸汽管 管道",
    "aircon": "空调 外机 空调外机 新风",
    "lift.cabin": "电梯 直梯 货梯 电梯门 轿厢",
    "lift.stairs": "扶梯 滚梯 毛刷 梳齿",
    "phone": "求救电话 紧急电话 消防电话 对讲",
    "label": "检验标志 检验标签 合格证 年检标志",
    "oxygen": "氧气瓶 氧气表 氧气 气瓶 钢瓶 液氧罐 氧气管 湿化瓶 减压阀",
    "suction": "吸引器 负压 设备带",
    "gas": "燃气 煤气",
    "gas.hose": "软管 燃气软管 煤气软管 燃气管 煤气管 燃气管道",
    "gas.alarm": "报警器 燃气报警器 煤气报警器",
    "gas.bottle": "煤气罐 液化气 液化气罐 煤气瓶",
    "kitchen": "油烟机 油烟管道 烟道 烟罩 灶台 蒸箱 灶具",
    "sharps": "锐器盒 利器盒 针头 刀片",
    "waste": "垃圾袋 黄袋 黄色垃圾袋 垃圾桶 垃圾 医废 医疗垃圾 医废桶 转运车",
    "wheelchair": "轮椅",
    "stand": "输液架 吊架 输液杆 挂钩 天轨",
    "cart": "平车 推车 推床 治疗车 配餐车 担架车 转运床",
    "rescue": "抢救车 除颤仪 除颤器 呼吸机 急救箱",
    "device": "监护仪 输液泵 注射泵 透析机 麻醉机 暖箱 B超床 离心机 手术灯 无影灯 心电图机 安全柜",
    "bell": "呼叫按钮 呼叫铃 呼叫器 床头铃 拉绳 呼叫绳",
    "clutter": "纸箱 杂物 箱子 纸壳 床垫 旧家具 泡沫 棉絮 快递 废品 棉被 被褥 货物",
    "ebike": "电动车 电瓶车 电动自行车 充电桩 电瓶 锂电池 电驴",
    "vehicle": "私家车 轿车 货车 出租车",
    "alcohol": "酒精 消毒液 消毒水 试剂 试剂柜 甲醛 戊二醛 次氯酸 二甲苯 双氧水 化学品",
    "eyewash": "洗眼器 冲淋 喷淋装置",
    "medicine": "药品 药柜 毒麻药 麻醉药 疫苗",
    "fridge": "冰箱 冷藏柜",
    "shield": "铅衣 铅门 铅帽 铅围脖 防护门",
    "dosimeter": "剂量计 剂量牌",
    "hands": "手消 洗手液 免洗液 擦手纸",
    "manhole": "井盖 化粪池 下水井 排水沟 篦子 雨篦子 沟盖",
    "seat": "椅子 凳子 输液椅 沙发 候诊椅 座椅 陪护椅",
    "cupboard": "柜子 更衣柜 货架 架子 文件柜 书架",
    "mirror": "镜子",
    "board.ad": "广告牌 宣传栏 展板 牌匾",
    "tower": "吊塔 吊臂 吊轨",
    "meter": "温度计 湿度计 温湿度计 血压计 体重秤 电子秤",
    "moist": "除湿机 加湿器 空气净化器",
    "machine": "自助机 叫号机 打印机 取药机 售货机",
    "uv": "紫外线灯 消毒灯 消毒柜",
    "curtain": "窗帘 窗帘杆 隔帘 床帘 门帘",
    "tree": "树枝 大树 枯树",
    "wall": "围墙 院墙 隔断 墙角",
    "pot": "花盆 花架",
    "packer": "打包机 封口机 清洗机 洗碗机 和面机 绞肉机",
    "server": "服务器 机柜 交换机 不间断电源",
    "nebulizer": "雾化器 雾化机",
    "strap": "约束带 安全带 安全帽 安全绳",
    "toy": "玩具 玩具柜 蹦床",
    "table": "桌子 操作台 配药台 餐桌",
    "bottle": "暖瓶 开水壶 保温桶 热水瓶",
    "panel": "屏风 展架 易拉宝 横幅",
    "button": "急停按钮 求助按钮 报警按钮",
    "lightning": "避雷针 避雷带",
    "camera": "监控 摄像头 探头",
    "access": "门禁",
    "road": "减速带 道闸 升降杆 反光镜 路面",
    "play": "滑梯 娱乐设施",
    "dryer": "烘干机 洗衣机 烫平机",
    "fan": "排风扇 排风 风扇 通风扇 通风柜 通风橱",
    "valve": "安全阀 阀门",
    "gauge": "压力表",
    "boiler": "锅炉 灭菌锅 灭菌器 高压锅 压力容器 空压机",
    "ladder": "梯子 脚手架 吊篮 爬梯",
    "rack": "自行车棚 车棚",
    "grass": "杂草 草",
    "gloves": "手套 口罩 防护服 护目镜 隔离衣",
    "tank": "水箱 水泵 消防泵 消防水池",
}

FAMILY_OF = {word: family for family, words in FAMILIES.items() for word in words.split()}

Thing = tuple[int, int, str]  # start and end in the text, and the family

_LOCATIVE = re.compile("[上里下边旁后前头外内口](?![壳罩盖轮锁机墙])")
BY_FIRST: dict[str, tuple[str, ...]] = {
    first: tuple(sorted((word for word in FAMILY_OF if word[0] == first), key=len, reverse=True))
    for first in {word[0] for word in FAMILY_OF}
}


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def things(text: str) -> tuple[Thing, ...]:
    """Every thing in the words with where it stands; what only tells where (床上, 门口) is left out."""
    found, at = [], 0
    while at < len(text):
        word = next((word for word in BY_FIRST.get(text[at], ()) if text.startswith(word, at)), "")
        end = at + len(word)
        if word and not _LOCATIVE.match(text, end):
            found.append((at, end, FAMILY_OF[word]))
        at = max(end, at + 1)
    return tuple(found)


def same_family(one: str, other: str) -> bool:
    """Whether two families may be one thing: door and door.fire, but not door.exit and door.fire."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
