"""Words that work everywhere: 帮助, 我的, 取消; and digits that nothing offers any more."""

import re

from actions import hazards as act
from bot.flow import A_DIGIT, ANY, Flow, chosen, said, tapped, text_where
from bot.turn import IDLE, Scene, Turn, lines
from handlers.officer.parts import works_the_ledger
from handlers.owner.tasks import tasks_in_hand
from handlers.phrases import (
    about,
    called,
    hazard_of,
    whom_to_ask,
)
from handlers.plan import half
from handlers.plan.parts import hands_in
from handlers.quiz import practice
from handlers.report.answering import asked_of_late
from handlers.report.own import stands
from handlers.report.steps import DONE, LATE, PLACE, WORDS
from models import hazards, reported
from rules.hazard import Status

flow = Flow()

SHOWN = 3


@flow.on(ANY, said("帮助", "help", "怎么用", "?", "？", "菜单", "功能"), tapped("HELP"), chosen("help"))
@flow.on(
    ANY,
    text_where(
        "怎么用",
        re.compile(r"(?:这个|随手拍|隐患)?(?:要|该)?(?:怎么|如何)(?:用|报|上报|拍|玩).{0,4}").fullmatch,
    ),
)
def help_(scene: Scene) -> Turn:
    """帮助：what one can do, and whom to call."""
    return Turn(
        lines(
            "报隐患：发照片，再说一句在哪、怎么了。",
            "回 我的 看我报的；回 取消 停下。",
            _help_for(scene),
            f"找人：{person}" if (person := whom_to_ask(scene)) else "",
        ),
        stays=True,
    )


def _help_for(scene: Scene) -> str:
    """The third line: what this person has most use for."""
    if hands_in(scene):
        return "待办、台账、电脑；方案、记培训、统计表、咨询日、签收。"
    if works_the_ledger(scene):
        return "待办，半分钟一件；台账、电脑，看网页；请假 3天 王芳。"
    if tasks_in_hand(scene):
        return "你手上有活：回 待办 看；弄好了拍一张，再说是几号。"
    more = "考试、我的成绩也这样回。" if scene.who.is_bound else "回 绑定 认识一下。"
    return f"回 答题 练5道；{more}"


_CANNOT = re.compile(
    r"(?:我|俺)?(?:真|也|都|还)?(?:不会|不懂|不明白|看不懂|听不懂|弄不来|不会弄|不会用|不会玩|不会打字|不会写字?|不会拍照?|不会发|不识字|不认字|不认得字|"
    r"没文化|不知道(?:怎么|咋)(?:用|弄|报|发|办))(?:啊|呀|的|了|呢|[,，。.!！~])*"
)


@flow.on(IDLE, text_where("不会", _CANNOT.fullmatch))
@flow.on(DONE, text_where("不会", _CANNOT.fullmatch))
@flow.on(LATE, text_where("不会", _CANNOT.fullmatch))
@flow.on(PLACE, text_where("不会", _CANNOT.fullmatch))
@flow.on(WORDS, text_where("不会", _CANNOT.fullmatch))
def cannot(scene: Scene) -> Turn:
    """不会：the whole thing in one line."""
    if scene.step in (WORDS, LATE):
        return Turn("照片有了，只差一句：按住说话，说在哪里、怎么了。", stays=True, repeats=True)
    if scene.step == PLACE:
        return Turn("只差在哪里：扫墙上的码，或按住说话说一句。", stays=True, repeats=True)
    return Turn("不难：拍张照片发来，再按住说话，说在哪里、怎么了。", stays=True, repeats=True)


