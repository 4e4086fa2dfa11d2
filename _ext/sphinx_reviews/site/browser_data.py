"""After the pages: the browser's data, written only where it changes."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import DATA, TagPage
from ..publishing.files import Place, site_files
from ..publishing.search_index import write
from .added_pages import added_files
from .builders import PermalinkMixin
from .context import named_page
from .crawlers import crawler_files
from .data_files import data_files
from .full_text import update_indexes
from .redirects import redirect_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGES = ("compare", "search", "products", "companies")
"""The hand-written pages, by their ``translation``, that the browser links to."""


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the data of every language; remove what an earlier build left behind."""
    if exception or not isinstance(app.builder, PermalinkMixin):
        return
    domain = review_domain(app.env)
    folder = Path(app.outdir, DATA)
    search = update_indexes(app)
    kept: set[Path] = set()
    for lang in domain.catalogue.settings.languages:
        index = search.get(lang)
        if index:
            kept.add(folder / index.folder)
        words = domain.language(lang).gettext
        for name, content in site_files(
            domain.catalogue, lang, words, _place(app, domain, lang), index
        ):
            kept.add(folder / name)
            write(folder / name, content)
    _sweep(folder, kept)
    ours = (crawler_files(app), data_files(app), redirect_files(app))
    files = [*chain(*ours, added_files(app))]
    app.builder.ledger.plan(name for name, _ in files)
    for name, content in files:
        app.builder.ledger.keep(name)
        write(Path(app.outdir, name), content)


def _place(app: Sphinx, domain: ReviewDomain, lang: str) -> Place:
    catalogue, link = domain.catalogue, app.builder.get_target_uri

    def tag_link(slug: str) -> str:
        tag = catalogue.tag(slug, lang)
        return link(TagPage(lang, slug).name) if tag and catalogue.has_page(tag) else ""

    pages = {name: link(page) for name in PAGES if (page := named_page(domain, name, lang))}
    return Place(link, tag_link, pages)


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
