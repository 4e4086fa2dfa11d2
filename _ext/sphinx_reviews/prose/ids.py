"""Ids of headings as docutils gives them: a page keeps its anchors whichever way it is made."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")
_ENDS = re.compile(r"^[-0-9]+|-+$")
_STROKES = str.maketrans(
    {"ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ß": "sz", "æ": "ae", "œ": "oe"}
)
"""Letters that no decomposition makes plain."""


def plain_id(text: str) -> str:
    """Return an id of ASCII letters, digits and hyphens; empty where the text holds none."""
    if not text.isascii():
        lowered = text.lower().translate(_STROKES)
        text = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return _ENDS.sub("", _OTHER.sub("-", " ".join(text.lower().split())))


_TAKEN = re.compile(r"content|products|curves-.*|(?:source|cite)-\d+")
"""Ids that the page has of its own: its text, its lists and drawings, its sources."""


class Ids:
    """The ids of one page: each is given once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._given: set[str] = set()
        self._count = 0

    def of(self, text: str) -> str:
        """Return an id for a heading: its words, or ``id1`` where they are taken or not ASCII."""
        identifier = plain_id(text)
        while not identifier or identifier in self._given or _TAKEN.fullmatch(identifier):
            self._count += 1
            identifier = f"id{self._count}"
        self._given.add(identifier)
        return identifier
