"""电脑：six digits that let an officer in at a desk."""

from actions import logins
from bot.flow import ANY, Flow, said
from bot.turn import Scene, Turn, lines
from models import people

flow = Flow()


@flow.on(ANY, said("电脑", "登录", "电脑登录", "登陆", "验证码"))
def digits_for_desk(scene: Scene) -> Turn:
    """电脑：六位数, for this person, once and for five minutes."""
    who, house = scene.who, scene.house
    if not who.is_officer or who.person_id is None:
        return Turn("电脑上的台账给安全员和工会看。你报的回 我的。", stays=True)
    if not house.public_url:
        return Turn("台账网页还没开通，请信息科设置网址。", stays=True)
    person = people.find_person(scene.db, who.person_id)
    name = person["staff_no"] or person["phone"]
    if not name:
        return Turn("花名册上没有你的工号，电脑上进不来。请管理员补上；手机上回 台账。", stays=True)
    digits = house.draw_digits(logins.DIGITS)
    logins.make_code(scene.db, house.seal.digest, digits, who.person_id, scene.now)
    kind = "工号" if person["staff_no"] else "电话"
    return Turn(
        lines(
            f"电脑打开 {_shown(house.public_url)}/login",
            f"{kind} {name}，六位数 {digits}",
            "5分钟内输，只能用一次。别告诉别人。",
        ),
        stays=True,
    )


def _shown(url: str) -> str:
    """As people type it."""
    return url.removeprefix("https://").removeprefix("http://")
