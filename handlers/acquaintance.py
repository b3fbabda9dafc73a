"""认识: people who are not on the roll say who they are, and an officer knows them with one tap."""

from collections.abc import Sequence

from actions import knowing
from actions.looking import officers_near
from bot.flow import ANY, Flow, chosen, text_where
from bot.turn import IDLE, Choice, Scene, Turn, lines
from handlers.phrases import aside, hazard_of
from handlers.report.after import same_again
from handlers.report.opening import words_first
from handlers.report.recording import complete
from handlers.report.steps import DONE, LATE, PLACE, WORDS
from models import conversations, people, reported
from models.base import Row
from rules.hazard import NotYours
from rules.words.first_look import Look, first_look
from rules.words.name_words import (
    I_AM,
    NO_NUMBER,
    ROLE,
    VISITOR,
    Introduced,
    a_full_name,
    a_name,
    a_trade,
    introduced,
)

flow = Flow()


@flow.on(ANY, text_where("我是家属", VISITOR.fullmatch))
def visitor(scene: Scene) -> Turn:
    """我是家属：families and patients report as well."""
    return Turn(lines("家属、病人也能报，一样有人去弄。", "看病的事请找护士站。"), stays=True)


@flow.on(IDLE, text_where("保洁", a_trade))
@flow.on(DONE, text_where("保洁", a_trade))
@flow.on(LATE, text_where("保洁", a_trade))
@flow.on(PLACE, text_where("保洁", a_trade))
@flow.on(ANY, text_where("我是保洁", ROLE.fullmatch))
def tells_role(scene: Scene) -> Turn:
    """我是保洁：welcome, and no name; a photo that waits goes on waiting."""
    if scene.step == WORDS:
        return Turn("好，一样能报。照片还差一句：在哪里、怎么了？", stays=True, repeats=True)
    if scene.step == PLACE:
        return Turn("好，一样能报。还差一句：在哪里？不知道就回 不知道。", stays=True, repeats=True)
    if scene.who.is_bound:
        return Turn(f"认得你：{scene.who.name}，{scene.who.department}。不是你回 绑定。", stays=True)
    said_ = (
        "好，一样能报，一样有人去弄。",
        "哪里不安全，拍张照片或说一句。",
        "愿意就说声姓名，例：保洁 王桂英",
    )
    return Turn(lines(*said_), stays=True, repeats=True)


@flow.on(ANY, text_where("没有工号", NO_NUMBER.fullmatch))
def has_no_number(scene: Scene) -> Turn:
    """没有工号：it is fine without."""
    said_ = ("没工号也能报，一样有人去弄。", "想让安全员认得你：发 姓名 手机号，或说 保洁 王桂英。")
    return Turn(lines(*said_), stays=True, repeats=True)


def without_number(text: str) -> Introduced | None:
    """保洁 刘翠花, without a telephone: that one is held against the roll."""
    told = introduced(text)
    return told if told is not None and not told.phone else None


@flow.on(IDLE, text_where("工种 姓名", without_number))
@flow.on(DONE, text_where("工种 姓名", without_number))
@flow.on(LATE, text_where("工种 姓名", without_number))
@flow.on(PLACE, text_where("工种 姓名", without_number))
def introduces(scene: Scene) -> Turn:
    """电梯维保 孙志刚：plainly who somebody is, whatever the words would mean elsewhere."""
    return introduce(scene, scene.found["it"].line)


@flow.on(WORDS, text_where("工种 姓名", introduced))
def introduces_first(scene: Scene) -> Turn:
    """没说事先说自己是谁：remembered; the photo goes on waiting for its sentence."""
    return _remember_first(scene, scene.found["it"].line)


def introduce(scene: Scene, name: str) -> Turn:
    """Who somebody is who has no staff number; of a nameless report nothing is kept."""
    row = hazard_of(scene) if scene.about.get("hazard") else None
    if row is not None and row["anonymous"]:
        return Turn("这件没留名，名字我没记。要留名，下次再说。", stays=True)
    if scene.who.is_bound:
        return Turn(f"认得你：{scene.who.name}，{scene.who.department}。不是你回 绑定。", stays=True)
    return _remember(scene, name, row)


@flow.on(IDLE, text_where("科室 姓名", a_full_name))
@flow.on(DONE, text_where("科室 姓名", a_name))
@flow.on(LATE, text_where("科室 姓名", a_name))
@flow.on(PLACE, text_where("科室 姓名", a_name))
@flow.on(ANY, text_where("我是某某", lambda text: a_name(text) if I_AM.fullmatch(text.strip()) else None))
def tells_name(scene: Scene) -> Turn:
    """保洁 王桂英：somebody says who they are; it never holds a report up."""
    row = hazard_of(scene) if scene.about.get("hazard") else None
    if first_look(scene.text, scene.house.kinds) is Look.HAZARD:
        return same_again(scene) if row and row["number"] else words_first(scene)
    return introduce(scene, scene.found["it"])


def _remember(scene: Scene, name: str, row: Row | None) -> Turn:
    known = knowing.like_named(scene.db, name, scene.who.home_id)
    near = known[0]["unit_id"] if known else row["department_id"] if row is not None else None
    officer = wait_for_officer(scene, name, near)
    number = f"{row['number']}号好了告诉你。" if row is not None and row["number"] else "以后报的写着你。"
    ask = f"请{officer}认你一下" if known else f"花名册上没有，请{officer}给你添上"
    bare = name.removesuffix(knowing.told_phone(name)).strip()
    return Turn(lines(f"记住了，{bare}。{number}", f"{ask}，不耽误报。"), stays=True)


