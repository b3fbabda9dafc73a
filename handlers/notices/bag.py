"""Who carries what: every kind of errand and whoever does it."""

from bot.courier import Bag
from bot.fetching import Fetcher
from handlers.notices.drafts import Drafts
from handlers.notices.lines import UpTheLine
from handlers.notices.officers import ToOfficers
from handlers.notices.others import ToOthers
from handlers.notices.owners import ToOwners
from handlers.notices.reminders import Reminders
from handlers.notices.reporters import ToReporters
from handlers.notices.speaking import Speaker


def pack(speaker: Speaker, fetcher: Fetcher) -> Bag:
    """The bag of a courier."""
    reporters, officers, owners = ToReporters(speaker), ToOfficers(speaker), ToOwners(speaker)
    others, line = ToOthers(speaker), UpTheLine(speaker)
    drafts = Drafts(speaker.house.clocks)
    return Bag(
        carriers={
            "fetch_photo": fetcher.fetch,
            "forget_originals": fetcher.forget_originals,
            "purge_photos": fetcher.purge,
            "nudge": reporters.nudge,
            "same_photo": reporters.same_photo,
            "photo_gone": reporters.photo_gone,
            "tell_rebound": reporters.rebound,
            "tell_released": reporters.released,
            "tell_heard": reporters.heard,
            "ask_reporter": reporters.asked,
            "nobody_came": reporters.nobody_came,
            "somebody_comes": reporters.somebody_comes,
            "tell_standing": reporters.standing,
            "tell_known": reporters.known,
            "tell_owner": owners.tell,
            "ask_progress": owners.ask,
            "ask_block": owners.ask_block,
            "tell_box": owners.box_over,
            "tell_officer": line.officer,
            "tell_above": line.up,
            "ask_decider": line.decider,
            "ask_scheme": line.scheme,
            "ask_listing": line.listing,
            "invite": reporters.invited,
            "tell_urged": owners.urged,
            "to_union": others.passed_on,
            "remind": Reminders(speaker).remind,
            "unknown_code": others.unknown_code,
            "copy_photo": fetcher.copy,
        },
        chores={
            "settle_draft": drafts.settle,
            "forget_draft": drafts.forget,
            "tell_officers": officers.tell,
            "tell_silence": line.silence,
            "tell_overdue": line.overdue,
        },
        rounds={"news": officers.news},
    )
