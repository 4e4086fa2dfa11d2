"""Why a product has its score: the sum of its cost score, and whose evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .amounts import agrees
from .catalogue import Catalogue
from .entries import Entry, entry
from .evidence import domain_of
from .money import Money
from .records import Review
from .stated import Claim


@dataclass(frozen=True, slots=True)
class CostSum:
    """The division that gives the cost score: the cheaper equal's price by the product's own."""

    cheaper: Money
    price: Money
    result: Decimal
    equivalent: Entry | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a score rests on: its sum, where one is stated, and the sources by whose they are."""

    cost: CostSum | None
    sources: int
    independent: int
    """Sources with an address that is not the maker's own."""

    sites: int
    """Different sites among the independent ones."""


def grounds(catalogue: Catalogue, review: Review) -> Grounds:
    """Return what a product's score rests on, from its own file."""
    hosts = [{domain_of(url) for url in source.urls} - {""} for source in review.sources]
    others = [{host for host in cited if not _own(host, review.company_id)} for cited in hosts]
    return Grounds(
        _cost(catalogue, review),
        len(review.sources),
        sum(bool(cited) for cited in others),
        len(set().union(*others)),
    )


def _own(host: str, company_id: str) -> bool:
    """Tell whether a site is the maker's: a part of its name is the maker's id."""
    wanted = company_id.replace("-", "")
    return any(part.replace("-", "") == wanted for part in host.split("."))


def _cost(catalogue: Catalogue, review: Review) -> CostSum | None:
    """Return the stated sum whose result is the cost score and whose divisor is the price."""
    ids = [criterion.id for criterion in catalogue.rubric.criteria]
    cost = catalogue.rubric.cost
    if review.price is None or cost not in ids:
        return None
    score = review.scores[ids.index(cost)]
    for claim in review.claims:
        if claim.section == cost and _gives(claim, score) and _divides(claim, review.price):
            equivalent = catalogue.equivalent(review)
            return CostSum(
                Money(claim.a.value, review.price.currency),
                Money(claim.b.value, review.price.currency),
                score,
                entry(catalogue, equivalent) if equivalent else None,
            )
    return None


def _divides(claim: Claim, price: Money) -> bool:
    """Tell whether the claim divides by the product's price, in its currency."""
    named = {claim.a.currency, claim.b.currency, price.currency} - {""}
    return len(named) == 1 and agrees(claim.b, price.amount)


def _gives(claim: Claim, score: Decimal) -> bool:
    return any(result.value == score for result in claim.results)
