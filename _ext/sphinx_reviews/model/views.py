"""What a page shows of the catalogue: plain records that every renderer draws from.

A view holds all that a page takes from other reviews, so a hash of it is the page's slice: the
page must be written again when the hash changes, and only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is a field here
from decimal import Decimal
from hashlib import blake2b
from typing import cast

from .catalogue import Catalogue, Standing
from .money import Money
from .records import Kind, Review
from .translations import newer_side


@dataclass(frozen=True, slots=True)
class Entry:
    """A review as it shows in a list or a small card."""

    kind: Kind
    ref: str
    lang: str
    docname: str
    permalink: str
    name: str
    company_id: str
    maker: str
    maker_docname: str
    maker_permalink: str
    overall: Decimal
    scores: tuple[Decimal, ...]
    band: str
    price: Money | None
    date: Date
    category: str
    category_name: str
    summary: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion's score and its place in the scale, 0.0 to 1.0."""

    criterion: str
    name: str
    short: str
    value: Decimal
    share: float


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag as written, its slug, and how many reviews of the language carry it."""

    label: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True)
class Placing:
    """A standing in a named group: ``group`` is ``category``, ``all`` or ``maker``."""

    group: str
    name: str
    category: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Card:
    """The score card of one review."""

    entry: Entry
    title: str
    scores: tuple[Score, ...]
    low: Decimal
    high: Decimal
    criterion_high: Decimal
    share: float
    band: str
    band_name: str
    tags: tuple[TagLink, ...]
    category_name: str
    updated: Date | None
    author: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    image: str


@dataclass(frozen=True, slots=True)
class ProductView:
    """Everything a product's page shows of the catalogue."""

    card: Card
    placings: tuple[Placing, ...]
    above: tuple[Entry, ...]
    below: tuple[Entry, ...]
    cheaper: tuple[Entry, ...]
    dearer: tuple[Entry, ...]
    names: tuple[Entry, ...]
    named_by: tuple[Entry, ...]
    equivalent: Entry | None
    equivalent_of: tuple[Entry, ...]
    company: Card | None
    translations: tuple[Entry, ...]
    newer: Entry | None
    """The review of the same subject in another language, where that one is newer."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A criterion of a company beside the median of its products; None without products."""

    score: Score
    median: Decimal | None
    median_share: float


@dataclass(frozen=True, slots=True)
class CompanyView:
    """Everything a company's page shows of the catalogue."""

    card: Card
    placings: tuple[Placing, ...]
    products: tuple[Entry, ...]
    criteria: tuple[Comparison, ...]
    median_overall: Decimal | None
    histogram: tuple[tuple[Decimal, Decimal, int], ...]
    """Bins of the products' overall scores: (from, to, number of products)."""

    named_by: tuple[Entry, ...]
    translations: tuple[Entry, ...]
    newer: Entry | None


View = ProductView | CompanyView


def fingerprint(view: object) -> str:
    """Return a hash of everything a view holds; equal views have equal hashes on every machine."""
    return blake2b(repr(view).encode(), digest_size=16).hexdigest()


def entry(catalogue: Catalogue, review: Review) -> Entry:
    """Return a review as a list shows it; one record serves every list."""
    place = ("entry", *review.key)
    if place not in catalogue.memory:
        catalogue.memory[place] = _entry(catalogue, review)
    return cast("Entry", catalogue.memory[place])


def _entry(catalogue: Catalogue, review: Review) -> Entry:
    company = catalogue.company_of(review) if review.kind == "product" else None
    category = catalogue.category_of(review)
    band = catalogue.rubric.band(review.overall)
    return Entry(
        review.kind,
        review.ref,
        review.lang,
        review.docname,
        review.permalink,
        review.target_name,
        review.company_id,
        company.target_name if company else review.company_id,
        company.docname if company else "",
        company.permalink if company else "",
        review.overall,
        review.scores,
        band.id if band else "",
        review.price,
        review.reviewed,
        category.id if category else "",
        category.name(review.lang) if category else "",
        review.summary,
        review.tags,
    )


def entries(catalogue: Catalogue, reviews: Iterable[Review]) -> tuple[Entry, ...]:
    """Return reviews as a list shows them."""
    return tuple(entry(catalogue, review) for review in reviews)


def card(catalogue: Catalogue, review: Review) -> Card:
    """Return a review's score card."""
    rubric = catalogue.rubric
    band = rubric.band(review.overall)
    category = catalogue.category_of(review)
    return Card(
        entry(catalogue, review),
        review.title,
        scores(catalogue, review.scores, review.lang),
        rubric.overall.low,
        rubric.overall.high,
        rubric.scale.high,
        rubric.overall.share(review.overall),
        band.id if band else "",
        band.name(review.lang) if band else "",
        tuple(_tag_link(catalogue, label, review.lang) for label in review.tags),
        category.name(review.lang) if category else "",
        review.updated,
        review.author,
        review.pros,
        review.cons,
        review.image,
    )


