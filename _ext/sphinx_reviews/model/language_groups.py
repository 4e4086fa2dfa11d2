"""Reviews of one subject in several languages: which side is older."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .records import Review

if TYPE_CHECKING:
    from .catalogue import Catalogue


def groups(catalogue: Catalogue) -> Mapping[tuple[str, str], tuple[Review, ...]]:
    """Return the reviews of each (kind, ref), newest first; equal days in the site's order."""
    order = {lang: index for index, lang in enumerate(catalogue.settings.languages)}
    members: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in catalogue.reviews:
        members[review.kind, review.ref].append(review)
    return {
        key: tuple(sorted(sides, key=lambda r: (-r.reviewed.toordinal(), order[r.lang])))
        for key, sides in members.items()
    }


def newer_side(catalogue: Catalogue, review: Review) -> Review | None:
    """Return the newest review of the same subject in another language if it is newer.

    The page of the older side tells its reader so.
    """
    others = catalogue.translations(review)
    newest = max(others, key=lambda other: other.reviewed, default=None)
    return newest if newest and newest.reviewed > review.reviewed else None
