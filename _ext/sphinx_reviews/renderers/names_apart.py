"""Find places for the names on a drawing, so that none lies on a point or on another name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
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


Candidates = Callable[[float, float, float], Iterator[Box]]
"""From a point and a name's length to the places near it, the best first."""


def length_of(name: str) -> float:
    """Return about how long a name is when it is set."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in name)
    return wide * _WIDE + (len(name) - wide) * _NARROW


def positions_of(
    points: Sequence[tuple[float, float]],
    named: Sequence[tuple[float, float, str]],
    width: float,
    height: float,
    others: Sequence[Box] = (),
    candidates: Candidates | None = None,
) -> Iterator[tuple[Box, str]]:
    """Yield a free place for each name; a name that has none is left out.

    Points are in millimetres, from the upper left corner of a drawing of this size; ``others`` are
    what stands there already, ``candidates`` yields the places near a point, the best first.
    """
    reach = 1.7
    taken = [*others, *(Box(x - reach, y - reach, x + reach, y + reach) for x, y in points)]
    frame = Box(0, -LINE, width + 5, height + 0.5)
    for x, y, name in named:
        for box in (candidates or _around)(x, y, length_of(name)):
            inside = box.left >= frame.left and box.right <= frame.right
            inside = inside and box.top >= frame.top and box.bottom <= frame.bottom
            if inside and not any(box.touches(other) for other in taken):
                taken.append(box)
                yield box, name
                break


def _around(x: float, y: float, long: float) -> Iterator[Box]:
    """Yield places near a point, the best first: right, left, above, below, then further off."""
    half = LINE / 2
    for shift in (0.0, -LINE, LINE):
        for left in (x + GAP, x - GAP - long):
            yield Box(left, y - half + shift, left + long, y + half + shift)
    for middle in (y - GAP - half, y + GAP + half, y - GAP - 1.5 * LINE, y + GAP + 1.5 * LINE):
        for left in (x - long / 2, x - long / 5, x - long * 4 / 5):
            yield Box(left, middle - half, left + long, middle + half)
