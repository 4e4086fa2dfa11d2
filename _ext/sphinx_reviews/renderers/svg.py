"""Drawings: pure functions from numbers to SVG text, without styles or scripts of their own.

Colours, fonts and line widths come from the style sheet by class; text beside each drawing says
the same in words, so a drawing that repeats a number is hidden from screen readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_SWEEP = 270.0


def gauge(share: float, label: str) -> Markup:
    """Return a dial of 270 degrees filled by ``share`` (0.0 to 1.0), with ``label`` in it."""
    track = _arc(60, 60, 50, 0.0, 1.0)
    value = Markup('<path class="rv-gauge-value" d="{}"/>').format(_arc(60, 60, 50, 0.0, share))
    return Markup(
        '<svg class="rv-gauge" viewBox="0 0 120 120" aria-hidden="true" focusable="false">'
        '<path class="rv-gauge-track" d="{}"/>{}'
        '<text class="rv-gauge-text" x="60" y="68" text-anchor="middle">{}</text></svg>'
    ).format(track, value if share > 0 else Markup(""), label)


def _arc(x: float, y: float, radius: float, begin: float, end: float) -> str:
    """Return the path of a part of the dial; ``begin`` and ``end`` are shares of the sweep."""
    first, last = (math.radians(135 + _SWEEP * share) for share in (begin, end))
    large = int((end - begin) * _SWEEP > 180)
    return (
        f"M{x + radius * math.cos(first):.2f} {y + radius * math.sin(first):.2f}"
        f"A{radius:g} {radius:g} 0 {large} 1 "
        f"{x + radius * math.cos(last):.2f} {y + radius * math.sin(last):.2f}"
    )


def bar(share: float, mark: float | None = None) -> Markup:
    """Return a bar filled by ``share``; ``mark`` draws a line across it (a median)."""
    line = Markup("")
    if mark is not None:
        line = Markup('<path class="rv-bar-mark" d="M{0:.1f} 0V10"/>').format(mark * 100)
    return Markup(
        '<svg class="rv-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="rv-bar-track" width="100" height="10"/>'
        '<rect class="rv-bar-value" width="{:.1f}" height="10"/>{}</svg>'
    ).format(share * 100, line)


def histogram(counts: Sequence[int], labels: Sequence[str], title: str) -> Markup:
    """Return columns for counts; ``labels`` stand below the column borders."""
    width, height, top = 400.0, 120.0, 16.0
    most = max(counts, default=0) or 1
    step = width / max(len(counts), 1)
    columns = Markup("")
    for index, count in enumerate(counts):
        tall = (height - top) * count / most
        if not count:
            continue
        columns += Markup(
            '<rect class="rv-column" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
            '<text class="rv-column-count" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
        ).format(
            index * step + 2, height - tall, step - 4, tall,
            (index + 0.5) * step, height - tall - 4, count,
        )  # fmt: skip
    ticks = Markup("").join(
        Markup('<text class="rv-tick" x="{:.1f}" y="136" text-anchor="{}">{}</text>').format(
            index * step, _anchor(index, len(labels)), label
        )
        for index, label in enumerate(labels)
    )
    return Markup(
        '<svg class="rv-histogram" viewBox="0 0 400 142" role="img" aria-label="{}">{}'
        '<path class="rv-axis" d="M0 120H400"/>{}</svg>'
    ).format(title, columns, ticks)


def _anchor(index: int, count: int) -> str:
    return "start" if index == 0 else "end" if index == count - 1 else "middle"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a map: place (0.0 to 1.0 each, y upwards), link, text, and whether it stands out."""

    x: float
    y: float
    href: str
    label: str
    front: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis (0.0 to 1.0) and what stands there."""

    at: float
    label: str


def scatter(
    points: Iterable[Point], x_ticks: Sequence[Tick], y_ticks: Sequence[Tick], title: str
) -> Markup:
    """Return a map of linked points; those on the front are diamonds joined by a line."""
    ordered = sorted(points, key=lambda point: (point.front, point.x, -point.y))
    front = [point for point in ordered if point.front]
    line = Markup("")
    if len(front) > 1:
        path = "M" + "L".join(f"{_x(p.x):.1f} {_y(p.y):.1f}" for p in front)
        line = Markup('<path class="rv-front-line" d="{}"/>').format(path)
    return Markup(
        '<svg class="rv-map" viewBox="0 0 720 420" role="group" aria-label="{}">{}{}{}</svg>'
    ).format(title, _grid(x_ticks, y_ticks), line, Markup("").join(map(_point, ordered)))


def _x(share: float) -> float:
    return 50 + share * 650


def _y(share: float) -> float:
    return 385 - share * 370


def _point(point: Point) -> Markup:
    x, y = _x(point.x), _y(point.y)
    shape = Markup('<circle class="rv-point" cx="{:.1f}" cy="{:.1f}" r="4.5"/>').format(x, y)
    if point.front:
        shape = Markup(
            '<path class="rv-point rv-point-front" d="M{:.1f} {:.1f}l7 7l-7 7l-7 -7z"/>'
        ).format(x, y - 7)
    return Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
        point.href, point.label, point.label, shape
    )


def _grid(x_ticks: Sequence[Tick], y_ticks: Sequence[Tick]) -> Markup:
    parts = Markup("")
    for tick in x_ticks:
        parts += Markup(
            '<path class="rv-grid" d="M{0:.1f} 15V385"/>'
            '<text class="rv-tick" x="{0:.1f}" y="405" text-anchor="middle">{1}</text>'
        ).format(_x(tick.at), tick.label)
    for tick in y_ticks:
        parts += Markup(
            '<path class="rv-grid" d="M50 {0:.1f}H700"/>'
            '<text class="rv-tick" x="42" y="{1:.1f}" text-anchor="end">{2}</text>'
        ).format(_y(tick.at), _y(tick.at) + 4, tick.label)
    return parts
