"""Pages and files that other extensions add, put where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.errors import ExtensionError

from ..documents.domain import ReviewDomain, review_domain
from ..model.extras import GeneratedPage
from ..model.taken import reserved, size_problem
from .builders import PermalinkMixin
from .generated_pages import drawn_page, family
from .page import Drawing, Page, of_body
from .page_links import page_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def collect_added(app: Sphinx) -> Iterable[Page]:
    """Return (page name, context, template) of every page that an extension adds.

    They are worked out in every build: nobody knows what they were made from.
    """
    domain = review_domain(app.env)
    return family(app, "", lambda: (_page(domain, page) for page in _pages(domain)))


def _pages(domain: ReviewDomain) -> Iterator[GeneratedPage]:
    seen: set[str] = set()
    for pages in domain.catalogue.extras.pages:
        for page in pages(domain.catalogue):
            if problem := _name_problem(domain, page.name, seen):
                raise ExtensionError(f"sphinx_reviews: the added page {page.name!r} {problem}")
            seen.add(page.name)
            yield page


def _name_problem(domain: ReviewDomain, name: str, seen: set[str]) -> str:
    """Return why a page cannot stand under its name, or an empty string."""
    catalogue = domain.catalogue
    if not _inside(name) or size_problem(name):
        return "has a name that is no address in the site"
    if name in seen:
        return "is there twice"
    if what := reserved(name, catalogue.settings.languages):
        return f"stands in the place of {what}"
    if holder := catalogue.docname_at(f"/{name}") or (
        name if name in domain.env.found_docs else ""
    ):
        return f"stands in the place of {holder}"
    return ""


def _inside(path: str) -> bool:
    """Tell whether a path leads to something below the site's root, in the one way to write it."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and "/".join(parts) == path and path[0] != "/"


def _page(domain: ReviewDomain, page: GeneratedPage) -> Page:
    return drawn_page(page.name, page.title, _drawing(domain, page), page.lang)


def _drawing(domain: ReviewDomain, page: GeneratedPage) -> Drawing:
    """Return the drawing of the page's views below their headings."""

    def draw() -> Markup:
        links = page_links(domain, page.name, page.lang)
        heading = Markup("<h2>{}</h2>")
        return Markup("").join(
            (heading.format(label) if label else Markup("")) + domain.html.block(view, links)
            for label, view in page.parts
        )

    return of_body(tuple(page.parts), draw)


def added_files(app: Sphinx) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every file that an extension adds to the site."""
    domain = review_domain(app.env)
    taken = set(_pages_written(app)) if domain.catalogue.extras.files else set()
    for files in domain.catalogue.extras.files:
        for path, content in files(domain.catalogue):
            if not _inside(path) or path.startswith("_") or path in taken:
                raise ExtensionError(
                    f"sphinx_reviews: the added file {path!r} stands in the place of another file"
                )
            taken.add(path)
            yield path, content if isinstance(content, bytes) else content.encode()


def _pages_written(app: Sphinx) -> Iterator[str]:
    """Yield the paths of this build's pages and files: of documents also those left alone."""
    builder = app.builder
    if isinstance(builder, PermalinkMixin):
        yield from builder.ledger.written
        paths = (Path(builder.get_output_path(docname)) for docname in app.env.found_docs)
        yield from (path.relative_to(builder.outdir).as_posix() for path in paths)
