"""How texts are cut into terms, and each term's list of the texts and places where it stands.

A term is a word, in languages written without spaces a pair of characters. Places are counted in
words or characters, so a phrase is found by its terms standing one after another. Each passage
begins at a round place: an edit moves what stands below it in its own passage, seldom more. Beside
them stand, without places, joined product codes and single characters. The browser cuts questions
by the same rules (``static/reviews/cut.js``).
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from .search_text import CODE, SPACELESS, codes

ROUND = 256
"""Passages begin at multiples of this place."""

AT_ONCE = 1 << 19
"""Places that are put in order together, or few more: what bounds the memory that this takes."""

_WORD = re.compile(r"[^\W_]+|[^\w\s\-‐‑‒–—―…/'’‘\"“”()\[\]]|\n")
"""Words, and marks that stand between words that do not belong together."""

_BETWEEN = "\0"
"""Stands between passages; no text holds it."""

_PAIRS = 1 << 42
"""A pair's id is made of its characters, below this; other terms are counted from here on."""

Passages = Iterable[Sequence[str]]

Texts = Iterable[tuple[int, Passages]]
"""The passages of texts by their numbers, which rise."""

Ints = npt.NDArray[np.int64]


def cut(passages: Iterable[Sequence[str]], lang: str) -> tuple[list[str], set[str]]:
    """Return a text's passages as they are compared, and its terms that have no places."""
    texts = (f"{head}\n{text}" if head and text else head or text for head, _, text in passages)
    whole = normalize("NFKC", _BETWEEN.join(texts))
    bare = {CODE + code for code in codes(whole)}
    rows = whole.lower().split(_BETWEEN)
    if lang not in SPACELESS:
        return rows, bare
    rows = [" ".join(row.split()) for row in rows]
    return rows, bare.union(*rows)


def words(row: str) -> list[str]:
    """Return the terms of a passage, and the marks between them."""
    return _WORD.findall(row)


def is_term(word: str) -> bool:
    """Tell whether it is none of the marks between words."""
    return word[0] == CODE or word[0].isalnum()


def lists_of(texts: Texts, lang: str) -> dict[str, bytes]:
    """Return the list of each term: a text's number doubled and one more, then its places doubled.

    Numbers and places are told as what they are more than the one before, in base 128: the highest
    digits first, 128 added to each but the last.
    """
    lists: defaultdict[str, bytearray] = defaultdict(bytearray)
    last: defaultdict[str, int] = defaultdict(int)
    rest = iter(texts)
    while laid := _laid(rest, lang):
        for term, held in _lists(*laid, last):
            lists[term] += held
    kept = lists if lang in SPACELESS else filter(is_term, lists)
    return {term: bytes(lists[term]) for term in kept}


def _laid(texts: Iterator[tuple[int, Passages]], lang: str) -> tuple[Ints, Ints, list[str]] | None:
    """Lay the terms of some texts end to end; return their ids, their rows, the names of ids.

    Of each row the text's number, the place of its beginning less where it lies, where it lies.
    """
    names: defaultdict[str, int] = defaultdict(partial(next, count(_PAIRS)))
    ids, rows = array("q"), array("q")
    for stand, passages in texts:
        folded, bare = cut(passages, lang)
        rows.extend((stand, -len(bare) - len(ids), len(ids)))  # below 0: these have no places
        ids.extend(map(names.__getitem__, bare))
        start = 0
        for row in folded:
            begin = len(ids)
            rows.extend((stand, start - begin, begin))
            if lang in SPACELESS:
                ids.frombytes(_pairs(row))
            else:
                ids.extend(map(names.__getitem__, words(row)))
            start += -(-(len(ids) - begin + 1) // ROUND) * ROUND
        if len(ids) > AT_ONCE:
            break
    return (np.asarray(ids), np.reshape(rows, (-1, 3)), list(names)) if ids else None


def _pairs(row: str) -> bytes:
    letters = np.frombuffer(row.encode("utf-32-le"), np.uint32).astype(np.int64)
    return (letters[:-1] << 21 | letters[1:]).tobytes()


def _name(term: int, names: Sequence[str]) -> str:
    return names[term - _PAIRS] if term >= _PAIRS else chr(term >> 21) + chr(term & 0x1FFFFF)


def _lists(
    ids: Ints, rows: Ints, names: Sequence[str], last: dict[str, int]
) -> Iterator[tuple[str, bytes]]:
    """Yield terms and what is added to their lists; keep in ``last`` with which text each ends."""
    order = np.argsort(ids, kind="stable")
    ids, row = ids[order], np.searchsorted(rows[:, 2], order, "right") - 1
    text, place = rows[row, 0], rows[row, 1] + order
    first = np.diff(ids, prepend=-1) != 0
    new = first | (np.diff(text, prepend=-1) != 0)
    terms = [_name(term, names) for term in ids[first].tolist()]
    heads = np.flatnonzero(new)
    more = _steps(text[heads], first[heads], np.array([last[term] for term in terms]))
    values = np.insert(2 * _steps(place, new, np.array(0)), heads, 2 * more + 1)
    ends, data = _written(values)
    last.update(zip(terms, text[np.append(np.flatnonzero(first)[1:], 0) - 1].tolist(), strict=True))
    begins = np.append(0, ends)[heads + np.arange(len(heads))][first[heads]].tolist()
    held = map(slice, begins, [*begins[1:], len(data)])
    return zip(terms, map(data.__getitem__, held), strict=True)


def _steps(values: Ints, fresh: npt.NDArray[np.bool_], before: Ints) -> Ints:
    """Return how much more each value is than the one before; ``before``: than of fresh ones."""
    earlier = np.roll(values, 1)
    earlier[fresh] = before
    return values - earlier


def _written(values: Ints) -> tuple[Ints, bytes]:
    """Return numbers as they are written, and where each ends; of those below 0 nothing is."""
    size = np.searchsorted([0, *(1 << 7 * digits for digits in range(1, 9))], values, "right")
    ends = np.cumsum(size)
    data = np.empty(ends[-1], np.uint8)
    for digit in range(size.max()):
        some = np.flatnonzero(size > digit)
        data[ends[some] - 1 - digit] = values[some] >> 7 * digit & 127 | (digit > 0) << 7
    return ends, data.tobytes()
