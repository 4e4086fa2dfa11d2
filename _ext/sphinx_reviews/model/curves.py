"""Curves: the series of one or several reviews on axes that they share, ready to be drawn."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .axes import Axis
from .catalogue import Catalogue
from .fields import Field
from .memo import Memo
from .records import Key, Review
from .rubric import word
from .series import Points, Read, beside, read_series

COLUMNS = 300
"""Columns of a drawing in which more than the least and the greatest value cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One review's series: points from 0 to 1 each way, and its values at the ticks."""

    ref: str
    name: str
    points: Points
    samples: tuple[float | None, ...]
    """At each tick of the axis across; None where nothing was measured."""

    least: tuple[float, float]
    """Where the curve is lowest, and how low; then the same of its highest."""

    most: tuple[float, float]


class Tick(NamedTuple):
    """A place on an axis from 0 to 1, and the value there."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis in one language."""

    name: str
    unit: str
    ticks: tuple[Tick, ...]
    digits: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The curves of one field on common axes."""

    field: str
    name: str
    across: Scale
    up: Scale
    curves: tuple[Curve, ...]


def plots(catalogue: Catalogue, reviews: Sequence[Review], lang: str) -> tuple[Plot, ...]:
    """Return a plot for each field that one of the reviews has a series of."""
    return tuple(
        plot
        for made in series_fields(catalogue)
        if (plot := _plot(catalogue, made, reviews, lang)).curves
    )


def frames(catalogue: Catalogue, lang: str) -> tuple[Plot, ...]:
    """Return the axes of each field that has series, without curves."""
    return tuple(_plot(catalogue, made, (), lang) for made in series_fields(catalogue))


def series_fields(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return the site's own keys that name files."""
    return tuple(made for made in catalogue.settings.the_fields if made.type == "series")


def _plot(catalogue: Catalogue, made: Field, reviews: Sequence[Review], lang: str) -> Plot:
    across, up = made.axes
    curves = (curve(catalogue, made, review) for review in reviews)
    return Plot(
        made.id, word(made.names, lang), scale(across, lang), scale(up, lang),
        tuple(found for found in curves if found),
    )  # fmt: skip


def scale(axis: Axis, lang: str) -> Scale:
    """Return an axis as a drawing needs it."""
    ticks = tuple(Tick(round(axis.at(value), 5), value) for value in axis.ticks)
    return Scale(axis.name(lang), axis.unit, ticks, axis.digits)


def curve(catalogue: Catalogue, made: Field, review: Review) -> Curve | None:
    """Return a review's curve of a field, or None; worked out once."""
    if made.id not in review.fields:
        return None
    key = (review.key, made.id)
    return _curves.of(catalogue, key, lambda: _curve(made, review, read(catalogue, made, review)))


_curves: Memo[Catalogue, tuple[Key, str], Curve | None] = Memo()


def measured(catalogue: Catalogue, review: Review) -> dict[str, Points | None]:
    """Return the points of each field that has series, None where none can be drawn."""
    found: dict[str, Points | None] = {}
    for made in series_fields(catalogue):
        known = read(catalogue, made, review) if made.id in review.fields else None
        found[made.id] = (known.points or None) if known else None
    return found


def read(catalogue: Catalogue, made: Field, review: Review) -> Read | None:
    """Return what the file that a review names holds, None where there is none in its folder."""
    file = catalogue.series.get(beside(str(review.fields[made.id]), review.path))
    return read_series(file, *made.axes) if file else None


def _curve(made: Field, review: Review, found: Read | None) -> Curve | None:
    if found is None or not found.points:
        return None
    across, up = made.axes
    shown = tuple(_within(found.points, across))
    samples = tuple(_value(found.points, across, tick, up.digits) for tick in across.ticks)
    drawn = tuple((round(across.at(x), 4), round(up.at(y), 4)) for x, y in shown)
    low, high = (end(shown, key=lambda point: point[1]) for end in (min, max))
    return Curve(review.ref, review.target_name, tuple(_thinned(drawn)), samples, low, high)


def _within(points: Points, axis: Axis) -> Iterator[tuple[float, float]]:
    return (point for point in points if axis.least <= point[0] <= axis.most)


def _value(points: Points, axis: Axis, at: float, digits: int) -> float | None:
    """Return the value at a place, between two points on the straight line that is drawn."""
    place = bisect_left(points, (at, -math.inf))
    if place < len(points) and points[place][0] == at:
        return round(points[place][1], digits) + 0.0
    if not 0 < place < len(points):
        return None
    (x0, y0), (x1, y1) = points[place - 1 : place + 1]
    if axis.log and x0 <= 0:
        return None
    share = (axis.at(at) - axis.at(x0)) / (axis.at(x1) - axis.at(x0))
    return round(y0 + (y1 - y0) * share, digits) + 0.0


def _thinned(points: Points) -> Iterator[tuple[float, float]]:
    """Yield the points; of many in one column of the drawing the lowest and the highest."""
    if len(points) <= 2 * COLUMNS:
        yield from points
        return
    columns: dict[int, list[tuple[float, float]]] = {}
    for point in points:
        columns.setdefault(int(point[0] * COLUMNS), []).append(point)
    for found in columns.values():
        ends = {f(found, key=lambda point: point[1]) for f in (min, max)}
        yield from sorted(ends)
