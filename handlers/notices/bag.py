"""Who carries what: every kind of errand and whoever does it."""

from bot.courier import Bag, Carrier
from bot.evidence import EvidenceFetcher
from bot.fetching import Fetcher
from handlers.notices.drafts import Drafts
from handlers.notices.lines import UpTheLine
from handlers.notices.officers import ToOfficers
from handlers.notices.others import ToOthers
from handlers.notices.owners import ToOwners
from handlers.notices.reminders import Reminders
from handlers.notices.reporters import ToReporters
from handlers.notices.sitters import Sitters
from handlers.notices.speaking import Speaker

Carriers = dict[str, Carrier]


def pack(speaker: Speaker, fetcher: Fetcher, proofs: EvidenceFetcher) -> Bag:
    """The bag of a courier."""
    officers, line, drafts = ToOfficers(speaker), UpTheLine(speaker), Drafts(speaker.house.clocks)
    carriers = (
        _of_pictures(fetcher),
        {"fetch_evidence": proofs.fetch},
        _to_reporters(ToReporters(speaker)),
        _to_owners(ToOwners(speaker)),
        _up_the_line(line),
        _to_others(ToOthers(speaker), Sitters(speaker)),
    )
    return Bag(
        carriers={kind: carry for one in carriers for kind, carry in one.items()},
        chores={
            "settle_draft": drafts.settle,
            "forget_draft": drafts.forget,
            "tell_officers": officers.tell,
            "tell_silence": line.silence,
            "tell_overdue": line.overdue,
        },
        rounds={"news": officers.news, "remind": Reminders(speaker).remind},
    )


def _of_pictures(fetcher: Fetcher) -> Carriers:
    return {
        "fetch_photo": fetcher.fetch,
        "forget_originals": fetcher.forget_originals,
        "purge_photos": fetcher.purge,
        "copy_photo": fetcher.copy,
    }


def _to_reporters(reporters: ToReporters) -> Carriers:
    return {
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
        "invite": reporters.invited,
    }


def _to_owners(owners: ToOwners) -> Carriers:
    return {
        "tell_owner": owners.tell,
        "ask_progress": owners.ask,
        "ask_block": owners.ask_block,
        "tell_box": owners.box_over,
        "tell_urged": owners.urged,
    }


def _up_the_line(line: UpTheLine) -> Carriers:
    return {
        "tell_officer": line.officer,
        "tell_above": line.up,
        "ask_decider": line.decider,
        "ask_scheme": line.scheme,
        "ask_listing": line.listing,
    }


def _to_others(others: ToOthers, sitters: Sitters) -> Carriers:
    return {
        "to_union": others.passed_on,
        "unknown_code": others.unknown_code,
        "tell_exam": sitters.exam,
        "tell_sheet": others.sheet,
        "tell_finding": others.finding,
        "half_told": others.half_told,
        "manned": others.manned,
    }
