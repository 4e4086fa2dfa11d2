"""What a page with a search asks for while its scripts are still on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.util.osutil import relative_uri

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import DATA, TagPage
from ..publishing import modules
from ..publishing.files import Addresses, names_file, site_file
from .context import named_page
from .page import published_at

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGES = ("compare", "search", "products", "companies")
"""The hand-written pages, by their ``translation``, that the browser links to."""

_DATA = Markup('<link rel="preload" as="fetch" crossorigin="anonymous" href="{}" />\n')


def early_tags(app: Sphinx, pagename: str, lang: str) -> Markup:
    """Return what the head of a page tells of the scripts and data that its tools begin with."""
    domain = review_domain(app.env)
    blocks = [block.what for block in domain.blocks.get(pagename, ())]
    here = app.builder.get_target_uri(pagename)
    found = modules.module_tags(blocks, relative_uri(here, modules.FOLDER))
    if searches(domain, pagename) and lang in domain.catalogue.settings.languages:
        name, _ = names_file(domain.catalogue, lang, addresses_of(domain, lang))
        for file in (site_file(lang), name):
            found += _DATA.format(relative_uri(here, f"{DATA}/{file}"))
    return found


def searches(domain: ReviewDomain, docname: str) -> bool:
    """Tell whether a document has the search tool: its page names a file made from all facts."""
    return any(block.what == "search-tool" for block in domain.blocks.get(docname, ()))


def addresses_of(domain: ReviewDomain, lang: str) -> Addresses:
    """Return where the site has what the browser links to."""
    catalogue, link = domain.catalogue, domain.builder.get_target_uri

    def tag_link(slug: str) -> str:
        tag = catalogue.tag(slug, lang)
        return link(TagPage(lang, slug).name) if tag and catalogue.has_page(tag) else ""

    pages = {name: link(page) for name in PAGES if (page := named_page(domain, name, lang))}
    return Addresses(link, tag_link, pages, published_at)
