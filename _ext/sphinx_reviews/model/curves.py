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


class AxisTick(NamedTuple):
    """A place on an axis from 0 to 1, and the value there."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class AxisScale:
    """An axis in one language."""

    name: str
    unit: str
    ticks: tuple[AxisTick, ...]
    digits: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The curves of one field on common axes."""

    field: str
    name: str
    across: AxisScale
    up: AxisScale
    curves: tuple[Curve, ...]


def plots(catalogue: Catalogue, reviews: Sequence[Review], lang: str) -> tuple[Plot, ...]:
    """Return a plot for each field that one of the reviews has a series of."""
    return tuple(
        plot
        for series in series_fields(catalogue)
        if (plot := _plot(catalogue, series, reviews, lang)).curves
    )


def frames(catalogue: Catalogue, lang: str) -> tuple[Plot, ...]:
    """Return the axes of each field that has series, without curves."""
    return tuple(_plot(catalogue, series, (), lang) for series in series_fields(catalogue))


def series_fields(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return the site's own keys that name files."""
    return tuple(series for series in catalogue.settings.the_fields if series.type == "series")


def _plot(catalogue: Catalogue, series: Field, reviews: Sequence[Review], lang: str) -> Plot:
    across, up = series.axes
    curves = (curve(catalogue, series, review) for review in reviews)
    return Plot(
        series.id, word(series.names, lang), scale(across, lang), scale(up, lang),
        tuple(line for line in curves if line),
    )  # fmt: skip


def scale(axis: Axis, lang: str) -> AxisScale:
    """Return an axis as a drawing needs it."""
    ticks = tuple(AxisTick(round(axis.at(value), 5), value) for value in axis.ticks)
    return AxisScale(axis.name(lang), axis.unit, ticks, axis.digits)


def curve(catalogue: Catalogue, series: Field, review: Review) -> Curve | None:
    """Return a review's curve of a field, or None; worked out once."""
    if series.id not in review.fields:
        return None
    key = (review.key, series.id)
    return _curves.of(
        catalogue, key, lambda: _curve(series, review, read(catalogue, series, review))
    )


_curves: Memo[Catalogue, tuple[Key, str], Curve | None] = Memo()


def measured(catalogue: Catalogue, review: Review) -> dict[str, Points | None]:
    """Return the points of each field that has series, None where none can be drawn."""
    read_points: dict[str, Points | None] = {}
    for series in series_fields(catalogue):
        known = read(catalogue, series, review) if series.id in review.fields else None
        read_points[series.id] = (known.points or None) if known else None
    return read_points


def read(catalogue: Catalogue, series: Field, review: Review) -> Read | None:
    """Return what the file that a review names holds, None where there is none in its folder."""
    file = catalogue.series.get(beside(str(review.fields[series.id]), review.path))
    return read_series(file, *series.axes) if file else None


def _curve(series: Field, review: Review, content: Read | None) -> Curve | None:
    if content is None or not content.points:
        return None
    across, up = series.axes
    points = tuple(_within(content.points, across))
    samples = tuple(_value(content.points, across, tick, up.digits) for tick in across.ticks)
    drawn = tuple((round(across.at(x), 4), round(up.at(y), 4)) for x, y in points)
    low, high = (end(points, key=lambda point: point[1]) for end in (min, max))
    return Curve(review.ref, review.target_name, tuple(_thinned(drawn)), samples, low, high)


def _within(points: Points, axis: Axis) -> Iterator[tuple[float, float]]:
    return (point for point in points if axis.least <= point[0] <= axis.most)


def _value(points: Points, axis: Axis, at: float, digits: int) -> float | None:
    """Return the value at a place, between two points on the straight line that is drawn."""
    index = bisect_left(points, (at, -math.inf))
    if index < len(points) and points[index][0] == at:
        return round(points[index][1], digits) + 0.0
    if not 0 < index < len(points):
        return None
    (x0, y0), (x1, y1) = points[index - 1 : index + 1]
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
    for bucket in columns.values():
        ends = {f(bucket, key=lambda point: point[1]) for f in (min, max)}
        yield from sorted(ends)
