"""Which products to choose: a few of a category up to a price, each with a reason from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from functools import cached_property
from typing import Literal

from .catalogue import Catalogue, best_first
from .entries import Entry, entry
from .memo import Memo
from .money import Money
from .records import Review
from .rubric import Criterion
from .weights import Preset, by_weights, own_score, rounded_score

LEAST = 5
"""Products that a choice needs; with fewer, the list is the choice."""

MOST, FEWEST, NEAR = 5, 3, 4
"""Picks at most, picks that are aimed at, and products that nearly made it."""

Why = Literal[
    "top", "own-top", "cheapest-equal", "front", "criterion", "overall", "preset", "saves", "rank",
    "own-rank", "beaten", "behind", "dearer",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product was picked or was not; what the phrase for ``why`` needs is filled in."""

    why: Why
    count: int = 0
    score: Decimal = Decimal(0)
    name: str = ""
    other: Entry | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A product with the reasons for or against it."""

    entry: Entry
    reasons: tuple[Reason, ...]
    own: Decimal | None = None
    """Its score by the weights that the page has chosen."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """The picks of a category up to a price, what nearly made it, and what else there is."""

    category: str
    name: str
    limit: Money | None
    """None where any price is in reach."""

    picks: tuple[Pick, ...]
    near: tuple[Pick, ...]
    ranked: tuple[Entry, ...]
    """The best of all that were looked at."""

    count: int
    unpriced: int
    newest: Date
    limits: tuple[Money, ...]
    """The prices for which there is such a page."""

    preset: Preset | None = None
    """The weights that are chosen by; None for those of the overall score."""

    presets: tuple[Preset, ...] = ()
    """The weights for which there is such a page up to this price."""


def money_of(review: Review) -> Decimal:
    """Return the amount of a priced review."""
    return review.price.amount if review.price else Decimal(0)


class Contest:
    """The priced products of a category in one language, ordered once for every price."""

    def __init__(
        self, catalogue: Catalogue, category: str, lang: str, preset: Preset | None = None
    ) -> None:
        """Order the products: the best first, of equals the cheapest."""
        self.catalogue, self.category, self.lang = catalogue, category, lang
        self.preset = preset
        self.currency = catalogue.settings.currency(lang)
        everything = best_first(catalogue.in_category(category, lang))
        priced = [r for r in everything if r.price and r.price.currency == self.currency]
        self.unpriced = len(everything) - len(priced)
        self._values = {r.key: self._worth(r) for r in priced}
        self.ranked = sorted(priced, key=lambda r: (-self.value(r), money_of(r)))
        self.presets = tuple(
            (each, tuple(r for _, r in by_weights(self.ranked, each.weights)))
            for each in (() if preset else catalogue.settings.the_presets)
        )
        first: Criterion = catalogue.rubric.criteria[0]
        self.criterion = first
        self.by_criterion = sorted(self.ranked, key=lambda r: -r.scores[0])

    def _worth(self, review: Review) -> Decimal:
        if self.preset is None:
            return review.overall
        return own_score(self.catalogue.rubric, review.scores, self.preset.weights)

    def value(self, review: Review) -> Decimal:
        """Return what a product is chosen by."""
        return self._values[review.key]

    @cached_property
    def limits(self) -> tuple[Money, ...]:
        """Return the site's price steps that part the products into groups worth a page."""
        amounts = sorted(map(money_of, self.ranked))
        limits: list[Money] = []
        below = 0
        for step in self.catalogue.settings.budgets.get(self.currency, ()):
            within = sum(amount <= step for amount in amounts)
            if within >= LEAST and within - below >= FEWEST and within < len(amounts):
                limits.append(Money(Decimal(step), self.currency))
                below = within
        return tuple(limits)

    def within(self, limit: Money | None) -> list[Review]:
        """Return the products up to a price, best first."""
        if limit is None:
            return self.ranked
        return [r for r in self.ranked if money_of(r) <= limit.amount]


