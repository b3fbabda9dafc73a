"""Figures that travel between installations: a signed file of one sheet, and taking in those of units below.

Two installations share no secret. Each signs with a key of its own; whoever receives keeps the public half of the first
file somebody vouched for, and takes nothing of that unit signed with another one. How keys are kept is not known here.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from actions.plan.book import PlanBook
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked, asked_on
from models.base import Db, Row
from models.plan import sheets, taken_in
from rules.plan.document import Form
from rules.plan.figure import Figure, as_kept, printed
from rules.refusal import Refused

WHAT, VERSION = "suishoupai-sheet", 1
LARGEST = 256 * 1024
MOST = 10**9
"""No figure is larger; whatever is, was not made by us."""
AHEAD = timedelta(hours=1)
"""So far clocks of two machines may be apart."""
NOT_OURS = "这不是随手拍导出的报表文件，没收。"
TAMPERED = "文件和签名对不上，路上被改过，没收。请对方重新导出一份。"
SEALED = ("digest", "key", "signature")
FACTS = tuple(Figure.__dataclass_fields__)


@dataclass(frozen=True)
class Brought:
    """A file that was read and is whole: what it says, and the fingerprint of who signed it."""

    body: Mapping[str, Any]
    digest: str
    fingerprint: str

    @property
    def formal(self) -> date:
        return date.fromisoformat(self.body["formal"])

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.body["made_at"])


def file_of(
    asked: Asked, unit: Row, row: Row | None, built: Built, *, now: datetime, seed: bytes
) -> dict[str, Any]:
    """One sheet as another installation takes it in, signed. No person is in it.

    ``seed`` are 32 bytes; without it nothing is signed, and nobody takes the file in.
    """
    is_sent = row is not None and row["state"] in (*sheets.STANDING, sheets.REPLACED, sheets.RETURNED)
    body: dict[str, Any] = {
        "what": WHAT,
        "version": VERSION,
        "form": asked.form.key,
        "name": asked.form.name,
        "unit": {"code": unit["code"], "name": unit["seal_name"] or unit["name"], "kind": unit["kind"]},
        "formal": asked.due.formal.isoformat(),
        "first": built.frame.first.isoformat(),
        "last": built.frame.last.isoformat(),
        "state": "sent" if is_sent else "draft",
        "number": row["number"] if row else 1,
        "made_at": (row["cut_at"] if row and is_sent else now).astimezone(UTC).isoformat(),
        "how": row["how"] if row else "",
        "labels": {rule.cell: rule.label.replace("\n", "") for rule in asked.form.cells},
        "cells": as_kept(built.cells),
        "printed": printed(built.cells, built.frame),
    }
    return body | (_seal(body, Ed25519PrivateKey.from_private_bytes(seed)) if seed else {})


def written(file: Mapping[str, Any]) -> bytes:
    """The file as bytes people may read."""
    return (json.dumps(file, ensure_ascii=False, indent=2) + "\n").encode()


def fingerprint(public: bytes) -> str:
    """What two people compare over the telephone: sixteen signs in fours."""
    digits = sha256(public).hexdigest()[:16]
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def own_fingerprint(seed: bytes) -> str:
    """The fingerprint of what this installation signs."""
    return fingerprint(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def read_file(content: bytes) -> Brought:
    """A file that came: whole, signed and of a shape we know; refused with the sentence that says why not."""
    file = _parsed(content)
    body = {name: value for name, value in file.items() if name not in SEALED}
    public = _checked(body, file)
    if body.get("what") != WHAT or body.get("version") != VERSION or not _is_sound(body):
        raise Refused(NOT_OURS)
    return Brought(body, file["digest"], fingerprint(public))


def take_in(
    db: Db,
    book: PlanBook,
    brought: Brought,
    unit: Row,
    *,
    trust: str,
    now: datetime,
    by_id: int | None = None,
) -> bool:
    """Keep what came, for one unit below; False when this very file is here already. The newest holds."""
    form = _meant(db, book, brought)
    if taken_in.was_taken_in(db, brought.digest):
        return False
    if brought.made_at > now + AHEAD:
        raise Refused("文件上的时间还没到，对方的钟快了，没收。")
    held = taken_in.taken_in(db, form.key, [unit["id"]], date.max).get(unit["id"])
    _is_known(brought, held, unit, _plain(trust))
    same_day = taken_in.taken_in(db, form.key, [unit["id"]], brought.formal).get(unit["id"])
    number = 1
    if same_day and same_day["formal"] == brought.formal:
        if datetime.fromisoformat(same_day["body"]["made_at"]) >= brought.made_at:
            raise Refused("这里已经有更新的一份，这份没收。")
        number = same_day["number"] + 1
    taken_in.take_in(
        db,
        form=form.key,
        unit_id=unit["id"],
        formal=brought.formal,
        number=number,
        body={**brought.body, "fingerprint": brought.fingerprint},
        digest=brought.digest,
        taken_at=now,
        taken_by_id=by_id,
    )
    return True


def _meant(db: Db, book: PlanBook, brought: Brought) -> Form:
    """The form a file is about, with the same cells and a day it is asked for on."""
    found = book.form(db, brought.body["form"])
    if found is None:
        raise Refused("这里没有这张表的方案，没收。")
    plan, form = found
    if asked_on(plan, form, brought.formal) is None:
        raise Refused(f"方案里没有{brought.formal}这一期，没收。")
    if set(brought.body["cells"]) != {rule.cell for rule in form.cells}:
        raise Refused("表的格数和这里的方案不一样，两边版本不同，没收。")
    return form


def _is_known(brought: Brought, held: Row | None, unit: Row, trust: str) -> None:
    """Refused unless the same hand signed before, or somebody vouches for this one now."""
    if trust and trust != _plain(brought.fingerprint):
        raise Refused(f"指纹对不上：文件是 {brought.fingerprint}，没收。")
    if trust or (held and held["body"].get("fingerprint") == brought.fingerprint):
        return
    if held is None:
        raise Refused(
            f"第一次收{unit['name']}的文件。打电话问对方，指纹是不是 {brought.fingerprint}；"
            f"对得上就加 --trust {brought.fingerprint} 再来一次。"
        )
    raise Refused(
        f"签名和{unit['name']}以前的不是同一套系统：以前 {held['body'].get('fingerprint')}，这次 {brought.fingerprint}，没收。"
        f"对方真换过机器，打电话核对了再加 --trust {brought.fingerprint}。"
    )


def _plain(said: str) -> str:
    """A fingerprint as compared: people type it with blanks or lines, small or large."""
    return "".join(char for char in said.casefold() if char.isalnum())


def _seal(body: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, str]:
    said = _canonical(body)
    return {
        "digest": sha256(said).hexdigest(),
        "key": b64encode(key.public_key().public_bytes_raw()).decode(),
        "signature": b64encode(key.sign(said)).decode(),
    }


def _canonical(body: Mapping[str, Any]) -> bytes:
    """The same bytes on both sides, however the file was laid out on its way."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Refused(NOT_OURS)
    try:
        file = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(NOT_OURS) from None
    if not isinstance(file, dict) or any(not isinstance(file.get(name), str) for name in SEALED):
        raise Refused(NOT_OURS)
    return file


