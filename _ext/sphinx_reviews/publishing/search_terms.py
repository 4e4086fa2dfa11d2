"""How a text is cut into terms, each with the places at which it stands.

A term is a word, in languages written without spaces a pair of characters. Places are counted in
words or characters, so a phrase is found by its terms standing one after another. Each passage
begins at a round place: an edit moves what stands below it in its own passage, seldom more. Beside
them stand, without places, joined product codes and single characters. The browser cuts questions
by the same rules (``static/reviews/cut.js``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import add

from .search_text import SPACELESS, codes, fold

CODE = "\x01"
"""Stands before a product code."""

HEAD = 4
"""Letters of a word that settle where it is kept: its other endings and longer words are near."""

ROUND = 256
"""Passages begin at multiples of this place."""

_WORD = re.compile(r"[^\W_]+|[^\w\s\-‐‑‒–—―…/'’‘\"“”()\[\]]|\n")
"""Words, and marks that stand between words that do not belong together."""

Row = tuple[int, Sequence[str]]
"""A passage's terms one after another, and the place of the first."""


def cut(passages: Iterable[Sequence[str]], lang: str) -> tuple[list[Row], set[str]]:
    """Return the rows of a text's passages, and its terms that have no places."""
    rows: list[Row] = []
    bare: set[str] = set()
    start = 0
    for heading, _, text in passages:
        folded = fold(f"{heading}\n{text}" if heading and text else heading or text)
        bare.update(CODE + code for code in codes(folded))
        if lang in SPACELESS:
            folded = " ".join(folded.split())
            bare.update(folded)
            row = list(map(add, folded, folded[1:]))
        else:
            row = _WORD.findall(folded)
        rows.append((start, row))
        start += -(-(len(row) + 1) // ROUND) * ROUND
    return rows, bare


def terms(passages: Iterable[Sequence[str]], lang: str) -> dict[str, bytes]:
    """Return a text's terms, each with its places as they are written."""
    rows, bare = cut(passages, lang)
    positions: defaultdict[str, bytes] = defaultdict(bytes, dict.fromkeys(bare, b""))
    for row, written in with_positions(rows):
        for term, position in zip(row, written, strict=True):
            positions[term] += position
    return {term: held for term, held in positions.items() if is_term(term, lang)}


def is_term(term: str, lang: str) -> bool:
    """Tell whether it is none of the marks between words."""
    return lang in SPACELESS or term[0] == CODE or term[0].isalnum()


def with_positions(rows: Iterable[Row]) -> Iterator[tuple[Sequence[str], Sequence[bytes]]]:
    """Yield each row with its places as they are written."""
    for start, row in rows:
        while len(_PLACES) < start + len(row):
            _PLACES.append(number(2 * len(_PLACES)))
        yield row, _PLACES[start : start + len(row)]


def home(term: str, lang: str) -> str:
    """Return the part of a term that settles in which file it is kept."""
    return term if lang in SPACELESS or term[0] == CODE else term[:HEAD]


def number(value: int) -> bytes:
    """Return a number in base 128: the lowest digits first, 128 added to each but the last."""
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)


_PLACES: list[bytes] = []
"""Every place as it is written, from 0 on, as far as it was needed."""
