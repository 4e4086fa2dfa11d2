"""Pages that choose: a category's own page, and what to take of it up to a price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import CategoryPage, ChoicePage, Links
from ..model.blocks import Block, BlockView, block_view
from ..model.categories import Category
from ..model.choice_words import choice_title, reason_words
from ..model.choices import ChoiceView, Reason, choices, weighted
from ..model.languages import language
from ..model.lists import ListView
from ..model.money import Money
from ..model.query import Query
from ..model.slices import slice_of
from .generated_pages import drawn_page, families, further_pages, list_drawing
from .page import Drawing, Family, Page, of_body
from .page_links import page_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def collect_choices(app: Sphinx) -> Iterable[Page]:
    """Return (page name, context, template) of the pages of categories and of their price steps."""
    domain = review_domain(app.env)
    return families(app, (_family(domain, c) for c in domain.catalogue.settings.the_categories))


def _family(domain: ReviewDomain, category: Category) -> Family:
    """Return a category's pages in all languages: they lead to each other."""
    catalogue = domain.catalogue
    sides = (catalogue.in_category(category.id, lang) for lang in catalogue.settings.languages)
    facts = slice_of(chain.from_iterable(sides))
    return Family(f"choices/{category.id}", lambda: _pages(domain, category), facts)


def _pages(domain: ReviewDomain, category: Category) -> Iterator[Page]:
    catalogue = domain.catalogue
    for lang in catalogue.settings.languages:
        if catalogue.in_category(category.id, lang):
            view = choices(catalogue, category.id, lang)
            yield from _category(domain, category, lang, view)
            for limit in (None, *view.limits) if view else ():
                yield from _chosen(domain, category, lang, limit)


def _chosen(
    domain: ReviewDomain, category: Category, lang: str, limit: Money | None
) -> Iterator[Page]:
    """Yield the page of a price step, and those by weights that choose otherwise."""
    catalogue = domain.catalogue
    presets = weighted(catalogue, category.id, lang, limit)
    for preset in (*([None] if limit else []), *presets):
        if view := choices(catalogue, category.id, lang, limit, preset):
            yield _limited(domain, lang, view)


def _category(
    domain: ReviewDomain, category: Category, lang: str, view: ChoiceView | None
) -> Iterator[Page]:
    """Yield a category's pages: what to choose, the value map, and the list with its explorer."""
    name = CategoryPage(lang, category.id).name
    query = Query(lang, category=category.id)
    block = Block("ranking", lang, name, query, paged=True)
    rows = block_view(domain.catalogue, block)
    drawn_map = block_view(domain.catalogue, Block("value-map", lang, name, query))
    if isinstance(rows, ListView):
        listed = list_drawing(domain, block, rows, 1)
        body = _whole(domain, name, lang, view, drawn_map, listed)
        yield drawn_page(name, category.name(lang), body, lang)
        yield from further_pages(domain, block, rows, category.name(lang))


def _whole(
    domain: ReviewDomain,
    name: str,
    lang: str,
    view: ChoiceView | None,
    drawn_map: BlockView,
    listed: Drawing,
) -> Drawing:
    """Return the drawing of a category: below few products stands nothing but the list."""
    _ = language(lang).gettext
    links = page_links(domain, name, lang)
    note = _note(domain, name)

    def draw() -> Markup:
        rows = Markup(str(listed))  # noqa: S704 - drawn by a template that escapes
        if view is None:
            # The page of all maps leads here: without a map of its own, to the list.
            return _paragraphs(note) + Markup('<div id="map">{}</div>').format(rows)
        parts = (
            (choice_title(view, language(lang)), "best", _drawn(domain, links, view, note)),
            (_("Value map"), "map", domain.html.block(drawn_map, links)),
            (_("All of them"), "all", rows),
        )
        heading = Markup('<h2 id="{}">{}</h2>{}')
        return Markup("").join(heading.format(anchor, title, part) for title, anchor, part in parts)

    return of_body((view, note, drawn_map, *listed.content()), draw)


def _limited(domain: ReviewDomain, lang: str, view: ChoiceView) -> Page:
    """Return the page of a category up to a price, by weights where some are chosen."""
    limit = int(view.limit.amount) if view.limit else 0
    name = ChoicePage(lang, view.category, limit, view.preset.id if view.preset else "").name
    links = page_links(domain, name, lang)
    note = _note(domain, name)
    _ = language(lang).gettext

    def draw() -> Markup:
        asked = [f"price=..{limit}"] if limit else []
        asked += [f"w={','.join(map(str, view.preset.weights))}"] if view.preset else []
        address = f"{links.category(view.category)}?{'&'.join(asked)}#all"
        more = Markup('<p class="rv-more"><a href="{}">{}</a></p>').format(
            address, _("All of them, with filters and weights of your own")
        )
        return _drawn(domain, links, view, note) + more

    title = choice_title(view, language(lang))
    return drawn_page(name, title, of_body((view, note), draw), lang)


def _drawn(domain: ReviewDomain, links: Links, view: ChoiceView, note: tuple[str, ...]) -> Markup:
    def say(reason: Reason) -> str:
        return reason_words(reason, language(links.lang))

    return domain.html.draw("choice.html", links, view=view, note=note, say=say)


def _note(domain: ReviewDomain, name: str) -> tuple[str, ...]:
    """Return the owner's words for a page, in paragraphs."""
    text = domain.catalogue.settings.notes.get(name, "")
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _paragraphs(note: tuple[str, ...]) -> Markup:
    return Markup("").join(Markup('<p class="rv rv-own-words">{}</p>').format(p) for p in note)
