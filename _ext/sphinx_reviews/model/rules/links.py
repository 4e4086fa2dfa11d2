"""What reviews name and link to: equivalents that cannot be, links that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..diagnostics import Code, Diagnostic
from ..equivalents import chain
from ..questions import unknown
from ..records import Mark, Review
from ..text import did_you_mean
from .compared import is_pair
from .file import finding_about

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def targets(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Tell of links to reviews that are not there.

    An address counts as a review's where reviews stand beside it: other addresses may belong to
    pages that are drawn or copied.
    """
    linking = [review for review in catalogue.reviews if review.links]
    if not linking:
        return
    yield from (finding for review in linking for finding in _names(catalogue, review))
    folders = {posixpath.dirname(r.permalink.rstrip("/")) for r in catalogue.reviews} - {"/"}
    for review in linking:
        refs = [other.ref for other in catalogue.reviews if other.lang == review.lang]
        for link in (link for link in review.links if not link.role):
            target = unquote(link.target.partition("#")[0].partition("?")[0])
            if _leads_nowhere(catalogue, review, target, folders):
                name = posixpath.basename(target.rstrip("/")).removesuffix(".md")
                yield finding_about(
                    review,
                    Code.LINK_UNKNOWN,
                    "no review stands where the link leads",
                    line=link.line,
                    value=link.target,
                    hint=did_you_mean(name, refs),
                )


def _names(catalogue: Catalogue, review: Review) -> Iterator[Diagnostic]:
    """Tell of roles that name a ref which no review of the kind has, or a tag without reviews."""
    for link in (link for link in review.links if link.role):
        complaint = unknown(catalogue, link.role, link.target, review.lang)
        if complaint:
            message, hint = complaint
            code = Code.DIRECTIVE_UNKNOWN_REF
            yield finding_about(review, code, message, line=link.line, hint=hint)


def _leads_nowhere(catalogue: Catalogue, review: Review, target: str, folders: set[str]) -> bool:
    if target.startswith("/"):
        beside = posixpath.dirname(target.rstrip("/")) in folders
        return beside and not catalogue.docname_at(target)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(review.path), target))
    return path.removesuffix(".md") not in catalogue.by_docname


def equivalents(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Judge every link from a product to its cheaper equivalent."""
    for review in catalogue.reviews:
        if review.equivalent and review.kind == "product":
            yield from _unknown(catalogue, review)
        other = catalogue.equivalent(review)
        if other:
            yield from _circle(catalogue, review)
            if not _taken_as_pair(catalogue, review, other):
                yield from _price(review, other, _maker_mark(catalogue, review))


def _maker_mark(catalogue: Catalogue, review: Review) -> Mark:
    """Return where the claim that makes the link stands; line 0 where the front matter makes it."""
    own = (Mark(c.line, c.column) for c in review.claims if c.section == catalogue.rubric.cost)
    return Mark(0) if review.equivalent else next(own, Mark(1))


def _taken_as_pair(catalogue: Catalogue, review: Review, other: Review) -> bool:
    """Tell whether one of the two prices is that of a pair: by the ratio that the text works out.

    A ratio has no currency, so it counts whatever the reviews are priced in.
    """
    mine, theirs = review.price, other.price
    if not mine or not theirs or mine.currency != theirs.currency or not mine.amount:
        return False
    own = [c for c in review.claims if c.section == catalogue.rubric.cost and c.quotient]
    return any(is_pair(theirs.amount / mine.amount / claim.quotient) for claim in own)


def _unknown(catalogue: Catalogue, review: Review) -> Iterator[Diagnostic]:
    if review.equivalent == review.ref:
        message, hint = "a product cannot be its own equivalent", "name another one"
    elif catalogue.get("product", review.equivalent, review.lang):
        return
    else:
        refs = [r.ref for r in catalogue.of_kind("product", review.lang)]
        message = f"no product in {review.lang!r} has this ref"
        hint = did_you_mean(review.equivalent, refs)
    yield finding_about(
        review,
        Code.EQUIVALENT_UNKNOWN,
        message,
        key="equivalent",
        value=review.equivalent,
        hint=hint,
    )


def _circle(catalogue: Catalogue, review: Review) -> Iterator[Diagnostic]:
    steps = chain(catalogue.equivalents, review.key)
    closed = len(steps) > 2 and steps[-1] == review.key
    line, column = _maker_mark(catalogue, review)
    names = " → ".join(catalogue.by_key[key].target_name for key in steps)
    if closed:
        yield finding_about(
            review,
            Code.EQUIVALENT_CYCLE,
            "the cheaper equivalents lead round in a circle",
            key="equivalent",
            line=line,
            column=column,
            value=names,
            cause=catalogue.by_key[steps[1]],
        )
    elif len(steps) > 2:
        last = catalogue.by_key[steps[-1]].target_name
        yield finding_about(
            review,
            Code.EQUIVALENT_STALE,
            "the equivalent has a cheaper equivalent itself",
            key="equivalent",
            line=line,
            column=column,
            value=names,
            hint=f"compare with {last}",
            cause=catalogue.by_key[steps[1]],
        )


def _price(review: Review, other: Review, mark: Mark) -> Iterator[Diagnostic]:
    mine, theirs = review.price, other.price
    if mine and theirs and mine.currency == theirs.currency and theirs.amount > mine.amount:
        yield finding_about(
            review,
            Code.EQUIVALENT_DEARER,
            "the equivalent is dearer by its own review",
            key="equivalent",
            line=mark.line,
            column=mark.column,
            value=f"{other.target_name} {theirs.amount:f} > {mine.amount:f} {mine.currency}",
            cause=other,
        )
