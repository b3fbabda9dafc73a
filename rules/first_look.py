"""A cheap first look at words out of the blue: is it a hazard, a courtesy, a question, a repair? Nothing is stored here."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from rules.danger import alarm
from rules.kinds import ONLY_TALK, Kind, Suggestion, suggest
from rules.place_words import is_place_only, read
from rules.thing_vocabulary import things


class Look(StrEnum):
    """What words are; NEEDLE asks what to do after a needle-stick, to be told of one is a HAZARD."""

    HAZARD = "hazard"
    COURTESY = "courtesy"
    QUESTION = "question"
    COMPLAINT = "complaint"
    REPAIR = "repair"
    PERSON = "person"
    REWARD = "reward"
    NEEDLE = "needle"
    LINK = "link"
    SHORT = "short"
    OTHER = "other"


_KNOWN_WORD = 1.0  # what suggest() scores for a word of two characters; 1.6 is one of three
_CLEAR_WORD = 1.6
_FEW_WORDS = 4
_A_PHRASE = 12
_A_QUESTION = 30
_A_SENTENCE = 120  # nobody tells a courtesy, or what was done, in more

_LINK = re.compile(
    r"https?://|www\.|\[(?:链接|文件|聊天记录|小程序|名片|合并转发)\]|^\[.{0,4}文件\]|mp\.weixin|"
    r"微信红包|加我微信|收到不支持的消息|暂无法显示|\[(?:位置共享|实时位置|语音通话|视频通话|转账|接龙)\]|"
    r"^\[?(?:转发的?|合并的?)?聊天记录\]?$"
)
_STICKER = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,6}\]")
_COURTESY = re.compile(
    r"(?:有人(?:在)?[吗么没]|在不在?|好[的滴嘞哒呢哈]*|人呢|哈[喽罗啰]|您?嘞|呐|妥+|中|成|得嘞|谢谢|谢了|多谢|感谢|谢谢你|谢谢您|辛苦了?|辛苦您了?|好的?|"
    r"好滴|好嘞|好呀|好吧|行|行吧|"
    r"可以|嗯+|哦+|噢+|哈+|呵+|嘿+|ok|okk|okay|收到|知道了?|明白了?|了解了?|没问题|没事了?|不客气|"
    r"不用谢|"
    r"你好|您好|你好啊|在吗|在不在|在么|hi|hello|早上好|早安|早|上午好|中午好|下午好|晚上好|晚安|"
    r"再见|拜拜|对|对的|是的|是|赞|真棒|太好了|厉害|点赞|不错|老师|领导|啊|呀|哈|了|你|您|大家|各位|同志们?|朋友们?|啦|"
    r"呢|的|没事|们|太|真|非常|十分|新年快乐|节日快乐|周末愉快)*+",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\s,，.。!！?？~～、…:：;；\-—_\"'“”‘’()（）^*#@&+=/\\|<>《》]+")
_NOT_WORDS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_QUESTION = re.compile(
    r"[?？]$|[吗嘛么]$|(?<!着)呢$|怎么(?!办.{2}|都|也|还|没|老|总|这么|又)|怎样|如何|什么时候|多少|几点|"
    r"在哪|哪里|哪儿|哪个|谁|为什么|为啥|能不能|可不可以|是不是|有没有|要不要|多久|多长时间|啥时候|什么|"
    r"上哪|咋(?!呼)|几[号天次]|哪[天月年]|会不会.{0,8}(?:扣|影响|罚|处分)|被知道吗|还是归|(?:能|可以|会|用).{0,12}不$|(?:弄|修|换|处理|解决|整改|"
    r"好)(?:好|完)?了(?:没有?|吗|么)$|"
    r"干嘛|啥|客服|人工|请问|想问|问一下|咨询"
)
_COMPLAINT = re.compile(
    r"难吃|没有?.{0,2}菜|太咸|太淡|太贵|饭菜|菜.{0,3}(?:咸|淡|凉|贵)|不好吃|态度|服务差|加班|工资|"
    r"奖金|绩效|考勤|排班|夜班费|待遇|停车费|排队|太慢|太久|(?:wifi|WIFI|网).{0,4}(?:慢|差|卡)|[补津]贴|推来推去|油水|受不了|凭什么|年假|不给[休批调]|"
    r"太[挤累]了?$|太[少多].{0,6}太[少多]|忙不过来|手抖|就知道|[累烦难挤气饿热冷困忙]死(?!角)|白大褂|工作服.{0,4}(?:丑|不透气|难看|不够)|开会太|离谱|莫名其妙|"
    r"[热冷闷]得.{0,3}(?:没法|睡不)|车位.{0,4}(?:不够|太少|紧张)|热死|冷死|不公平|偏心|不合理|扯皮|推诿|"
    r"太[冷热](?!水)|不批假|请假|没人理|不听|从来不|不像话|烦死|累死|吐槽|投诉|太差|没车位|挤死|"
    r"食堂.{0,8}(?:涨价|少|差)"
)
_REPAIR = re.compile(
    r"(?:空调|电脑|打印机|电话|电视|网|水龙头|龙头|马桶|便池|厕所|洗手池|水池|下水|热水器|饮水机|"
    r"门锁|锁|把手|抽屉|柜门|柜子|椅子|桌子|凳子|窗帘|灯|灯管|灯泡|传真|复印机|键盘|鼠标|纱窗|"
    r"暖气|风扇|电风扇|冰箱|微波炉|热水|开水|洗衣机|门铃|钟|表|系统|账号|显示器|屏幕|扫码枪|花洒|遥控器?|打卡机|投影仪?|wifi|WIFI|水池子)"
    r".{0,8}(?:坏|失灵|蓝屏|花屏|黑屏|中毒|拉不开|下水慢|没声音|没反应|没纸|登不[上进]|按不动|上不去|不加热|扫不[出上]|拉不[动开]|拧不[紧开]|"
    r"不[亮热凉冷制转出通响动能好灵]|没[电水网反信]|堵|漏|滴|卡|死机|连不上|"
    r"打不[开印]|开不了|关不[上紧]|掉|松|换|修|用不了|不能用|没热水|没开水|没墨|没纸)|报修|维修|"
    r"修一下|换(?:个|一个|一下)?(?:灯|锁|龙头)|纱窗.{0,4}破|(?:洗手|卫生)间.{0,4}没纸|忽冷忽热|没热水|没开水|停水|没网|断网"
)
_PERSON = re.compile(
    r"(?:护士长|主任|院长|书记|科长|处长|领导|医生|大夫|护士|保安|保洁|护工|同事|老师|师傅|班长|"
    r"组长|经理|司机|电工|[小老][王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗]|"
    r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗](?:某|姐|哥|工|护士|医生|主任|师傅)[某]?)"
    r".{0,6}(?:睡觉|偷懒|打牌|脱岗|不在岗|玩手机|喝酒|收.{0,4}红包|吃?回扣|骂人|骂我|欺负|打骂|贪|不核对|不按.{1,4}来|[看刷]手机|打游戏|骂哭|推搡|违章|违规|"
    r"违反|瞎指挥|强令|逼|迟到|早退|不管|不干活|不负责|针对|刁难|乱收费|吃拿卡要|抽烟|"
    r"吸烟|不戴|没戴|不洗手|偷|走后门|包庇|逃避)|[小老][王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗].{0,4}无证|举报|违章指挥|吹哨"
)
_WRONG = re.compile(
    r"坏|破|裂|碎|弯|灭(?!火|菌)|断|松|掉|脱|漏|滑|堵|挡|占|堆|锁|封|倒|歪|斜|塌|晃|露|锈|过期|失效|失灵|没电|"
    r"没压力|没固定|没盖|没人|没锁|没有|没关|没了|缺|(?<!多)少(?!年|数)|丢|不见|不亮|不响|不灵|打不开|关不上|"
    r"关不严|重复[用使]|混[用放]|翻过去|矮|低|油乎乎|出溜|没(?!事|关系|问题|空|意思|想)|烫|热得|冒|(?<!发)烧|着火|起火|抽烟|吸烟|烟头|蜡烛|蚊香|电人|麻|尖|"
    r"扎|砸|碰头|绊|摔|跌|夹|"
    r"撞|危险|不安全|充电(?!宝|器)|一坨|开焊|磨|烂|敞|铁丝|拧着|挨着|顶着|溜冰|接力|开着盖|一[吹碰摸]就|[关扣卡合锁盖拉推放插拧压刹站]不[上住紧严牢稳]|乱|满|脏|积水|"
    r"有水|进水|结冰|黑|暗|松动|翘|缝|洞|坑|臭|刺鼻|异味|异响|味道|"
    r"违规|没封|没拔|溅|噪|吵|呛|味|太[大吵响重浓]|没收|没贴|没扶|一闪|推不开|拧死|外露|老化|伤"
)
_WRONG_IN_ENGLISH = re.compile(
    r"[a-z]{3,} .*\b(?:broken?|blocked|locked|leak\w*|slippery|expired|exposed|loose|missing|damaged|"
    r"crack\w*|fell|falling|"
    r"dirty|dark|does ?n.?t work|not work\w*|no light)\b|\bwet floor|\bslippery"
)
_HURTS = re.compile(
    r"滑|摔|跌|绊|砸|扎|割|划伤|夹|撞|烫|电人|麻手|触电|漏电|火|烟|爆|烧|划破|破手|碰伤|伤了|危险|"
    r"不安全|隐患|会伤|伤人|容易|要掉|快掉|掉下|脱落|漏气|煤气|燃气|氧气|消防|灭火|安全出口|逃生|"
    r"疏散|应急灯|通道|楼梯|插座|插排|插线板|电线|电箱|配电|电梯|扶手|护栏|玻璃|吊顶|天花|针头|"
    r"锐器|电动车|电瓶车|酒精|试剂|漏水.{0,6}(?:电|地|滑|插|走廊|天花)|黑.{0,4}(?:看不|摔)|楼道|"
    r"走廊|急救|抢救|呼吸机|除颤|小太阳|取暖器|电炉|电热毯|热得快|大功率|蜡烛|蚊香|结冰|有冰|积雪|"
    r"锁死|反锁|塌|溜冰|花盆|电闸|插板|血水|路灯|架子|黑渣|血液|体液|开焊|刀|打架|打人|闹事|跳楼|井盖"
)
_NO_COMPLAINT = re.compile(
    r"报警|警报|氧气|电梯.{0,4}(?:坏|夹|停)|滑|摔|砸|火|烟|电线|插座|漏|堵|锁|灭火|触电|消防|绊|过期|变质|中毒|拉肚子|苍蝇|虫|伤|扎|烫|打人|威胁"
)
_SHORT_WRONG = re.compile(
    r"(?:又|都|全|也|又都|快|已经|东西|这个|那个|这里|这儿|那里|它|有点|有个|有|真|太|很|"
    r"好)*(?:坏|破|不行|不好用|不好|危险|不安全|隐患|有隐患|没了|掉|断|裂|不能用|用不了|出问题|"
    r"有问题|不对|松|倒|烂)(?:了|啦|的|啊)*"
)

_REWARD = re.compile(
    r"有(?:没有?|无)?(?:什么|啥)?(?:奖(?!杯)|红包|好处|礼品)|给(?:钱|奖|红包|报酬)|奖励.{0,6}(?:多少|吗|没|怎么|啥|什么|哪)|"
    r"积分.{0,8}(?:换|兑|多少|吗|怎么|不)|加[几多]?分|报.{0,8}(?:多少钱|好处|奖)|有钱[拿领]|奖品|能换啥|奖.{0,10}报[了的一]|(?:拿|领|发|评).{0,3}奖(?!金怎)"
)
_PRICKED = re.compile(
    r"(?:针头?|针尖|锐器|刀片|手术刀)[^，,。]{0,6}(?:扎|刺|戳|划|割)(?:了|到|着|伤|破|中|进|手)|(?:扎|戳|刺)(?:了|到|着|破)?(?:我的?)?手|"
    r"手[^，,。]{0,4}(?:被|让)?[^，,。]{0,4}(?:扎|戳)(?:了|到|破)|针刺伤|针扎伤|职业暴露了|"
    r"(?:血|体液|尿|胸水|羊水|痰|引流液)[^，,。]{0,4}(?:溅|喷|崩|弄|滴)[^，,。]{0,4}(?:眼|脸|嘴|口|身|伤口)"
)
_NOT_PRICKED = re.compile(
    r"容易|会不会|怕|差[点一]|险些|防|小心|避免|如果|万一|可能|早晚|钉|铁|玻璃|木|演练|培训|讲座|树|花|就扎|会扎"
)
_WHAT_NOW = re.compile(r"怎么[办处弄]|咋[办整弄]|找谁|[要用]不[要用]|如何|多久|哪个科|上哪|流程|[吗嘛么?？]$")

_DOER = r"(?:我|俺|咱|自己|刚才?|已经?|都|也|顺手|当场|现场|随手|就|把|给|(?:让|叫|喊|找|和)[^没不未别]{1,4})"
_DID = (
    r"(?:拖|扫|擦|清|清走|清理|清扫|清除|搬|搬走|挪|挪走|移|移走|拿|拿走|收|收拾|收走|推|推走|扶|"
    r"扶起来|扶正|扶好|关|关上|关好|关掉|拔|拔掉|拧|拧紧|修|修好|换|换好|弄|弄好|弄完|搞定|搞好|"
    r"处理|处理好|处理完|解决|整改|整改完|"
    r"打扫|打扫干净|拖干|拖干净|盖|盖上|盖好|固定|固定好|绑|绑好|锁|锁上|锁好|开开|打开|断电|掐|"
    r"掐灭|扑灭|灭|倒掉|扔|扔掉|撤|撤走|补|补好|粘好|贴上|贴好|放上|放好|摆好|摆正|归位|腾开|"
    r"腾出来|疏通|通开|通好)"
)
_FIXED = re.compile(
    rf"{_DOER}[^没不未别]{{0,10}}?{_DID}(?:了|好了|完了|掉了|走了|干净了?|上了|起来了|开了|好|完|过了|正了|紧了|"
    rf"通了)(?!个?[电话照片报一下个].{{0,4}}|.{{0,4}}(?:又|还是|也没))"
    rf"|^{_DID}(?:了|好了|完了|掉了|走了|干净了|上了|起来了|开了|好啦|啦|通了)[。.!！~～]*$|(?:弄|"
    rf"搞|修|处理|整改|解决|清理|打扫|收拾|换|疏通|扶|搬|挪|清|固定|盖|补|放|摆|贴)(?:好|完|走|掉|"
    rf"开|干净|起来|上)了|(?:已|已经|都)(?:整改|处理|解决|修复|清理|恢复|更换|搬走|清走)|搞定了?$|"
    rf"(?:拖|扫|擦)干净?了|没事了.{{0,3}}(?:弄|修|清)好"
)
_NOT_FIXED = re.compile(
    r"没(?:有|能|法|人)?(?:给|把.{1,6}|来)?"
    + _DID
    + r"|还没|未(?:整改|处理|解决|修|清|换)|"
    + _DID
    + r"不(?:好|了|动|完|掉|走|上|开|起)|不(?:会|能|敢)"
    + _DID
    + r"|怎么(?:弄|修|处理|办)|[吗嘛么?？]$|谁(?:来)?"
    + _DID
    + r"|(?:希望|请|麻烦|赶紧|快点?|什么时候|能不能|要|得|应该|需要|等着?|帮忙|帮我|让人来?|"
    r"叫人来?)(?:人|你们|后勤|赶快|尽快|快|来)*"
    + _DID
    + r"|又(?:坏|堵|漏|掉|松|倒|满|滑|堆|锁)|出口.{0,6}锁上了|门(?!我).{0,4}(?:锁上|打不开)"
)


@lru_cache(maxsize=64)  # asked at every step that might hear something new
def first_look(text: str, kinds: tuple[Kind, ...]) -> Look:
    """What the words most likely are; HAZARD in doubt, when anything in them could hurt somebody."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    if _LINK.search(tidy):
        return Look.LINK
    words = _PUNCTUATION.sub("", _STICKER.sub("", tidy))
    if len(words) <= _A_SENTENCE and _COURTESY.fullmatch(_NOT_WORDS.sub("", words)):
        return Look.COURTESY
    if alarm(text):
        return Look.HAZARD
    if pricked(text):
        return Look.NEEDLE if _WHAT_NOW.search(tidy) else Look.HAZARD
    if tidy.isascii() and _WRONG_IN_ENGLISH.search(tidy.lower()):
        return Look.HAZARD
    return _short(words) or _look_closer(tidy, words, suggest(text, kinds))


