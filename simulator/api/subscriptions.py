"""订阅通知: one consent, one message; of the 服务号 (bizsend) and of the mini-program (send)."""

from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..parcel import Parcel
from ..refusal import Refusal
from .body import part, read_json
from .templates import RECEIPT_AFTER, card, granted_template
from .values import check_values

if TYPE_CHECKING:
    from ..box import Box


def send(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/message/subscribe/bizsend."""
    return _send(box, read_json(request), mini=False)


def send_mini(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/message/subscribe/send, to the person's number in the mini-program."""
    return _send(box, read_json(request), mini=True)


def _send(box: "Box", body: dict[str, object], *, mini: bool) -> dict[str, object]:
    phone = box.by_openid(body.get("touser"), mini=mini)
    if phone is None:
        raise Refusal(40003)
    template = granted_template(box, body)
    values = check_values(part(body, "data"), template.fields)
    if box.weather.refuse_templates:
        raise Refusal(43101)
    phone.spend_consent(template.template_id)
    phone.receives([card(box, template, values, str(body.get("page", "")), "subscribe")])
    if mini:
        return {"errcode": 0, "errmsg": "ok"}
    number = 2_000_000_000_000_000_000 + box.number() * 1_000_003
    sent = {"TemplateId": template.template_id, "MsgID": number, "ErrorCode": 0, "ErrorStatus": "success"}
    receipt: dict[str, object] = {
        "Event": "subscribe_msg_sent_event",
        "SubscribeMsgSentEvent": {"List": sent},
    }
    box.take(phone, Parcel("event", receipt, answered=False, after=RECEIPT_AFTER))
    return {"errcode": 0, "errmsg": "ok", "msgid": number}
