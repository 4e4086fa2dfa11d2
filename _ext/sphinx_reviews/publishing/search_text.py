"""What is searched for: a review's plain text, and how it is cut so that both sides agree.

In languages written without spaces Pagefind cuts text one way when it indexes and another when it
is asked. There the text is cut here, and in the browser (``static/reviews/cut.js``) by the same
rule: every character, a blank too, becomes a word of ASCII letters and digits, all of one length.
A term is asked for as the phrase of its characters; so the hits are exactly the texts that hold it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model.body import MARKER

SPACELESS = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages written without spaces between words."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BETWEEN = frozenset(" -\u2010\u2013_")
_PART = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def plain_text(body: str) -> str:
    """Return a review's Markdown as the text a reader sees, one line per block."""
    kept = "\n".join(line for line in body.split("\n") if not MARKER.fullmatch(line))
    lines = (_inline(token) for token in _markdown().parse(kept))
    return "\n".join(line for line in lines if line.strip())


def _inline(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content
    return "".join(_shown(child) for child in token.children or ())


def _shown(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def fold(text: str) -> str:
    """Return the text as it is compared: full and half width alike, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def cut(text: str) -> list[str]:
    """Return the words that stand for a text in a language without spaces, one a character."""
    return [_WORDS[character] for character in " ".join(fold(text).split())]


class _Words(dict[str, str]):
    """Each character's number in base 36, four digits after a letter; worked out when asked for."""

    def __missing__(self, character: str) -> str:
        """Work out one character's word."""
        number, digits = ord(character), ""
        for _ in range(4):
            number, rest = divmod(number, 36)
            digits = _DIGITS[rest] + digits
        self[character] = word = f"z{digits}"
        return word


_WORDS = _Words()


def codes(text: str) -> list[str]:
    """Return what may be product codes in two or three parts, joined: ``hd600`` for ``HD 600``."""
    found: dict[str, None] = {}
    folded = fold(text)
    parts = list(_PART.finditer(folded))
    numbers = [place for place, part in enumerate(parts) if not part[0].isalpha()]
    for first in sorted({start for place in numbers for start in range(place - 2, place + 1)}):
        found.update(dict.fromkeys(_codes_from(parts, first, folded)))
    return list(found)


def _codes_from(parts: Sequence[re.Match[str]], first: int, folded: str) -> Iterator[str]:
    """Yield the codes of two and of three parts that begin with a part."""
    if first < 0:
        return
    code, end = parts[first][0], parts[first].end()
    for part in parts[first + 1 : first + 3]:
        if part.start() != end + 1 or folded[end] not in _BETWEEN or len(part[0]) > _LONGEST:
            return
        code, end = code + part[0], part.end()
        if coded(code):
            yield code


_LONGEST = 10
"""Letters and digits that a part of a code may have."""


def coded(word: str) -> bool:
    """Tell whether ASCII letters and digits stand in a word together, as in a product code."""
    return word.isalnum() and not word.isalpha() and not word.isdigit()


def code_word(code: str) -> str:
    """Return the word that stands for a product code in the index."""
    return f"q{code}0"