_SEND = r"(?:发|拍|传|上传|添加|加|弄|放|报)"
_SHOW = re.compile(
    rf"(?:请问|我|俺)*(?:怎么|如何|咋|怎样|咋样)(?:才能|能)?{_SEND}(?:一?张|个)?(?:照片|图片?|相片|照|视频)(?:啊|呀|呢|吗|上去|过去|给你|[?？。])*|"
    rf"(?:照片|图片?|相片|视频)(?:要|该)?(?:怎么|如何|咋|往哪|在哪){_SEND}(?:啊|呀|呢|给你|[?？。])*|(?:不会|发不了|发不出){_SEND}?(?:照片|图片?)(?:啊|呀|了|怎么办)*"
)
_TALK = re.compile(
    r"(?:怎么|如何|咋)(?:发|说|弄|录)(?:语音|话)(?:啊|呀|呢|[?？。])*|语音(?:怎么|咋)(?:发|弄|录)(?:啊|呀|呢|[?？。])*"
)


@flow.on(ANY, text_where("怎么发照片", _SHOW.fullmatch))
def how_to_show(scene: Scene) -> Turn:
    """怎么发照片：which button."""
    said_ = (
        "点输入框右边的＋，点“拍摄”或“照片”，再点发送。",
        "没看到＋，先点左下角的小键盘。",
        "发完说一句：在哪里、怎么了。",
    )
    return Turn(lines(*said_), stays=True, repeats=True)


@flow.on(ANY, text_where("怎么发语音", _TALK.fullmatch))
def how_to_speak(scene: Scene) -> Turn:
    """怎么发语音：which button."""
    said_ = ("点输入框左边的小喇叭，按住说话，松手就发出去了。", "没看到小喇叭，先点左下角的小键盘。")
    return Turn(lines(*said_), stays=True, repeats=True)


_WHO = re.compile(
    r"(?:请问)?(?:你|您|你们|恁|这|这个|这里|这个号|这公众号)(?:到底)?是(?:个|一个)?(?:谁|哪位|哪里|哪儿|什么|啥|干什么的?|干嘛的?|干啥的?|做什么的?|什么东西|"
    r"机器人|真人|人工|客服|人)(?:号|吗|嘛|呀|啊|呢|还是.{1,5}|[?？。])*|(?:你|您)(?:叫什么|叫啥|贵姓|哪位)(?:名字)?(?:呀|啊|[?？])*"
)


@flow.on(ANY, text_where("你是谁", _WHO.fullmatch))
def who_we_are(scene: Scene) -> Turn:
    """你是谁：no person, and where one is."""
    asked = whom_to_ask(scene)
    person = f"找真人：{asked}" if asked else ""
    said_ = ("我是随手拍，医院工会收安全隐患的，不是真人。", "哪里不安全，拍张照片发来，就有人去弄。", person)
    return Turn(lines(*said_), stays=True, repeats=True)


@flow.on(
    ANY,
    text_where(
        "怎么撤回",
        re.compile(
            r"(?:怎么|如何|能不能|可以)(?:撤回?|删除?|改|取消|补充?).{0,6}|"
            r"(?:我?要|我?想|请|帮我|麻烦|把)*(?:撤[回销掉]?|删[除掉]?)(?:掉|一下)?(?:我)?(?:昨天|前天|今天|刚才|刚刚|上次|上周|早上|之前|那).{0,8}|"
            r"(?:我|把)*(?:昨天|前天|今天|刚才|刚刚|上次|上周|早上|之前).{0,6}(?:撤[回销掉了]|删[除掉了]).{0,4}"
        ).fullmatch,
    ),
)
def how_to_change(scene: Scene) -> Turn:
    """怎么撤回：by the number."""
    return Turn(lines("回那一件的号，比如 112，再选补充、改、撤回。", "忘了号，回 我的。"), stays=True)


@flow.on(WORDS, said("取消", "退出", "停", "停下", "算了", "删", "删除", "不报了"), chosen("drop"))
@flow.on(ANY, chosen("drop"))
def drop(scene: Scene) -> Turn:
    """停下：the draft is dropped, and can be taken up again."""
    row = hazard_of(scene)
    if row["status"] != Status.DRAFT:
        return Turn(f"{row['number']}号已经记好了。要撤回它，回 {row['number']} 再选撤回。", stays=True)
    act.withdraw(scene.db, row, "发错了", scene.now)
    return Turn(
        lines("停下了。刚才的照片不记，24小时后清掉。", "点错了回 接着"),
        about={"dropped": row["id"]},
        until=scene.house.clocks.show_draft,
        sealed=row["anonymous"],
    )


