"""The files that crawlers and feed readers ask for: sitemap, robots.txt, feeds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import ReviewDomain, review_domain
from ..documents.report import report
from ..model.diagnostics import Code, diagnostic
from ..model.questions import Complaint, unknown
from ..model.records import Review
from ..publishing.feeds import Channel, Feed, atom, feeds
from ..publishing.sitemap import Listed, robots, sitemap_files
from .builders import PermalinkMixin
from .context import base_of, home_page, site_title
from .ledger import File
from .not_found import root_of
from .page_head import UNLISTED, absolute, pages_by_language, publisher_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..model.catalogue import Catalogue


def crawler_files(app: Sphinx) -> Iterator[File]:
    """Yield (path below the root, content); nothing where the public address is not known."""
    base = base_of(app)
    if not base or not isinstance(app.builder, PermalinkMixin):
        return
    domain = review_domain(app.env)
    files = list(_feeds(app, domain, base))
    if domain.catalogue.settings.sitemap and "sphinx_sitemap" not in app.extensions:
        files += sitemap_files(base, _listed(app, domain, app.builder))
        if root_of(base) == "/":
            files.append(("robots.txt", robots(base)))
    yield from (file for file in files if not _is_extra(app, file[0]))


def _is_extra(app: Sphinx, path: str) -> bool:
    """Tell whether the project brings a file of that name itself."""
    extra = [Path(app.confdir, folder) for folder in app.config.html_extra_path]
    return any((folder / path).exists() or folder.name == path for folder in extra)


def _listed(app: Sphinx, domain: ReviewDomain, builder: PermalinkMixin) -> list[Listed]:
    names = {*app.env.found_docs, *builder.ledger.names} - set(UNLISTED)
    return sorted((_page(app, domain, name) for name in names), key=lambda page: page.address)


def _page(app: Sphinx, domain: ReviewDomain, name: str) -> Listed:
    review = domain.catalogue.by_docname.get(name)
    lang = domain.catalogue.lang_of(name)
    pairs = [(code, absolute(app, page)) for code, page in pages_by_language(app, name, lang)]
    changed = review.reviewed if review else None
    return Listed(absolute(app, name), changed, pairs if len(pairs) > 1 else ())


def _feeds(app: Sphinx, domain: ReviewDomain, base: str) -> Iterator[File]:
    for wanted in domain.catalogue.settings.feeds:
        if complaint := _nobodys(domain.catalogue, wanted):
            message, hint = complaint
            code = Code.DIRECTIVE_UNKNOWN_REF
            report(diagnostic(code, "conf.py", 0, f"reviews_feeds: {message}", hint=hint))
    for lang in domain.catalogue.settings.languages:
        for feed in feeds(domain.catalogue, lang, site_title(domain, lang)):
            yield feed.path, _drawn(app, domain, base, feed)


def _nobodys(catalogue: Catalogue, wanted: str) -> Complaint | None:
    """Return what to tell of a feed that has nothing to tell in any language, else None."""
    kind, _, name = wanted.partition(":")
    what = "maker" if kind == "company" else "tag"
    found = [unknown(catalogue, what, name, lang) for lang in catalogue.settings.languages]
    return found[0] if all(found) else None


def _drawn(app: Sphinx, domain: ReviewDomain, base: str, feed: Feed) -> bytes:
    lang_words = domain.language(feed.lang)
    home = home_page(domain, feed.lang)
    author = publisher_of(app, domain).name or feed.title
    high = lang_words.formats.score(domain.catalogue.rubric.overall.high)

    def score(review: Review) -> str:
        return lang_words.labels.out_of(lang_words.formats.score(review.overall), high)

    def link(page: str) -> str:
        return absolute(app, page)

    channel = Channel(base, author, link, score, lang_words.labels.change)
    return atom(feed, channel, link(home) if home else base)
