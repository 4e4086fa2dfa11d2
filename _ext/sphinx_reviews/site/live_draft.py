"""One saved review, drawn at once from the catalogue of the last build; the whole site follows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import review_domain
from ..model.catalogue import Catalogue
from ..model.dates import today
from ..model.diagnostics import Diagnostic, Severity
from ..model.foreign import drawn_reviews
from ..model.naming import Naming, names_in
from ..model.outcomes import Outcome, Scan
from ..model.records import Review
from ..model.rules.severities import settled
from ..model.scan import MAX_FILE_BYTES, read_review
from ..model.unpublished import waits
from .builders import PermalinkMixin
from .ledger import below
from .live_messages import DrawnAhead, Notice
from .page import Drawing
from .review_pages import page_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def drawn_ahead(app: Sphinx, path: str) -> DrawnAhead | None:
    """Return a review's page as it will be; None for what only a build can make."""
    file, settings = Path(app.srcdir, path), review_domain(app.env).catalogue.settings
    inside = path.startswith(settings.folder.strip("/") + "/") and path.endswith(".md")
    if not inside or file.is_symlink() or not file.is_file():
        return None
    if file.stat().st_size > MAX_FILE_BYTES:
        return None
    outcome = read_review(file.read_bytes(), path, settings)
    messages = tuple(_notices(outcome.diagnostics, settings.severities))
    review = outcome.review
    if review is None:
        return DrawnAhead("", b"", path, messages)
    if not settings.drafts and waits(review, today()):
        return None
    catalogue = with_review(review_domain(app.env).catalogue, review)
    drawn = drawn_reviews(catalogue, app.config.root_doc)
    if not any(each.docname == review.docname for each in drawn):
        return None
    _take_over(app, catalogue)
    return _drawn(app, review, messages)


def make_ready(app: Sphinx) -> None:
    """Make what the first review that is saved would have to wait for: whom every text names."""
    catalogue = review_domain(app.env).catalogue
    for review in catalogue.reviews[:1]:
        catalogue.names(review)  # those of one are known when those of all are


def with_review(catalogue: Catalogue, review: Review) -> Catalogue:
    """Return a catalogue with one file's review put in the place of what that file gave before."""
    if _shows_the_same(catalogue, review):
        return catalogue
    others = (known for known in catalogue.reviews if known.path != review.path)
    outcomes = tuple(Outcome(each) for each in (*others, review))
    scanned = Scan(
        outcomes, catalogue.pages, lists=catalogue.lists, pictures=catalogue.pictures,
        series=catalogue.series,
    )  # fmt: skip
    known = catalogue.names_known
    names = Naming({**known.before, **known.now})
    return Catalogue(scanned, catalogue.settings, catalogue.extras, names)


def _shows_the_same(catalogue: Catalogue, review: Review) -> bool:
    """Tell whether all pages show of a review what they did: then only its own text is another."""
    before = catalogue.by_key.get(review.key)
    if before is None or before.path != review.path or not review.facts:
        return False
    if before.facts != review.facts or catalogue.extras.look_at_texts:
        return False
    return names_in(catalogue.mention_index[review.lang], review) == catalogue.naming[review.key]


def _notices(findings: tuple[Diagnostic, ...], severities: object) -> Iterator[Notice]:
    for item in settled(list(findings), severities):  # type: ignore[arg-type]
        if item.severity is not Severity.NOTE:
            yield Notice(item.path, item.line, f"{item.text()} [{item.code.value}]")


def _take_over(app: Sphinx, catalogue: Catalogue) -> None:
    domain, builder = review_domain(app.env), app.builder
    assert isinstance(builder, PermalinkMixin)
    domain.build = replace(domain.build, catalogue=catalogue)
    addresses = {review.docname: review.permalink for review in catalogue.reviews}
    builder.permalinks = {**builder.permalinks, **addresses}


def _drawn(app: Sphinx, review: Review, messages: tuple[Notice, ...]) -> DrawnAhead:
    """Draw the page to a folder of its own: the output is the build's."""
    builder = app.builder
    assert isinstance(builder, PermalinkMixin)
    name, context, template = page_of(app, review_domain(app.env), review)
    body = context["body"]
    assert isinstance(body, Drawing)
    drawing = body.draw()
    copied, app.config.html_copy_source = app.config.html_copy_source, False
    try:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "page.html")
            builder.handle_page(name, {**context, **drawing.context}, template, outfilename=page)
            content = page.read_bytes()
    finally:
        app.config.html_copy_source = copied
    messages = (
        *messages,
        *_notices(drawing.findings, review_domain(app.env).catalogue.settings.severities),
    )
    file = below(app.outdir, builder.get_output_path(name))
    return DrawnAhead(file, content, review.path, messages)
