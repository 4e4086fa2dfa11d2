"""Pages that no file stands behind: tags, categories, rankings, and where long lists go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from ..model.blocks import Block, block_view
from ..model.lists import ListView, page_count, page_of
from ..model.query import Query
from ..model.records import Kind
from ..renderers.html import Place
from .ledger import Drawing, LedgerMixin

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Page = tuple[str, dict[str, Any], str]


def collect_pages(app: Sphinx) -> Iterator[Page]:
    """Yield (page name, context, template) of every page drawn from the catalogue alone."""
    yield from drawn_now(app, _pages(app))


def drawn_now(app: Sphinx, pages: Iterable[Page]) -> Iterator[Page]:
    """Draw the pages, unless the builder is one that draws only what has changed."""
    for name, context, template in pages:
        if not isinstance(app.builder, LedgerMixin):
            context["body"] = str(context["body"])
        yield name, context, template


def _pages(app: Sphinx) -> Iterator[Page]:
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
        if not domain.catalogue.has_page(tag):
            continue
        name = tag_page(lang, tag.slug)
        title = _("Tag: {tag}").format(tag=tag.label)
        parts = [
            (label, Block("review-list", lang, name, Query(lang, kind=kind, tags=(tag.slug,))))
            for kind, label in _kinds(_)
            if any(review.kind == kind for review in tag.reviews)
        ]
        yield made_page(name, title, _sections(domain, parts), lang)


def _kinds(_: Any) -> tuple[tuple[Kind, str], ...]:
    return (("product", _("Products")), ("company", _("Companies")))


def _sections(domain: ReviewDomain, parts: Sequence[tuple[str, Block]]) -> Drawing:
    """Return the drawing of several blocks below headings."""
    views = [(label, block, block_view(domain.catalogue, block)) for label, block in parts]

    def draw() -> Markup:
        return Markup("").join(
            Markup("<h2>{}</h2>{}").format(
                label,
                Markup(domain.html.block(view, _place(domain, block))),  # noqa: S704
            )
            for label, block, view in views
        )

    return Drawing(tuple(views), draw)


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
    part = page_of(view, number, size)
    if number > 1:
        _ = _words(domain, block.lang)
        title = _("{title} (page {number})").format(title=title, number=number)

    def draw() -> str:
        return str(domain.html.block(part, _place(domain, block, name)))

    return made_page(name, title, Drawing((block, part), draw), block.lang)


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
            if not generated or tag is None or not domain.catalogue.has_page(tag):
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


def made_page(name: str, title: str, body: Markup | Drawing, lang: str) -> Page:
    """Return a page drawn from the catalogue as Sphinx collects it."""
    head = Markup("<h1>{}</h1>").format(title)
    content: object = head + body if isinstance(body, Markup) else body.below(head)
    return name, {"title": escape(title), "body": content, "review_lang": lang}, "page.html"
