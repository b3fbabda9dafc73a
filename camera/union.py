"""Scenes of the page for the union."""

from camera.staff import BLOCKED, SENTENCE, ZHANG, Scene
from camera.studio import Studio

CHEN = "陈静"


def reminder(studio: Studio) -> None:
    """到日子的提醒."""
    studio.box.later(days=17, hours=20)
    studio.box.says(CHEN, "待办")
    studio.from_here(CHEN)
    studio.box.later(hours=3, minutes=59)
    studio.box.later(minutes=2)
    studio.box.wait_for(CHEN, "统计表")
    studio.take("reminder", CHEN)


def passed_on(studio: Studio) -> None:
    """有人跟工会说."""
    studio.box.says(CHEN, "待办")
    studio.from_here(CHEN)
    studio.box.says(ZHANG, "夜班休息室太小了，想要张床")
    studio.box.says(ZHANG, "2", "夜班休息室太小了，想要张床")
    studio.take("to-union", ZHANG)
    studio.box.wait_for(CHEN, "跟工会说")
    studio.take("from-somebody", CHEN)


def name(studio: Studio) -> None:
    """看名字，留记录."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE)
    with studio.lens.opened(studio.door(CHEN)) as page:
        door = page.url.split("/console")[0] + "/console/hazards/101"
        page.goto(door)
        studio.lens.page(page, "name", at=".facts")
        page.get_by_role("button", name="看名字").click()
        studio.lens.page(page, "name-seen", at=".facts")
        page.goto(door)
        studio.lens.page(page, "name-kept", at=".past")


def sealed(studio: Studio) -> None:
    """封存的照片."""
    studio.box.shows(ZHANG, BLOCKED)
    studio.box.says(ZHANG, SENTENCE, "照片里有病人")
    with studio.lens.opened(studio.door(CHEN)) as page:
        page.goto(page.url.split("/console")[0] + "/console/hazards/101")
        studio.lens.page(page, "sealed", height=580)


UNION: dict[str, Scene] = {scene.__name__: scene for scene in (reminder, passed_on, name, sealed)}
