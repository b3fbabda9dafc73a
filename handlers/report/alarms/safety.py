"""The sentences of safety, plight by plight: the first deed, the telephone, and what fits while somebody is on the way."""

import re
from dataclasses import dataclass

from bot.turn import House, lines
from handlers.phrases import FIRST_AID, phones
from models.base import Row
from rules.alarms.danger import Danger
from rules.alarms.plight import (
    Plight,
    are_in_there,
    cannot_move,
    is_hurt,
    is_lifeless,
    of_danger,
    plight,
    shuts_in_oneself,
)
from rules.words.first_look import pricked

TO_FLEE = (Plight.FIRE, Plight.GAS)
_OF_ONESELF = re.compile("我|俺|咱")
RING = "打{phones}，我不会替你打。"


@dataclass(frozen=True)
class Advice:
    """What one reads in one plight; ``later`` goes behind 记到N号里了."""

    first: str
    dial: str
    later: str
    call: str = RING
    in_short: str = "先顾人"
    """The deed in three characters or five, in the middle of a sentence."""
    unsure: str = "1正在发生，有人困住、受伤"
    """Choice 1 of the question whether it is happening."""

    def rings(self, house: House) -> str:
        return self.call.format(phones=phones(house, self.dial))


_BURNING = "1正在冒烟、漏、着火、有人伤"

ADVICE = {
    Plight.FIRE: Advice(
        first="先撤，叫上旁边的人，随手关门！",
        dial="119",
        later="先顾人，别回去拿东西。",
        in_short="先撤",
        unsure=_BURNING,
    ),
    Plight.GAS: Advice(
        first="先离开，叫人出来，别碰开关、别点火！",
        dial="119",
        later="先顾人，别回去拿东西。",
        call="到外面打{phones}，我不会替你打。",
        in_short="先离开、别碰开关",
        unsure=_BURNING,
    ),
    Plight.SHOCK: Advice(
        first="别用手拉人！先拉闸断电。",
        dial="120",
        later="没断电别碰人。",
        in_short="别碰、先断电",
        unsure="1正在漏电、有人被电到",
    ),
    Plight.VIOLENCE: Advice(
        first="先躲开，叫保安！别上前劝。",
        dial="110",
        later="躲远点，别上前劝。",
        call="打{phones}，有人伤打120。我不会替你打。",
        in_short="先躲开",
        unsure="1正在闹、正在打、有人伤",
    ),
    Plight.TAKEN: Advice(
        first="喊保安守住门，记下那人长相、往哪走。", dial="110", later="别一个人追。", in_short="先喊保安"
    ),
    Plight.LEAP: Advice(
        first="别上前拉，慢慢跟他说话，叫人来！",
        dial="110",
        later="陪他说话，别惊着他。",
        in_short="先稳住他",
    ),
    Plight.LIFT: Advice(
        first="别扒门，按电梯里的铃，靠里站！",
        dial="119",
        later="别扒门，等人来开。",
        in_short="别扒门、按铃",
    ),
    Plight.SHUT_IN: Advice(
        first="里面的别慌，喊人从外面开门！", dial="119", later="别慌，喊人从外面开。", in_short="喊人开门"
    ),
    Plight.LIFELESS: Advice(
        first="先顾好人，叫上旁边的人！", dial="120", later="没呼吸就按胸口中间，又快又深，别停。"
    ),
    Plight.HURT: Advice(first="先顾好人，叫上旁边的人！", dial="120", later="先顾好人，别硬搬。"),
}

NO_ALARM = "先顾好人。"
"""Where something is grave and nobody cried."""
WOUND = "先冲伤口、消毒，马上报院感科。"


def advice_for(danger: Danger, words: str) -> Advice:
    """What is said first when somebody cries."""
    return ADVICE[of_danger(danger, words)]


def plight_of(row: Row) -> Plight | None:
    """What befalls people by the words of a row; None where nobody cried, as after a needle-stick."""
    return plight(row["description"])


def meanwhile(row: Row) -> str:
    """The sentence behind 记到N号里了."""
    kind = plight_of(row)
    if kind is not None:
        return ADVICE[kind].later
    return WOUND if pricked(row["description"]) else NO_ALARM


def no_alarm(row: Row, house: House) -> str:
    """怎么办 where nobody cried: the wound after a needle-stick, else the telephones."""
    if pricked(row["description"]):
        return lines(*FIRST_AID)
    return lines("先离远点，叫上旁边的人。", f"急的打{phones(house)}，我不会替你打。")


def in_need(text: str, kind: Plight, house: House) -> tuple[str, str]:
    """What to do for whoever is told of meanwhile, and whom to ring: 我出不去了, 他没呼吸了, 里面还有个老人."""
    if kind in TO_FLEE:
        deed, say = _in_flames(text, kind)
        return deed, f"打{phones(house)}{say}"
    if kind is Plight.VIOLENCE and shuts_in_oneself(text):
        return "反锁门，离门窗远点，别出声。", ADVICE[kind].rings(house)
    if kind in (Plight.LIFT, Plight.SHUT_IN):
        also = "，再打120。" if is_lifeless(text) or is_hurt(text) else "，说清几楼、几个人。"
        return ADVICE[kind].later, f"打{phones(house)}{also}"
    if kind is Plight.LEAP:
        return "别搬动他，没呼吸就按胸口，别停。", ADVICE[Plight.HURT].rings(house)
    if kind is Plight.HURT and is_lifeless(text):
        return ADVICE[Plight.LIFELESS].later, ADVICE[kind].rings(house)
    return _NEEDS.get(kind, ADVICE[kind].later), ADVICE[kind].rings(house)


_NEEDS = {
    Plight.SHOCK: "先断电。没呼吸就按胸口中间，又快又深，别停。",
    Plight.VIOLENCE: "离开那人，再用干净布按住伤口。",
}


def _in_flames(text: str, kind: Plight) -> tuple[str, str]:
    """Shut in, lifeless, hurt, or seen inside by somebody else; the second half goes behind the telephones."""
    if shuts_in_oneself(text):
        shut_in = (
            "关上门，湿布塞门缝，到窗口喊人！" if kind is Plight.FIRE else "湿布捂口鼻，到窗口透气喊人！"
        )
        return shut_in, "，说清你在哪间、几个人。"
    if _OF_ONESELF.search(text) and (is_lifeless(text) or (is_hurt(text) and cannot_move(text))):
        return "趴低往外挪，动不了就大声喊人！", "，说清你在哪、怎么了。"
    if is_lifeless(text):
        return "离开烟和气，没呼吸就按胸口，别停。", "，再打120。"
    if is_hurt(text) and not are_in_there(text):
        return (
            "先离开烟和火。烧烫的用凉水冲，流血的拿干净布按住。"
            if kind is Plight.FIRE
            else "先离开那里。流血的拿干净布按住，别松手。"
        ), "，再打120。"
    return "告诉来的人，别自己进去。", "说清里面有人。"
