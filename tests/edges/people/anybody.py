"""Three people without a plan: hypothesis decides who does what next, and the promises are asked each time."""

from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.edges.people import words as w
from tests.edges.people.talk import Deed
from tests.edges.people.town import PEOPLE, Town

WHO = st.sampled_from(sorted(PEOPLE))
NTH = st.integers(0, 7)
NTHS = st.lists(NTH, min_size=1, max_size=4)
WAITS = (1, 4, 20, 119, 121, 301, 1700, 1860, 3700, 7201, 15_000, 40_000, 86_401)
BACK = (-1, -5, -40)


class Anybody(RuleBasedStateMachine):
    """Every rule is one deed of one of the three, or something that happens."""

    opens: ClassVar[Callable[[], Town]]
    played: ClassVar[list[Deed]] = []
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.town = Anybody.opens()
        Anybody.played = []

    def teardown(self) -> None:
        self.town.close()

    def do(self, who: str, what: str, **facts: Any) -> None:
        deed = Deed(who, what, facts)
        Anybody.played.append(deed)
        Anybody.steps += 1
        self.town.play(deed)

    @rule(who=WHO, number=st.sampled_from((1, 1, 1, 2, 3, 9)), ago=st.sampled_from((0, 0, 3, 60)))
    def photos(self, who: str, number: int, ago: int) -> None:
        self.do(who, "shows", number=number, ago=ago)

    @rule(who=WHO)
    def a_photo_the_platform_loses(self, who: str) -> None:
        self.do(who, "shows", number=1, lost=True)

    @rule(who=WHO, words=st.sampled_from(w.SENTENCES))
    def a_hazard(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=WHO, words=st.sampled_from(w.SENTENCES))
    def another_hazard(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=WHO, words=st.sampled_from(w.TALK))
    def talk(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=WHO, words=st.sampled_from(w.TALK))
    def more_talk(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=st.sampled_from(("stranger", "nurse")), words=st.sampled_from(w.BINDINGS))
    def who_i_am(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=WHO, words=st.sampled_from(w.NAMELESS))
    def no_name(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=WHO, words=st.text(min_size=1, max_size=30))
    def anything(self, who: str, words: str) -> None:
        self.do(who, "says", words=words)

    @rule(who=WHO, digit=st.integers(0, 9))
    def a_digit(self, who: str, digit: int) -> None:
        self.do(who, "says", words=str(digit))

    @rule(who=WHO, nths=NTHS)
    def what_is_offered(self, who: str, nths: list[int]) -> None:
        self._goes_on(who, nths)

    @rule(who=WHO, words=st.sampled_from(w.OPENINGS), nths=NTHS)
    def says_and_chooses(self, who: str, words: str, nths: list[int]) -> None:
        self.do(who, "says", words=words)
        self._goes_on(who, nths)

    @rule(who=WHO, number=st.sampled_from((1, 3)), words=st.sampled_from(w.SENTENCES), nths=NTHS)
    def reports_and_chooses(self, who: str, number: int, words: str, nths: list[int]) -> None:
        self.do(who, "shows", number=number)
        self.do(who, "says", words=words)
        self._goes_on(who, nths)

    @rule(who=WHO, words=st.sampled_from(w.ANSWERS), nths=NTHS)
    def chooses_and_answers(self, who: str, words: str, nths: list[int]) -> None:
        self._goes_on(who, nths)
        self.do(who, "says", words=words)

    @rule(name=st.sampled_from(w.NAMES), words=st.sampled_from(w.HAZARDS), nths=NTHS)
    def somebody_new(self, name: str, words: str, nths: list[int]) -> None:
        for said in ("解绑", "不公用", words, name):
            self.do("stranger", "says", words=said)
        self.do("officer", "says", words="待办")
        self._goes_on("officer", nths)

    @rule(who=WHO, words=st.sampled_from(w.SENTENCES), before=st.booleans(), heard=st.booleans(), nths=NTHS)
    def without_a_name(self, who: str, words: str, before: bool, heard: bool, nths: list[int]) -> None:
        for said in ("匿名", words) if before else (words, "匿名"):
            if heard and said == words:
                self.do(who, "speaks", heard=words)
                self.do(who, "takes", nth=1)
            else:
                self.do(who, "says", words=said)
        self._goes_on(who, nths)

    @rule(who=WHO, nth=NTH, nths=NTHS, words=st.sampled_from(w.HAZARDS))
    def it_comes_back(self, who: str, nth: int, nths: list[int], words: str) -> None:
        self.do(who, "says", words=words)
        self.do("officer", "about", nth=-1, words="{}")
        self.do("officer", "takes", nth=nth)
        self.do(who, "says", words=words)
        self._goes_on(who, nths)

    @rule(who=WHO, label=st.sampled_from(w.LABELS), words=st.sampled_from(w.TALK))
    def a_place_first(self, who: str, label: str, words: str) -> None:
        self.do(who, "points", label=label)
        self.do(who, "says", words=words)

    @rule(who=WHO, number=st.integers(1, 2), words=st.sampled_from(w.TALK), nths=NTHS)
    def left_for_a_day(self, who: str, number: int, words: str, nths: list[int]) -> None:
        self.do(who, "shows", number=number)
        self.do("…", "passes", seconds=86_500)
        self.do(who, "says", words=words)
        self._goes_on(who, nths)

    @rule(who=WHO, number=st.integers(2, 5), part=st.sampled_from(w.PARTS), words=st.sampled_from(w.HAZARDS))
    def an_album(self, who: str, number: int, part: str, words: str) -> None:
        self.do(who, "shows", number=number)
        self.do(who, "says", words=words)
        self.do(who, "takes", nth=4)
        self.do(who, "says", words=part)

    @rule(who=WHO, nth=NTH, nths=NTHS)
    def opens_a_number(self, who: str, nth: int, nths: list[int]) -> None:
        self.do(who, "about", nth=nth, words="{}")
        self._goes_on(who, nths)

    @rule(nths=NTHS, words=st.sampled_from(w.ORDERS))
    def the_officer_works(self, nths: list[int], words: str) -> None:
        self.do("officer", "says", words="待办")
        self._goes_on("officer", nths)
        self.do("officer", "says", words=words)

    @rule(who=WHO, words=st.sampled_from(w.OPENINGS), nths=st.lists(NTH, max_size=2), digit=st.integers(0, 9))
    def chooses_too_late(self, who: str, words: str, nths: list[int], digit: int) -> None:
        self.do(who, "says", words=words)
        self._goes_on(who, nths)
        self.do("…", "passes", seconds=1860)
        self.do(who, "says", words=str(digit))

    def _goes_on(self, who: str, nths: list[int]) -> None:
        for nth in nths:
            self.do(who, "takes", nth=nth)

    @rule(who=WHO, nth=NTH, words=st.sampled_from(w.ABOUT_A_NUMBER))
    def about_a_number(self, who: str, nth: int, words: str) -> None:
        self.do(who, "about", nth=nth, words=words)

    @rule(who=WHO, number=st.sampled_from((110, 119, 120, 122, 302, 911)))
    def a_number_of_nothing(self, who: str, number: int) -> None:
        self.do(who, "says", words=str(number))

    @rule(who=WHO, nth=NTH)
    def a_receipt(self, who: str, nth: int) -> None:
        self.do(who, "asks", nth=nth)

    @rule(who=WHO, heard=st.sampled_from(("", "", *w.SENTENCES, "好的")))
    def a_voice(self, who: str, heard: str) -> None:
        self.do(who, "speaks", heard=heard)

    @rule(who=WHO, kind=st.sampled_from(("video", "shortvideo")), cover=st.booleans())
    def a_film(self, who: str, kind: str, cover: bool) -> None:
        self.do(who, "films", kind=kind, cover=cover)

    @rule(who=WHO, label=st.sampled_from(w.LABELS))
    def a_location(self, who: str, label: str) -> None:
        self.do(who, "points", label=label)

    @rule(who=WHO, kind=st.sampled_from(w.THINGS))
    def a_thing(self, who: str, kind: str) -> None:
        self.do(who, "sends", kind=kind)

    @rule(who=WHO, key=st.sampled_from(w.CODES), name=st.sampled_from(("SCAN", "subscribe", "unsubscribe")))
    def a_code(self, who: str, key: str, name: str) -> None:
        code = f"qrscene_{key}" if key and name == "subscribe" else key
        self.do(who, "happens", name=name, key=code)

    @rule(who=WHO, key=st.sampled_from(w.KEYS))
    def the_menu(self, who: str, key: str) -> None:
        self.do(who, "happens", name="CLICK", key=key)

    @rule(who=WHO, name=st.sampled_from(w.EVENTS))
    def an_event(self, who: str, name: str) -> None:
        self.do(who, "happens", name=name)

    @rule(seconds=st.sampled_from(WAITS))
    def silence(self, seconds: int) -> None:
        self.do("…", "passes", seconds=seconds)

    @rule(seconds=st.sampled_from(BACK))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self.do("…", "passes", seconds=seconds)

    @precondition(lambda self: self.town.deliveries)
    @rule(nth=st.integers(0, 4))
    def the_same_again(self, nth: int) -> None:
        self.do("…", "repeats", nth=nth)

    @rule()
    def a_restart(self) -> None:
        self.do("…", "restarts")

    @rule(down=st.booleans())
    def the_platform(self, down: bool) -> None:
        self.do("…", "fails", down=down)
