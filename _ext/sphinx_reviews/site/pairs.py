"""Static pages for what the browser's tools offer: products beside equivalents, preset weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..documents.domain import ReviewDomain, review_domain
from ..model.addresses import ComparisonPage, PairsPage, RankingPage
from ..model.blocks import Block, block_view, grouped_pairs
from ..model.catalogue import Catalogue
from ..model.columns import Value, own_column
from ..model.lists import ListView, listing
from ..model.query import Query, order
from ..model.records import Review
from ..model.slices import slice_of
from ..model.weights import Preset, by_weights, own_score, rounded_score
from .context import named_page
from .generated_pages import drawn_page, families
from .page import Family, Page, of_body
from .page_links import page_links

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST_RANKED = 200
"""Rows of a preset's ranking; the explorer shows all."""


def collect_pairs(app: Sphinx) -> Iterable[Page]:
    """Return (page name, context, template) of every comparison and preset ranking."""
    return families(app, _families(review_domain(app.env)))


def _families(domain: ReviewDomain) -> Iterator[Family]:
    for lang in domain.catalogue.settings.languages:
        pairs = domain.catalogue.pairs(lang)
        if pairs:
            facts = slice_of(chain.from_iterable(pairs))
            yield Family(PairsPage(lang).name, partial(_all_pairs, domain, lang), facts)
        for one, other in pairs:
            name = ComparisonPage(lang, one.ref, other.ref).name
            make = partial(_pair, domain, lang, one, other)
            yield Family(name, make, slice_of((one, other)))
        products = domain.catalogue.of_kind("product", lang)
        for preset in domain.catalogue.settings.the_presets if products else ():
            make = partial(_preset, domain, lang, preset)
            yield Family(RankingPage(lang, preset.id).name, make, slice_of(products))


def _all_pairs(domain: ReviewDomain, lang: str) -> Iterator[Page]:
    """Yield the page that leads to every prepared comparison."""
    name = PairsPage(lang).name
    groups = grouped_pairs(domain.catalogue, lang)
    title = domain.language(lang).gettext("Products beside their cheaper equivalents")

    def draw() -> Markup:
        return domain.html.draw("pair_index.html", page_links(domain, name, lang), groups=groups)

    yield drawn_page(name, title, of_body((groups,), draw), lang)


def _pair(domain: ReviewDomain, lang: str, one: Review, other: Review) -> Iterator[Page]:
    _ = domain.language(lang).gettext
    name = ComparisonPage(lang, one.ref, other.ref).name
    block = Block("comparison", lang, name, Query(lang, refs=(one.ref, other.ref)))
    links = page_links(domain, name, lang)
    title = _("{one} and {other} compared").format(one=one.target_name, other=other.target_name)
    lead = _("The review of {one} measures its price against {other}.")
    text = lead.format(one=one.target_name, other=other.target_name)
    view = block_view(domain.catalogue, block)
    tool = named_page(domain, "compare", lang)

    def draw() -> Markup:
        drawn = Markup("<p>{}</p>").format(text) + domain.html.block(view, links)
        address = f"{links(tool)}?p={one.ref},{other.ref}"
        return (
            drawn + _more(address, _("Add further products to this comparison")) if tool else drawn
        )

    yield drawn_page(name, title, of_body((text, view, tool), draw), lang)


def _preset(domain: ReviewDomain, lang: str, preset: Preset) -> Iterator[Page]:
    _ = domain.language(lang).gettext
    catalogue = domain.catalogue
    name = RankingPage(lang, preset.id).name
    view = preset_list(catalogue, lang, preset)
    text = domain.language(lang).labels.weights(catalogue.rubric, preset)
    links = page_links(domain, name, lang)
    drawn = Markup('<p class="rv rv-weights">{}</p>\n').format(text)
    drawn += domain.html.block(view, links)
    title = _("Ranking: {criterion}").format(criterion=preset.name(lang))
    explorer = named_page(domain, "products", lang)
    if explorer:
        address = f"{links(explorer)}?w={','.join(map(str, preset.weights))}"
        drawn += _more(address, _("Rank all products by weights of your own"))
    yield drawn_page(name, title, drawn, lang)


def preset_list(catalogue: Catalogue, lang: str, preset: Preset) -> ListView:
    """Return the products of a language ranked by a preset's weights."""
    own = own_column(partial(_own, preset.weights))
    reviews = order(catalogue, catalogue.of_kind("product", lang), "overall")
    ranked = by_weights(reviews, preset.weights)[:MOST_RANKED]
    columns = ("name", "maker", own, "overall", "price")
    listed = listing(catalogue, [review for _, review in ranked], columns, sort=own.id)
    ranks = tuple(rank for rank, _ in ranked)
    ties = tuple(rank for rank, count in sorted(Counter(ranks).items()) if count > 1)
    return replace(listed, ranks=ranks, ties=ties)


def _own(weights: Sequence[int], catalogue: Catalogue, review: Review) -> Value:
    return rounded_score(own_score(catalogue.rubric, review.scores, weights))


def _more(address: str, label: str) -> Markup:
    return Markup('<p class="rv-more"><a href="{}">{}</a></p>').format(address, label)