def contest_of(
    catalogue: Catalogue, category: str, lang: str, preset: Preset | None = None
) -> Contest:
    """Return the products of a category; worked out once."""
    key = (category, lang, preset.id if preset else "")
    return _contests.of(catalogue, key, lambda: Contest(catalogue, category, lang, preset))


_contests: Memo[Catalogue, tuple[str, str, str], Contest] = Memo()


def weighted(
    catalogue: Catalogue, category: str, lang: str, limit: Money | None
) -> tuple[Preset, ...]:
    """Return the presets that have a page: where another product than the best overall is first.

    Where it is the same, the page without weights says so.
    """
    usual = contest_of(catalogue, category, lang)
    reviews = usual.within(limit)
    inside = {review.key for review in reviews}
    if len(reviews) < LEAST:
        return ()
    first = ((preset, _first(ranked, inside)) for preset, ranked in usual.presets)
    return tuple(preset for preset, review in first if review is not reviews[0])


def choices(
    catalogue: Catalogue,
    category: str,
    lang: str,
    limit: Money | None = None,
    preset: Preset | None = None,
) -> ChoiceView | None:
    """Return what to choose of a category up to a price, or None where too few are known."""
    contest = contest_of(catalogue, category, lang, preset)
    reviews = contest.within(limit)
    if len(reviews) < LEAST:
        return None
    picked = _picked(contest, reviews)
    names = {c.id: c.name(lang) for c in catalogue.settings.the_categories}
    return ChoiceView(
        category,
        names.get(category, category),
        limit,
        tuple(_pick(contest, r, reviews, picked) for r in picked),
        tuple(_near(contest, reviews, picked, limit)),
        tuple(entry(catalogue, r) for r in reviews[:20]),
        len(reviews),
        contest.unpriced,
        max(r.reviewed for r in reviews),
        contest.limits,
        preset,
        weighted(catalogue, category, lang, limit),
    )


