"""Groups of comparable products, and how a review's own words tell which one it is in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .records import OwnCategory
from .rubric import Words, word

_TOKEN = re.compile(
    r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[A-Za-z]*|[ァ-ヺー]+|[ぁ-ゖ]+|[㐀-鿿々]+|[^\W\d_A-Za-zぁ-ヺー㐀-鿿々]+"
)
_UNSPACED = re.compile(r"[ァ-ヺー㐀-鿿々]")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<!s)(?<!u)(?<!i)s$")
_REMARK = re.compile(
    r"[(（\[［].*?[)）\]］]|\s(?:for|with|without|by|from|in)\s.*|[^\s]*(?:用|向け)\s"
)


@dataclass(frozen=True, slots=True)
class Category:
    """A group of comparable products: id, names per language, and words for what is in it.

    ``excluded`` holds words that keep a product out although another puts it there. Where words of
    a category in ``over`` stand beside its own, nothing is doubtful.
    """

    id: str
    names: Words
    tags: frozenset[str]
    excluded: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()

    def name(self, lang: str) -> str:
        """Return the category's name in the language, else in any, else its id."""
        return word(self.names, lang, self.id)


class Classified(NamedTuple):
    """A product's category, what told it, and the others that its words speak for as well.

    It was told by the front matter's ``key``, the product's ``name``, its ``tags`` or ``summary``.
    """

    category: Category | None = None
    by: str = ""
    rivals: tuple[Category, ...] = ()


class _Text(NamedTuple):
    """A text without blanks, hyphens and capitals; where words may begin and end in it."""

    key: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def _text(text: str) -> _Text:
    key = ""
    starts: list[int] = []
    ends: list[int] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", text)):
        # A compound written without blanks may begin with what only describes its head.
        inside = range(1, len(token)) if _UNSPACED.match(token) else ()
        starts.extend(len(key) + step for step in (0, *inside))
        key += _PLURAL.sub("", token.casefold())
        ends.append(len(key))
    return _Text(key, tuple(starts), tuple(ends))


@lru_cache(maxsize=16384)
def word_key(text: str) -> str:
    """Return what spellings of a word share: blanks, hyphens, capitals and plurals left out."""
    return _PLURAL.sub("", _text(text).key)


class Sorter:
    """Finds the category of a product from what its review says of it."""

    def __init__(self, categories: Sequence[Category]) -> None:
        """Prepare the look-up; a word of two categories is the first one's."""
        self.categories = tuple(categories)
        self._placed: dict[OwnCategory, Classified] = {}
        self._by_id = {category.id: category for category in categories}
        self._of_word = {w: c for c in reversed(categories) for w in c.tags}
        self._known = {*self._of_word, *(w for c in categories for w in c.excluded)}
        self._heads: dict[str, str] = {}

    def place(self, named: str, name: str, tags: Iterable[str], summary: str) -> OwnCategory:
        """Return what a review's own words say, by ids: what can be kept of its file."""
        found = self.classify(named, name, tags, summary)
        chosen = found.category.id if found.category else ""
        return OwnCategory(chosen, found.by, tuple(rival.id for rival in found.rivals))

    def placed(self, own: OwnCategory) -> Classified:
        """Return the categories that ids stand for."""
        if own not in self._placed:
            chosen, *rivals = map(self._by_id.get, (own.category, *own.rivals))
            others = tuple(rival for rival in rivals if rival)
            self._placed[own] = Classified(chosen, own.by, others)
        return self._placed[own]

    def classify(self, named: str, name: str, tags: Iterable[str], summary: str) -> Classified:
        """Return the category: the one named, else by the name, by the tags, by the summary."""
        if named:
            return Classified(self._by_id.get(named), "key")
        heads = tuple(filter(None, map(self._head, tags)))
        spoken = tuple(self._nouns(name))
        kept = frozenset(heads) | frozenset(spoken)
        tagged = self._ranked(heads, kept)
        if by_name := self._ranked(self._kinds(spoken)[-1:], kept):
            return _classified("name", by_name[:1], () if by_name[0] in tagged else tagged)
        if tagged:
            return _classified("tags", tagged[:1], tagged[1:])
        said = self._kinds(self._nouns(summary))[:1]
        return _classified("summary", self._ranked(said, kept), ())

    def _kinds(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the words that stand for a category; others only keep out."""
        return tuple(word for word in words if word in self._of_word)

    def _ranked(self, words: Iterable[str], kept: frozenset[str]) -> tuple[Category, ...]:
        """Return the categories that words stand for, in the site's order."""
        ids = {c.id for c in map(self._of_word.get, words) if c and not c.excluded & kept}
        return tuple(category for name, category in self._by_id.items() if name in ids)

    def _head(self, tag: str) -> str:
        """Return the longest known word that ends a tag: a compound's last part says what it is."""
        if tag not in self._heads:
            text = _text(tag)
            ends = (_PLURAL.sub("", text.key[start:]) for start in text.starts)
            self._heads[tag] = next((end for end in ends if end in self._known), "")
        return self._heads[tag]

    def _nouns(self, words: str) -> Iterator[str]:
        """Yield the known words of a text; of those without a gap between them only the last."""
        text = _text(_REMARK.sub(" ", f"{words} "))
        held, end = "", 0
        for start in text.starts:
            fits = self._longest_at(text, start) if start >= end else ""
            if held and fits and start > end:
                yield held
            if fits:
                held, end = fits, start + len(fits)
        if held:
            yield held

    def _longest_at(self, text: _Text, start: int) -> str:
        words = (text.key[start:stop] for stop in reversed(text.ends) if stop > start)
        return next((word for word in words if word in self._known), "")


def _classified(by: str, fitting: Sequence[Category], rivals: Iterable[Category]) -> Classified:
    """Return a own; categories that the one found stands over are no rivals."""
    if not fitting:
        return Classified()
    return Classified(fitting[0], by, tuple(c for c in rivals if c.id not in fitting[0].over))


_kept: list[Sorter] = []


def sorter_of(categories: Sequence[Category]) -> Sorter:
    """Return what finds these categories; a process that builds again goes on with the same."""
    if not _kept or _kept[0].categories != tuple(categories):
        _kept[:] = [Sorter(categories)]
    return _kept[0]
