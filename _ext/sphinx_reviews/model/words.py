"""Interface words by language, from gettext catalogues that are read as they stand (``.po``)."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "locale"


@lru_cache(maxsize=32)
def words(lang: str, more: tuple[Path, ...] = ()) -> gettext.NullTranslations:
    """Return the translations of a language; English words stand for themselves.

    ``more`` names folders of catalogues: those of a site for this package (``sphinx_reviews.po``)
    come before its own, compiled ones for ``sphinx`` (Sphinx's own, a theme's) behind.
    """
    sites = (_read(folder / site_catalogue(lang), lang) for folder in more)
    translations = gettext.NullTranslations()
    for part in (*sites, _read(LOCALE / f"{lang}.po", lang), *(_compiled(f, lang) for f in more)):
        if part:
            translations.add_fallback(part)
    return translations


def site_catalogue(lang: str) -> Path:
    """Return where a site's folder of words has those for this package."""
    return Path(lang.replace("-", "_"), "LC_MESSAGES", "sphinx_reviews.po")


def _read(path: Path, lang: str) -> gettext.NullTranslations | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        catalogue = read_po(file, locale=lang.replace("-", "_"))
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def _compiled(folder: Path, lang: str) -> gettext.NullTranslations | None:
    path = folder / lang.replace("-", "_") / "LC_MESSAGES" / "sphinx.mo"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def folders(candidates: Iterable[Path]) -> tuple[Path, ...]:
    """Return the catalogue folders that exist."""
    return tuple(folder for folder in candidates if folder.is_dir())
