"""Which reviews a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .catalogue import Catalogue, best_first
from .records import Kind, Review
from .text import did_you_mean

PLAIN_SORTS = ("overall", "price", "date", "name")


@dataclass(frozen=True, slots=True)
class Query:
    """A selection of reviews: every condition given must hold, all tags included.

    ``sort`` is ``overall``, ``price``, ``date``, ``name`` or a criterion's id; a leading ``-``
    turns the usual direction round (best, cheapest, newest, A to Z come first).
    """

    lang: str
    kind: Kind = "product"
    company: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    sort: str = "overall"
    limit: int = 0


def select(catalogue: Catalogue, query: Query) -> tuple[Review, ...]:
    """Return the reviews that fit, ordered; reviews without the value sorted by come last."""
    if query.refs:
        named = (catalogue.get(query.kind, ref, query.lang) for ref in query.refs)
        return tuple(review for review in named if review)
    found: tuple[Review, ...] = catalogue.of_kind(query.kind, query.lang)
    if query.company:
        found = tuple(r for r in found if r.company_id == query.company)
    if query.category:
        inside = {r.key for r in catalogue.in_category(query.category, query.lang)}
        found = tuple(r for r in found if r.key in inside)
    for label in query.tags:
        tag = catalogue.tag(label, query.lang)
        carriers = {r.key for r in tag.reviews} if tag else set()
        found = tuple(r for r in found if r.key in carriers)
    ordered = order(catalogue, found, query.sort)
    return ordered[: query.limit] if query.limit else ordered


def order(catalogue: Catalogue, reviews: tuple[Review, ...], sort: str) -> tuple[Review, ...]:
    """Return the reviews ordered by a sort word; raise ValueError for an unknown one."""
    name = sort.removeprefix("-")
    value, descending = _sort_value(catalogue, name)
    base = best_first(reviews)
    known = [review for review in base if value(review) is not None]
    unknown = tuple(review for review in base if value(review) is None)
    known.sort(key=value, reverse=descending is not sort.startswith("-"))
    return (*known, *unknown)


def _sort_value(catalogue: Catalogue, name: str) -> tuple[Callable[[Review], Any], bool]:
    """Return the value sorted by and whether it usually descends."""
    if name == "overall":
        return (lambda review: review.overall), True
    if name == "date":
        return (lambda review: review.reviewed), True
    if name == "price":
        return (lambda review: review.price.amount if review.price else None), False
    if name == "name":
        return (lambda review: review.target_name.casefold()), False
    try:
        index = catalogue.rubric.index(name)
    except KeyError:
        raise ValueError(f"unknown sort {name!r}{_hint(catalogue, name)}") from None
    return (lambda review: review.scores[index]), True


def _hint(catalogue: Catalogue, name: str) -> str:
    known = (*PLAIN_SORTS, *(criterion.id for criterion in catalogue.rubric.criteria))
    return f"; {did_you_mean(name, known) or 'known: ' + ', '.join(known)}"
