"""整改后照片: which task a picture belongs to, whatever came first, the picture or the number."""

from datetime import UTC, datetime

from actions import owning, rehoming
from actions.looking import officers_for
from actions.moving import By
from bot.flow import ANY, Flow, chosen, kind
from bot.turn import SILENCE, Choice, Scene, Turn, lines
from handlers.owner.tasks import is_owner
from handlers.phrases import AFTER
from handlers.report.beginning import FILMS, send_along
from handlers.report.opening import photo_first
from handlers.report.steps import AFTER_PHOTO, MENDED, WORDS
from models import hazards, photos, reported
from models.base import Row
from rules.hazard import NotYours, Part, Status

flow = Flow()

PICTURE = kind("image")
FILM = kind(*FILMS)


@flow.on(ANY, chosen("is_new"))
def is_new(scene: Scene) -> Turn:
    """新发现一处：a report like any other."""
    hazard_id = scene.found["hazard"]
    choices = {9: Choice("nameless", {"hazard": hazard_id}), 0: Choice("drop", {"hazard": hazard_id})}
    said_ = lines(
        "好，新的一处。发完说一句：在哪里、怎么了？", "例：三楼东楼梯口堆着纸箱", "不留名先回 9，发错了回 0"
    )
    return Turn(said_, WORDS, {"hazard": hazard_id}, choices, until=AFTER)


@flow.on(ANY, chosen("mended_with"))
def mended_with(scene: Scene) -> Turn:
    """112弄好了：the pictures of the draft stand beside the task, the draft disappears."""
    row = hazards.find_hazard(scene.db, scene.found["hazard"])
    draft = hazards.find_hazard(scene.db, scene.found["draft"])
    if not is_owner(scene, row) or row["status"] != Status.ASSIGNED:
        raise NotYours(f"{row['number']}号现在不在你手上，我没动它。")
    return take_pictures(scene, draft, row)


def pictures_waiting(scene: Scene) -> Row | None:
    """The draft with pictures this account opened in the last half hour and said nothing about."""
    since = scene.now - scene.house.clocks.nudge
    draft = reported.open_draft_of(scene.db, scene.who.id, since)
    return draft if draft is not None and photos.count_photos(scene.db, draft["id"]) else None


def take_pictures(scene: Scene, draft: Row, row: Row) -> Turn:
    """Y4：the pictures are of 112, put right; whoever looks is named."""
    rehoming.rehome(scene.db, draft, row, scene.now)
    by = By(Part.OWNER, scene.who.person_id)
    owning.fix(scene.db, row, "", scene.now, scene.house.clocks, by=by)
    return mended_turn(scene, row)


def mended_turn(scene: Scene, row: Row) -> Turn:
    """Whose turn it is now; further pictures of the same minutes join."""
    told = [o for o in officers_for(scene.db, row) if o["id"] != row["owner_id"]]
    who = told[0]["name"] if told else "另一个人"
    said_ = f"{row['number']}照片收到，等{who}看。看过就销号。"
    return Turn(said_, MENDED, {"hazard": row["id"], "since": scene.now.timestamp()}, until=AFTER)


@flow.on(AFTER_PHOTO, PICTURE, FILM)
def after_photo(scene: Scene) -> Turn:
    """拍来了：it stands beside the task, and the officer has a look."""
    row = hazards.find_hazard(scene.db, scene.about["hazard"])
    if not is_owner(scene, row) or row["status"] != Status.ASSIGNED:
        return more_after(scene, row)
    send_along(scene, row["id"], stage="after")
    by = By(Part.OWNER, scene.who.person_id)
    owning.fix(scene.db, row, "", scene.now, scene.house.clocks, by=by)
    return mended_turn(scene, row)


@flow.on(MENDED, PICTURE, FILM)
def one_more(scene: Scene) -> Turn:
    """又一张：taken within minutes it belongs to the same task."""
    row = hazards.find_hazard(scene.db, scene.about["hazard"])
    since = datetime.fromtimestamp(scene.about["since"], UTC)
    if row["status"] != Status.FIXED or scene.inbound.created_at - since > scene.house.clocks.nudge:
        return photo_first(scene)
    return more_after(scene, row)


def more_after(scene: Scene, row: Row) -> Turn:
    if row["status"] != Status.FIXED:
        return photo_first(scene)
    send_along(scene, row["id"], stage="after")
    return SILENCE
