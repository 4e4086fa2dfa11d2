"""The head of each page of ours: for search engines, sharing, feeds; drawn by any theme."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from markupsafe import Markup
from sphinx.util.nodes import clean_astext
from sphinx.util.osutil import relative_uri
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import NOT_FOUND, SEARCH, AuthorPage
from ..model.languages import Language
from ..model.records import Review
from ..publishing import head, jsonld
from ..renderers.typst_share import HEIGHT, WIDTH
from .context import alternates, base_of, home_page, site_title, trail
from .ledger import below
from .preloads import early_tags, searches
from .share_images import share_image_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .builders import PermalinkMixin

UNLISTED = (SEARCH, NOT_FOUND)
"""Pages that no search engine is to list."""

_LONGEST = 200


def absolute(app: Sphinx, page: str) -> str:
    """Return a page's public address, an empty string where the site has none."""
    base = base_of(app)
    return base + app.builder.get_target_uri(page) if base else ""


def beside(app: Sphinx, docname: str) -> str:
    """Return the path of the file of data beside a review's page."""
    page = cast("PermalinkMixin", app.builder).get_output_path(docname)
    return f"{os.path.splitext(below(app.outdir, page))[0]}.json"


def is_ours(
    app: Sphinx, domain: ReviewDomain, pagename: str, context: Mapping[str, object]
) -> bool:
    """Tell whether a page is a review, drawn from reviews, or one with keys of ours.

    So is the root of a site whose languages have home pages: it leads to them.
    """
    catalogue = domain.catalogue
    if pagename == app.config.root_doc:
        return any(home_page(domain, lang) for lang in catalogue.settings.languages)
    page = catalogue.page_by_docname.get(pagename)
    named = bool(page and (page.lang or page.translation or page.permalink))
    return pagename in catalogue.by_docname or "review_lang" in context or named


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Give a review its description before any other extension finds one.

    Whose page it is has to be asked here: later every page has a language.
    """
    domain = review_domain(app.env)
    context["review_own_head"] = is_ours(app, domain, pagename, context)
    review = domain.catalogue.by_docname.get(pagename)
    if review and not isinstance(app.builder, SerializingHTMLBuilder):
        _add(context, head.description_tag(review.summary))


def complete_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add what no other extension has added."""
    domain = review_domain(app.env)
    if isinstance(app.builder, SerializingHTMLBuilder) or app.builder.format != "html":
        return
    if pagename in UNLISTED and 'content="noindex"' not in context.get("metatags", ""):
        _add(context, head.meta("robots", "noindex"))
    context["review_searches"] = searches(domain, pagename)
    if getattr(app.builder, "draws_reviews", False):  # tools work on the web, not in an e-book
        _add(context, early_tags(app, pagename, context["language"]))
    if pagename in UNLISTED or not context.get("review_own_head"):
        return
    review = domain.catalogue.by_docname.get(pagename)
    known = _head(app, domain, pagename, context, doctree)
    there = context.get("metatags", "")
    if known.description and 'name="description"' not in there:
        _add(context, head.description_tag(known.description))
    _add(context, head.alternate_tags(known))
    if 'property="og:title"' not in there:
        _add(context, head.sharing_tags(known))
    _add(context, head.feed_tags(known))
    if review and known.address:
        _add(context, _data(app, domain, review, known))
    if review and context.get("review_data_page"):
        file = relative_uri(app.builder.get_target_uri(pagename), beside(app, pagename))
        _add(context, head.RECORD.format(file))


def _add(context: dict[str, Any], tags: Markup) -> None:
    context["metatags"] = f"{context.get('metatags', '')}{tags}"


