"""How texts are compared: without case and width, product codes joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

SPACELESS = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages written without spaces between words."""


_BETWEEN = re.compile("[ \\-\u2010\u2011\u2013_]")
_CHAIN = re.compile("[a-z0-9]+(?:[ \\-\u2010\u2011\u2013_][a-z0-9]+)+")
_HAS_DIGIT = re.compile("[0-9]").search


def fold(text: str) -> str:
    """Return the text as it is compared: full and half width alike, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def codes(folded: str) -> set[str]:
    """Return what may be product codes in two or three parts, joined: ``hd600`` for ``hd 600``."""
    pairs: set[str] = set()
    for chain in _CHAIN.findall(folded):
        if _HAS_DIGIT(chain):
            parts = _BETWEEN.split(chain)
            pairs.update(_codes_of(parts))
    return pairs


def _codes_of(parts: Sequence[str]) -> Iterator[str]:
    """Yield the codes of two and of three parts in a row, one of which is no plain word."""
    last = len(parts)
    for index, part in enumerate(parts):
        if part.isalpha():
            continue
        for first in range(max(0, index - 2), index + 1):
            for end in range(max(first + 2, index + 1), min(first + 3, last) + 1):
                if max(map(len, parts[first + 1 : end])) <= _LONGEST:
                    code = "".join(parts[first:end])
                    if not code.isdigit():
                        yield code


_LONGEST = 10
"""Letters and digits that a part of a code may have."""
