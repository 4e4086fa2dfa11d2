"""How texts are compared: without case and width, product codes joined."""

from __future__ import annotations

import re
import unicodedata
from operator import add

SPACELESS = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages written without spaces between words."""


_JOINTS = " \\-\u2010\u2011\u2013_"
_BETWEEN = re.compile(f"[{_JOINTS}]")
_RUN = re.compile(f"[a-z0-9{_JOINTS}]+")
_CHAIN = re.compile(f"[a-z0-9]+(?:[{_JOINTS}][a-z0-9]{{1,10}}(?![a-z0-9]))+")
"""Parts of codes one after another; all but the first have ten letters and digits at most."""

_HAS_DIGIT = re.compile("[0-9]").search


def fold(text: str) -> str:
    """Return the text as it is compared: full and half width alike, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def codes(folded: str) -> set[str]:
    """Return what may be product codes in two or three parts, joined: ``hd600`` for ``hd 600``."""
    joined: set[str] = set()
    for run in filter(_HAS_DIGIT, _RUN.findall(folded)):
        for chain in filter(_HAS_DIGIT, _CHAIN.findall(run)):
            parts = _BETWEEN.split(chain)
            twos = list(map(add, parts, parts[1:]))
            joined.update(twos, map(add, twos, parts[2:]))
    return {code for code in joined if not code.isalpha() and not code.isdigit()}
