"""The full-text index: begun when the reviews are known, awaited when the pages are written."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.util import logging

from ..documents.build import Build
from ..documents.domain import review_domain
from ..model.addresses import DATA, SEARCH, no_links
from ..model.blocks import ToolView
from ..model.diagnostics import Code, diagnostic
from ..model.languages import language
from ..publishing.search import records
from ..publishing.search_index import Indexing, Plan, SearchIndexError, due, plan
from .builders import PermalinkMixin
from .pages import Page, made_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_builds: WeakKeyDictionary[Builder, SearchBuild] = WeakKeyDictionary()
"""What each builder has begun."""


class SearchBuild:
    """One build's full-text indexes: what they hold, and the process that writes them."""

    def __init__(self, root: Path, folder: Path, plans: dict[str, Plan]) -> None:
        """Begin to write what does not stand there yet; ``plans`` has one for each language."""
        self.began = time.perf_counter()
        self._plans = plans
        self._indexing: Indexing | None = None
        self._failed: SearchIndexError | None = None
        planned = {name: part for each in plans.values() for name, part in each.items()}
        if wanted := due(planned, folder):
            try:
                self._indexing = Indexing(root, folder, wanted)
            except SearchIndexError as error:
                self._failed = error

    def finish(self, build: Build) -> dict[str, list[str]]:
        """Wait for the indexes; return their folders by language, none where they failed."""
        try:
            if self._failed:
                raise self._failed
            if self._indexing:
                self._indexing.wait()
                seconds = time.perf_counter() - self.began
                count = self._indexing.count
                logger.info("search index: %d reviews, ready after %.1f s", count, seconds)
        except SearchIndexError as error:
            message = "no full-text search"
            build.tell(diagnostic(Code.SEARCH_INDEX, "", 0, message, value=str(error)))
            return {}
        return {lang: list(planned) for lang, planned in self._plans.items()}

    def stop(self) -> None:
        """Give up, for the build has failed."""
        if self._indexing:
            self._indexing.stop()


def begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Begin to index while Sphinx reads and writes."""
    if not isinstance(app.builder, PermalinkMixin):
        return
    catalogue = review_domain(env).catalogue
    settings = catalogue.settings
    plans = {
        lang: plan(records(catalogue, lang, app.builder.get_target_uri), lang)
        for lang in (settings.languages if settings.search else ())
    }
    _builds[app.builder] = SearchBuild(Path(app.srcdir), Path(app.outdir, DATA), plans)


def finish(builder: Builder) -> dict[str, list[str]]:
    """Wait for what ``begin`` began; return the indexes' folders by language."""
    build = _builds.pop(builder, None)
    return build.finish(review_domain(builder.env).build) if build else {}


def stop(builder: Builder) -> None:
    """Give up what ``begin`` began."""
    if build := _builds.pop(builder, None):
        build.stop()


def collect_search(app: Sphinx) -> Iterable[Page]:
    """Yield the page ``search``, to which themes send their own search boxes."""
    domain = review_domain(app.env)
    searched = isinstance(app.builder, PermalinkMixin) and app.builder.search
    if SEARCH in app.env.found_docs or searched:
        return
    lang = next(iter(domain.catalogue.settings.languages))
    drawn = domain.html.block(ToolView("search-tool"), no_links(lang))
    yield made_page(SEARCH, language(lang).gettext("Search"), drawn, lang)
