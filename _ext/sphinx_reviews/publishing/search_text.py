"""What is searched: a review's text as its reader sees it, in pieces below their headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model.body import MARKER

SPACELESS = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages written without spaces between words."""


class Passage(NamedTuple):
    """A part of a text: its heading, the heading's id on the page where it has one, its text."""

    heading: str
    anchor: str
    text: str


_BETWEEN = re.compile("[ \\-\u2010\u2011\u2013_]")
_CHAIN = re.compile("[a-z0-9]+(?:[ \\-\u2010\u2011\u2013_][a-z0-9]+)+")
_HAS_DIGIT = re.compile("[0-9]").search


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def passages(body: str) -> list[Passage]:
    """Return a review's Markdown as what stands below each heading, one line per block."""
    kept = "\n".join(line for line in body.split("\n") if not MARKER.fullmatch(line))
    found: list[tuple[str, list[str]]] = [("", [])]
    in_heading = False
    for token in _markdown().parse(kept):
        in_heading = token.type == "heading_open" or (in_heading and token.type != "heading_close")
        line = _inline(token).strip()
        if in_heading and line:
            found.append((line, []))
        elif line:
            found[-1][1].append(line)
    return [Passage(heading, "", "\n".join(lines)) for heading, lines in found if heading or lines]


def _inline(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content
    return "".join(_shown(child) for child in token.children or ())


def _shown(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def fold(text: str) -> str:
    """Return the text as it is compared: full and half width alike, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def codes(folded: str) -> set[str]:
    """Return what may be product codes in two or three parts, joined: ``hd600`` for ``hd 600``."""
    found: set[str] = set()
    for chain in _CHAIN.findall(folded):
        if _HAS_DIGIT(chain):
            parts = _BETWEEN.split(chain)
            found.update(_codes_of(parts))
    return found


def _codes_of(parts: Sequence[str]) -> Iterator[str]:
    """Yield the codes of two and of three parts in a row, one of which is no plain word."""
    last = len(parts)
    for place, part in enumerate(parts):
        if part.isalpha():
            continue
        for first in range(max(0, place - 2), place + 1):
            for end in range(max(first + 2, place + 1), min(first + 3, last) + 1):
                if max(map(len, parts[first + 1 : end])) <= _LONGEST:
                    code = "".join(parts[first:end])
                    if not code.isdigit():
                        yield code


_LONGEST = 10
"""Letters and digits that a part of a code may have."""
