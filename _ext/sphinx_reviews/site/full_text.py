"""The full-text index, made to fit when the pages are written, and the page to search on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..documents.domain import review_domain
from ..model.addresses import DATA, SEARCH, no_links
from ..model.blocks import ToolView
from ..model.diagnostics import Code, diagnostic
from ..model.records import Review
from ..prose.passages import Passage
from ..publishing.search import Source, source_below, standing, update
from ..publishing.search_index import IndexData
from .builders import PermalinkMixin
from .generated_pages import drawn_page
from .page import Page
from .shard import Shard

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def update_indexes(app: Sphinx, meanwhile: Callable[[], None]) -> dict[str, IndexData]:
    """Make each language's index fit its reviews; return what the browser needs of it.

    ``meanwhile`` is called where processes of their own are at work on that.
    """
    domain = review_domain(app.env)
    settings = domain.catalogue.settings
    if not settings.search:
        return {}
    began = time.perf_counter()
    folder = Path(app.outdir, DATA)
    if left := _left_behind(app, folder):
        return left
    source, beside = _source(app), _pictures(app)
    shard = app.builder.shard if isinstance(app.builder, PermalinkMixin) else Shard()
    only = None if shard.whole else shard.has

    def index(lang: str) -> IndexData | OSError:
        try:
            return update(domain.catalogue, lang, folder, source, beside, only)
        except OSError as error:
            return error

    indexes = _by_language(app, list(settings.languages), index, meanwhile)
    for error in indexes.values():
        if isinstance(error, OSError):
            message = "no full-text search"
            domain.build.tell(diagnostic(Code.SEARCH_INDEX, "", 0, message, value=str(error)))
            return {}
    logger.info("search index: ready after %.1f s", time.perf_counter() - began)
    return {lang: each for lang, each in indexes.items() if isinstance(each, IndexData)}


def _left_behind(app: Sphinx, folder: Path) -> dict[str, IndexData]:
    """Return the indexes as they stand, where nobody waits for them to be mended; else nothing."""
    builder, catalogue = app.builder, review_domain(app.env).catalogue
    if not isinstance(builder, PermalinkMixin) or not builder.full_text_later:
        return {}
    names = {
        lang: standing(catalogue, lang, folder, _source(app), _pictures(app))
        for lang in catalogue.settings.languages
    }
    stand = {lang: each[0] for lang, each in names.items() if each}
    if len(stand) < len(names):
        return {}
    builder.full_text_waits = not all(each[1] for each in names.values() if each)
    return stand


def _by_language(
    app: Sphinx,
    languages: list[str],
    index: Callable[[str], IndexData | OSError],
    meanwhile: Callable[[], None],
) -> dict[str, IndexData | OSError]:
    """Index the languages, beside each other where many texts are new."""
    builder, found = app.builder, dict[str, IndexData | OSError]()
    if isinstance(builder, PermalinkMixin) and builder.parallel_ok and len(builder.passages) > MANY:
        parts = [[lang] for lang in languages]
        builder.in_shares(
            "indexing texts... ", parts, lambda s: index(s[0]),
            lambda s, data: found.update({s[0]: data}), meanwhile,
        )  # fmt: skip
        return found
    return {lang: index(lang) for lang in languages}


MANY = 100
"""Texts above which a process for each language saves more time than it costs."""


def _pictures(app: Sphinx) -> Callable[[Review], str]:
    """Return what tells which of the pictures that a text asks for it shows."""
    pages = app.builder.ledger.pages if isinstance(app.builder, PermalinkMixin) else {}
    there = review_domain(app.env).catalogue.pictures

    def searched(review: Review) -> str:
        entry = pages.get(review.docname)
        asked = (question.partition(":") for question in entry.asked) if entry else ()
        return " ".join(path for kind, _, path in asked if kind == "picture" and path in there)

    return searched


def _source(app: Sphinx) -> Source:
    """Return what gives a review's text: as it was drawn in this build, else read anew."""
    read = source_below(Path(app.srcdir), review_domain(app.env).catalogue)
    drawn = app.builder.passages if isinstance(app.builder, PermalinkMixin) else {}

    def text(review: Review) -> Sequence[Passage]:
        return drawn[review.docname] if review.docname in drawn else read(review)

    return text


def collect_search(app: Sphinx) -> Iterable[Page]:
    """Yield the page ``search``, to which themes send their own search boxes."""
    domain = review_domain(app.env)
    searched = isinstance(app.builder, PermalinkMixin) and app.builder.search
    if SEARCH in app.env.found_docs or searched:
        return
    lang = next(iter(domain.catalogue.settings.languages))
    drawn = domain.html.block(ToolView("search-tool"), no_links(lang))
    yield drawn_page(SEARCH, domain.language(lang).gettext("Search"), drawn, lang)
