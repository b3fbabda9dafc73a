"""The whole product, put together from its parts and nothing running yet."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import text

import handlers
from actions.plan.book import PlanBook
from bot import seals
from bot.courier import Courier
from bot.dispatch import Dispatch
from bot.evidence import EvidenceFetcher
from bot.fetching import Fetcher
from bot.flow import Switchboard
from bot.links import Links
from bot.platform import Platform
from bot.shelf import Folder
from bot.turn import House
from bot.webhook import Webhook
from bot.wechat import Account, Reader
from handlers.notices.bag import pack
from handlers.notices.speaking import Speaker, Template
from models import outbox
from plans.kinds import load_kinds
from plans.loading import load_plans
from plans.major import load_major
from rules.clocks import Clocks
from rules.pace import Pace
from scheduler import Metronome
from suishoupai.beats import beats
from suishoupai.figures import Figures
from suishoupai.settings import Settings
from suishoupai.stores import Stores

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Product:
    """Everything of one process; ``start`` sets courier and scheduler going as threads."""

    settings: Settings
    stores: Stores
    clock: Clock
    house: House
    dispatch: Dispatch
    webhook: Webhook
    platform: Platform | None
    shelf: Folder
    proofs: Folder
    courier: Courier
    metronome: Metronome
    figures: Figures

    def start(self, *, courier: bool = True, scheduler: bool = True) -> None:
        """Free what a dead process held, then carry and tick."""
        if courier:
            if self.stores.reading.dialect.name == "sqlite":  # the holder of the data lock is alone
                self.stores.writer.carry(outbox.free_claims)
            threading.Thread(target=self.courier.run, name="courier", daemon=True).start()
        if scheduler:
            self.metronome.start()

    def stop(self) -> None:
        self.courier.stop()
        self.stores.writer.close()
        self.stores.reading.dispose()


def clocks_of(settings: Settings) -> Clocks:
    waits = settings.waits
    given = {name: getattr(waits, name) for name in type(waits).model_fields}
    return Clocks(zone=settings.zone, pace=_pace_of(settings), **given)


def _pace_of(settings: Settings) -> Pace:
    loop = settings.loop
    given = {name: getattr(loop, name) for name in type(loop).model_fields}
    return Pace(**{**given, "box": {**Pace().box, **loop.box}})


def make_house(settings: Settings) -> House:
    """The telephones, clocks and kinds every turn sees."""
    hospital = settings.hospital
    links = links_of(settings)
    return House(
        clocks=clocks_of(settings),
        kinds=load_kinds(),
        seal=seals.make_seal(settings.web.secret_key.get_secret_value()),
        draw_digits=lambda count: "".join(secrets.choice("0123456789") for _ in range(count)),
        draw_token=lambda: secrets.token_urlsafe(24),
        public_url=settings.web.public_url,
        link_to=links.to_hazard,
        link_to_mine=links.to_mine,
        link_to_exam=links.to_exam,
        link_to_live=links.to_live,
        link_to_question=links.to_question,
        link_to_sheet=links.to_sheet,
        sends_templates=bool(settings.wechat.templates.notice),
        emergency_phone=hospital.emergency_phone,
        union_phone=hospital.union_phone,
        union_name=hospital.union_name,
        repair_phone=hospital.repair_phone,
        majors=load_major(),
        plans=PlanBook(load_plans()),
    )


def links_of(settings: Settings) -> Links:
    """What signs the addresses reporters get."""
    secret = seals.derive(settings.web.secret_key.get_secret_value(), "links").hex()
    return Links(secret, settings.web.public_url)


def account_of(settings: Settings) -> Account:
    wechat = settings.wechat
    keys = [key.get_secret_value() for key in (wechat.aes_key, wechat.previous_aes_key) if key]
    token = wechat.token.get_secret_value() if wechat.token else ""
    return Account(token, wechat.app_id, keys, wechat.mode == "safe")


def build(settings: Settings, stores: Stores, clock: Clock = wall_clock, *, name: str = "courier") -> Product:
    """Put the house together. Opens nothing, starts nothing."""
    house = make_house(settings)
    dispatch = Dispatch(stores.writer, switchboard(), house, clock)
    figures = Figures(lambda: backlog(stores, clock)[0], lambda: backlog(stores, clock)[1])
    platform = make_platform(settings, stores, clock)
    shelf, proofs = Folder(settings.photos_dir), Folder(settings.photos_dir / "evidence")
    fetchers = (
        Fetcher(platform, shelf, stores.writer, clock),
        EvidenceFetcher(platform, proofs, stores.writer, clock),
    )
    speaker = Speaker(stores.writer, platform, house, template_of(settings), clock)
    courier = Courier(stores.writer, stores.reading, pack(speaker, *fetchers), clock, name=name)
    stores.writer.on_posted = courier.wake
    return Product(
        settings=settings,
        stores=stores,
        clock=clock,
        house=house,
        dispatch=dispatch,
        webhook=make_webhook(settings, dispatch, figures, clock),
        platform=platform,
        shelf=shelf,
        proofs=proofs,
        courier=courier,
        metronome=Metronome(beats(stores, house), clock, settings.zone),
        figures=figures,
    )


@cache
def switchboard() -> Switchboard:
    """Every conversation there is; nothing of it belongs to one house."""
    return Switchboard(handlers.FLOWS, handlers.PLAIN)


def make_webhook(settings: Settings, dispatch: Dispatch, figures: Figures, clock: Clock) -> Webhook:
    """The door the platform knocks at; the figures hear of every knock."""
    receipt = seals.derive(settings.web.secret_key.get_secret_value(), "receipt")
    reader = Reader(account_of(settings), receipt)
    webhook = Webhook(reader, dispatch, clock, max_skew=settings.wechat.max_skew, seen=figures.seen)
    figures.skew = lambda: webhook.last_skew
    return webhook


def template_of(settings: Settings) -> Template:
    templates = settings.wechat.templates
    return Template(templates.notice, templates.what, templates.who, templates.when, templates.lack)


def make_platform(settings: Settings, stores: Stores, clock: Clock) -> Platform | None:
    wechat = settings.wechat
    secret = wechat.app_secret.get_secret_value()
    if not wechat.app_id or not secret:
        return None
    return Platform(wechat.app_id, secret, wechat.api_base, writer=stores.writer, clock=clock)


def backlog(stores: Stores, clock: Clock) -> tuple[int, float]:
    """How many errands are due, and by how many seconds the oldest is late."""
    now = clock()
    with stores.reading.connect() as db:
        count, oldest = outbox.backlog(db, now)
    return count, max(0.0, (now - oldest).total_seconds()) if oldest else 0.0


def is_well(stores: Stores) -> bool:
    """Whether the database answers."""
    with stores.reading.connect() as db:
        return bool(db.execute(text("select 1")).scalar() == 1)
