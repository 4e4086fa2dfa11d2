"""How texts are compared: without case and width, product codes joined."""

from __future__ import annotations

import re
import unicodedata
from operator import add

SPACELESS = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages written without spaces between words."""

CODE = "\x01"
"""Stands before a product code."""

_JOINTS = " \\-\u2010\u2011\u2013_"
_BETWEEN = re.compile(f"[{_JOINTS}]")
_RUN = re.compile(f"[A-Za-z0-9{_JOINTS}]+")
_CHAIN = re.compile(f"[A-Za-z0-9]+(?:[{_JOINTS}][A-Za-z0-9]{{1,10}}(?![A-Za-z0-9]))+")
"""Parts of codes one after another; all but the first have ten letters and digits at most."""

_HAS_DIGIT = re.compile("[0-9]").search

_NO_PART = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "between", "but", "by", "for", "from", "has", "in",
        "is", "it", "its", "not", "of", "on", "or", "over", "per", "than", "that", "the", "this",
        "to", "under", "was", "which", "with",
    }
)  # fmt: skip
"""Small words that are no part of a code, as they stand in a sentence: ``at 90``, but ``AT 90``."""


def fold(text: str) -> str:
    """Return the text as it is compared: full and half width alike, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def codes(text: str) -> set[str]:
    """Return what may be product codes in two or three parts, joined: ``hd600`` for ``HD 600``.

    Of the text's letters and digits only those of half width count.
    """
    joined: set[str] = set()
    for run in filter(_HAS_DIGIT, _RUN.findall(text)):
        for chain in filter(_HAS_DIGIT, _CHAIN.findall(run)):
            parts = [" " if part in _NO_PART else part.lower() for part in _BETWEEN.split(chain)]
            twos = list(map(add, parts, parts[1:]))
            joined.update(twos, map(add, twos, parts[2:]))
    return {c for c in filter(str.isalnum, joined) if not c.isalpha() and not c.isdigit()}
