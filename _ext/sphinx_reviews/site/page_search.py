"""Sphinx's own search, kept for the pages that are no reviews; ours finds the reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from ..adapters.sphinx_private import OpenIndex
from ..documents.domain import review_domain
from ..model.addresses import SEARCH, no_links
from ..model.blocks import ToolView

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Words = Mapping[str, Set[str]]
OUR_THEME = "reviews"
TEMPLATE = "sphinx-search-with-reviews.html"


def index_name(address: str, suffix: str) -> str:
    """Return the name from which Sphinx's script for searching makes the address.

    The script appends the suffix; an address that ends otherwise takes it as a query, which a
    server of files does not read.
    """
    if not address:
        return "index"
    return address.removesuffix(suffix) if address.endswith(suffix) else f"{address}?"


class Part(NamedTuple):
    """What one share of the pages adds to the index."""

    titles: Mapping[str, str]
    filenames: Mapping[str, str]
    all_titles: Mapping[str, Any]
    entries: Mapping[str, Any]
    words: Words
    title_words: Words


class PageIndex(OpenIndex):
    """An index that knows pages by their addresses, and of which shares can be put together."""

    addresses: Mapping[str, str]
    """Document name to the name that stands in the published index."""

    def freeze(self) -> dict[str, Any]:
        """Return what is published; an index of no page is empty."""
        if not self.titles:
            lists = dict.fromkeys(("docnames", "filenames", "titles"), ())
            tables = ("terms", "objects", "objtypes", "objnames", "titleterms", "alltitles")
            return {**lists, **{name: {} for name in (*tables, "indexentries")},
                    "envversion": self.version}  # fmt: skip
        frozen = super().freeze()
        frozen["docnames"] = tuple(self.addresses.get(name, name) for name in frozen["docnames"])
        return frozen

    def load(self, stream: Any, format: Any) -> None:
        """Read an earlier index back under the names of the documents."""
        super().load(stream, _Renamed(format, {v: k for k, v in self.addresses.items()}))

    def prune(self, docnames: Iterable[str]) -> None:
        """Keep what the index holds of these documents; a word that no other has is gone."""
        super().prune(docnames)
        for table in (self.words, self.title_words):
            for word in [word for word, names in table.items() if not names]:
                del table[word]

    def part(self, docnames: Iterable[str]) -> Part:
        """Return what the index holds of some documents."""
        wanted = set(docnames)

        def of(table: Mapping[str, Any]) -> dict[str, Any]:
            return {name: table[name] for name in wanted & table.keys()}

        def shared(table: Words) -> dict[str, Set[str]]:
            rows = ((word, names & wanted) for word, names in table.items())
            return {word: names for word, names in rows if names}

        return Part(
            of(self.titles), of(self.filenames), of(self.all_titles), of(self.index_entries),
            shared(self.words), shared(self.title_words),
        )  # fmt: skip

    def merge(self, part: Part) -> None:
        """Take in what another process has found."""
        self.titles.update(part.titles)
        self.filenames.update(part.filenames)
        self.all_titles.update(part.all_titles)
        self.index_entries.update(part.entries)
        for own, added in ((self.words, part.words), (self.title_words, part.title_words)):
            for word, names in added.items():
                own.setdefault(word, set()).update(names)


class _Renamed:
    """An index format that gives documents other names as it reads them."""

    def __init__(self, format: Any, names: Mapping[str, str]) -> None:
        self._format, self._names = format, names

    def load(self, stream: Any) -> Any:
        frozen = self._format.load(stream)
        if isinstance(frozen, dict) and "docnames" in frozen:
            frozen["docnames"] = [self._names.get(name, name) for name in frozen["docnames"]]
        return frozen


class PageSearchMixin(StandaloneHTMLBuilder):
    """Keep reviews out of Sphinx's index, and let it find the others at their addresses."""

    def load_indexer(self, docnames: Set[str]) -> None:
        """Begin with the index of the last build, without the pages that are written again."""
        self.indexer = self._page_index()
        super().load_indexer(docnames)

    def _page_index(self) -> PageIndex:
        config = self.config
        index = PageIndex(
            self.env, config.html_search_language or config.language,
            config.html_search_options, config.html_search_scorer,
        )  # fmt: skip
        suffix = "/" if self.name == "dirhtml" else self.out_suffix
        reviews = review_domain(self.env).catalogue.by_docname
        pages = sorted(name for name in self.env.found_docs if name not in reviews)
        index.addresses = {n: index_name(self.get_target_uri(n), suffix) for n in pages}
        return index

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Index a page, unless it is a review."""
        if pagename not in review_domain(self.env).catalogue.by_docname:
            super().index_page(pagename, doctree, title)

    def indexed(self, docnames: list[str]) -> Part | None:
        """Return what this process has indexed of the documents."""
        return self.indexer.part(docnames) if isinstance(self.indexer, PageIndex) else None

    def take_indexed(self, part: Part | None) -> None:
        """Put what another process has indexed into the index."""
        if part and isinstance(self.indexer, PageIndex):
            self.indexer.merge(part)

    def gen_additional_pages(self) -> None:
        """Write the pages of the configuration and the search, unless a page of its name exists."""
        wanted = self.search
        self.search = wanted and SEARCH not in self.env.found_docs
        super().gen_additional_pages()
        self.search = wanted


def page_search(app: Sphinx) -> bool:
    """Tell whether Sphinx's search is kept: as configured, else under any theme but ours."""
    wanted = review_domain(app.env).catalogue.settings.page_search
    theme = getattr(app.builder, "theme", None)
    if wanted is not None:
        return bool(wanted)
    return theme is not None and theme.name != OUR_THEME


def add_reviews(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> str | None:
    """Put our search below the results of Sphinx's."""
    domain = review_domain(app.env)
    if templatename != "search.html" or not domain.catalogue.settings.search:
        return None
    if not isinstance(app.builder, PageSearchMixin) or not domain.catalogue.reviews:
        return None
    lang = cast("str", context["language"])
    drawn = domain.html.block(ToolView("search-tool"), no_links(lang))
    # Templates differ in which blocks they have, and in how these lie in each other.
    once = iter([drawn])
    context["review_search_tool"] = lambda: next(once, None)
    return TEMPLATE
