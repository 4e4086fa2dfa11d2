"""What happens when: scan before reading, check on every build, rewrite what changed."""

from __future__ import annotations

import atexit
import gc
import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.display import progress_message

from ..documents.build import Build, reported_lines
from ..documents.contents import BOOKS
from ..documents.domain import Use, review_domain
from ..documents.report import path_of
from ..model.addresses import NOT_FOUND
from ..model.baseline import without_known
from ..model.blocks import makers
from ..model.catalogue import Catalogue
from ..model.checked import checked
from ..model.diagnostics import Code, Diagnostic, RuleError, diagnostic
from ..model.extras import CATALOGUE_READY
from ..model.foreign import drawn_reviews
from ..model.naming import load_naming, store_naming
from ..model.questions import unknown
from ..model.scan import linked_folders, scan, without_collector
from ..model.settings import Settings
from ..model.unpublished import published
from ..renderers.html import HtmlRenderer
from . import not_found
from .additions import extras_of
from .builders import PermalinkMixin, ReviewProject, literally
from .compiled_templates import keep_compiled
from .config import site_settings, template_folders
from .embeds import embed_names
from .ledger import digest, digest_of
from .page_search import page_search
from .reserved_paths import other_names

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


NAMES = "reviews.names"
"""Keeps whom each text names, in the folder of doctrees."""

STATIC = Path(__file__).parent.parent / "static"
PAGES = Path(__file__).parent.parent / "templates" / "pages"
"""Templates of whole pages, which Sphinx draws."""


def add_static_files(app: Sphinx, config: Config) -> None:
    """Put our style sheet and scripts among the site's own; formulas need neither."""
    if not config.html_baseurl:
        config.html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
    if config.html_math_renderer is None:
        config.html_math_renderer = "mathml"
    config.templates_path = [*config.templates_path, str(PAGES)]
    config.html_static_path = [*config.html_static_path, str(STATIC)]
    app.add_css_file("reviews.css")
    app.add_css_file("workbench.css")
    app.add_js_file("reviews.js", type="module")


def close_linked_folders(app: Sphinx, config: Config) -> None:
    """Keep Sphinx out of linked folders among the reviews: it would circle or read a whole disk.

    It looks for documents before any builder is there, so only the configuration is early enough.
    """
    source = Path(app.srcdir)
    links = linked_folders(source / site_settings(config).folder)
    closed = [literally(path.relative_to(source).as_posix()) for path in links]
    config.exclude_patterns = [*config.exclude_patterns, *closed]


def load_catalogue(app: Sphinx) -> None:
    """Scan the reviews before Sphinx looks for documents; tell what is wrong with them."""
    # What is made here stays, so the garbage collector need never walk it.
    with without_collector():
        _load_catalogue(app)
        spare_collector()
    app.emit(CATALOGUE_READY, review_domain(app.env).catalogue)


def _load_catalogue(app: Sphinx) -> None:
    settings = site_settings(app.config)
    began = time.perf_counter()
    with progress_message("scanning reviews"):
        scanned = scan(Path(app.srcdir), settings, cache=Path(app.doctreedir) / "reviews.cache")
        scanned, hidden = (scanned, 0) if settings.drafts else published(scanned)
        scanned = replace(scanned, taken=tuple(_taken(app, settings)))
        names = load_naming(Path(app.doctreedir) / NAMES)
        catalogue = Catalogue(scanned, settings, extras_of(app), names)
    with progress_message("checking reviews"):
        diagnostics = _checked(app, catalogue)
    logger.info(
        "%d reviews, %d findings [%.1f s]",
        len(catalogue.reviews), len(diagnostics), time.perf_counter() - began,
    )  # fmt: skip
    if hidden:
        logger.info("%d drafts and reviews of later days are not shown", hidden)
    _attach(app, catalogue, diagnostics)
    for item in _unknown(app, diagnostics, settings.baseline):
        review_domain(app.env).build.announce(item)


