"""After the pages: the browser's data and the full-text index, written only where they change."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.util import logging

from ..documents.domain import ReviewDomain, review_domain, tag_page
from ..model import frontmatter
from ..model.blocks import ToolView
from ..publishing import dataset, search
from ..publishing.phrases import phrases
from ..publishing.search_index import SearchIndexError, build_index
from ..publishing.search_text import SPACELESS
from ..renderers.html import Place
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
        for name, content in _files(app, domain, lang, indexes):
            kept.add(folder / name)
            _write(folder / name, content)
    _sweep(folder, kept)


def _files(
    app: Sphinx, domain: ReviewDomain, lang: str, indexes: list[str]
) -> Iterable[tuple[str, bytes]]:
    """Yield each file of a language: its path in the folder and its content."""
    catalogue, link = domain.catalogue, app.builder.get_target_uri
    files: dict[str, str] = {}

    def tag_link(slug: str) -> str:
        tag = catalogue.tag(slug, lang)
        least = catalogue.settings.tag_page_min
        return link(tag_page(lang, slug)) if tag and len(tag.reviews) >= least else ""

    made = {
        "product": dataset.explorer_data(catalogue, "product", lang, link),
        "company": dataset.explorer_data(catalogue, "company", lang, link),
        "names": dataset.names_data(catalogue, lang, link, tag_link),
    }
    for name, data in made.items():
        content = dataset.encoded(data)
        files[name] = f"{name}.{lang}.{dataset.digest(content)}.json"
        yield files[name], content
    parts = [dataset.encoded(part) for part in dataset.details_data(catalogue, lang, link)]
    details = f"details.{lang}.{dataset.digest(b''.join(parts))}"
    for number, content in enumerate(parts):
        yield f"{details}/{number}.json", content
    site = {
        "words": phrases(domain.html.tools(lang)["_"]),
        "pages": {name: link(page) for name in PAGES if (page := named_page(domain, name, lang))},
        "rubric": dataset.rubric_data(catalogue, lang),
        "categories": made["product"]["categories"],
        "files": files,
        "details": [details, len(parts)],
        "search": indexes,
        "spaceless": lang in SPACELESS,
    }
    yield f"site.{lang}.json", dataset.encoded(site)


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
    """Index a language's reviews in shares; return the folders, none where that is off or fails."""
    if not domain.catalogue.settings.search:
        return []
    found = search.records(domain.catalogue, lang, app.builder.get_target_uri)
    parts = search.shares(found) if found else []
    names = [f"search/{lang}/{number}" for number in range(len(parts))]
    began = time.perf_counter()
    try:
        with ThreadPoolExecutor(max(1, app.parallel)) as pool:
            made = list(pool.map(lambda part, name: _share(app, part, folder / name), parts, names))
    except SearchIndexError as error:
        shutil.rmtree(folder / "search" / lang, ignore_errors=True)
        logger.warning("no full-text search: %s", error, type="reviews", subtype="search")
        return []
    if count := sum(made):
        logger.info("search index: %d reviews [%.1f s]", count, time.perf_counter() - began)
    return names


def _share(app: Sphinx, share: list[search.Record], target: Path) -> int:
    """Write one index unless it stands there already; return the number of reviews indexed."""
    stamp, key = target / "key.txt", search.share_key(share)
    if stamp.is_file() and stamp.read_text("ascii") == key:
        return 0
    build_index((search.page(record, _body(app, record)) for record in share), target)
    stamp.write_text(key, "ascii")
    return len(share)


def _body(app: Sphinx, record: search.Record) -> str:
    text = Path(app.srcdir, record.review.path).read_bytes().decode("utf-8", "replace")
    lines = frontmatter.normalise(text).split("\n")
    return "\n".join(lines[record.review.body_line - 1 :])


def collect_search(app: Sphinx) -> Iterable[Page]:
    """Yield the page ``search``, to which themes send their own search boxes."""
    domain = review_domain(app.env)
    lang = next(iter(domain.catalogue.settings.languages))
    place = Place(lang, lambda _: "")
    drawn = Markup(domain.html.block(ToolView("search-tool"), place))  # noqa: S704
    yield made_page("search", domain.html.tools(lang)["_"]("Search"), drawn, lang)
