"""Numbers of languages that write a decimal comma, read as those that write a point."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d]|[.,]\d)")
_SWAPPED = str.maketrans(".,", ",.")


@lru_cache(maxsize=32)
def writes_comma(lang: str) -> bool:
    """Tell whether a language writes ``0,31``, as the CLDR has it."""
    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return False
    return bool(locale.number_symbols.get("latn", {}).get("decimal") == ",")


def with_points(line: str) -> str:
    """Return a line with its numbers as English writes them; every character keeps its place.

    A number that is none with a comma, such as ``0.31``, stays as it is.
    """
    if "," not in line and "." not in line:
        return line
    return _NUMBER.sub(lambda match: match[0].translate(_SWAPPED), line)
