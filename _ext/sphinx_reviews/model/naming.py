"""Whom each review's prose names, kept by content: an edited text is searched for names alone.

What a text holds depends on the names of its language, and on which of them are ordinary words;
that follows from all texts, so each text's counts of such words are kept too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from . import cached
from .mentions import Counts, MentionIndex
from .records import Key, Review


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known of a language's texts, by the digests of their files.

    ``counts`` holds under the hash ``words``, ``names`` under ``index``.
    """

    words: str = ""
    counts: dict[str, Counts] = field(default_factory=dict)
    index: str = ""
    names: dict[str, tuple[Key, ...]] = field(default_factory=dict)


class _Kept(NamedTuple):
    code: str
    languages: dict[str, KnownNames]


@dataclass(slots=True)
class Naming:
    """Who names whom, with what the last run found out."""

    before: Mapping[str, KnownNames] = field(default_factory=dict)
    now: dict[str, KnownNames] = field(default_factory=dict)

    def counts(self, lang: str, words: str) -> Mapping[str, Counts]:
        """Return the counts of ordinary words that hold for these words."""
        known = self.before.get(lang, KnownNames())
        return known.counts if known.words == words else {}

    def named(self, index: MentionIndex, review: Review) -> tuple[Key, ...]:
        """Return whom a review's prose names, in order of appearance."""
        known = self.before.get(review.lang, KnownNames())
        names = known.names.get(review.digest) if known.index == index.digest else None
        if names is None:
            names = _named_in(index, review)
        if review.lang not in self.now:
            counts = dict(index.counts)
            self.now[review.lang] = KnownNames(index.words, counts, index.digest, {})
        self.now[review.lang].names[review.digest] = names
        return _others(names, review)


def names_in(index: MentionIndex, review: Review) -> tuple[Key, ...]:
    """Return whom a review's prose names, as now found in it."""
    return _others(_named_in(index, review), review)


def _others(names: tuple[Key, ...], review: Review) -> tuple[Key, ...]:
    return tuple(key for key in names if key != review.key)


def _named_in(index: MentionIndex, review: Review) -> tuple[Key, ...]:
    keys: dict[Key, None] = {}
    for section in review.sections:
        if section.id != "references":
            keys.update((mention.key, None) for mention in index.find(section.prose))
    return tuple(keys)


def load_naming(file: Path) -> Naming:
    """Return what was found out before; nothing where it cannot be trusted."""
    kept = cached.load_value(file, _Kept)
    return Naming(kept.languages if kept and kept.code == cached.code_digest() else {})


def store_naming(file: Path, naming: Naming) -> None:
    """Keep what was found out, where it is new."""
    if naming.now and naming.now != naming.before:
        cached.store_value(file, _Kept(cached.code_digest(), naming.now))
