"""Curves on common axes as SVG: lines told apart by colour and dashes, styled by class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from ..model.curves import AxisTick, Curve, Plot
from ..model.formats import Formats
from ..model.series import Points

WIDTH, HEIGHT = 640, 380
LEFT, RIGHT, TOP, BOTTOM = 50.0, 626.0, 36.0, 332.0
NEAR = 0.06
"""Ticks nearer to each other than this share of the axis are not both named."""


class Text(NamedTuple):
    """A text of the drawing: its classes, its place, where it is held, its words."""

    classes: str
    x: float
    y: float
    anchor: str
    words: str


class Grid(NamedTuple):
    """What stands behind the curves; the scripts draw the same."""

    path: str
    texts: tuple[Text, ...]


def point(at: tuple[float, float]) -> tuple[float, float]:
    """Return where a point with shares of both axes stands in the drawing."""
    return LEFT + at[0] * (RIGHT - LEFT), BOTTOM - at[1] * (BOTTOM - TOP)


def path_of(points: Points) -> str:
    """Return the path of a curve."""
    return "M" + "L".join("{:.1f} {:.1f}".format(*point(each)) for each in points)


def curves(plot: Plot, formats: Formats, title: str) -> Markup:
    """Return a drawing of all curves of a plot."""
    drawn = grid(plot, formats)
    texts = Markup("").join(map(_text, drawn.texts))
    lines = Markup("").join(_curve(number, each) for number, each in enumerate(plot.curves, 1))
    return Markup(
        '<svg class="rv-curves" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path class="rv-grid" d="{}"/>{}{}</svg>'
    ).format(WIDTH, HEIGHT, title, drawn.path, texts, lines)


def _curve(number: int, curve: Curve) -> Markup:
    shape = Markup('<path class="rv-curve rv-p{}" d="{}"/>')
    return shape.format((number - 1) % 6 + 1, path_of(curve.points))


def _text(text: Text) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(*text)


def grid(plot: Plot, formats: Formats) -> Grid:
    """Return the lines and words of both axes."""
    path, texts = "", []
    for tick, classes in named_ticks(plot.across.ticks):
        x = round(point((tick.at, 0))[0], 1)
        path += f"M{x:g} {TOP:g}V{BOTTOM:g}"
        texts.append(Text(classes, x, BOTTOM + 20, "middle", formats.tick(tick.value)))
    for tick, classes in named_ticks(plot.up.ticks):
        y = round(point((0, tick.at))[1], 1)
        path += f"M{LEFT:g} {y:g}H{RIGHT:g}"
        texts.append(Text(classes, LEFT - 8, y + 5, "end", formats.tick(tick.value)))
    texts.append(Text("rv-axis-name", 2, 18, "start", plot.up.name))
    texts.append(Text("rv-axis-name", RIGHT, HEIGHT - 4, "end", plot.across.name))
    return Grid(path, tuple(text for text in texts if text.classes))


def named_ticks(ticks: Sequence[AxisTick]) -> list[tuple[AxisTick, str]]:
    """Return each tick with its classes; none where it is too near to the one before.

    Every second is left out where the drawing is small.
    """
    labelled: list[tuple[AxisTick, str]] = []
    last, count = -1.0, 0
    for tick in ticks:
        named = tick.at - last >= NEAR
        last = tick.at if named else last
        labelled.append((tick, f"rv-tick{' rv-narrow-off' * (count % 2)}" if named else ""))
        count += named
    return labelled
