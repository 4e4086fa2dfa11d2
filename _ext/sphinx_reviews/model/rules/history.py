"""The ledger holds what the reviews say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..dates import today
from ..diagnostics import Code, Diagnostic, diagnostic
from ..unpublished import waits

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def behind(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Find reviews of which the ledger does not hold scores, price and date."""
    file, day = catalogue.settings.ledger, today()
    if not file:
        return
    if not catalogue.lists.states and catalogue.reviews:
        yield diagnostic(Code.LEDGER_BEHIND, file, 1, "the ledger holds nothing yet")
        return
    for review in catalogue.reviews:
        if not waits(review, day) and catalogue.state_now(review, day):
            message = "the ledger does not hold this state of the review"
            line, value = review.mark("rating").line, f"{review.overall}, {review.reviewed}"
            yield diagnostic(
                Code.LEDGER_BEHIND, review.path, line, message,
                value=value, ref=review.ref, lang=review.lang,
            )  # fmt: skip
