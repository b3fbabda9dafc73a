"""模板消息 of a 服务号: a card with named values, and its receipt."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..bubble import Bubble
from ..parcel import Parcel
from ..refusal import Refusal
from .body import part, read_json
from .values import check_values

if TYPE_CHECKING:
    from ..box import Box
    from ..settings import Template

SAME_FOR = timedelta(minutes=10)
RECEIPT_AFTER = 0.1  # real seconds


def send(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/message/template/send: the number whose receipt comes by webhook."""
    body = read_json(request)
    phone = box.by_openid(body.get("touser"))
    if phone is None:
        raise Refusal(40003)
    template = granted_template(box, body)
    values = check_values(part(body, "data"), template.fields)
    if not phone.following:
        raise Refusal(43004)
    if box.weather.refuse_templates:
        raise Refusal(43101)
    client_id, now = str(body.get("client_msg_id", "")), box.clock.now()
    before = box.sent_templates.get(client_id)
    if client_id and before and now - before[0] < SAME_FOR:
        return {"errcode": 0, "errmsg": "ok", "msgid": before[1]}
    number = 2_000_000_000_000_000_000 + box.number() * 1_000_003
    box.sent_templates[client_id] = (now, number)
    phone.receives([card(box, template, values, str(body.get("url", "")), "template")])
    receipt: dict[str, object] = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": number, "Status": "success"}
    box.take(phone, Parcel("event", receipt, answered=False, after=RECEIPT_AFTER))
    return {"errcode": 0, "errmsg": "ok", "msgid": number}


def granted(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/template/get_all_private_template."""
    return {"template_list": [_listed(template) for template in box.granted.values()]}


def granted_template(box: "Box", body: dict[str, object]) -> "Template":
    """The template asked for; 40037 unless granted. A box without any list of templates takes every id."""
    template_id = str(body.get("template_id", ""))
    if template_id in box.granted:
        return box.granted[template_id]
    if box.granted or not re.fullmatch(r"[\w-]{1,64}", template_id):
        raise Refusal(40037)
    return box.any_template(template_id)


def card(box: "Box", template: "Template", values: dict[str, str], url: str, how: str) -> Bubble:
    """The card on the phone: labels and values line by line."""
    lines = tuple((template.fields.get(key, ""), value) for key, value in values.items())
    words = "\n".join(f"{label}：{value}" if label else value for label, value in lines)
    now = box.clock.now()
    return Bubble(
        now, mine=False, kind="template", text=words, how=how, url=url, title=template.title, lines=lines
    )


def _listed(template: "Template") -> dict[str, object]:
    content = "\n".join(f"{label}:{{{{{key}.DATA}}}}" for key, label in template.fields.items())
    return {"template_id": template.template_id, "title": template.title, "content": content, "example": ""}
