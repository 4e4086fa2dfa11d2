"""Pages that no file stands behind: tags, categories, rankings, and where long lists go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import AuthorPage, RankingPage, TagPage
from ..model.blocks import Block, block_view
from ..model.lists import ListView, page_count, page_of
from ..model.query import Query, candidates
from ..model.records import Kind, Review
from ..model.slices import slice_of
from .page import Drawing, Families, Family, Page, of_body
from .page_links import list_of, page_links
from .writing import DrawnPagesMixin

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def collect_pages(app: Sphinx) -> Iterable[Page]:
    """Return (page name, context, template) of every page drawn from the catalogue alone."""
    return families(app, _families(app))


def families(app: Sphinx, parts: Iterable[Family]) -> Iterable[Page]:
    """Return pages for a builder that draws only what has changed; for any other, drawn ones."""
    if isinstance(app.builder, DrawnPagesMixin):
        return Families(parts)
    return (
        (page, {**context, "body": str(context["body"])}, template)
        for page, context, template in Families(parts)
    )


def family(app: Sphinx, name: str, make: Callable[[], Iterable[Page]]) -> Iterable[Page]:
    """Return pages that are worked out together, whatever fact has moved; unnamed ones always."""
    pages = Family(name, make)
    always = isinstance(app.builder, DrawnPagesMixin) and not name
    return pages if always else families(app, (pages,))


def _families(app: Sphinx) -> Iterator[Family]:
    domain = review_domain(app.env)
    for lang in domain.catalogue.settings.languages:
        yield from _rankings(domain, lang)
        yield from _tags(domain, lang)
        yield from _authors(domain, lang)
    for docname, blocks in domain.blocks.items():
        for number, block in enumerate(blocks):
            if block.paged:
                facts = slice_of(candidates(domain.catalogue, block.query))
                make = partial(_continued, app, domain, block)
                yield Family(f"list/{number}/{docname}", make, facts)


def _rankings(domain: ReviewDomain, lang: str) -> Iterator[Family]:
    _ = domain.language(lang).gettext
    for criterion in domain.catalogue.rubric.criteria:
        query = Query(lang, sort=criterion.id)
        title = _("Ranking: {criterion}").format(criterion=criterion.name(lang))
        name = RankingPage(lang, criterion.id).name
        make = partial(_listed, domain, name, title, "ranking", query)
        yield Family(name, make, slice_of(candidates(domain.catalogue, query)))


def _tags(domain: ReviewDomain, lang: str) -> Iterator[Family]:
    _ = domain.language(lang).gettext
    for tag in domain.catalogue.tags(lang):
        if domain.catalogue.has_page(tag):
            title, query = _("Tag: {tag}").format(tag=tag.label), Query(lang, tags=(tag.slug,))
            yield _by_kind(domain, TagPage(lang, tag.slug).name, title, query, tag.reviews)


def _authors(domain: ReviewDomain, lang: str) -> Iterator[Family]:
    _ = domain.language(lang).gettext
    for author in domain.catalogue.authors(lang):
        title = _("Reviews by {author}").format(author=author.name)
        query, name = Query(lang, author=author.slug), AuthorPage(lang, author.slug).name
        yield _by_kind(domain, name, title, query, author.reviews)


def _by_kind(
    domain: ReviewDomain, name: str, title: str, query: Query, reviews: Sequence[Review]
) -> Family:
    """Return the page of the reviews that a query selects, with a list for each kind."""
    lang = query.lang

    def page() -> Iterator[Page]:
        parts = [
            (label, Block("review-list", lang, name, replace(query, kind=kind)))
            for kind, label in _kinds(domain.language(lang).gettext)
            if any(review.kind == kind for review in reviews)
        ]
        yield drawn_page(name, title, _sections(domain, parts), lang)

    return Family(name, page, slice_of(reviews))


def _kinds(_: Callable[[str], str]) -> tuple[tuple[Kind, str], ...]:
    return (("product", _("Products")), ("company", _("Companies")))


def _sections(domain: ReviewDomain, parts: Sequence[tuple[str, Block]]) -> Drawing:
    """Return the drawing of several blocks below headings."""
    views = [(label, block, block_view(domain.catalogue, block)) for label, block in parts]

    def draw() -> Markup:
        return Markup("").join(
            Markup("<h2>{}</h2>{}").format(
                label,
                domain.html.block(view, page_links(domain, block.docname, block.lang, block)),
            )
            for label, block, view in views
        )

    return of_body(tuple(views), draw)


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
        yield from further_pages(domain, block, view, app.env.titles[block.docname].astext())


def _list_page(domain: ReviewDomain, block: Block, view: ListView, number: int, title: str) -> Page:
    name = replace(list_of(domain, block), number=number).name
    if number > 1:
        _ = domain.language(block.lang).gettext
        title = _("{title} (page {number})").format(title=title, number=number)
    return drawn_page(name, title, list_drawing(domain, block, view, number), block.lang)


def list_drawing(domain: ReviewDomain, block: Block, view: ListView, number: int) -> Drawing:
    """Return the drawing of one page of a list."""
    name = replace(list_of(domain, block), number=number).name
    part = page_of(view, number, domain.catalogue.settings.page_size)

    def draw() -> str:
        links = page_links(domain, name, block.lang, block)
        return str(domain.html.block(part, links))

    return of_body((block, part), draw)


def further_pages(domain: ReviewDomain, block: Block, view: ListView, title: str) -> Iterator[Page]:
    """Yield the second and further pages of a list."""
    size = domain.catalogue.settings.page_size
    for number in range(2, page_count(len(view.rows), size) + 1):
        yield _list_page(domain, block, view, number, title)


def drawn_page(name: str, title: str, body: Markup | Drawing, lang: str) -> Page:
    """Return a page drawn from the catalogue as Sphinx collects it."""
    head = Markup("<h1>{}</h1>").format(title)
    content: object = head + body if isinstance(body, Markup) else body.below(head)
    return name, {"title": escape(title), "body": content, "review_lang": lang}, "page.html"
