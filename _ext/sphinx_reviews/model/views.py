"""What a page shows of the catalogue: plain records that every renderer draws from.

A view holds all that a page takes from other reviews, so a hash of it is the page's slice: the
page must be written again when the hash changes, and only then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from .cached import written
from .catalogue import Catalogue, Standing
from .columns import Column
from .curves import Plot, plots
from .entries import Card, Entry, Score, card, entries, entry, scores
from .grounds import Grounds, grounds
from .history import Change
from .language_groups import newer_side
from .lists import ListView, listing
from .memo import Memo
from .records import Key, Review


@dataclass(frozen=True, slots=True)
class Placing:
    """A standing in a named group: ``group`` is ``category``, ``all`` or ``maker``."""

    group: str
    name: str
    category: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Badge:
    """The score of a section: ``criterion`` is ``overall`` for the overall score."""

    criterion: str
    value: Decimal
    high: Decimal
    share: float


@dataclass(frozen=True, slots=True)
class Relation:
    """Reviews that stand in one relation to another, such as ``above`` it by score."""

    id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Relations that belong together; the panel's id is its only relation's where it has one."""

    id: str
    relations: tuple[Relation, ...]


PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("score", ("above", "below")),
    ("price", ("cheaper", "dearer")),
    ("equivalent", ("equivalent",)),
    ("equivalent_of", ("equivalent_of",)),
    ("names", ("names",)),
    ("named_by", ("named_by",)),
    ("company", ("company",)),
)
"""What a product's page tells of others, in its order."""


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

    grounds: Grounds
    history: tuple[Change, ...] = ()
    plots: tuple[Plot, ...] = ()
    """Its series as curves."""

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Return what the page tells of others; relations without a review are left out."""
        panels = (
            Panel(name, tuple(r for r in map(self._relation, ids) if r.entries))
            for name, ids in PANELS
        )
        return tuple(panel for panel in panels if panel.relations)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Return the relations of all panels, one after the other."""
        return tuple(relation for panel in self.panels for relation in panel.relations)

    def _relation(self, identifier: str) -> Relation:
        related: tuple[Entry, ...] | Entry | Card | None = getattr(self, identifier)
        if isinstance(related, Card):
            related = related.entry
        if isinstance(related, Entry):
            related = (related,)
        return Relation(identifier, related or ())


@dataclass(frozen=True, slots=True)
class CriterionStanding:
    """A criterion of a company beside the median of its products; None without products."""

    score: Score
    median: Decimal | None
    median_share: float


@dataclass(frozen=True, slots=True)
class CompanyView:
    """Everything a company's page shows of the catalogue."""

    card: Card
    placings: tuple[Placing, ...]
    products: ListView
    """Its reviewed products, best first."""

    criteria: tuple[CriterionStanding, ...]
    median_overall: Decimal | None
    histogram: tuple[tuple[Decimal, Decimal, int], ...]
    """Bins of the products' overall scores: (from, to, number of products)."""

    named_by: tuple[Entry, ...]
    translations: tuple[Entry, ...]
    newer: Entry | None
    history: tuple[Change, ...] = ()
    plots: tuple[Plot, ...] = ()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Return what the page tells of others beside the products."""
        return (Relation("named_by", self.named_by),) if self.named_by else ()


View = ProductView | CompanyView


def fingerprint(view: object) -> str:
    """Return a hash of everything a view holds; equal views have equal hashes on every machine."""
    return blake2b(written(view), digest_size=16).hexdigest()


def view(catalogue: Catalogue, review: Review) -> View:
    """Return what the review's page shows of the catalogue; worked out once."""
    make = company_view if review.kind == "company" else product_view
    return _views.of(catalogue, review.key, lambda: make(catalogue, review))


_views: Memo[Catalogue, Key, View] = Memo()


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
        grounds(catalogue, review),
        catalogue.history(review),
        plots(catalogue, (review,), review.lang),
    )


def company_view(catalogue: Catalogue, review: Review) -> CompanyView:
    """Return what a company's page shows of the catalogue."""
    products = catalogue.products_of(review.company_id, review.lang)
    medians = catalogue.medians(products) if products else ()
    own = scores(catalogue, review.scores, review.lang)
    scale = catalogue.rubric.scale
    criteria = tuple(
        CriterionStanding(
            score,
            medians[i] if medians else None,
            scale.share(medians[i]) if medians else 0.0,
        )
        for i, score in enumerate(own)
    )
    return CompanyView(
        card(catalogue, review),
        placings(catalogue, review),
        listing(catalogue, products, product_columns(catalogue)),
        criteria,
        catalogue.median_overall(products) if products else None,
        histogram(catalogue, products),
        entries(catalogue, catalogue.named_by(review)),
        entries(catalogue, catalogue.translations(review)),
        _newer(catalogue, review),
        catalogue.history(review),
        plots(catalogue, (review,), review.lang),
    )


def product_columns(catalogue: Catalogue) -> Iterator[Column]:
    """Yield the columns of a company's own products: what products have, but their maker."""
    usual = [c for c in catalogue.columns.listed("product") if c.id != "maker"]
    # Prices stand beside the dates here, behind all scores.
    yield from (c for c in usual if c.type in ("name", "score"))
    yield from (c for c in usual if c.type not in ("name", "score"))


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
