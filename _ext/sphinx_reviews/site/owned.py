"""The files of a site that are no pages: which the build puts there, and what they copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import review_domain
from ..model.addresses import SEARCH
from ..model.foreign import drawn_reviews
from .review_pages import source_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .builders import PermalinkMixin

Owned = tuple[str, Path | None]
"""A file below the root, and what it is a plain copy of, if anything."""


def owned_files(app: Sphinx, builder: PermalinkMixin) -> Iterator[Owned]:
    """Yield every file that is no page; one that was here and is no longer yielded is removed."""
    yield from _sources(app)
    env, source = app.env, Path(app.srcdir)
    for path, (_, image) in env.images.items():
        yield f"_images/{image}", source / path
    for file, (_, download) in env.dlfiles.items():
        yield f"_downloads/{download}", source / file
    yield from _static(app, builder)
    for entry in app.config.html_extra_path:
        yield from ((name, None) for name in _below(Path(app.confdir, entry)))
    yield from _generated(app, builder)


def _sources(app: Sphinx) -> Iterator[Owned]:
    if not app.config.html_copy_source:
        return
    suffix = app.config.html_sourcelink_suffix
    for docname in app.env.found_docs:
        source = Path(app.env.doc2path(docname))
        name = f"{docname}{source.suffix}"
        yield f"_sources/{name if source.suffix == suffix else name + suffix}", source
    for review in drawn_reviews(review_domain(app.env).catalogue, app.config.root_doc):
        yield f"_sources/{source_name(app, review)}", Path(app.srcdir, review.path)


def _static(app: Sphinx, builder: PermalinkMixin) -> Iterator[Owned]:
    folders = [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    folders += [Path(app.confdir, entry) for entry in app.config.html_static_path]
    for folder in folders:
        for name in _below(folder):
            yield f"_static/{name.removesuffix('_t').removesuffix('.jinja')}", None
    for file in (app.config.html_logo, app.config.html_favicon):
        if file:
            yield f"_static/{Path(file).name}", None


def _below(folder: Path) -> Iterator[str]:
    if folder.is_file():
        yield folder.name
    elif folder.is_dir():
        files = (path for path in folder.rglob("*") if path.is_file())
        yield from (path.relative_to(folder).as_posix() for path in files)


def _generated(app: Sphinx, builder: PermalinkMixin) -> Iterator[Owned]:
    """Yield what Sphinx makes of the whole site, each where the configuration wants it."""
    pages = [name for name, *_ in builder.domain_indices]
    pages += [*app.config.html_additional_pages, *(["genindex"] if builder.use_index else ())]
    if builder.indexer is not None:
        yield builder.searchindex_filename, None
    if builder.search and SEARCH not in app.env.found_docs:
        pages.append(SEARCH)
        if app.config.html_use_opensearch:
            yield "_static/opensearch.xml", None
    for name in pages:
        path = Path(builder.get_output_path(name))
        yield path.relative_to(app.outdir).as_posix(), None
