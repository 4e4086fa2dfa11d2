"""Categories that nothing tells, or that more than one word speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..categories import Placed
from ..diagnostics import Code, Diagnostic
from ..records import Review
from .file import found_in

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def categories(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Tell the products whose category is doubtful or missing."""
    if not catalogue.settings.the_categories:
        return
    for review in catalogue.reviews:
        sorted_in = catalogue.placed(review)
        if review.kind == "product" and not sorted_in.category and not review.category:
            text = "no word of the review speaks for a category"
            hint = "write `category: ` with one of the site's ids"
            yield found_in(review, Code.CATEGORY_NONE, text, key="tags", hint=hint)
        elif sorted_in.category and (sorted_in.rivals or sorted_in.by == "summary"):
            yield _doubt(review, sorted_in, sorted_in.category.id)


def _doubt(review: Review, sorted_in: Placed, chosen: str) -> Diagnostic:
    rivals = ", ".join(category.id for category in sorted_in.rivals)
    text = (
        f"the {sorted_in.by} put it here, though its tags speak for {rivals} too"
        if rivals
        else ("only its summary speaks for this category")
    )
    return found_in(
        review, Code.CATEGORY_DOUBTFUL, text, key="tags", value=chosen,
        hint=f"write `category: {chosen}` where that is right",
    )  # fmt: skip