def _checked(body: Mapping[str, Any], file: Mapping[str, str]) -> bytes:
    """The public key that signed this body."""
    try:
        said = _canonical(body)
        public = b64decode(file["key"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(b64decode(file["signature"], validate=True), said)
    except (InvalidSignature, ValueError):
        raise Refused(TAMPERED) from None
    if sha256(said).hexdigest() != file["digest"]:
        raise Refused(TAMPERED)
    return public


def _is_sound(body: Mapping[str, Any]) -> bool:
    """Whether everything that will be read later has the shape it must have; a signature says nothing about that."""
    unit, cells = body.get("unit"), body.get("cells")
    if not isinstance(unit, dict) or not isinstance(cells, dict) or not isinstance(body.get("form"), str):
        return False
    if not all(isinstance(unit.get(name), str) for name in ("code", "name")):
        return False
    return body.get("state") in ("draft", "sent") and _has_days(body) and all(map(_is_cell, cells.values()))


def _has_days(body: Mapping[str, Any]) -> bool:
    try:
        date.fromisoformat(body["formal"])
        return datetime.fromisoformat(body["made_at"]).tzinfo is not None
    except (KeyError, TypeError, ValueError):
        return False


def _is_cell(facts: object) -> bool:
    if facts is None:
        return True
    if not isinstance(facts, dict) or set(facts) != set(FACTS):
        return False
    return all(type(value) is int and 0 <= value <= MOST for value in facts.values())
