"""Pages that no file stands behind: tags, categories, rankings, and where long lists go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from sphinx.util.osutil import relative_uri

from ..documents.domain import (
    ReviewDomain,
    category_page,
    ranking_page,
    review_domain,
    tag_page,
)
from ..model.blocks import Block, ListView, block_view, page_count, page_of
from ..model.query import Query
from ..renderers.html import Place

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Page = tuple[str, dict[str, Any], str]


def collect_pages(app: Sphinx) -> Iterator[Page]:
    """Yield (page name, context, template) of every page drawn from the catalogue alone."""
    domain = review_domain(app.env)
    for lang in domain.catalogue.settings.languages:
        yield from _categories(domain, lang)
        yield from _rankings(domain, lang)
        yield from _tags(domain, lang)
    for blocks in domain.blocks.values():
        for block in blocks:
            if block.paged:
                yield from _continued(app, domain, block)


def _words(domain: ReviewDomain, lang: str) -> Any:
    return domain.html.tools(lang)["_"]


def _categories(domain: ReviewDomain, lang: str) -> Iterator[Page]:
    _ = _words(domain, lang)
    for category in domain.catalogue.settings.the_categories:
        if domain.catalogue.in_category(category.id, lang):
            query = Query(lang, category=category.id)
            name = category.name(lang)
            yield from _listed(domain, category_page(lang, category.id), name, "ranking", query)


def _rankings(domain: ReviewDomain, lang: str) -> Iterator[Page]:
    _ = _words(domain, lang)
    for criterion in domain.catalogue.rubric.criteria:
        query = Query(lang, sort=criterion.id)
        title = _("Ranking: {criterion}").format(criterion=criterion.name(lang))
        yield from _listed(domain, ranking_page(lang, criterion.id), title, "ranking", query)


def _tags(domain: ReviewDomain, lang: str) -> Iterator[Page]:
    _ = _words(domain, lang)
    for tag in domain.catalogue.tags(lang):
        if len(tag.reviews) < domain.catalogue.settings.tag_page_min:
            continue
        name = tag_page(lang, tag.slug)
        title = _("Tag: {tag}").format(tag=tag.label)
        parts = []
        for kind, label in (("product", _("Products")), ("company", _("Companies"))):
            if any(review.kind == kind for review in tag.reviews):
                block = Block("review-list", lang, name, Query(lang, kind=kind, tags=(tag.slug,)))  # type: ignore[arg-type]
                drawn = domain.html.block(
                    block_view(domain.catalogue, block), _place(domain, block)
                )
                parts.append(Markup("<h2>{}</h2>").format(label) + Markup(drawn))  # noqa: S704
        yield made_page(name, title, Markup("").join(parts), lang)


def _listed(domain: ReviewDomain, name: str, title: str, what: str, query: Query) -> Iterator[Page]:
    """Yield the pages of a list that has no page of its own to begin on."""
    block = Block(what, query.lang, name, query, paged=True)
    view = block_view(domain.catalogue, block)
    if isinstance(view, ListView) and view.rows:
        size = domain.catalogue.settings.page_size
        for number in range(1, page_count(len(view.rows), size) + 1):
            yield _list_page(domain, block, view, number, title)


def _continued(app: Sphinx, domain: ReviewDomain, block: Block) -> Iterator[Page]:
    """Yield the second and further pages of a list that begins on a hand-written page."""
    view = block_view(domain.catalogue, block)
    if isinstance(view, ListView):
        title = app.env.titles[block.docname].astext()
        size = domain.catalogue.settings.page_size
        for number in range(2, page_count(len(view.rows), size) + 1):
            yield _list_page(domain, block, view, number, title)


def _list_page(domain: ReviewDomain, block: Block, view: ListView, number: int, title: str) -> Page:
    name = list_page(domain, block, number)
    size = domain.catalogue.settings.page_size
    body = domain.html.block(page_of(view, number, size), _place(domain, block, name))
    if number > 1:
        _ = _words(domain, block.lang)
        title = _("{title} (page {number})").format(title=title, number=number)
    return made_page(name, title, Markup(body), block.lang)  # noqa: S704


def list_page(domain: ReviewDomain, block: Block, number: int) -> str:
    """Return the page name of a list's page; the first is the page the list stands on."""
    if number == 1:
        return block.docname
    builder = domain.builder
    permalinks = getattr(builder, "permalinks", {})
    base = permalinks.get(block.docname, block.docname).strip("/")
    return f"{base}/page/{number}"


def _place(domain: ReviewDomain, block: Block, name: str = "") -> Place:
    return Place(block.lang, linker(domain, name or block.docname, block))


def linker(domain: ReviewDomain, page: str, block: Block | None = None) -> Any:
    """Return the function that makes addresses relative to a page.

    It takes a page name, ``tag:<slug>`` for a tag's page or ``page:<n>`` for a page of the list.
    """
    builder = domain.builder
    generated = hasattr(builder, "permalinks")

    def link(target: str) -> str:
        if target.startswith("tag:"):
            tag = domain.catalogue.tag(target[4:], block.lang if block else "")
            least = domain.catalogue.settings.tag_page_min
            if not generated or tag is None or len(tag.reviews) < least:
                return ""
            target = tag_page(block.lang if block else "", tag.slug)
        elif target.startswith("file:"):
            return str(relative_uri(builder.get_target_uri(page), target[5:]))
        elif target.startswith("page:") and block:
            target = list_page(domain, block, int(target[5:]))
        elif not generated and target.startswith(("categories/", "rankings/", "compare/")):
            return ""
        try:
            return str(builder.get_relative_uri(page, target)) or "#"
        except Exception:
            return ""

    return link


def made_page(name: str, title: str, body: Markup, lang: str) -> Page:
    """Return a page drawn from the catalogue as Sphinx collects it."""
    content = Markup("<h1>{}</h1>").format(title) + body
    return name, {"title": escape(title), "body": content, "review_lang": lang}, "page.html"
