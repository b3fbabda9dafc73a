"""有人问…，答…: a question that was asked and answered, told afterwards. A cry for help is none, however it begins."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.alarms.danger import alarm

LONGEST = 200
_NOT_ANSWERED = r"没(?:有)?(?:人)?(?:能|法)?(?:回)?答|没(?:人)?解答|答不(?:上|了|出)|不会答|没法答|谁来答|咋答|怎么答|怎么回|咋回"
_PEOPLE = (
    r"人|群众|病人|患者|家属|陪护|大爷|大妈|大姐|大哥|大叔|阿姨|大娘|老太太|老人家?|老乡|老师|职工|同志|同事|护士|医生"
    r"|保洁|学生|市民|居民|来访|现场|咨询的?|小伙子?|姑娘|孩子"
)
_ASKER = (
    r"(?:[一两三四五六七八九十几]?(?:个|位|名)?(?:男|女|老|小|年轻|那|这|病号|来办事的?)*"
    rf"(?:{_PEOPLE}))"
)
_ASKING = r"(?P<asks>(?<![学请慰访拷盘])问(?![题诊卷候好路])|咨询(?!台|日|岗|点|处|电话)|打听)"
_QUESTIONED = (
    rf"(?P<before>[^问]{{0,16}}?)(?:有|又有|还有)?{_ASKER}?(?:过?来|上前|凑过来)?{_ASKING}"
    r"(?:了|到|过|的是|我们?|起|一下|说)*[:：,，“\"]?\s*(?P<question>.{2,80}?)[”\"]?[\s,，。.？?！!；;、]*"
)
_BY = (
    r"(?:我们?|咱们?|俺们?|现场|当场|工作人员|专家|已经?|就|都|也|给|跟|和|对|向|他们?|她们?|人家|大家|群众)*"
)
_NOW_ANSWERED = r"(?:回答|解答|答复|回复|答(?![题案卷疑辩]))(?:了|过|的是|的|道|说|是)?[:：,，\s]*|(?:说|讲|告诉(?:他们?|她们?|人家|大家)?)(?:了|的是)[:：,，\s]*|告诉(?:他们?|她们?|人家|大家)[:：,，\s]*"
_IN_VAIN = re.compile("[次遍回]|没人|[也都还]没|一直")
"""说了好几次没人修 answers nobody."""
_ASKS_FIRST = re.compile("(?<![学请慰访拷盘])问(?![题诊卷候好路])|咨询|打听")
_SAYS = r"(?P<says>回答|解答|答复|回复|答(?![题案卷疑辩])|告诉|讲解|解释|说明|(?<=[,，。\s我们他她家])[说回])"
_SAID_SO = r"(?:了|过|的是|的|道|说|是|他们?|她们?|人家|大爷|大妈|群众|[:：,，“\"\s])*"
_ASKED = re.compile(rf"{_QUESTIONED}{_BY}{_SAYS}{_SAID_SO}(?P<answer>.{{1,140}})", re.DOTALL)
_OPEN = re.compile(rf"{_QUESTIONED}{_BY}(?:一下子)?(?:{_NOT_ANSWERED}).{{0,12}}", re.DOTALL)
_ASKS = re.compile(
    r"怎么|咋|怎样|如何|什么|啥|能不能|能否|可不可以|可以|能[^,，。]{0,12}[吗么不]|吗|么$|[？?]|多[少久深长大重远高快]|哪|谁|几|要不要|"
    r"是不是|用不用|该不该|会不会|有没有|行不行|对不对|为什么|为啥|办法|区别|算不算|用法|电话"
)
_PLAINLY = ("回答", "解答", "答复", "回复", "答")
_LABELLED = re.compile(
    r"\s*(?:问题?|有人问)\s*\d*\s*[:：](?P<question>.{2,80}?)[\s,，。；;]*(?:答案?|回答)\s*\d*\s*[:：](?P<answer>.{1,140})",
    re.DOTALL,
)
_BARE = re.compile(
    rf"(?P<question>[^？?]{{2,60}}?)(?:\s*[？?][\s,，。]*{_BY}(?:{_NOW_ANSWERED})|[\s,，。；;]+{_BY}(?:{_NOW_ANSWERED}))(?P<answer>.{{1,140}})",
    re.DOTALL,
)
"""电动车自燃跑不跑？答：跑: without 问, where it plainly asks."""
_ASKS_PLAINLY = re.compile(
    r"怎么|咋|怎样|如何|什么|啥|能不能|能否|可不可以|吗|[？?]|多[少久长大重远高]|要不要|是不是|用不用|该不该|会不会|行不行|为什么|为啥|(.)不\1|能[^,，。]{1,8}不$"
)
_ANSWER = re.compile(r"\s*(?:答案?|回答|解答|答复)\s*(?:了|的是)?\s*[:：](?P<answer>.{2,})", re.DOTALL)
_QUESTION = re.compile(r"\s*(?:问|问的?是?|问题|有人问)\s*[:：](?P<question>.{2,})", re.DOTALL)
_NOT = re.compile(_NOT_ANSWERED)


@dataclass(frozen=True)
class Asked:
    """What was asked and what was answered, in the words that were used; an answer alone has no question."""

    question: str
    answer: str

    @property
    def words(self) -> str:
        return f"{self.question}——{self.answer}" if self.question else self.answer


@lru_cache(maxsize=64)  # several routes ask
def read_asked(text: str) -> Asked | None:
    """None where nothing was both asked and answered, or where somebody cries for help beside it."""
    words = text.strip()[:LONGEST]
    if _NOT.search(words) or cries_beside(words):
        return None
    if bare := _read_bare(words):
        return bare
    for pattern in (_LABELLED, _ASKED):
        found = pattern.fullmatch(words)
        if (
            found
            and (pattern is _LABELLED or _is_question(found))
            and not _sure(found.groupdict().get("before"))
        ):
            return Asked(_tidy(found["question"]), _tidy(found["answer"]))
    if found := _ANSWER.fullmatch(words):
        return Asked("", _tidy(found["answer"]))
    return Asked("", _tidy(found["question"])) if (found := _QUESTION.fullmatch(words)) else None


def _read_bare(words: str) -> Asked | None:
    """Without 问; whoever asks and cries at once is heard as crying."""
    found = None if _ASKS_FIRST.search(words) else _BARE.fullmatch(words)
    if found is None or _CRY.search(words):
        return None
    asks = found["question"] + ("？" if found.string[found.end("question") :].lstrip()[:1] in "？?" else "")
    if (
        not _ASKS_PLAINLY.search(asks)
        or _IN_VAIN.search(found["answer"])
        or any(_is_cry(clause) for clause in _SEVERED.split(found["answer"]))
    ):
        return None
    return Asked(_tidy(found["question"]), _tidy(found["answer"]))


def _is_question(found: re.Match[str]) -> bool:
    """What plainly asks; where nothing in it cries, 问…答… is enough."""
    plain = found["says"] in _PLAINLY and not _sure(found["question"])
    return plain or bool(_ASKS.search(found["question"]))


def read_unanswered(text: str) -> str:
    """有人问…，没答上来: the question; empty where nothing was asked, or somebody cries."""
    words = text.strip()[:LONGEST]
    found = _OPEN.fullmatch(words)
    if found is None or cries_beside(words) or not _ASKS.search(found["question"]):
        return ""
    return "" if _sure(found["before"]) else _tidy(found["question"])


def _sure(words: str | None) -> bool:
    """Whether somebody cries in these words."""
    cry = alarm(words) if words else None
    return cry is not None and cry.sure


def _tidy(words: str) -> str:
    return words.strip(' \n\t,，。;；:：“”"').replace("；", "，")


_CRY = re.compile(
    r"救命|快来|来人|快点来|赶紧来|出人命|打120|叫120|喊120|"
    r"(?:有人|有个.{0,4}|他|她|大爷|大妈|老人|一个.{0,4})(?:突然|忽然|就|刚|已经|也|当场|一下子)*(?:晕倒|晕过去|昏倒|昏过去|倒下|倒了|倒地|摔倒了|触电了|不行了|抽过去|没呼吸)|"
    r"(?:真|都|已经|正在?|就在)(?:着|冒烟|起火|漏)|(?:这里|这边|这儿|现场|展台|大厅|门诊|旁边|楼上|楼下).{0,6}(?:着火|冒烟|起火|爆炸|漏气|倒了|晕倒)"
)
_ADVICE = re.compile("如果|要是|假如|万一|先|再|就|赶紧打|马上打|打120|打119|不要|别")
_NOW = re.compile("现在|刚|这[里边儿]|那[里边儿]|正在?|快")
_HALF_WAY = re.compile("(?:答|讲|说)(?:到|着|完|的时候|一半)")
_SEVERED = re.compile(r"[，,。！!；;\n]")


def cries_beside(text: str) -> bool:
    """Whether before the question, or after the first words of the answer, somebody cries of what happens now."""
    clauses = [clause for clause in _SEVERED.split(text) if clause.strip()]
    asks = next((at for at, clause in enumerate(clauses) if re.search("问|咨询|打听", clause)), None)
    says = next(
        (at for at, clause in enumerate(clauses) if at != asks and re.search("答|告诉|解释|回复", clause)),
        asks,
    )
    if asks is None or says is None:
        return False
    if _HALF_WAY.search(clauses[says]) and _CRY.search(clauses[says]):
        return True
    return any(_is_cry(clause) for clause in [*clauses[:asks], *clauses[says + 1 :]])


def _is_cry(clause: str) -> bool:
    if _ADVICE.search(clause):
        return False
    return bool(_CRY.search(clause)) or (bool(_NOW.search(clause)) and _sure(clause))
