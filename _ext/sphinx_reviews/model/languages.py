"""One language as readers meet it: its words, its labels, and how it writes numbers and dates."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .catalogue import Catalogue
from .formats import Formats
from .labels import Labels
from .words import words


@dataclass(frozen=True, slots=True)
class Language:
    """What every output takes from a language."""

    code: str
    words: gettext.NullTranslations
    formats: Formats
    labels: Labels

    def gettext(self, message: str) -> str:
        """Return an interface word; English where the language has none."""
        return self.words.gettext(message)


def language_of(catalogue: Catalogue, code: str) -> Language:
    """Return a language with the site's own words."""
    return language(code, catalogue.extras.locales)


@lru_cache(maxsize=32)
def language(code: str, more: tuple[Path, ...] = ()) -> Language:
    """Return a language; ``more`` names further folders of words, as in ``words``."""
    catalogue, formats = words(code, more), Formats(code)
    return Language(code, catalogue, formats, Labels(catalogue, formats))
