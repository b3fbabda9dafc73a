"""Words that work everywhere: 帮助, 我的, 取消; and digits that nothing offers any more."""

import re

from actions import hazards as act
from bot.flow import A_DIGIT, ANY, Flow, chosen, said, tapped, text_where
from bot.turn import Scene, Turn, lines
from handlers.phrases import (
    about,
    called,
    hazard_of,
    standing,
)
from handlers.report.steps import DONE, LATE, WORDS
from models import hazards
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
    house = scene.house
    return Turn(
        lines(
            "报隐患：发照片，再说一句在哪、怎么了。",
            "回 我的 看我报的；回 取消 停下。",
            "回 绑定 认识一下。名字只有安全员和工会看得到。",
            f"找人：工会{house.union_name} {house.union_phone}" if house.union_phone else "",
        ),
        stays=True,
    )


@flow.on(
    ANY,
    text_where(
        "怎么撤回", re.compile(r"(?:怎么|如何|能不能|可以)(?:撤回?|删除?|改|取消|补充?).{0,6}").fullmatch
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
        return Turn("现在没有停下的事。要报就发照片。", stays=True)
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
    rows = hazards.reported_by(scene.db, scene.who.id, scene.who.person_id, SHOWN)
    if not rows:
        return Turn(
            lines("这里没有你报的。看见不安全的，拍张照片发来就行。", "没留名的，回 查 加回执。"), stays=True
        )
    listed = [f"{row['number']} {called(row)}：{standing(scene, row)}" for row in rows]
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
    number = hazard_of(scene)["number"] if scene.about.get("hazard") else None
    if scene.who.is_officer and not number:
        return Turn(
            lines("这个选项过时了，我没动。", "回 待办 重新看，回 帮助 看我会什么。"),
            stays=True,
            repeats=True,
        )
    again = f"说{number}号的话，回 {number} 重新看。" if number else "回 我的 看你报的，回 帮助 看我会什么。"
    return Turn(lines("这个选项过时了，我没动。", again), stays=True, repeats=True)
