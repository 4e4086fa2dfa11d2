"""Find places for the names on a drawing, so that none lies on a point or on another name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

GAP = 2.4
"""Millimetres from a point's middle to its name."""

LINE = 3.2
"""Height of a name."""

_NARROW, _WIDE = 1.42, 2.75
"""Widths of a character at the size of the map's names."""


class Box(NamedTuple):
    """A rectangle in millimetres, from the upper left corner of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Tell whether two rectangles have a point in common."""
        beside = self.left >= other.right or other.left >= self.right
        return not (beside or self.top >= other.bottom or other.top >= self.bottom)


def length_of(name: str) -> float:
    """Return about how long a name is when it is set."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in name)
    return wide * _WIDE + (len(name) - wide) * _NARROW


class Room:
    """What stands on a drawing already, by the squares of a grid that it reaches into."""

    def __init__(self, points: Iterable[tuple[float, float]]) -> None:
        """Begin with the points, each with a little room around it."""
        self._squares: dict[tuple[int, int], list[Box]] = {}
        reach = 1.7
        for x, y in points:
            self.take(Box(x - reach, y - reach, x + reach, y + reach))

    def take(self, box: Box) -> None:
        """Let something stand there."""
        for square in _squares(box):
            self._squares.setdefault(square, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing stands there."""
        near = (self._squares.get(square, ()) for square in _squares(box))
        return not any(box.touches(other) for others in near for other in others)

    def first_free(self, places: Iterable[Box], width: float, height: float) -> Box | None:
        """Return the first place that is inside a drawing of this size and free."""
        for box in places:
            inside = box.left >= 0 and box.right <= width + 5
            inside = inside and box.top >= -LINE and box.bottom <= height + 0.5
            if inside and self.is_free(box):
                return box
        return None


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the squares that a rectangle reaches into, by their places in the grid."""
    side = 2 * LINE
    across = range(int(box.left // side), int(box.right // side) + 1)
    down = range(int(box.top // side), int(box.bottom // side) + 1)
    return product(across, down)


def positions_of(
    points: Iterable[tuple[float, float]],
    named: Iterable[tuple[float, float, str]],
    width: float,
    height: float,
) -> Iterator[tuple[Box, str]]:
    """Yield a free place for each name; a name that has none is left out.

    Points are in millimetres, from the upper left corner of a drawing of this size.
    """
    room = Room(points)
    for x, y, name in named:
        if box := room.first_free(_around(x, y, length_of(name)), width, height):
            room.take(box)
            yield box, name


def _around(x: float, y: float, long: float) -> Iterator[Box]:
    """Yield places near a point, the best first: right, left, above, below, then further off."""
    half = LINE / 2
    for shift in (0.0, -LINE, LINE):
        for left in (x + GAP, x - GAP - long):
            yield Box(left, y - half + shift, left + long, y + half + shift)
    for middle in (y - GAP - half, y + GAP + half, y - GAP - 1.5 * LINE, y + GAP + 1.5 * LINE):
        for left in (x - long / 2, x - long / 5, x - long * 4 / 5):
            yield Box(left, middle - half, left + long, middle + half)
