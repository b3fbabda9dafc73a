"""Plays one story at a time at reading speed, until it ends or a person takes over."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from .bubble import Bubble
from .phone import NotFollowing
from .pictures import ready_picture
from .stories import STORIES
from .story import Step, Story

if TYPE_CHECKING:
    from .box import Box
    from .phone import Phone

NUMBER = re.compile(r"(?<!\d)[1-9]\d{2,3}(?!\d)")
LETTERS_A_SECOND = 12
SHORTEST, LONGEST = 1.4, 5.0  # seconds somebody looks at one step


@dataclass(frozen=True)
class Scene:
    """What is on stage now; ``handover`` is set when the story has ended by itself."""

    story: str = ""
    caption: str = ""
    step: int = 0
    steps: int = 0
    playing: bool = False
    handover: str = ""
    who: str = ""


class Stage:
    """Knows the stories by name; ``pace`` 2 plays twice as fast."""

    def __init__(self, box: "Box", stories: Sequence[Story] | None) -> None:
        self._box = box
        self.stories = {story.name: story for story in (STORIES if stories is None else stories)}
        self.scene, self.pace = Scene(), 1.0
        self._stopped = threading.Event()
        self._player: threading.Thread | None = None

    def play(self, name: str) -> None:
        """Begin a story; KeyError if there is none of this name."""
        story = self.stories[name]
        self.stop()
        self._stopped = threading.Event()
        self.scene = Scene(name, steps=len(story.steps), playing=True)
        self._player = threading.Thread(
            target=self._run, args=(story, self._stopped), name="box-story", daemon=True
        )
        self._player.start()

    def stop(self) -> None:
        """End the story where it is."""
        self._stopped.set()
        self.scene = replace(self.scene, playing=False, caption="")

    def clear(self) -> None:
        """An empty stage."""
        self.stop()
        self.scene = Scene()

    def _run(self, story: Story, stopped: threading.Event) -> None:
        try:
            self._tell(story, stopped)
        except (NotFollowing, TimeoutError, ValueError) as trouble:
            self.scene = replace(self.scene, playing=False, caption="", handover=f"演不下去了：{trouble}")

    def _tell(self, story: Story, stopped: threading.Event) -> None:
        for name, title in story.newcomers.items():
            self._box.phone(name, title, following=False)
        for nth, step in enumerate(story.steps, 1):
            caption = step.what[0] if step.deed == "tells" else self.scene.caption
            self.scene = replace(self.scene, step=nth, caption=caption, who=step.who)
            read = caption if step.deed == "tells" else self._do(step)
            if stopped.wait(self._reading_time(read)):
                return
        self.scene = replace(self.scene, playing=False, caption="", handover=story.handover)

    def _reading_time(self, words: str) -> float:
        return min(LONGEST, max(SHORTEST, 0.6 + len(words) / LETTERS_A_SECOND)) / self.pace

    def _do(self, step: Step) -> str:
        """Do it, and give what there is to read now."""
        if step.deed == "jump":
            jump = self._box.jump(timedelta(minutes=int(step.what[0])))
            return "".join(push.text for push in jump.pushes)
        if step.deed == "pauses":
            return "　" * 40
        return "".join(bubble.plain for bubble in self._act(self._box.phone(step.who), step))

    def _act(self, phone: "Phone", step: Step) -> list[Bubble]:
        if step.deed == "shows":
            return phone.shows(*[ready_picture(name) for name in step.what])
        if step.deed == "speaks":
            return phone.speaks(int(step.what[0]) if step.what else 6)
        words = step.what[0] if step.what else ""
        if step.deed == "scans":
            return phone.scans(words or next((scene for scene, _ in self._box.places), "1"))
        if step.deed == "follows":
            return phone.follows()
        if step.deed == "taps":
            return phone.taps(words)
        if step.deed == "taps_link":
            return phone.taps_link(words)
        return phone.says(words.replace("{号}", _last_number(phone)))


def _last_number(phone: "Phone") -> str:
    for bubble in reversed(phone.screen):
        found = None if bubble.mine else NUMBER.search(bubble.plain)
        if found:
            return found[0]
    return ""
