"""Check the links inside the output after a build; pages that have not changed are known."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..documents.domain import review_domain
from ..documents.report import report
from ..model.diagnostics import Code, Diagnostic, diagnostic
from ..model.hashing import hash_of
from ..publishing.link_check import PageLinks, links_of_page, lost_links, path_of_site
from .builders import PermalinkMixin
from .kept import keep, kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

RECORD = "reviews-links.json"
FORMAT = 1
MOST = 100
"""LostLink links that are told one by one."""

_OWN_ROOT = ("404.html",)
"""Pages that are shown at any address, so that their links begin at the host's root."""


def check_links(app: Sphinx, exception: Exception | None) -> None:
    """Tell of each link inside the site that leads nowhere, and of promised places now gone."""
    wanted = isinstance(app.builder, PermalinkMixin) and not exception
    # A share has not what its links lead to.
    wanted = wanted and isinstance(app.builder, PermalinkMixin) and app.builder.shard.whole
    if not wanted or not review_domain(app.env).catalogue.settings.check_links:
        return
    began = time.perf_counter()
    root, record = Path(app.outdir), Path(app.doctreedir, RECORD)
    files = frozenset(_files(root))
    pages = _pages(root, files, record)
    findings = [*_lost(app, pages, files), *_lost_fragments(app, pages)]
    for item in findings[:MOST]:
        report(item)
    links = sum(len(page.links) for page in pages.values())
    logger.info(
        "%d links on %d pages checked, %d lead nowhere [%.1f s]",
        links, len(pages), len(findings), time.perf_counter() - began,
    )  # fmt: skip


def _files(root: Path) -> Iterator[str]:
    for base, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(base).relative_to(root).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _pages(root: Path, files: frozenset[str], record: Path) -> Mapping[str, PageLinks]:
    """Return what every page holds; read anew where its bytes are others than last time."""
    before = kept(record)
    known = before.get("pages") if before.get("format") == FORMAT else None
    known = known if isinstance(known, dict) else {}
    entries: dict[str, list[object]] = {}
    pages: dict[str, PageLinks] = {}
    for path in sorted(files):
        if not path.endswith(".html") or path.startswith("_static/"):
            continue
        data = (root / path).read_bytes()
        digest = hash_of(data)
        entry = known.get(path)
        if not entry or entry[0] != digest:
            page = links_of_page(data.decode("utf-8", "replace"))
            entry = [digest, page.ids, page.links]
        entries[path] = entry
        pages[path] = PageLinks(tuple(entry[1]), tuple(entry[2]))
    keep(record, {"format": FORMAT, "pages": entries})
    return pages


def _lost(
    app: Sphinx, pages: Mapping[str, PageLinks], files: frozenset[str]
) -> Iterator[Diagnostic]:
    builder = app.builder
    assert isinstance(builder, PermalinkMixin)
    files_of = {docname: str(app.env.doc2path(docname, False)) for docname in app.env.found_docs}
    files_of |= {r.docname: r.path for r in review_domain(app.env).catalogue.reviews}
    outputs = {docname: Path(builder.get_output_path(docname)) for docname in files_of}
    sources = {
        file.relative_to(app.outdir).as_posix(): files_of[docname]
        for docname, file in outputs.items()
    }
    base = path_of_site(str(app.config.html_baseurl or ""))
    inner = {path: page for path, page in pages.items() if path not in _OWN_ROOT}
    for lost in lost_links(inner, files, base):
        what = (
            "the link leads to no place on its page"
            if lost.fragment_only
            else "the link leads nowhere"
        )
        where = sources.get(lost.page, lost.page)
        yield diagnostic(Code.LINK_LOST, where, 0, f"{what}, on {lost.page}", value=lost.link)


def _lost_fragments(app: Sphinx, pages: Mapping[str, PageLinks]) -> Iterator[Diagnostic]:
    """Yield the places of the list of promised addresses that their pages do not have."""
    for promise in review_domain(app.env).catalogue.lists.promised:
        address, _, fragment = promise.old.partition("#")
        page = pages.get(f"{address.strip('/')}/index.html".lstrip("/")) or pages.get(
            address.strip("/")
        )
        if fragment and page and fragment not in page.ids:
            yield diagnostic(
                Code.ADDRESS_LOST, promise.path, promise.line,
                "the page has no place of this name any more", value=promise.old,
                hint="give a heading the name back, or take the line out",
            )  # fmt: skip
