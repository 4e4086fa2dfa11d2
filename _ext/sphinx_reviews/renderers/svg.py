"""Drawings: pure functions from numbers to SVG text, without styles or scripts of their own.

Colours, fonts and line widths come from the style sheet by class; text beside each drawing says
the same in words, so a drawing that repeats a number is hidden from screen readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from .front_names import Marked, front_names

_SWEEP = 270.0
_HIDDEN = Markup('aria-hidden="true" focusable="false"')


@lru_cache(maxsize=4096)
def gauge(share: float, label: str, scale: str = "") -> Markup:
    """Return a dial of 270 degrees filled by ``share``, with ``label`` over ``scale`` in it."""
    track = _arc(60, 60, 52, 0.0, 1.0)
    value = Markup('<path class="rv-gauge-value" d="{}"/>').format(_arc(60, 60, 52, 0.0, share))
    below = Markup('<text class="rv-gauge-scale" x="60" y="91" text-anchor="middle">{}</text>')
    return Markup(
        '<svg class="rv-gauge" viewBox="0 0 120 108" {}><path class="rv-gauge-track" d="{}"/>{}'
        '<text class="rv-gauge-text" x="60" y="{}" text-anchor="middle">{}</text>{}</svg>'
    ).format(
        _HIDDEN, track, value if share > 0 else Markup(""),
        71 if scale else 74, label, below.format(scale) if scale else Markup(""),
    )  # fmt: skip


def _arc(x: float, y: float, radius: float, begin: float, end: float) -> str:
    """Return the path of a part of the dial; ``begin`` and ``end`` are shares of the sweep."""
    first, last = (math.radians(135 + _SWEEP * share) for share in (begin, end))
    large = int((end - begin) * _SWEEP > 180)
    return (
        f"M{x + radius * math.cos(first):.2f} {y + radius * math.sin(first):.2f}"
        f"A{radius:g} {radius:g} 0 {large} 1 "
        f"{x + radius * math.cos(last):.2f} {y + radius * math.sin(last):.2f}"
    )


@lru_cache(maxsize=4096)
def bar(share: float, mark: float | None = None) -> Markup:
    """Return a bar filled by ``share``; ``mark`` draws a line across it (a median)."""
    line = Markup("")
    if mark is not None:
        line = Markup('<path class="rv-bar-mark" d="M{0:.1f} 0V10"/>').format(
            min(max(mark * 100, 1.0), 99.0)
        )
    return Markup(
        '<svg class="rv-bar" viewBox="0 0 100 10" preserveAspectRatio="none" {}>'
        '<rect class="rv-bar-track" width="100" height="10"/>'
        '<rect class="rv-bar-value" width="{:.1f}" height="10"/>{}</svg>'
    ).format(_HIDDEN, share * 100, line)


@lru_cache(maxsize=4096)
def steps(level: int, count: int) -> Markup:
    """Return ``count`` rising columns of which the first ``level`` are filled."""
    columns = Markup("").join(
        Markup('<rect class="rv-step{}" x="{}" y="{:.1f}" width="4" height="{:.1f}"/>').format(
            " rv-step-on" if index < level else "", index * 6, 12 - tall, tall
        )
        for index, tall in enumerate(4 + 8 * (index + 1) / count for index in range(count))
    )
    return Markup('<svg class="rv-steps" viewBox="0 0 {} 12" {}>{}</svg>').format(
        count * 6 - 2, _HIDDEN, columns
    )


@lru_cache(maxsize=4096)
def percentile(share: float) -> Markup:
    """Return a line with a dot at ``share``: where something stands among others."""
    return Markup(
        '<svg class="rv-place" viewBox="0 0 200 12" {}><path class="rv-place-line" d="M6 6H194"/>'
        '<circle class="rv-place-dot" cx="{:.1f}" cy="6" r="5"/></svg>'
    ).format(_HIDDEN, 6 + share * 188)


def histogram(counts: Sequence[int], labels: Sequence[str], title: str) -> Markup:
    """Return columns for counts; ``labels`` stand below the column borders."""
    width, height, top = 400.0, 120.0, 18.0
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
            index * step + 3, height - tall, step - 6, tall,
            (index + 0.5) * step, height - tall - 5, count,
        )  # fmt: skip
    gaps = max(len(labels) - 1, 1)
    ticks = Markup("").join(
        Markup('<text class="rv-tick" x="{:.1f}" y="136" text-anchor="{}">{}</text>').format(
            index * width / gaps, _anchor(index, len(labels)), label
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
    """A point of a map: place (0.0 to 1.0 each, y up), link, text, and whether it stands out."""

    x: float
    y: float
    href: str
    label: str
    front: bool
    ref: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis (0.0 to 1.0) and what stands there."""

    at: float
    label: str


