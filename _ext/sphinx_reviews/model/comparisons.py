"""Reviews side by side: which rows there are, and what is best and worst in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import Catalogue
from .columns import Column, Value, sortable
from .curves import Plot, plots
from .entries import Card, card
from .money import Money
from .records import Review


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row of a comparison: a value per subject (None: not given), which are best and worst.

    ``best`` and ``worst`` are empty where all given values are equal, or where amounts have
    several currencies.
    """

    column: Column
    values: tuple[Value, ...]
    best: frozenset[int] = frozenset()
    worst: frozenset[int] = frozenset()

    @property
    def differs(self) -> bool:
        """Tell whether the subjects differ in this row."""
        return bool(self.best)

    def behind(self, index: int) -> Decimal | None:
        """Return how far a number is from the best one, nothing where it is that."""
        value = self.values[index]
        if value is None or not self.best or index in self.best:
            return None
        gap = sortable(value) - sortable(self.values[min(self.best)])
        return gap if isinstance(gap, Decimal) else Decimal(gap)


@dataclass(frozen=True, slots=True)
class ComparedTexts:
    """A row of texts: ``id`` is ``summary``, ``pros`` or ``cons``; a tuple per subject."""

    id: str
    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Several reviews side by side: rows of values, then rows of texts."""

    cards: tuple[Card, ...]
    rows: tuple[ComparisonRow, ...]
    texts: tuple[ComparedTexts, ...] = ()
    plots: tuple[Plot, ...] = ()
    """Their series, laid over another."""


def comparison(catalogue: Catalogue, reviews: Sequence[Review]) -> ComparisonView:
    """Return the reviews side by side; a row that nobody has a value in is left out."""
    rows = (
        compared(column, [column.value(catalogue, review) for review in reviews])
        for column in catalogue.columns.compared
    )
    cards = tuple(card(catalogue, review) for review in reviews)
    given = tuple(row for row in rows if any(value is not None for value in row.values))
    drawn = plots(catalogue, reviews, reviews[0].lang) if reviews else ()
    return ComparisonView(cards, given, _texts(reviews), drawn)


def _texts(reviews: Sequence[Review]) -> tuple[ComparedTexts, ...]:
    rows = (
        ComparedTexts("summary", tuple((r.summary,) for r in reviews)),
        ComparedTexts("pros", tuple(r.pros for r in reviews)),
        ComparedTexts("cons", tuple(r.cons for r in reviews)),
    )
    return tuple(row for row in rows if any(row.texts))


def compared(column: Column, values: Sequence[Value]) -> ComparisonRow:
    """Return a row with its best and worst values marked, where the values differ."""
    given = [sortable(value) for value in values if value is not None]
    if len(set(given)) < 2 or not column.numeric or len(_currencies(values)) > 1:
        return ComparisonRow(column, tuple(values))
    ends = min(given), max(given)
    best, worst = ends if column.least_first else ends[::-1]
    return ComparisonRow(column, tuple(values), _at(values, best), _at(values, worst))


def _at(values: Sequence[Value], wanted: object) -> frozenset[int]:
    return frozenset(
        i for i, value in enumerate(values) if value is not None and sortable(value) == wanted
    )


def _currencies(values: Sequence[Value]) -> set[str]:
    return {value.currency for value in values if isinstance(value, Money)}
