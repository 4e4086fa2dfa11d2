"""Which reviews a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from .catalogue import Catalogue, best_first
from .columns import Column
from .records import Kind, Review
from .text import did_you_mean


@dataclass(frozen=True, slots=True)
class Query:
    """A selection of reviews: every condition given must hold, all tags included.

    ``sort`` is a column's id; a leading ``-`` turns the usual direction round (best, cheapest,
    newest, A to Z come first).
    """

    lang: str
    kind: Kind = "product"
    company: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    author: str = ""
    sort: str = "overall"
    limit: int = 0


def select(catalogue: Catalogue, query: Query) -> tuple[Review, ...]:
    """Return the reviews that fit, ordered; reviews without the value sorted by come last."""
    if query.refs:
        named = (catalogue.get(query.kind, ref, query.lang) for ref in query.refs)
        return tuple(review for review in named if review)
    least, *others = _conditions(catalogue, query)
    keys = [{review.key for review in reviews} for reviews in others]
    fitting = tuple(
        review
        for review in least
        if review.kind == query.kind
        and query.company in ("", review.company_id)
        and all(review.key in inside for inside in keys)
    )
    ordered = order(catalogue, fitting, query.sort)
    return ordered[: query.limit] if query.limit else ordered


def candidates(catalogue: Catalogue, query: Query) -> tuple[Review, ...]:
    """Return reviews of which a query selects some; which these are follows from steady facts."""
    if query.refs:
        return select(catalogue, query)
    return _conditions(catalogue, query)[0]


def _conditions(catalogue: Catalogue, query: Query) -> list[tuple[Review, ...]]:
    """Return the reviews that meet each condition, the fewest first.

    So a page for each tag need not look at all reviews.
    """
    return sorted(_each_condition(catalogue, query), key=len)


def _each_condition(catalogue: Catalogue, query: Query) -> Iterator[tuple[Review, ...]]:
    """Yield the reviews, of whichever kind, that meet each condition."""
    if query.category:
        yield catalogue.in_category(query.category, query.lang)
    for label in query.tags:
        tag = catalogue.tag(label, query.lang)
        yield tag.reviews if tag else ()
    if query.author:
        author = catalogue.author(query.author, query.lang)
        yield author.reviews if author else ()
    if not (query.category or query.tags or query.author):
        yield catalogue.of_kind(query.kind, query.lang)


def order(catalogue: Catalogue, reviews: tuple[Review, ...], sort: str) -> tuple[Review, ...]:
    """Return the reviews ordered by a sort word; raise ValueError for an unknown one."""
    column = _column(catalogue, sort.removeprefix("-"))
    keyed = [(column.key(catalogue, review), review) for review in best_first(reviews)]
    known = [item for item in keyed if item[0] is not None]
    unknown = tuple(review for key, review in keyed if key is None)
    known.sort(key=itemgetter(0), reverse=column.least_first is sort.startswith("-"))
    return (*(review for _, review in known), *unknown)


def _column(catalogue: Catalogue, name: str) -> Column:
    try:
        return catalogue.columns[name]
    except KeyError:
        known = catalogue.columns.ids
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        raise ValueError(f"unknown sort {name!r}; {hint}") from None