DENSE = 120
"""Points above which they are drawn smaller."""

FEW_TICKS = 6
"""Ticks of the axis across that can all be named on a phone."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 632.0, 14.0, 426.0


def scatter(
    points: Iterable[Point], x_ticks: Sequence[Tick], y_ticks: Sequence[Tick], title: str
) -> Markup:
    """Return a map of linked points; the front's are diamonds with their names."""
    ordered = sorted(points, key=lambda point: (point.front, point.x, -point.y))
    dense = " rv-map-dense" if len(ordered) > DENSE else ""
    front = [point for point in ordered if point.front]
    drawn = Markup("").join(map(_point, ordered))
    return Markup(
        '<svg class="rv-map{}" viewBox="0 0 640 460" role="group" aria-label="{}">{}{}{}{}</svg>'
    ).format(
        dense,
        title,
        _grid(x_ticks, y_ticks),
        _front_line(front),
        drawn,
        _front_names(ordered, front),
    )


def _front_line(front: Sequence[Point]) -> Markup:
    """Return the steps along the front: what the money buys at least."""
    if len(front) < 2:
        return Markup("")
    path = f"M{_x(front[0].x):.1f} {_y(front[0].y):.1f}" + "".join(
        f"H{_x(point.x):.1f}V{_y(point.y):.1f}" for point in front[1:]
    )
    return Markup('<path class="rv-front-line" d="{}"/>').format(path)


def _front_names(points: Sequence[Point], front: Sequence[Point]) -> Markup:
    """Return the front's names and numbers; the area left of the plot is none of theirs."""
    anchors = [(_x(point.x) - _LEFT, _y(point.y) - _TOP) for point in points]
    marked = [Marked(_x(p.x) - _LEFT, _y(p.y) - _TOP, p.name) for p in front]
    names = front_names(anchors, marked, _RIGHT - _LEFT, _BOTTOM - _TOP)
    return Markup('<g transform="translate({:g} {:g})">{}</g>').format(_LEFT, _TOP, names)


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _point(point: Point) -> Markup:
    x, y = _x(point.x), _y(point.y)
    shape = Markup('<circle class="rv-point" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(x, y)
    if point.front:
        shape = Markup(
            '<path class="rv-point rv-point-front" d="M{:.1f} {:.1f}l7 7l-7 7l-7 -7z"/>'
        ).format(x, y - 7)
    # Only the front is walked through by keyboard: hundreds of stops would help nobody.
    stop = Markup("") if point.front else Markup(' tabindex="-1"')
    return Markup('<a href="{}"{} data-ref="{}" data-name="{}"><title>{}</title>{}</a>').format(
        point.href, stop, point.ref, point.name, point.label, shape
    )


def _grid(x_ticks: Sequence[Tick], y_ticks: Sequence[Tick]) -> Markup:
    parts = Markup("")
    many = len(x_ticks) > FEW_TICKS
    for number, tick in enumerate(x_ticks):
        parts += Markup(
            '<path class="rv-grid" d="M{0:.1f} {2:g}V{3:g}"/>'
            '<text class="rv-tick{5}" x="{0:.1f}" y="{4:g}" text-anchor="{6}">{1}</text>'
        ).format(
            _x(tick.at), tick.label, _TOP, _BOTTOM, _BOTTOM + 22,
            " rv-narrow-off" if many and number % 2 else "",
            "end" if tick.at > 0.96 else "middle",
        )  # fmt: skip
    for tick in y_ticks:
        parts += Markup(
            '<path class="rv-grid" d="M{2:g} {0:.1f}H{3:g}"/>'
            '<text class="rv-tick" x="{4:g}" y="{1:.1f}" text-anchor="end">{5}</text>'
        ).format(_y(tick.at), _y(tick.at) + 4, _LEFT, _RIGHT, _LEFT - 8, tick.label)
    return parts