def wait_for_officer(scene: Scene, name: str, department_id: int | None = None) -> str:
    """The name waits in an officer's list; whose it is, in a word."""
    home_id = scene.who.home_id
    near = department_id or scene.who.department_id
    officers = officers_near(scene.db, near, home_id)
    unit_id = officers[0]["unit_id"] if officers else near or home_id
    knowing.ask_to_be_known(scene.db, scene.who.id, name, unit_id, scene.now)
    return officers[0]["name"] if officers else "安全员"


@flow.on(ANY, chosen("ask_known"))
def ask_known(scene: Scene) -> Turn:
    """请安全员认你：one tap of theirs instead of a number."""
    officer = wait_for_officer(scene, scene.found["name"])
    return aside(scene, Turn(f"好，放进{officer}的待办了，点一下就认得你。报隐患照常。"))


@flow.on(WORDS, text_where("科室 姓名", a_full_name))
def tells_name_first(scene: Scene) -> Turn:
    """没说事先说名字：remembered; the photo goes on waiting for its sentence."""
    row = hazard_of(scene)
    if first_look(scene.text, scene.house.kinds) in (Look.HAZARD, Look.REPAIR) or scene.who.is_bound:
        return complete(scene, row, scene.text)
    return _remember_first(scene, scene.found["it"])


def _remember_first(scene: Scene, name: str) -> Turn:
    if hazard_of(scene)["anonymous"]:
        return Turn("这件没留名，名字我没记。还差一句：在哪里、怎么了？", stays=True, repeats=True)
    if scene.who.is_bound:
        first = f"认得你，{scene.who.name}。"
    else:
        wait_for_officer(scene, name)
        first = f"记住了，{name.removesuffix(knowing.told_phone(name)).strip()}。"
    return Turn(f"{first}照片还差一句：在哪里、怎么了？", stays=True, repeats=True)


# The officer's side.


def _must_be_officer(scene: Scene) -> None:
    """Digits outlive a name that somebody else has taken over."""
    if not scene.who.is_officer:
        raise NotYours("这个得安全员来，我没动。")


def to_be_known(scene: Scene, departments: Sequence[int] | None) -> Sequence[Row]:
    """Accounts that wait for this officer to know them."""
    return knowing.waiting_to_be_known(scene.db, scene.who.home_id, departments)


def line_of(account: Row) -> str:
    return f"认人：{account['self_name']}"


@flow.on(ANY, chosen("who"))
def who(scene: Scene) -> Turn:
    """认人：is it somebody of the roll, of another firm, or nobody we know?"""
    _must_be_officer(scene)
    account = conversations.find_conversation(scene.db, scene.found["account"])
    if account["person_id"] is not None:
        return aside(scene, Turn("这个人已经认好了。回 待办 接着看。"))
    theirs = reported.reported_by(scene.db, account["id"], None, 1)
    told = f"，报了{theirs[0]['number']}号" if theirs else ""
    known = knowing.like_named(scene.db, account["self_name"], scene.who.home_id)[:3]
    ids = {"account": account["id"]}
    choices = {n: Choice("know", ids | {"person": p["id"]}) for n, p in enumerate(known, 1)}
    offers = [f"{n}就是{p['unit_name']}{p['name']}" for n, p in enumerate(known, 1)]
    last = len(known) + 1
    choices |= {last: Choice("take_in", ids), last + 1: Choice("not_known", ids)}
    first = "认得，添成外协" if not known else "不是，添成外协"
    offers += [f"{last}{first}", f"{last + 1}不认识"]
    said_ = lines(f"认人：{account['self_name']}（自己说的）{told}。", " ".join(offers))
    return aside(scene, Turn(said_, choices=choices))


@flow.on(ANY, chosen("know"))
def know(scene: Scene) -> Turn:
    """就是他：the account is this person's."""
    _must_be_officer(scene)
    person = people.find_person(scene.db, scene.found["person"])
    numbers = knowing.know(scene.db, scene.found["account"], person["id"], scene.now)
    return _known(scene, person, numbers)


@flow.on(ANY, chosen("take_in"))
def take_in(scene: Scene) -> Turn:
    """添成外协：a new line of the roll."""
    _must_be_officer(scene)
    if conversations.find_conversation(scene.db, scene.found["account"])["person_id"] is not None:
        return aside(scene, Turn("这个人已经认好了。回 待办 接着看。"))
    person, numbers = knowing.take_in(scene.db, scene.found["account"], scene.now)
    return _known(scene, person, numbers)


def _known(scene: Scene, person: Row, numbers: Sequence[int]) -> Turn:
    before = f"，以前报的{_numbers(numbers)}也算上了" if numbers else ""
    where = "外协" if person["outside"] else person["unit_name"]
    return aside(scene, Turn(lines(f"认好了：{person['name']}（{where}）{before}。", "回 待办 接着看。")))


def _numbers(numbers: Sequence[int]) -> str:
    return f"{numbers[0]}号" if len(numbers) == 1 else f"{len(numbers)}件"


@flow.on(ANY, chosen("not_known"))
def not_known(scene: Scene) -> Turn:
    """不认识：they go on reporting all the same."""
    _must_be_officer(scene)
    knowing.not_known(scene.db, scene.found["account"])
    return aside(scene, Turn("好，先不认。他照样能报。回 待办 接着看。"))