def _checked(app: Sphinx, catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """Return all findings; raise ConfigError where a rule from outside fails."""
    try:
        return checked(catalogue, Path(app.doctreedir) / "reviews.findings")
    except RuleError as error:
        raise ConfigError(str(error)) from error


def _taken(app: Sphinx, settings: Settings) -> Iterator[str]:
    """Yield the names at the site's root that no review may displace."""
    yield from other_names(app, settings.folder)
    yield from embed_names(settings.embed)


def spare_collector() -> None:
    """Keep the garbage collector from walking modules and catalogue again and again: they stay.

    What drawing leaves behind is small and still collected, less often. Python looks through all
    that lives once more when it ends, which frees nothing that does not go with the process.
    """
    if not _spared:
        _spared.append((gc.get_threshold(), gc.get_freeze_count() == 0))
        gc.set_threshold(50_000, 10, 10_000)
    if _spared[0][1]:
        gc.freeze()
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def release_collector(app: Sphinx, exception: Exception | None) -> None:
    """Let the garbage collector do as before when the build has ended."""
    for threshold, ours in _spared:
        gc.set_threshold(*threshold)
        if ours:
            gc.unfreeze()
    _spared.clear()


_spared: list[tuple[tuple[int, int, int], bool]] = []
"""The thresholds before the build, and whether what is frozen is ours to release."""


def _unknown(app: Sphinx, findings: Sequence[Diagnostic], baseline: str) -> Sequence[Diagnostic]:
    """Return the findings that the site's baseline does not know, all where it has none."""
    try:
        result = without_known(findings, Path(app.srcdir), baseline)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or error
        raise ConfigError(
            f"reviews_baseline: {baseline}: {reason}; "
            "write it with sphinx-reviews check . --update-baseline"
        ) from error
    if result.known:
        logger.info("%d findings are known to %s", len(result.known), baseline)
    return result.new


def _attach(app: Sphinx, catalogue: Catalogue, findings: Sequence[Diagnostic]) -> None:
    """Give the catalogue to the domain, the project and the builder."""
    env = app.env
    settings = catalogue.settings
    html = HtmlRenderer(
        catalogue.rubric, template_folders(app), settings.languages,
        pdf_links=settings.pdf_links, locales=catalogue.extras.locales,
    )  # fmt: skip
    own = getattr(getattr(app.builder, "templates", None), "environment", None)
    keep_compiled(app, html.templates, own)
    review_domain(env).build = Build(
        catalogue, app.builder, html, reported_lines(findings), findings
    )
    draws = getattr(app.builder, "draws_reviews", False)
    reviews = drawn_reviews(catalogue, app.config.root_doc) if draws else ()
    drawn = {review.docname for review in reviews}
    kept = {review.docname for review in catalogue.reviews} - drawn
    project = ReviewProject(
        Path(app.srcdir), app.config.source_suffix, catalogue.settings.folder, kept, drawn
    )
    project.restore(app.project)
    app.project = env.project = project
    if isinstance(app.builder, PermalinkMixin):
        app.builder.search = page_search(app)
        app.builder.permalinks = {
            **{page.docname: page.permalink for page in catalogue.pages if page.permalink},
            **{review.docname: review.permalink for review in catalogue.reviews},
            **({NOT_FOUND: not_found.PERMALINK} if not_found.is_ours(app) else {}),
        }


def outdated_contents(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Return the pages whose ``review-contents`` was read for another builder or other reviews."""
    domain = review_domain(env)
    book = app.builder.name in BOOKS
    outdated = []
    for docname, listed in domain.data["contents"].items():
        langs = {block.lang for block in domain.blocks.get(docname, ())}
        groups = (group for lang in langs for _, group in makers(domain.catalogue, lang))
        now = [review.docname for group in groups for review in group]
        if listed != (now if book else []):
            outdated.append(docname)
    return outdated


def changed_pages(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the documents to write: for HTML those that are due, for any other output all."""
    if isinstance(app.builder, PermalinkMixin):
        return app.builder.due_documents()
    return sorted(env.found_docs)


def note_source(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what a document was read from: its file and those that it includes."""
    docname = app.env.current_document.docname
    review_domain(app.env).sources[docname] = _source(app.env, docname)
    review_domain(app.env).note_documents(docname, doctree)


def changed_sources(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Return the documents that would be read otherwise now: from other bytes, or with others."""
    read = review_domain(env).sources
    other = {name for name in read if read[name] != _source(env, name)}
    # A table of contents passes over what is not there, and Sphinx does not look at it again.
    listing = set(env.toctree_includes) if added or removed else set()
    return sorted((other | listing) & env.found_docs)


def _source(env: BuildEnvironment, docname: str) -> str:
    file = Path(env.doc2path(docname))
    others = sorted(Path(env.srcdir, name) for name in env.dependencies.get(docname, ()))
    return digest(digest_of([file, *others]), *_linked(env, file), *_named(env, docname))


def _named(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield whom a review names: its document holds a link for each."""
    catalogue = review_domain(env).catalogue
    review = catalogue.by_docname.get(docname)
    if review:
        yield from ("/".join(other.key) for other in catalogue.names(review))
        yield catalogue.mention_index[review.lang].digest if review.needs_docutils else ""


_LINK = re.compile(r"(?:\]\(|\]:\s*)<?([^\s()<>#]+)")


def _linked(env: BuildEnvironment, file: Path) -> Iterator[str]:
    """Yield what a text links to and what that is now: MyST reads a link to no file otherwise."""
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return
    pages = review_domain(env).catalogue.by_docname
    for target in sorted(set(_LINK.findall(text))):
        if "://" in target:
            continue
        base = Path(env.srcdir) if target.startswith("/") else file.parent
        path = os.path.normpath(base / unquote(target).lstrip("/"))
        name = Path(os.path.relpath(path, env.srcdir)).with_suffix("").as_posix()
        yield f"{target} {os.path.isfile(path)} {name in pages or name in env.found_docs}"


def check_uses(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of each ref that no review has, on every build, with the nearest one that is known."""
    domain = review_domain(env)
    for docname in sorted(domain.uses):
        path = path_of(docname, env)
        for use in domain.uses[docname]:
            if use.kind != "doc" and use.line:
                _check_use(domain.build, path, use)


def _check_use(build: Build, path: str, use: Use) -> None:
    complaint = unknown(build.catalogue, use.kind, use.ref, use.lang)
    if complaint:
        message, hint = complaint
        build.tell(diagnostic(Code.DIRECTIVE_UNKNOWN_REF, path, use.line, message, hint=hint))


def close_ledger(app: Sphinx, exception: Exception | None) -> None:
    """After a whole build, remove the pages of reviews that are gone."""
    if exception is None and isinstance(app.builder, PermalinkMixin):
        app.builder.close_ledger()
    if exception is None:
        naming = review_domain(app.env).catalogue.names_known
        store_naming(Path(app.doctreedir) / NAMES, naming)
