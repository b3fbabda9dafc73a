"""The letters that stand in a sentence for what was understood, so that the next reader sees what stood there.

They are letters of nobody's script, which ``rules.words.plain_text.clean`` takes out of all that people send.
"""

import re
from collections.abc import Iterable

ABOUT, SPOT, HEADS, ALL, BUT, OUT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
UNION, ABOVE, OFFICE, HOSPITAL, OWN, ROOM = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014", "\ue015"
FIRST_DEPARTMENT, LAST_DEPARTMENT = 0xE100, 0xF8FF

DEPARTMENT = "[\ue100-\uf8ff]"
"""A pattern for any of the departments, each of which has a letter of its own."""

WHO = "[\ue010-\ue015\ue100-\uf8ff]"
EDGE = r"\s,，。.;；:：、!！?？()（）《》“”\ue000-\uf8ff"
"""What may stand beside a word that stands alone, for use between square brackets."""


def any_of(listed: Iterable[str]) -> str:
    """A pattern of these words, longest first; one that never matches when there are none."""
    return "|".join(re.escape(word) for word in sorted(listed, key=lambda word: (-len(word), word))) or "(?!)"
