"""Numbers, prices and dates as each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sphinx_reviews.model.formats import Formats
from sphinx_reviews.model.money import Money
from sphinx_reviews.model.text import did_you_mean, slug


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "expected"),
    [
        ("1549.99", "USD", "en", "$1,549.99"),
        ("550", "USD", "en", "$550"),
        ("550.00", "USD", "en", "$550"),
        ("54.9", "USD", "en", "$54.90"),
        ("0", "USD", "en", "$0"),
        ("25173", "JPY", "ja", "￥25,173"),
        ("25173", "JPY", "en", "¥25,173"),
        ("1549.99", "USD", "ja", "$1,549.99"),
        ("99.5", "EUR", "en", "€99.50"),
    ],
)
def test_prices(amount: str, currency: str, lang: str, expected: str) -> None:
    """A price has its currency, thousands separators, and digits only where they say something."""
    assert Formats(lang).money(Money(Decimal(amount), currency)) == expected


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", "July 8, 2025"), ("ja", "2025年7月8日"), ("de", "8. Juli 2025")]
)
def test_dates(lang: str, expected: str) -> None:
    """A date is written out in the language; tables have the same short form everywhere."""
    assert Formats(lang).date(date(2025, 7, 8)) == expected
    assert Formats(lang).day(date(2025, 7, 8)) == "2025-07-08"


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("3.2", "en", "3.2"),
        ("3", "en", "3.0"),
        ("0.75", "en", "0.75"),
        ("3.20", "en", "3.20"),
        ("3.2", "de", "3,2"),
    ],
)
def test_scores_keep_their_digits(value: str, lang: str, expected: str) -> None:
    """A score is shown with the digits it was given, at least one."""
    assert Formats(lang).score(Decimal(value)) == expected


def test_counts() -> None:
    """A count has the language's separators."""
    assert (Formats("en").number(12345), Formats("de").number(12345)) == ("12,345", "12.345")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Hi-Res ", "hi-res"),
        ("Ｈｉ　Ｒｅｓ", "hi-res"),
        ("インイヤーモニター", "インイヤーモニター"),
        ("../x", "x"),
        ("a/b\\c", "a-b-c"),
        ("C++", "c++"),
        ("?", "-"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    """A tag's address keeps letters of every script and nothing that a path could misread."""
    assert slug(text) == expected


def test_the_nearest_word_is_suggested() -> None:
    """A hint names the nearest known word, or says nothing."""
    assert did_you_mean("akg-k731", ["akg-k371", "sony"]) == "did you mean 'akg-k371'?"
    assert did_you_mean("zzz", ["akg-k371"]) == ""