@flow.on(ANY, said("接着", "继续"))
def go_on(scene: Scene) -> Turn:
    """接着：the dropped draft is taken up again."""
    dropped = scene.about.get("dropped")
    if not dropped or not act.take_up_again(scene.db, dropped, scene.now, scene.house.clocks):
        return (
            practice.resume(scene)
            or half.resume(scene)
            or Turn("现在没有停下的事。要报就发照片。", stays=True)
        )
    row = hazards.find_hazard(scene.db, dropped)
    return about(row, "接着来。说一句：在哪里、怎么了？", goto=WORDS, choices={9: "nameless", 0: "drop"})


@flow.on(ANY, said("取消", "退出", "停", "停下", "算了", "撤回"))
def nothing_to_stop(scene: Scene) -> Turn:
    """没事可停：a row that has its number is taken back by its number."""
    row = hazard_of(scene) if scene.about.get("hazard") else None
    if row is not None and row["number"] and row["status"] == Status.REPORTED:
        number = row["number"]
        return about(row, f"{number}号已经记好了。要撤回它，回 {number} 再选撤回。", goto=DONE, since=0)
    return Turn("现在没有做了一半的事。要报就发照片。", stays=True)


@flow.on(ANY, said("我的", "我报的", "进度", "查进度"), tapped("MINE"), chosen("mine"))
def mine(scene: Scene) -> Turn:
    """我的：the last three, in everyday words."""
    rows = reported.reported_by(scene.db, scene.who.id, scene.who.person_id, SHOWN)
    if not rows:
        none = (
            "你报的都撤回了。"
            if reported.took_back(scene.db, scene.who.id, scene.who.person_id)
            else "这里没有你报的。"
        )
        return Turn(lines(f"{none}看见不安全的，拍张照片发来就行。", "没留名的，回 查 加回执。"), stays=True)
    listed = [f"{row['number']} {called(row)}：{stands(scene, row)}" for row in rows]
    head = f"你报的，最近{len(rows)}件：" if len(rows) > 1 else "你报的："
    listed[-1] += f"。细的回号{_all_of_mine(scene) if len(rows) == SHOWN else ''}。"
    return Turn(lines(head, *listed), stays=True)


def _all_of_mine(scene: Scene) -> str:
    page = scene.house.link_to_mine(scene.who.id, scene.now)
    return f'，<a href="{page}">点这里看全部</a>' if page else ""


@flow.on(ANY, A_DIGIT)
def stale(scene: Scene) -> Turn:
    """选项过时：never carried out, always answered."""
    if scene.found["digit"] == 9:
        return Turn(
            lines("这个选项过时了，我没动。", "想不留名：先回 匿名，再发照片或说一句。"),
            stays=True,
            repeats=True,
        )
    if scene.step in (WORDS, LATE):
        return Turn(
            lines("这个选项过时了，我没动。", "照片还差一句：在哪里、怎么了？"), stays=True, repeats=True
        )
    if asked := asked_of_late(scene):
        again = f"答安全员的话，回 {asked[-1]['number']} 再写。"
        return Turn(lines("这个选项过时了，我没动。", again), stays=True, repeats=True)
    number = hazard_of(scene)["number"] if scene.about.get("hazard") else None
    if scene.who.is_officer and not number:
        return Turn(
            lines("这个选项过时了，我没动。", "回 待办 重新看，回 帮助 看我会什么。"),
            stays=True,
            repeats=True,
        )
    again = f"说{number}号的话，回 {number} 重新看。" if number else "回 我的 看你报的，回 帮助 看我会什么。"
    return Turn(lines("这个选项过时了，我没动。", again), stays=True, repeats=True)
