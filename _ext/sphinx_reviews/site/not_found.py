"""The page for addresses that do not exist, in every language at once.

A server shows it at any depth, so its addresses begin at the site's root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import NOT_FOUND, Links
from .builders import PermalinkMixin
from .context import home_page, navigation, site_title
from .generated_pages import drawn_page
from .page import Page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PERMALINK = f"/{NOT_FOUND}.html"


def is_ours(app: Sphinx) -> bool:
    """Tell whether the page is ours to make: neither the site nor another extension has one."""
    there = review_domain(app.env).catalogue.docname_at(PERMALINK)
    own = any(Path(app.srcdir, NOT_FOUND + suffix).is_file() for suffix in app.config.source_suffix)
    return not there and not own and "notfound.extension" not in app.extensions


def collect_missing(app: Sphinx) -> Iterator[Page]:
    """Yield the page for addresses that do not exist."""
    if not isinstance(app.builder, PermalinkMixin) or not is_ours(app):
        return
    domain = review_domain(app.env)
    languages = list(domain.catalogue.settings.languages)
    link = absolute(app)
    parts = [_part(domain, lang, link, first=lang == languages[0]) for lang in languages]
    title = domain.language(languages[0]).gettext("Page not found")
    yield drawn_page(NOT_FOUND, title, Markup("").join(parts), languages[0])


def _part(domain: ReviewDomain, lang: str, link: Callable[[str], str], *, first: bool) -> Markup:
    """Return the text in one language with the pages to go on from."""
    home = home_page(domain, lang)
    pages = ([(home, site_title(domain, lang))] if home else []) + navigation(domain, lang)
    links = Links(lang, lambda target: link(target.name))
    return domain.html.draw("missing.html", links, first=first, pages=pages)


def absolute(app: Sphinx) -> Callable[..., str]:
    """Return a function from page or file names to addresses that begin at the site's root."""
    base = root_of(app.config.html_baseurl)

    def link(name: str, resource: bool = False, *others: object) -> str:
        if "://" in name:
            return name
        return base + (name if resource else app.builder.get_target_uri(name))

    return link


def root_of(address: str) -> str:
    """Return the path at which a site with this base address begins, with a ``/`` at both ends."""
    path = urlsplit(address or "").path.strip("/")
    return f"/{path}/" if path else "/"


def absolute_addresses(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: object
) -> None:
    """Let the page's frame link from the site's root too."""
    if pagename != NOT_FOUND or not is_ours(app):
        return
    base = root_of(app.config.html_baseurl)
    context["pathto"] = absolute(app)
    context["content_root"] = base
    for name in ("css_tag", "js_tag"):
        if name in context:
            make = context[name]
            assert callable(make)
            context[name] = _from_root(make, base)


def _from_root(make: Callable[[object], str], base: str) -> Callable[[object], str]:
    """Return the tags with the folder of static files at the site's root."""
    return lambda asset: make(asset).replace('="_static/', f'="{base}_static/')