def pricked(text: str) -> bool:
    """Whether a used needle has just pricked somebody, or blood got into an eye: first aid comes first."""
    return bool(_PRICKED.search(text)) and not _NOT_PRICKED.search(text)


def said_fixed(text: str) -> bool:
    """Whether somebody says it has been put right already."""
    tidy = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return len(tidy) <= _A_SENTENCE and bool(_FIXED.search(tidy)) and not _NOT_FIXED.search(tidy)


def _short(words: str) -> Look | None:
    if (len(words) <= _A_PHRASE and _SHORT_WRONG.fullmatch(words)) or is_place_only(words):
        return Look.SHORT
    return None


def _look_closer(text: str, words: str, suggestion: Suggestion) -> Look:
    wrong, hurts = bool(_WRONG.search(words)), bool(_HURTS.search(words))
    if len(words) <= _A_QUESTION and _REWARD.search(words) and not (wrong and hurts):
        return Look.REWARD
    if _PERSON.search(text) and not suggestion.urgent:
        return Look.PERSON
    known = suggestion.score >= _KNOWN_WORD
    if _COMPLAINT.search(words) and not _NO_COMPLAINT.search(words):
        return Look.COMPLAINT
    if _REPAIR.search(words) and not hurts and not (_is_beyond_repair(suggestion) and wrong):
        return Look.REPAIR
    if _QUESTION.search(text) and not (wrong and (hurts or known)):
        return Look.QUESTION
    if len(words) <= _FEW_WORDS and not (wrong and (hurts or known)):
        return Look.SHORT if wrong or known or read(text).place else Look.OTHER
    return Look.HAZARD if _is_hazard(text, suggestion, wrong=wrong, hurts=hurts) else Look.OTHER


def _is_beyond_repair(suggestion: Suggestion) -> bool:
    """Broken things of these classes are a matter of safety; a tap or a lamp is for the workshop."""
    return suggestion.score >= _CLEAR_WORD and suggestion.code not in {"BLDG", "FLOOD"}


def _is_hazard(text: str, suggestion: Suggestion, *, wrong: bool, hurts: bool) -> bool:
    if not wrong and any(word in text for word in ONLY_TALK):
        return False
    if suggestion.score >= _CLEAR_WORD or (wrong and suggestion.score >= _KNOWN_WORD):
        return True
    place, thing = bool(read(text).place), bool(things(text))
    return (suggestion.score > 0 and hurts) or (wrong and (hurts or thing or place)) or (thing and place)
