"""巡查: on a round every photo with its sentence is a row of its own, until 完; how one begins stands in rounds."""

from bot.flow import ANY, Flow, said
from bot.turn import Scene, Turn, lines
from handlers.phrases import about, called, hazard_of, is_pressing, short
from handlers.report.answers import since
from handlers.report.steps import DONE, PLACE, WORDS
from models import conversations, reported, units
from models.base import Row
from rules.hazard import Status
from rules.rounds import read_round

flow = Flow()


def noted(scene: Scene, row: Row) -> Turn:
    """记下一处：short, for the next place waits."""
    place, like = short(row["place_text"]) or called(row), row["plain"] or "说不准"
    first = f"{row['number']}号：{place}。" if place == like else f"{row['number']}号：{place}，{like}。"
    where = "" if row["place_text"] else "在哪里？说一句；不知道就接着拍。"
    said_ = lines(
        first,
        where,
        "下一处接着拍；错了回 1改 2撤回，查完回 完。",
    )
    goto = DONE if row["place_text"] else PLACE
    return about(row, said_, goto=goto, choices={1: "change", 2: "withdraw"}, since=since(scene))


@flow.on(ANY, said("完", "查完", "查完了", "完了", "结束", "巡查完", "巡查结束", "完毕"))
def end(scene: Scene) -> Turn:
    """完：how many there were, and which of them press."""
    if not scene.who.is_on_round:
        waits = "照片还差一句：在哪里、怎么了？" if scene.step == WORDS else "要开始回 巡查。"
        return Turn(f"现在没有在巡查。{waits}", stays=True, repeats=True)
    assert scene.who.patrol_since is not None
    rows = reported.reported_since(scene.db, scene.who.id, scene.who.patrol_since)
    conversations.change_conversation(scene.db, scene.who.id, patrol_since=None)
    if scene.step == WORDS and (waiting := hazard_of(scene))["status"] == Status.DRAFT:
        return _one_is_left(waiting, len(rows))
    if not rows:
        return Turn("这趟没记下什么，辛苦了。")
    pressing = sum(map(is_pressing, rows))
    first = f"{_whom(scene)}这趟记了{len(rows)}件：{_numbers([row['number'] for row in rows])}。"
    second = f"其中{pressing}件要紧，排在前头了。" if pressing else ""
    return Turn(lines(first, second, "清单：回 台账" if scene.who.is_officer else "细的回 我的。"))


def _whom(scene: Scene) -> str:
    """查后勤科: whom one checked."""
    round_ = read_round(scene.who.patrol_source)
    return f"查{units.find_unit(scene.db, round_.unit_id)['name']}，" if round_ and round_.unit_id else ""


def _one_is_left(waiting: Row, count: int) -> Turn:
    """完，可还有照片没说：the round is over, and the photo goes on waiting for its sentence."""
    noted_ = f"这趟记了{count}件，" if count else ""
    said_ = lines(
        f"{noted_}还有照片没说：在哪里、怎么了？",
        "说一句就补上，也算这趟的；不要了回 0",
    )
    return about(waiting, said_, goto=WORDS, choices={0: "drop"})


def _numbers(numbers: list[int]) -> str:
    """112到117号 where they follow each other, else each of them."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}到{numbers[-1]}号"
    return "、".join(map(str, numbers)) + "号"
