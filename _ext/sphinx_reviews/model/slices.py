"""Which reviews' facts a page shows, as one hash: worked out in a tenth of the time of its views.

Under the same steady facts (``facts.py``) equal hashes mean equal views: names, addresses and who
belongs to what are the same then, so all that can differ is what the reviews shown here score and
cost, their days, and their places among others. Whoever lets a view show something else of the
catalogue adds it here; tests move facts and compare both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from .facts import facts_of
from .language_groups import newer_side
from .records import Review

if TYPE_CHECKING:
    from .catalogue import Catalogue

Group = Sequence[Review]


def slice_of(reviews: Iterable[Review], *beside: object) -> str:
    """Return a hash of the reviews' facts, in this order, and of what else a page shows."""
    hasher = blake2b(repr(beside).encode("utf-8", "surrogatepass"), digest_size=16)
    for review in reviews:
        hasher.update((review.facts or facts_of(review)).encode())
    return hasher.hexdigest()


def review_slice(catalogue: Catalogue, review: Review) -> str:
    """Return a hash of what a review's page shows of the catalogue."""
    groups = [*_groups(catalogue, review)]
    shown = (other for group in groups for other in group)
    return slice_of((review, *shown), [len(group) for group in groups], *_places(catalogue, review))


def _groups(catalogue: Catalogue, review: Review) -> Iterator[Group]:
    """Yield the reviews that a review's page shows, by what they are to it."""
    newer = newer_side(catalogue, review)
    yield catalogue.named_by(review)
    yield catalogue.translations(review)
    yield (newer,) if newer else ()
    if review.kind == "company":
        yield catalogue.products_of(review.company_id, review.lang)
        return
    company, equivalent = catalogue.company_of(review), catalogue.equivalent(review)
    yield from catalogue.peers(review).around(review, 2)
    yield from catalogue.price_neighbours(review)
    yield catalogue.names(review)
    yield (equivalent,) if equivalent else ()
    yield catalogue.equivalent_of(review)
    yield (company,) if company else ()


def _places(catalogue: Catalogue, review: Review) -> Iterator[tuple[object, ...]]:
    """Yield a review's places among its peers and, for a product, within its maker's."""
    rankings = [catalogue.peers(review)]
    if review.kind == "product":
        rankings.append(catalogue.maker_ranking(review))
    for ranking in rankings:
        place = ranking.standing(review)
        yield (place.rank, place.count, place.better_than)
