"""The value map: price against score, which reviews no other beats, and where each point lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from .catalogue import Catalogue
from .entries import Entry, entries
from .lists import ListView, listing
from .records import Review


@dataclass(frozen=True, slots=True)
class ValueMapView:
    """Price against score: priced entries of one currency, and which lie on the Pareto front."""

    points: tuple[Entry, ...]
    front: tuple[Entry, ...]
    table: ListView
    """The front as a list."""

    currency: str
    low: Decimal
    high: Decimal
    left_out: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CategoryMap:
    """A category's front as a map of its own, and how many products it was found among."""

    category: str
    name: str
    count: int
    view: ValueMapView


@dataclass(frozen=True, slots=True)
class MapsView:
    """A map per category, the one with most products first."""

    maps: tuple[CategoryMap, ...]


def value_maps(catalogue: Catalogue, lang: str) -> MapsView:
    """Return each category's front; one map of all products where a site has no categories."""
    drawn = [
        (c.id, c.name(lang), catalogue.in_category(c.id, lang))
        for c in catalogue.settings.the_categories
    ] or [("", "", catalogue.of_kind("product", lang))]
    maps = [
        CategoryMap(name, title, len(view.points), replace(view, points=view.front, left_out=0))
        for name, title, reviews in drawn
        if (view := value_map(catalogue, reviews, lang, title)).points
    ]
    return MapsView(tuple(sorted(maps, key=lambda each: -each.count)))


class MapPoint(NamedTuple):
    """A review's place in the drawing, both ways from 0 to 1."""

    across: float
    up: float
    entry: Entry
    front: bool


@dataclass(frozen=True, slots=True)
class MapPlot:
    """The geometry of a value map: points, and the places of prices and scores on the axes."""

    points: tuple[MapPoint, ...]
    prices: tuple[tuple[float, Decimal], ...]
    scores: tuple[tuple[float, Decimal], ...]


def plot(view: ValueMapView, most: int = 9) -> MapPlot:
    """Return where everything lies; prices on a logarithmic scale, ``most`` of them named."""
    amounts = [float(e.price.amount) for e in view.points if e.price]
    low, high = math.log10(min(amounts)), math.log10(max(amounts))
    margin = max((high - low) * 0.04, 0.05)
    low, high = low - margin, high + margin
    span = view.high - view.low
    front = {entry.docname for entry in view.front}

    def across(amount: float) -> float:
        return (math.log10(amount) - low) / (high - low)

    def point(entry: Entry) -> MapPoint:
        amount = float(entry.price.amount) if entry.price else 1.0
        up = float(entry.overall - view.low) / float(span)
        return MapPoint(across(amount), up, entry, entry.docname in front)

    return MapPlot(
        tuple(map(point, view.points)),
        tuple((across(value), Decimal(value)) for value in log_ticks(low, high, most)),
        tuple((step / 5, view.low + span * step / 5) for step in range(6)),
    )


def log_ticks(low: float, high: float, most: int = 9) -> list[int]:
    """Return round amounts between two powers of ten: 1, 2, 5 times ten, else tens only."""
    for factors in ((1, 2, 5), (1, 3), (1,)):
        ticks = [
            factor * 10**power
            for power in range(math.floor(low), math.ceil(high) + 1)
            for factor in factors
            if power >= 0 and low <= math.log10(factor) + power <= high
        ]
        if len(ticks) <= most:
            return ticks
    return ticks[:: -(-len(ticks) // most)]


def value_map(
    catalogue: Catalogue, reviews: Sequence[Review], lang: str, caption: str = ""
) -> ValueMapView:
    """Return the reviews by price and score, and those that no other beats."""
    everything = entries(catalogue, reviews)
    currency = catalogue.settings.currency(lang)
    points = tuple(
        e for e in everything if e.price and e.price.currency == currency and e.price.amount > 0
    )
    front = pareto(points)
    best = sorted((r for r in reviews if r.docname in front), key=_by_price)
    table = listing(catalogue, best, ("name", "maker", "overall", "price"), caption=caption)
    overall = catalogue.rubric.overall
    left_out = len(everything) - len(points)
    return ValueMapView(
        points, table.rows, table, currency, overall.low, overall.high, left_out, caption
    )


def _by_price(item: Review) -> Decimal:
    return item.price.amount if item.price else Decimal(0)


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
