"""HTML builders that publish each page at its own address, and the discovery of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.builders import dirhtml, html
from sphinx.project import Project
from sphinx.util.inventory import InventoryFile

from ..adapters.sphinx_private import (
    WORDS,
    BuildInfo,
    app_of,
    forget_document,
    note_file,
    translators,
)
from ..documents.domain import review_domain
from ..model.foreign import drawn_reviews
from ..model.outcomes import SUFFIX
from ..model.words import words
from ..publishing.modules import bundles
from ..publishing.search_index import write
from .config import PACKAGE
from .context import site_words
from .frame import documents_frame
from .ledger import File, digest
from .page_search import PageSearchMixin
from .relative import RelativeAddresses
from .review_pages import review_pages
from .staging import begin_beside
from .writing import DrawnPagesMixin

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = str
BORROWED = (
    _("Link to this heading"),
    _("Link to this table"),
    _("Link to this image"),
    _("Link to this code"),
)
"""Words of Sphinx's that its own Japanese catalogue lacks."""

_SAFE = "/~+(),!'&@=#"


@lru_cache(maxsize=1 << 15)
def _quoted(path: str, safe: str) -> str:
    """Return a path as addresses write it; every page asks for those of its header."""
    return quote(path, safe=safe)


@lru_cache(maxsize=1 << 16)
def _address(permalink: str, folders: bool) -> str:
    """Return what is published at a permalink, by its folder's name alone or with its file's."""
    file = "index.html" if permalink.endswith("/") and not folders else ""
    return _quoted(permalink.lstrip("/"), _SAFE) + file


class PermalinkMixin(PageSearchMixin, DrawnPagesMixin):
    """Publish pages that have a permalink there; links follow by themselves."""

    draws_reviews = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Build where the site is published, or beside it."""
        begin_beside(app)
        super().__init__(app, env)

    def create_build_info(self) -> BuildInfo:
        """Return what is published of the configuration, without where this package lies."""
        config, lists = self.config, ("templates_path", "html_static_path")
        usual = {name: config[name] for name in lists}
        for name in lists:
            config[name] = [str(path).removeprefix(str(PACKAGE)) for path in usual[name]]
        try:
            return super().create_build_info()
        finally:
            for name in lists:
                config[name] = usual[name]

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page with Sphinx's own words (admonitions, heading links) in its language."""
        lang = review_domain(self.env).catalogue.lang_of(docname)
        usual = translators[WORDS]
        if lang:
            translators[WORDS] = words(lang, site_words(self))
        try:
            super().write_doc(docname, doctree)
        finally:
            translators[WORDS] = usual

    @cached_property
    def relative(self) -> RelativeAddresses:
        """The ways from pages to others."""
        return RelativeAddresses()

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return a page's address as another page writes it."""
        return self.relative.between(self.get_target_uri(from_), self.get_target_uri(to, typ))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address relative to the site's root."""
        permalink = self.permalinks.get(docname)
        if permalink is None:
            return _quoted(super().get_target_uri(docname, typ), _SAFE + "%")
        return _address(permalink, self.name == "dirhtml")

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the file that a page is written to."""
        permalink = self.permalinks.get(page_name)
        if permalink is None:
            return Path(super().get_output_path(page_name))
        parts = permalink.strip("/").split("/") if permalink.strip("/") else []
        if permalink.endswith("/") or not parts:
            return Path(self.outdir, *parts, f"index{self.out_suffix}")
        if "." in parts[-1]:
            return Path(self.outdir, *parts)
        return Path(self.outdir, *parts[:-1], f"{parts[-1]}{self.out_suffix}")

    def copy_assets(self) -> None:
        """Draw the reviews when style sheets are there, before the pages that lead to them."""
        super().copy_assets()
        for path, text in bundles():
            write(Path(self.outdir, path), text.encode())
        self.draw_pages("drawing reviews... ", [review_pages(app_of(self))])

    def dump_inventory(self) -> None:
        """Let other projects link to drawn reviews as to any document; the list comes whole."""
        # What domains of other extensions list may come from anywhere.
        known = self.inputs is not None
        documents = repr(sorted(review_domain(self.env).sources.items()))
        names = (self.ledger.common, documents_frame(self.env), documents)
        key = digest(*names) if known else ""
        self.ledger.publish("inventory", key, self._inventory)

    def _inventory(self) -> Iterator[File]:
        drawn = list(drawn_reviews(review_domain(self.env).catalogue, self.config.root_doc))
        for review in drawn:
            self.env.all_docs[review.docname] = 0
            self.env.titles[review.docname] = nodes.title("", review.target_name)
        beside = Path(self.outdir, f".{html.INVENTORY_FILENAME}.new")
        try:
            InventoryFile.dump(beside, self.env, self)
            yield html.INVENTORY_FILENAME, beside.read_bytes()
        finally:
            beside.unlink(missing_ok=True)
            for review in drawn:
                del self.env.all_docs[review.docname], self.env.titles[review.docname]


# Other extensions tell builders by the names of their classes, so these keep Sphinx's.


class DirectoryHTMLBuilder(PermalinkMixin, dirhtml.DirectoryHTMLBuilder):
    """Directories with an ``index.html`` each: the usual way to publish."""

    name = "dirhtml"


class StandaloneHTMLBuilder(PermalinkMixin, html.StandaloneHTMLBuilder):
    """Plain files, for reading from a disk."""

    name = "html"


class ReviewProject(Project):
    """Discovers documents as Sphinx does, without review files that the catalogue left out."""

    def __init__(
        self,
        srcdir: Path,
        suffixes: Iterable[str],
        folder: str,
        kept: Iterable[str],
        drawn: Iterable[str] = (),
    ) -> None:
        """Keep of the documents below ``folder`` only those named; others may be drawn pages."""
        super().__init__(srcdir, suffixes)
        self._folder = folder.strip("/") + "/"
        self._kept = frozenset(kept)
        self._drawn = frozenset(drawn)

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the documents; below the folder of reviews the catalogue has decided already."""
        if not self._kept:
            return self._discover_pages(exclude_paths, include_paths)
        super().discover(exclude_paths, include_paths)
        for docname in {name for name in self.docnames if name.startswith(self._folder)}:
            if docname not in self._kept:
                self._forget(docname)
        return self.docnames

    def _discover_pages(
        self, exclude_paths: Iterable[str], include_paths: Iterable[str]
    ) -> set[str]:
        """Find the documents where no review is one: the folder of reviews need not be walked."""
        reviews = literally(self._folder.rstrip("/"))
        super().discover([*exclude_paths, reviews], include_paths)
        for docname in self._drawn:
            note_file(self, docname, f"{docname}{SUFFIX}")
        return self.docnames

    def _forget(self, docname: str) -> None:
        self.docnames.discard(docname)
        if docname in self._drawn:
            return
        forget_document(self, docname)


def literally(path: str) -> str:
    """Return a pattern of Sphinx's that fits the path: it has no way to quote its signs."""
    return re.sub(r"[\[\]*?]", "?", path)
