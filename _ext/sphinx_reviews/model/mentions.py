"""Find the names of reviewed subjects in prose: all names in one pass over the text.

A name counts where it stands as a whole word. What would often be wrong is left alone: a name two
subjects share, an ordinary word, a model name that goes on (``K371 BT`` is not ``K371``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from .hashing import value_hash
from .records import Key, Review

_FOLD = (
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2212"),
    *((space, " ") for space in "\u00a0\u2009\u202f\u3000"),
)
_SUFFIX = re.compile(
    r"[ -](?:(?:Pro|Plus|Max|Mini|Ultra|Lite|ANC|MKII|Mark|Signature|Limited|Studio|Wireless)\b"
    r"|[A-Z]{1,2}\b|[Mm][Kk] ?[0-9IVX]+|[0-9]+[A-Za-z]{0,3}\b(?![%.,]\d)|[IVX]{1,4}\b|[ⅠⅡⅢⅣⅤ]"
    r"|V[0-9])"
)
_PLAIN_WORD = re.compile(r"[A-Za-z]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n|*\-–—(“\"])\s*$")
_QUANTITY = re.compile(r"(?:\d|\d ?dB[A-Z]?|[Mm]aximum|最大)[ \u00a0]?$")
_MODEL_AHEAD = re.compile(r"[ -](?=[A-Z0-9])")


Counts = tuple[tuple[str, str, int], ...]
"""How a text uses words that are names too: (word, usage, how often)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: character offsets and whom it names."""

    start: int
    end: int
    key: Key


def fold(text: str) -> str:
    """Return the text for matching, character by character: lower case, one dash, one space."""
    lowered = text.lower()
    if text.isascii():
        return lowered
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    # Several times as fast as str.translate, since most texts hold none of them.
    for character, plain in _FOLD:
        lowered = lowered.replace(character, plain)
    return lowered


class MentionIndex:
    """The names of one language's reviews."""

    def __init__(
        self,
        reviews: Iterable[Review],
        exclude: Iterable[str] = (),
        known: Callable[[str], Mapping[str, Counts]] = lambda _: {},
    ) -> None:
        """Collect the names; a name that two subjects share names neither.

        Whether a one-word name is an ordinary word as well is told by the reviews' own prose: it
        is one where the prose holds it in lower case. ``known`` gives counts of texts, by the
        digests of their files, that hold for words with the hash it is asked with.
        """
        reviews = list(reviews)
        excluded = {fold(name) for name in exclude}
        holders: dict[str, list[Review]] = {}
        for review in reviews:
            if len(review.target_name) > 1:
                holders.setdefault(fold(review.target_name), []).append(review)
        self._subjects = tuple(
            (keys[0].key if len(keys) == 1 else None, keys[0].target_name)
            for name, keys in holders.items()
            if name not in excluded
        )
        self._automaton = AhoCorasick([fold(name) for _, name in self._subjects])
        self._reviews = reviews
        self._known = known
        self._plain = {
            name.lower(): name for _, name in self._subjects if _PLAIN_WORD.fullmatch(name)
        }

    @cached_property
    def words(self) -> str:
        """Return a hash of the one-word names."""
        return value_hash(sorted(self._plain.items()))

    @cached_property
    def counts(self) -> Mapping[str, Counts]:
        """Return how each text uses the one-word names, by the digest of its file."""
        known = self._known(self.words)
        words = list(self._plain)
        automaton = AhoCorasick(words) if words else None
        totals: dict[str, Counts] = {}
        for number, review in enumerate(self._reviews):
            name = review.digest or str(number)
            counts = known.get(name)
            if counts is None:
                counts = self._count(automaton, words, review) if automaton else ()
            totals[name] = counts
        return totals

    def _count(self, automaton: AhoCorasick, words: Sequence[str], review: Review) -> Counts:
        counts: Counter[tuple[str, str]] = Counter()
        for section in review.sections:
            text = section.prose
            for number, start, stop in automaton.find_matches_as_indexes(text.lower()):
                if _whole(text, start, stop):
                    word = words[number]
                    counts[word, _usage(text, start, stop, self._plain[word])] += 1
        return tuple((word, usage, count) for (word, usage), count in sorted(counts.items()))

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Return the one-word names that are ordinary words; only a look at all prose tells."""
        return _ordinary_words(self._plain, self.counts.values())

    @cached_property
    def digest(self) -> str:
        """Return a hash of all that decides what is found in a text."""
        return value_hash((self._subjects, sorted(self._ordinary)))

    def products(self, text: str) -> Iterator[Mention]:
        """Yield the products named by more than one plain word: no doubt is left about them."""
        end = 0
        for number, start, stop in self._hits(text):
            key, name = self._subjects[number]
            if start < end or (key and key[0] == "company") or not _whole(text, start, stop):
                continue
            end = stop
            if key and not _PLAIN_WORD.fullmatch(name) and not _SUFFIX.match(text, stop):
                yield Mention(start, stop, key)

    def _hits(self, text: str) -> list[tuple[int, int, int]]:
        """Return (number of the name, start, stop) from left to right, the longest first."""
        hits = self._automaton.find_matches_as_indexes(fold(text), overlapping=True)
        return sorted(hits, key=lambda hit: (hit[1], -hit[2]))

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the names in the text from left to right, the longest at each place."""
        end = 0
        for number, start, stop in self._hits(text):
            if start < end:
                continue
            key, name = self._subjects[number]
            if not _whole(text, start, stop):
                continue
            if key and self._meant(text, start, stop, name, key):
                yield Mention(start, stop, key)
                end = stop
            elif key is None or key[0] == "product":
                end = stop

    def _meant(self, text: str, start: int, stop: int, name: str, key: Key) -> bool:
        """Tell whether a whole-word hit can only be the subject."""
        if key[0] == "product" and _SUFFIX.match(text, stop):
            return False
        if not _PLAIN_WORD.fullmatch(name):
            return True
        if text[start:stop] != name:
            return False
        before = text[start - 1] if start else " "
        after = text[stop] if stop < len(text) else " "
        if name not in self._ordinary:
            return True
        if name.isupper():
            return bool(_MODEL_AHEAD.match(text, stop))
        if not before.isascii() or not after.isascii():
            return True
        if name.islower() or _SENTENCE_START.search(text, max(0, start - 4), start):
            return bool(_MODEL_AHEAD.match(text, stop))
        return True


