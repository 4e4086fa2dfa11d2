"""The names on a value map's front: beside their points, none on a point or on another name.

They are placed twice, for wide windows and for phones, where letters are larger in the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from .names_apart import GAP, LINE, Box, Room, length_of

SHORTEST = 9
"""Letters that a name is never cut below; where not even they fit, its number stands alone."""


class Size(NamedTuple):
    """A size of the letters: its class, units of the drawing to a millimetre of a book's map."""

    name: str
    unit: float
    longest: float
    """What share of the width a name may take."""


SIZES = (Size("rv-names-wide", 5.0, 0.5), Size("rv-names-narrow", 7.6, 0.42))


class Marked(NamedTuple):
    """A point of the front in the drawing, and its name."""

    x: float
    y: float
    name: str


def front_names(
    points: Sequence[tuple[float, float]], front: Sequence[Marked], width: float, height: float
) -> Markup:
    """Return the names of the front in every size; ``points`` are all, in units of the drawing."""
    groups = (_group(size, points, front, width, height) for size in SIZES)
    return Markup("").join(groups)


def _group(
    size: Size,
    points: Sequence[tuple[float, float]],
    front: Sequence[Marked],
    width: float,
    height: float,
) -> Markup:
    texts = Markup("").join(_texts(size, points, front, width, height))
    return Markup('<g class="rv-front-names {}" aria-hidden="true">{}</g>').format(size.name, texts)


def _texts(
    size: Size,
    points: Sequence[tuple[float, float]],
    front: Sequence[Marked],
    width: float,
    height: float,
) -> Iterator[Markup]:
    """Yield the front's texts; a name that has no room is cut, at last to its number."""
    unit = size.unit
    room = Room((x / unit, y / unit) for x, y in points)
    for step in _steps([(each.x / unit, each.y / unit) for each in front]):
        room.take(step)
    for number, each in enumerate(front, 1):
        for words in _shorter(each.name, size.longest * width / unit):
            long = length_of(f"{number} {words}".rstrip())
            places = _above(each.x / unit, each.y / unit, long)
            if box := room.first_free(places, width / unit - 4, height / unit):
                room.take(box)
                yield _text(box.left * unit, (box.bottom - LINE / 4) * unit, number, words)
                break


def _steps(front: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """Yield the line along the front: from each point to the right, then up to the next."""
    thin = 0.2
    for (x0, y0), (x1, y1) in pairwise(front):
        yield Box(x0, y0 - thin, x1, y0 + thin)
        yield Box(x1 - thin, y1, x1 + thin, y0)


def _above(x: float, y: float, long: float) -> Iterator[Box]:
    """Yield places where a front leaves room: above and left of its point, nothing is better."""
    for lift in (0.0, LINE * 0.6, LINE * 1.3, LINE * 2.2):
        bottom = y - GAP * 0.7 - lift
        for share in (1.0, 0.5, 0.8, 0.2, 0.0):
            yield Box(x - long * share, bottom - LINE, x + long * (1 - share), bottom)
        yield Box(x - GAP - long, y - LINE / 2 - lift, x - GAP, y + LINE / 2 - lift)


def _shorter(name: str, longest: float) -> Iterator[str]:
    """Yield a name, then what is left of it at the ends of its words, then nothing."""
    words = name.split()
    for count in range(len(words), 0, -1):
        cut = " ".join(words[:count])
        cut += "…" if count < len(words) else ""
        if length_of(cut) <= longest and (count == len(words) or len(cut) >= SHORTEST):
            yield cut
    yield ""


def _text(x: float, y: float, number: int, words: str) -> Markup:
    return Markup(
        '<text class="rv-front-name" x="{:.1f}" y="{:.1f}">'
        '<tspan class="rv-front-number">{}</tspan>{}</text>'
    ).format(x, y, number, f" {words}" if words else "")
