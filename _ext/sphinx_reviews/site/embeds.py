"""Score cards for partners' pages, badges, and files that scripts of an earlier site ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import no_links
from ..model.entries import card
from ..model.records import Review
from ..publishing.embeds import THEMES, badge, embed_paths, search_list
from .builders import PermalinkMixin
from .context import site_title
from .page_head import absolute

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .ledger import File


def embed_files(app: Sphinx) -> Iterator[File]:
    """Yield everything that ``reviews_embed`` asks for; nothing where it is empty."""
    domain = review_domain(app.env)
    wanted = domain.catalogue.settings.embed
    if not wanted:
        return
    for review in domain.catalogue.reviews:
        yield from _review_files(app, domain, review, wanted)
    _refuse_pages(app, domain, wanted)
    if path := wanted.get("widget"):
        yield path, _widget(domain, path)
    if pattern := wanted.get("search"):
        for lang in domain.catalogue.settings.languages:
            yield (
                pattern.replace("{lang}", lang),
                search_list(domain.catalogue, lang, lambda review: _address(app, review)),
            )


def _refuse_pages(app: Sphinx, domain: ReviewDomain, wanted: Mapping[str, str]) -> None:
    """Raise ConfigError for a file that would lie in the place of a page."""
    files = {key: wanted[key] for key in ("widget", "search") if wanted.get(key)}
    if not files:
        return
    builder = app.builder
    assert isinstance(builder, PermalinkMixin)
    names = {*app.env.found_docs, *builder.ledger.names}
    pages = {os.path.relpath(builder.get_output_path(name), builder.outdir) for name in names}
    for key, pattern in files.items():
        for lang in domain.catalogue.settings.languages:
            path = pattern.replace("{lang}", lang)
            if path in pages:
                raise ConfigError(f"reviews_embed: {key}: {path!r} is a page; name another file")


def _address(app: Sphinx, review: Review) -> str:
    """Return a review's public address; without the site's one that begins at the host's root."""
    return absolute(app, review.docname) or review.permalink


def _review_files(
    app: Sphinx, domain: ReviewDomain, review: Review, wanted: Mapping[str, str]
) -> Iterator[File]:
    paths = embed_paths(review.lang, review.kind, review.ref)
    site, review_card = site_title(domain, review.lang), card(domain.catalogue, review)
    values = {
        "card": review_card,
        "site": site,
        "root": paths.up,
        "review": _linked(app, review, paths.up),
        "message": wanted.get("message", ""),
    }
    for theme, name in THEMES.items():
        page = domain.html.draw("embed.html", no_links(review.lang), theme=theme, **values)
        yield f"{paths.folder}/{name}", page.encode()
    yield paths.badge, badge(review_card, site, domain.language(review.lang))


def _linked(app: Sphinx, review: Review, root: str) -> str:
    return absolute(app, review.docname) or root + app.builder.get_target_uri(review.docname)


def _widget(domain: ReviewDomain, path: str) -> bytes:
    languages = list(domain.catalogue.settings.languages)
    page = domain.html.draw(
        "embed_widget.html",
        no_links(languages[0]),
        site=site_title(domain, languages[0]),
        root="../" * path.count("/"),
        languages=" ".join(languages),
    )
    return page.encode()


def embed_names(embed: Mapping[str, str]) -> Iterator[str]:
    """Yield the files and folders at the site's root that no review may displace."""
    for name in (embed.get("widget", ""), embed.get("search", "")):
        if name:
            yield name.partition("/")[0]
