"""Reviews that readers do not see yet: drafts, and those of a day that has not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date  # noqa: N812 - as in the records

from .dates import today
from .outcomes import Scan
from .records import Review


def waits(review: Review, day: Date) -> bool:
    """Tell whether a review is not to be seen on a day."""
    return review.draft or review.date > day


def published(scan: Scan) -> tuple[Scan, int]:
    """Return a scan without the files that readers do not see today, and how many these are.

    What is wrong with them is left out as well: nobody meets it, and the checks tell it.
    """
    day = today()
    outcomes = tuple(o for o in scan.outcomes if not (o.review and waits(o.review, day)))
    hidden = len(scan.outcomes) - len(outcomes)
    if not hidden:
        return scan, 0
    # Which files wait depends on the day: what was kept of another day is not that of this one.
    state = "\n".join((scan.state, *(o.review.path for o in outcomes if o.review)))
    return replace(scan, outcomes=outcomes, state=state if scan.state else ""), hidden