def scores(catalogue: Catalogue, values: Sequence[Decimal], lang: str) -> tuple[Score, ...]:
    """Return criterion scores with their names in the language."""
    rubric = catalogue.rubric
    return tuple(
        Score(c.id, c.name(lang), c.short_name(lang), value, rubric.scale.share(value))
        for c, value in zip(rubric.criteria, values, strict=True)
    )


def _tag_link(catalogue: Catalogue, label: str, lang: str) -> TagLink:
    tag = catalogue.tag(label, lang)
    return TagLink(label, tag.slug if tag else "", len(tag.reviews) if tag else 0)


def view(catalogue: Catalogue, review: Review) -> View:
    """Return what the review's page shows of the catalogue; worked out once."""
    place = ("view", *review.key)
    if place not in catalogue.memory:
        make = company_view if review.kind == "company" else product_view
        catalogue.memory[place] = make(catalogue, review)
    return cast("View", catalogue.memory[place])


def product_view(catalogue: Catalogue, review: Review) -> ProductView:
    """Return what a product's page shows of the catalogue."""
    above, below = catalogue.peers(review).around(review, 2)
    cheaper, dearer = catalogue.price_neighbours(review)
    company = catalogue.company_of(review)
    equivalent = catalogue.equivalent(review)
    return ProductView(
        card(catalogue, review),
        placings(catalogue, review),
        entries(catalogue, above),
        entries(catalogue, below),
        entries(catalogue, cheaper),
        entries(catalogue, dearer),
        entries(catalogue, catalogue.names(review)),
        entries(catalogue, catalogue.named_by(review)),
        entry(catalogue, equivalent) if equivalent else None,
        entries(catalogue, catalogue.equivalent_of(review)),
        card(catalogue, company) if company else None,
        entries(catalogue, catalogue.translations(review)),
        _newer(catalogue, review),
    )


def company_view(catalogue: Catalogue, review: Review) -> CompanyView:
    """Return what a company's page shows of the catalogue."""
    products = catalogue.products_of(review.company_id, review.lang)
    medians = catalogue.medians(products) if products else ()
    own = scores(catalogue, review.scores, review.lang)
    scale = catalogue.rubric.scale
    criteria = tuple(
        Comparison(
            score,
            medians[i] if medians else None,
            scale.share(medians[i]) if medians else 0.0,
        )
        for i, score in enumerate(own)
    )
    return CompanyView(
        card(catalogue, review),
        placings(catalogue, review),
        entries(catalogue, products),
        criteria,
        catalogue.median_overall(products) if products else None,
        histogram(catalogue, products),
        entries(catalogue, catalogue.named_by(review)),
        entries(catalogue, catalogue.translations(review)),
        _newer(catalogue, review),
    )


def _newer(catalogue: Catalogue, review: Review) -> Entry | None:
    newer = newer_side(catalogue, review)
    return entry(catalogue, newer) if newer else None


def placings(catalogue: Catalogue, review: Review) -> tuple[Placing, ...]:
    """Return the review's places: among its peers and, for a product, within its maker."""
    category = catalogue.category_of(review)
    group = "category" if category else "all"
    name = category.name(review.lang) if category else ""
    first = Placing(
        group, name, category.id if category else "", catalogue.peers(review).standing(review)
    )
    if review.kind == "company":
        return (first,)
    own = catalogue.maker_ranking(review)
    maker = catalogue.maker_name(review)
    return (first, Placing("maker", maker, "", own.standing(review)))


def histogram(
    catalogue: Catalogue, reviews: Sequence[Review], bins: int = 10
) -> tuple[tuple[Decimal, Decimal, int], ...]:
    """Return the distribution of overall scores over the scale in equal bins, the last closed."""
    scale = catalogue.rubric.overall
    width = (scale.high - scale.low) / bins
    counts = [0] * bins
    for review in reviews:
        counts[min(int((review.overall - scale.low) / width), bins - 1)] += 1
    edges = [scale.low + width * index for index in range(bins + 1)]
    return tuple(zip(edges, edges[1:], counts, strict=False))


def pareto(items: Sequence[Entry]) -> frozenset[str]:
    """Return the docnames of the priced entries that no other beats.

    One beats another when it is neither dearer nor scored lower, and better in one of the two.
    """
    priced = sorted(
        (e for e in items if e.price and e.price.amount > 0),
        key=lambda e: (e.price.amount if e.price else Decimal(0), -e.overall),
    )
    front: set[str] = set()
    best: Entry | None = None
    for item in priced:
        if best is None or item.overall > best.overall:
            best = item
        if (item.price, item.overall) == (best.price, best.overall):
            front.add(item.docname)
    return frozenset(front)
