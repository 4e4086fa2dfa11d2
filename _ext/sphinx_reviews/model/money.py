"""Amounts of money: exact, with their currency; formatting follows the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency, list_currencies


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount in a currency named by its ISO 4217 code."""

    amount: Decimal
    currency: str


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """Return the ISO 4217 codes that can be formatted."""
    return frozenset(list_currencies())


@lru_cache(maxsize=4096)
def format_money(money: Money, lang: str) -> str:
    """Return the price as the language writes it, without ``.00`` for whole amounts.

    The currency is always unmistakable: ``US$`` or ``￥`` follow the language's own usage
    (Unicode CLDR).
    """
    whole = money.amount == money.amount.to_integral_value()
    return format_currency(
        money.amount,
        money.currency,
        locale=lang.replace("-", "_"),
        decimal_quantization=True,
        format=None if not whole else _whole_format(lang),
        currency_digits=not whole,
    )


@lru_cache(maxsize=32)
def _whole_format(lang: str) -> str:
    from babel import Locale

    pattern: str = Locale.parse(lang.replace("-", "_")).currency_formats["standard"].pattern
    return pattern.replace(".00", "")
