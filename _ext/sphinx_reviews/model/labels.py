"""The interface words that more than one output shows, in one language.

Every ``_("…")`` here and in the templates has its translation in ``locale/<lang>.po``.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal

from .columns import Column
from .comparisons import ComparedTexts
from .criteria import BandView, CriteriaView, CriterionView
from .curves import Curve, Plot
from .entries import Card
from .formats import Formats
from .history import Change, Step
from .money import Money
from .rubric import Rubric
from .views import Placing, Relation
from .weights import Preset


@dataclass(frozen=True)
class Labels:
    """Words of one language; attributes are phrases, methods fill in numbers and names."""

    words: gettext.NullTranslations
    formats: Formats

    def _(self, message: str) -> str:
        return self.words.gettext(message)

    @property
    def overall(self) -> str:  # noqa: D102
        return self._("Overall score")

    @property
    def score(self) -> str:  # noqa: D102
        return self._("Score")

    @property
    def price(self) -> str:  # noqa: D102
        return self._("Price")

    @property
    def no_price(self) -> str:  # noqa: D102
        return self._("not given")

    @property
    def dash(self) -> str:
        """Return what stands in a list where nothing is given."""
        return "–"

    @property
    def specifications(self) -> str:  # noqa: D102
        return self._("Specifications")

    @property
    def paid_link(self) -> str:
        """Return what stands beside a link that the site is paid for."""
        return self._("(paid link)")

    def disclosure(self, card: Card) -> str:
        """Return what readers are told of paid links: the site's words, else ours."""
        return card.disclosure or self._(
            "We earn a commission when you buy through links marked as paid. "
            "It changes neither the price nor the score."
        )

    @property
    def maker(self) -> str:  # noqa: D102
        return self._("Maker")

    @property
    def category(self) -> str:  # noqa: D102
        return self._("Category")

    @property
    def reviewed(self) -> str:  # noqa: D102
        return self._("Reviewed")

    @property
    def rank(self) -> str:  # noqa: D102
        return self._("Rank")

    @property
    def pros(self) -> str:  # noqa: D102
        return self._("In its favour")

    @property
    def cons(self) -> str:  # noqa: D102
        return self._("Against it")

    @property
    def standing(self) -> str:  # noqa: D102
        return self._("Where it stands")

    @property
    def just_above(self) -> str:  # noqa: D102
        return self._("Scored just above")

    @property
    def just_below(self) -> str:  # noqa: D102
        return self._("Scored just below")

    @property
    def just_cheaper(self) -> str:  # noqa: D102
        return self._("A little cheaper")

    @property
    def just_dearer(self) -> str:  # noqa: D102
        return self._("A little dearer")

    @property
    def names(self) -> str:  # noqa: D102
        return self._("Named in this review")

    @property
    def named_by(self) -> str:  # noqa: D102
        return self._("Reviews that name it")

    @property
    def equivalent(self) -> str:  # noqa: D102
        return self._("The cheaper equivalent named here")

    @property
    def equivalent_of(self) -> str:  # noqa: D102
        return self._("Named as the cheaper equivalent of")

    @property
    def criterion(self) -> str:  # noqa: D102
        return self._("Criterion")

    @property
    def company_score(self) -> str:  # noqa: D102
        return self._("Company")

    @property
    def product_median(self) -> str:  # noqa: D102
        return self._("Median of its products")

    @property
    def company_and_products(self) -> str:  # noqa: D102
        return self._("The company and its products")

    @property
    def products(self) -> str:  # noqa: D102
        return self._("Reviewed products")

    @property
    def domain(self) -> str:  # noqa: D102
        return self._("Domain")

    @property
    def reviews(self) -> str:  # noqa: D102
        return self._("Reviews")

    @property
    def review(self) -> str:  # noqa: D102
        return self._("Review")

    @property
    def source(self) -> str:  # noqa: D102
        return self._("Source")

    @property
    def accessed(self) -> str:  # noqa: D102
        return self._("Read on")

    @property
    def domains(self) -> str:  # noqa: D102
        return self._("Most cited domains")

    @property
    def oldest(self) -> str:  # noqa: D102
        return self._("Oldest evidence")

    @property
    def silent(self) -> str:  # noqa: D102
        return self._("Addresses that did not answer")

    @property
    def asked(self) -> str:  # noqa: D102
        return self._("Asked on")

    @property
    def cited_by(self) -> str:  # noqa: D102
        return self._("Cited by")

    @property
    def pairs(self) -> str:  # noqa: D102
        return self._("Products beside their cheaper equivalents")

    @property
    def website_only(self) -> str:  # noqa: D102
        return self._("This tool works on the website only.")

    @property
    def nothing(self) -> str:  # noqa: D102
        return self._("No review fits.")

    @property
    def best(self) -> str:  # noqa: D102
        return self._("best")

    @property
    def worst(self) -> str:  # noqa: D102
        return self._("worst")

    @property
    def front_note(self) -> str:  # noqa: D102
        return self._(
            "No other product here scores higher for the same money, or as high for less:"
        )

    def facts(self, products: int, companies: int, newest: Date | None) -> str:
        """Return how much a site has, and how new it is."""
        number, words = self.formats.number, self.words
        parts = (
            words.ngettext("{count} product", "{count} products", products).format(
                count=number(products)
            ),
            words.ngettext("{count} maker", "{count} makers", companies).format(
                count=number(companies)
            ),
        )
        sentence = self._("{products} and {makers} reviewed.").format(
            products=parts[0], makers=parts[1]
        )
        if newest is None:
            return sentence
        return sentence + self._(" The newest review is of {date}.").format(
            date=self.formats.date(newest)
        )

    @property
    def history(self) -> str:  # noqa: D102
        return self._("What has changed")

    def change(self, change: Change) -> str:
        """Return what changed on a day, in one phrase."""
        if not change.steps:
            return self._("Looked at again; scores and price stay.")
        return self._(", ").join(self._step(step) for step in change.steps)

    def changed(self, change: Change) -> str:
        """Return a day, what changed on it, and why."""
        sentence = self._(": ").join((self.formats.date(change.day), self.change(change)))
        return (
            self._("{phrase} ({remark})").format(phrase=sentence, remark=change.reason)
            if change.reason
            else sentence
        )

    def _step(self, step: Step) -> str:
        named = {"overall": self.overall, "price": self.price}
        return self._("{name} {before} → {after}").format(
            name=named.get(step.what, step.what),
            before=self._amount(step.before),
            after=self._amount(step.after),
        )

    def _amount(self, value: Decimal | Money | None) -> str:
        if value is None:
            return self.no_price
        return self.formats.money(value) if isinstance(value, Money) else self.formats.score(value)

    def out_of(self, value: str, high: str) -> str:
        """Return a score with its scale, such as ``0.8 of 1.0``."""
        return self._("{value} of {high}").format(value=value, high=high)

    def column(self, column: Column) -> str:
        """Return a column's heading."""
        return column.short_name(self.formats.lang, self.words.gettext)

    def row(self, column: Column) -> str:
        """Return the name of a comparison's row."""
        return column.name(self.formats.lang, self.words.gettext)

    @property
    def verdict(self) -> str:  # noqa: D102
        return self._("Verdict")

    def criteria_scale(self, view: CriteriaView) -> str:
        """Return on which scale the criteria are scored."""
        scale, score = view.scale, self.formats.score
        return self._("Every criterion is scored from {low} to {high} in steps of {step}.").format(
            low=score(scale.low), high=score(scale.high), step=score(scale.step)
        )

    def weighed(self, criterion: CriterionView) -> str:
        """Return a criterion's name, with its weight where weights differ."""
        if criterion.weight is None:
            return criterion.name
        weight = self._("weight {weight}").format(weight=self.formats.quantity(criterion.weight))
        return self._("{phrase} ({remark})").format(phrase=criterion.name, remark=weight)

    def criteria_sum(self, view: CriteriaView) -> str:
        """Return how the overall score comes about."""
        phrase = {
            "sum": self._("The overall score is the sum of the criteria, from {low} to {high}."),
            "mean": self._("The overall score is the mean of the criteria, from {low} to {high}."),
            "weighted-mean": self._(
                "The overall score is the weighted mean of the criteria, from {low} to {high}."
            ),
        }[view.combine]
        overall = view.overall
        return phrase.format(
            low=self.formats.score(overall.low), high=self.formats.score(overall.high)
        )

    def span(self, band: BandView) -> str:
        """Return which overall scores get a verdict."""
        score = self.formats.score
        return self._("{low} to {high}").format(low=score(band.low), high=score(band.high))

    def compared(self, row: ComparedTexts) -> str:
        """Return the name of a comparison's row of texts."""
        return {"summary": self._("Summary"), "pros": self.pros, "cons": self.cons}[row.id]

    def weights(self, rubric: Rubric, preset: Preset) -> str:
        """Return what a preset's ranking counts."""
        used = zip(rubric.criteria, preset.weights, strict=True)
        weights = self._(", ").join(
            self._("{criterion} × {weight}").format(
                criterion=c.name(self.formats.lang), weight=weight
            )
            for c, weight in used
            if weight
        )
        return self._("Ranked by these weights: {weights}").format(weights=weights)

    def curve(self, plot: Plot, curve: Curve) -> str:
        """Return how far a curve goes, in words."""
        (low_at, low), (high_at, high) = curve.least, curve.most
        across, up = plot.across, plot.up
        return self._("{name}: lowest {low} at {low_at}, highest {high} at {high_at}.").format(
            name=curve.name,
            low=self.formats.sample(low, up),
            low_at=self.formats.quantity(Decimal(f"{low_at:g}"), across.unit),
            high=self.formats.sample(high, up),
            high_at=self.formats.quantity(Decimal(f"{high_at:g}"), across.unit),
        )

    def values(self, plot: Plot) -> list[list[str]]:
        """Return a plot's values at the ticks as a table with a head."""
        single = len(plot.curves) == 1
        head = [plot.across.name, *(plot.up.name if single else c.name for c in plot.curves)]
        rows = [
            [
                self.formats.quantity(Decimal(f"{tick.value:g}")),
                *(self.formats.sample(c.samples[n], plot.up) or self.dash for c in plot.curves),
            ]
            for n, tick in enumerate(plot.across.ticks)
        ]
        return [head, *rows]

    def relation(self, relation: Relation) -> str:
        """Return the heading of a relation."""
        return {
            "above": self.just_above,
            "below": self.just_below,
            "cheaper": self.just_cheaper,
            "dearer": self.just_dearer,
            "equivalent": self.equivalent,
            "equivalent_of": self.equivalent_of,
            "names": self.names,
            "named_by": self.named_by,
            "company": self.company_score,
        }[relation.id]

    def group(self, placing: Placing) -> str:
        """Return the group that a standing is in."""
        return {
            "category": self._("in the category {name}").format(name=placing.name),
            "maker": self._("among the products of {name}").format(name=placing.name),
            "all": self._("among all"),
        }[placing.group]

    def better(self, placing: Placing) -> str:
        """Return the share of the others that a standing is above; nothing where there are none."""
        if placing.standing.better_than is None:
            return ""
        return self._("scores higher than {percent} % of the others").format(
            percent=placing.standing.better_than
        )

    def rank_of(self, placing: Placing) -> str:
        """Return a standing's rank and group."""
        return self._("Rank {rank} of {count} {group}").format(
            rank=placing.standing.rank, count=placing.standing.count, group=self.group(placing)
        )

    def placing(self, placing: Placing) -> str:
        """Return a standing in one phrase."""
        phrase, better = self.rank_of(placing), self.better(placing)
        if not better:
            return phrase
        return self._("{phrase} ({remark})").format(phrase=phrase, remark=better)