def _head(
    app: Sphinx, domain: ReviewDomain, pagename: str, context: dict[str, Any], doctree: Any
) -> head.Head:
    lang, review = context["language"], domain.catalogue.by_docname.get(pagename)
    title = review.title if review else Markup(context.get("title", "")).striptags()  # noqa: S704 - only its text is kept
    site, base = site_title(domain, lang), base_of(app)
    pages = pages_by_language(app, pagename, lang)
    if base:
        pairs = [(code, absolute(app, page)) for code, page in pages]
    else:
        relative = app.builder.get_relative_uri
        pairs = [(code, relative(pagename, page)) for code, page in pages if page != pagename]
    image = share_image_of(app, review) if review and base else None
    return head.Head(
        title=title,
        lang=lang,
        site=site,
        description=review.summary
        if review
        else _described(title, site, domain.language(lang), doctree),
        address=absolute(app, pagename),
        alternates=pairs,
        default=_default(app, domain, pagename, pairs) if base else "",
        published=review.date if review else None,
        modified=review.updated if review else None,
        image=base + image.path if image else publisher_of(app, domain).logo if base else "",
        image_size=(WIDTH, HEIGHT) if image else None,
        image_alt=image.alt if image else "",
        tags=review.tags if review else (),
        feeds=[(site, f"{base}feeds/{lang}.xml")] if base and _has_feed(domain, lang) else [],
    )


def _has_feed(domain: ReviewDomain, lang: str) -> bool:
    return lang in domain.catalogue.settings.languages


def _described(title: str, site: str, lang: Language, doctree: Any) -> str:
    """Return a page's first paragraph; of a page without text, what it is."""
    first = next(iter(doctree.findall(nodes.paragraph)), None) if doctree is not None else None
    text = " ".join(clean_astext(first).split()) if first is not None else ""
    if not text:
        text = lang.gettext("{title}: scored reviews on {site}").format(title=title, site=site)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def pages_by_language(app: Sphinx, pagename: str, lang: str) -> list[tuple[str, str]]:
    """Return (language, page name) of the page in every language; of the root, the home pages."""
    domain = review_domain(app.env)
    if pagename == app.config.root_doc:
        homes = ((code, home_page(domain, code)) for code in domain.catalogue.settings.languages)
        return [(code, home) for code, home in homes if home]
    return alternates(domain, pagename, lang)


def _default(app: Sphinx, domain: ReviewDomain, pagename: str, pairs: list[tuple[str, str]]) -> str:
    """Return where readers of other languages go: the root, else the site's first language."""
    homes = {home_page(domain, lang) for lang in domain.catalogue.settings.languages}
    root = app.config.root_doc
    if pagename in homes and pagename != root and root not in homes:
        return absolute(app, root)
    by_lang = dict(pairs)
    if pagename == root:
        return absolute(app, root)
    return next(
        (by_lang[lang] for lang in domain.catalogue.settings.languages if lang in by_lang), ""
    )


def publisher_of(app: Sphinx, domain: ReviewDomain) -> jsonld.Publisher:
    """Return who publishes the site; its files have absolute addresses."""
    given, base = domain.catalogue.settings.publisher, base_of(app)
    logo = given.get("logo", "")
    return jsonld.Publisher(
        name=given.get("name", ""),
        url=given.get("url", "") or base,
        logo=logo if "://" in logo or not logo else base + logo.lstrip("/"),
        author=given.get("author", ""),
    )


def _data(app: Sphinx, domain: ReviewDomain, review: Review, known: head.Head) -> Markup:
    """Return a review's data; without a publisher there is no claim to make."""
    publisher = publisher_of(app, domain)
    above = [
        (title, absolute(app, page)) for page, title in trail(domain, review.docname, known.lang)
    ]
    crumbs = jsonld.script(jsonld.breadcrumbs([*above, (review.target_name, known.address)]))
    data = None
    if publisher.name:
        page = AuthorPage(known.lang, review.author).name if review.author else ""
        data = jsonld.review_data(
            domain.catalogue, review, known.address, publisher,
            author_url=absolute(app, page) if page else "",
        )  # fmt: skip
    return crumbs + jsonld.script(data) if data else crumbs
