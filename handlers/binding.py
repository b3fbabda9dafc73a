"""绑定: an account gets to know its person; a lock never stops anybody from reporting."""

import re
from dataclasses import replace
from typing import Any

from actions import binding, knowing
from bot.flow import ANY, Flow, chosen, kind, said, tapped, text_where
from bot.turn import Choice, Scene, Turn, lines
from handlers.acquaintance import introduce, wait_for_officer
from handlers.phrases import aside
from handlers.report.opening import words_first
from models import people
from models.base import Row
from models.conversations import CHANNEL
from rules.words.first_look import Look, first_look
from rules.words.name_words import Introduced, introduced

flow = Flow()

NAME = "bind.name"

_PAIR = re.compile(
    r"(?:绑定)?\s*(?:我是|我叫)?\s*([\u4e00-\u9fff·]{2,12}?)[\s,，/:：]*(?:工号)?[\s:：]*([A-Za-z]{0,4}\d{3,18})"
)
_LONG_PAIR = re.compile(r"(?:我是|我叫)?[\u4e00-\u9fff·]{2,4}[\s,，]*(?:工号)?[\s:：]*[A-Za-z]{0,4}\d{5,18}")
_LONG_PAIR_TURNED = re.compile(
    r"(?:工号)?[\s:：]*[A-Za-z]{0,4}\d{5,18}[\s,，]*(?:我是|我叫)?[\u4e00-\u9fff·]{2,4}"
)
_PHONE = re.compile(r"1[3-9]\d{9}")
_PAIR_TURNED = re.compile(r"(?:绑定)?\s*([A-Za-z]{0,4}\d{3,18})[\s,，/:：]*([\u4e00-\u9fff·]{2,12})")


_HOW = re.compile(
    r"(?:请问|我|俺|这个?|想|要|该|这里)*(?:(?:怎么|咋|如何|怎样|在哪里?|哪里|哪儿)(?:才能|能|可以)?(?:去|弄|做|办)?(?:绑定?|实名|认证|认识我|登记(?:名字|姓名|身份))|"
    r"(?:绑定?|实名|认证)(?:身份|姓名|名字|工号|账号|微信)?(?:要|该|是|得)?(?:怎么|咋|如何|怎样|在哪里?|哪里)(?:弄|办|搞|做|绑|操作|整|用)?|(?:我?想|我?要|帮我)绑定)"
    r"(?:身份|姓名|名字|工号|账号|微信|一下)?(?:啊|呀|呢|了|的|[?？。!！])*"
)


def read_pair(text: str) -> tuple[str, str] | None:
    """Name and number in either order: ``张敏 020153``; also with what somebody does: ``保洁 刘翠花 139…``."""
    if (told := _with_phone(text)) is not None:
        return told.name, told.phone
    if hit := _PAIR.fullmatch(text.strip()):
        return hit[1].removeprefix("绑定"), hit[2]
    if hit := _PAIR_TURNED.fullmatch(text.strip()):
        return hit[2], hit[1]
    return None


def _with_phone(text: str) -> Introduced | None:
    told = introduced(text)
    return told if told is not None and told.phone else None


def _is_long_pair(text: str) -> bool:
    return _with_phone(text) is not None or bool(
        _LONG_PAIR.fullmatch(text) or _LONG_PAIR_TURNED.fullmatch(text)
    )


@flow.on(ANY, said("绑定", "认识一下", "我是谁"), tapped("BIND"))
@flow.on(ANY, text_where("怎么绑定", _HOW.fullmatch))
def start(scene: Scene) -> Turn:
    """绑定：name and staff number, once."""
    if _is_resting(scene):
        return _resting(scene)
    if scene.who.is_bound:
        return _known(scene)
    asked = Turn(
        lines(
            "认识一下：发 姓名 工号，例：张敏 020153",
            "保洁、护工没工号：发 姓名 手机号。",
            "只做一次。不绑也能报，回 0 跳过。",
        ),
        NAME,
        choices={0: Choice("skip")},
        until=scene.house.clocks.choices,
    )
    return aside(scene, asked)


def _known(scene: Scene) -> Turn:
    """早就绑好了：said again, and a way out; what the talk was about goes on."""
    said_ = f"认得你：{scene.who.name}，{scene.who.department}。不是你？回 1 马上解开。"
    return Turn(said_, choices={1: Choice("unbind")}, keeps=scene.step != NAME)


@flow.on(ANY, chosen("skip"))
def skip(scene: Scene) -> Turn:
    """跳过：reporting goes on without a name."""
    return aside(scene, Turn("好，不绑也一样报。"))


