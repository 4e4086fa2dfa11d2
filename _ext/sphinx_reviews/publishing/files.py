"""Everything that the browser loads of a language, as files; nothing here knows where they go."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..model.catalogue import Catalogue
from .curves import curves_data, frames_data
from .dataset import (
    Link,
    described,
    details_data,
    digest,
    encoded,
    explorer_data,
    names_data,
    rubric_data,
)
from .phrases import phrases
from .search_index import IndexData
from .search_words import DROP, choices_data, known_words


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the site has what the browser links to: addresses below the root, or nothing."""

    link: Link
    tag_link: Link
    pages: Mapping[str, str]
    """The hand-written pages by their ``translation``."""

    picture: Link = str
    """From a picture's path below the source directory to where it is published."""


def site_files(
    catalogue: Catalogue,
    lang: str,
    words: Callable[[str], str],
    addresses: Addresses,
    index: IndexData | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content); all but ``site.<lang>.json`` have their content's hash in the name.

    ``words`` translates an interface word; ``index`` is what the browser needs of the full text.
    """
    files: dict[str, str] = {}
    data = _data(catalogue, lang, addresses)
    for name, item in data.items():
        files[name], content = _named(name, lang, item)
        yield files[name], content
    parts = [encoded(part) for part in details_data(catalogue, lang, addresses.link)]
    details = f"details.{lang}.{digest(b''.join(parts))}"
    for number, content in enumerate(parts):
        yield f"{details}/{number}.json", content
    drawn: list[Any] | None = None
    if curves := [encoded(part) for part in curves_data(catalogue, lang)]:
        drawn = [
            f"curves.{lang}.{digest(b''.join(curves))}",
            len(curves),
            frames_data(catalogue, lang),
        ]
        for number, content in enumerate(curves):
            yield f"{drawn[0]}/{number}.json", content
    site = {
        "words": phrases(words),
        "pages": dict(addresses.pages),
        "rubric": rubric_data(catalogue, lang),
        "compared": described(
            catalogue.columns.compared, "product", lang, catalogue.extras.locales
        ),
        "categories": data["product"]["lists"]["category"],
        "files": files,
        "details": [details, len(parts)],
        "search": asdict(index) if index else None,
        "curves": drawn,
        "drop": DROP,
    }
    yield site_file(lang), encoded(site)


def names_file(catalogue: Catalogue, lang: str, addresses: Addresses) -> tuple[str, bytes]:
    """Return the name and the content of the file in which a language's names are looked up."""
    return _named("names", lang, _names(catalogue, lang, addresses))


def _named(name: str, lang: str, item: object) -> tuple[str, bytes]:
    content = encoded(item)
    return f"{name}.{lang}.{digest(content)}.json", content


def site_file(lang: str) -> str:
    """Return the name of the file that leads to all others of a language."""
    return f"site.{lang}.json"


def with_index(site: bytes, index: IndexData | None) -> bytes:
    """Return a language's first file with another index told."""
    return encoded({**json.loads(site), "search": asdict(index) if index else None})


def _data(catalogue: Catalogue, lang: str, addresses: Addresses) -> dict[str, dict[str, Any]]:
    return {
        "product": explorer_data(catalogue, "product", lang, addresses.link, addresses.picture),
        "company": explorer_data(catalogue, "company", lang, addresses.link, addresses.picture),
        "names": _names(catalogue, lang, addresses),
    }


def _names(catalogue: Catalogue, lang: str, addresses: Addresses) -> dict[str, Any]:
    return {
        **names_data(catalogue, lang, addresses.link, addresses.tag_link),
        "known": known_words(catalogue, lang),
        "choices": choices_data(catalogue, lang, addresses.link),
    }
