"""How each page writes the addresses of others: relative to itself, as they are published."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from ..documents.domain import ReviewDomain
from ..model.addresses import (
    Document,
    Generated,
    Links,
    ListPage,
    PublishedPicture,
    ReviewPdf,
    TagPage,
    Target,
)
from ..model.blocks import Block
from .page import published_at
from .relative import RelativeAddresses
from .writing import DrawnPagesMixin

if TYPE_CHECKING:
    from sphinx.builders import Builder


def page_links(domain: ReviewDomain, page: str, lang: str, block: Block | None = None) -> Links:
    """Return the links of a page in a language, and of the list on it where a block is one."""
    builder = domain.builder
    to = _way(builder, page)

    def resolve(target: Target) -> str:
        if isinstance(target, Document):
            return to(target.name)
        if isinstance(target, ReviewPdf):
            return str(relative_uri(builder.get_target_uri(page), target.name))
        if isinstance(target, PublishedPicture):
            if not isinstance(builder, DrawnPagesMixin):
                return ""
            return str(relative_uri(builder.get_target_uri(page), published_at(target.name)))
        return to(target.name) if _published(domain, target) else ""

    return Links(lang, resolve, list_of(domain, block) if block else None)


def _way(builder: Builder, page: str) -> Callable[[str], str]:
    """Return what gives another page's address, nothing where the builder has no pages."""
    relative, address = getattr(builder, "relative", None), builder.get_target_uri
    if isinstance(relative, RelativeAddresses):
        way = relative.ways(address(page))
        return lambda name: way(address(name)) or "#"

    def to(name: str) -> str:
        try:
            return str(builder.get_relative_uri(page, name)) or "#"
        except Exception:
            return ""

    return to


def _published(domain: ReviewDomain, target: Target) -> bool:
    """Tell whether a page is there: not every tag has one, and not every builder makes them."""
    if isinstance(target, TagPage):
        tag = domain.catalogue.tag(target.tag, target.lang)
        if tag is None or not domain.catalogue.has_page(tag):
            return False
    return not isinstance(target, Generated) or isinstance(domain.builder, DrawnPagesMixin)


def list_of(domain: ReviewDomain, block: Block) -> ListPage:
    """Return the first page of a block's list, from which the others follow."""
    builder, first = domain.builder, block.docname
    permalinks = builder.permalinks if isinstance(builder, DrawnPagesMixin) else {}
    return ListPage(first, permalinks.get(first, first))