@flow.on(ANY, text_where("绑定 姓名 工号", lambda text: read_pair(text) if text.startswith("绑定") else None))
@flow.on(NAME, text_where("姓名 工号", read_pair))
@flow.on(
    ANY,
    text_where("姓名 长工号", lambda text: read_pair(text) if _is_long_pair(text.strip()) else None),
)
def try_pair(scene: Scene) -> Turn:
    """姓名 工号：one match binds, several ask, none costs a try."""
    if _is_resting(scene):
        return _resting(scene)
    name, number = scene.found["it"]
    if _PHONE.fullmatch(number) and not knowing.is_on_roll(scene.db, number):
        return _not_on_roll(scene, name, number)
    tried = binding.look_up(
        scene.db,
        scene.who.id,
        name,
        number,
        tries=scene.who.bind_tries,
        now=scene.now,
        clocks=scene.house.clocks,
    )
    if any(person["id"] == scene.who.person_id for person in tried.people):
        return _known(scene)
    if len(tried.people) == 1:
        return _bound(scene, tried.people[0])
    if tried.people:
        return _which(tried.people)
    if not tried.left:
        officer = wait_for_officer(scene, name)
        return Turn(lines(_rest(scene), f"已放进{officer}的待办，点一下就认得你。"))
    said_ = lines(
        f"没对上：{name}和{number}不是一个人。",
        "看看工牌，是不是少了一位。",
        f"还能试{tried.left}次；或回 1 请安全员认你，回 0 跳过。",
    )
    choices = {1: Choice("ask_known", {"name": name}), 0: Choice("skip")}
    return Turn(said_, NAME, choices=choices, until=scene.house.clocks.choices)


def _not_on_roll(scene: Scene, name: str, number: str) -> Turn:
    """花名册上没有这个电话：an officer takes them in; no try is lost, and the question is answered."""
    told = _with_phone(scene.text)
    answer = introduce(scene, told.line if told is not None else f"{name} {number}")
    return replace(answer, stays=scene.step != NAME)


def _is_resting(scene: Scene) -> bool:
    until = scene.who.bind_locked_until
    return until is not None and scene.now < until


def _rest(scene: Scene) -> str:
    minutes = int(scene.house.clocks.bind_lock.total_seconds() // 60)
    return f"先歇{minutes}分钟再试。报隐患照常。"


def _resting(scene: Scene) -> Turn:
    return Turn(lines(_rest(scene), "着急的话请安全员帮你看看花名册。"))


def _which(found: Any) -> Turn:
    several = list(found)[:9]
    listed = " ".join(f"{digit}{person['unit_name']}" for digit, person in enumerate(several, 1))
    choices = {digit: Choice("bind", {"person": person["id"]}) for digit, person in enumerate(several, 1)}
    return Turn(f"有{len(several)}个{several[0]['name']}：{listed}。你是哪个？", choices=choices)


@flow.on(ANY, chosen("bind"))
def this_one(scene: Scene) -> Turn:
    """你是哪个：chosen among people of one name."""
    return _bound(scene, people.find_person(scene.db, scene.found["person"]))


def _bound(scene: Scene, person: Row) -> Turn:
    earlier = binding.bind(scene.db, scene.who.id, person["id"], CHANNEL, scene.now)
    counted = f"{earlier[0]}号" if len(earlier) == 1 else f"{len(earlier)}件"
    before = f"以前报的{counted}也算上了。" if earlier else ""
    if scene.who.is_ward:
        before = "这部手机不算公用了，以前报的还算科里的。"
    first = f"绑好了：{person['name']}，{person['unit_name']}。"
    told = lines(first, before) if scene.who.is_ward else first + before
    said_ = lines(told, "不是你？回 1 马上解开。")
    return Turn(said_, choices={1: Choice("unbind")})


@flow.on(ANY, said("不是我"))
def not_me(scene: Scene) -> Turn:
    """不是我：somebody else took the name; it comes back, and the other account is released."""
    if scene.who.lost_person_id is None:
        return unbind(scene)
    clocks = scene.house.clocks
    binding.take_back(scene.db, scene.who.id, scene.who.lost_person_id, CHANNEL, scene.now, clocks)
    name = people.find_person(scene.db, scene.who.lost_person_id)["name"]
    return Turn(lines(f"好，{name}还是你，那个微信已经解开了。", "请告诉安全员有人用过你的工号。"))


@flow.on(ANY, chosen("unbind"), said("解绑"))
def unbind(scene: Scene) -> Turn:
    """不是你：undone at once."""
    if not scene.who.is_bound:
        return Turn("现在没有绑着谁。要绑回 绑定。", stays=True)
    binding.unbind(scene.db, scene.who.id)
    return Turn(f"解开了，{scene.who.name}和这个微信没关系了。")


@flow.on(NAME, kind("text"))
def not_a_pair(scene: Scene) -> Turn:
    """写得不像姓名工号：a hazard is a hazard; else say how, and keep the step."""
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return words_first(scene)
    return Turn(
        lines("没看懂。姓名和工号写在一起，例：张敏 020153", "不绑也能报，回 0 跳过。"),
        stays=True,
        repeats=True,
    )
