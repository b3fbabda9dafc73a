"""A form that was refused, in the page as it stands now: open, with what was typed, and the sentence beside it.

It works on the finished page, so that every form is served alike and no template has to know of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markupsafe import escape
from werkzeug.datastructures import MultiDict

UNTYPED = ("hidden", "file", "submit")
TICKED = ("radio", "checkbox")
HINT = '<p class="seek"><a href="#refused">没记上，写的都还在，看看差什么</a></p>'

Attrs = Mapping[str, str | None]
Edit = tuple[int, int, str]
"""From where to where, and what stands there instead."""


@dataclass
class Tag:
    """One start tag of the page; ``ends`` is where the words inside it end."""

    name: str
    attrs: Attrs
    at: int
    after: int
    ends: int = 0
    within: str = ""

    def dressed(self, more: Attrs, *, drop: str = "") -> str:
        """The tag anew, with more attributes and without one."""
        attrs = {key: value for key, value in self.attrs.items() if key != drop} | dict(more)
        said = "".join(
            f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs.items()
        )
        return f"<{self.name}{said}>"


@dataclass
class Form:
    """A form, the folds around it from the outside in, and what can be typed or chosen in it."""

    tag: Tag
    folds: Sequence[Tag]
    fields: list[Tag] = field(default_factory=list)
    options: list[Tag] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {tag.attrs["name"] or "" for tag in self.fields if kind_of(tag) != "file"}

    @property
    def typed(self) -> list[Tag]:
        """The fields a person sees."""
        return [tag for tag in self.fields if tag.name != "button" and kind_of(tag) not in UNTYPED]


class _Forms(HTMLParser):
    """Finds the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.main: Tag | None = None
        self._lines = [0, *(at + 1 for at, letter in enumerate(page) if letter == "\n")]
        self._folds: list[Tag] = []
        self._open: Form | None = None
        self.feed(page)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._here()
        tag = Tag(name, dict(attrs), at, at + len(self.get_starttag_text() or ""))
        if name == "details":
            self._folds.append(tag)
        elif name == "form":
            self._open = Form(tag, tuple(self._folds))
            self.forms.append(self._open)
        elif name == "main":
            self.main = tag
        elif self._open is not None:
            self._note(self._open, tag)

    def _note(self, form: Form, tag: Tag) -> None:
        if tag.name in ("input", "textarea", "select", "button") and "name" in tag.attrs:
            form.fields.append(tag)
        elif tag.name == "option":
            tag.within = form.fields[-1].attrs["name"] or ""
            form.options.append(tag)

    def handle_endtag(self, name: str) -> None:
        if name == "details":
            self._folds.pop()
        elif name == "form":
            self._open = None
        elif name == "textarea" and self._open is not None:
            self._open.fields[-1].ends = self._here()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def refilled(page: str, path: str, sent: MultiDict[str, str], said: str) -> str | None:
    """The page with the form of this address as it was sent; None where it has no such form with a field to type in."""
    found = _Forms(page)
    form = _sent_one(found.forms, path, set(sent) - {"csrf_token"})
    if form is None or found.main is None:
        return None
    edits: list[Edit] = [(found.main.after, found.main.after, HINT), *_opened(form)]
    beside = f'<p class="outcome bad" id="refused" role="alert">{escape(said)}</p>'
    edits.append((form.tag.after, form.tag.after, beside))
    for tag in form.typed:
        edits.extend(_as_sent(tag, sent, first=tag is form.typed[0]))
    edits.extend(_chosen(tag, sent) for tag in form.options)
    return _edited(page, edits)


def _sent_one(forms: Iterable[Form], path: str, names: set[str]) -> Form | None:
    """Of the forms with this address the one whose fields are most like those that were sent."""
    here = [form for form in forms if urlsplit(form.tag.attrs.get("action") or "").path == path]
    likest = min(here, key=lambda form: len((form.names - {"csrf_token"}) ^ names), default=None)
    return likest if likest is not None and likest.typed else None


def _opened(form: Form) -> Iterable[Edit]:
    return [(fold.at, fold.after, fold.dressed({"open": None})) for fold in form.folds]


def _as_sent(tag: Tag, sent: MultiDict[str, str], *, first: bool) -> list[Edit]:
    """What was typed; the first field takes the eye there."""
    name, more = tag.attrs["name"] or "", dict[str, str | None]()
    if first:
        more["autofocus"] = None
    if kind_of(tag) in TICKED:
        more |= {"checked": None} if tag.attrs.get("value") in sent.getlist(name) else {}
        return [(tag.at, tag.after, tag.dressed(more, drop="checked"))]
    if tag.name == "input" and name in sent:
        more["value"] = sent[name]
    again: list[Edit] = [(tag.at, tag.after, tag.dressed(more))]
    if tag.name == "textarea" and name in sent:
        again.append((tag.after, tag.ends, str(escape(sent[name]))))
    return again


def _chosen(tag: Tag, sent: MultiDict[str, str]) -> Edit:
    """An option of a list, chosen if it was; what was not sent stays as the page has it."""
    if tag.within not in sent:
        return tag.at, tag.after, tag.dressed({})
    chosen: Attrs = {"selected": None} if tag.attrs.get("value") == sent[tag.within] else {}
    return tag.at, tag.after, tag.dressed(chosen, drop="selected")


def _edited(page: str, edits: Iterable[Edit]) -> str:
    """The edits made from the end, so that none moves the place of another."""
    for at, after, words in sorted(edits, reverse=True):
        page = page[:at] + words + page[after:]
    return page


def kind_of(tag: Tag) -> str:
    return tag.attrs.get("type") or "text"
