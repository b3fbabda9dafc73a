"""How a report begins: a draft at the spot somebody sent before, and what was sent along."""

from actions import hazards as act
from actions.hazards import Picture
from bot.turn import Scene
from handlers.phrases import reporter_of
from models import hazards

FILMS = ("video", "shortvideo")


def begin(scene: Scene, *, nudged: bool) -> int:
    """A new draft, at the spot somebody sent just before, if there is one."""
    hazard_id = act.open_draft(scene.db, reporter_of(scene), scene.now, scene.house.clocks, nudged=nudged)
    if spot := scene.about.get("spot"):
        label, latitude, longitude = spot
        hazards.change_hazard(scene.db, hazard_id, place_text=label, latitude=latitude, longitude=longitude)
    return hazard_id


def send_along(scene: Scene, hazard_id: int, *, medium: str = "photo", stage: str = "before") -> int:
    """Keep what the platform said about a picture; the courier fetches it."""
    inbound = scene.inbound
    film = inbound.kind in FILMS
    picture = Picture(
        media_id=inbound.cover_id if film else inbound.media_id,
        taken_at=inbound.created_at,
        url=inbound.picture_url,
        medium="cover" if film else medium,
        stage=stage,
    )
    return act.add_picture(scene.db, hazard_id, picture, scene.now)
