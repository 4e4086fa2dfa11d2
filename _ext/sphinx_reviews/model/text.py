"""Text helpers that more than one part of the model needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_UNDRAWN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef\\ufffe\\uffff]")
"""Control characters but tab and line feed, and code points that are no characters."""
_SEPARATORS = re.compile(r"[^\w.+#&]+|_+")


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """Return the text as an address part: NFKC, case folded, words joined by hyphens.

    Letters of every script stay; `` Hi-Res `` and ``hi res`` give the same slug.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SEPARATORS.sub("-", folded).strip("-.") or "-"


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known word most like the given one, or an empty string."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=likeness)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or an empty string."""
    close = nearest(word, known)
    return f"did you mean {close!r}?" if close else ""


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 review`` and ``2 reviews``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def drawable(text: str) -> str:
    """Return the text without what nobody sees and no font draws: it would stop a whole book."""
    return _UNDRAWN.sub("", text)
