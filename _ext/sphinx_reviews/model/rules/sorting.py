"""Categories that nothing tells, or that more than one word speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..categories import Classified
from ..diagnostics import Code, Diagnostic
from ..records import Review
from .file import finding_about

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def categories(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Tell the products whose category is doubtful or missing."""
    if not catalogue.settings.the_categories:
        return
    for review in catalogue.reviews:
        classified = catalogue.classified(review)
        if review.kind == "product" and not classified.category and not review.category:
            text = "no word of the review speaks for a category"
            hint = "write `category: ` with one of the site's ids"
            yield finding_about(review, Code.CATEGORY_NONE, text, key="tags", hint=hint)
        elif classified.category and (classified.rivals or classified.by == "summary"):
            yield _doubt(review, classified, classified.category.id)


def _doubt(review: Review, classified: Classified, chosen: str) -> Diagnostic:
    rivals = ", ".join(category.id for category in classified.rivals)
    text = (
        f"the {classified.by} put it here, though its tags speak for {rivals} too"
        if rivals
        else ("only its summary speaks for this category")
    )
    return finding_about(
        review, Code.CATEGORY_DOUBTFUL, text, key="tags", value=chosen,
        hint=f"write `category: {chosen}` where that is right",
    )  # fmt: skip
