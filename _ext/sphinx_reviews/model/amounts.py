"""Amounts as prose writes them: digits, scale words, currency signs and names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from .stated import Amount

WIDE = str.maketrans(
    "０１２３４５６７８９，．＄￥％＝（）［］＋－／：～＊　\u00a0\u202f\u2009",
    "0123456789,.$¥%=()[]+-/:~*    ",
)
"""Full-width signs to plain ones, character by character, so that columns stay true."""

_IS_WIDE = re.compile(f"[{''.join(map(chr, WIDE))}]")

_SIGNS = {
    "US$": "USD",
    "$": "USD",
    "USD": "USD",
    "US dollars": "USD",
    "US dollar": "USD",
    "dollars": "USD",
    "米ドル": "USD",
    "ドル": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "euros": "EUR",
    "ユーロ": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "pounds": "GBP",
    "ポンド": "GBP",
    "JPY": "JPY",
    "¥": "JPY",
    "yen": "JPY",
    "日本円": "JPY",
    "円": "JPY",
    "CNY": "CNY",
    "RMB": "CNY",
    "人民元": "CNY",
    "元": "CNY",
    "CHF": "CHF",
    "KRW": "KRW",
    "ウォン": "KRW",
    "A$": "AUD",
    "AUD": "AUD",
    "CA$": "CAD",
    "C$": "CAD",
    "CAD": "CAD",
    "HK$": "HKD",
    "HKD": "HKD",
    "SGD": "SGD",
    "INR": "INR",
    "₹": "INR",
    "TWD": "TWD",
    "SEK": "SEK",
    "DKK": "DKK",
    "NOK": "NOK",
}
_SCALES = {"万": 10_000, "千": 1000, "億": 100_000_000, "k": 1000, "K": 1000}
NUMBER = (
    r"(?:\d{1,4}万(?:\d千|\d,\d{3}|\d{1,4})(?=\s?(?:円|米?ドル|元|ユーロ))"
    r"|(?:\d{1,3}(?:,\d{3}|['’]\d{3})+(?!\d)|\d{1,12})(?:\.\d{1,8})?)"
)
"""Digits with or without signs between thousands, such as 1,549.90, or a number such as 15万4千."""

UNIT = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
BEGINS = rf"(?=[\d{''.join(sorted({re.escape(sign[0]) for sign in _SIGNS}))}])"
"""What every amount begins with: looked at first, it spares most places the whole pattern."""


def narrow(text: str) -> str:
    """Return the text with plain signs for full-width ones; ``translate`` is slow on Japanese."""
    if text.isascii():
        return text
    return _IS_WIDE.sub(lambda match: chr(WIDE[ord(match[0])]), text)


def amount_pattern(name: str) -> str:
    """Return a pattern for an amount of money or a bare number, its groups called by the name."""
    return (
        rf"(?:(?=\d)|(?P<{name}pre>{UNIT})\s?)(?P<{name}>{NUMBER})\s?(?P<{name}scale>[万千億kK])?"
        rf"\s?(?P<{name}unit>{UNIT})?(?![A-Za-z0-9%,.]*[A-Za-z0-9%]|倍|[万億])"
    )


def amount_of(match: re.Match[str], name: str) -> Amount:
    """Return the amount that a match of the pattern holds."""
    number, scale = match[name], match[f"{name}scale"]
    step = _step(len(number.partition(".")[2]), scale)
    unit = match[f"{name}unit"] or match[f"{name}pre"] or ""
    return Amount(_value(number, scale), _SIGNS.get(unit, ""), step)


def _value(number: str, scale: str | None) -> Decimal:
    """Return the value of a number as written and the word behind it."""
    head, mixed, rest = number.partition("万")
    if mixed:
        rest = rest.replace("千", "000").replace(",", "")
        number = str(int(head) * 10_000 + int(rest))
    value = Decimal(_BETWEEN.sub("", number))
    return value * _SCALES[scale] if scale else value


@lru_cache(maxsize=64)
def _step(decimals: int, scale: str | None) -> Decimal:
    return Decimal(1).scaleb(-decimals) * _SCALES.get(scale or "", 1)


_BETWEEN = re.compile("[,'’]")
_MONEY = re.compile(rf"{BEGINS}(?<![\d.,A-Za-z万億])(?<!\d['’]){amount_pattern('m')}")


def numbers_in(text: str) -> tuple[tuple[int, int, Amount], ...]:
    """Return (start, end, amount) of each bare number and amount of money in the text."""
    matches = _MONEY.finditer(narrow(text))
    return tuple((m.start(), m.end(), amount_of(m, "m")) for m in matches)


def has_number(text: str, value: Decimal) -> bool:
    """Tell whether the text holds a number or an amount of this value."""
    matches = _MONEY.finditer(narrow(text))
    return any(_value(match["m"], match["mscale"]) == value for match in matches)


def money_in(text: str) -> tuple[tuple[int, int, Amount], ...]:
    """Return (start, end, amount) of each amount in the text that names its currency.

    In a range such as ``400–500 USD`` the currency is that of both ends.
    """
    amounts = list(numbers_in(text))
    for index in range(len(amounts) - 2, -1, -1):
        (start, end, amount), (after, _, other) = amounts[index], amounts[index + 1]
        if not amount.currency and text[end:after].strip() in _DASHES:
            amounts[index] = (start, end, amount._replace(currency=other.currency))
    return tuple(item for item in amounts if item[2].currency)


def ranges_in(text: str) -> tuple[tuple[Amount, Amount], ...]:
    """Return the ends of each range of money in the text, such as ``400–500 USD``."""
    return tuple(
        (low, high)
        for (_, end, low), (after, _, high) in pairwise(money_in(text))
        if low.currency == high.currency and text[end:after].strip() in _DASHES
    )


_DASHES = frozenset("-–—−~〜～") | {"to", "から"}


def may_be(amount: Amount, price: Decimal, currency: str, exchange: Exchange) -> bool:
    """Tell whether an amount in another currency may be the price.

    It may where no band of rates is configured: nobody can tell then.
    """
    if amount.currency == currency or not amount.value or not price:
        return False
    there = exchange.get(f"{amount.currency}/{currency}")
    back = exchange.get(f"{currency}/{amount.currency}")
    rate, band = (price / amount.value, there) if there else (amount.value / price, back)
    return band is None or Decimal(str(band[0])) <= rate <= Decimal(str(band[1]))


Exchange = Mapping[str, tuple[float, float]]


def agrees(amount: Amount, price: Decimal) -> bool:
    """Tell whether an amount is the price to the digits it shows, or to whole units.

    A round amount, such as 15,000 for 14,850, may be off by one per cent.
    """
    apart = abs(amount.value - price)
    rounded = amount.value % 100 == 0 and apart * 100 <= price
    return apart < 1 or apart <= amount.step / 2 or rounded
