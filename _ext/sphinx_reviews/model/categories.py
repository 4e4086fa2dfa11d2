"""Groups of comparable products."""

from __future__ import annotations

from dataclasses import dataclass

from .rubric import Words, word


@dataclass(frozen=True, slots=True)
class Category:
    """A group of comparable products: id, names per language, and the tags that put one there."""

    id: str
    names: Words
    tags: frozenset[str]

    def name(self, lang: str) -> str:
        """Return the category's name in the language, else in any, else its id."""
        return word(self.names, lang, self.id)
