"""The open dataset of a site: its files, the file beside each review, the page that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.util.osutil import relative_uri

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import OPEN_DATA
from ..model.records import Review
from ..publishing import open_data
from .builders import PermalinkMixin
from .context import base_of, data_page, site_title
from .generated_pages import drawn_page, family
from .ledger import File, digest
from .page import Page, of_body
from .page_head import absolute, beside, publisher_of
from .page_links import page_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILES = (
    "reviews.json", "reviews.csv", "reviews.schema.json", "front-matter.schema.json",
    "datapackage.json",
)  # fmt: skip


def is_wanted(app: Sphinx) -> bool:
    """Tell whether the site publishes its data: its owner has said under which licence."""
    settings = review_domain(app.env).catalogue.settings
    return bool(settings.data.get("license")) and isinstance(app.builder, PermalinkMixin)


def about(app: Sphinx) -> open_data.About:
    """Return what stands with the data; it is cited by publisher, year, title and address."""
    domain = review_domain(app.env)
    given = domain.catalogue.settings.data
    first = next(iter(domain.catalogue.settings.languages))
    site, url = site_title(domain, first), base_of(app)
    name = publisher_of(app, domain).name or site
    usual = f"{name} ({newest(domain)[:4]}). {site}. {url}".strip()
    return open_data.About(
        site, url, given["license"], given.get("license_url", ""), given.get("citation", usual)
    )


def newest(domain: ReviewDomain) -> str:
    """Return the day of the newest review, which dates the data."""
    days = (review.reviewed.isoformat() for review in domain.catalogue.reviews)
    return max(days, default="1970-01-01")


def publish_data(app: Sphinx, builder: PermalinkMixin) -> None:
    """Publish the file beside each review, then those of all: these are made from the former."""
    if not is_wanted(app):
        return
    ledger, reviews = builder.ledger, review_domain(app.env).catalogue.reviews
    paths = [beside(app, review.docname) for review in reviews]
    ledger.plan(paths)
    changes: list[open_data.Change] = []
    contents = [
        _publish_record(app, builder, review, path, changes)
        for path, review in zip(paths, reviews, strict=True)
    ]

    def make() -> Iterable[File]:
        return _mended(app, builder, changes) or data_files(
            app, [Path(app.outdir, path).read_bytes() for path in paths]
        )

    ledger.publish("data", digest(ledger.premise, *contents), make)


def _publish_record(
    app: Sphinx,
    builder: PermalinkMixin,
    review: Review,
    path: str,
    changes: list[open_data.Change],
) -> str:
    """Publish the file beside a review; return the hash of its content."""
    catalogue = review_domain(app.env).catalogue

    def make() -> Iterator[File]:
        fields = open_data.record(catalogue, review, lambda page: absolute(app, page))
        content = open_data.encoded(fields)
        if builder.ledger.steady:  # else all is made anew
            changes.append(open_data.Change(_lying(app, path), content))
        yield path, content

    key = digest(builder.ledger.common, review.digest)
    group = f"record/{review.docname}"
    builder.ledger.publish(group, key, make)
    return builder.ledger.groups[group].files[path]


def _lying(app: Sphinx, path: str) -> bytes:
    """Return what lies in a file of the output, nothing where that cannot be read."""
    try:
        return Path(app.outdir, path).read_bytes()
    except OSError:
        return b""


def _mended(
    app: Sphinx, builder: PermalinkMixin, changes: Sequence[open_data.Change]
) -> Iterable[File]:
    """Return the data on all reviews with some records changed, nothing where they are new.

    To read all records and to write their table anew takes ten times as long.
    """
    ledger, domain = builder.ledger, review_domain(app.env)
    if not ledger.steady or not ledger.intact("data"):
        return ()
    files = {name: _lying(app, f"{OPEN_DATA}/{name}") for name in FILES[:-1]}
    mended = open_data.mended(about(app), domain.catalogue, files, changes)
    return list(_described(app, mended)) if mended else ()


def data_files(app: Sphinx, records: Sequence[bytes]) -> Iterator[File]:
    """Yield (path below the root, content) of every file of data on all reviews."""
    # Loaded only here: it brings the schema, which a build without new data does not need.
    from ..model.editor_schema import front_matter_schema

    catalogue = review_domain(app.env).catalogue
    known = about(app)
    files = {
        "reviews.json": open_data.dataset(known, records),
        "reviews.csv": open_data.table(catalogue, map(open_data.read_record, records)),
        "reviews.schema.json": open_data.encoded(open_data.schema(catalogue)),
        "front-matter.schema.json": open_data.encoded(front_matter_schema(catalogue.settings)),
    }
    yield from _described(app, files)


def _described(app: Sphinx, files: Mapping[str, bytes]) -> Iterator[File]:
    """Yield the files, and the one that describes them."""
    described = open_data.package(about(app), files, newest(review_domain(app.env)))
    for name, content in (*files.items(), ("datapackage.json", open_data.encoded(described))):
        yield f"{OPEN_DATA}/{name}", content


def collect_data(app: Sphinx) -> Iterable[Page]:
    """Return the page that explains the data, in every language."""
    if not is_wanted(app):
        return ()
    languages = review_domain(app.env).catalogue.settings.languages
    return family(app, "data", lambda: (_page(app, lang) for lang in languages))


def _page(app: Sphinx, lang: str) -> Page:
    domain = review_domain(app.env)
    catalogue, name, known = domain.catalogue, data_page(domain, lang), about(app)
    example = next((r.docname for r in catalogue.reviews if r.lang == lang), "")
    files = {"example": beside(app, example)} if example else {}
    files |= {file: f"{OPEN_DATA}/{file}" for file in FILES}
    page = domain.builder.get_target_uri(name)
    values: dict[str, object] = {
        "about": known,
        "count": len(catalogue.reviews),
        "newest": max((review.reviewed for review in catalogue.reviews), default=None),
        "own": open_data.further_columns(catalogue),
        "files": {key: relative_uri(page, path) for key, path in files.items()},
    }

    def draw() -> Markup:
        return domain.html.draw("data.html", page_links(domain, name, lang), **values)

    title = domain.language(lang).gettext("The data")
    return drawn_page(name, title, of_body(tuple(values.items()), draw), lang)