def _ordinary_words(plain: Mapping[str, str], texts: Iterable[Counts]) -> frozenset[str]:
    """Return the one-word names that the texts also use as ordinary words or units.

    Told by the texts themselves: a noticeable share of lower-case uses (``waves``), or repeated
    uses behind a number (``94 dB SPL``).
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for word, usage, count in text:
            counts[word, usage] += count
    return frozenset(
        name
        for folded, name in plain.items()
        if counts[folded, "unit"] > 2
        or counts[folded, "lower"] > max(1, 0.02 * counts[folded, "name"])
    )


def _usage(text: str, start: int, stop: int, name: str) -> str:
    if _QUANTITY.search(text, max(0, start - 8), start):
        return "unit"
    if text[start:stop].islower():
        inside_address = text[start - 1 : start] in "/.@" or text[stop : stop + 1] in "/.@"
        return "other" if start and inside_address and text[stop : stop + 2].strip() else "lower"
    return "name" if text[start:stop] == name else "other"


def _whole(text: str, start: int, stop: int) -> bool:
    """Tell whether no letter or digit of the same script touches the name."""
    before = text[start - 1] if start else " "
    after = text[stop] if stop < len(text) else " "
    if _joined(before, text[start]) or _joined(text[stop - 1], after):
        return False
    beyond = text[stop + 1] if stop + 1 < len(text) else " "
    ahead = text[start - 2] if start > 1 else " "
    follows = after in "-‑–+" and (after == "+" or (beyond.isalnum() and beyond.isascii()))
    leads = before in "-‑" and ahead.isalnum() and ahead.isascii()
    return not follows and not leads


def _joined(left: str, right: str) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    if not (left.isalnum() or left == "ー") or not (right.isalnum() or right == "ー"):
        return left == "_" or right == "_"
    first, second = _script(left), _script(right)
    return first == second and first != "hiragana"


def _script(character: str) -> str:
    if character.isascii() or character.isdigit():
        return "latin"
    if "\u3040" <= character <= "\u309f":
        return "hiragana"
    if "\u30a0" <= character <= "\u30ff" or "\uff66" <= character <= "\uff9f":
        return "katakana"
    if "\u3400" <= character <= "\u9fff" or character == "々":
        return "han"
    return "latin" if unicodedata.category(character).startswith("L") else "other"
