"""The order of front-matter keys: that of most reviews of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic
from ..records import Review
from .file import finding_about

if TYPE_CHECKING:
    from ..catalogue import Catalogue

FEWEST = 3
"""Reviews with one order that make it the usual one, if they are more than half."""


def usual_order(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the keys in the order of most reviews, nothing where no order is usual.

    Reviews that leave keys out follow the order of those that have them.
    """
    written = Counter(_keys(review) for review in catalogue.reviews)
    if not written:
        return ()
    longest = max(written, key=lambda keys: (written[keys] >= FEWEST, written[keys], keys))
    following = sum(n for keys, n in written.items() if misplaced(keys, longest) is None)
    enough = written[longest] >= FEWEST and following * 2 > len(catalogue.reviews)
    return longest if enough else ()


def unusual(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Tell of reviews whose keys stand in another order than those of most."""
    usual = usual_order(catalogue)
    for review in catalogue.reviews if usual else ():
        key = misplaced(_keys(review), usual)
        if key:
            yield finding_about(
                review,
                Code.FRONT_MATTER_ORDER,
                "the keys stand in another order than in most reviews",
                key=key,
                value=key,
                hint=f"the usual order is {', '.join(usual)}",
            )


def misplaced(keys: Sequence[str], usual: Sequence[str]) -> str | None:
    """Return the first key that stands before one that usually precedes it, or None."""
    order = [(usual.index(key), key) for key in keys if key in usual]
    pairs = pairwise(order)
    return next((key for (index, key), (after, _) in pairs if after < index), None)


def _keys(review: Review) -> tuple[str, ...]:
    return tuple(sorted(review.marks, key=lambda key: review.marks[key].line))