def _picked(contest: Contest, reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Return the picks, best first: each stands for another way to choose."""
    inside = {review.key for review in reviews}
    front = front_of(contest, reviews)
    cap = max(map(money_of, reviews))
    wanted = [
        reviews[0],
        _best(reviews) if contest.preset else _first(contest.by_criterion, inside),
        *(_first(ranked, inside) for _, ranked in contest.presets),
        *(next((r for r in front if money_of(r) <= cap / part), None) for part in (2, 4)),
    ]
    chosen = {review.key: review for review in wanted if review}
    for review in (*front, *reviews):
        if len(chosen) < FEWEST:
            chosen.setdefault(review.key, review)
    few = list(chosen.values())[:MOST]
    return tuple(sorted(few, key=lambda r: (-contest.value(r), money_of(r), r.ref)))


def _best(reviews: Sequence[Review]) -> Review:
    """Return the product with the highest overall score, of equals the cheapest."""
    return min(reviews, key=lambda r: (-r.overall, money_of(r), r.ref))


def _first(ranked: Iterable[Review], inside: set[tuple[str, str, str]]) -> Review | None:
    return next((review for review in ranked if review.key in inside), None)


def front_of(contest: Contest, reviews: Sequence[Review]) -> list[Review]:
    """Return the products that score higher than all cheaper ones, best first.

    ``found`` stands best first, of equals the cheapest first.
    """
    front: list[Review] = []
    for review in reviews:
        if not front or (
            money_of(review) < money_of(front[-1])
            and contest.value(review) < contest.value(front[-1])
        ):
            front.append(review)
    return front


def _pick(
    contest: Contest, review: Review, reviews: Sequence[Review], picked: Sequence[Review]
) -> Pick:
    """Return a pick; one that only fills up has its rank as the reason."""
    reasons = tuple(_reasons(contest, review, reviews, picked))
    rank = 1 + sum(contest.value(other) > contest.value(review) for other in reviews)
    ranked = (
        Reason("own-rank" if contest.preset else "rank", rank, _weighed_score(contest, review)),
    )
    return Pick(entry(contest.catalogue, review), reasons or ranked, _own(contest, review))


def _own(contest: Contest, review: Review) -> Decimal | None:
    return _weighed_score(contest, review) if contest.preset else None


def _weighed_score(contest: Contest, review: Review) -> Decimal:
    """Return a product's score as it is shown."""
    return rounded_score(contest.value(review)) if contest.preset else review.overall


def _reasons(
    contest: Contest, review: Review, reviews: Sequence[Review], picked: Sequence[Review]
) -> Iterator[Reason]:
    """Yield what speaks for a pick; every number is one of the data."""
    price, value, score = money_of(review), contest.value(review), _weighed_score(contest, review)
    equal = [r for r in reviews if contest.value(r) == value]
    if review is reviews[0]:
        yield Reason("own-top" if contest.preset else "top", len(reviews), score)
    if len(equal) > 1 and all(money_of(r) > price for r in equal if r is not review):
        yield Reason("cheapest-equal", len(equal), score)
    cheaper = [r for r in reviews if money_of(r) < price]
    if cheaper and all(contest.value(r) < value for r in cheaper):
        yield Reason("front", len(cheaper), score)
    yield from _best_otherwise(contest, review, reviews)
    top = picked[0]
    if price < money_of(top) and value < contest.value(top):
        yield _saving(contest, review, top)


def _best_otherwise(
    contest: Contest, review: Review, reviews: Sequence[Review]
) -> Iterator[Reason]:
    """Yield where a product is first by another measure than the page's."""
    if contest.preset:
        best = max(r.overall for r in reviews)
        if review.overall == best:
            yield Reason("overall", score=best)
        return
    best = max(r.scores[0] for r in reviews)
    if review.scores[0] == best:
        yield Reason("criterion", score=best, name=contest.criterion.name(contest.lang))
    inside = {r.key for r in reviews}
    for preset, ranked in contest.presets:
        if review is _first(ranked, inside):
            yield _by_preset(contest, preset, review)


def _by_preset(contest: Contest, preset: Preset, review: Review) -> Reason:
    score = own_score(contest.catalogue.rubric, review.scores, preset.weights)
    return Reason("preset", score=rounded_score(score), name=preset.name(contest.lang))


def _saving(contest: Contest, review: Review, other: Review) -> Reason:
    less = Money(money_of(other) - money_of(review), contest.currency)
    gap = _weighed_score(contest, other) - _weighed_score(contest, review)
    return Reason("saves", score=gap, other=entry(contest.catalogue, other), money=less)


def _near(
    contest: Contest, reviews: Sequence[Review], picked: Sequence[Review], limit: Money | None
) -> Iterator[Pick]:
    """Yield the best that were not picked, each with what stands against it."""
    chosen = {review.key for review in picked}
    rest = [review for review in reviews if review.key not in chosen]
    for review in rest[: NEAR - 1 if limit else NEAR]:
        against = (_against(contest, review, picked),)
        yield Pick(entry(contest.catalogue, review), against, _own(contest, review))
    above = [r for r in contest.ranked if limit and money_of(r) > limit.amount]
    better = next((r for r in above if contest.value(r) > contest.value(picked[0])), None)
    if better and limit:
        more = Money(money_of(better) - limit.amount, contest.currency)
        reason = Reason("dearer", score=_weighed_score(contest, better), money=more)
        yield Pick(entry(contest.catalogue, better), (reason,), _own(contest, better))


def _against(contest: Contest, review: Review, picked: Sequence[Review]) -> Reason:
    """Return what stands against a product: a pick that beats it, else how far it is behind."""
    price, value = money_of(review), contest.value(review)
    beating = [r for r in picked if contest.value(r) >= value and money_of(r) <= price]
    if beating:
        best = min(beating, key=lambda r: (-contest.value(r), money_of(r)))
        saved = Money(price - money_of(best), contest.currency)
        other = entry(contest.catalogue, best)
        return Reason("beaten", score=_weighed_score(contest, best), other=other, money=saved)
    top = picked[0]
    return replace(_saving(contest, review, top), why="behind")
