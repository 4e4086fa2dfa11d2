"""Calculations in languages that write a decimal comma are read and judged."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.decimal_comma import with_points, writes_comma
from sphinx_reviews.model.diagnostics import Code
from sphinx_reviews.model.stated import Claim
from support import front_matter, read

RATING = "[3.1, 0.8, 0.7, 0.2, 0.7, 0.7]"
GERMAN: dict[str, Any] = {
    "languages": {"de": "Deutsch"},
    "currencies": {"de": "EUR"},
    "sections": {},
}


def told(line: str, price: str = "699") -> tuple[tuple[Claim, ...], list[tuple[str, str]]]:
    """Return the claims of a German line, and what is wrong with them."""
    text = f"## Cost-Performance\n\n$$ \\Large \\text{{0.2}} $$\n\n{line}\n"
    found = read(
        front_matter("acme-one", lang="de", price=price, rating=RATING) + "\n" + text, **GERMAN
    )
    assert found.review is not None, found.diagnostics
    wrong = [(d.code.value, d.value) for d in found.diagnostics if "claim" in d.code.value]
    return found.review.claims, wrong


def test_a_wrong_quotient_is_found() -> None:
    """``149 € ÷ 699 €`` is no ``0,31``; the finding shows what stands in the text."""
    _, wrong = told("Rechnung: 149 € ÷ 699 € = 0,31")
    assert (Code.CLAIM_QUOTIENT.value, "149 € ÷ 699 € = 0,31") in wrong


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("149 € ÷ 699 € = 0,21", "699"),
        ("149,00 € ÷ 699,00 € = 0,213", "699"),
        ("1.490 € ÷ 6.990,00 € = 0,21", "6990"),
        ("149 € ÷ 699 € = 0.21", "699"),
    ],
)
def test_a_right_one_is_not(line: str, price: str) -> None:
    """Cents, thousands, and a point where an author wrote one are understood."""
    claims, wrong = told(line, price)
    assert len(claims) == 1
    assert wrong == []


numbers = st.decimals(0, 9_999_999, places=2)


@given(numbers)
def test_what_a_language_writes_is_read(number: Decimal) -> None:
    """Any amount as the CLDR writes it in German comes out as English writes it."""
    written = format_decimal(number, format="#,##0.00", locale="de")
    assert (
        with_points(f"({written} €)")
        == f"({format_decimal(number, format='#,##0.00', locale='en')} €)"
    )


def test_who_writes_a_comma() -> None:
    """German and French do, English, Japanese and unknown languages do not."""
    assert [lang for lang in ("de", "fr", "en", "ja", "xx-yy", "") if writes_comma(lang)] == [
        "de",
        "fr",
    ]


def test_english_stays_as_it_is() -> None:
    """In English a comma parts thousands."""
    found = read(
        front_matter("acme-one", price="1549")
        + "\n## Cost-Performance\n\n$$ \\Large \\text{0.1} $$\n\n176 USD ÷ 1,549 USD = 0.11\n"
    )
    assert found.review is not None
    assert found.review.claims[0].b.value == Decimal(1549)
