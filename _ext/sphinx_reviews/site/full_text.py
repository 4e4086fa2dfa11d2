"""The full-text index, made to fit when the pages are written, and the page to search on."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..documents.domain import review_domain
from ..model.addresses import DATA, SEARCH, no_links
from ..model.blocks import ToolView
from ..model.diagnostics import Code, diagnostic
from ..publishing.search import source_below, update
from ..publishing.search_index import IndexData
from .builders import PermalinkMixin
from .generated_pages import made_page
from .page import Page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def update_indexes(app: Sphinx) -> dict[str, IndexData]:
    """Make each language's index fit its reviews; return what the browser needs of it."""
    domain = review_domain(app.env)
    settings = domain.catalogue.settings
    if not settings.search:
        return {}
    began = time.perf_counter()
    folder, source = Path(app.outdir, DATA), source_below(Path(app.srcdir))
    try:
        made = {lang: update(domain.catalogue, lang, folder, source) for lang in settings.languages}
    except OSError as error:
        message = "no full-text search"
        domain.build.tell(diagnostic(Code.SEARCH_INDEX, "", 0, message, value=str(error)))
        return {}
    logger.info("search index: ready after %.1f s", time.perf_counter() - began)
    return made


def collect_search(app: Sphinx) -> Iterable[Page]:
    """Yield the page ``search``, to which themes send their own search boxes."""
    domain = review_domain(app.env)
    searched = isinstance(app.builder, PermalinkMixin) and app.builder.search
    if SEARCH in app.env.found_docs or searched:
        return
    lang = next(iter(domain.catalogue.settings.languages))
    drawn = domain.html.block(ToolView("search-tool"), no_links(lang))
    yield made_page(SEARCH, domain.language(lang).gettext("Search"), drawn, lang)
