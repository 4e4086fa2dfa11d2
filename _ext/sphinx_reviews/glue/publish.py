"""After the pages: the browser's data and the full-text index, written only where they change."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.util import logging

from ..documents.domain import ReviewDomain, review_domain, tag_page
from ..model import frontmatter
from ..model.blocks import ToolView
from ..publishing.files import Place, site_files
from ..publishing.search import Record, records
from ..publishing.search_index import SearchIndexError, index
from ..renderers.html import Place as Drawn
from .builders import PermalinkMixin
from .context import named_page
from .pages import Page, made_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

FOLDER = "_reviews"
"""Where the data is published, below the site's root; nothing else is kept there."""

PAGES = ("compare", "search", "products", "companies")
"""The hand-written pages, by their ``translation``, that the browser links to."""


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the data of every language; remove what an earlier build left behind."""
    if exception or not isinstance(app.builder, PermalinkMixin):
        return
    domain = review_domain(app.env)
    folder = Path(app.outdir, FOLDER)
    kept: set[Path] = set()
    for lang in domain.catalogue.settings.languages:
        indexes = _index(app, domain, lang, folder)
        kept.update(folder / name for name in indexes)
        words = domain.html.tools(lang)["_"]
        for name, content in site_files(
            domain.catalogue, lang, words, _place(app, domain, lang), indexes
        ):
            kept.add(folder / name)
            _write(folder / name, content)
    _sweep(folder, kept)


def _place(app: Sphinx, domain: ReviewDomain, lang: str) -> Place:
    catalogue, link = domain.catalogue, app.builder.get_target_uri

    def tag_link(slug: str) -> str:
        tag = catalogue.tag(slug, lang)
        least = catalogue.settings.tag_page_min
        return link(tag_page(lang, slug)) if tag and len(tag.reviews) >= least else ""

    pages = {name: link(page) for name in PAGES if (page := named_page(domain, name, lang))}
    return Place(link, tag_link, pages)


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _sweep(folder: Path, kept: set[Path]) -> None:
    """Remove every file that is neither kept nor in a kept folder."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path in kept or any(parent in kept for parent in path.parents):
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        else:
            path.unlink()


def _index(app: Sphinx, domain: ReviewDomain, lang: str, folder: Path) -> list[str]:
    """Index a language's reviews; return the folders, none where that is off or fails."""
    if not domain.catalogue.settings.search:
        return []
    began = time.perf_counter()
    found = records(domain.catalogue, lang, app.builder.get_target_uri)
    try:
        names, count = index(found, lang, folder, lambda r: _body(app, r), app.parallel)
    except SearchIndexError as error:
        shutil.rmtree(folder / "search" / lang, ignore_errors=True)
        logger.warning("no full-text search: %s", error, type="reviews", subtype="search")
        return []
    if count:
        logger.info("search index: %d reviews [%.1f s]", count, time.perf_counter() - began)
    return names


def _body(app: Sphinx, record: Record) -> str:
    return body_of(Path(app.srcdir, record.review.path), record.review.body_line)


def body_of(path: Path, line: int) -> str:
    """Return a review file's text from a line on."""
    text = path.read_bytes().decode("utf-8", "replace")
    return "\n".join(frontmatter.normalise(text).split("\n")[line - 1 :])


def collect_search(app: Sphinx) -> Iterable[Page]:
    """Yield the page ``search``, to which themes send their own search boxes."""
    domain = review_domain(app.env)
    if "search" in app.env.found_docs:
        return
    lang = next(iter(domain.catalogue.settings.languages))
    drawn = Markup(domain.html.block(ToolView("search-tool"), Drawn(lang, lambda _: "")))  # noqa: S704
    yield made_page("search", domain.html.tools(lang)["_"]("Search"), drawn, lang)
