"""What a paper is made of: the second step, a ready mixture, rows by hand, or questions picked one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import render_template, request, url_for

from actions.quiz import filling, papering
from actions.quiz.examining import recipe_of
from models.base import Row
from rules.clocks import day_of
from rules.quiz.drawing import fits_of
from rules.quiz.paper import Part, Recipe
from rules.quiz.question import CALLED, TOPICS, Kind, Question
from rules.refusal import Refused
from rules.words.plain_text import clean
from web.console.doorkeeper import console
from web.console.papers.found import paper_for, the_bank
from web.console.papers.mixtures import MIXTURES
from web.console.papers.words import LEVEL_WORDS, recipe_words
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

SPARE_ROWS, MOST_SHOWN = 2, 150
LONGEST_WORDS = 30


@dataclass(frozen=True)
class Line:
    """One row of the form: what is chosen in it, and how many questions of the sort there are."""

    topic: str = ""
    kind: str = ""
    level: str = ""
    count: str = ""
    points: str = "1"
    there: int | None = None


@console.get("/papers/<int(max=999999999999):paper_id>/questions")
def paper_questions(paper_id: int) -> str:
    """第二步：what from."""
    return _page(paper_for(paper_id, Deed.PAPERS))


def _page(row: Row) -> str:
    pool, recipe = _pool(row), recipe_of(row)
    day = _day(row)
    lines = [_line(part, len(fits_of(part, pool, day))) for part in recipe.parts]
    spare = min(SPARE_ROWS, papering.MOST_PARTS - len(lines))
    ready = {
        code: (each, not filling.shortages(Recipe(parts=each.parts), pool, day))
        for code, each in MIXTURES.items()
    }
    return render_template(
        "paper/questions.html",
        row=row,
        recipe=recipe,
        mixtures=ready,
        lines=[*lines, *[Line()] * spare],
        said=recipe_words(recipe.parts),
        short=filling.shortages(recipe, pool, day),
        topics=_topics(lines),
        kinds={"": "题型不限", **{kind.value: name for kind, name in CALLED.items()}},
        levels=LEVEL_WORDS,
        there=_there(pool, row),
        all_kinds=[(kind.value, name) for kind, name in CALLED.items()],
        total=len(pool),
    )


def _pool(row: Row) -> Mapping[int, Question]:
    return filling.pool_of(reading(), row["unit_id"], the_bank(), this_desk().clock())


def _day(row: Row) -> date:
    desk = this_desk()
    return day_of(max(row["opens_at"], desk.clock()), desk.clocks)


def _line(part: Part, there: int) -> Line:
    kind = part.kinds[0].value if len(part.kinds) == 1 else ""
    level = "".join(map(str, part.levels))
    return Line("、".join(part.topics), kind, level, str(part.count), str(part.points), there)


def _topics(lines: Sequence[Line]) -> list[str]:
    """Every topic, and what a row has of several."""
    return [*TOPICS, *sorted({line.topic for line in lines if "、" in line.topic})]


def _there(pool: Mapping[int, Question], row: Row) -> list[tuple[str, list[int], int]]:
    """How many questions there are of each topic, by kind and in all."""
    day = _day(row)
    found = []
    for topic in TOPICS:
        each = [len(fits_of(Part(0, (kind,), (topic,)), pool, day)) for kind in CALLED]
        found.append((topic, each, sum(each)))
    return [line for line in found if line[2]]


@console.post("/papers/<int(max=999999999999):paper_id>/mixture")
def take_mixture(paper_id: int) -> Answer:
    """A ready one, and on to the third step."""
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        mixture = MIXTURES.get(request.form.get("mixture", ""))
        if mixture is None:
            raise Refused("选一个现成的。")
        _keep(paper_id, Recipe(parts=mixture.parts))
        return f"题目定了：{mixture.name}。"

    return tried(work, lambda: _page(row), url_for("console.paper_terms", paper_id=paper_id))


@console.post("/papers/<int(max=999999999999):paper_id>/parts")
def keep_parts(paper_id: int) -> Answer:
    """Rows by hand; kept at each look whether there are enough."""
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        parts = tuple(_parts_typed())
        if not parts:
            raise Refused("至少写一行：出什么题，几道。")
        _keep(paper_id, Recipe(parts=parts, shuffled="shuffled" in request.form))
        return f"存下了，一共{sum(part.count for part in parts)}道。"

    onward = "console.paper_terms" if request.form.get("go") == "next" else "console.paper_questions"
    return tried(work, lambda: _page(row), url_for(onward, paper_id=paper_id))


def _keep(paper_id: int, recipe: Recipe) -> None:
    desk, bank = this_desk(), the_bank()
    carry(lambda db: papering.set_recipe(db, paper_id, recipe, bank, now=desk.clock(), clocks=desk.clocks))


def _parts_typed() -> Iterator[Part]:
    form = request.form
    for at in range(1, papering.MOST_PARTS + 1):
        said = form.get(f"count{at}", "").strip()
        if said in ("", "0"):
            continue
        yield Part(
            count=_number(said, papering.MOST_QUESTIONS, f"第{at}行几道"),
            kinds=tuple(Kind(kind) for kind in [form.get(f"kind{at}", "")] if kind in tuple(Kind)),
            topics=tuple(topic for topic in form.get(f"topic{at}", "").split("、") if topic in TOPICS),
            levels=tuple(int(level) for level in form.get(f"level{at}", "") if level in "123"),
            points=_number(form.get(f"points{at}", "1").strip() or "1", 10, f"第{at}行每题几分"),
        )


def _number(said: str, most: int, what: str) -> int:
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= most and len(said) <= 3):
        raise Refused(f"{what}？写1到{most}。")
    return int(said)


@console.get("/papers/<int(max=999999999999):paper_id>/pick")
def pick_questions(paper_id: int) -> str:
    """Questions one by one, by topic or words."""
    return _pick_page(paper_for(paper_id, Deed.PAPERS))


def _pick_page(row: Row) -> str:
    pool, picked = _pool(row), set(recipe_of(row).fixed)
    topic, words = _asked()
    found = [(key, each) for key, each in pool.items() if _is_wanted(key, each, topic, words, picked)]
    return render_template(
        "paper/pick.html",
        row=row,
        picked=picked,
        found=found[:MOST_SHOWN],
        more=len(found) - MOST_SHOWN,
        topics=TOPICS,
        topic=topic,
        words=words,
        called=CALLED,
        most=papering.MOST_QUESTIONS,
    )


def _asked() -> tuple[str, str]:
    topic, words = request.args.get("topic", ""), clean(request.args.get("q", ""))[:LONGEST_WORDS]
    return (topic if topic in TOPICS else ""), words


def _is_wanted(key: int, question: Question, topic: str, words: str, picked: set[int]) -> bool:
    if not topic and not words:
        return key in picked
    fits = not words or words in question.asks or any(words in option for option in question.options)
    return fits and (not topic or topic in question.topics)


@console.post("/papers/<int(max=999999999999):paper_id>/pick")
def keep_picked(paper_id: int) -> Answer:
    """What is ticked on this page comes in, what was unticked goes out; the rest stays as it was."""
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        shown, ticked = set(_ids("shown")), _ids("q")
        before, pool = recipe_of(row), _pool(row)
        kept = [key for key in before.fixed if key not in shown]
        fixed = tuple(dict.fromkeys([*kept, *(key for key in ticked if key in pool)]))
        recipe = replace(before, fixed=fixed, parts=() if fixed else before.parts)
        _keep(paper_id, recipe)
        return f"选好{len(fixed)}道。"

    topic, words = _asked()
    again = url_for("console.pick_questions", paper_id=paper_id, topic=topic or None, q=words or None)
    return tried(work, lambda: _pick_page(row), again)


def _ids(name: str) -> list[int]:
    said = request.form.getlist(name)
    return [int(each) for each in said if each.isascii() and each.isdigit() and len(each) <= 12]


@console.post("/papers/<int(max=999999999999):paper_id>/unpick")
def unpick_all(paper_id: int) -> Answer:
    """None picked by hand any more."""
    row = paper_for(paper_id, Deed.PAPERS)

    def work() -> str:
        _keep(paper_id, Recipe())
        return "选的题都去掉了。"

    return tried(work, lambda: _page(row), url_for("console.paper_questions", paper_id=paper_id))
