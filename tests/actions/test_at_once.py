"""Two people at one hazard in the same moment, twenty times over, on both databases with real connections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from actions import assigning, auditing, deciding, letters, owning, verifying
from actions.moving import By
from models import hazards as ledger
from models import history, outbox
from models import letters as papers
from models.base import Db
from rules.hazard import Part, Status
from rules.refusal import Refused
from tests.edges.loop.making import assign, find, fix, order, report
from tests.edges.loop.ward import HEAD, Ward
from tests.edges.together import at_once
from tests.sentences import is_fit

TIMES = 20
Deed = Callable[[Db, Any, By], object]


@dataclass(frozen=True)
class Actor:
    """Somebody in a part, and what they are about to do to a row they have read."""

    part: Part
    name: str
    deed: Deed


def both(ward: Ward, hazard_id: int, *actors: Actor) -> list[str]:
    """What each was told: nothing, or why not. Each has read the row as it was before anybody began."""
    ward.product.clock.forward(seconds=1)  # type: ignore[attr-defined]
    row = find(ward, hazard_id)

    def does(actor: Actor) -> Callable[[], str]:
        by = By(actor.part, ward.ids[actor.name])

        def deed() -> str:
            try:
                ward.carry(lambda db: actor.deed(db, row, by))
            except Refused as refused:
                return str(refused)
            return ""

        return deed

    said = at_once([does(actor) for actor in actors])
    assert all(not words or is_fit(words) for words in said), said
    assert ward.carry(lambda db: auditing.intact(db, hazard_id))
    return said


def when(ward: Ward) -> tuple[Any, Any]:
    return ward.now, ward.product.house.clocks


def gives(ward: Ward, to: str) -> Deed:
    kinds = ward.product.house.kinds

    def deed(db: Db, row: Any, by: By) -> object:
        return assigning.assign(db, row, order(db, ward, to), kinds, *when(ward), by=by)

    return deed


def verbs(ward: Ward, hazard_id: int) -> list[str]:
    lines: Sequence[Any] = ward.carry(lambda db: history.history_of(db, hazard_id))
    return [line["verb"] for line in lines]


def watched(ward: Ward, hazard_id: int) -> dict[str, set[Any]]:
    """The kinds of errands that wait about the work, and for whom."""
    waiting: dict[str, set[Any]] = {}
    for errand in ward.carry(lambda db: outbox.errands(db, hazard_id=hazard_id)):
        if errand["state"] == "waiting" and errand["kind"] in ("ask_progress", "tell_overdue", "tell_box"):
            waiting.setdefault(errand["kind"], set()).add((errand["person_id"], errand["payload"]["due_on"]))
    return waiting


def test_two_officers_give_it_away(ward: Ward) -> None:
    """One wins; the other reads whose it is now, and who was faster."""
    for _ in range(TIMES):
        hazard_id = report(ward)
        actors = (
            Actor(Part.OFFICER, "李红", gives(ward, "王强")),
            Actor(Part.OFFICER, "孙丽", gives(ward, "刘军")),
        )
        said = both(ward, hazard_id, *actors)
        assert sorted(map(bool, said)) == [False, True], said
        winner = said.index("")
        row = find(ward, hazard_id)
        owner = ("王强", "刘军")[winner]
        assert row["owner_id"] == ward.ids[owner]
        assert said[1 - winner].startswith(
            f"{row['number']}号{actors[winner].name}刚派给{owner}，你这次没动它。"
        )
        assert verbs(ward, hazard_id).count("assign") == 1


def test_the_owner_mends_while_an_officer_gives_it_to_another(ward: Ward) -> None:
    """Mended first, it is mended by whose it was; given first, it is no longer theirs to say so."""
    for _ in range(TIMES):
        hazard_id = report(ward)
        assign(ward, hazard_id)
        mends = Actor(
            Part.OWNER, "王强", lambda db, row, by: owning.fix(db, row, "清走了", *when(ward), by=by)
        )
        said = both(ward, hazard_id, mends, Actor(Part.OFFICER, "李红", gives(ward, "刘军")))
        assert sorted(map(bool, said)) == [False, True], said
        row = find(ward, hazard_id)
        if said[0]:
            assert (row["status"], row["owner_id"]) == (Status.ASSIGNED, ward.ids["刘军"])
            assert said[0] == f"{row['number']}号刚改派给刘军了，你这次没动它。"
        else:
            assert (row["status"], row["owner_id"]) == (Status.FIXED, ward.ids["王强"])
            assert said[1].startswith(f"{row['number']}号现在是待验收，你这次没动它。")
            assert not watched(ward, hazard_id)


def test_the_reporter_looks_while_the_officer_closes(ward: Ward) -> None:
    for _ in range(TIMES):
        hazard_id = report(ward)
        assign(ward, hazard_id)
        fix(ward, hazard_id)

        def closes(db: Db, row: Any, by: By) -> object:
            return verifying.close(db, row, *when(ward), by=by)

        said = both(
            ward, hazard_id, Actor(Part.REPORTER, "张敏", closes), Actor(Part.OFFICER, "李红", closes)
        )
        assert sorted(map(bool, said)) == [False, True], said
        row = find(ward, hazard_id)
        assert row["closed_by_id"] == ward.ids["李红" if said[0] else "张敏"]
        assert max(said).startswith(f"{row['number']}号现在是已销号，你这次没动它。")
        assert len({"close", "verify"} & set(verbs(ward, hazard_id))) == 1
        told = [e for e in ward.errands("tell_standing") if e["hazard_id"] == hazard_id]
        assert [e["payload"]["status"] for e in told].count(Status.CLOSED) == 1


def test_one_looks_and_finds_it_wrong_while_another_closes(ward: Ward) -> None:
    for _ in range(TIMES):
        hazard_id = report(ward)
        assign(ward, hazard_id)
        fix(ward, hazard_id)
        said = both(
            ward,
            hazard_id,
            Actor(
                Part.REPORTER,
                "张敏",
                lambda db, row, by: verifying.send_back(db, row, "没好", *when(ward), by=by),
            ),
            Actor(Part.OFFICER, "李红", lambda db, row, by: verifying.close(db, row, *when(ward), by=by)),
        )
        assert sorted(map(bool, said)) == [False, True], said
        status = find(ward, hazard_id)["status"]
        assert status == (Status.CLOSED if said[0] else Status.ASSIGNED)
        assert bool(watched(ward, hazard_id)) == (status == Status.ASSIGNED)
        assert "张敏" not in "".join(said), "nobody reads who looked"


def test_letters_written_at_once_get_numbers_of_their_own(ward: Ward) -> None:
    first, second = report(ward), report(ward)

    def writes(hazard_id: int) -> Callable[[], object]:
        def work(db: Db) -> object:
            row = ledger.find_hazard(db, hazard_id)
            return letters.write(db, row, "缺钱", *when(ward), by=By(Part.UNION, ward.ids["陈静"]))

        return lambda: ward.carry(work)

    for _ in range(TIMES):
        ids = at_once([writes(first), writes(second), writes(first)])
        assert len(set(ids)) == 3
    written = [*ward.carry(lambda db: papers.letters_of(db, first))]
    written += ward.carry(lambda db: papers.letters_of(db, second))
    assert sorted(letter["seq"] for letter in written) == list(range(1, 3 * TIMES + 1))
    assert ward.carry(lambda db: auditing.intact(db, first))


def test_it_is_handed_up_while_another_day_is_given(ward: Ward) -> None:
    """Both hold: the head has it, until the new day; and who is asked is the head, about that day."""
    for _ in range(TIMES):
        hazard_id = report(ward)
        assign(ward, hazard_id)
        due = find(ward, hazard_id)["due_on"].replace(day=20)
        said = both(
            ward,
            hazard_id,
            Actor(
                Part.OWNER, "王强", lambda db, row, by: owning.hand_up(db, row, "缺钱", *when(ward), by=by)
            ),
            Actor(
                Part.OFFICER,
                "李红",
                lambda db, row, by, due=due: deciding.extend(db, row, due, *when(ward), by=by),
            ),
        )
        assert said == ["", ""]
        row = find(ward, hazard_id)
        assert (row["owner_id"], row["due_on"]) == (ward.ids[HEAD], due)
        asked = watched(ward, hazard_id)
        assert asked["tell_overdue"] == {(ward.ids[HEAD], due.isoformat())}
        assert all(who == {(ward.ids[HEAD], due.isoformat())} for who in asked.values()), asked


def test_an_owner_who_presses_twice_hands_it_up_once(ward: Ward) -> None:
    """The second press finds that it is the head's; it does not climb past the head, and there is one letter."""

    def up(db: Db, row: Any, by: By) -> object:
        return owning.hand_up(db, row, "缺钱", *when(ward), by=by)

    for _ in range(TIMES):
        hazard_id = report(ward)
        assign(ward, hazard_id)
        said = both(ward, hazard_id, Actor(Part.OWNER, "王强", up), Actor(Part.OWNER, "王强", up))
        assert sorted(map(bool, said)) == [False, True], said
        row = find(ward, hazard_id)
        assert row["owner_id"] == ward.ids[HEAD]
        assert max(said) == f"{row['number']}号刚改派给{HEAD}了，你这次没动它。"
        assert len(ward.carry(lambda db, one=hazard_id: papers.letters_of(db, one))) == 1


def test_nobody_reads_which_reporter_was_faster(ward: Ward) -> None:
    """A reporter sends back what an officer was about to send to be looked at."""
    hazard_id = report(ward)
    assign(ward, hazard_id)
    fix(ward, hazard_id)
    row = find(ward, hazard_id)
    back, officer = By(Part.REPORTER, ward.ids["张敏"]), By(Part.OFFICER, ward.ids["李红"])
    ward.carry(lambda db: verifying.send_back(db, row, "没好", *when(ward), by=back))
    with pytest.raises(Refused) as refused:
        ward.carry(lambda db: verifying.invite(db, row, *when(ward), by=officer))
    assert "张敏" not in str(refused.value)
    assert "刚派给" not in str(refused.value)
    assert is_fit(str(refused.value))
