"""Some of all combinations: each value of an axis meets each value of every other axis.

What goes wrong on a page goes wrong for one reason, or where two meet: a page and a width, a theme
and a colour scheme. So the full product is left to the long run, where ``REVIEWS_PRODUCTS=all``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

Row = tuple[Any, ...]
"""A value of each axis."""

Pair = tuple[int, int, int, int]
"""An axis and the place of a value there, and the same of a later axis."""


def everything() -> bool:
    """Tell whether all combinations are to be tried."""
    return os.environ.get("REVIEWS_PRODUCTS") == "all"


def pairs(*axes: Sequence[Any]) -> list[Row]:
    """Return combinations in which every pair of values of two axes occurs.

    They are the same in each run and each process. Two axes have no more than their product, and
    three of which one is long have little more than it times the longer of the others.
    """
    few = len(axes) < 2 or not all(axes)
    if few or everything():
        return list(product(*axes))
    left = dict.fromkeys(_all_pairs([len(axis) for axis in axes]))
    rows = []
    while left:
        row = _row(next(iter(left)), left, axes)
        for pair in _pairs_of(row):
            left.pop(pair, None)
        rows.append(tuple(axis[place] for axis, place in zip(axes, row.values(), strict=True)))
    return rows


def _all_pairs(sizes: Sequence[int]) -> list[Pair]:
    """Return every pair that must occur."""
    return [
        (one, here, other, there)
        for one, other in combinations(range(len(sizes)), 2)
        for here, there in product(range(sizes[one]), range(sizes[other]))
    ]


def _row(first: Pair, left: dict[Pair, None], axes: Sequence[Sequence[Any]]) -> dict[int, int]:
    """Return the place in each axis: a pair that is left, and with it as many others as can be."""
    row = {first[0]: first[1], first[2]: first[3]}
    for axis in range(len(axes)):
        if axis not in row:
            row[axis] = max(range(len(axes[axis])), key=lambda n: _gain(row | {axis: n}, left))
    return dict(sorted(row.items()))


def _gain(row: dict[int, int], left: dict[Pair, None]) -> int:
    """Count the pairs of a row that are left."""
    return sum(pair in left for pair in _pairs_of(row))


def _pairs_of(row: dict[int, int]) -> list[Pair]:
    """Return the pairs that a row has."""
    return [(*one, *other) for one, other in combinations(sorted(row.items()), 2)]
