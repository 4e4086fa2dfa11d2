"""What is searched: every review of a language, as an index that the browser reads in parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.records import Review
from ..prose.passages import Passage, passages
from ..prose.read import read_prose
from .search_index import Entry, Index, IndexData, file_count, keys_of, version
from .search_text import SPACELESS

FORMAT = 9
"""Grows whenever the files change for the same reviews."""

Source = Callable[[Review], Sequence[Passage]]
"""From a review to its text in passages."""


Beside = Callable[[Review], str]


def source_below(root: Path, catalogue: Catalogue) -> Source:
    """Return what reads a review's text from its file, whose path is relative to a root."""

    def read(review: Review) -> Sequence[Passage]:
        text = (root / review.path).read_text("utf-8", "replace")
        return passages(read_prose(text, review, catalogue.settings, catalogue.pictures))

    return read


def searched(catalogue: Catalogue, review: Review, text: Sequence[Passage]) -> list[Passage]:
    """Return all that a review is found by: its name and summary, its text, its other words."""
    rest = (*review.pros, *review.cons, " ".join(review.tags), catalogue.maker_name(review))
    return [
        Passage(review.target_name, "", review.summary),
        *text,
        Passage("", "", "\n".join((*rest, review.title))),
    ]


def entries(catalogue: Catalogue, lang: str, source: Source, beside: Beside) -> dict[str, Entry]:
    """Return the texts of a language by name."""
    return {
        f"{review.kind}/{review.ref}": _entry(catalogue, review, source, beside)
        for review in catalogue.reviews
        if review.lang == lang
    }


def _entry(catalogue: Catalogue, review: Review, source: Source, beside: Beside) -> Entry:
    parts = (FORMAT, review.digest, catalogue.maker_name(review), beside(review))
    key = blake2b(repr(parts).encode(), digest_size=9).hexdigest()
    return Entry(key, lambda: searched(catalogue, review, source(review)))


def update(
    catalogue: Catalogue,
    lang: str,
    folder: Path,
    source: Source,
    beside: Beside = lambda _: "",
    only: Callable[[str], bool] | None = None,
) -> IndexData:
    """Make a language's index below a folder fit its reviews; return what the browser needs.

    ``beside`` tells what else a text depends on, beside its file and its maker's name.
    With ``only`` none but the documents it names are indexed, under their numbers among all.
    """
    texts = entries(catalogue, lang, source, beside)
    index = Index(folder / _name(lang), lang)
    if only is None:
        index.update(texts)
    else:
        of_lang = (review for review in catalogue.reviews if review.lang == lang)
        index.share(texts, {f"{r.kind}/{r.ref}" for r in of_lang if only(r.docname)})
    return _data(lang, keys_of(texts))


def joined(folders: Sequence[Path], folder: Path, lang: str) -> IndexData:
    """Join a language's indexes of several shares; return what the browser needs."""
    index = Index(folder / _name(lang), lang)
    return _data(lang, index.join([each / _name(lang) for each in folders]))


def standing(
    catalogue: Catalogue, lang: str, folder: Path, source: Source, beside: Beside
) -> tuple[IndexData, bool] | None:
    """Return what the browser needs of the index as it stands, and whether it fits the reviews.

    None where none stands whole, or one of other reviews: their numbers would be wrong.
    """
    known = Index(folder / _name(lang), lang).known()
    wanted = keys_of(entries(catalogue, lang, source, beside))
    if known is None or known.keys() != wanted.keys():
        return None
    return _data(lang, known), known == wanted


def _name(lang: str) -> str:
    return f"search/{lang}"


def _data(lang: str, keys: Mapping[str, str]) -> IndexData:
    return IndexData(_name(lang), file_count(len(keys), lang), version(keys), lang in SPACELESS)
