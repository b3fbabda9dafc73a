"""The platform's token: one for all processes, renewed in time and once."""

import threading

from wechatpy.exceptions import WeChatClientException

from bot.platform import Platform
from simulator import Box
from suishoupai.product import Product
from tests.edges.albums import GOOD
from tests.edges.conftest import SQLITE
from tests.edges.letters import APP_ID
from tests.edges.sent import calls, carry, rows, send
from tests.edges.together import at_once


def test_a_revoked_token_is_renewed_once_for_nine_photos(wired: Product, box: Box) -> None:
    wired.platform.tokens.take()
    box.tokens.revoke_all()
    send(wired, *(box.shelf.put_picture(GOOD["jpeg"]).media_id for _ in range(9)))
    carry(wired)
    assert {row["state"] for row in rows(wired)} == {"ready"}
    assert calls(box, "取令牌") == 2, "the first, and one more"


def test_six_refusals_of_one_token_renew_it_once(wired: Product, box: Box) -> None:
    """Who hears of the refusal late must not throw the new token away."""
    wired.platform.tokens.take()
    box.tokens.revoke_all()
    gate = threading.Barrier(6)

    def ask() -> str:
        tries = iter((1, 2))

        def request() -> str:
            if next(tries) == 1:
                gate.wait()
                raise WeChatClientException(40001, "invalid credential")
            return wired.platform.tokens.take()

        return str(wired.platform._ask(request))

    assert len(set(at_once([ask] * 6))) == 1
    assert calls(box, "取令牌") == 2


def test_processes_share_one_token_through_the_database(wired: Product, box: Box) -> None:
    others = [
        Platform(APP_ID, "hush", box.url, writer=wired.stores.writer, clock=wired.clock) for _ in range(3)
    ]
    tokens = {each.tokens.take() for each in (wired.platform, *others)}
    assert (len(tokens), calls(box, "取令牌")) == (1, 1)
    box.tokens.revoke_all()
    for each in (wired.platform, *others):
        each.callback_addresses()
    assert calls(box, "取令牌") == 2


@SQLITE
def test_a_token_is_renewed_before_its_end(wired: Product, box: Box) -> None:
    wired.platform.tokens.take()
    wired.clock.forward(minutes=115)
    wired.platform.tokens.take()
    assert calls(box, "取令牌") == 1
    wired.clock.forward(minutes=2)
    wired.platform.tokens.take()
    assert calls(box, "取令牌") == 2
