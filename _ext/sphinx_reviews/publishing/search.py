"""What is searched: every review of a language, as an index that the browser reads in parts."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from ..model import frontmatter
from ..model.catalogue import Catalogue
from ..model.records import Review
from .search_index import Entry, Index, IndexData, file_count, version
from .search_text import SPACELESS, Passage, passages

FORMAT = 6
"""Grows whenever the files change for the same reviews."""

Source = Callable[[Review], str]
"""From a review to its text, as Markdown and without its front matter."""


def source_below(root: Path) -> Source:
    """Return what reads a review's text from its file, whose path is relative to a root."""

    def body(review: Review) -> str:
        text = (root / review.path).read_bytes().decode("utf-8", "replace")
        return "\n".join(frontmatter.normalise(text).split("\n")[review.body_line - 1 :])

    return body


def searched(catalogue: Catalogue, review: Review, body: str) -> list[Passage]:
    """Return all that a review is found by: its name and summary, its text, its other words."""
    rest = (*review.pros, *review.cons, " ".join(review.tags), catalogue.maker_name(review))
    return [
        Passage(review.target_name, "", review.summary),
        *passages(body),
        Passage("", "", "\n".join((*rest, review.title))),
    ]


def entries(catalogue: Catalogue, lang: str, source: Source) -> dict[str, Entry]:
    """Return the texts of a language by name."""
    return {
        f"{review.kind}/{review.ref}": _entry(catalogue, review, source)
        for review in catalogue.reviews
        if review.lang == lang
    }


def _entry(catalogue: Catalogue, review: Review, source: Source) -> Entry:
    parts = (FORMAT, review.digest, catalogue.maker_name(review))
    key = blake2b(repr(parts).encode(), digest_size=9).hexdigest()
    return Entry(key, lambda: searched(catalogue, review, source(review)))


def update(catalogue: Catalogue, lang: str, folder: Path, source: Source) -> IndexData:
    """Make a language's index below a folder fit its reviews; return what the browser needs."""
    texts = entries(catalogue, lang, source)
    name = f"search/{lang}"
    Index(folder / name, lang).update(texts)
    return IndexData(name, file_count(len(texts), lang), version(texts), lang in SPACELESS)
