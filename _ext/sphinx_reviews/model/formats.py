"""Numbers, prices and dates as a language writes them; the same in every output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is a method here
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_compact_currency, format_decimal

from .columns import Column, Named, Value
from .money import Money, format_money
from .rubric import round_to

if TYPE_CHECKING:
    from .comparisons import ComparisonRow
    from .curves import AxisScale


@lru_cache(maxsize=32)
def direction(lang: str) -> str:
    """Return ``rtl`` for a language written from right to left, else ``ltr``."""
    try:
        return Locale.parse(lang.replace("-", "_")).text_direction
    except (ValueError, UnknownLocaleError):
        return "ltr"


@dataclass(frozen=True, slots=True)
class Formats:
    """Formatting in one language."""

    lang: str

    def score(self, value: Decimal) -> str:
        """Return a score with the digits it was given, at least one."""
        return _number(str(value), self.lang)

    def money(self, value: Money) -> str:
        """Return a price with its currency."""
        return format_money(value, self.lang)

    def amount(self, value: Decimal, currency: str) -> str:
        """Return an amount of a currency."""
        return format_money(Money(value, currency), self.lang)

    def value(self, column: Column, value: Value) -> str:
        """Return a column's value as text, nothing where there is none."""
        if value is None:
            return ""
        if isinstance(value, Named):
            return value.text
        if isinstance(value, Money):
            return self.money(_whole(value) if column.type == "rate" else value)
        if isinstance(value, Date):
            return self.day(value)
        return self.score(Decimal(value)) if column.scored else self.quantity(value, column.unit)

    def compared(self, row: ComparisonRow, index: int) -> str:
        """Return a value of a comparison, nothing where there is none."""
        return self.value(row.column, row.values[index])

    def difference(self, row: ComparisonRow, index: int) -> str:
        """Return how far a value is from the best of its row, nothing where it is that."""
        behind, value = row.behind(index), row.values[index]
        if behind is None:
            return ""
        sign, far = "+" if behind > 0 else "\u2212", abs(behind)
        amount = Money(far, value.currency) if isinstance(value, Money) else far
        return sign + self.value(row.column, amount)

    def quantity(self, value: Decimal | int, unit: str = "") -> str:
        """Return a number as it was given, with its unit."""
        number = format_decimal(
            value, locale=self.lang.replace("-", "_"), decimal_quantization=False
        )
        return f"{number} {unit}".rstrip()

    def tick(self, value: float) -> str:
        """Return a value of an axis: in full below 1,000, then as ``2k``."""
        if abs(value) < 1000:
            return self.quantity(_plain(value))
        return f"{self.quantity(_plain(value / 1000))}k"

    def sample(self, value: float | None, scale: AxisScale) -> str:
        """Return a value of a curve with its unit, nothing where none was measured."""
        if value is None:
            return ""
        return self.quantity(round_to(_plain(value), Decimal(1).scaleb(-scale.digits)), scale.unit)

    def short_amount(self, value: Decimal, currency: str) -> str:
        """Return an amount for the tick of an axis: in full below 10,000, then as ``$10K``."""
        if value < 10_000:
            return self.amount(value, currency)
        locale = self.lang.replace("-", "_")
        return str(format_compact_currency(value, currency, locale=locale))

    def date(self, value: Date) -> str:
        """Return a date in full."""
        return _date(value, self.lang, "long")

    def day(self, value: Date) -> str:
        """Return a date in short form for tables: ISO 8601, the same in every language."""
        return value.isoformat()

    def number(self, value: int) -> str:
        """Return a count with the language's thousands separators."""
        return _count(value, self.lang)


def _plain(value: float) -> Decimal:
    return Decimal(f"{value:.10g}")


def _whole(money: Money) -> Money:
    return Money(round_to(money.amount, Decimal(1)), money.currency)


@lru_cache(maxsize=4096)
def _number(text: str, lang: str) -> str:
    """Format a decimal given as text: 3.2 and 3.20 are equal, and must not share a cache entry."""
    value = Decimal(text)
    digits = max(1, -int(value.as_tuple().exponent))
    pattern = "#,##0." + "0" * digits
    return str(format_decimal(value, format=pattern, locale=lang.replace("-", "_")))


@lru_cache(maxsize=4096)
def _count(value: int, lang: str) -> str:
    return str(format_decimal(value, locale=lang.replace("-", "_")))


@lru_cache(maxsize=4096)
def _date(value: Date, lang: str, style: str) -> str:
    return str(format_date(value, style, locale=lang.replace("-", "_")))
